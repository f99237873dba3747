import Basics

extension FactLintRule {
  /// One finding per line and statement, with the first card that was made from the line.
  func findings(
    in context: LintContext, _ verdict: FactStatement.Verdict, _ severity: Diagnostic.Severity, _ words: String
  ) -> [LintFinding] {
    let wanted = context.facts.filter { $0.statement.verdict == verdict }
    guard !wanted.isEmpty else { return [] }
    var cards: [String: [(lines: ClosedRange<Int>, id: CardID)]] = [:]
    for card in context.cards {
      guard let source = card.sources.first else { continue }
      cards[source.file, default: []].append((source.lines, card.id))
    }
    return wanted.map { finding in
      let statement = finding.statement
      let card = cards[finding.span.file]?.first { $0.lines.overlaps(finding.span.lines) }?.id
      let when = statement.since == "always" ? "" : " (since \(statement.since))"
      return LintFinding(
        severity, rule: Self.name, at: finding.span, card: card, words + when + ", says \(statement.source)",
        suggestion: statement.truth + ".")
    }
  }
}

/// The line was true once.
struct OutdatedFactRule: FactLintRule {
  static let name = "outdated-fact"
  static let why = "Notes age; what was true once is learnt as if it still were."
  func findings(in context: LintContext) -> [LintFinding] {
    findings(in: context, .outdated, .warning, "the line no longer holds")
  }
}

/// The line was never true.
struct WrongFactRule: FactLintRule {
  static let name = "wrong-fact"
  static let why = "What is repeated at growing intervals stays, right or wrong."
  func findings(in context: LintContext) -> [LintFinding] {
    findings(in: context, .wrong, .error, "the line is wrong")
  }
}

/// The thing goes by another name.
struct RenamedRule: FactLintRule {
  static let name = "renamed"
  static let why = "An old name cannot be found in a console or a document."
  func findings(in context: LintContext) -> [LintFinding] {
    findings(in: context, .renamed, .note, "the line has an old name")
  }
}

/// The line is true as far as it goes.
struct NuancedFactRule: FactLintRule {
  static let name = "nuanced-fact"
  static let why = "Half a truth is applied where the other half matters."
  func findings(in context: LintContext) -> [LintFinding] {
    findings(in: context, .nuance, .note, "the line leaves out something that matters")
  }
}

/// What the program knows of a line was looked up long ago.
struct OldSourceRule: FactLintRule {
  static let name = "old-source"
  static let why = "What was current when it was looked up may have changed since."
  /// Sources older than this many months are to be read again.
  static let monthsMax = 12

  func findings(in context: LintContext) -> [LintFinding] {
    guard let today = context.today.flatMap(Self.months) else { return [] }
    var told: Set<String> = []
    return context.facts.compactMap { finding in
      let statement = finding.statement
      guard let read = Self.months(statement.asOf), today.count - read.count >= Self.monthsMax,
        (today.count - read.count, today.day) >= (Self.monthsMax, read.day), told.insert(statement.id).inserted
      else { return nil }
      return LintFinding(
        .warning, rule: Self.name, at: finding.span,
        "what is said of this line (\(statement.id)) was last checked on \(statement.asOf)",
        suggestion: "Read \(statement.source) again: \(statement.truth).")
    }
  }

  /// Months since the year 0, and the day; nil for what is no date.
  private static func months(_ date: String) -> (count: Int, day: Int)? {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, (1...12).contains(parts[1]) else { return nil }
    return (parts[0] * 12 + parts[1], parts[2])
  }
}
