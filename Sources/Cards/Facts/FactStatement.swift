import Concepts

/// Something that notes say and that is outdated, wrong or half the truth, with what holds today.
public struct FactStatement: Hashable, Sendable {
  public enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
    /// True once.
    case outdated
    case wrong
    /// True, but something that matters is left out.
    case nuance
    /// The thing has another name now.
    case renamed
  }

  /// Lower-case words joined by hyphens.
  public let id: String
  public let verdict: Verdict
  /// What it is about, the narrowest first.
  public let concepts: [Concept.ID]
  /// What holds today, a sentence or two.
  public let truth: String
  /// What to answer in place of the notes' value; nil where no value can be put in its place.
  public let answer: String?
  /// The date or month since when, or `always`.
  public let since: String
  public let source: String
  /// The day on which the source was read, `2026-11-24`.
  public let asOf: String

  /// The ways to say it; one is enough.
  let patterns: [FactPattern]
  /// What, said elsewhere in the file, shows that the notes know.
  let known: FactPattern.Group
  /// The notes' value, which `answer` takes the place of.
  let values: FactPattern.Group
  /// Whether the value stands for itself wherever it is, also in a question.
  let isValueFree: Bool
}

/// Statements to check notes against.
public struct FactBase: Sendable {
  /// In the order of the data.
  public private(set) var statements: [FactStatement]
  private var positions: [String: Int]
  /// The beginnings of the words of which one must be in a line, to the statements and patterns that ask for it.
  private var index: [String: [(statement: Int, pattern: Int)]]
  /// What cannot be read in the data: the line, 1-based, and what is wrong with it.
  public private(set) var problems: [Problem]

  public struct Problem: Hashable, Sendable {
    public let line: Int
    public let message: String
  }

  /// Reads statements; `docs/lint.md` describes the form.
  public init(_ text: String) {
    (statements, positions, index, problems) = ([], [:], [:], [])
    add(text)
  }

  /// These statements with those of `text`; a statement with a known id replaces that one.
  public func merged(with text: String) -> FactBase {
    var merged = self
    merged.add(text)
    return merged
  }

  public func statement(_ id: String) -> FactStatement? { positions[id].map { statements[$0] } }

  /// What comes with the program, read once.
  public static let bundled: FactBase = {
    var base = FactBase(FactData.lambda)
    for text in [FactData.edge, FactData.dynamoDB, FactData.dynamoDBCopies, FactData.gateway, FactData.others] {
      base.add(text)
    }
    return base
  }()

  private mutating func add(_ text: String) {
    var reader = FactReader(text)
    reader.read()
    problems += reader.problems
    for statement in reader.statements {
      if let position = positions[statement.id] {
        statements[position] = statement
      } else {
        positions[statement.id] = statements.count
        statements.append(statement)
      }
    }
    index = [:]
    for (position, statement) in statements.enumerated() {
      for (number, pattern) in statement.patterns.enumerated() {
        let keys = Set((pattern.required.first ?? []).map { Self.key($0.phrases[0][0]) })
        for key in keys.sorted() { index[key, default: []].append((position, number)) }
      }
    }
  }

  /// The patterns of which some word stands in the text, in the order of the data.
  func candidates(for terms: [FactWords.Term]) -> [(statement: Int, pattern: Int)] {
    var found: [(statement: Int, pattern: Int)] = []
    for term in terms {
      switch term {
      case .word(let stem, let written):
        found += index[stem] ?? []
        if written.utf8.count >= FactPattern.prefixMin {
          found += index[String(written.prefix(FactPattern.prefixMin)) + "*"] ?? []
        }
      case .quantity: found += index["#"] ?? []
      case .end: break
      }
    }
    found.sort { ($0.statement, $0.pattern) < ($1.statement, $1.pattern) }
    var unique: [(statement: Int, pattern: Int)] = []
    for candidate in found where unique.last.map({ $0 != candidate }) ?? true { unique.append(candidate) }
    return unique
  }

  /// A stem as it is, the beginning of a prefix with a star, and a hash for any figure.
  private static func key(_ part: FactPattern.Part) -> String {
    switch part {
    case .anyNumber, .term(.quantity): "#"
    case .prefix(let prefix): String(prefix.prefix(FactPattern.prefixMin)) + "*"
    case .term(.word(let stem, _)): stem
    case .term(.end): ""
    }
  }
}
