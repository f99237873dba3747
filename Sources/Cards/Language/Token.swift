import Basics
import Concepts

/// A word of displayed text with what it can be in a sentence.
struct Token: Hashable, Sendable {
  enum Tag: Hashable, Sendable {
    case determiner, pronoun, preposition, conjunction, modal, be, auxiliary, not, adverb, number
    /// A base form, third person, participle or gerund of a known verb.
    case verb(Form, base: String)
    /// Known to the lexicon; may hold several words.
    case name
    /// Nouns and adjectives, and all words not known otherwise.
    case noun
  }
  enum Form: Hashable, Sendable { case base, third, participle, gerund }

  var text: String
  /// Lower case.
  var lower: String
  var tag: Tag
  /// A comma, semicolon or colon after it.
  var mark: Character?
  /// The concept that a name stands for.
  var concept: Concept.ID?

  /// Whether it may be a noun, though it may be a verb as well.
  var mayBeNoun: Bool {
    if case .verb(let form, let base) = tag {
      return form != .participle && (form == .gerund || Verbs.english.isAmbiguous(base))
    }
    return isNominal
  }
  var isNominal: Bool {
    switch tag {
    case .name, .noun, .number, .pronoun: true
    default: false
    }
  }
  var isPlural: Bool {
    if tag == .pronoun { return ["they", "you", "we", "these", "those"].contains(lower) }
    return Token.looksPlural(lower)
  }
  private static let irregularPlurals: Set<String> = [
    "mitochondria", "bacteria", "phenomena", "criteria", "people", "men", "women", "children", "mice", "feet", "teeth",
    "fungi",
    "nuclei", "stimuli", "ova", "strata", "media", "schemata", "police", "cattle", "police", "quanta", "spectra",
    "germans",
  ]
  static func looksPlural(_ lower: String) -> Bool {
    guard lower.utf8.count > 3, lower.hasSuffix("s") else { return irregularPlurals.contains(lower) }
    return !["ss", "us", "is", "kinesis", "dns", "aws", "sqs", "sns", "redis", "kubernetes", "https", "postgres", "'s"]
      .contains { lower.hasSuffix($0) }
  }
}

/// Cuts displayed text into tokens and tags them.
struct Tagger: Sendable {
  let lexicon: Lexicon

  /// - Parameter subjects: What the text is about, so that everyday names of its parts are known.
  func tokens(_ text: String, within subjects: [Concept.ID]) -> [Token] {
    let matches = lexicon.matches(in: text, within: subjects)
    var tokens: [Token] = [], position = text.startIndex, next = 0
    func cut(_ piece: Substring) {
      for word in piece.split(separator: " ") { append(word, to: &tokens) }
    }
    while next < matches.count {
      let match = matches[next]
      next += 1
      // A name inside a longer word (`lambda@edge` in an address, `s3://`) is no name.
      if match.range.lowerBound < position { continue }
      let before = text[position..<match.range.lowerBound]
      if let last = before.last, last != " ", !"(\"'/&+,“".contains(last) { continue }
      // Everyday words that only mean the thing at home stay words.
      let shown = text[match.range]
      let isWord = !shown.contains(" ") && !shown.contains(where: \.isUppercase)
      if isWord, Verbs.english.base(of: shown.lowercased()) != nil { continue }
      // `pay per request` is something to do, whatever it is called elsewhere.
      let words = shown.split(separator: " ").map(String.init)
      // `in your VPC`, `deployed in your VPC` name no thing in a sentence.
      if words.count > 1, let first = words.first, first.allSatisfy({ $0.isLowercase }),
        Closed.tags[first] == .preposition
          || Verbs.english.base(ofParticiple: first) != nil
            && words.contains(where: { Closed.tags[$0] == .preposition })
      {
        continue
      }
      if words.count > 1, let base = Verbs.english.base(of: words[0]),
        !Verbs.english.isAmbiguous(base) || words.count > 2 && Token.looksPlural(words[words.count - 1].lowercased())
      {
        continue
      }
      cut(before)
      position = match.range.upperBound
      var name = String(text[match.range])
      // What is glued to the name belongs to it: `API Gateway's`, `Lambda-based`, `ECS/Fargate`.
      while position < text.endIndex, text[position] != " ", !",;:".contains(text[position]) {
        name.append(text[position])
        position = text.index(after: position)
      }
      if let last = tokens.last, let glued = before.last, "/&+".contains(glued), last.mark == nil,
        !before.hasSuffix(" " + String(glued)) || before.count > 1, before.last != " "
      {
        tokens[tokens.count - 1].text += name
        tokens[tokens.count - 1].lower += name.lowercased()
        tokens[tokens.count - 1].tag = .name
      } else {
        let trimmed = name.hasSuffix(".") ? String(name.dropLast()) : name
        tokens.append(
          Token(text: trimmed, lower: trimmed.lowercased(), tag: .name, mark: nil, concept: match.entry.id))
      }
      if position < text.endIndex, ",;:".contains(text[position]) {
        tokens[tokens.count - 1].mark = text[position]
        position = text.index(after: position)
      }
    }
    cut(text[position...])
    for index in tokens.indices {
      // `the tuning note A`, `prophase I`: a name, not an article or a person.
      if index > 0, tokens[index].text == "A" || tokens[index].text == "I" { tokens[index].tag = .noun }
      if index + 1 < tokens.count, tokens[index + 1].tag == .number,
        ["about", "around", "roughly", "approximately", "nearly", "over"].contains(tokens[index].lower)
      {
        tokens[index].tag = .determiner
      }
    }
    return tokens
  }

