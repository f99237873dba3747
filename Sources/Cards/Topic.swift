import Concepts
import Notes

/// What a section is about, read from its heading.
public struct Topic: Hashable, Sendable {
  /// The heading as a learner reads it, without `Example:` and the like.
  public let title: String
  /// The thing that fragments below are about, ready for a question: `AWS Lambda`, `DynamoDB stream processing`.
  public let subject: String
  /// What of the subject the heading names: `endpoint types`, `pricing`; empty when it names the subject alone.
  public let aspect: String
  public let concepts: [Concept.ID]
  public let isExample: Bool
  /// The two things that an `X vs Y` heading contrasts.
  public let contrast: [String]

  public var isPlural: Bool {
    if let last = subject.split(separator: " ").last { return isPluralName && Token.looksPlural(last.lowercased()) }
    return false
  }
  private let isPluralName: Bool

  /// The aspect in the singular when it names a class: `endpoint type`, `capacity mode`.
  public var memberClass: String? {
    guard let last = aspect.split(separator: " ").last, Token.looksPlural(last.lowercased()),
      !Self.genericAspects.contains(aspect.lowercased())
    else { return nil }
    return Nouns.singularPhrase(aspect)
  }

  init(heading: String, lexicon: Lexicon, display: (String) -> String) {
    var title = Self.withoutEmoji(heading)
    isExample = title.lowercased().hasPrefix("example:") || title.lowercased().hasSuffix(" example")
    if title.lowercased().hasPrefix("example:") { title = Answers.trimmed(title.dropFirst(8)) }
    for prefix in [
      "what is ", "what are ", "why use ", "why ", "benefits of ", "advantages of ", "how does ", "overview of ",
      "introduction to ", "about ",
    ]
    where title.lowercased().hasPrefix(prefix) {
      title = String(title.dropFirst(prefix.count))
      break
    }
    if title.hasSuffix("?") { title.removeLast() }
    title = display(title)
    self.title = title
    let (name, aspectText) = Self.split(title, lexicon: lexicon)
    let contrasted = Self.contrasted(title)
    contrast = contrasted
    let isGeneric = aspectText.isEmpty || Self.isGeneric(aspectText)
    aspect = aspectText
    var subject = name
    if !isGeneric, contrasted.isEmpty {
      let isKnown = lexicon.entry(named: Self.withoutParentheses(aspectText)) != nil
      let last = aspectText.split(separator: " ").last.map { $0.lowercased() } ?? ""
      let isClass = Token.looksPlural(last) || aspectText.contains(" high level")
      let shown = Self.withoutParentheses(aspectText)
      if isClass && !isKnown {
        subject = name
      } else if shown.lowercased().hasPrefix(name.lowercased()) {
        subject = shown
      } else {
        subject = name + " " + shown
      }
    }
    if isExample, !title.lowercased().hasSuffix("example") { subject = title }
    self.subject = Self.withoutParentheses(subject)
    let ids = lexicon.matches(in: title, isLabel: true).filter(\.entry.isConcept).map(\.entry.id)
    var unique: [Concept.ID] = []
    for id in ids where !unique.contains(id) { unique.append(id) }
    concepts = unique
    let whole = lexicon.entry(named: self.subject)
    isPluralName = whole.map { $0.kind != .service } ?? true
  }

  /// The subject and the aspect of a heading without its prefix.
  private static func split(_ title: String, lexicon: Lexicon) -> (String, String) {
    for mark in [" - ", " – ", " — ", ": "] {
      if let range = title.firstRange(of: mark) {
        return (String(title[..<range.lowerBound]), String(title[range.upperBound...]))
      }
    }
    let matches = lexicon.matches(in: title, isLabel: true)
    if let first = matches.first, first.range.lowerBound == title.startIndex, first.range.upperBound < title.endIndex {
      let rest = Answers.trimmed(title[first.range.upperBound...])
      if isGeneric(rest) { return (String(title[..<first.range.upperBound]), rest) }
    }
    // `EC2 pricing`, `Postgres indexes basics`: a generic last word is the aspect.
    let words = title.split(separator: " ")
    if words.count > 1, let last = words.last, genericAspects.contains(last.lowercased()) {
      return (words.dropLast().joined(separator: " "), String(last))
    }
    return (title, "")
  }

