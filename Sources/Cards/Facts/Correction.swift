import Basics
import Notes

/// What holds today where a card was made from a line that does not say so.
public struct Correction: Hashable, Sendable, Codable {
  /// `FactStatement.id`.
  public let statement: String
  public let verdict: FactStatement.Verdict
  /// What holds today.
  public let truth: String
  /// The date or month since when, or `always`.
  public let since: String
  public let source: String
  /// The day on which the source was read.
  public let asOf: String
  /// The card as the notes have it, where the current answer took the place of theirs.
  public var noted: Noted?
  /// What else is to be said of the line.
  public var further: [Correction]

  public struct Noted: Hashable, Sendable, Codable {
    public let question: RichText, answer: RichText
    public let accept: [String]
    public let form: Card.Form
    /// What the notes say in place of what the card asks for.
    public let said: String
  }

  public init(_ statement: FactStatement, noted: Noted? = nil, further: [Correction] = []) {
    (self.statement, verdict, truth) = (statement.id, statement.verdict, statement.truth)
    (since, source, asOf) = (statement.since, statement.source, statement.asOf)
    (self.noted, self.further) = (noted, further)
  }

  /// What to show beneath the answer, line by line, without Markdown.
  public var lines: [String] {
    var lines: [String] = []
    if let noted { lines.append("Your note says: \(noted.said) (\(verdict.words))") }
    for (index, correction) in ([self] + further).enumerated() {
      let isReplaced = noted != nil && index == 0
      lines.append((isReplaced ? "Today" : correction.verdict.lead) + ": " + correction.truth + correction.when)
      lines.append("Source: \(correction.source), read \(correction.asOf)")
    }
    return lines
  }

  /// When it began to hold, where that is known.
  private var when: String { since.contains(where: \.isNumber) ? " (since \(since))" : "" }
}

extension FactStatement.Verdict {
  /// As said of what the notes have.
  public var words: String {
    switch self {
    case .outdated: "outdated"
    case .wrong: "wrong"
    case .nuance: "not the whole truth"
    case .renamed: "renamed"
    }
  }
  /// What the truth begins with.
  var lead: String {
    switch self {
    case .outdated: "Outdated, today"
    case .wrong: "Wrong, in truth"
    case .nuance: "More exactly"
    case .renamed: "Renamed"
    }
  }
  /// The gravest first.
  var rank: Int {
    switch self {
    case .wrong: 0
    case .outdated: 1
    case .renamed: 2
    case .nuance: 3
    }
  }
}

extension Card {
  /// The answer with what holds today beneath it, as every format shows it.
  public var answerSide: RichText { Corrections.answerSide(of: self) }
}
