import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

/// Which attribute of a table's items holds their expiry.
public struct TimeToLive: Sendable, Hashable {
  public let attribute: String
  public let isEnabled: Bool
  public let changed: Instant

  public static let changeInterval = Duration.hours(1)
  /// An expiry longer ago than this is ignored.
  public static let ageMaxYears = 5

  /// What TTL makes of an item.
  public enum Eligibility: Sendable, Hashable {
    /// Expired: waits for its deletion.
    case eligible(expiry: Int)
    /// Will expire, in epoch seconds.
    case notYet(expiry: Int)
    case ignored(Reason)
    public enum Reason: String, Sendable { case noAttribute, notANumber, olderThanFiveYears }
  }

  /// In epoch seconds, past or to come; nil where TTL ignores the item.
  func expiry(of item: Item, at now: Instant) -> Int? {
    switch eligibility(of: item, at: now) {
    case .eligible(let expiry), .notYet(let expiry): expiry
    case .ignored: nil
    }
  }

  public func eligibility(of item: Item, at now: Instant) -> Eligibility {
    guard let value = item[attribute] else { return .ignored(.noAttribute) }
    guard case .number(let number) = value else { return .ignored(.notANumber) }
    // Beyond 19 digits only the sign matters: never due, or longer ago than five years.
    guard let expiry = number.integerPart else {
      return number.isNegative ? .ignored(.olderThanFiveYears) : .notYet(expiry: .max)
    }
    guard now.seconds > expiry else { return .notYet(expiry: expiry) }
    let today = now.utcDate
    let limit = CivilDate(year: today.year - Self.ageMaxYears, month: today.month, day: min(today.day, 28))
    let secondsOfDay = floorDivide(now.seconds, 86_400) * 86_400
    let overhang = today.day - min(today.day, 28)
    return expiry < Instant(limit).seconds + (now.seconds - secondsOfDay) + overhang * 86_400
      ? .ignored(.olderThanFiveYears) : .eligible(expiry: expiry)
  }
}

extension Table {
  /// Past its expiry, whether or not deleted in time.
  func isExpired(_ item: Item, at now: Instant) -> Bool {
    guard let timeToLive, timeToLive.isEnabled, case .eligible = timeToLive.eligibility(of: item, at: now) else {
      return false
    }
    return true
  }
  /// Whether the timer of the item that is replaced serves the new one too.
  func hasTimer(_ old: Stored?, sameAs item: Item, _ region: Region) -> Bool {
    guard let timeToLive, let old, old.version.region == region else { return false }
    return old.item[timeToLive.attribute] == item[timeToLive.attribute]
  }
  /// Whether a read leaves it out. It never does, except to those who believe so.
  func isHidden(_ item: Item, _ context: Context) -> Bool {
    context.holds(.expiredItemsAreHidden) && isExpired(item, at: context.now)
  }
}

extension DynamoDB {
  /// Sets the timer of an item that will expire, or has and waits.
  mutating func scheduleExpiry(of item: Item, at key: Key, in name: TableName, _ context: inout Context) {
    guard let timeToLive = tables[name]!.timeToLive, timeToLive.isEnabled else { return }
    guard let expiry = timeToLive.expiry(of: item, at: context.now) else { return }
    guard expiry < Instant.distantFuture.seconds else { return }  // after 2262, such as milliseconds taken for seconds
    let lag = context.holds(.ttlIsImmediate) ? .zero : context.draw(model.expiryLag, for: "dynamodb.ttl")
    context.schedule(
      DynamoDB.self, .expire(table: name, generation: tables[name]!.generation, key: key, expiry: expiry),
      at: max(context.now, Instant(seconds: expiry)) + lag)
  }

  /// Deletes an item whose time has come. A timer whose item was moved, deleted or changed elsewhere does nothing.
  mutating func expire(
    _ key: Key, _ expiry: Int, in name: TableName, _ generation: Int, _ context: inout Context
  ) {
    guard let table = tables[name], table.generation == generation, let stored = table.items[key],
      stored.version.region == context.region, let timeToLive = table.timeToLive, timeToLive.isEnabled
    else { return }
    guard timeToLive.expiry(of: stored.item, at: context.now) == expiry else {
      context.note(ExpirySuperseded(table: name, key: key), because: .ttlCanBeMoved)
      return
    }
    var units = CapacityUnits.zero
    if context.holds(.ttlCostsWriteCapacity) {
      units = Capacity.write(old: stored.size, new: 0)
      context.meter(
        table.replicas.isEmpty ? .writeRequestUnits : .replicatedWriteUnits, Int128(units.halves / 2))
    }
    context.note(
      ItemExpired(
        table: name, key: key, expiry: Instant(seconds: expiry), lag: context.now - Instant(seconds: expiry),
        units: units), because: .ttlDeletesLater, also: [.ttlIsFree])
    context.count("dynamodb.expired")
    commit(nil, size: 0, at: key, in: name, .timeToLive, &context)
  }

  /// TTL deleted an item.
  public struct ItemExpired: Fact {
    public let table: TableName
    public let key: Key
    public let expiry: Instant
    /// From expiry to deletion.
    public let lag: Duration
    /// Write units: none.
    public let units: CapacityUnits
    public var details: [Detail] {
      [
        Detail("table", table), Detail("key", key.description), Detail("expiry", expiry), Detail("lag", lag),
        Detail("units", .decimal("\(units)")),
      ]
    }
  }
  /// The deletion of an item was due, and the item has another expiry by now.
  public struct ExpirySuperseded: Fact {
    public let table: TableName
    public let key: Key
    public var details: [Detail] { [Detail("table", table), Detail("key", key.description)] }
  }
}

extension Rule {
  static let ttlGuide = "DynamoDB Developer Guide: Using time to live (TTL)"
  public static let ttlDeletesLater = Rule(
    "dynamodb.ttl.lag",
    """
    An item past its expiry is deleted in the background, typically within two days; until then reads return it, and \
    it is stored and paid for. When exactly is a quantity of the model.
    """, source: ttlGuide)
  public static let ttlIsFree = Rule(
    "dynamodb.ttl.free", "Deletions by TTL consume no write units in the Region where they happen.", source: ttlGuide)
  public static let ttlCanBeMoved = Rule(
    "dynamodb.ttl.moved", "An expired item that is still there can be written; moving its expiry keeps it.",
    source: ttlGuide)
  public static let ttlEligibility = Rule(
    "dynamodb.ttl.eligible",
    """
    Only a top-level Number of epoch seconds counts, and not one more than five years past; strings, milliseconds and \
    missing attributes are ignored without an error.
    """, source: ttlGuide)
}

extension Misconception {
  public static let ttlIsImmediate = Misconception(
    "ttl-is-immediate", contradicts: .ttlDeletesLater, says: "An item vanishes the second its TTL passes.")
  public static let expiredItemsAreHidden = Misconception(
    "expired-items-are-hidden", contradicts: .ttlDeletesLater, says: "Reads leave out items whose TTL has passed.")
  public static let ttlCostsWriteCapacity = Misconception(
    "ttl-costs-write-capacity", contradicts: .ttlIsFree, says: "Each deletion by TTL costs write units.")
}
