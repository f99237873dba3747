import Basics
import Cloud
import Simulation
import TestSupport
import Testing

@Suite struct LambdaTests {
  private func world(
    memory: Int = 128, timeout: Duration = .seconds(3), initTime: Duration = .milliseconds(400),
    _ handler: @escaping Handler
  ) throws -> World {
    try LambdaVectors.world(memory: memory, timeout: timeout, initTime: initTime, handler)
  }

  @Test func `a workload booked by stretches costs what the whole run costs`() throws {
    for (duration, interval) in [(80, 100), (250, 100), (100, 100), (33, 7)] {
      let handler: Handler = { _ in .running(.milliseconds(duration)) }
      var whole = try world(memory: 512, handler), booked = whole
      whole.invoke("f", times: 3_017, every: .milliseconds(interval), warmUp: 3_017)
      let simulated = booked.invoke("f", times: 3_017, every: .milliseconds(interval), warmUp: 150, stretch: 100)
      whole.advance(by: .minutes(20))
      booked.advance(by: .minutes(20))
      #expect(simulated == 150 + 100 + 67)
      #expect(booked.ledger == whole.ledger, "\(duration) ms every \(interval) ms")
      #expect(booked.metrics["lambda.cold-starts"] == whole.metrics["lambda.cold-starts"])
    }
  }

  @Test func `a million invocations cost what the pricing page says`() throws {
    var world = try world(memory: 512, initTime: .zero) { _ in .running(.seconds(1)) }
    world.invoke("f", times: 3_000_000, every: .seconds(1))
    let bill = world.bill()
    #expect(bill.total.decimal == "18.73337")
    #expect(bill.lines.map(\.item) == ["duration-x86_64", "requests"])
    #expect(bill.lines[0].quantity == "1500000" && bill.lines[0].freeTier == "400000")
    #expect(bill.rules == [.freeTierLowersUsage])
  }

  @Test func `each misconception about the bill gives another bill`() throws {
    func total(_ belief: Misconception?) throws -> Money {
      var world = try world(memory: 512) { _ in .running(.milliseconds(1_010)) }
      if let belief { world.believe(belief) }
      world.invoke("f", times: 3_000_000, every: .milliseconds(1_500), warmUp: 10, stretch: 10)
      world.advance(by: .minutes(15))
      return world.bill().total
    }
    let truth = try total(nil)
    #expect(try total(.billedPer100Milliseconds) > truth)
    #expect(try total(.memoryDoesNotChangePrice) > truth)
    #expect(try total(.idleTimeIsBilled) > truth)
    #expect(try total(.initIsFree) < truth)
    #expect(try total(.freeTierIsForfeited) > truth)
    #expect(try total(.freeTierIsRequestsOnly) > truth)
  }

  @Test func `work of one thread gets faster with memory up to one vCPU, and no faster above`() throws {
    func duration(_ memory: Int) throws -> Duration {
      var world = try world(memory: memory, timeout: .seconds(900)) { _ in .work(.seconds(1), then: .finish("")) }
      return try world.call(Lambda.Invoke(functionName: "f")).report!.duration
    }
    #expect(try duration(1_769) == .seconds(1))
    #expect(try duration(3_538) == .seconds(1))
    #expect(try (duration(884).nanoseconds + 500_000) / 1_000_000 == 2_001)
  }

  @Test func `a function that runs over its timeout is stopped, billed, and starts cold the next time`() throws {
    var world = try world { _ in .running(.seconds(10)) }
    let result = try world.call(Lambda.Invoke(functionName: "f"))
    #expect(result.status == 200 && result.error == "Unhandled")
    #expect(result.payload.contains("Task timed out after 3.00 seconds"))
    #expect(result.report!.billed == 3_400)
    let next = try world.call(Lambda.Invoke(functionName: "f"))
    #expect(next.report!.initDuration == .milliseconds(400))
    #expect(world.metrics["lambda.errors"] == 2)
  }

  @Test func `a call of a function that timed out goes on without it`() throws {
    var world = try world(timeout: .seconds(1)) { _ in
      .compute(
        .milliseconds(900),
        then: .call(DynamoDB.PutItem(tableName: "T01", item: ["id": "a"])) { _ in .running(.seconds(5)) })
    }
    try world.call(DynamoDB.CreateTable(tableName: "T01", keys: KeySchema("id"), billing: .onDemand))
    try world.waitUntilActive("T01")
    #expect(try world.call(Lambda.Invoke(functionName: "f")).error == "Unhandled")
    #expect(world[.usEast1].dynamoDB.table("T01")!.itemCount == 1)
  }

  @Test func `a function gets a service's error as an answer`() throws {
    var world = try world { _ in
      .call(DynamoDB.GetItem(tableName: "None", key: ["id": "a"])) { reply in
        if case .failure(let error) = reply { return .fail(type: error.code, message: error.message) }
        return .finish("found")
      }
    }
    let result = try world.call(Lambda.Invoke(functionName: "f"))
    #expect(result.payload.contains("\"errorType\":\"ResourceNotFoundException\""))
  }

  @Test func `a function that throws is billed and keeps its environment`() throws {
    var world = try world { _ in .compute(.milliseconds(7), then: .fail(type: "Error", message: "no")) }
    #expect(try world.call(Lambda.Invoke(functionName: "f")).report!.billed == 407)
    #expect(try world.call(Lambda.Invoke(functionName: "f")).report!.billed == 7)
  }

  @Test func `a throttled call is not billed`() throws {
    var world = try world { _ in .finish("") }
    try world.call(Lambda.PutFunctionConcurrency(functionName: "f", reserved: 0))
    #expect(throws: ServiceError.self) { try world.call(Lambda.Invoke(functionName: "f")) }
    #expect(world.ledger.lines.isEmpty && world.metrics["lambda.throttles"] == 1)
  }

  @Test func `an event that is too old is discarded`() throws {
    var world = try world { _ in .finish("") }
    try world.call(Lambda.PutFunctionConcurrency(functionName: "f", reserved: 0))
    try world.call(
      Lambda.PutFunctionEventInvokeConfig(functionName: "f", maximumEventAge: .seconds(60)))
    try world.call(Lambda.Invoke(functionName: "f", kind: .event))
    world.drain()
    let settled = world.trace.all(Lambda.EventSettled.self)
    #expect(settled.map(\.condition) == [.eventAgeExceeded])
  }

  @Test func `the report line reads as Lambda writes it`() throws {
    var world = try world { _ in .running(.microseconds(100_200)) }
    let line = try world.call(Lambda.Invoke(functionName: "f")).report!.line
    #expect(line.hasSuffix("Duration: 100.2 ms\tBilled Duration: 501 ms\tMemory Size: 128 MB\tInit Duration: 400 ms"))
  }

  @Test func `a copy of the world resumes an invocation on its own`() throws {
    var world = try world { _ in .running(.seconds(2), returning: "\"done\"") }
    let request = world.submit(Lambda.Invoke(functionName: "f"), in: .usEast1)
    world.advance(by: .seconds(1))
    var copy = world
    copy.drain()
    if world.reply(to: request) != nil { Issue.record("the original has an answer too") }
    let reply = copy.reply(to: request)
    guard case .success(let result)? = reply else {
      Issue.record("no reply")
      return
    }
    #expect((result as? Lambda.InvokeResult)?.payload == "\"done\"")
  }
}
