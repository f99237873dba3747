import Basics
import OrderedCollections
import Simulation

extension Lambda {
  mutating func startHandler(_ id: Int, _ context: inout Context) {
    guard let function = functions[invocations[id]!.function] else { return }
    invocations[id]!.handlerStarted = context.now
    invocations[id]!.timeout = context.schedule(Lambda.self, .timedOut(invocation: id), after: function.timeout)
    proceed(id, &context)
  }

  /// Runs the program up to its next wait or its end.
  mutating func proceed(_ id: Int, _ context: inout Context) {
    while let invocation = invocations[id] {
      switch invocation.program {
      case .compute(let duration, let next): return wait(duration, then: next, id, &context)
      case .work(let vCPUTime, let next):
        let duration = context.duration(of: vCPUTime, memory: invocation.memory)
        let fact = FunctionWorked(
          function: invocation.function, vCPUTime: vCPUTime, memory: invocation.memory, duration: duration)
        context.note(fact, because: .memoryBringsCPU)
        return wait(duration, then: next, id, &context)
      case .call(let operation, _):
        calls[send(operation, &context)] = id
        return
      case .log(let line, let next):
        context.note(
          FunctionLogged(function: invocation.function, requestID: invocation.requestID, line: line),
          because: .functionsRun)
        invocations[id]!.program = next
      case .finish(let payload): return end(id, .returned(payload), &context)
      case .fail(let type, let message): return end(id, .threw(type: type, message: message), &context)
      }
    }
  }

  private mutating func wait(_ duration: Duration, then next: Program, _ id: Int, _ context: inout Context) {
    invocations[id]!.program = next
    invocations[id]!.resume = context.schedule(Lambda.self, .resume(invocation: id), after: duration)
  }

  private func send(_ operation: some Operation, _ context: inout Context) -> RequestID {
    context.send(operation, to: context.scope, from: Lambda.self)
  }

  mutating func continueAfterCall(_ id: Int, _ reply: AnyReply, _ context: inout Context) {
    guard case .call(_, let next)? = invocations[id]?.program else { return }  // it has timed out meanwhile
    invocations[id]!.program = next(reply)
    proceed(id, &context)
  }

  mutating func timeOut(_ id: Int, _ context: inout Context) {
    guard invocations[id] != nil else { return }
    end(id, .timedOut, &context)
  }

  enum Outcome: Sendable, Hashable {
    case returned(String), threw(type: String, message: String), timedOut
  }

  /// Books, reports, frees the environment and answers.
  private mutating func end(_ id: Int, _ outcome: Outcome, _ context: inout Context) {
    let invocation = invocations.removeValue(forKey: id)!
    for ticket in [invocation.timeout, invocation.resume] { if let ticket { context.cancel(ticket) } }
    for request in calls.filter({ $0.value == id }).keys { calls[request] = nil }
    let report = bill(invocation, outcome, &context)
    functions[invocation.function]?.running -= 1
    free(invocation.environment, of: invocation.function, isBroken: outcome == .timedOut, &context)

    let error: (type: String, message: String)?
    switch outcome {
    case .returned: error = nil
    case .threw(let type, let message): error = (type, message)
    case .timedOut:
      let seconds = functions[invocation.function]!.timeout.components.seconds
      error = (
        "Sandbox.Timedout", "RequestId: \(invocation.requestID) Error: Task timed out after \(seconds).00 seconds"
      )
    }
    if error != nil { context.count("lambda.errors") }
    var payload = ""
    if case .returned(let returned) = outcome { payload = returned }
    if let error {
      payload = "{\"errorType\":\(error.type.quotedJSON),\"errorMessage\":\(error.message.quotedJSON)}"
    }
    switch invocation.origin {
    case .caller(let request):
      let result = InvokeResult(
        requestID: invocation.requestID, status: 200, payload: payload, error: error == nil ? nil : "Unhandled",
        report: report)
      context.reply(.success(result), to: request)
    case .event(let event): eventEnded(event, failed: error != nil, &context)
    }
  }

  public struct FunctionLogged: Fact {
    public let function: String
    public let requestID: RequestID
    public let line: String
    public var details: [Detail] { [Detail("function", function), Detail("line", line)] }
  }

  /// Work of one thread began: how long it takes with this much memory.
  public struct FunctionWorked: Fact {
    public let function: String
    public let vCPUTime: Duration
    public let memory: Int
    public let duration: Duration
    public var details: [Detail] {
      [
        Detail("function", function), Detail("vcpu_time", vCPUTime), Detail("memory", memory),
        Detail("duration", duration),
      ]
    }
  }

  /// How long single-threaded work takes: proportional to the memory up to one vCPU, and no less above.
  public static func duration(of vCPUTime: Duration, memory: Int) -> Duration {
    memory >= 1_769 ? vCPUTime : .nanoseconds(Int64(Int128(vCPUTime.nanoseconds) * 1_769 / Int128(memory)))
  }
}

extension Context {
  /// `Lambda.duration`, or what this world believes.
  fileprivate func duration(of vCPUTime: Duration, memory: Int) -> Duration {
    if holds(.memoryBringsNoCPU) { return vCPUTime }
    if holds(.cpuGrowsForever) { return .nanoseconds(Int64(Int128(vCPUTime.nanoseconds) * 1_769 / Int128(memory))) }
    return Lambda.duration(of: vCPUTime, memory: memory)
  }
}

extension Rule {
  public static let functionsRun = Rule(
    "lambda.run", "One environment runs one event at a time, up to the function's timeout.",
    source: "Lambda Developer Guide: Lambda execution environment lifecycle")
  public static let memoryBringsCPU = Rule(
    "lambda.memory.cpu",
    """
    CPU grows with memory; 1,769 MB are one vCPU. Work of one thread gets faster up to there and no faster above \
    (model: exactly in proportion).
    """, source: "Lambda Developer Guide: Configure Lambda function memory")
}

extension Misconception {
  public static let memoryBringsNoCPU = Misconception(
    "memory-brings-no-cpu", contradicts: .memoryBringsCPU,
    says: "Memory is only memory: more of it costs more and makes nothing faster.")
  public static let cpuGrowsForever = Misconception(
    "cpu-grows-for-one-thread", contradicts: .memoryBringsCPU,
    says: "Twice the memory halves the time, up to the largest size.")
}
