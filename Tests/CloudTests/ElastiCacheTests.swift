import Basics
import Cloud
import Simulation
import TestSupport
import Testing

@Suite struct ElastiCacheTests {
  private struct Session {
    var world = World(seed: 1, start: vectorStart)
    init() throws { try world.call(ElastiCache.CreateCacheCluster("board")) }
    mutating func run(_ line: String) throws -> String {
      try world.call(ElastiCache.Execute("board", line.split(separator: " ").map(String.init))).description
    }
  }

  @Test func `a leaderboard keeps its order at every change`() throws {
    var session = try Session()
    #expect(try session.run("ZADD scores 10 ann 30 bob 20 cid") == "(integer) 3")
    #expect(try session.run("ZREVRANGE scores 0 1 WITHSCORES") == #"["bob", "30", "cid", "20"]"#)
    #expect(try session.run("ZINCRBY scores 25.5 ann") == #""35.5""#)
    #expect(try session.run("ZREVRANGE scores 0 -1") == #"["ann", "bob", "cid"]"#)
    #expect(try session.run("ZREVRANK scores cid") == "(integer) 2")
    #expect(try session.run("ZRANGE scores 20 30 BYSCORE") == #"["cid", "bob"]"#)
    #expect(try session.run("ZRANGEBYSCORE scores (20 +inf LIMIT 1 1") == #"["ann"]"#)
    #expect(try session.run("ZADD scores GT CH 1 ann 40 bob") == "(integer) 1")
    #expect(try session.run("ZADD scores NX 99 ann") == "(integer) 0")
    #expect(try session.run("ZCOUNT scores 30 50") == "(integer) 2")
    #expect(try session.run("ZREMRANGEBYRANK scores 0 0") == "(integer) 1")
    #expect(try session.run("ZSCORE scores cid") == "(nil)")
    #expect(try session.run("ZADD scores 5 b 5 a 5 c") == "(integer) 3")
    #expect(try session.run("ZRANGE scores 0 2") == #"["a", "b", "c"]"#, "equal scores: by their bytes")
    #expect(session.world.trace.rules.contains(.sortedSets))
  }

  @Test func `strings expire at their second, count, and keep their kind`() throws {
    var session = try Session()
    #expect(try session.run("SET page html EX 60") == "OK")
    #expect(try session.run("TTL page") == "(integer) 60")
    session.world.advance(by: .seconds(59))
    #expect(try session.run("GET page") == #""html""#)
    session.world.advance(by: .seconds(1))
    #expect(try session.run("GET page") == "(nil)" && session.run("TTL page") == "(integer) -2")
    #expect(try session.run("INCR visits") == "(integer) 1" && session.run("INCRBY visits 9") == "(integer) 10")
    #expect(try session.run("TTL visits") == "(integer) -1")
    #expect(try session.run("SET visits 3 NX") == "(nil)" && session.run("GET visits") == #""10""#)
    #expect(try session.run("SET name ann") == "OK")
    #expect(try session.run("INCR name") == "(error) ERR value is not an integer or out of range")
    #expect(
      try session.run("ZADD name 1 a")
        == "(error) WRONGTYPE Operation against a key holding the wrong kind of value")
    #expect(try session.run("SET visits 4 GET KEEPTTL") == #""10""#)
    #expect(try session.run("EXISTS visits name nothing") == "(integer) 2")
    #expect(try session.run("DEL visits name") == "(integer) 2")
    #expect(try session.run("GET") == "(error) ERR wrong number of arguments for 'get' command")
  }

  @Test func `a sorted set agrees with sorting, whatever is done to it`() {
    forEachSeed(100) { random in
      var session = try Session(), model: [String: Int] = [:]
      for _ in 0..<40 {
        let name = "m\(random.integer(in: 0...9))", score = random.integer(in: -5...5)
        switch random.integer(in: 0...3) {
        case 0:
          _ = try session.run("ZREM s \(name)")
          model[name] = nil
        case 1:
          _ = try session.run("ZINCRBY s \(score) \(name)")
          model[name, default: 0] += score
        default:
          _ = try session.run("ZADD s \(score) \(name)")
          model[name] = score
        }
      }
      let sorted = model.sorted { $0.value != $1.value ? $0.value < $1.value : $0.key < $1.key }
      let expected = "[" + sorted.map { #""\#($0.key)", "\#($0.value)""# }.joined(separator: ", ") + "]"
      guard try session.run("ZRANGE s 0 -1 WITHSCORES") == expected else { throw Broken("not \(expected)") }
    }
  }

  @Test func `a reboot loses what was in memory, a node is paid for by the hour, sets are refused by name`() throws {
    var session = try Session()
    _ = try session.run("SET a 1")
    session.world.advance(by: .hours(100))
    try session.world.call(ElastiCache.RebootCacheCluster("board"))
    #expect(try session.run("GET a") == "(nil)")
    #expect(session.world.bill().lines.first { $0.service == "elasticache" }?.amount.decimal == "1.6")
    do throws(ServiceError) {
      _ = try session.world.call(ElastiCache.Execute("board", ["SADD", "s", "a"]))
      Issue.record("it was not refused")
    } catch { #expect(error.isNotSimulated && error.message.contains("SADD")) }
  }
}
