import Basics
import Simulation

/// What the queue holds. Public only as part of a ticket's type.
public struct Scheduled: Sendable {
  // Small, because the queue moves it about: two half words and the event.
  private let scope: UInt32, entry: UInt32
  let event: any Event

  init(scopeIndex: Int, cause: Int?, event: any Event) {
    (scope, entry, self.event) = (UInt32(scopeIndex), cause.map { UInt32($0) } ?? .max, event)
  }
  var scopeIndex: Int { Int(scope) }
  /// The entry of the trace that led to it.
  var cause: Int? { entry == .max ? nil : Int(entry) }
}

protocol Event: Sendable {
  func fire(in scopeIndex: Int, of world: inout World)
}

/// A service's own timer.
struct Wake<S: Service>: Event {
  let timer: S.Timer
  func fire(in scopeIndex: Int, of world: inout World) {
    world.context.enter(S.self)
    // A service without state has no place to be looked up.
    if MemoryLayout<S>.size == 0 {
      var service = S()
      service.wake(timer, &world.context)
    } else {
      world.stacks[scopeIndex][keyPath: S.home].wake(timer, &world.context)
    }
  }
}

/// A request that reaches its service.
struct Arrival<O: Operation>: Event {
  let operation: O
  let request: RequestID
  let caller: Principal
  /// A fault has struck it once, and does not again.
  var isStruck = false

  func fire(in scopeIndex: Int, of world: inout World) {
    world.admit(operation, as: request, by: caller, in: scopeIndex, isStruck: isStruck)
  }
}

/// A reply that reaches the service that asked.
struct Answer<S: Service>: Event {
  let reply: AnyReply
  let request: RequestID

  func fire(in scopeIndex: Int, of world: inout World) {
    world.context.enter(S.self)
    world.stacks[scopeIndex][keyPath: S.home].receive(reply, to: request, &world.context)
  }
}

/// Who waits for a reply.
protocol ReplyRoute: Sendable {
  func deliver(_ reply: AnyReply, to request: RequestID, _ context: inout Context)
}

struct DriverRoute: ReplyRoute {
  let region: Region?
  func deliver(_ reply: AnyReply, to request: RequestID, _ context: inout Context) {
    guard let region, region != context.region else {
      context.replies[request] = reply
      return
    }
    let leaving = context.faults.heal(between: region.rawValue, and: context.region.rawValue, at: context.now)
    let arrival = (leaving ?? context.now) + context.networkDelay(to: region)
    context.enqueue(DriverAnswer(reply: reply, request: request), at: arrival, in: context.scopeIndex)
  }
}

/// A reply that reaches a driver in another Region.
struct DriverAnswer: Event {
  let reply: AnyReply
  let request: RequestID
  func fire(in scopeIndex: Int, of world: inout World) { world.context.replies[request] = reply }
}

struct ServiceRoute<S: Service>: ReplyRoute {
  let scopeIndex: Int
  func deliver(_ reply: AnyReply, to request: RequestID, _ context: inout Context) {
    context.enqueue(Answer<S>(reply: reply, request: request), at: context.now, in: scopeIndex)
  }
}
