import Basics

extension RedisStore {
  static let stringCommands: [String: Command] = [
    "GET": { store, arguments, now in
      guard arguments.count == 1 else { return .arguments("GET") }
      return store.read(arguments[0], now)
    },
    "SET": { store, arguments, now in store.set(arguments, now) },
    "SETEX": { store, arguments, now in
      guard arguments.count == 3 else { return .arguments("SETEX") }
      return store.set([arguments[0], arguments[2], "EX", arguments[1]], now)
    },
    "SETNX": { store, arguments, now in
      guard arguments.count == 2 else { return .arguments("SETNX") }
      return .integer(store.set([arguments[0], arguments[1], "NX"], now) == .ok ? 1 : 0)
    },
    "GETDEL": { store, arguments, now in
      guard arguments.count == 1 else { return .arguments("GETDEL") }
      let reply = store.read(arguments[0], now)
      if case .bulk(_?) = reply { _ = store.remove(arguments[0], now) }
      return reply
    },
    "MGET": { store, arguments, now in
      guard !arguments.isEmpty else { return .arguments("MGET") }
      var values: [RedisReply] = []
      for key in arguments {
        if case .some(let text) = store.string(key, now) {
          values.append(.bulk(text))
        } else {
          values.append(.bulk(nil))
        }
      }
      return .array(values)
    },
    "MSET": { store, arguments, now in
      guard !arguments.isEmpty, arguments.count.isMultiple(of: 2) else { return .arguments("MSET") }
      for index in stride(from: 0, to: arguments.count, by: 2) {
        store.set(arguments[index], .string(arguments[index + 1]), keepingExpiry: false)
      }
      return .ok
    },
    "STRLEN": { store, arguments, now in
      guard arguments.count == 1 else { return .arguments("STRLEN") }
      switch store.string(arguments[0], now) {
      case .none: return .integer(0)
      case .some(let text): return .integer(text.utf8.count)
      case .wrong: return .wrongType
      }
    },
    "APPEND": { store, arguments, now in
      guard arguments.count == 2 else { return .arguments("APPEND") }
      var text = ""
      switch store.string(arguments[0], now) {
      case .none: break
      case .some(let old): text = old
      case .wrong: return .wrongType
      }
      store.set(arguments[0], .string(text + arguments[1]))
      return .integer((text + arguments[1]).utf8.count)
    },
    "INCR": { store, arguments, now in
      arguments.count == 1 ? store.add(1, to: arguments[0], now) : .arguments("INCR")
    },
    "DECR": { store, arguments, now in
      arguments.count == 1 ? store.add(-1, to: arguments[0], now) : .arguments("DECR")
    },
    "INCRBY": { store, arguments, now in
      guard arguments.count == 2 else { return .arguments("INCRBY") }
      return Int(arguments[1]).map { store.add($0, to: arguments[0], now) } ?? .notAnInteger
    },
    "DECRBY": { store, arguments, now in
      guard arguments.count == 2 else { return .arguments("DECRBY") }
      guard let amount = Int(arguments[1]), amount != .min else { return .notAnInteger }
      return store.add(-amount, to: arguments[0], now)
    },
  ]

  private mutating func read(_ key: String, _ now: Instant) -> RedisReply {
    switch string(key, now) {
    case .none: .bulk(nil)
    case .some(let text): .bulk(text)
    case .wrong: .wrongType
    }
  }

  private mutating func add(_ amount: Int, to key: String, _ now: Instant) -> RedisReply {
    var number = 0
    switch string(key, now) {
    case .none: break
    case .some(let text):
      guard let old = Int(text) else { return .notAnInteger }
      number = old
    case .wrong: return .wrongType
    }
    let (sum, isOver) = number.addingReportingOverflow(amount)
    guard !isOver else { return .error("ERR increment or decrement would overflow") }
    set(key, .string(String(sum)))
    return .integer(sum)
  }

  /// `key value [NX | XX] [GET] [EX s | PX ms | EXAT s | PXAT ms | KEEPTTL]`
  private mutating func set(_ arguments: [String], _ now: Instant) -> RedisReply {
    guard arguments.count >= 2 else { return .arguments("SET") }
    let key = arguments[0]
    var onlyIfThere: Bool?, getsOld = false, keepsExpiry = false, expires: Instant?
    var rest = arguments.dropFirst(2)
    while let word = rest.popFirst()?.uppercased() {
      switch word {
      case "NX" where onlyIfThere == nil: onlyIfThere = false
      case "XX" where onlyIfThere == nil: onlyIfThere = true
      case "GET": getsOld = true
      case "KEEPTTL" where expires == nil: keepsExpiry = true
      case "EX" where expires == nil && !keepsExpiry, "PX" where expires == nil && !keepsExpiry,
        "EXAT" where expires == nil && !keepsExpiry, "PXAT" where expires == nil && !keepsExpiry:
        guard let text = rest.popFirst() else { return .syntax }
        guard let amount = Int(text), abs(amount) < 9_000_000_000_000 else { return .notAnInteger }
        guard amount > 0, word.hasPrefix("P") || amount < 9_000_000_000 else {
          return .error("ERR invalid expire time in 'set' command")
        }
        let time = Duration.milliseconds(word.hasPrefix("P") ? amount : amount * 1_000)
        expires = word.hasSuffix("AT") ? Instant.epoch + time : now + time
      default: return .syntax
      }
    }
    let old = value(key, now), before = getsOld ? read(key, now) : .bulk(nil)
    if getsOld, before == .wrongType { return before }
    if let onlyIfThere, onlyIfThere != (old != nil) { return getsOld ? before : .bulk(nil) }
    set(key, .string(arguments[1]), keepingExpiry: keepsExpiry)
    if let expires { expire(key, at: expires) }
    return getsOld ? before : .ok
  }
}
