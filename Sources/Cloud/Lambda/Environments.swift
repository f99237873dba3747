import Basics
import OrderedCollections
import Simulation

extension Lambda {
  /// The idle environment that was used last, or a new one.
  mutating func takeEnvironment(of name: String, _ context: inout Context) -> (Function.Environment, isCold: Bool) {
    if context.holds(.environmentsAreShared), functions[name]!.idle.isEmpty,
      let id = functions[name]!.environments.keys.min()
    {
      let before = functions[name]!.environments[id]!
      functions[name]!.environments[id]!.uses += 1
      return (before, false)
    }
    if !context.holds(.everyRunIsCold), let id = functions[name]!.idle.popLast() {
      let before = functions[name]!.environments[id]!
      var environment = before
      if let ticket = environment.reapTicket { context.cancel(ticket) }
      bookIdleTime(of: environment, functions[name]!, &context)
      (environment.idleSince, environment.needsInit, environment.reapTicket) = (nil, false, nil)
      environment.uses += 1
      functions[name]!.environments[id] = environment
      return (before, before.needsInit)
    }
    functions[name]!.environmentCount += 1
    var environment = Function.Environment(id: functions[name]!.environmentCount, created: context.now)
    let fresh = environment
    environment.uses = 1
    functions[name]!.environments[fresh.id] = environment
    return (fresh, true)
  }

  /// The environment waits for its next event, for as long as the model keeps it.
  mutating func free(_ id: Int, of name: String, isBroken: Bool, _ context: inout Context) {
    guard let environment = functions[name]?.environments[id] else { return }
    if environment.isOutdated {
      functions[name]!.environments[id] = nil
      return
    }
    guard !functions[name]!.idle.contains(id) else { return }  // only where one serves many at once
    functions[name]!.idle.append(id)
    functions[name]!.environments[id]!.idleSince = context.now
    functions[name]!.environments[id]!.needsInit = isBroken
    guard !context.holds(.environmentsStayForever) else { return }
    functions[name]!.environments[id]!.reapTicket = context.schedule(
      Lambda.self, .reap(function: name, environment: id), after: model.idleTime)
  }

  mutating func reap(_ id: Int, of name: String, _ context: inout Context) {
    guard let index = functions[name]?.idle.firstIndex(of: id) else { return }
    functions[name]!.idle.remove(at: index)
    let environment = functions[name]!.environments.removeValue(forKey: id)!
    if let ticket = environment.reapTicket { context.cancel(ticket) }
    bookIdleTime(of: environment, functions[name]!, &context)
    context.note(
      EnvironmentReaped(function: name, environment: id, uses: environment.uses), because: .environmentsAreKept,
      also: [.idleIsFree])
  }

  /// Idle time costs nothing, except to those who believe so.
  private func bookIdleTime(of environment: Function.Environment, _ function: Function, _ context: inout Context) {
    guard context.holds(.idleTimeIsBilled), let since = environment.idleSince else { return }
    let milliseconds = Lambda.wholeMilliseconds(context.now - since)
    context.meter(.duration(function.architecture), Int128(milliseconds) * Int128(function.memory))
  }

  public struct EnvironmentReaped: Fact {
    public let function: String
    public let environment: Int
    public let uses: Int
    public var details: [Detail] {
      [Detail("function", function), Detail("environment", environment), Detail("uses", uses)]
    }
  }
}

extension Rule {
  static let lifecycle = "Lambda Developer Guide: Lambda execution environment lifecycle"
  public static let coldStarts = Rule(
    "lambda.environment.cold",
    "An event that finds no idle environment gets a new one, which runs init first; how long that takes is the model's.",
    source: lifecycle)
  public static let warmStarts = Rule(
    "lambda.environment.warm", "An idle environment is used again, without init and with its globals and /tmp.",
    source: lifecycle)
  public static let environmentsAreKept = Rule(
    "lambda.environment.idle",
    "Lambda keeps idle environments for some minutes and then takes them away; how long is not documented (model).",
    source: lifecycle)
}

extension Misconception {
  public static let everyRunIsCold = Misconception(
    "every-run-is-cold", contradicts: .warmStarts,
    says: "Each run starts in a fresh environment, so nothing is left of the run before.")
  public static let environmentsStayForever = Misconception(
    "environments-stay-forever", contradicts: .environmentsAreKept,
    says: "Once warm, a function stays warm; only the very first request is slow.")
  public static let environmentsAreShared = Misconception(
    "environments-serve-many-at-once", contradicts: .coldStarts,
    says: "Like a server, one environment serves many requests at once.")
}
