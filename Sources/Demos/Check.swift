import Simulation

/// What a run says about somebody's prediction.
public struct Check: Hashable, Sendable {
  public enum Verdict: String, Sendable, CaseIterable { case right, close, wrong }

  public let verdict: Verdict
  public let given: Answer, truth: Answer
  /// The belief under which the answer given would have been right.
  public let explainedBy: Misconception?

  /// One or two sentences for the person.
  public func text(for prediction: Prediction) -> String {
    let said = prediction.text(of: given), is_ = prediction.text(of: truth)
    switch verdict {
    case .right: return said == is_ ? "Right: \(is_)." : "Right: \(is_); you said \(said)."
    case .close: return "Close: \(is_); you said \(said)."
    case .wrong:
      let belief = explainedBy.map { " That is what follows from believing: \($0.says)" } ?? ""
      return "Not quite: \(is_); you said \(said).\(belief)"
    }
  }
}

extension DemoRun {
  /// Compares an answer with this run's. A number is right within the prediction's tolerance and close within a tenth
  /// of the truth; an order is close when two neighbours are swapped.
  public func check(_ given: Answer, for prediction: Prediction) -> Check {
    let truth = answer(to: prediction)
    let verdict = Self.verdict(given, truth, prediction)
    var belief: Misconception?
    if verdict != .right {
      belief =
        choices(for: prediction).first { choice in
          choice.misconception != nil && Self.verdict(given, choice.value, prediction) == .right
        }?.misconception
    }
    return Check(verdict: belief == nil ? verdict : .wrong, given: given, truth: truth, explainedBy: belief)
  }

  private static func verdict(_ given: Answer, _ truth: Answer, _ prediction: Prediction) -> Check.Verdict {
    switch (given, truth) {
    case (.number(let given), .number(let truth)):
      let distance = (given - truth).magnitude
      if distance <= prediction.tolerance(around: truth) { return .right }
      return distance <= truth.magnitude.percent(10) ? .close : .wrong
    case (.order(let given), .order(let truth)):
      if given == truth { return .right }
      return isNearly(given, truth) ? .close : .wrong
    default: return given == truth ? .right : .wrong
    }
  }

  /// Whether swapping two neighbours makes them equal.
  private static func isNearly(_ left: [String], _ right: [String]) -> Bool {
    guard left.count == right.count, left.count > 2 else { return false }
    let differing = left.indices.filter { left[$0] != right[$0] }
    guard differing.count == 2, differing[1] == differing[0] + 1 else { return false }
    return left[differing[0]] == right[differing[1]] && left[differing[1]] == right[differing[0]]
  }
}

extension Prediction {
  /// Reads what a person typed: a number with or without its unit, `yes`/`no`, a choice or an order by its words or by
  /// the number of its place in `choices` (or, for an order, in `options`).
  /// - Throws: `notAnAnswer`.
  public func parse(_ text: String, choices: [Choice] = [], options: [String] = []) throws(DemoError) -> Answer {
    let words = text.trimmingSpaces
    switch kind {
    case .number(let unit, _):
      var digits = words.lowercased()
      for suffix in [unit.lowercased(), "$"] where !suffix.isEmpty && digits.hasSuffix(suffix) {
        digits.removeLast(suffix.count)
      }
      guard let quantity = Quantity(digits.trimmingSpaces) else {
        throw .notAnAnswer(text: text, expected: "a number" + (unit.isEmpty ? "" : " of \(unit)"))
      }
      return .number(quantity)
    case .boolean:
      switch words.lowercased() {
      case "yes", "y", "true": return .boolean(true)
      case "no", "n", "false": return .boolean(false)
      default: throw .notAnAnswer(text: text, expected: "yes or no")
      }
    case .choice:
      if let place = Int(words), choices.indices.contains(place - 1) { return choices[place - 1].value }
      for choice in choices where choice.value.text().lowercased() == words.lowercased() { return choice.value }
      throw .notAnAnswer(
        text: text, expected: choices.isEmpty ? "one of the choices" : "a number from 1 to \(choices.count)")
    case .order:
      let parts = words.split { $0 == "," || $0 == " " }.map(String.init)
      let places = parts.compactMap(Int.init)
      guard places.sorted() == Array(1...max(1, options.count)) else {
        throw .notAnAnswer(text: text, expected: "each number from 1 to \(options.count) once, in order")
      }
      return .order(places.map { options[$0 - 1] })
    }
  }
}

extension String {
  var trimmingSpaces: String {
    var rest = Substring(self)
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