  private static func contrasted(_ title: String) -> [String] {
    for mark in [" vs. ", " vs ", " versus "] {
      guard let range = title.firstRange(of: mark) else { continue }
      var right = String(title[range.upperBound...])
      for tail in [" use cases", " comparison", " differences", " overview"] where right.lowercased().hasSuffix(tail) {
        right = String(right.dropLast(tail.count))
      }
      return [String(title[..<range.lowerBound]), right]
    }
    return []
  }

  static func isGeneric(_ aspect: String) -> Bool {
    let words = aspect.lowercased().split { !$0.isLetter }.map(String.init)
    return words.allSatisfy { genericAspects.contains($0) || fillers.contains($0) }
  }
  private static let genericAspects: Set<String> = [
    "basics", "overview", "pricing", "security", "limits", "integrations", "integration", "features", "introduction",
    "intro",
    "details", "benefits", "advantages", "disadvantages", "summary", "notes", "support", "setup", "concepts",
    "architecture",
    "terms", "costs", "cost", "quotas", "facts", "use cases", "cases",
  ]
  private static let fillers: Set<String> = [
    "to", "know", "per", "region", "main", "ones", "high", "level", "language", "and", "use", "general", "key", "the",
    "of",
    "what", "people", "forget", "at", "a", "glance",
  ]

  static func withoutEmoji(_ text: String) -> String {
    var rest = text[...]
    while let first = rest.first, !first.isLetter, !first.isNumber, !"(\"'`$#@.[<".contains(first) {
      rest = rest.dropFirst()
    }
    return rest.isEmpty ? text : String(rest)
  }

  /// `DynamoDB Accelerator (DAX)` gives `DynamoDB Accelerator`.
  static func withoutParentheses(_ text: String) -> String { Glossed(text).main }
}

/// Text with its parentheses taken out.
struct Glossed: Hashable, Sendable {
  let main: String
  /// What stood in parentheses, with the main text before each.
  let glosses: [Gloss]
  struct Gloss: Hashable, Sendable {
    let text: String
    let before: String
  }

  init(_ text: String) {
    var main = "", gloss = "", depth = 0
    var glosses: [Gloss] = []
    for character in text {
      if character == "(" {
        if depth > 0 { gloss.append(character) }
        depth += 1
      } else if character == ")", depth > 0 {
        depth -= 1
        if depth == 0 {
          let trimmed = Answers.trimmed(gloss)
          if !trimmed.isEmpty { glosses.append(Gloss(text: trimmed, before: Answers.trimmed(main))) }
          gloss = ""
        } else {
          gloss.append(character)
        }
      } else if depth > 0 {
        gloss.append(character)
      } else {
        main.append(character)
      }
    }
    if depth > 0 { main += "(" + gloss }
    // One space where a parenthesis was, none before a mark.
    var tidy = ""
    for character in main {
      if character == " ", tidy.last == " " || tidy.isEmpty { continue }
      if ",.;:".contains(character), tidy.last == " ", character != ":" || true { tidy.removeLast() }
      tidy.append(character)
    }
    self.main = Answers.trimmed(tidy)
    self.glosses = glosses
  }
}

extension StringProtocol {
  /// The first place where `needle` stands.
  func firstRange(of needle: String) -> Range<Index>? {
    var position = startIndex
    while position < endIndex {
      if self[position...].hasPrefix(needle) { return position..<index(position, offsetBy: needle.count) }
      position = index(after: position)
    }
    return nil
  }
}
