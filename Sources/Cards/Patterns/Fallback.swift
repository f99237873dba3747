import Concepts
import Notes

/// The last resort: a line that no other pattern reads is shown as a whole sentence with a gap.
struct FallbackClozePattern: CardPattern {
  static let id = "cloze"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] { cards(context) { _ in true } }

  /// - Parameter isWanted: Whether a line still needs a card.
  func cards(_ context: CardContext, where isWanted: (Line) -> Bool) -> [CardDraft] {
    context.lines.compactMap { line in
      guard isWanted(line), !line.isLabel, !context.isMember(line), line.block.role != .example,
        line.block.role != .reason
      else {
        return nil
      }
      let text = line.main
      guard text.wordCount >= 4, !text.contains("{{"), !text.contains("}}"), !text.hasSuffix(":"),
        !text.hasSuffix("?")
      else { return nil }
      let sentence = context.sentence(of: line)
      // `This idea …` points to a line that is not shown.
      let first = sentence.prefix { $0 != " " }.lowercased()
      if ["this", "these", "such", "it", "they", "those"].contains(first),
        line.clauses.first?.subject.first?.lower == first
      {
        return nil
      }
      if let range = Self.hidden(in: sentence, of: line, context),
        let draft = Self.draft(Self.id, sentence, hiding: range, line: line, confidence: 0.5)
      {
        return draft
      }
      // `fast and consistent in performance (single-digit milliseconds)`
      guard let gloss = line.glossed.glosses.first, line.glossed.glosses.count == 1, gloss.before == text,
        gloss.text.wordCount <= 4
      else { return nil }
      let whole = sentence + " (" + gloss.text + ")"
      let end = whole.index(before: whole.endIndex)
      return Self.draft(
        Self.id, whole, hiding: whole.index(end, offsetBy: -gloss.text.count)..<end, line: line, confidence: 0.5)
    }
  }

  static func draft(
    _ pattern: String, _ sentence: String, hiding range: Range<String.Index>, line: Line, confidence: Double
  ) -> CardDraft? {
    let hidden = String(sentence[range])
    var before = String(sentence[..<range.lowerBound])
    // The article would tell how the answer begins.
    if before.hasSuffix(" an ") { before = before.dropLast(3) + "a(n) " }
    let after = sentence[range.upperBound...]
    let rest = Quality.contentKeys(before + " " + after)
    guard Set(rest).count >= 4, !Quality.contentKeys(hidden).isEmpty else { return nil }
    return CardDraft(
      pattern: pattern, form: .cloze(text: before + "{{c1::" + hidden + "}}" + after),
      question: before + "[…]" + after, answer: hidden, sources: line.sources, block: line.block.index,
      subject: line.subject.text, aspect: "cloze " + hidden, confidence: confidence)
  }

  /// What to hide: a number, a name that the section is not about, code, or the longest noun phrase near the end.
  private static func hidden(in sentence: String, of line: Line, _ context: CardContext) -> Range<String.Index>? {
    let known = Quality.contentKeys(line.subject.text + " " + context.topic.title)
    func isNews(_ text: String) -> Bool {
      let words = Quality.contentKeys(text)
      return !words.isEmpty && !words.allSatisfy(known.contains)
    }
    func last(_ needle: String) -> Range<String.Index>? {
      var found: Range<String.Index>?, start = sentence.startIndex
      while let range = sentence[start...].firstRange(of: needle) {
        let isWhole =
          (range.lowerBound == sentence.startIndex || !isWord(sentence[sentence.index(before: range.lowerBound)]))
          && (range.upperBound == sentence.endIndex || !isWord(sentence[range.upperBound]))
        if isWhole { found = range }
        start = range.upperBound
      }
      return found
    }
    func isWord(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || "`-_/".contains(character)
    }
    if let number = Quantity.all(in: line.main).last(where: { !$0.isVague }), let range = last(number.text) {
      return range
    }
    // `recovery to any time within the window`: where it leads.
    if let clause = line.clauses.last, !clause.hasVerb,
      let place = clause.adjuncts.firstIndex(where: { $0.word == "to" })
    {
      let text = clause.adjuncts[place...].enumerated().map { $0.offset == 0 ? $0.element.text : $0.element.whole }
        .joined(separator: " ")
      if text.wordCount > 1, let range = last(text) { return range }
    }
    let tokens = context.tokens(line.main)
    if let name = tokens.last(where: { $0.concept != nil && isNews($0.text) }), let range = last(name.text) {
      return range
    }
    if let code = tokens.last(where: { $0.text.hasPrefix("`") && $0.text.hasSuffix("`") && $0.text.count > 2 }),
      let range = last(code.text)
    {
      return range
    }
    // Noun phrases of two words or more, the last first.
    var phrases: [[Token]] = [[]]
    for token in tokens {
      if token.tag == .noun || token.tag == .name, !Self.isThin(token.lower) {
        phrases[phrases.count - 1].append(token)
        if token.mark != nil { phrases.append([]) }
      } else {
        phrases.append([])
      }
    }
    let candidates = phrases.filter { !$0.isEmpty && isNews(Clause.text($0)) && $0.count <= 4 && $0.last?.mark != "," }
    let best = candidates.last { $0.count >= 2 }
    for phrase in [best].compactMap({ $0 }) {
      if let range = last(Clause.text(phrase)) { return range }
    }
    return nil
  }

  private static func isThin(_ word: String) -> Bool {
    [
      "other", "same", "such", "many", "several", "more", "less", "most", "few", "two", "three", "own", "new", "thing",
      "things", "way", "lot", "something", "part", "that",
    ].contains(word)
  }
}

