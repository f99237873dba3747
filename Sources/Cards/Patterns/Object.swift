import Concepts
import Notes

/// What a verb acts on: `Lambda creates an ENI in your subnets`.
struct ObjectPattern: CardPattern {
  static let id = "statement"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    Self.siblings(context)
      + context.statements().compactMap { statement in
        let clause = statement.clause
        guard clause.hasVerb, !clause.isNegative, !clause.object.isEmpty else { return nil }
        if let modal = clause.modal, ["must", "need to", "have to"].contains(modal) { return nil }
        if context.isMember(statement.line) { return nil }
        if clause.object.count == 1, clause.object[0].tag == .pronoun { return nil }
        if clause.verb == "have", ["its", "their"].contains(clause.object[0].lower) { return nil }
        if clause.voice == .copula { return copula(statement, context) }
        if clause.voice == .passive, clause.object.first?.lower == "of", clause.object.count > 1 {
          let question = statement.asking.question("What", clause, without: .object).dropLast() + " of?"
          return context.draft(
            Self.id, statement, question: String(question), answer: Clause.text(Array(clause.object.dropFirst())),
            aspect: "of", confidence: 0.85)
        }
        guard clause.voice == .active else { return nil }
        if case .verb(.base, _)? = clause.object.first?.tag, clause.object.first?.mayBeNoun == false { return nil }
        // How it is done, and to what end, is asked for elsewhere.
        if clause.adjuncts.contains(where: { $0.kind == .reason }) { return nil }
        if clause.adjuncts.contains(where: { $0.kind == .means }) {
          guard statement.line.subject.lines.isEmpty, statement.position < 10, clause.object.count >= 2,
            clause.adjuncts.count == 1, clause.adjuncts[0].word == "by"
          else { return nil }
          var bare = clause
          bare.adjuncts = []
          return context.draft(
            Self.id, statement, question: statement.asking.question("What", bare, without: .object),
            answer: clause.objectText, aspect: clause.verb, confidence: 0.75)
        }
        if Self.isNoNews(clause) { return nil }
        // What triggers is asked for instead.
        if MembershipPattern.isTrigger(statement) { return nil }
        if clause.verb == "include", let must = Self.membership(of: clause) {
          return context.draft(
            Self.id, statement,
            question:
              "Which property makes something count as \(statement.asking.subject)\(clause.adverb.contains("now") ? " today" : "")?",
            answer: "It is " + must, aspect: "counts", confidence: 0.85)
        }
        if clause.verb == "mean", clause.adjuncts.count == 1, clause.adjuncts[0].kind == .purpose {
          var bare = clause
          bare.adjuncts = []
          return context.draft(
            Self.id, statement, question: statement.asking.question("What", bare, without: .object),
            answer: clause.objectText + " " + clause.adjuncts[0].whole, aspect: "means", confidence: 0.85)
        }
        if clause.isImperative, clause.subject.isEmpty, statement.line.subject.lines.isEmpty, !context.topic.isExample,
          statement.line.block.index == context.lines.first?.block.index, statement.line.clauses.count == 1
        {
          return nil
        }
        if let place = clause.object.firstIndex(where: { $0.lower == "number" }), place + 2 < clause.object.count,
          clause.object[place + 1].lower == "of", clause.modal == nil || clause.modal == "can",
          clause.object[..<place].contains(where: { $0.tag != .determiner })
        {
          let counted = Clause.text(Array(clause.object[(place + 2)...]))
          return context.draft(
            Self.id, statement, question: statement.asking.question("How many " + counted, clause, without: .object),
            answer: Clause.text(Array(clause.object[...place])), aspect: "number", confidence: 0.85)
        }
        if ["just", "only"].contains(clause.adverb.lowercased()), clause.object.count <= 2, clause.adjuncts.isEmpty,
          clause.modal == nil, clause.secondVerb.isEmpty
        {
          let whose =
            statement.asking.subject == "you" ? "your only job" : "the only job of \(statement.asking.subject)"
          return context.draft(
            Self.id, statement, question: "What is \(whose)?",
            answer: clause.verb + " " + clause.objectText, aspect: "only", confidence: 0.8)
        }
        if clause.verb == "pay", clause.object.first?.lower == "per" {
          // One of several ways to pay: the list asks for them all.
          if context.lines.contains(where: {
            $0.block.index == statement.line.block.index && $0.main.hasPrefix("pay per ")
          }) {
            return nil
          }
          let ways = context.statements().filter {
            $0.clause.verb == "pay" && $0.clause.object.first?.lower == "per"
          }
          if ways.count > 1 { return nil }
          return context.draft(
            Self.id, statement, question: "How do you pay for \(statement.line.subject.text)?",
            answer: clause.objectText,
            aspect: "pay")
        }
        if let head = Self.words(clause.object).last, Self.words(clause.object).count >= 2,
          Self.kinds.contains(head.lower),
          clause.modal == nil || clause.modal == "can"
        {
          let modifiers = Self.words(clause.object).dropLast().filter { $0.tag != .determiner }
          if !modifiers.isEmpty {
            let answer = Clause.text(Array(modifiers))
            let noun = Answers.items(answer) != nil ? Nouns.plural(head.text) : head.text
            let question = statement.asking.question("Which \(noun)", clause, without: .object)
            return context.draft(
              Self.id, statement, question: question, answer: answer, aspect: clause.verb)
          }
        }
        let wh = context.whichOrWhat(clause.object)
        let question = statement.asking.question(wh, clause, without: .object)
        return context.draft(Self.id, statement, question: question, answer: clause.objectText, aspect: clause.verb)
      }
  }

  /// With a name of several words, such as `WebSocket protocol`, as words.
  private static func words(_ object: [Token]) -> [Token] {
    guard let last = object.last, last.tag == .name, let space = last.text.lastIndex(of: " ") else { return object }
    let head = String(last.text[last.text.index(after: space)...])
    guard kinds.contains(head.lowercased()) else { return object }
    var first = last
    first.text = String(last.text[..<space])
    return object.dropLast() + [first, Token(text: head, lower: head.lowercased(), tag: .noun)]
  }

  /// `your functions`, or `a request` that goes to a thing with a name: what it goes to is worth asking.
  private static func isNoNews(_ clause: Clause) -> Bool {
    if clause.adverb == "manually" { return true }
    let words = clause.object.filter { $0.tag != .determiner }
    guard words.count == 1, let noun = words.first, noun.concept == nil else { return false }
    if clause.object.first?.lower == "your", !clause.adjuncts.isEmpty { return true }
    let carried = ["request", "data", "message", "response", "record", "event", "call", "api", "file", "result"]
    return carried.contains(Nouns.singular(noun.lower)) && ["to", "into"].contains(clause.adjuncts.last?.word ?? "")
      && clause.adjuncts.last?.tokens.contains { $0.concept != nil } == true
  }

  /// `anything that is managed`: what a thing must be.
  private static func membership(of clause: Clause) -> String? {
    let words = clause.object.map(\.lower)
    guard words.count >= 4, words.count <= 6, ["anything", "everything", "whatever"].contains(words[0]),
      words[1] == "that", ["is", "are"].contains(words[2])
    else { return nil }
    return words[3...].joined(separator: " ")
  }

  /// Three or more lines of a label that do the same to different things: `improve scalability by …`, `improve …`.
  private static func siblings(_ context: CardContext) -> [CardDraft] {
    context.lines.filter(\.isLabel).compactMap { label in
      let children = context.children(of: label)
      let said = context.statements().filter { statement in
        statement.position == 0 && statement.line.block.lead == label.block.index && statement.clause.voice == .active
          && statement.clause.subject.isEmpty && !statement.clause.isNegative && statement.clause.object.count <= 2
          && !statement.clause.object.isEmpty && !statement.clause.adjuncts.isEmpty
      }
      guard let first = said.first, said.count >= 3, said.count <= 5, said.count == children.count,
        said.allSatisfy({ $0.clause.verb == first.clause.verb }), first.asking.subject != "you"
      else { return nil }
      var bare = first.clause
      bare.adjuncts = []
      let items = said.map { CardContext.lowered(answer: $0.clause.objectText) }
      var draft = context.draft(
        ListRecallPattern.id, label,
        question: first.asking.question("Which \(Answers.numbers[items.count]) things", bare, without: .object),
        answer: Answers.joined(items), subject: first.asking.subject, aspect: "all " + bare.verb,
        form: .list(items: items.map(Asking.capitalized)), confidence: 0.85)
      draft.sources = said.map(\.line.block.lines) + [label.block.lines]
      return draft
    }
  }

  /// Nouns that ask which by themselves: `Which protocol does it support?`
  private static let kinds: Set<String> = [
    "protocol", "language", "format", "authentication", "replication", "encryption", "algorithm", "copy", "isolation",
  ]

  /// `the maximum size of an item is 400 KB`, `scaling is automated`.
  private func copula(_ statement: Statement, _ context: CardContext) -> CardDraft? {
    let clause = statement.clause
    let first = clause.object[0]
    let isNoun = first.tag == .determiner || first.tag == .number || clause.object.count > 1
    let wh = isNoun ? "What" : "How"
    let question = statement.asking.question(wh, clause, without: .object)
    if !isNoun { return nil }
    // `X is a virtual server in the cloud`: the phrases belong to the noun.
    if isNoun, first.tag == .determiner || clause.object.count > 1 {
      if first.lower == "the", statement.hasOwnSubject, !clause.isNegative {
        let asked = statement.asking.subjectQuestion("What", clause)
        return context.draft(
          Self.id, statement, question: asked, answer: clause.subjectText, aspect: "is", confidence: 0.85)
      }
      let until = clause.object.firstIndex { $0.lower == "so" } ?? clause.object.count
      var said = Array(clause.object[..<until])
      if !said.isEmpty { said[said.count - 1].mark = nil }
      let whole = ([Clause.text(said)] + clause.adjuncts.filter { $0.kind == .preposition }.map(\.whole)).joined(
        separator: " ")
      let be = statement.asking.isPlural ? "are" : "is"
      return context.draft(
        Self.id, statement, question: "What \(be) \(statement.asking.subject)?", answer: whole, aspect: "is")
    }
    return context.draft(
      Self.id, statement, question: question, answer: clause.objectText, aspect: "is", confidence: 0.7)
  }
}

