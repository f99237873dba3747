import Concepts

/// Slips of grammar in notes, corrected for the learner: `your functions is`, `a 3rd libraries`, `client send request`.
///
/// A closed set of rules about agreement, articles and number; what none of them reads stays as it is.
struct Grammar: Sendable {
  let lexicon: Lexicon

  /// The text with its slips corrected; its words and their order stay.
  func corrected(_ text: String) -> String {
    guard !text.contains("`") else { return text }
    var words = words(of: text)
    guard words.count > 1 else { return text }
    Self.dropRepeated(&words)
    Self.settleNumber(&words)
    Self.settleAgreement(&words)
    Self.settleRelatives(&words)
    Self.addArticles(&words)
    return words.map(\.whole).joined(separator: " ")
  }

  // MARK: - Words

  /// A word with the marks around it.
  struct Word: Hashable {
    var head = ""
    var text: String { didSet { (lower, tag, isPlain) = Self.settled(text) } }
    var tail = ""
    /// What the lexicon says of the name that it is part of.
    var name: Name?
    enum Name: Hashable { case service, other }
    private(set) var lower: String
    private(set) var tag: Token.Tag
    /// Whether it is written like an ordinary word.
    private(set) var isPlain: Bool

    init(head: String = "", text: String, tail: String = "", name: Name? = nil) {
      (self.head, self.text, self.tail, self.name) = (head, text, tail, name)
      (lower, tag, isPlain) = Self.settled(text)
    }

    private static func settled(_ text: String) -> (lower: String, tag: Token.Tag, isPlain: Bool) {
      let lower = text.lowercased()
      let isPlain: Bool
      if text.utf8.allSatisfy({ $0 < 0x80 }) {
        isPlain = !text.isEmpty && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
      } else {
        isPlain = text.allSatisfy { $0.isLowercase || $0 == "-" }
      }
      return (lower, Tagger.tag(lower, text: text[...]), isPlain)
    }

    var whole: String { head.isEmpty && tail.isEmpty ? text : head + text + tail }
    var isPlural: Bool { isPlain && Token.looksPlural(lower) && !Grammar.singularInS.contains { lower.hasSuffix($0) } }
    var endsPhrase: Bool { !tail.isEmpty }
  }

