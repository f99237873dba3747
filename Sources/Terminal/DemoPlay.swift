import Notes

/// A demo as it is played on a terminal: what to show and how to run it, free of the simulation's own types.
public struct DemoPlay: Sendable {
  /// A value the person can choose.
  public struct Parameter: Hashable, Sendable {
    public let name: String, about: String, unit: String
    public var value: String
    /// Values the arrow keys step through, in order.
    public let ladder: [String]

    public init(name: String, about: String = "", unit: String = "", value: String, ladder: [String]) {
      (self.name, self.about, self.unit, self.value, self.ladder) = (name, about, unit, value, ladder)
    }
  }

  public let id: String, title: String
  public let situation: RichText
  public var parameters: [Parameter]
  public let tryNext: [String]
  /// Runs the demo with values by parameter name. Throws what is wrong with them, in words for the person.
  public let run: @Sendable ([String: String]) throws(DemoPlayError) -> DemoOutcome

  public init(
    id: String, title: String, situation: RichText, parameters: [Parameter], tryNext: [String] = [],
    run: @escaping @Sendable ([String: String]) throws(DemoPlayError) -> DemoOutcome
  ) {
    (self.id, self.title, self.situation, self.parameters) = (id, title, situation, parameters)
    (self.tryNext, self.run) = (tryNext, run)
  }
}

/// Why a demo did not run.
public struct DemoPlayError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}

/// What a run of a demo came to.
public struct DemoOutcome: Hashable, Sendable {
  /// Asked before anything of the run is shown.
  public struct Prediction: Hashable, Sendable {
    public let question: String
    /// To choose from by number; empty when the answer is typed.
    public let choices: [String]
    public let answer: String
    public let accept: [String]
    /// For numbers: how far off still counts, as a part of the right one.
    public let tolerance: Double?
    /// What a wrong choice comes from, by choice.
    public let beliefs: [String: String]

    public init(
      question: String, choices: [String] = [], answer: String, accept: [String] = [], tolerance: Double? = nil,
      beliefs: [String: String] = [:]
    ) {
      (self.question, self.choices, self.answer, self.accept) = (question, choices, answer, accept)
      (self.tolerance, self.beliefs) = (tolerance, beliefs)
    }
  }
  /// Something that happened, in one lane of the timeline.
  public struct Event: Hashable, Sendable {
    /// Time since the start as it is shown, such as `+1.2 s`.
    public let time: String
    /// Index into `lanes`.
    public let lane: Int
    public let text: String
    /// Index into `steps`; nil where the event is not explained on its own.
    public let step: Int?

    public init(time: String, lane: Int, text: String, step: Int? = nil) {
      (self.time, self.lane, self.text, self.step) = (time, lane, text, step)
    }
  }
  public struct BillLine: Hashable, Sendable {
    public let item: String, quantity: String, price: String, amount: String
    public init(item: String, quantity: String, price: String, amount: String) {
      (self.item, self.quantity, self.price, self.amount) = (item, quantity, price, amount)
    }
  }
  /// An explanation with the rule behind it.
  public struct Step: Hashable, Sendable {
    public let time: String, text: String, rule: String, source: String
    public init(time: String, text: String, rule: String, source: String) {
      (self.time, self.text, self.rule, self.source) = (time, text, rule, source)
    }
  }

  public let predictions: [Prediction]
  /// Names of the timeline's lanes: a region, a service or both.
  public let lanes: [String]
  public let events: [Event]
  public let bill: [BillLine]
  public let billTotal: String
  public let steps: [Step]

  public init(
    predictions: [Prediction], lanes: [String], events: [Event], bill: [BillLine], billTotal: String, steps: [Step]
  ) {
    precondition(events.allSatisfy { lanes.indices.contains($0.lane) }, "an event is in one of the lanes")
    (self.predictions, self.lanes, self.events, self.bill) = (predictions, lanes, events, bill)
    (self.billTotal, self.steps) = (billTotal, steps)
  }
}
