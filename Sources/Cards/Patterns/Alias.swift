import Concepts
import Notes

/// `point-in-time recovery (PITR)`: what an abbreviation stands for.
struct AliasPattern: CardPattern {
  static let id = "alias"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = []
    if let heading = section.heading, let (short, long) = Self.pair(context.topic.title, context) {
      drafts.append(card(short, long, lines: [heading.lines], block: heading.index, context))
    }
    for line in context.lines {
      if let (short, long) = Self.pair(line.display, context) {
        drafts.append(card(short, long, lines: [line.block.lines], block: line.block.index, context))
      }
    }
    return drafts
  }

  private func card(_ short: String, _ long: String, lines: [ClosedRange<Int>], block: Int, _ context: CardContext)
    -> CardDraft
  {
    CardDraft(
      pattern: Self.id, question: "What does \(short) stand for?", answer: Asking.capitalized(long), sources: lines,
      block: block, subject: short,
      aspect: "stands for", confidence: 0.95)
  }

  /// The abbreviation in parentheses and the words before it whose first letters it has.
  static func pair(_ text: String, _ context: CardContext) -> (String, String)? {
    for gloss in Glossed(text).glosses {
      let short = gloss.text
      // `TLB (translation lookaside buffer)`
      if let last = gloss.before.split(separator: " ").last.map(String.init), last.count >= 2, last.count <= 6,
        last.allSatisfy(\.isUppercase),
        gloss.text.split(whereSeparator: { $0 == " " || $0 == "-" }).compactMap({ $0.first?.uppercased() }).joined()
          == last
      {
        return (last, gloss.text)
      }
      // `DynamoDB Accelerator (DAX)`: known under both names.
      if short.count >= 2, short.count <= 6, short.allSatisfy(\.isUppercase),
        let entry = context.lexicon.entry(named: gloss.before, within: context.topic.concepts),
        context.lexicon.entry(named: short, within: context.topic.concepts)?.id == entry.id,
        gloss.before.first == short.first, !gloss.before.contains("-")
      {
        return (short, gloss.before)
      }
      guard short.count >= 2, short.count <= 6, short.allSatisfy({ $0.isUppercase || $0.isNumber }) else { continue }
      let words = gloss.before.split { $0 == " " || $0 == "-" }
      let letters = Array(short.lowercased())
      var chosen: Int?
      for start in words.indices.reversed() where words.count - start <= letters.count + 3 {
        let initials = words[start...].map { $0.lowercased().first ?? " " }
        var matched = 0
        for initial in initials where matched < letters.count && initial == letters[matched] { matched += 1 }
        if matched == letters.count, initials.first == letters[0] {
          chosen = start
          break
        }
      }
      guard let chosen else { continue }
      return (short, String(gloss.before[words[chosen].startIndex...]))
    }
    return nil
  }
}

/// `provisioned mode (default)`, `by default …`.
struct DefaultPattern: CardPattern {
  static let id = "default"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.lines.compactMap { line in
      guard
        let gloss = line.glossed.glosses.first(where: {
          $0.text.lowercased() == "default" || $0.text.lowercased() == "the default"
        }),
        let memberClass = context.topic.memberClass
      else { return nil }
      let name = gloss.before
      guard Quantity.all(in: name).isEmpty, name.wordCount <= 5 else { return nil }
      return context.draft(
        Self.id, line, question: "Which \(context.named(memberClass)) is the default?", answer: name,
        subject: context.topic.subject,
        aspect: "default " + memberClass, confidence: 0.95)
    }
  }
}

extension CardContext {
  /// A class with the section's subject before it, unless it is named: `API Gateway endpoint type`.
  func named(_ memberClass: String) -> String {
    let name = lexicon.entry(named: topic.subject)?.shortName ?? topic.subject
    return memberClass.contains(name) ? memberClass : name + " " + memberClass
  }
}
