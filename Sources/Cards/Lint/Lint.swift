import Basics
import Concepts
import Notes

/// Something about a card or a line of the notes that makes it hard to learn, or untrue.
public struct LintFinding: Hashable, Sendable, Codable {
  /// The name of the rule, by which it can be switched off.
  public let rule: String
  public var severity: Diagnostic.Severity
  /// Where to change the notes; nil for a thing that stands nowhere.
  public let span: SourceSpan?
  public let card: CardID?
  /// What is wrong and why it matters.
  public let message: String
  /// What to write instead.
  public let suggestion: String

  public init(
    _ severity: Diagnostic.Severity, rule: String, at span: SourceSpan?, card: CardID? = nil, _ message: String,
    suggestion: String
  ) {
    (self.rule, self.severity, self.span, self.card) = (rule, severity, span, card)
    (self.message, self.suggestion) = (message, suggestion)
  }

  enum CodingKeys: String, CodingKey {
    case rule, severity
    case span = "source"
    case card, message, suggestion
  }
}

/// What a run of the rules found.
public struct LintReport: Hashable, Sendable {
  /// By file, line, rule and card.
  public let findings: [LintFinding]
  /// Names that were to be switched off and that no rule has.
  public let diagnostics: [Diagnostic]
}

/// Judges cards by rules of learning, and notes by what is true today.
public enum Lint {
  /// The names of all rules, in the order of the registry.
  public static let ruleNames: [String] = LintRules.all.map { type(of: $0).name }

  /// - Parameters:
  ///   - cards: As ingest made them, or as they are stored.
  ///   - documents: The notes; rules that read lines are silent without them.
  ///   - facts: The findings of `FactCheck`; looked for in `documents` where nil.
  ///   - disabled: Rules that are off everywhere.
  ///   - disabledIn: Rules that are off in single files, by the file's path (`lint_off` in its front matter or deck).
  ///   - today: The day of the run, `2026-11-24`, by which sources age; nothing ages where nil.
  public static func run(
    cards: [Card], graph: ConceptGraph, documents: [Document], lexicon: Lexicon = .bundled,
    facts: [FactFinding]? = nil, disabled: Set<String> = [], disabledIn: [String: Set<String>] = [:],
    today: String? = nil
  ) -> LintReport {
    let active = LintRules.all.filter { !disabled.contains(type(of: $0).name) }
    let needsFacts = active.contains { $0 is any FactLintRule }
    let found = needsFacts ? facts ?? FactCheck.findings(in: documents, lexicon: lexicon) : []
    let context = LintContext(cards: cards, graph: graph, documents: documents, facts: found, today: today)
    let authored = Set(cards.filter { $0.pattern == LintContext.authoredPattern }.map(\.id))
    var findings: [LintFinding] = []
    for rule in active {
      for var finding in rule.findings(in: context) {
        if let file = finding.span?.file, disabledIn[file]?.contains(finding.rule) == true { continue }
        // What somebody wrote by hand is theirs: it gets advice.
        if let card = finding.card, authored.contains(card), !(rule is any FactLintRule) { finding.severity = .note }
        findings.append(finding)
      }
    }
    return LintReport(
      findings: findings.sorted(by: precedes), diagnostics: unknown(disabled: disabled, disabledIn: disabledIn))
  }

  private static func precedes(_ left: LintFinding, _ right: LintFinding) -> Bool {
    func key(_ finding: LintFinding) -> (String, Int, Int, String, String, String) {
      (
        finding.span?.file ?? "\u{10FFFF}", finding.span?.lineStart ?? 0, finding.span?.lineEnd ?? 0, finding.rule,
        finding.card?.rawValue ?? "", finding.message
      )
    }
    return key(left) < key(right)
  }

  private static func unknown(disabled: Set<String>, disabledIn: [String: Set<String>]) -> [Diagnostic] {
    let known = Set(ruleNames)
    func diagnostics(_ names: Set<String>, at span: SourceSpan?) -> [Diagnostic] {
      names.subtracting(known).sorted().map { name in
        let near = ruleNames.first { EditDistance.between(name, $0, atMost: 3) != nil }
        return Diagnostic(
          .warning, at: span, rule: "lint-rule-unknown", "no lint rule is called `\(name)`",
          remedy: near.map { "Did you mean `\($0)`?" } ?? "The rules are \(ruleNames.joined(separator: ", ")).")
      }
    }
    return diagnostics(disabled, at: nil)
      + disabledIn.keys.sorted().flatMap { file in
        diagnostics(disabledIn[file] ?? [], at: SourceSpan(file: file, line: 1))
      }
  }
}
