import Concepts
import Notes

/// What parentheses add: `(useful for …)`, `(improves latency)`, `(.NET Core)`.
struct GlossPattern: CardPattern {
  static let id = "gloss"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = []
    for line in context.lines {
      for gloss in line.glossed.glosses {
        let lower = gloss.text.lowercased()
        if ["default", "newer", "new", "optional", "the default"].contains(lower)
          || AliasPattern.pair(line.display, context)?.0 == gloss.text
        {
          continue
        }
        if lower.hasPrefix("eg") || lower.hasPrefix("e.g") || lower.hasPrefix("example") || lower.contains("must ") {
          continue
        }
        let clauses = ClauseParser.clauses(context.tokens(gloss.text))
        guard let clause = clauses.first else { continue }
        for part in Answers.split(gloss.text, at: ",") {
          // `(community supported)`: who supports it.
          let words = part.split(separator: " ").map(String.init)
          guard words.count == 2, let base = Verbs.english.base(ofParticiple: words[1].lowercased()),
            case .noun = Tagger.tag(words[0].lowercased(), text: words[0][...])
          else { continue }
          let name = context.lastNouns(of: gloss.before)
          drafts.append(
            context.draft(
              Self.id, line, question: "Who or what \(Verbs.english.third(base)) \(Nouns.withArticle(name))?",
              answer: words[0], subject: name, aspect: base,
              confidence: 0.75))
        }
        let before = gloss.before.split(separator: " ").suffix(8).joined(separator: " ")
        if line.block.role == .member, line.block.item == nil, gloss.text.wordCount <= 3,
          !clause.hasVerb,
          !gloss.text.contains(","), Quantity.all(in: gloss.text).isEmpty,
          let what = ListRecallPattern.nounForList(context.topic)
        {
          let sentence = Asking.capitalized(what) + ": " + gloss.before + " (through […])"
          var draft = CardDraft(
            pattern: Self.id, form: .cloze(text: sentence.replacingGap(with: gloss.text)), question: sentence,
            answer: gloss.text, sources: line.sources, block: line.block.index, subject: gloss.before, aspect: "gloss",
            confidence: 0.7)
          draft.accept = []
          drafts.append(draft)
          continue
        }
        if let use = UseCasePattern.use(in: gloss.text) {
          drafts.append(
            context.draft(
              Self.id, line,
              question: "What \(Token.looksPlural(before.lowercased()) ? "are" : "is") \(gloss.before) for?",
              answer: use, subject: gloss.before, aspect: "for"))
        } else if clause.hasVerb, clause.subject.isEmpty, clause.voice == .active, !clause.object.isEmpty,
          !clause.isImperative
        {
          guard let statement = context.firstStatement(of: line),
            statement.clause.hasVerb
          else { continue }
          var shown = statement.clause
          if shown.modal == "can" { shown.modal = nil }
          let told =
            statement.hasOwnSubject && shown.modal == statement.clause.modal
            ? gloss.before : statement.asking.told(shown)
          let question = "What is \(Verbs.english.participle(clause.verb)) when \(CardContext.lowered(answer: told))?"
          drafts.append(
            context.draft(
              Self.id, line, question: question, answer: clause.objectText, subject: gloss.before, aspect: clause.verb,
              confidence: 0.8))
        } else if clause.hasVerb, clause.modal != nil,
          let statement = context.firstStatement(of: line)
        {
          // `each table has a primary key (must be decided at creation time)`
          guard clause.voice == .passive, let adjunct = clause.adjuncts.last else { continue }
          let noun = statement.clause.object.isEmpty ? line.subject.text : statement.clause.objectText
          let asking = Asking(
            subject: noun.withoutArticle.isEmpty ? noun : "the " + noun.withoutArticle,
            isPlural: Token.looksPlural(noun.lowercased()))
          let wh = adjunct.word == "at" || adjunct.kind == .time || adjunct.word == "over" ? "When" : "What"
          let question = asking.question(
            wh, clause, without: .adjunct(clause.adjuncts.count - 1), stranding: wh == "What" ? adjunct.word : nil)
          drafts.append(
            context.draft(
              Self.id, line, question: question, answer: wh == "When" ? adjunct.whole : adjunct.text, subject: noun,
              aspect: "when", confidence: 0.8))
        } else if !clause.hasVerb,
          ["more", "less", "better", "faster", "lower", "higher", "fewer", "no"].contains(
            clause.object.first?.lower ?? ""),
          let statement = context.firstStatement(of: line),
          statement.clause.hasVerb
        {
          let asking = statement.asking
          let question = "Why \(asking.inverted(statement.clause, without: .adjunct(-1)))?"
          drafts.append(
            context.draft(
              Self.id, line, question: question, answer: "For " + gloss.text, subject: asking.subject, aspect: "why",
              confidence: 0.85))
        } else if !clause.hasVerb, gloss.text.wordCount <= 5, Answers.items(gloss.text) == nil,
          Quantity.all(in: gloss.text).isEmpty,
          line.block.role == .member || line.block.role == .label || line.clauses.first?.hasVerb == true,
          gloss.before.wordCount >= 1
        {
          let name = gloss.before.split(separator: " ").suffix(4).joined(separator: " ")
          drafts.append(
            context.draft(
              Self.id, line,
              question:
                "What do the notes add about \(name)\(context.mentionsTopic(name) ? "" : " in " + context.topic.subject)?",
              answer: gloss.text, subject: name,
              aspect: "gloss", confidence: 0.45))
        }
      }
    }
    return drafts
  }
}