extension CardContext {
  /// The line as a whole sentence: with its subject, and with the section where it does not name it.
  func sentence(of line: Line) -> String {
    var text = line.main
    if text.hasSuffix("."), !text.hasSuffix("..") { text.removeLast() }
    let subject = line.subject
    var whole = text
    if let clause = line.clauses.first, line.property == nil {
      if !clause.subject.isEmpty || clause.opening.isEmpty == false && clause.hasVerb {
        whole = text
      } else if !clause.isTrusted {
        whole = text
      } else if clause.voice == .active,
        clause.isImperative || ["must", "need to", "have to"].contains(clause.modal ?? "")
      {
        whole = "you " + text
      } else if clause.voice == .active, clause.adverb.isEmpty || !clause.isNegative {
        whole = subject.text + " " + text
      } else if clause.voice == .passive, clause.modal == nil, !line.startsWithBe {
        whole = subject.text + (subject.isPlural ? " are " : " is ") + text
      } else if clause.hasVerb {
        whole = subject.text + " " + text
      } else {
        return Asking.capitalized(subject.text + ": " + text)
      }
    } else if line.property != nil {
      whole = text
    }
    let first = whole.prefix { $0 != " " }
    let second = whole.dropFirst(first.count + 1).prefix { $0 != " " }.lowercased()
    let next = Tagger.tag(second, text: second[...])
    if ["it", "they", "this", "these"].contains(first.lowercased()), whole == text, next != .noun {
      whole = subject.text + whole.dropFirst(first.count)
    }
    if whole == text || whole.hasPrefix("you ") {
      if !subject.lines.isEmpty, !mentions(subject.text, in: whole) {
        whole = Asking.capitalized(subject.text.withoutArticle) + ": " + whole
      } else {
        let place = prefix(for: whole)
        if !place.isEmpty { whole = place + CardContext.loweredStart(whole, lexicon: lexicon) }
      }
    }
    return Asking.capitalized(whole)
  }

  private func mentions(_ subject: String, in text: String) -> Bool {
    let words = Quality.keys(text)
    return Quality.contentKeys(subject).allSatisfy(words.contains)
  }

  static func loweredStart(_ text: String, lexicon: Lexicon) -> String {
    Topic.inSentence(text, lexicon: lexicon)
  }
}

extension Line {
  var startsWithBe: Bool {
    ["is", "are", "was", "were"].contains(main.prefix { $0 != " " }.lowercased())
  }
}

/// `for high-scale, latency-sensitive CDN customizations`: for what kind of them.
struct ForKindPattern: CardPattern {
  static let id = "for-kind"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.lines.compactMap { line in
      guard let tokens = Self.kindOfUse(line, context) else { return nil }
      let isPair = tokens.count >= 4 && tokens[tokens.count - 2].mark == nil
      let noun = Clause.text(Array(tokens.suffix(isPair ? 2 : 1))),
        kind = Clause.text(Array(tokens.dropLast(isPair ? 2 : 1)))
      let be = line.subject.isPlural ? "are" : "is"
      return context.draft(
        Self.id, line, question: "For what kind of \(noun) \(be) \(line.subject.text) intended?", answer: kind,
        subject: line.subject.text, aspect: "kind", confidence: 0.86)
    }
  }

  /// Whether a use is asked for by its kind, so that it need not be asked for as a whole.
  static func applies(to line: Line, _ context: CardContext) -> Bool { kindOfUse(line, context) != nil }

  private static func kindOfUse(_ line: Line, _ context: CardContext) -> [Token]? {
    guard line.property == nil, let use = UseCasePattern.use(in: line.main) else { return nil }
    let tokens = context.tokens(use)
    guard tokens.count >= 3, let head = tokens.last, head.isPlural,
      !tokens.contains(where: { $0.tag == .preposition || $0.tag == .conjunction || $0.tag == .determiner }),
      !tokens.dropLast().contains(where: \.isPlural), line.subject.lines.isEmpty
    else { return nil }
    return tokens
  }
}
