import Concepts
import Notes

/// Lists to be recalled: whole when short, in overlapping groups when long.
struct ListRecallPattern: CardPattern {
  static let id = "list-recall"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = []
    drafts += Self.headingMembers(context)
    drafts += labels(context)
    for line in context.lines {
      drafts += announced(line, context)
      drafts += enumerations(line, context)
    }
    return drafts
  }

  /// The labels of a section whose heading names a class: `endpoint types`.
  private func labels(_ context: CardContext) -> [CardDraft] {
    let labels = context.lines.filter { line in
      line.isLabel && line.block.item == nil && !CardContext.genericLabels.contains(line.main.lowercased())
        && (context.section.blocks.contains { $0.lead == line.block.index })
    }
    guard labels.count >= 2, labels.count <= 6, labels.allSatisfy({ $0.main.wordCount <= 6 }),
      context.topic.contrast.isEmpty, !context.topic.isExample
    else {
      return []
    }
    let names = labels.map { line in
      var name = line.property.map { Topic.withoutParentheses($0.key) } ?? line.main
      while let last = name.last, ":.".contains(last) { name.removeLast() }
      return name
    }
    let count = Answers.numbers[min(9, names.count)]
    let subject = context.topic.subject
    var what: String?
    if let memberClass = context.topic.memberClass {
      what = "What are the \(count) \(context.named(Nouns.plural(memberClass)))?"
    } else if !context.topic.aspect.isEmpty, labels.allSatisfy({ $0.clauses.allSatisfy { $0.isImperative } }) {
      let whole = subject.hasSuffix(context.topic.aspect) ? subject : subject + " " + context.topic.aspect
      what = "What are the \(count) components of \(whole)?"
    } else if !context.topic.aspect.isEmpty,
      labels.allSatisfy({ context.lexicon.entry(named: $0.main, within: context.topic.concepts) != nil })
    {
      what = "What are the \(count) options for \(subject)?"
    }
    guard let what else { return [] }
    var draft = context.draft(
      Self.id, labels[0], question: what, answer: Answers.joined(names), subject: subject,
      aspect: "all " + context.topic.aspect,
      form: .list(items: names.map(Asking.capitalized)), confidence: 0.9)
    draft.sources = labels.map(\.block.lines)
    return [draft]
  }

  /// A lead-in or generic label with its list.
  private func announced(_ line: Line, _ context: CardContext) -> [CardDraft] {
    let children = context.children(of: line).filter { $0.block.item != nil }
    guard children.count >= 2 else { return [] }
    if line.block.item != nil || line.clauses.first.map({ $0.hasVerb && !$0.isImperative }) != true,
      let draft = named(line, children, context)
    {
      return [draft]
    }
    if let draft = left(line, children, context) { return [draft] }
    guard line.block.role == .leadIn || line.block.role == .label else { return [] }
    var text = line.main
    while let last = text.last, ":.".contains(last) { text.removeLast() }
    let lower = text.lowercased()
    let items = children.map { child in
      let text = child.property?.key ?? Answers.split(child.main, at: ",").first ?? child.main
      let cut = text.firstRange(of: " – ") ?? text.firstRange(of: " - ")
      return Topic.withoutParentheses(cut.map { String(text[..<$0.lowerBound]) } ?? text)
    }
    guard items.allSatisfy({ $0.wordCount <= 6 }) else { return [] }
    if items.count > 6 { return Self.longList(items, children, under: line, context) }
    let isClause = line.clauses.first?.hasVerb ?? false
    var question: String?
    if CardContext.genericLabels.contains(lower) {
      guard !["execution", "deployment", "notes", "note", "important", "facts", "consequences"].contains(lower) else {
        return []
      }
      let subject = line.subject.text
      if children.count > 7 || lower.hasPrefix("easy") { return [] }
      question = "What are the \(Answers.numbers[min(9, items.count)]) \(lower) of \(subject)?"
    } else if ["are", "is", "include", "includes", "through", "by", "with", "of", "from", "using"].contains(
      lower.split(separator: " ").last.map(String.init) ?? "")
    {
      let stem = text.split(separator: " ").dropLast().joined(separator: " ")
      let last = lower.split(separator: " ").last.map(String.init) ?? ""
      if ["are", "is", "include", "includes"].contains(last) {
        question =
          "What are the \(Answers.numbers[min(9, items.count)]) \(Topic.inSentence(stem, lexicon: context.lexicon))\(context.mentionsTopic(stem) ? "" : " in " + context.topic.subject)?"
      } else {
        question =
          "\(last.prefix(1).uppercased() + last.dropFirst()) which \(Answers.numbers[min(9, items.count)]) means is \(stem) done\(context.mentionsTopic(stem) ? "" : " in " + context.topic.subject)?"
      }
    } else if isClause, let clause = line.clauses.first, clause.voice == .passive, let purpose = clause.adjuncts.last,
      purpose.kind == .purpose,
      children.allSatisfy({ $0.property != nil })
    {
      let noun = Nouns.plural(items[0].split(separator: " ").last.map(String.init) ?? "events")
      let does = line.subject.isPlural ? "can" : "can"
      question =
        "Which \(Answers.numbers[min(9, items.count)]) kinds of \(noun.hasPrefix("re") ? "request and response" : noun) \(does) \(line.subject.text) \(purpose.tokens.first?.text ?? "change")?"
    } else if let last = line.clauses.first?.object.last, !isClause, last.isPlural, line.clauses.count == 1,
      line.block.role == .leadIn, !line.clauses[0].object.contains(where: { $0.tag == .number }),
      !Answers.numbers.contains(lower.prefix { $0 != " " }.description), line.clauses[0].adjuncts.isEmpty
    {
      question =
        "What are the \(Answers.numbers[min(9, items.count)]) \(text)\(context.mentionsTopic(text) ? "" : " in " + context.topic.subject)?"
    }
    guard let question, items.count <= 7 else { return [] }
    var draft = context.draft(
      Self.id, line, question: question, answer: Answers.joined(items), subject: line.subject.text,
      aspect: "all of " + lower,
      form: .list(items: items.map(Asking.capitalized)), confidence: 0.85)
    draft.sources = children.map(\.block.lines) + [line.block.lines]
    if children.allSatisfy({ $0.property != nil && Quantity.all(in: $0.property?.value ?? "").isEmpty }) == false,
      question.contains("kinds of")
    {
      draft.confidence = 0.6
    }
    return [draft]
  }

  /// A nested list of short names under what they are: `states`, `four conditions`, `types`.
  private func named(_ line: Line, _ children: [Line], _ context: CardContext) -> CardDraft? {
    let label = Topic.inSentence(line.main.trimmingColon, lexicon: context.lexicon)
    var words = label.split(separator: " ").map(String.init)
    if words.count > 1, Answers.numbers.contains(words[0].lowercased()) { words.removeFirst() }
    guard line.block.item != nil, line.isLabel, line.property == nil, children.count <= 7, words.count <= 4,
      let last = words.last?.lowercased(),
      context.topic.contrast.isEmpty,
      children.allSatisfy({
        $0.main.split(separator: " ").count <= 4 && $0.property == nil && $0.glossed.glosses.isEmpty
      }),
      children.count(where: { context.children(of: $0).isEmpty }) * 2 >= children.count || Token.looksPlural(last)
        || Self.isClass(last)
    else { return nil }
    let owner =
      line.subject.lines.isEmpty || line.subject.text == context.topic.subject ? "" : " of " + line.subject.text
    guard Token.looksPlural(last) || Self.isClass(last) else { return nil }
    let noun = Token.looksPlural(last) ? words.joined(separator: " ") : "kinds of " + words.joined(separator: " ")
    let items = children.map { $0.main.trimmingColon }
    var draft = context.draft(
      Self.id, line, question: "What are the \(Answers.numbers[items.count]) \(noun)\(owner)?",
      answer: Answers.joined(items),
      subject: line.subject.text, aspect: "all " + noun, form: .list(items: items.map(Asking.capitalized)),
      confidence: 0.85)
    draft.sources = [line.block.lines] + children.map(\.block.lines)
    return draft
  }

  /// `What GDP leaves out:` with its list.
  private func left(_ line: Line, _ children: [Line], _ context: CardContext) -> CardDraft? {
    let words = line.main.trimmingColon.split(separator: " ")
    guard let wh = words.first, ["what", "who", "where", "why"].contains(wh.lowercased()), !line.main.hasSuffix("?"),
      words.count >= 3, words.count <= 8,
      children.count <= 5, children.allSatisfy({ $0.main.split(separator: " ").count <= 6 }),
      let clause = ClauseParser.clauses(context.tokens(words.dropFirst().joined(separator: " "))).first, clause.hasVerb,
      !clause.subject.isEmpty,
      clause.object.isEmpty, clause.voice == .active || clause.voice == .passive
    else { return nil }
    let asking = Asking(subject: clause.subjectText, isPlural: clause.isPlural)
    let items = children.map(\.main)
    var draft = context.draft(
      Self.id, line,
      question:
        "\(asking.question(Asking.capitalized(wh.lowercased()), clause, without: .object)) Name \(Answers.numbers[items.count]) things.",
      answer: Answers.joined(items), subject: clause.subjectText, aspect: "all",
      form: .list(items: items.map(Asking.capitalized)), confidence: 0.85)
    draft.sources = [line.block.lines] + children.map(\.block.lines)
    return draft
  }

  /// `scalar types – string, number, binary`, `you must define the VPC ID, the subnets and the security groups`.
  private func enumerations(_ line: Line, _ context: CardContext) -> [CardDraft] {
    guard line.property == nil else { return [] }
    // After a dash.
    if let dash = line.main.firstRange(of: " – ") ?? line.main.firstRange(of: " - "),
      line.clauses.first?.hasVerb == false
    {
      let key = String(line.main[..<dash.lowerBound]), rest = String(line.main[dash.upperBound...])
      let isPlural = Token.looksPlural(key.lowercased().split(separator: " ").last.map(String.init) ?? "")
      if let (items, isOpen) = Answers.items(rest), items.count >= 3 || isPlural,
        items.allSatisfy({ $0.split(separator: " ").count <= 4 }),
        items.allSatisfy({ ClauseParser.clauses(context.tokens($0)).allSatisfy { !$0.hasVerb || $0.isImperative } })
      {
        return Self.cards(items: items, isOpen: isOpen, of: key, line: line, context)
      }
    }
    for gloss in line.glossed.glosses {
      guard let (items, isOpen) = Answers.items(gloss.text), items.count >= 3,
        items.allSatisfy({ $0.wordCount <= 4 }),
        !gloss.text.lowercased().hasPrefix("eg"), !isOpen || !gloss.before.lowercased().contains(" your ")
      else { continue }
      let head = context.lastPhrase(of: gloss.before)
      return Self.cards(items: items, isOpen: isOpen, of: head, line: line, context, confidence: 0.75)
    }
    return []
  }

  /// One card for a named enumeration, `Name …` when it is open.
  static func cards(
    items: [String], isOpen: Bool, of key: String, line: Line, _ context: CardContext, confidence: Double = 0.85
  ) -> [CardDraft] {
    let subject = line.subject.text
    let count = Answers.numbers[min(9, items.count)]
    let lowerKey = Topic.inSentence(key, lexicon: context.lexicon)
    let named =
      context.mentionsTopic(key) || key == subject || key.contains(" in ") || key.hasPrefix("any")
      ? "" : " of " + subject
    let words = key.lowercased().split(separator: " ").map(String.init)
    let headNoun = words.prefix { Closed.tags[$0] != .preposition }.last ?? ""
    guard items.count <= 7 else {
      guard Token.looksPlural(headNoun) else { return [] }
      return groups(
        items, lines: items.map { _ in line.block.lines },
        series: Series(of: lowerKey + named, lexicon: context.lexicon),
        subject: subject, blocks: items.map { _ in line.block.index }, heading: line.sources.last ?? line.place, context
      )
    }
    let isAny = words.first?.hasPrefix("any") == true
    let owner = context.topic.concepts.isEmpty && line.subject.lines.isEmpty ? "" : named
    let question: String
    if EquationPattern.isAbbreviation(key), initials(items) == key.uppercased() {
      question = "What does \(key) stand for?"
    } else if Token.looksPlural(headNoun) || isAny || isClass(headNoun) {
      let noun = Token.looksPlural(headNoun) ? lowerKey : isAny ? "examples of " + lowerKey : "kinds of " + lowerKey
      question = isOpen ? "Name \(count) \(noun)\(owner)." : "What are the \(count) \(noun)\(owner)?"
    } else {
      // `strong acids dissociate completely (HCl, …)` is no name for the three.
      let isClause = context.tokens(key).contains { token in
        if case .verb(let form, _) = token.tag { form == .third || form == .base && !token.mayBeNoun } else { false }
      }
      guard !isClause else { return [] }
      question =
        isOpen
        ? "Name \(count) things that belong to \(lowerKey)\(owner)."
        : "Which \(count) things belong to \(lowerKey)\(owner)?"
    }
    var draft = context.draft(
      id, line, question: question, answer: Answers.joined(items), subject: subject, aspect: key,
      form: .list(items: items.map(Asking.capitalized)),
      confidence: confidence)
    if isOpen { draft.question = draft.question.hasSuffix(".") ? draft.question : draft.question + "." }
    return [draft]
  }

  /// The first letters of the items.
  private static func initials(_ items: [String]) -> String {
    String(items.compactMap { $0.first?.uppercased() }.joined())
  }

  /// Nouns of which there are kinds.
  private static func isClass(_ noun: String) -> Bool {
    let lower = noun.lowercased()
    return DefinitionPattern.classHeads.contains(lower)
      || ["tion", "ment", "ing", "type", "ance", "ence"].contains { lower.hasSuffix($0) }
  }
}
