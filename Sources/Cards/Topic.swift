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
  public let memberClass: String?

  private static func memberClass(of aspect: String, lexicon: Lexicon) -> String? {
    var words = aspect.split(separator: " ").prefix { Closed.tags[$0.lowercased()] != .preposition }.map(String.init)
    while let last = words.last, fillers.contains(last.lowercased()) { words.removeLast() }
    guard let last = words.last, Token.looksPlural(last.lowercased()), !noClasses.contains(last.lowercased()) else {
      return nil
    }
    return Nouns.singularPhrase(inSentence(words.joined(separator: " "), lexicon: lexicon))
  }

  static func inSentence(_ phrase: String, isName: Bool) -> String {
    let word = phrase.prefix { $0 != " " }
    guard !isName, let first = word.first, first.isUppercase, phrase.contains(" "), word.count > 1,
      !phrase.dropFirst().contains(where: \.isUppercase)
    else { return phrase }
    return first.lowercased() + phrase.dropFirst()
  }

  /// A phrase as it stands inside a sentence: `Scalar types` is `scalar types`, `Lambda types` stays.
  static func inSentence(_ phrase: String, lexicon: Lexicon) -> String {
    let word = phrase.prefix { $0 != " " }
    guard let first = word.first, first.isUppercase, word.count > 1, !phrase.dropFirst().contains(where: \.isUppercase),
      lexicon.entry(named: String(word)).map({ $0.kind == .service }) != true
    else { return phrase }
    return first.lowercased() + phrase.dropFirst()
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
    title = Self.withoutQuestion(display(title), lexicon: lexicon)
    self.title = title
    var (name, aspectText) = Self.split(title)
    let contrasted = Self.contrasted(title)
    if let ordinary = name.first, ordinary.isUppercase,
      lexicon.matches(in: name).first?.range.lowerBound != name.startIndex,
      !name.dropFirst().prefix(while: { $0 != " " }).contains(where: { $0.isUppercase || $0.isNumber }),
      name.dropFirst().prefix(while: { $0 != " " }).count > 1, Closed.tags[name.lowercased()] == nil,
      name.contains(" "),
      !name.dropFirst().contains(where: \.isUppercase)
    {
      name = ordinary.lowercased() + name.dropFirst()
    }
    contrast = contrasted
    let isGeneric = aspectText.isEmpty || Self.isGeneric(aspectText)
    aspect = aspectText
    var subject = name
    if !isGeneric, contrasted.isEmpty {
      let head = aspectText.split(separator: " ").prefix { Closed.tags[$0.lowercased()] != .preposition }
      let last = head.last(where: { !Self.fillers.contains($0.lowercased()) }).map { $0.lowercased() } ?? ""
      let isKnown =
        lexicon.entry(named: Self.withoutParentheses(aspectText)) != nil
        && !Self.classNouns.contains(Nouns.singular(last))
      let isClass = Token.looksPlural(last)
      let shown = Self.withoutParentheses(aspectText)
      if isClass && !isKnown {
        subject = name
      } else if shown.lowercased().hasPrefix(name.lowercased()) {
        subject = shown
      } else {
        subject = name + " " + shown
      }
    }
    if isExample { subject = title }
    if contrasted.count == 2 { subject = contrasted.joined(separator: " vs ") }
    self.subject = Self.withoutParentheses(subject)
    let ids = lexicon.matches(in: title, isLabel: true).filter(\.entry.isConcept).map(\.entry.id)
    var unique: [Concept.ID] = []
    for id in ids where !unique.contains(id) { unique.append(id) }
    concepts = unique
    let whole = lexicon.entry(named: self.subject)
    memberClass = Self.memberClass(of: aspectText, lexicon: lexicon)
    isPluralName = whole.map { $0.kind != .service } ?? true
  }

  /// `On-demand vs provisioned - which is cheaper`, `When not to use DAX`, `DAX - what is not cached`: without the question.
  private static func withoutQuestion(_ title: String, lexicon: Lexicon) -> String {
    let asking: Set<String> = ["what", "which", "when", "how", "why", "where", "who"]
    for mark in [" - ", " – ", " — ", ": "] {
      if let range = title.firstRange(of: mark),
        asking.contains(title[range.upperBound...].prefix { $0.isLetter }.lowercased())
      {
        return String(title[..<range.lowerBound])
      }
    }
    if asking.contains(title.prefix { $0.isLetter }.lowercased()) {
      if let name = lexicon.matches(in: title).last(where: { $0.entry.isConcept }) { return String(title[name.range]) }
    }
    for article in ["A ", "a ", "The ", "the "]
    where title.hasPrefix(article) && title.dropFirst(article.count).first?.isUppercase == false {
      return String(title.dropFirst(article.count))
    }
    return title
  }

  /// The subject and the aspect of a heading without its prefix.
  private static func split(_ title: String) -> (String, String) {
    for mark in [" - ", " – ", " — ", ": "] {
      if let range = title.firstRange(of: mark) {
        let (name, own) = split(String(title[..<range.lowerBound]))
        let rest = String(title[range.upperBound...])
        let isFiller = rest.lowercased().split { !$0.isLetter }.allSatisfy { fillers.contains(String($0)) }
        return (name, isFiller || !own.isEmpty && isGeneric(rest) ? own : rest)
      }
    }
    // `Lambda limits to know`, `Postgres indexes basics`: the generic words at the end are the aspect.
    let words = title.split(separator: " ")
    for start in words.indices.dropFirst() {
      let rest = words[start...].joined(separator: " ")
      if isGeneric(rest), words[start].lowercased() != "and" { return (words[..<start].joined(separator: " "), rest) }
    }
    return (title, "")
  }

  private static func contrasted(_ title: String) -> [String] {
    for mark in [" vs. ", " vs ", " versus "] {
      guard let range = title.firstRange(of: mark) else { continue }
      var right = String(title[range.upperBound...])
      var left = String(title[..<range.lowerBound])
      // `DAX - item cache vs query cache`
      for dash in [" - ", " – ", ": "] {
        if let owner = left.firstRange(of: dash) { left = String(left[owner.upperBound...]) }
        if let rest = right.firstRange(of: dash) { right = String(right[..<rest.lowerBound]) }
      }
      for tail in [" use cases", " comparison", " differences", " overview", " use"]
      where right.lowercased().hasSuffix(tail) {
        right = String(right.dropLast(tail.count))
      }
      guard right.firstRange(of: " vs ") == nil else { return [] }
      return [left, right]
    }
    return []
  }

  static func isGeneric(_ aspect: String) -> Bool {
    let words = aspect.lowercased().split { !$0.isLetter }.map(String.init)
    return words.allSatisfy { genericAspects.contains($0) || fillers.contains($0) }
      && words.contains { genericAspects.contains($0) }
  }
  /// Plurals that name no class of things.
  private static let noClasses: Set<String> = [
    "basics", "details", "notes", "benefits", "limits", "advantages", "disadvantages", "costs", "facts", "terms",
    "quotas",
    "concepts", "cases", "features",
  ]
  /// Nouns whose plural in a heading announces the members of a class.
  private static let classNouns: Set<String> = [
    "type", "mode", "kind", "option", "class", "integration", "backup", "strategy", "method", "level", "model", "tier",
    "policy", "endpoint", "pattern",
  ]
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
    while let first = rest.first, !first.isLetter, !first.isNumber, !first.isASCII || first == " " {
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
    if Self.isPlain(text) {
      (main, glosses) = (text, [])
      return
    }
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

  /// Whether there is nothing to take out: no parenthesis, no space at the ends, before a mark or another space.
  private static func isPlain(_ text: String) -> Bool {
    var before: UInt8 = 0x20
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: ")"): return false
      case 0x20, UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: ":"):
        if before == 0x20 { return false }
      default: break
      }
      before = byte
    }
    return before != 0x20
  }
}
