import Concepts
import Notes

/// `X vs Y` and sections with two labels: which of the two, and how they differ.
struct ComparisonPattern: CardPattern {
  static let id = "comparison"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    let sides = context.lines.filter { line in
      line.isLabel && line.block.item == nil && !context.children(of: line).isEmpty
    }
    guard context.topic.contrast.count == 2, sides.count == 2 else { return prose(context) }
    let names = sides.map { side in
      var name = side.main
      while let last = name.last, ":.".contains(last) { name.removeLast() }
      return name
    }
    var drafts: [CardDraft] = []
    for (position, side) in sides.enumerated() {
      for child in context.children(of: side) where child.block.item?.depth == 1 {
        let fact = child.main
        guard child.property == nil, fact.wordCount <= 14 else { continue }
        let question = Self.choice(fact, child, names, context)
        guard !question.isEmpty else { continue }
        var draft = context.draft(
          Self.id, child, question: question, answer: names[position],
          subject: names.joined(separator: "/"),
          aspect: fact, form: .compare, confidence: 0.85)
        draft.sources = [child.block.lines, side.block.lines]
        drafts.append(draft)
      }
      // All that speaks for one side, when it is little.
      let points = context.children(of: side).filter { $0.block.item?.depth == 1 }.map(\.main)
      let isBrief = side.clauses.count == 1 && points.allSatisfy { $0.wordCount <= 5 && !$0.contains(":") }
      if points.count >= 2, points.count <= 4, isBrief,
        context.children(of: side).allSatisfy({ $0.clauses.allSatisfy { !$0.hasVerb } })
      {
        var draft = context.draft(
          Self.id, side,
          question:
            "For which \(Answers.numbers[points.count]) uses would you choose \(names[position]) rather than \(names[1 - position])?",
          answer: Answers.joined(points), subject: names[position], aspect: "all", form: .compare, confidence: 0.75)
        draft.sources =
          context.children(of: side).filter { $0.block.item?.depth == 1 }.map(\.block.lines) + [side.block.lines]
        drafts.append(draft)
      }
    }
    return drafts
  }

  private static func choice(_ fact: String, _ line: Line, _ names: [String], _ context: CardContext) -> String {
    let tail = ": \(names[0]) or \(names[1])?"
    guard let clause = line.clauses.first else { return "" }
    let you = Asking(subject: "you", isPlural: true)
    let isWhole = line.clauses.allSatisfy(\.isTrusted)
    if clause.hasVerb, clause.subject.isEmpty, isWhole, line.clauses.count == 1 {
      var asked = you.subjectQuestion("Which one", clause, isPlural: false)
      if asked.hasSuffix("?") { asked.removeLast() }
      return asked + tail
    }
    if clause.hasVerb, !clause.subject.isEmpty {
      if ["your", "you", "it", "they"].contains(clause.subject[0].lower) {
        return "Which one fits when \(fact)" + tail
      }
      guard isWhole, line.clauses.count == 1 else { return "" }
      let asking = Asking(subject: clause.subjectText, isPlural: clause.isPlural)
      return "With which one \(asking.inverted(clause, without: .adjunct(-1)))" + tail
    }
    if clause.hasVerb { return "" }
    let first = fact.lowercased().prefix { $0 != " " }
    if ["a", "an", "the"].contains(first) { return "Which one is \(fact)" + tail }
    if first == "no" { return "Which one has \(fact)" + tail }
    if ["available", "possible", "not", "reachable", "only"].contains(first)
      || QualityPattern.isAdjective(String(first)) && line.main.wordCount <= 2
    {
      return first == "not" || first == "only" ? "" : "Which one is \(fact)" + tail
    }
    if !context.topic.title.lowercased().contains("use case"), !first.hasSuffix("for"),
      clause.adjuncts.first?.word != "for",
      let head = clause.object.last, !head.isPlural,
      DefinitionPattern.classHeads.contains(head.lower.split(separator: " ").last.map(String.init) ?? "")
    {
      return "Which one is \(Nouns.article(for: fact)) \(fact)" + tail
    }
    return "Which one would you choose for \(first == "for" ? String(fact.dropFirst(4)) : fact)" + tail
  }

  /// Two sentences that say of each side what it is limited by, how it scales and so on.
  private func prose(_ context: CardContext) -> [CardDraft] {
    let statements = context.statements().filter { $0.clause.hasVerb && $0.clause.adjuncts.count <= 2 }
    var drafts: [CardDraft] = []
    for (index, first) in statements.enumerated() {
      for second in statements[(index + 1)...]
      where first.line.block.index != second.line.block.index && first.clause.verb == second.clause.verb
        && first.clause.verb != "be"
        && first.clause.voice == second.clause.voice
        && first.clause.adjuncts.first?.word == second.clause.adjuncts.first?.word
        && first.asking.subject != second.asking.subject && first.asking.subject != "you"
        && second.asking.subject != "you"
        && first.line.subject.lines.isEmpty && second.line.subject.lines.isEmpty
        && first.clause.object.isEmpty && second.clause.object.isEmpty
      {
        guard let left = first.clause.adjuncts.first, let right = second.clause.adjuncts.first, left.text != right.text,
          drafts.count < 3
        else { continue }
        let word = Verbs.english.participle(first.clause.verb)
        let how =
          first.clause.voice == .passive
          ? "What \(first.asking.isPlural ? "are" : "is") \(first.asking.subject) \(word) \(left.word), and what \(second.asking.isPlural ? "are" : "is") \(second.asking.subject) \(word) \(right.word)?"
          : ""
        guard !how.isEmpty else { continue }
        var draft = context.draft(
          Self.id, first.line, question: how,
          answer: "\(first.asking.subject): \(left.text); \(second.asking.subject): \(right.text)",
          subject: first.asking.subject, aspect: word, form: .compare, confidence: 0.8)
        draft.sources = [first.line.block.lines, second.line.block.lines]
        drafts.append(draft)
      }
    }
    return drafts
  }
}

