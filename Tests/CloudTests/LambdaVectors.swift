import Basics
import Cloud
import Foundation
import OrderedCollections
import Simulation

/// Lambda's worked examples, through functions that are made and invoked.
enum LambdaVectors {
  static let runners: [String: Runner] = [
    "lambda-bill": bill, "lambda-price-inverse": priceInverse, "lambda-free-seconds": freeSeconds,
    "lambda-billed-duration": billedDuration, "lambda-init-billing": initBilling, "lambda-concurrency": concurrency,
    "lambda-memory-cpu": memoryCPU, "lambda-scale-out": scaleOut, "lambda-environment-reuse": environmentReuse,
    "lambda-reserved-concurrency": reservedConcurrency, "lambda-throttle": throttle,
    "lambda-async-retry": asyncRetry, "lambda-limit": limit, "lambda-async-request-units": asyncRequestUnits,
  ]

  static func world(
    _ start: Instant = vectorStart, memory: Int = 128, timeout: Duration = .seconds(900), initTime: Duration = .zero,
    package: Function.Package = .zip, architecture: Function.Architecture = .x86, ephemeralStorage: Int = 512,
    _ program: @escaping Handler
  ) throws -> World {
    var world = World(seed: 1, start: start)
    try world.call(
      Lambda.CreateFunction(
        functionName: "f", memory: memory, timeout: timeout, architecture: architecture, package: package,
        ephemeralStorage: ephemeralStorage, initTime: .fixed(initTime), handler: program))
    return world
  }

  static func bill(_ given: JSON) throws -> [String: JSON] {
    var world = World(seed: 1, start: vectorStart)
    for (index, function) in given["functions"].elements.enumerated() {
      let name = "f\(index)", duration = function["duration_ms"].milliseconds
      let count = function["invocations"].int!, cold = function["cold_starts"].int ?? 0
      try world.call(
        Lambda.CreateFunction(
          functionName: name, memory: function["memory_mb"].int!, timeout: .seconds(900),
          architecture: function["arch"].text.map { $0.hasPrefix("arm") ? .arm : .x86 } ?? .x86,
          ephemeralStorage: function["ephemeral_mb"].int ?? 512,
          initTime: .fixed(function["init_ms"].milliseconds), handler: { _ in .running(duration) }))
      let interval = duration + function["init_ms"].milliseconds + .milliseconds(1)
      // One at a time: the first starts cold and the rest warm, and then, with a pause in which the environment goes,
      // the other cold starts.
      let others = max(0, cold - 1)
      world.model(\.lambda.model.idleTime, .hours(1))
      world.invoke(name, times: count - others, every: interval, warmUp: 3, stretch: 3)
      world.advance(by: .hours(2))
      world.model(\.lambda.model.idleTime, .seconds(1))
      world.invoke(name, times: others, every: interval + .seconds(2), warmUp: 3, stretch: 3)
      world.advance(by: .seconds(1_000))
    }
    var prices = PriceBook.standard
    if let price = given["price_per_gb_second"].text {
      prices = prices.repriced("duration-x86_64", of: "lambda", to: Money(price)!)
    }
    let bill = world.bill(freeTier: given["free_tier"].isTrue, prices: prices)
    func sum(_ items: [String], _ quantity: (Bill.Line) -> Decimal) -> Decimal {
      bill.lines.filter { items.contains($0.item) }.reduce(0) { $0 + quantity($1) }
    }
    func exact(_ line: Bill.Line) -> Decimal { Decimal(string: line.amount(places: 24))! }
    let compute = ["duration-x86_64", "duration-arm64"], all = compute + ["requests", "ephemeral-storage"]
    func units(_ items: [String], _ amount: (Bill.Line) -> Int128) -> Decimal {
      sum(items) { Decimal(string: String(amount($0)))! / Decimal(string: String($0.unitsPerPriced))! }
    }
    var total = sum(all, exact), cents = Decimal()
    NSDecimalRound(&cents, &total, 2, .plain)
    return [
      "requests": .number(units(["requests"]) { $0.used }), "gb_seconds": .string("\(units(compute) { $0.used })"),
      "billable_requests": .number(units(["requests"]) { $0.billed }),
      "billable_gb_seconds": .string("\(units(compute) { $0.billed })"),
      "request_usd": .string("\(sum(["requests"], exact))"), "compute_usd": .string("\(sum(compute, exact))"),
      "total_usd": .string("\(sum(all, exact))"), "total_usd_rounded": .string("\(cents)"),
      "ephemeral_gb_seconds": .string("\(units(["ephemeral-storage"]) { $0.used })"),
      "ephemeral_usd": .string("\(sum(["ephemeral-storage"], exact))"),
    ]
  }

