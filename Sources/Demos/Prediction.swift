import Concepts
import Simulation

/// A question that is asked before the run and answered by it. No expected answer is written anywhere.
public struct Prediction: Sendable {
  public enum Kind: Hashable, Sendable {
    case number(unit: String, tolerance: Tolerance)
    case choice, order, boolean

    public var name: String {
      switch self {
      case .number: "number"
      case .choice: "choice"
      case .order: "order"
      case .boolean: "boolean"
      }
    }
  }
  /// How far off a number still counts as right.
  public enum Tolerance: Hashable, Sendable {
    case exact
    case percent(Int)
    case absolute(Quantity)

    public func around(_ truth: Quantity) -> Quantity {
      switch self {
      case .exact: .zero
      case .percent(let hundredths): truth.magnitude.percent(hundredths)
      case .absolute(let quantity): quantity
      }
    }
  }

  /// Stable: prediction cards are known by it.
  public let id: String
  /// `{name}` stands for a parameter's value.
  public let question: String
  public let kind: Kind
  /// What it is about; of the demo's concepts.
  public let concepts: [Concept.ID]
  /// Beliefs whose worlds answer it wrongly.
  public let misconceptions: [Misconception]
  /// The answers to choose from besides those of the truth and of the misconceptions, or for an order the things to
  /// be ordered. Empty for numbers and yes or no.
  public let options: @Sendable (Arguments) -> [String]
  public let answer: @Sendable (DemoRun) -> Answer

  public init(
    _ id: String, _ question: String, _ kind: Kind, about concepts: [Concept.ID],
    misconceptions: [Misconception] = [], options: @escaping @Sendable (Arguments) -> [String] = { _ in [] },
    answer: @escaping @Sendable (DemoRun) -> Answer
  ) {
    (self.id, self.question, self.kind, self.concepts) = (id, question, kind, concepts)
    (self.misconceptions, self.options, self.answer) = (misconceptions, options, answer)
  }

  /// The question of one run.
  public func question(_ arguments: Arguments) -> String { arguments.filling(question) }

  public var unit: String {
    if case .number(let unit, _) = kind { unit } else { "" }
  }

  /// How far from `truth` a number still is right. Money is never asked for to less than half a cent.
  public func tolerance(around truth: Quantity) -> Quantity {
    guard case .number(let unit, let tolerance) = kind else { return .zero }
    let distance = tolerance.around(truth)
    return unit == "USD" ? max(distance, Quantity(5, over: 1_000)) : distance
  }

  /// An answer as a person reads it.
  public func text(of answer: Answer) -> String { answer.text(in: unit) }
}

/// What somebody, or a run, says to a prediction.
public enum Answer: Hashable, Sendable {
  case number(Quantity)
  case choice(String)
  case order([String])
  case boolean(Bool)

  public func text(in unit: String = "") -> String {
    switch self {
    case .number(let quantity): quantity.text(in: unit)
    case .choice(let choice): choice
    case .order(let steps): steps.joined(separator: " → ")
    case .boolean(let boolean): boolean ? "yes" : "no"
    }
  }
}

/// One of the answers offered.
public struct Choice: Hashable, Sendable {
  public let value: Answer
  /// What who chooses it believes; nil for the truth, and for answers that nobody's belief leads to.
  public let misconception: Misconception?
  public let isTrue: Bool
}

extension DemoRun {
  /// What this run says to a prediction.
  public func answer(to prediction: Prediction) -> Answer { prediction.answer(self) }

  /// The answers to offer: this run's, each misconception's (the same script in a world that believes it), and the
  /// prediction's other options. No two are equal. Sorted, so that a place gives nothing away: numbers by size, the
  /// rest by name.
  public func choices(for prediction: Prediction) -> [Choice] {
    let truth = answer(to: prediction)
    var choices = [Choice(value: truth, misconception: nil, isTrue: true)]
    func offer(_ value: Answer, _ misconception: Misconception?) {
      guard !choices.contains(where: { prediction.text(of: $0.value) == prediction.text(of: value) }) else { return }
      choices.append(Choice(value: value, misconception: misconception, isTrue: false))
    }
    for misconception in prediction.misconceptions {
      // A believer's world may refuse the script; then that belief has no answer to give.
      guard let belief = try? demo.run(arguments, seed: seed, believing: misconception) else { continue }
      offer(prediction.answer(belief), misconception)
    }
    switch prediction.kind {
    case .boolean: [true, false].forEach { offer(.boolean($0), nil) }
    case .choice: prediction.options(arguments).forEach { offer(.choice($0), nil) }
    case .number, .order: break
    }
    return choices.sorted { Self.precedes($0.value, $1.value) }
  }

  private static func precedes(_ left: Answer, _ right: Answer) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)): left < right
    case (.boolean(let left), .boolean(let right)): left && !right
    default: left.text() < right.text()
    }
  }
}
