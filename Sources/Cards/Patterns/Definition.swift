import Concepts
import Notes

/// `X is …`, or the first noun phrase under a heading: which thing is that?
struct DefinitionPattern: CardPattern {
  static let id = "definition"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = []
    let labels = Set(context.lines.filter(\.isLabel).map(\.block.index))
    var done: Set<String> = []
    for line in context.lines where !line.isLabel && line.property == nil && line.block.item?.number == nil {
      let subject = line.subject
      if context.topic.isExample || !context.topic.contrast.isEmpty && line.block.lead == nil { continue }
      // Only the first line that says what a thing is.
      guard !done.contains(subject.text), context.topic.contrast.isEmpty, let clause = line.clauses.last,
        !clause.hasVerb, Self.isDescriptive(clause),
        !["a", "an"].contains(clause.object.first?.lower ?? ""), !context.isMember(line)
      else { continue }
      guard line.block.lead.map({ labels.contains($0) }) ?? true else { continue }
      // Where the other clauses have verbs, this one was not understood.
      guard line.clauses.allSatisfy({ !$0.hasVerb || $0.subject.isEmpty }) else { continue }
      done.insert(subject.text)
      let phrase = ([clause.objectText] + clause.adjuncts.map(\.whole)).joined(separator: " ")
      let first = phrase.split(separator: " ").first.map { $0.lowercased() } ?? ""
      let noun = clause.object.prefix { if case .verb(.participle, _) = $0.tag { false } else { true } }
      let isPlural = Clause.isPlural(Array(noun))
      let article = ["a", "an", "the"].contains(first) || isPlural ? "" : Nouns.article(for: phrase) + " "
      let be = isPlural ? "are" : "is"
      let which = context.classQuestion(of: subject.text, plural: be == "are")
      // `Which functions are … functions?` gives the name away.
      if isPlural != subject.isPlural { continue }
      if let head = Quality.folded(subject.text).last, subject.text.contains(" "), Quality.folded(phrase).contains(head)
      {
        continue
      }
      drafts.append(
        context.draft(
          Self.id, line, question: "\(which) \(be) \(article)\(phrase)?", answer: subject.text, subject: subject.text,
          aspect: "name",
          confidence: 0.85))
      // The other way round, with all that the line says of it.
      let told = line.main.split(separator: " ").count <= 14 ? line.main : phrase
      let hasArticle = ["a", "an", "the"].contains(told.lowercased().prefix { $0 != " " })
      if line.clauses.allSatisfy({ !$0.hasVerb || ClauseParser.isBareParticiple(context.tokens($0.written)) }) {
        drafts.append(
          context.draft(
            Self.id, line, question: "What \(be) \(subject.text)?",
            answer: hasArticle || isPlural ? told : Nouns.article(for: told) + " " + told, subject: subject.text,
            aspect: "what", confidence: 0.84))
      }
    }
    return drafts
  }

  /// A noun phrase that says what something is, with enough in it to tell it from others.
  static func isDescriptive(_ clause: Clause) -> Bool {
    guard let head = clause.object.last, clause.object.count >= 2 || !clause.adjuncts.isEmpty else { return false }
    guard clause.object.first?.tag != .number, clause.object.first?.lower != "no" else { return false }
    let words = clause.object.count + clause.adjuncts.reduce(0) { $0 + $1.tokens.count + 1 }
    guard words >= 3 else { return false }
    let noun = head.lower.split(separator: " ").last.map(String.init) ?? head.lower
    return classHeads.contains(Nouns.singular(noun))
      || clause.object.contains { token in
        let last = token.lower.split(separator: " ").last.map(String.init) ?? ""
        return classHeads.contains(Nouns.singular(last)) && (token != clause.object.first || token.lower != last)
      }
  }

  static let classHeads: Set<String> = Set(
    "database service cache proxy server function code stream feature protocol language tool system format model paradigm network standard library framework algorithm structure pattern process mechanism program platform interface method technique type unit layer device engine queue store broker cluster log index sauce dish stock dough paste mixture technique cut soup"
      .split(separator: " ").map(String.init))
}

extension CardContext {
  /// `Which AWS service`, `Which DynamoDB feature`, `What`.
  func classQuestion(of name: String, plural: Bool = false) -> String {
    guard let entry = lexicon.entry(named: name, within: topic.concepts) else { return "What" }
    switch entry.kind {
    case .service: return plural ? "Which services" : "Which service"
    case .feature:
      if let owner = entry.owner.flatMap({ lexicon.entry($0) }), topic.subject.contains(owner.shortName) {
        return "Which \(owner.shortName) feature" + (plural ? "s" : "")
      }
      return plural ? "Which features" : "Which feature"
    case .limit, .pattern, .term: return "What"
    }
  }
}