extension String {
  /// With `[…]` as a cloze group that hides `text`.
  fileprivate func replacingGap(with text: String) -> String {
    guard let gap = firstRange(of: "[…]") else { return self }
    return self[..<gap.lowerBound] + "{{c1::" + text + "}}" + self[gap.upperBound...]
  }
}

/// `example: …`, `(eg. Rust)`.
struct ExamplePattern: CardPattern {
  static let id = "example"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = []
    for line in context.lines {
      if line.block.role == .example, let range = line.display.firstRange(of: ": ") {
        let answer = String(line.display[range.upperBound...])
        drafts.append(
          context.draft(
            Self.id, line,
            question:
              "What is an example of \(line.subject.text == context.topic.subject ? "this use of " : "")\(line.subject.text)?",
            answer: answer,
            subject: line.subject.text, aspect: "example", confidence: 0.75))
      }
      if line.block.role == .reason, line.display.lowercased().hasPrefix("why"),
        let range = line.display.firstRange(of: "? ") ?? line.display.firstRange(of: ": ")
      {
        let answer = String(line.display[range.upperBound...])
        if let (items, _) = Answers.items(answer), items.count >= 3 {
          var draft = context.draft(
            Self.id, line, question: "Why would you use \(Nouns.withArticle(line.subject.text))?",
            answer: Answers.joined(Array(items.prefix(5))),
            subject: line.subject.text, aspect: "why", form: .list(items: items.map(Asking.capitalized)),
            confidence: 0.8)
          draft.pattern = "reason"
          drafts.append(draft)
        } else {
          drafts.append(
            context.draft(
              Self.id, line, question: "Why would you use \(Nouns.withArticle(line.subject.text))?", answer: answer,
              subject: line.subject.text, aspect: "why"))
        }
      }
      for gloss in line.glossed.glosses {
        let lower = gloss.text.lowercased()
        for start in ["eg. ", "eg ", "e.g. ", "e.g., ", "example ", "example: ", "for example "] {
          guard let range = lower.firstRange(of: start),
            range.lowerBound == lower.startIndex || lower[..<range.lowerBound].hasSuffix(", ")
              || lower[..<range.lowerBound].hasSuffix("- ") || lower[..<range.lowerBound].hasSuffix("– ")
          else { continue }
          let offset = lower.distance(from: lower.startIndex, to: range.upperBound)
          let answer = String(gloss.text.dropFirst(offset))
          // `(identify for external users - example mobile users)`
          let own = Answers.trimmed(lower[..<range.lowerBound].filter { !"-–,".contains($0) })
          if !own.isEmpty, own.wordCount > 2 { break }
          let head = context.lastNouns(of: gloss.before)
          drafts.append(
            context.draft(
              Self.id, line,
              question:
                "What is an example of \(head)\(context.mentionsTopic(head) ? "" : " in " + context.topic.subject)?",
              answer: answer, subject: head,
              aspect: "example", confidence: 0.7))
          break
        }
      }
    }
    return drafts
  }
}
