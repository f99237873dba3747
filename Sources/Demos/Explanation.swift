import Basics
import Simulation

/// A run told step by step, each with its reason.
public struct Explanation: Sendable {
  public struct Step: Sendable {
    /// The trace entry, and the one that led to it.
    public let entry: Int, cause: Int?
    public let at: Instant
    public let elapsed: Duration
    public let region: String, service: String
    /// What happened, as a sentence made from the fact.
    public let text: String
    public let because: Rule
    /// The number of `because` among the explanation's rules, from 1.
    public let ruleNumber: Int
    /// Set on the first step of a part of the story.
    public let scene: String?
    /// How many further entries of the same kind this step stands for.
    public let folded: Int
  }
  public let steps: [Step]
  /// The rules of the steps, each once, in order of first use.
  public let rules: [Rule]

  /// Like neighbours in a row beyond this many are told by the first of them.
  static let alikeMax = 3
}

extension DemoRun {
  public var explanation: Explanation {
    let rules = trace.rules
    var steps: [Explanation.Step] = [], lastScene: Stage.Scene?
    var index = 0
    let entries = trace.entries
    while index < entries.count {
      let entry = entries[index], scene = scene(of: index)
      var end = index + 1
      while end < entries.count, isAlike(entry, entries[end]), self.scene(of: end) == scene { end += 1 }
      let isFolded = end - index > Explanation.alikeMax
      for member in index..<(isFolded ? index + 1 : end) {
        let told = entries[member]
        steps.append(
          Explanation.Step(
            entry: told.id, cause: told.cause, at: told.at, elapsed: told.at - start, region: told.scope,
            service: told.service, text: told.sentence, because: told.because,
            ruleNumber: rules.firstIndex(of: told.because)! + 1,  // every entry's rule is among the trace's
            scene: scene != lastScene ? scene?.title : nil, folded: isFolded ? end - index - 1 : 0))
        lastScene = scene
      }
      index = end
    }
    return Explanation(steps: steps, rules: rules)
  }

  private func isAlike(_ left: Trace.Entry, _ right: Trace.Entry) -> Bool {
    left.event == right.event && left.because == right.because && left.scope == right.scope
  }

  /// The entry, what caused it, and so on back to the first: the answer to "why?".
  public func why(_ entry: Int) -> [Trace.Entry] { trace.causes(of: entry) }
}

extension Explanation {
  /// Lines of at most `width` columns: the steps by scene, then the rules with their sources.
  public func render(width: Int) -> [String] {
    let width = max(40, width)
    var lines: [String] = []
    for step in steps {
      if let scene = step.scene {
        if !lines.isEmpty { lines.append("") }
        lines += wrapped(scene, width: width)
      }
      let stamp = "  " + ("+" + step.elapsed.spoken).padded(to: 12) + " "
      var text = "\(step.region): \(step.text) [\(step.ruleNumber)]"
      if step.folded > 0 { text += " (and \(step.folded) more like it)" }
      lines += wrapped(text, width: width, first: stamp, rest: String(repeating: " ", count: stamp.count))
    }
    lines.append("")
    lines.append("Why")
    for (index, rule) in rules.enumerated() {
      let number = "  [\(index + 1)] "
      let indent = String(repeating: " ", count: number.count)
      lines += wrapped(rule.text, width: width, first: number, rest: indent)
      lines += wrapped("\(rule.source), \(rule.asOf) (\(rule.id))", width: width, first: indent, rest: indent)
    }
    return lines
  }
}

/// Breaks at spaces so that no line has more than `width` characters, except for a longer word.
func wrapped(_ text: String, width: Int, first: String = "", rest: String = "") -> [String] {
  var lines: [String] = [], line = first, isEmpty = true
  for word in text.split(whereSeparator: \.isWhitespace) {
    if !isEmpty, line.count + 1 + word.count > width {
      lines.append(line)
      (line, isEmpty) = (rest, true)
    }
    line += (isEmpty ? "" : " ") + word
    isEmpty = false
  }
  return lines + [line]
}

extension String {
  func padded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(0, width - count)) }
  func paddedLeft(to width: Int) -> String { String(repeating: " ", count: Swift.max(0, width - count)) + self }
}
