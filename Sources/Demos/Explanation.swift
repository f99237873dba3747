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
    /// Further rules that show in it.
    public let also: [Rule]
    /// The numbers of `because` and `also` among the explanation's rules, from 1.
    public let ruleNumbers: [Int]
    /// The number of `because` alone.
    public var ruleNumber: Int { ruleNumbers[0] }
    /// Set on the first step of a part of the story.
    public let scene: String?
    /// How many further entries of the same kind this step stands for, and when the last of them was.
    public let folded: Int
    public let foldedUntil: Duration?
  }
  public let steps: [Step]
  /// The rules of the steps, each once, in order of first use.
  public let rules: [Rule]

  /// More entries of one kind than this in one part of the story are told by the first of them.
  static let alikeMax = 3
}

extension DemoRun {
  public var explanation: Explanation {
    let rules = self.rules, entries = trace.entries
    let scenes = entries.map { scene(of: $0.id) }
    var counts: [Kind: (count: Int, last: Instant)] = [:]
    for (entry, scene) in zip(entries, scenes) {
      counts[Kind(entry, scene), default: (0, entry.at)].count += 1
      counts[Kind(entry, scene)]!.last = entry.at
    }
    var steps: [Explanation.Step] = [], told: Set<Kind> = [], lastScene: Stage.Scene?
    for (entry, scene) in zip(entries, scenes) {
      let kind = Kind(entry, scene), (count, last) = counts[kind]!  // each entry was counted above
      let isFolded = count > Explanation.alikeMax
      guard !isFolded || told.insert(kind).inserted else { continue }
      steps.append(
        Explanation.Step(
          entry: entry.id, cause: entry.cause, at: entry.at, elapsed: entry.at - start, region: entry.scope,
          service: entry.service, text: entry.sentence, because: entry.because,
          also: entry.also,
          // The run's rules hold every one of them.
          ruleNumbers: ([entry.because] + entry.also).map { rules.firstIndex(of: $0)! + 1 },
          scene: scene != lastScene ? scene?.title : nil, folded: isFolded ? count - 1 : 0,
          foldedUntil: isFolded ? last - start : nil))
      lastScene = scene
    }
    return Explanation(steps: steps, rules: rules)
  }

  /// Entries that are told alike: of one part of the story, kind, reason and place.
  private struct Kind: Hashable {
    let scene: Int?
    let event: String, variety: String, rules: [Rule], scope: String
    init(_ entry: Trace.Entry, _ scene: Stage.Scene?) {
      (self.scene, event, scope) = (scene?.entry, entry.event, entry.scope)
      variety = (entry.fact as? any Told)?.variety ?? ""
      rules = [entry.because] + entry.also
    }
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
      var text = "\(step.region): \(step.text) [\(step.ruleNumbers.map(String.init).joined(separator: ", "))]"
      if step.folded > 0 {
        let until = step.foldedUntil.flatMap { $0 > step.elapsed ? ", until +\($0.spoken)" : nil } ?? ""
        text += " … and \(step.folded) more like it\(until)"
      }
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