  static func priceInverse(_ given: JSON) throws -> [String: JSON] {
    let prices = PriceBook.standard.repriced(
      "duration-x86_64", of: "lambda", to: Money(given["price_per_gb_second"].text!)!)
    return ["gb_seconds": JSON(prices.units(for: Money(given["usd"].text!)!, of: .duration(.x86), places: 1))]
  }

  static func freeSeconds(_ given: JSON) throws -> [String: JSON] {
    ["seconds": JSON(Lambda.freeSeconds(memory: given["memory_mb"].int!))]
  }

  static func billedDuration(_ given: JSON) throws -> [String: JSON] {
    let duration = given["duration_ms"].milliseconds
    var world = try world { _ in .running(duration) }
    return ["billed_ms": JSON(try world.call(Lambda.Invoke(functionName: "f")).report!.billed)]
  }

  static func initBilling(_ given: JSON) throws -> [String: JSON] {
    let packages: [String: Function.Package] = ["zip-managed": .zip, "container": .image, "zip-custom": .customRuntime]
    let duration = given["invoke_ms"].milliseconds
    func billed(_ start: String) throws -> JSON {
      var world = try world(
        Instant(iso8601: start)!, initTime: given["init_ms"].milliseconds,
        package: packages[given["package"].text!] ?? .customRuntime
      ) { _ in .running(duration) }
      return JSON(try world.call(Lambda.Invoke(functionName: "f")).report!.billed)
    }
    return [
      "billed_ms_before_2025_08_01": try billed("2025-07-31T23:00:00Z"),
      "billed_ms_since": try billed("2025-08-01T00:00:00Z"),
    ]
  }

  static func concurrency(_ given: JSON) throws -> [String: JSON] {
    let rate = given["requests_per_second"].int!, duration = given["duration_ms"].milliseconds
    var world = try world { _ in .running(duration) }
    world.model(\.lambda.accountConcurrency, given["account_limit"].int!)
    // Even arrivals for one second, or long enough that the first runs have ended.
    let count = max(rate, Int(duration.inSeconds.rounded(.up)) * rate + 1)
    for index in 0..<count {
      world.run(until: vectorStart + .nanoseconds(Int64(index) * 1_000_000_000 / Int64(rate)))
      world.submit(Lambda.Invoke(functionName: "f"), in: .usEast1)
    }
    let reasons = world.trace.all(RequestRefused.self).map(\.error.message)
    return [
      "concurrency": .string("\(Decimal(rate) * given["duration_ms"].decimal! / 1_000)"),
      "environments": JSON(world.metrics["lambda.concurrency"]),
      "within_concurrency_limit": JSON(!reasons.contains { $0.contains("(Reason: Concurrent") }),
      "within_rps_limit": JSON(!reasons.contains { $0.contains("InvocationRateLimit") }),
    ]
  }

  static func memoryCPU(_ given: JSON) throws -> [String: JSON] {
    let world = try world(memory: given["memory_mb"].int!) { _ in .finish("") }
    return ["vcpu": .string(String(format: "%.4f", world[.usEast1].lambda.functions["f"]!.vCPU))]
  }

