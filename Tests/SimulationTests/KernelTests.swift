import Basics
import Simulation
import TestSupport
import Testing

@Suite struct KernelTests {
  struct Ping: Fact {
    let number: Int
    var details: [Detail] { [Detail("number", number)] }
  }
  static let rule = Rule("test.rule", "Things happen.", source: "this test")

  @Test func `a log keeps what was appended, and a copy does not see what comes later`() {
    forEachSeed(50) { random in
      var log = Log<Int>(), model: [Int] = [], copies: [(Log<Int>, Int)] = []
      for step in 0..<random.integer(in: 1...3_000) {
        log.append(step)
        model.append(step)
        if step % 700 == 0 { copies.append((log, model.count)) }
      }
      guard Array(log) == model else { throw Broken("the log differs from the list") }
      for (copy, count) in copies where Array(copy) != Array(model.prefix(count)) {
        throw Broken("a copy of \(count) elements has changed")
      }
      let limit = random.integer(in: 0...model.count)
      guard log.partitionPoint(where: { $0 >= limit }) == limit else { throw Broken("the binary search is off") }
    }
  }

  @Test func `a trace answers why by its causes`() {
    var trace = Trace()
    let first = trace.append(Ping(number: 1), at: .epoch, scope: "s", service: "t", cause: nil, because: Self.rule)
    let second = trace.append(Ping(number: 2), at: .epoch, scope: "s", service: "t", cause: first, because: Self.rule)
    trace.append(Ping(number: 3), at: .epoch, scope: "s", service: "t", cause: second, because: Self.rule)
    #expect(trace.causes(of: 2).compactMap { ($0.fact as? Ping)?.number } == [3, 2, 1])
    #expect(trace.rules == [Self.rule])
  }

  @Test func `equal traces do not diverge, and a longer one diverges at its end`() throws {
    var short = Trace()
    short.append(Ping(number: 1), at: .epoch, scope: "s", service: "t", cause: nil, because: Self.rule)
    var long = short
    #expect(short.divergence(from: long) == nil)
    long.append(Ping(number: 2), at: .epoch, scope: "s", service: "t", cause: nil, because: Self.rule)
    let divergence = try #require(short.divergence(from: long))
    #expect(divergence.index == 1 && divergence.mine == nil)
    #expect(divergence.text.contains("(the run ends)"))
  }

  @Test func `an entry renders as one JSON object, with text escaped`() {
    struct Odd: Fact {
      var details: [Detail] {
        [Detail("quote", "a\"b\u{1b}[31m"), Detail("lag", Duration.milliseconds(1_500)), Detail("yes", true)]
      }
    }
    var trace = Trace()
    trace.append(Odd(), at: Instant(seconds: 5), scope: "s", service: "t", cause: nil, because: Self.rule)
    #expect(
      trace.entries[0].json(from: .epoch) == #"""
        {"at":"1970-01-01T00:00:05Z","elapsed":5,"region":"s","service":"t","event":"Odd","detail":{"quote":"a\"b\u001b[31m","lag":1.5,"yes":true},"because":"test.rule"}
        """#)
  }

  @Test func `a gauge books its level for the seconds it lasted, month by month`() {
    let meter = Meter(service: "s", item: "bytes", unit: "GB-month", unitsPerPriced: 1)
    var ledger = Ledger(), gauge = Gauge(10, since: Instant(iso8601: "2026-11-30T23:59:00Z")!)
    gauge.set(3, meter, in: "r", at: Instant(iso8601: "2026-12-01T00:02:00Z")!, &ledger)
    gauge.settle(meter, in: "r", at: Instant(iso8601: "2026-12-01T00:02:10Z")!, &ledger)
    #expect(ledger.units(of: meter, month: Month(year: 2026, month: 11)) == 600)
    #expect(ledger.units(of: meter, month: Month(year: 2026, month: 12)) == 1_200 + 30)
  }

  @Test func `a gauge loses no second however often it is settled`() {
    let meter = Meter(service: "s", item: "bytes", unit: "GB-month", unitsPerPriced: 1)
    forEachSeed(100) { random in
      var ledger = Ledger(), gauge = Gauge(1, since: .epoch), now = Instant.epoch
      for _ in 0..<50 {
        now += random.duration(in: .zero ... .seconds(3))
        gauge.settle(meter, in: "r", at: now, &ledger)
      }
      guard ledger.units(of: meter) == Int128(now.seconds) else {
        throw Broken("\(ledger.units(of: meter)) of \(now.seconds) seconds were booked")
      }
    }
  }

  @Test func `latencies stay between their ends`() {
    forEachSeed(20) { random in
      let quantiles = Latency.quantiles([.milliseconds(1), .milliseconds(5), .milliseconds(80)])
      for _ in 0..<100 {
        let drawn = quantiles.draw(&random)
        guard drawn >= .milliseconds(1), drawn <= .milliseconds(80) else { throw Broken("drew \(drawn)") }
      }
    }
  }

  @Test func `partitions that overlap heal when the last of them does`() {
    var plan = FaultPlan()
    plan.partition("a", "b", during: Instant(seconds: 0)..<Instant(seconds: 10))
    plan.partition("b", "a", during: Instant(seconds: 8)..<Instant(seconds: 20))
    #expect(plan.heal(between: "a", and: "b", at: Instant(seconds: 5)) == Instant(seconds: 20))
    #expect(plan.heal(between: "a", and: "c", at: Instant(seconds: 5)) == nil)
    #expect(plan.heal(between: "a", and: "b", at: Instant(seconds: 20)) == nil)
  }
}
