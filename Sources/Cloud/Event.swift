import Basics
import Simulation

/// What the queue holds. Public only as part of a ticket's type.
public struct Scheduled: Sendable {
  let scopeIndex: Int
  let cause: Int?
  let event: any Event
}

protocol Event: Sendable {
  func fire(in scopeIndex: Int, of world: inout World)
}

/// A service's own timer.
struct Wake<S: Service>: Event {
  let timer: S.Timer
  func fire(in scopeIndex: Int, of world: inout World) {
    world.context.enter(S.self)
    world.stacks[scopeIndex][keyPath: S.home].wake(timer, &world.context)
  }
}

/// A request that reaches its service.
struct Arrival<O: Operation>: Event {
  let operation: O
  let request: RequestID
  var isDelayed = false

  func fire(in scopeIndex: Int, of world: inout World) {
    world.admit(operation, as: request, in: scopeIndex, isDelayed: isDelayed)
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
  func deliver(_ reply: AnyReply, to request: RequestID, _ context: inout Context) { context.replies[request] = reply }
}

struct ServiceRoute<S: Service>: ReplyRoute {
  let scopeIndex: Int
  func deliver(_ reply: AnyReply, to request: RequestID, _ context: inout Context) {
    context.enqueue(Answer<S>(reply: reply, request: request), at: context.now, in: scopeIndex)
  }
}
