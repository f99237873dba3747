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
        if lower.hasPrefix("eg") || lower.hasPrefix("e.g") || lower.hasPrefix("example") { continue }
        let clauses = ClauseParser.clauses(context.tokens(gloss.text))
        guard let clause = clauses.first else { continue }
        if lower.contains("must "), clause.voice != .passive { continue }
        for part in Answers.split(gloss.text, at: ",") {
          // `(community supported)`: who supports it.
          let words = part.split(separator: " ").map(String.init)
          guard words.count == 2, let base = Verbs.english.base(ofParticiple: words[1].lowercased()),
            case .noun = Tagger.tag(words[0].lowercased(), text: words[0][...])
          else { continue }
          let name = Nouns.asTerm(context.lastNouns(of: gloss.before), isName: false)
          drafts.append(
            context.draft(
              Self.id, line, question: "Who or what \(Verbs.english.third(base)) \(name)?",
              answer: words[0], subject: name, aspect: base,
              confidence: 0.75))
        }
        let before = gloss.before.split(separator: " ").suffix(8).joined(separator: " ")
        if line.block.role == .member, line.block.item == nil, gloss.text.wordCount <= 3,
          !clause.hasVerb,
          !gloss.text.contains(","), Quantity.all(in: gloss.text).isEmpty,
          let what = Series(context.topic, lexicon: context.lexicon)?.whole
        {
          // `C# (.NET Core)` among languages that something supports.
          guard let that = what.firstRange(of: " that "), let verb = what.split(separator: " ").last,
            let base = Verbs.english.base(ofThird: String(verb))
          else { continue }
          let owner = Answers.trimmed(what[that.upperBound...].dropLast(verb.count))
          drafts.append(
            CardDraft(
              pattern: Self.id, question: "Through what does \(owner) \(base) \(gloss.before)?", answer: gloss.text,
              sources: line.sources, block: line.block.index, subject: gloss.before, aspect: "gloss", confidence: 0.8))
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
          // `managed in AWS Backup (enables cross-region copy)`: what that thing enables.
          let named = statement.clause.adjuncts.last.flatMap { adjunct -> String? in
            adjunct.word == "in" && adjunct.tokens.count == 1 && adjunct.tokens[0].concept != nil ? adjunct.text : nil
          }
          let question =
            named.map { "What does \($0) \(clause.verb) for \(statement.asking.subject)?" }
            ?? "What is \(Verbs.english.participle(clause.verb)) when \(CardContext.lowered(answer: told))?"
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
  /// `AWS SDK to access other services` is `AWS SDK`.
  fileprivate var withoutPurpose: String {
    guard let to = firstRange(of: " to "), to.lowerBound > startIndex else { return self }
    return split(separator: " ").count > 4 ? String(self[..<to.lowerBound]) : self
  }
}

/// `example: …`, `(eg. Rust)`.
struct ExamplePattern: CardPattern {
  static let id = "example"

  /// What the line before says is done, or the thing that both stand under.
  private func whatIsExemplified(_ line: Line, _ context: CardContext) -> String {
    if let place = context.lines.firstIndex(where: { $0.block.index == line.block.index }), place > 0 {
      let before = context.lines[place - 1]
      if before.block.lead == line.block.lead, before.block.item != nil, before.clauses.count == 1,
        let clause = before.clauses.first, clause.isImperative, clause.voice == .active, before.property == nil
      {
        var phrase = context.nounPhrase(of: before)
        while let last = phrase.last, "?.".contains(last) { phrase.removeLast() }
        return phrase
      }
    }
    return (line.subject.text == context.topic.subject ? "this use of " : "") + line.subject.text
  }

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = []
    for line in context.lines {
      if line.block.role == .example, let range = line.display.firstRange(of: ": ") {
        let answer = String(line.display[range.upperBound...])
        drafts.append(
          context.draft(
            Self.id, line,
            question: "What is an example of \(whatIsExemplified(line, context))?",
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
          let answer = String(gloss.text.dropFirst(offset)).withoutPurpose
          // `(identify for external users - example mobile users)`
          let own = Answers.trimmed(lower[..<range.lowerBound].filter { !"-–,".contains($0) })
          let head = Nouns.asTerm(
            context.lastNouns(of: own.wordCount > 2 ? own : gloss.before), isName: false)
          // `strong acids dissociate (e.g. HCl)`: an example of no thing.
          guard !context.tokens(head).contains(where: { $0.tag == .verb(.base, base: $0.lower) && !$0.mayBeNoun })
          else {
            break
          }
          drafts.append(
            context.draft(
              Self.id, line,
              question:
                "What is an example of \(head)\(context.mentionsTopic(head) || !context.topic.contrast.isEmpty ? "" : " in " + context.topic.subject)?",
              answer: answer, subject: head,
              aspect: "example", confidence: 0.7))
          break
        }
      }
    }
    return drafts
  }
}
