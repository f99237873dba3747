import Cloud
import Simulation

/// A fact that can be told as a sentence. What it says comes from the fact alone.
protocol Told {
  /// Without its place and time, which stand beside it.
  var sentence: String { get }
  /// What tells it from others of its kind that are not like it; they are not folded into one line.
  var variety: String { get }
}

extension Told {
  var variety: String { "" }
}

extension Trace.Entry {
  /// What happened, for a person.
  public var sentence: String { (fact as? any Told)?.sentence ?? "\(event): \(fact.text)." }
}

extension RequestRefused: Told {
  var sentence: String { "\(operation.operationName) is refused: \(error.code), \"\(error.message)\"." }
}

extension MessageHeld: Told {
  var sentence: String { "A message to \(to.region) cannot get through; it waits until \(until.clock)." }
}

extension RequestSent: Told {
  var sentence: String {
    "\(operation.operationName) is on its way from \(from) and arrives after \(lag.secondsText) s."
  }
}

extension RequestStruck: Told {
  var sentence: String { "A fault: \(operation.operationName) \(effect)." }
}

extension String {
  /// `PutItem` of `dynamodb:PutItem`.
  var operationName: String { split(separator: ":").last.map(String.init) ?? self }
}