  private func append(_ word: Substring, to tokens: inout [Token]) {
    var word = word
    var mark: Character?
    while let last = word.utf8.last, last == 0x2C || last == 0x3B || last == 0x3A {
      mark = Character(Unicode.Scalar(last))
      word = word[..<word.utf8.index(before: word.endIndex)]
    }
    if word.isEmpty {
      if let mark, !tokens.isEmpty { tokens[tokens.count - 1].mark = mark }
      return
    }
    if word.utf8.count <= 3, !tokens.isEmpty, word == "-" || word == "–" || word == "—" {
      if tokens[tokens.count - 1].tag != .number {
        tokens[tokens.count - 1].mark = "-"
      } else {
        tokens.append(Token(text: "–", lower: "–", tag: .conjunction))
      }
      return
    }
    let text = String(word), lower = text.lowercased()
    tokens.append(Token(text: text, lower: lower, tag: Self.tag(lower, text: word), mark: mark))
  }

  static func tag(_ lower: String, text: Substring) -> Token.Tag {
    let key = WordKey(lower)
    if let closed = Closed.tags.map[key] { return lower == "may" && text.first == "M" ? .noun : closed }
    let verbs = Verbs.english
    // `GET`, `SYN`, `FIN`: an abbreviation, whatever word it looks like.
    if let verb = verbs.tags[key] { return isAbbreviation(text) ? .noun : verb }
    if let first = lower.first, !("a"..."z").contains(first),
      first.isNumber || first == "$" || first == "€" || first == "£"
    {
      return .number
    }
    if isAbbreviation(text) || text.contains("`") || text.contains("_") { return .noun }
    if lower.contains("/") {
      let parts = lower.split(separator: "/").map(String.init)
      if parts.count > 1, parts.allSatisfy({ verbs.base(of: $0) != nil }) { return .verb(.base, base: lower) }
    }
    let isLong = lower.utf8.count > 4, last = lower.utf8.last
    if isLong, last == UInt8(ascii: "y"), lower.hasSuffix("ly"), lower.count > 4,
      text.first?.isUppercase == false || lower.count > 7,
      !["supply", "reply", "apply", "assembly", "family"].contains(lower)
    {
      return .adverb
    }
    if isLong, last == UInt8(ascii: "d"), let base = Verbs.guessedBase(ofPast: lower), text.first?.isUppercase == false
    {
      return .verb(.participle, base: base)
    }
    return .noun
  }

  private static func isAbbreviation(_ text: Substring) -> Bool {
    if let first = text.utf8.first, first < 0x80, !(0x41...0x5A).contains(first) { return false }
    return text.count >= 2 && text.allSatisfy(\.isUppercase)
  }
}

/// Words of the closed classes.
enum Closed {
  static let tags: Words = {
    var tags: [String: Token.Tag] = [:]
    func add(_ words: String, _ tag: Token.Tag) { for word in words.split(separator: " ") { tags[String(word)] = tag } }
    add(
      "a an the this that these those each every any all some no both either neither its their your our my his her another too how whether why what",
      .determiner)
    add("it they you we he she them us i one's itself themselves nobody everyone", .pronoun)
    add(
      "in on at for to from by with without within into onto through via per over under between across of about against as during before after until till since outside inside behind above below near upon along among except toward towards than like using because if when while where unless although whenever once so",
      .preposition)
    add("and or & but nor plus +", .conjunction)
    add("must can could may might will would shall should cannot can't won't needn't mustn't", .modal)
    add("is are was were be been being isn't aren't wasn't weren't", .be)
    add("do does did don't doesn't didn't dont doesnt didnt has have had", .auxiliary)
    add("not never", .not)
    add(
      "elsewhere everywhere together apart away abroad forever twice nowadays respectively almost nearly completely also only just then still even always usually often sometimes now once again very anymore close up/down up down already soon later here there therefore thus hence however instead otherwise initially first afterwards directly",
      .adverb)
    tags["once"] = .preposition
    tags["so"] = .conjunction
    var map = WordMap<Token.Tag>(minimumCapacity: tags.count)
    for word in tags.keys.sorted() { map[WordKey(word), default: .noun] = tags[word]! }
    return Words(map: map)
  }()

  /// What the words are, by their bytes.
  struct Words: Sendable {
    fileprivate let map: WordMap<Token.Tag>
    subscript(word: String) -> Token.Tag? { map[WordKey(word)] }
  }
  static let articles: Set<String> = ["a", "an", "the"]
}
