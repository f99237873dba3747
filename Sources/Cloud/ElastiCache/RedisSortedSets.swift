import Basics

extension RedisStore {
  static let sortedSetTable: [String: Command] = [
    "ZADD": { store, arguments, now in store.zadd(arguments, now) },
    "ZINCRBY": { store, arguments, now in
      guard arguments.count == 3 else { return .arguments("ZINCRBY") }
      return store.zadd([arguments[0], "INCR", arguments[1], arguments[2]], now)
    },
    "ZREM": { store, arguments, now in
      guard arguments.count >= 2 else { return .arguments("ZREM") }
      return store.change(arguments[0], now) { set in
        .integer(arguments.dropFirst().count { set.remove($0) })
      }
    },
    "ZCARD": { store, arguments, now in
      guard arguments.count == 1 else { return .arguments("ZCARD") }
      return store.look(arguments[0], now, ifNone: .integer(0)) { .integer($0.count) }
    },
    "ZSCORE": { store, arguments, now in
      guard arguments.count == 2 else { return .arguments("ZSCORE") }
      return store.look(arguments[0], now, ifNone: .bulk(nil)) { set in
        .bulk(set.score(of: arguments[1]).map(text))
      }
    },
    "ZRANK": { store, arguments, now in
      guard arguments.count == 2 else { return .arguments("ZRANK") }
      return store.look(arguments[0], now, ifNone: .bulk(nil)) { set in
        set.rank(of: arguments[1]).map { .integer($0) } ?? .bulk(nil)
      }
    },
    "ZREVRANK": { store, arguments, now in
      guard arguments.count == 2 else { return .arguments("ZREVRANK") }
      return store.look(arguments[0], now, ifNone: .bulk(nil)) { set in
        set.rank(of: arguments[1]).map { .integer(set.count - 1 - $0) } ?? .bulk(nil)
      }
    },
    "ZCOUNT": { store, arguments, now in
      guard arguments.count == 3 else { return .arguments("ZCOUNT") }
      guard let low = Bound(arguments[1]), let high = Bound(arguments[2]) else {
        return .error("ERR min or max is not a float")
      }
      return store.look(arguments[0], now, ifNone: .integer(0)) { set in
        .integer(set.ranked.count { low.admits(from: $0.score) && high.admits(to: $0.score) })
      }
    },
    "ZRANGE": { store, arguments, now in store.zrange(arguments, "ZRANGE", now) },
    "ZREVRANGE": { store, arguments, now in
      guard arguments.count >= 3 else { return .arguments("ZREVRANGE") }
      return store.zrange(arguments + ["REV"], "ZREVRANGE", now)
    },
    "ZRANGEBYSCORE": { store, arguments, now in
      guard arguments.count >= 3 else { return .arguments("ZRANGEBYSCORE") }
      return store.zrange(arguments + ["BYSCORE"], "ZRANGEBYSCORE", now)
    },
    "ZREVRANGEBYSCORE": { store, arguments, now in
      guard arguments.count >= 3 else { return .arguments("ZREVRANGEBYSCORE") }
      return store.zrange(arguments + ["BYSCORE", "REV"], "ZREVRANGEBYSCORE", now)
    },
    "ZREMRANGEBYRANK": { store, arguments, now in
      guard arguments.count == 3 else { return .arguments("ZREMRANGEBYRANK") }
      guard let start = Int(arguments[1]), let stop = Int(arguments[2]) else { return .notAnInteger }
      return store.change(arguments[0], now) { set in
        let gone = slice(set.ranked, start, stop).map(\.name)
        for name in gone { set.remove(name) }
        return .integer(gone.count)
      }
    },
  ]

  // MARK: Reading and changing one set

  private mutating func look(
    _ key: String, _ now: Instant, ifNone: RedisReply, _ body: (SortedSet) -> RedisReply
  ) -> RedisReply {
    switch sortedSet(key, now) {
    case .none: ifNone
    case .some(let set): body(set)
    case .wrong: .wrongType
    }
  }
  /// A set that becomes empty is no more.
  private mutating func change(
    _ key: String, _ now: Instant, _ body: (inout SortedSet) -> RedisReply
  ) -> RedisReply {
    var set = SortedSet()
    switch sortedSet(key, now) {
    case .none: break
    case .some(let old): set = old
    case .wrong: return .wrongType
    }
    let reply = body(&set)
    if set.count == 0 { _ = remove(key, now) } else { self.set(key, .sortedSet(set)) }
    return reply
  }