  static func scaleOut(_ given: JSON) throws -> [String: JSON] {
    let warm = given["warm"].int!, warmUp = Duration.seconds(10 * (warm / 1_000 + 1) + 1)
    var world = try world(vectorStart - warmUp - .seconds(60)) { input in
      .running(input.payload == "warm" ? warmUp : given["invocations_last_s"].seconds)
    }
    world.model(\.lambda.accountConcurrency, given["account_limit"].int!)
    let demand = given["demand_concurrency"].int!, samples = given["sample_times_s"].elements.map { $0.int! }
    for index in 0..<warm {
      if index > 0, index % 1_000 == 0 { world.advance(by: .seconds(10)) }
      world.submit(Lambda.Invoke(functionName: "f", payload: "warm"), in: .usEast1)
    }
    world.run(until: vectorStart)
    var running: [String: JSON] = [:], throttled: [String: JSON] = [:]
    for second in 0...samples.max()! {
      world.run(until: vectorStart + .seconds(second))
      let before = world.metrics["lambda.throttles"]
      // Whoever was refused tries again each second.
      for _ in world[.usEast1].lambda.functions["f"]!.running..<demand {
        world.submit(Lambda.Invoke(functionName: "f"), in: .usEast1)
      }
      if samples.contains(second) {
        running["\(second)"] = JSON(world[.usEast1].lambda.functions["f"]!.running)
        throttled["\(second)"] = JSON(world.metrics["lambda.throttles"] - before)
      }
    }
    let last = world.trace.all(RequestRefused.self).last, isSteady = throttled["\(samples.max()!)"] == 0
    return [
      "running_at": .object(running), "throttled_at": .object(throttled),
      "steady_reason": .string(
        isSteady ? "none" : last?.error.rule == .accountConcurrency ? "AccountConcurrency" : "ScalingRate"),
    ]
  }

  static func environmentReuse(_ given: JSON) throws -> [String: JSON] {
    let duration = given["handler_ms"].milliseconds
    var world = try world(initTime: given["cold_start_ms"].milliseconds) { _ in .running(duration) }
    world.model(\.lambda.model.idleTime, given["idle_reap_ms"].milliseconds)
    for arrival in given["arrivals_ms"].elements {
      world.run(until: vectorStart + arrival.milliseconds)
      world.submit(Lambda.Invoke(functionName: "f"), in: .usEast1)
    }
    let starts = world.trace.all(Lambda.InvocationStarted.self)
    return [
      "starts": .array(starts.map { $0.isCold ? "cold" : "warm" }),
      "environments_created": JSON(Set(starts.map(\.environment)).count),
      "cold_starts": JSON(world.metrics["lambda.cold-starts"]),
    ]
  }

  static func reservedConcurrency(_ given: JSON) throws -> [String: JSON] {
    var world = World(seed: 1, start: vectorStart), isAccepted = true
    world.model(\.lambda.accountConcurrency, given["account_limit"].int!)
    for (name, reserved) in given["reserved"].members {
      try world.call(Lambda.CreateFunction(functionName: name) { _ in .finish("") })
      do {
        try world.call(Lambda.PutFunctionConcurrency(functionName: name, reserved: reserved.int!))
      } catch { isAccepted = false }
    }
    return [
      "accepted": JSON(isAccepted),
      "unreserved_left": isAccepted ? JSON(world[.usEast1].lambda.unreservedConcurrency) : .null,
    ]
  }

  static func throttle(_ given: JSON) throws -> [String: JSON] {
    var world = try world { _ in .running(.seconds(60)) }
    try world.call(Lambda.CreateFunction(functionName: "other", timeout: .seconds(900)) { _ in .running(.seconds(60)) })
    let reserved = given["reserved"].int
    world.model(\.lambda.accountConcurrency, given["unreserved_pool"].int! + (reserved ?? 0))
    for _ in 0..<(given["running_of_function"].int ?? 0) {
      world.submit(Lambda.Invoke(functionName: "f"), in: .usEast1)
    }
    for _ in 0..<(given["running_unreserved"].int ?? 0) {
      world.submit(Lambda.Invoke(functionName: "other"), in: .usEast1)
    }
    if let reserved { try world.call(Lambda.PutFunctionConcurrency(functionName: "f", reserved: reserved)) }
    let isEvent = given["invocation"].text == "Event"
    let request = world.submit(
      Lambda.Invoke(functionName: "f", kind: isEvent ? .event : .requestResponse), in: .usEast1)
    guard case .failure(let error)? = world.reply(to: request) else { return ["outcome": "accepted"] }
    let reason = error.message.split(separator: " ").last!.dropLast()
    return ["outcome": .string("\(error.status) \(reason)")]
  }

