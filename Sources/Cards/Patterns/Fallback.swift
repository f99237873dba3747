import Concepts
import Notes

/// The last resort: a line that no other pattern reads is shown with a gap.
struct FallbackClozePattern: CardPattern {
  static let id = "cloze"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.lines.compactMap { line in
      guard !line.isLabel, !context.isMember(line), line.block.role != .example, line.block.role != .reason,
        line.property == nil
      else { return nil }
      let text = line.main
      guard text.split(separator: " ").count >= 4, !text.contains("{{"), !text.contains("}}") else { return nil }
      guard let hidden = Self.hidden(in: line, context), let range = Self.last(hidden, in: text) else { return nil }
      let lead = context.mentionsTopic(text) && line.subject.lines.isEmpty ? "" : line.subject.text + ": "
      let before = lead + text[..<range.lowerBound], after = text[range.upperBound...]
      return CardDraft(
        pattern: Self.id, form: .cloze(text: Asking.capitalized(before + "{{c1::" + hidden + "}}" + after)),
        question: Asking.capitalized(before + "[…]" + after), answer: hidden, sources: line.sources,
        block: line.block.index,
        subject: line.subject.text, aspect: "cloze " + hidden, confidence: 0.5)
    }
  }

  /// What to hide: a known name, else the last noun phrase.
  private static func hidden(in line: Line, _ context: CardContext) -> String? {
    let tokens = context.tokens(line.main)
    let subject = Set(Quality.content(line.subject.text + " " + context.topic.subject))
    if let name = tokens.last(where: { $0.concept != nil && !Quality.content($0.text).allSatisfy(subject.contains) }) {
      return name.text
    }
    let nouns = context.lastNouns(of: line.main)
    return Quality.content(nouns).isEmpty || nouns == line.main ? nil : nouns
  }

  private static func last(_ needle: String, in text: String) -> Range<String.Index>? {
    var found: Range<String.Index>?, start = text.startIndex
    while let range = text[start...].firstRange(of: needle) {
      found = range
      start = range.upperBound
    }
    return found
  }
}

/// `for high-scale, latency-sensitive CDN customizations`: for what kind of them.
struct ForKindPattern: CardPattern {
  static let id = "for-kind"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.lines.compactMap { line in
      guard line.property == nil, let use = UseCasePattern.use(in: line.main) else { return nil }
      let tokens = context.tokens(use)
      guard tokens.count >= 3, let head = tokens.last, head.isPlural,
        !tokens.contains(where: { $0.tag == .preposition }),
        !tokens.dropLast().contains(where: \.isPlural)
      else { return nil }
      let isPair = tokens.count >= 4 && tokens[tokens.count - 2].mark == nil
      let noun = Clause.text(Array(tokens.suffix(isPair ? 2 : 1))),
        kind = Clause.text(Array(tokens.dropLast(isPair ? 2 : 1)))
      let be = line.subject.isPlural ? "are" : "is"
      return context.draft(
        Self.id, line, question: "For what kind of \(noun) \(be) \(line.subject.text) intended?", answer: kind,
        subject: line.subject.text,
        aspect: "kind", confidence: 0.86)
    }
  }
}
