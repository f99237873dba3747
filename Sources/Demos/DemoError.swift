import Cloud

/// What can be wrong with what a person asks of a demo.
public enum DemoError: Error, Hashable, Sendable {
  case unknownDemo(String, suggestions: [String])
  case unknownParameter(String, demo: String, known: [String])
  case missingValue(parameter: String, expected: String)
  /// Neither a parameter nor the value of one.
  case unexpected(String, known: [String])
  case notANumber(parameter: String, text: String, unit: String)
  case notADuration(parameter: String, text: String)
  case notAChoice(parameter: String, text: String, choices: [String])
  case notABoolean(parameter: String, text: String)
  /// Value and range as a person writes them, the unit apart.
  case outOfRange(parameter: String, value: String, range: String, unit: String)
  case offStep(parameter: String, value: String, step: String, nearest: String)
  case notSweepable(parameter: String, sweepable: [String])
  case notARange(parameter: String, text: String, example: String)
  case unknownPrediction(String, demo: String, known: [String])
  case notAnAnswer(text: String, expected: String)
  /// The emulated service refused what the script asked of it.
  case refused(demo: String, ServiceError)
}

extension DemoError: CustomStringConvertible {
  public var description: String { message }

  /// What is wrong, in lower case, with the names and numbers of the case.
  public var message: String {
    switch self {
    case .unknownDemo(let name, _): "no demo is named '\(name)'"
    case .unknownParameter(let name, let demo, _): "the demo \(demo) has no parameter '\(name)'"
    case .missingValue(let parameter, _): "--\(parameter) has no value"
    case .unexpected(let text, _): "'\(text)' is not a parameter"
    case .notANumber(let parameter, let text, let unit):
      "--\(parameter) is a whole number\(unit.isEmpty ? "" : " of \(unit)"), not '\(text)'"
    case .notADuration(let parameter, let text): "--\(parameter) is a length of time, not '\(text)'"
    case .notAChoice(let parameter, let text, _): "--\(parameter) cannot be '\(text)'"
    case .notABoolean(let parameter, let text): "--\(parameter) is yes or no, not '\(text)'"
    case .outOfRange(let parameter, let value, let range, let unit):
      "--\(parameter) \(value) is outside \(range)\(unit.isEmpty ? "" : " \(unit)")"
    case .offStep(let parameter, let value, let step, _): "--\(parameter) \(value) is not a step of \(step)"
    case .notSweepable(let parameter, _): "--\(parameter) is not a number, so it cannot be swept"
    case .notARange(let parameter, let text, _): "'\(text)' is not a range of --\(parameter)"
    case .unknownPrediction(let name, let demo, _): "the demo \(demo) asks no prediction '\(name)'"
    case .notAnAnswer(let text, let expected): "'\(text)' is not \(expected)"
    case .refused(let demo, let error): "the demo \(demo) cannot run like this: \(error.message)"
    }
  }

  /// What to do about it.
  public var remedy: String {
    switch self {
    case .unknownDemo(_, let suggestions):
      suggestions.isEmpty
        ? "'rehearse demo list' shows all of them."
        : "Did you mean \(listed(suggestions, "or"))? 'rehearse demo list' shows all of them."
    case .unknownParameter(let name, let demo, let known):
      closest(to: name, in: known).first.map { "Did you mean --\($0)? " } ?? ""
        + "It has \(listed(known.map { "--\($0)" }, "and")); 'rehearse demo show \(demo)' explains them."
    case .missingValue(let parameter, let expected): "Write --\(parameter) \(expected)."
    case .unexpected(_, let known):
      "Parameters are written --NAME VALUE; there are \(listed(known.map { "--\($0)" }, "and"))."
    case .notANumber(_, _, let unit): "Write digits only\(unit.isEmpty ? "" : ", or digits and \(unit)")."
    case .notADuration: "Write a number with its unit: 90s, 45m, 2h, 3d. A number alone counts seconds."
    case .notAChoice(_, _, let choices): "Choose \(listed(choices, "or"))."
    case .notABoolean(let parameter, _): "Write --\(parameter) yes, --\(parameter) no, or --no-\(parameter)."
    case .outOfRange(let parameter, _, let range, let unit):
      "Choose --\(parameter) from \(range)\(unit.isEmpty ? "" : " \(unit)")."
    case .offStep(let parameter, _, _, let nearest): "The nearest is --\(parameter) \(nearest)."
    case .notSweepable(_, let sweepable): "Sweep \(listed(sweepable.map { "--\($0)" }, "or"))."
    case .notARange(let parameter, _, let example): "Write two ends within its range: --\(parameter) \(example)."
    case .unknownPrediction(_, _, let known): "It asks \(listed(known, "and"))."
    case .notAnAnswer(_, let expected): "Answer with \(expected)."
    case .refused: "Change the parameters; 'rehearse demo show' tells their ranges."
    }
  }
}

/// `a`, `a or b`, `a, b or c`.
func listed(_ words: [String], _ conjunction: String) -> String {
  guard let last = words.last else { return "nothing" }
  return words.count == 1 ? last : words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}

/// The words nearest to `word`: at most three, and none that differs in more than about a third of its letters.
func closest(to word: String, in words: [String]) -> [String] {
  let limit = max(2, word.count / 3)
  return words.map { (name: $0, distance: $0.contains(word) && word.count > 2 ? 1 : editDistance(word, $0)) }
    .filter { $0.distance <= limit }
    .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
    .prefix(3).map(\.name)
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
private func editDistance(_ left: String, _ right: String) -> Int {
  let (a, b) = (Array(left.utf8.prefix(64)), Array(right.utf8.prefix(64)))
  guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
  var beforePrevious: [Int] = []
  var previous = Array(0...b.count)
  for i in 1...a.count {
    var current = [i]
    for j in 1...b.count {
      var best = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, beforePrevious[j - 2] + 1) }
      current.append(best)
    }
    (beforePrevious, previous) = (previous, current)
  }
  return previous[b.count]
}