  static func asyncRetry(_ given: JSON) throws -> [String: JSON] {
    let outcomes = given["outcomes"].elements.map { $0.text! }, duration = given["handler_ms"].milliseconds
    var world = try world { input in
      let outcome = outcomes[min(input.attempt, outcomes.count) - 1]
      return .compute(duration, then: outcome == "ok" ? .finish("") : .fail(type: "Error", message: outcome))
    }
    try world.call(
      Lambda.PutFunctionEventInvokeConfig(
        functionName: "f", maximumRetryAttempts: given["max_retries"].int!, maximumEventAge: given["max_age_s"].seconds)
    )
    func stop(_ isStopped: Bool) throws {
      try world.call(Lambda.PutFunctionConcurrency(functionName: "f", reserved: isStopped ? 0 : nil))
    }
    // The function is stopped for the attempts that are to be throttled.
    try stop(outcomes[0] == "throttle")
    try world.call(Lambda.Invoke(functionName: "f", kind: .event))
    while world.trace.all(Lambda.EventSettled.self).isEmpty {
      guard world.step() else { break }
      let attempts = world.trace.all(Lambda.EventAttempted.self).count
      if attempts < outcomes.count { try stop(outcomes[attempts] == "throttle") }
    }
    let attempts = world.trace.entries(of: Lambda.EventAttempted.self)
    let settled = world.trace.all(Lambda.EventSettled.self).first
    return [
      "attempt_times_s": .array(attempts.map { JSON(($0.at - vectorStart).secondsText) }),
      "attempts": JSON(settled?.attempts ?? -1), "condition": JSON(settled?.condition.rawValue),
      "sent_to": JSON(settled?.destination),
    ]
  }

  static func limit(_ given: JSON) throws -> [String: JSON] {
    let value = given["value"].int!
    var world = try world { _ in .finish("") }
    do throws(ServiceError) {
      switch given["limit"].text! {
      case "sync-request":
        try world.call(Lambda.Invoke(functionName: "f", payload: String(repeating: "x", count: value)))
      case "async-request":
        try world.call(Lambda.Invoke(functionName: "f", payload: String(repeating: "x", count: value), kind: .event))
      case "timeout_s":
        try world.call(Lambda.CreateFunction(functionName: "g", timeout: .seconds(value)) { _ in .finish("") })
      case "memory_mb": try world.call(Lambda.CreateFunction(functionName: "g", memory: value) { _ in .finish("") })
      case "ephemeral_mb":
        try world.call(Lambda.CreateFunction(functionName: "g", ephemeralStorage: value) { _ in .finish("") })
      case "env_bytes":
        // {"K":"…"} has 8 bytes besides the value.
        try world.call(
          Lambda.CreateFunction(functionName: "g", variables: ["K": String(repeating: "v", count: value - 8)]) { _ in
            .finish("")
          })
      case "zip_mb":
        try world.call(Lambda.CreateFunction(functionName: "g", zipBytes: value * 1_048_576) { _ in .finish("") })
      case let other: return ["accepted": .string("no limit \(other)")]
      }
    } catch { return ["accepted": false] }
    return ["accepted": true]
  }

  static func asyncRequestUnits(_ given: JSON) throws -> [String: JSON] {
    var world = try world { _ in .finish("") }
    try world.call(
      Lambda.Invoke(
        functionName: "f", payload: String(repeating: "x", count: given["payload_kb"].int! * 1_024), kind: .event))
    world.advance(by: .seconds(10))
    return ["billed_requests": JSON(Int(world.ledger.units(of: .requests)))]
  }
}
