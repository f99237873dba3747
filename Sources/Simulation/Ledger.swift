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
  /// In the order of first use, with what was used.
  private var used: [Line] = []
  private var amounts: [Int128] = []
  private var places: [Line: Int] = [:]
  /// The month of the last usage, and its bounds, so that a month is worked out once and not for each use.
  private var month = Month(year: 1970, month: 1), bounds = Instant.epoch..<Instant.epoch

  public init() {}

  public static func == (left: Ledger, right: Ledger) -> Bool {
    left.used == right.used && left.amounts == right.amounts
  }

  public mutating func add(_ units: Int128, of meter: Meter, in scope: String, at instant: Instant) {
    precondition(units >= 0, "usage only grows")
    guard units > 0 else { return }
    if !bounds.contains(instant) {
      month = Month(containing: instant)
      bounds = month.start..<month.next.start
    }
    // A run uses a few lines again and again: comparing with the latest is cheaper than hashing four strings.
    for place in used.indices.suffix(8).reversed()
    where used[place].month == month && used[place].meter == meter && used[place].scope == scope {
      amounts[place] += units
      return
    }
    add(units, to: Line(meter: meter, scope: scope, month: month))
  }

  private mutating func add(_ units: Int128, to line: Line) {
    guard let place = places[line] else {
      places[line] = used.count
      used.append(line)
      amounts.append(units)
      return
    }
    amounts[place] += units
  }

  /// Sorted by month, meter and place.
  public var lines: [(line: Line, units: Int128)] { byFirstUse.sorted { $0.line < $1.line } }

  /// In the order in which lines were first added to.
  public var byFirstUse: [(line: Line, units: Int128)] { zip(used, amounts).map { ($0, $1) } }

  /// Units of a meter, over all places and months or those given.
  public func units(of meter: Meter, in scope: String? = nil, month: Month? = nil) -> Int128 {
    used.indices.reduce(into: 0) { sum, place in
      let line = used[place]
      guard line.meter == meter, scope == nil || line.scope == scope, month == nil || line.month == month else {
        return
      }
      sum += amounts[place]
    }
  }

  public var months: [Month] { Set(used.map(\.month)).sorted() }

  /// Adds `times` times what `later` has beyond `earlier`: the usage of a stretch, repeated.
  public mutating func repeatUsage(from earlier: Ledger, to later: Ledger, times: Int) {
    precondition(times >= 0, "a stretch is repeated forward")
    for (line, amount) in later.byFirstUse {
      let before = earlier.places[line].map { earlier.amounts[$0] } ?? 0
      let units = (amount - before) * Int128(times)
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
