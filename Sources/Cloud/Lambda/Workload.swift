import Basics
import Simulation

extension World {
  /// Invokes a function `count` times, one invocation every `interval`: the first `warmUp` and the `stretch` after them
  /// are simulated one by one; what the stretch used is then booked as often as it fits into the rest, and the
  /// remainder is simulated again.
  ///
  /// For volumes of millions a month. Exact when the stretch repeats itself, which it does once environments are warm
  /// and each invocation does the same; a trace entry says how many were simulated and how many booked. The clock
  /// runs only for what is simulated.
  /// - Returns: How many invocations were simulated; the rest were booked.
  @discardableResult
  public mutating func invoke(
    _ function: String, times count: Int, every interval: Duration, payload: String = "{}",
    in region: Region = .usEast1, warmUp: Int = 200, stretch: Int = 200
  ) -> Int {
    precondition(count >= 0 && warmUp >= 0 && stretch > 0 && interval >= .zero, "a workload runs forward")
    func simulate(_ count: Int, _ world: inout World) {
      for _ in 0..<count {
        let request = world.submit(Lambda.Invoke(functionName: function, payload: payload), in: region)
        world.advance(by: interval)
        world.context.forget(request)
      }
    }
    simulate(min(count, warmUp), &self)
    let rest = count - min(count, warmUp)
    guard rest > stretch else {
      simulate(rest, &self)
      return count
    }
    let before = ledger
    simulate(stretch, &self)
    let (repeats, remainder) = (rest - stretch).quotientAndRemainder(dividingBy: stretch)
    context.enter(Lambda.self)
    context.enter(context.scopes.firstIndex(of: Scope(region: region))!, cause: nil)
    let after = ledger
    context.repeatUsage(from: before, to: after, times: repeats)
    let fact = Lambda.WorkloadBooked(
      function: function, invocations: count, simulated: count - repeats * stretch, booked: repeats * stretch)
    context.note(fact, because: .workloadsRepeat)
    simulate(remainder, &self)
    return fact.simulated
  }
}

extension Lambda {
  /// A part of a workload was booked by what an equal part had used.
  public struct WorkloadBooked: Fact {
    public let function: String
    public let invocations: Int, simulated: Int, booked: Int
    public var details: [Detail] {
      [
        Detail("function", function), Detail("invocations", invocations), Detail("simulated", simulated),
        Detail("booked", booked),
      ]
    }
  }
}

extension Rule {
  public static let workloadsRepeat = Rule(
    "rehearse.workload",
    """
    Of a workload of equal invocations a part is simulated one by one; once its environments are warm the rest uses \
    what an equal stretch of it used.
    """, source: "model: tested against the whole run for small counts")
}
