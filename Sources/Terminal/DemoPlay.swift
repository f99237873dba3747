import Notes

/// A demo as it is played on a terminal: what to show and how to run it, free of the simulation's own types.
public struct DemoPlay: Sendable {
  /// A value the person can choose.
  public struct Parameter: Hashable, Sendable {
    public let name: String, about: String, unit: String
    public var value: String
    /// Values the arrow keys step through, in order; `value` is one of them.
    public let ladder: [String]

    public init(name: String, about: String = "", unit: String = "", value: String, ladder: [String]) {
      (self.name, self.about, self.unit, self.value, self.ladder) = (name, about, unit, value, ladder)
    }
  }

  public let id: String, title: String
  public var parameters: [Parameter]
  public let tryNext: [String]
  /// Where we are and what is at stake, with values by parameter name.
  public let situation: @Sendable ([String: String]) -> RichText
  /// Runs the demo with values by parameter name. Throws what is wrong with them, in words for the person.
  public let run: @Sendable ([String: String]) throws(DemoPlayError) -> DemoOutcome

  public init(
    id: String, title: String, parameters: [Parameter], tryNext: [String] = [],
    situation: @escaping @Sendable ([String: String]) -> RichText,
    run: @escaping @Sendable ([String: String]) throws(DemoPlayError) -> DemoOutcome
  ) {
    (self.id, self.title, self.parameters, self.tryNext) = (id, title, parameters, tryNext)
    (self.situation, self.run) = (situation, run)
  }

  var values: [String: String] { Dictionary(parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }) }
}

/// Why a demo did not run, or an answer was not understood.
public struct DemoPlayError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}

/// What a run of a demo came to.
public struct DemoOutcome: Sendable {
  /// Asked before anything of the run is shown.
  public struct Prediction: Sendable {
    public enum Form: Hashable, Sendable {
      case typed
      /// One of these, by number.
      case choice([String])
      /// All of these, by their numbers in the right order.
      case order([String])
    }
    public let question: String
    public let form: Form
    public let answer: String
    /// Compares an answer: the words of a choice, the numbers of an order, or what was typed. Throws what kind of
    /// answer is expected.
    public let judge: @Sendable (String) throws(DemoPlayError) -> Judgement

    public init(
      question: String, form: Form, answer: String,
      judge: @escaping @Sendable (String) throws(DemoPlayError) -> Judgement
    ) {
      (self.question, self.form, self.answer, self.judge) = (question, form, answer, judge)
    }
  }
  public struct Judgement: Hashable, Sendable {
    public enum Verdict: Hashable, Sendable { case right, close, wrong }
    public let verdict: Verdict
    /// A sentence or two for the person.
    public let text: String
    public init(_ verdict: Verdict, _ text: String) { (self.verdict, self.text) = (verdict, text) }
  }
  /// Something that happened, in one lane of the timeline.
  public struct Event: Hashable, Sendable {
    /// Time since the start as it is shown, such as `+1.2 s`.
    public let time: String
    /// Index into `lanes`.
    public let lane: Int
    /// What stands in the lane, one column wide.
    public let glyph: String
    public let text: String

    public init(time: String, lane: Int, glyph: String = "●", text: String) {
      (self.time, self.lane, self.glyph, self.text) = (time, lane, glyph, text)
    }
  }
  public struct BillLine: Hashable, Sendable {
    public let item: String, quantity: String, price: String, amount: String
    public init(item: String, quantity: String, price: String, amount: String) {
      (self.item, self.quantity, self.price, self.amount) = (item, quantity, price, amount)
    }
  }
  /// A step of the explanation.
  public struct Step: Hashable, Sendable {
    /// Set on the first step of a part of the story.
    public let scene: String?
    public let time: String, text: String
    /// Index into `rules`.
    public let rule: Int
    public init(scene: String? = nil, time: String, text: String, rule: Int) {
      (self.scene, self.time, self.text, self.rule) = (scene, time, text, rule)
    }
  }
  public struct Rule: Hashable, Sendable {
    public let text: String, source: String
    public init(_ text: String, source: String) { (self.text, self.source) = (text, source) }
  }
  public struct Fact: Hashable, Sendable {
    public let name: String, value: String
    public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
  }

  public let predictions: [Prediction]
  /// What came of the run.
  public let facts: [Fact]
  /// Names of the timeline's lanes: a Region, a service or a table.
  public let lanes: [String]
  public let events: [Event]
  public let bill: [BillLine]
  public let billTotal: String
  public let steps: [Step]
  public let rules: [Rule]

  public init(
    predictions: [Prediction], facts: [Fact], lanes: [String], events: [Event], bill: [BillLine], billTotal: String,
    steps: [Step], rules: [Rule]
  ) {
    precondition(events.allSatisfy { lanes.indices.contains($0.lane) }, "an event is in one of the lanes")
    precondition(steps.allSatisfy { rules.indices.contains($0.rule) }, "a step has one of the rules")
    (self.predictions, self.facts, self.lanes, self.events) = (predictions, facts, lanes, events)
    (self.bill, self.billTotal, self.steps, self.rules) = (bill, billTotal, steps, rules)
  }
}
