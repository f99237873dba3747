import Basics
import Cloud
import Demos
import Simulation
import TestSupport
import Testing

@Suite struct LambdaBillingTests {
  private func run(_ words: String...) throws -> DemoRun {
    try Demo.lambdaBilling.run(Demo.lambdaBilling.arguments(words))
  }
  private func number(_ id: String, _ run: DemoRun) throws -> Quantity {
    guard case .number(let quantity) = run.answer(to: try run.demo.prediction(id)) else { throw Broken("no number") }
    return quantity
  }

  /// AWS Lambda pricing, first example of the pricing page: 512 MB, 3 million times, one second.
  @Test func `the month of the pricing page costs what the pricing page says`() throws {
    let run = try run("--memory", "512", "--requests", "3000000", "--duration", "1000", "--init", "0")
    #expect(run.bill.total == Money("18.73337"))
    #expect(try number("gb-seconds", run) == Quantity(1_500_000))
    #expect(try number("billed-requests", run) == Quantity(2_000_000))
  }

  @Test func `usage within the free tier costs nothing, and without it everything counts`() throws {
    let words = ["--requests", "1000000", "--duration", "100", "--memory", "128", "--init", "0"]
    let free = try Demo.lambdaBilling.run(Demo.lambdaBilling.arguments(words))
    let paid = try Demo.lambdaBilling.run(Demo.lambdaBilling.arguments(words + ["--no-free-tier"]))
    #expect(free.bill.total == .zero)
    // 12,500 GB-s and a million requests.
    #expect(paid.bill.total == Money("0.0000166667")! * 12_500 + Money("0.2")!)
  }

  @Test func `arm64 is billed at its own price`() throws {
    let run = try run(
      "--arch", "arm64", "--memory", "1024", "--requests", "5000000", "--duration", "100", "--init", "0")
    #expect(run.bill.total == Money("2.13334"))
  }

  @Test func `cold starts are billed with their init`() throws {
    // 256 MB, 2 million runs of 150 ms, one in a hundred of them with 400 ms more.
    let run = try run(
      "--memory", "256", "--requests", "2000000", "--duration", "150", "--cold-share", "1", "--init", "400",
      "--no-free-tier")
    let milliseconds = 2_000_000 * 150 + (20_000 + 1) * 400
    #expect(try number("gb-seconds", run) == Quantity(Int128(milliseconds * 256), over: 1_024_000))
    #expect(try number("billed-duration", run) == Quantity(550))
  }

  @Test func `doubling memory is free below one vCPU and costs double above it`() throws {
    let prediction = try Demo.lambdaBilling.prediction("doubling")
    #expect(try run("--memory", "512").answer(to: prediction) == .boolean(false))
    #expect(try run("--memory", "2048").answer(to: prediction) == .boolean(true))
  }

  @Test func `a single request is a month too`() throws {
    let run = try run("--requests", "1")
    #expect(try number("billed-requests", run) == .zero)
    #expect(run.bill.total == .zero)
    #expect(run.trace.all(Lambda.InvocationStarted.self).first?.isCold == true)
  }
}