extension CardContext {
  /// Whether a line is one of a nested list of short names, which a card asks for together.
  func isListed(_ line: Line) -> Bool {
    guard let depth = line.block.item?.depth, depth >= 2, topic.contrast.isEmpty,
      let lead = line.block.lead.flatMap({ self.line(ofBlock: $0) }), lead.isLabel,
      lead.property == nil
    else { return false }
    let siblings = children(of: lead)
    return siblings.count >= 3
      && siblings.allSatisfy { sibling in
        sibling.main.split(separator: " ").count <= 4 && sibling.property == nil
          && sibling.main.split(separator: " ").count <= 3
          || sibling.clauses.allSatisfy { !$0.hasVerb || $0.voice == .passive && $0.adjuncts.isEmpty }
      }
  }

  /// `Which service` when the object is one known thing, else `What`.
  func whichOrWhat(_ object: [Token]) -> String {
    let words = object.filter { $0.tag != .determiner }
    guard words.count == 1, let id = words[0].concept, let entry = lexicon.entry(id), isName(words[0].text, of: entry)
    else { return "What" }
    return entry.kind == .service ? "Which service" : "What"
  }

  /// Whether a text is a thing's own name: `Lambda`, not `Lambda function` or `IAM authentication`.
  func isName(_ text: String, of entry: Lexicon.Entry) -> Bool {
    let own = [entry.name, entry.shortName] + entry.aliases.map(\.display)
    guard own.contains(text) || own.contains("the " + text) else { return false }
    return text.split(separator: " ").allSatisfy { $0.first?.isLowercase == false }
      && !text.lowercased().hasSuffix("authentication")
  }

  /// Whether a line is one of a plain list of things, a use case or the like, and so says nothing by itself.
  func isMember(_ line: Line) -> Bool {
    if line.block.role == .member, line.block.item == nil || isListed(line) { return true }
    if isListed(line) { return true }
    guard let lead = line.block.lead.flatMap({ self.line(ofBlock: $0) }) else { return false }
    return Self.genericLabels.contains(lead.main.lowercased().trimmingColon) && lead.main.lowercased().hasPrefix("use")
  }
}