  private func words(of text: String) -> [Word] {
    var names: [(range: Range<String.Index>, name: Word.Name)] = []
    for match in lexicon.matches(in: text) {
      // `EC2 instances`, `Lambda functions` are several, though named after one service.
      let shown = text[match.range]
      let last = shown.split(separator: " ").last?.first
      let isOne = match.entry.kind == .service && last?.isLowercase == false
      names.append((match.range, isOne ? .service : .other))
    }
    return text.split(separator: " ").map { piece in
      // The usual word has no marks around it.
      if let first = piece.utf8.first, let last = piece.utf8.last, Self.isAlphanumeric(first), Self.isAlphanumeric(last)
      {
        let name = names.first { $0.range.overlaps(piece.startIndex..<piece.endIndex) }?.name
        return Word(text: String(piece), name: name)
      }
      var core = piece[...], head = "", tail = ""
      while let first = core.first, "(\"“".contains(first) {
        head.append(first)
        core = core.dropFirst()
      }
      while let last = core.last, ",;:.)!?\"”".contains(last), core.count > 1 {
        tail = String(last) + tail
        core = core.dropLast()
      }
      let name = names.first { $0.range.overlaps(core.startIndex..<core.endIndex) }?.name
      return Word(head: head, text: String(core), tail: tail, name: name)
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
  }

  // MARK: - Number

  /// `the the`: one of the small words twice.
  private static func dropRepeated(_ words: inout [Word]) {
    var index = 1
    while index < words.count {
      if words[index].lower == words[index - 1].lower, !words[index - 1].endsPhrase,
        ["the", "a", "an", "to", "of", "is", "are", "and", "can", "in", "for", "with"].contains(words[index].lower)
      {
        words.remove(at: index - 1)
      } else {
        index += 1
      }
    }
  }

  /// `per seconds`, `a 3rd libraries`, `a code that`, `imports errors are`, `is 1 GB RAM`.
  private static func settleNumber(_ words: inout [Word]) {
    var index = 0
    while index + 1 < words.count {
      let next = words[index + 1]
      switch words[index].lower {
      case "per" where next.isPlural && Quantity.isUnit(next.lower):
        words[index + 1].text = Nouns.singular(next.text)
      case "a", "an":
        let isOrdinal = ["1st", "2nd", "3rd", "third"].contains(next.lower)
        let noun = index + (isOrdinal ? 2 : 1)
        if noun < words.count, words[noun].isPlural, words[noun].name == nil, words[noun].tag == .noun,
          noun + 1 >= words.count || words[noun].endsPhrase || !words[noun + 1].head.isEmpty
            || [.preposition, .be, .modal, .auxiliary].contains(words[noun + 1].tag)
        {
          if ["3rd", "third"].contains(next.lower) { words[index + 1].text = "third-party" }
          words.remove(at: index)
          continue
        }
        if uncountable.contains(next.lower), index + 2 < words.count,
          ["that", "which", "to", "for", "in"].contains(words[index + 2].lower)
        {
          words.remove(at: index)
          continue
        }
      case "3rd" where next.isPlural && next.name == nil:
        words[index].text = "third-party"
      case "is" where index + 3 < words.count:
        // `the function is 1 GB RAM`
        if let first = next.text.first, first.isNumber, Quantity.isUnit(words[index + 2].text),
          ["ram", "memory", "disk", "storage", "cpu"].contains(words[index + 3].lower), !words[index + 2].endsPhrase
        {
          words[index].text = "has"
          words.insert(Word(text: "of"), at: index + 3)
        }
      default: break
      }
      index += 1
    }
    // `imports errors are logged`: the first noun only says which errors.
    if words.count > 3, words[0].isPlural, words[1].isPlural, words[1].tag == .noun, words[0].name == nil,
      ["are", "were", "must", "can"].contains(words[2].lower),
      Verbs.english.isAmbiguous(Nouns.singular(words[0].lower))
    {
      words[0].text = Nouns.singular(words[0].text)
    }
  }

  private static let uncountable: Set<String> = [
    "code", "software", "hardware", "information", "data", "traffic", "advice", "feedback", "logic", "storage",
  ]
  fileprivate static let singularInS = ["ics", "news", "series", "species", "means", "ias", "lens", "vas"]

  // MARK: - Agreement

  /// `your functions is`, `client send`, `API Gateway proxy the request`.
  private static func settleAgreement(_ words: inout [Word]) {
    for index in words.indices.dropFirst() where words[index].lower == "is" || words[index].lower == "was" {
      let noun = words[index - 1]
      guard noun.isPlural, noun.name != .service, isNounLike(noun), !noun.endsPhrase else { continue }
      var start = index - 1
      while start > 0, !words[start - 1].endsPhrase { start -= 1 }
      let subject = words[start..<index]
      let isPlain = subject.allSatisfy { word in
        switch word.tag {
        case .noun, .determiner, .name: !["each", "every", "this", "that", "a", "an"].contains(word.lower)
        case .verb(.participle, _): word.name == nil
        case .verb: isNounLike(word)
        default: word.name != nil
        }
      }
      if isPlain { words[index].text = words[index].lower == "is" ? "are" : "were" }
    }
    var index = 0
    while index + 2 < words.count {
      defer { index += 1 }
      let isStart = index == 0 || ["and", "then", "so", "which"].contains(words[index - 1].lower)
      guard isStart, words[index].head.isEmpty else { continue }
      var end = index
      if words[index].name == .service {
        while end + 1 < words.count, words[end + 1].name == .service, !words[end].endsPhrase { end += 1 }
      } else if !Nouns.isCountable(words[index].lower) || words[index].name != nil {
        continue
      }
      guard end + 2 < words.count, !words[end].endsPhrase, case .verb(.base, let base) = words[end + 1].tag,
        words[end + 1].isPlain, words[end + 1].name == nil
      else { continue }
      let after = words[end + 2]
      if Verbs.english.isAmbiguous(base), after.tag != .determiner { continue }
      if words[end].isPlural || base == "be" { continue }
      // `clients send` and `the function must send` are right; a name that is a verb's object is no subject.
      if index > 0, words[..<index].contains(where: { $0.tag == .modal }) && words[index - 1].lower != "and" {
        continue
      }
      words[end + 1].text = Verbs.english.third(base)
      if words[index].name == nil {
        let phrase = words[index].text
        words.insert(Word(text: Nouns.article(for: phrase)), at: index)
        if index == 0, let first = words[0].text.first, phrase.first?.isUppercase == true {
          words[0].text = first.uppercased() + words[0].text.dropFirst()
          words[1].text = words[1].lower
        }
      }
    }
  }

  /// `functions`, which might be a verb elsewhere.
  private static func isNounLike(_ word: Word) -> Bool {
    switch word.tag {
    case .noun: true
    case .verb(.third, let base): Verbs.english.isAmbiguous(base)
    default: false
    }
  }

  /// `image in S3 trigger Lambda function creates a thumbnail`, `that triggers every hour that a function to run`.
  private static func settleRelatives(_ words: inout [Word]) {
    // What is acted on acts in turn.
    for index in words.indices where index > 0 && index + 3 < words.count {
      guard case .verb(let form, let base) = words[index].tag, form == .base || form == .third, words[index].isPlain,
        words[index].name == nil, words[index + 1].name != nil,
        words[..<index].allSatisfy({ [.noun, .name, .preposition, .determiner].contains($0.tag) || $0.name != nil }),
        words[0].tag != .preposition, !words[index - 1].isPlural, words[index - 1].tag != .preposition,
        !words[..<index].contains(where: \.endsPhrase)
      else { continue }
      var end = index + 1
      while end + 1 < words.count, words[end + 1].name != nil || words[end + 1].tag == .noun, !words[end].endsPhrase {
        end += 1
      }
      guard end + 2 < words.count, !words[end].endsPhrase, case .verb(.third, let then) = words[end + 1].tag,
        !Verbs.english.isAmbiguous(then), !words[end].isPlural,
        words[end + 2].tag == .determiner || words[end + 2].tag == .noun
      else { continue }
      words[index].text = Verbs.english.third(base)
      words[end].tail = ","
      words.insert(Word(text: "which"), at: end + 1)
      if words[0].isPlain, words[0].tag == .noun, words[0].name == nil {
        words.insert(Word(text: Nouns.article(for: words[0].text)), at: 0)
      }
      break
    }
    // `that triggers every 1 hour that a function …`: the second `that` joins nothing.
    if let first = words.firstIndex(where: { $0.lower == "that" }),
      let every = words[first...].firstIndex(where: { $0.lower == "every" }), every - first <= 3,
      let second = words[every...].firstIndex(where: { $0.lower == "that" }), second - every <= 3,
      second + 1 < words.count, words[second + 1].tag == .determiner
    {
      words.remove(at: second)
    }
  }

  // MARK: - Articles

  /// `using edge-optimized endpoint`, `trigger Lambda function`, `build serverless workflow`: one thing wants an
  /// article.
  private static func addArticles(_ words: inout [Word]) {
    var index = 1
    while index < words.count {
      let isHead =
        articled.contains(words[index].lower) && words[index].name != .service
        || ["VPC", "ENI"].contains(words[index].text)
      let follows = index + 1 < words.count ? words[index + 1] : nil
      let ends =
        words[index].endsPhrase
        || follows.map {
          [.preposition, .conjunction, .be, .modal, .adverb].contains($0.tag) || !$0.head.isEmpty
            || ["that", "which", "then"].contains($0.lower)
        } ?? true
      guard isHead, ends else {
        index += 1
        continue
      }
      var start = index
      while start > 0, !words[start - 1].endsPhrase, words[start].head.isEmpty, isModifier(words[start - 1]) {
        start -= 1
      }
      guard start > 0, !words[start - 1].endsPhrase, words[start].head.isEmpty, opens(words[start - 1], before: start)
      else {
        index += 1
        continue
      }
      let phrase = words[start...index].map(\.text).joined(separator: " ")
      words.insert(Word(text: Nouns.article(for: phrase)), at: start)
      index += 2
    }
  }

  /// Nouns that are counted, so that one of them has an article.
  private static let articled: Set<String> = [
    "endpoint", "function", "client", "application", "authorizer", "workflow", "bucket", "instance", "certificate",
    "subnet", "feature", "request", "message", "gateway", "adapter", "cluster", "database",
  ]

  private static func isModifier(_ word: Word) -> Bool {
    if word.name != nil { return true }
    if ["which", "that", "an", "a", "the"].contains(word.lower) { return false }
    switch word.tag {
    case .noun, .name: return true
    default: return false
    }
  }

  private static func opens(_ word: Word, before start: Int) -> Bool {
    guard word.name == nil else { return false }
    switch word.tag {
    case .preposition:
      return ["using", "with", "in", "through", "into", "from", "inside", "outside"].contains(word.lower) && start > 0
    case .verb(let form, let base):
      return form != .participle && !Verbs.english.isAmbiguous(base) && word.isPlain
        || form == .third && Verbs.english.isAmbiguous(base) && word.isPlain
    default: return false
    }
  }
}

extension Nouns {
  /// `client`, `table`: a noun that wants an article when it is one.
  static func isCountable(_ noun: String) -> Bool { withArticle(noun) != noun }
}
