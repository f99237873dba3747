import Basics

/// A quantity that is counted to be paid for, in whole units.
public struct Meter: Hashable, Sendable, Comparable {
  public let service: String, item: String
  /// What a priced unit is called: `GB-second`.
  public let unit: String
  /// How many counted units make one priced unit: 1,024,000 megabyte-milliseconds are one GB-second.
  public let unitsPerPriced: Int

  public init(service: String, item: String, unit: String, unitsPerPriced: Int = 1) {
    precondition(unitsPerPriced > 0, "a priced unit has counted units in it")
    (self.service, self.item, self.unit, self.unitsPerPriced) = (service, item, unit, unitsPerPriced)
  }
  public static func < (left: Meter, right: Meter) -> Bool {
    (left.service, left.item) < (right.service, right.item)
  }
}

/// A calendar month in UTC.
public struct Month: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let year: Int, month: Int

  public init(year: Int, month: Int) { (self.year, self.month) = (year, month) }
  public init(containing instant: Instant) {
    let date = instant.utcDate
    self.init(year: date.year, month: date.month)
  }
  public var start: Instant { Instant(CivilDate(year: year, month: month, day: 1)) }
  public var next: Month { month == 12 ? Month(year: year + 1, month: 1) : Month(year: year, month: month + 1) }
  public var seconds: Int { next.start.seconds - start.seconds }
  public var description: String { start.utcDate.iso8601.prefix(7).description }

  public static func < (left: Month, right: Month) -> Bool {
    (left.year, left.month) < (right.year, right.month)
  }
}

/// What was used, by meter, place and month. Knows no prices.
public struct Ledger: Sendable, Equatable {
  public struct Line: Hashable, Sendable, Comparable {
    public let meter: Meter
    public let scope: String
    public let month: Month
    public static func < (left: Line, right: Line) -> Bool {
      left.month != right.month
        ? left.month < right.month
        : left.meter != right.meter ? left.meter < right.meter : left.scope < right.scope
    }
  }
  private var used: [Line: Int128] = [:]
  private var order: [Line] = []

  public init() {}

  public mutating func add(_ units: Int128, of meter: Meter, in scope: String, at instant: Instant) {
    precondition(units >= 0, "usage only grows")
    guard units > 0 else { return }
    add(units, to: Line(meter: meter, scope: scope, month: Month(containing: instant)))
  }

  private mutating func add(_ units: Int128, to line: Line) {
    guard used[line] != nil else {
      used[line] = units
      order.append(line)
      return
    }
    used[line]! += units
  }

  /// Sorted by month, meter and place.
  public var lines: [(line: Line, units: Int128)] { used.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

  /// In the order in which lines were first added to.
  public var byFirstUse: [(line: Line, units: Int128)] { order.map { ($0, used[$0]!) } }

  /// Units of a meter, over all places and months or those given.
  public func units(of meter: Meter, in scope: String? = nil, month: Month? = nil) -> Int128 {
    used.reduce(into: 0) { sum, entry in
      if entry.key.meter == meter, scope == nil || entry.key.scope == scope,
        month == nil || entry.key.month == month
      {
        sum += entry.value
      }
    }
  }

  public var months: [Month] { Set(used.keys.map(\.month)).sorted() }

  /// Adds `times` times what `later` has beyond `earlier`: the usage of a stretch, repeated.
  public mutating func repeatUsage(from earlier: Ledger, to later: Ledger, times: Int) {
    precondition(times >= 0, "a stretch is repeated forward")
    for line in later.order {
      let units = (later.used[line]! - (earlier.used[line] ?? 0)) * Int128(times)
      if units > 0 { add(units, to: line) }
    }
  }
}

/// A level that is paid for by the time it lasts: bytes stored, capacity provisioned.
public struct Gauge: Sendable, Hashable {
  public private(set) var level: Int
  public private(set) var since: Instant

  public init(_ level: Int, since: Instant) { (self.level, self.since) = (level, since) }

  /// Books level × seconds up to `now`, split at the ends of months; seconds begin at whole seconds of the clock.
  public mutating func settle(_ meter: Meter, in scope: String, at now: Instant, _ ledger: inout Ledger) {
    var from = since
    while from.seconds < now.seconds {
      let end = min(now, Month(containing: from).next.start)
      ledger.add(Int128(level) * Int128(end.seconds - from.seconds), of: meter, in: scope, at: from)
      from = end
    }
    since = max(since, now)
  }

  /// Books what has passed, and goes on at another level.
  public mutating func set(
    _ level: Int, _ meter: Meter, in scope: String, at now: Instant, _ ledger: inout Ledger
  ) {
    settle(meter, in: scope, at: now, &ledger)
    self.level = level
  }
}
