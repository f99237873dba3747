/// One thing to look for.
public protocol LintRule: Sendable {
  /// Lower-case words joined by hyphens.
  static var name: String { get }
  /// Why it matters, with the source of the rule.
  static var why: String { get }
  func findings(in context: LintContext) -> [LintFinding]
}

/// A rule about what is true rather than about how it is asked.
public protocol FactLintRule: LintRule {}

/// All rules, by group.
public enum LintRules {
  public static let all: [any LintRule] = [
    MinimumInformationRule(), ListTooLongRule(), OpenListRule(), MissingUnitRule(), LeakedAnswerRule(), YesNoRule(),
    AmbiguousQuestionRule(), InterferenceRule(), ContradictionRule(), OrphanConceptRule(), CardWithoutConceptRule(),
    UndemandingRule(), OutdatedFactRule(), WrongFactRule(), RenamedRule(), NuancedFactRule(), OldSourceRule(),
  ]

  /// Why the rule of that name exists; nil where there is none.
  public static func why(_ name: String) -> String? {
    all.first { type(of: $0).name == name }.map { type(of: $0).why }
  }
}