/// `great for X`, `for X`, items under `use cases`: which thing fits.
struct UseCasePattern: CardPattern {
  static let id = "use-case"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = []
    for line in context.lines {
      let text = line.property?.value ?? line.main
      guard let use = Self.use(in: text) else { continue }
      let subject = line.property.map { _ in Topic.withoutParentheses(line.property!.key) } ?? line.subject.text
      if let memberClass = context.topic.memberClass, line.property != nil || !line.subject.lines.isEmpty {
        drafts.append(
          context.draft(
            Self.id, line, question: "Which \(context.named(memberClass)) is for \(use)?",
            answer: line.property == nil ? context.label(of: line) ?? subject.withoutArticle : subject.withoutArticle,
            subject: subject, aspect: "for", confidence: 0.9))
      }
      let be = line.subject.isPlural ? "are" : "is"
      if line.property == nil, !ForKindPattern.applies(to: line, context) {
        drafts.append(
          context.draft(
            Self.id, line, question: "What \(be) \(subject) meant for?", answer: use, subject: subject, aspect: "use",
            confidence: 0.85))
      }
    }
    // Items under a label `use cases`.
    for line in context.lines
    where ["use cases", "use case", "used for", "uses"].contains(line.main.lowercased().trimmingColon) {
      for child in context.children(of: line) {
        let which = context.classQuestion(of: context.topic.subject)
        guard let clause = child.clauses.first else { continue }
        let verb = clause.isImperative ? "lets you \(child.main)" : "is used for \(child.main)"
        drafts.append(
          context.draft(
            Self.id, child, question: "\(which) \(verb)?", answer: context.topic.subject,
            subject: context.topic.subject, aspect: child.main,
            confidence: 0.65))
      }
    }
    return drafts
  }

  static func use(in text: String) -> String? {
    let lower = text.lowercased()
    for start in [
      "great for ", "good for ", "ideal for ", "best for ", "suitable for ", "perfect for ", "suited for ",
      "intended for ", "made for ", "useful for ", "for ",
    ]
    where lower.hasPrefix(start) {
      return String(text.dropFirst(start.count))
    }
    return nil
  }
}

extension String {
  var withoutArticle: String {
    for article in ["a ", "an ", "the "] where lowercased().hasPrefix(article) {
      return String(dropFirst(article.count))
    }
    return self
  }
  var trimmingColon: String {
    var text = self
    while let last = text.last, ": ".contains(last) { text.removeLast() }
    return text
  }
}