  /// `key [NX | XX] [GT | LT] [CH] [INCR] score member …`
  private mutating func zadd(_ arguments: [String], _ now: Instant) -> RedisReply {
    guard arguments.count >= 3 else { return .arguments("ZADD") }
    var options: Set<String> = [], rest = arguments.dropFirst()
    while let word = rest.first?.uppercased(), ["NX", "XX", "GT", "LT", "CH", "INCR"].contains(word) {
      options.insert(word)
      rest.removeFirst()
    }
    guard !rest.isEmpty, rest.count.isMultiple(of: 2) else { return .syntax }
    if options.contains("NX"), options.contains("XX") {
      return .error("ERR XX and NX options at the same time are not compatible")
    }
    if options.isSuperset(of: ["GT", "LT"]) || (options.contains("NX") && !options.isDisjoint(with: ["GT", "LT"])) {
      return .error("ERR GT, LT, and/or NX options at the same time are not compatible")
    }
    let increments = options.contains("INCR")
    if increments, rest.count > 2 { return .error("ERR INCR option supports a single increment-element pair") }
    let words = Array(rest)
    var pairs: [(score: Double, name: String)] = []
    for index in stride(from: 0, to: words.count, by: 2) {
      guard let score = Self.number(words[index]) else { return .notAFloat }
      pairs.append((score, words[index + 1]))
    }
    return change(arguments[0], now) { set in
      var added = 0, changed = 0, last: Double?
      for (score, name) in pairs {
        let old = set.score(of: name), new = increments ? (old ?? 0) + score : score
        if new.isNaN { return .error("ERR resulting score is not a number (NaN)") }
        if old == nil ? options.contains("XX") : options.contains("NX") { continue }
        if let old, options.contains("GT") && new <= old || options.contains("LT") && new >= old { continue }
        set.set(name, to: new)
        if old == nil { added += 1 } else if old != new { changed += 1 }
        last = new
      }
      if increments { return .bulk(last.map(Self.text)) }
      return .integer(options.contains("CH") ? added + changed : added)
    }
  }

  /// `key start stop [BYSCORE] [REV] [LIMIT offset count] [WITHSCORES]`
  private mutating func zrange(_ arguments: [String], _ command: String, _ now: Instant) -> RedisReply {
    guard arguments.count >= 3 else { return .arguments(command) }
    var isByScore = false, isReversed = false, hasScores = false, limit: (offset: Int, count: Int)?
    var rest = arguments.dropFirst(3)
    while let word = rest.popFirst()?.uppercased() {
      switch word {
      case "BYSCORE": isByScore = true
      case "REV": isReversed = true
      case "WITHSCORES": hasScores = true
      case "LIMIT":
        guard let offset = rest.popFirst().flatMap({ Int($0) }), let count = rest.popFirst().flatMap({ Int($0) }) else {
          return .syntax
        }
        limit = (offset, count)
      default: return .syntax
      }
    }
    if limit != nil, !isByScore {
      return .error("ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX")
    }
    let range: (SortedSet) -> [SortedSet.Member]
    if isByScore {
      // Reversed, the higher bound comes first.
      let words = isReversed ? [arguments[2], arguments[1]] : [arguments[1], arguments[2]]
      guard let low = Bound(words[0]), let high = Bound(words[1]) else {
        return .error("ERR min or max is not a float")
      }
      range = { set in
        let within = set.ranked.filter { low.admits(from: $0.score) && high.admits(to: $0.score) }
        let ordered = isReversed ? within.reversed() : within
        guard let limit else { return ordered }
        guard limit.offset >= 0 else { return [] }
        let rest = ordered.dropFirst(limit.offset)
        return Array(limit.count < 0 ? rest : rest.prefix(limit.count))
      }
    } else {
      guard let start = Int(arguments[1]), let stop = Int(arguments[2]) else { return .notAnInteger }
      range = { set in Self.slice(isReversed ? set.ranked.reversed() : set.ranked, start, stop) }
    }
    return look(arguments[0], now, ifNone: .array([])) { set in
      .array(
        range(set).flatMap { hasScores ? [.bulk($0.name), .bulk(Self.text($0.score))] : [.bulk($0.name)] })
    }
  }

  // MARK: Ranks and scores

  /// Negative ranks count from the end: -1 is the last.
  private static func slice(_ members: [SortedSet.Member], _ start: Int, _ stop: Int) -> [SortedSet.Member] {
    let first = max(0, start < 0 ? members.count + start : start)
    let last = min(members.count - 1, stop < 0 ? members.count + stop : stop)
    return first > last ? [] : Array(members[first...last])
  }

  private struct Bound {
    let score: Double
    let isExclusive: Bool
    init?(_ text: String) {
      isExclusive = text.hasPrefix("(")
      guard let score = RedisStore.number(isExclusive ? String(text.dropFirst()) : text) else { return nil }
      self.score = score
    }
    func admits(from other: Double) -> Bool { isExclusive ? other > score : other >= score }
    func admits(to other: Double) -> Bool { isExclusive ? other < score : other <= score }
  }

  static func number(_ text: String) -> Double? {
    switch text.lowercased() {
    case "inf", "+inf", "infinity", "+infinity": .infinity
    case "-inf", "-infinity": -.infinity
    case let plain where plain.allSatisfy({ "0123456789+-.e".contains($0) }): Double(plain)
    default: nil
    }
  }
  /// `10`, `0.5`, `inf`.
  static func text(_ score: Double) -> String {
    if score.isInfinite { return score < 0 ? "-inf" : "inf" }
    return score == score.rounded() && abs(score) < 1e17 ? String(Int(score)) : "\(score)"
  }
}
