import Basics

/// The keys of one node, in Redis's types.
struct RedisStore: Sendable {
  enum Value: Sendable {
    case string(String)
    case sortedSet(SortedSet)
  }
  private struct Entry: Sendable {
    var value: Value
    var expires: Instant?
  }
  private var entries: [String: Entry] = [:]

  typealias Command = @Sendable (inout RedisStore, [String], Instant) -> RedisReply
  static let commands: [String: Command] = stringCommands.merging(sortedSetTable) { $1 }.merging(keyCommands) { $1 }
  static let sortedSetCommands = Set(sortedSetTable.keys)

  var count: Int { entries.count }

  /// The value of a key that has not expired.
  mutating func value(_ key: String, _ now: Instant) -> Value? {
    guard let entry = entries[key] else { return nil }
    if let expires = entry.expires, now >= expires {
      entries[key] = nil
      return nil
    }
    return entry.value
  }
  mutating func set(_ key: String, _ value: Value, keepingExpiry: Bool = true) {
    if keepingExpiry, entries[key] != nil { entries[key]!.value = value } else { entries[key] = Entry(value: value) }
  }
  mutating func remove(_ key: String, _ now: Instant) -> Bool {
    let wasThere = value(key, now) != nil
    entries[key] = nil
    return wasThere
  }
  mutating func expire(_ key: String, at instant: Instant?) { entries[key]?.expires = instant }
  func expiry(_ key: String) -> Instant? { entries[key]?.expires }
  mutating func removeAll() { entries = [:] }

  enum Found<Wanted> { case none, some(Wanted), wrong }

  mutating func string(_ key: String, _ now: Instant) -> Found<String> {
    switch value(key, now) {
    case nil: .none
    case .string(let text): .some(text)
    case .sortedSet: .wrong
    }
  }
  mutating func sortedSet(_ key: String, _ now: Instant) -> Found<SortedSet> {
    switch value(key, now) {
    case nil: .none
    case .sortedSet(let set): .some(set)
    case .string: .wrong
    }
  }

  /// Commands of keys of any type.
  private static let keyCommands: [String: Command] = [
    "DEL": { store, arguments, now in
      guard !arguments.isEmpty else { return .arguments("DEL") }
      return .integer(arguments.count { store.remove($0, now) })
    },
    "EXISTS": { store, arguments, now in
      guard !arguments.isEmpty else { return .arguments("EXISTS") }
      return .integer(arguments.count { store.value($0, now) != nil })
    },
    "TYPE": { store, arguments, now in
      guard arguments.count == 1 else { return .arguments("TYPE") }
      switch store.value(arguments[0], now) {
      case nil: return .bulk("none")
      case .string: return .bulk("string")
      case .sortedSet: return .bulk("zset")
      }
    },
    "EXPIRE": { store, arguments, now in store.expire(arguments, "EXPIRE", unit: .seconds(1), now) },
    "PEXPIRE": { store, arguments, now in store.expire(arguments, "PEXPIRE", unit: .milliseconds(1), now) },
    "TTL": { store, arguments, now in store.timeToLive(arguments, "TTL", unit: .seconds(1), now) },
    "PTTL": { store, arguments, now in store.timeToLive(arguments, "PTTL", unit: .milliseconds(1), now) },
    "PERSIST": { store, arguments, now in
      guard arguments.count == 1 else { return .arguments("PERSIST") }
      guard store.value(arguments[0], now) != nil, store.expiry(arguments[0]) != nil else { return .integer(0) }
      store.expire(arguments[0], at: nil)
      return .integer(1)
    },
    "DBSIZE": { store, arguments, now in
      guard arguments.isEmpty else { return .arguments("DBSIZE") }
      return .integer(store.live(now))
    },
    "FLUSHALL": { store, _, _ in
      store.removeAll()
      return .ok
    },
  ]

  private func live(_ now: Instant) -> Int { entries.values.count { entry in entry.expires.map { now < $0 } ?? true } }

  private mutating func expire(
    _ arguments: [String], _ command: String, unit: Duration, _ now: Instant
  ) -> RedisReply {
    guard arguments.count == 2 else { return .arguments(command) }
    guard let amount = Int(arguments[1]), abs(amount) < 9_000_000_000 else { return .notAnInteger }
    guard value(arguments[0], now) != nil else { return .integer(0) }
    if amount <= 0 { return .integer(remove(arguments[0], now) ? 1 : 0) }
    expire(arguments[0], at: now + .nanoseconds(unit.nanoseconds * Int64(amount)))
    return .integer(1)
  }

  /// -2 without the key, -1 without an expiry.
  private mutating func timeToLive(
    _ arguments: [String], _ command: String, unit: Duration, _ now: Instant
  ) -> RedisReply {
    guard arguments.count == 1 else { return .arguments(command) }
    guard value(arguments[0], now) != nil else { return .integer(-2) }
    guard let expires = expiry(arguments[0]) else { return .integer(-1) }
    // Redis rounds to the nearest unit.
    let left = (expires - now).nanoseconds + unit.nanoseconds / 2
    return .integer(Int(left / unit.nanoseconds))
  }
}
