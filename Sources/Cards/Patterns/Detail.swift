import Concepts
import Notes

/// What else parentheses say: that a limit can be raised, why nothing is required, which parts there are, what for.
struct DetailPattern: CardPattern {
  static let id = "detail"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.lines.flatMap { line -> [CardDraft] in
      line.glossed.glosses.compactMap { gloss in
        let lower = gloss.text.lowercased()
        if ["eg", "e.g", "example", "default", "must "].contains(where: lower.hasPrefix) { return nil }
        return place(gloss, of: line, context) ?? possible(gloss, of: line, context)
          ?? reason(gloss, of: line, context) ?? purpose(gloss, of: line, context) ?? parts(gloss, of: line, context)
          ?? instances(gloss, of: line, context) ?? instance(gloss, of: line, context)
          ?? newer(gloss, of: line, context)
      }
    }
  }

  /// `disk capacity in the container (in /tmp)`: where.
  private func place(_ gloss: Glossed.Gloss, of line: Line, _ context: CardContext) -> CardDraft? {
    let words = gloss.text.split(separator: " ").map(String.init)
    guard words.count == 2, ["in", "at", "under", "on"].contains(words[0].lowercased()),
      line.property.map({ $0.key.hasSuffix(")") }) ?? false, Quantity.all(in: gloss.text).isEmpty
    else { return nil }
    return context.draft(
      Self.id, line, question: "Where is the \(gloss.before.withoutArticle)?", answer: gloss.text,
      subject: gloss.before, aspect: "where", confidence: 0.8)
  }

  /// `1000 (can be increased)`, `attributes (can be null)`.
  private func possible(_ gloss: Glossed.Gloss, of line: Line, _ context: CardContext) -> CardDraft? {
    let parts = gloss.text.pieces(at: " - ").flatMap { $0.pieces(at: " – ") }
    for part in parts {
      let clauses = ClauseParser.clauses(context.tokens(part))
      guard clauses.count == 1, let clause = clauses.first, ["can", "may", "could"].contains(clause.modal ?? ""),
        clause.subject.isEmpty, !clause.isNegative, clause.adjuncts.isEmpty
      else { continue }
      if clause.voice == .passive, clause.object.isEmpty, let property = line.property {
        let key = Topic.withoutParentheses(property.key)
        let of = context.mentionsTopic(key) ? "" : " in " + context.topic.subject
        return context.draft(
          Self.id, line, question: "How can the limit for \(key)\(of) be changed?",
          answer: "It can be " + Verbs.english.participle(clause.verb), subject: key, aspect: "can", confidence: 0.8)
      }
      if clause.voice == .copula, clause.object.count == 1,
        let statement = context.statements().first(where: { $0.line.block.index == line.block.index }),
        statement.clause.voice == .active, !statement.clause.object.isEmpty
      {
        return context.draft(
          Self.id, line,
          question: "What can the \(statement.clause.objectText.withoutArticle) of \(statement.asking.subject) be?",
          answer: clause.objectText, subject: statement.clause.objectText, aspect: "can be", confidence: 0.8)
      }
    }
    return nil
  }

  /// `doesn't require a change (compatible with existing APIs)`: why not.
  private func reason(_ gloss: Glossed.Gloss, of line: Line, _ context: CardContext) -> CardDraft? {
    guard let first = gloss.text.split(separator: " ").first.map({ $0.lowercased() }),
      QualityPattern.isAdjective(first), gloss.text.split(separator: " ").count >= 3,
      let statement = context.statements().first(where: { $0.line.block.index == line.block.index }),
      statement.clause.hasVerb, statement.clause.isNegative, statement.asking.subject != "you"
    else { return nil }
    return context.draft(
      Self.id, statement, question: statement.asking.question("Why", statement.clause, without: .adjunct(-1)),
      answer: "It is " + gloss.text, aspect: "why", confidence: 0.86)
  }

  /// `Cognito (identify for external users)`, `custom authorizer (your own logic)`.
  private func purpose(_ gloss: Glossed.Gloss, of line: Line, _ context: CardContext) -> CardDraft? {
    guard line.block.item != nil || line.block.role == .member, line.clauses.allSatisfy({ !$0.hasVerb }),
      gloss.before == line.main, line.main.split(separator: " ").count <= 4
    else { return nil }
    let told = gloss.text.pieces(at: " - ")[0].pieces(at: " – ")[0]
    if told.lowercased().hasPrefix("your own ") {
      return context.draft(
        Self.id, line, question: "What does \(Nouns.withArticle(line.main)) let you use?", answer: told,
        subject: line.main, aspect: "own", confidence: 0.8)
    }
    guard let range = told.firstRange(of: " for "), !told.lowercased().hasPrefix("useful "),
      told[..<range.lowerBound].split(separator: " ").count <= 2, told.split(separator: " ").count <= 8
    else { return nil }
    let isPlural = Token.looksPlural(line.main.lowercased())
    return context.draft(
      Self.id, line, question: "Who or what \(isPlural ? "are" : "is") \(line.main) for?",
      answer: String(told[range.upperBound...]), subject: line.main, aspect: "for", confidence: 0.8)
  }

  /// `modifications (create/update/delete)`, `security (authentication and authorization)`.
  private func parts(_ gloss: Glossed.Gloss, of line: Line, _ context: CardContext) -> CardDraft? {
    var items = gloss.text.split(separator: "/").map { Answers.trimmed($0) }
    let isPair = items.count == 1
    if isPair { items = gloss.text.pieces(at: " and ").flatMap { $0.pieces(at: " & ") } }
    guard items.count >= (isPair ? 2 : 3), items.count <= 5, !gloss.text.contains(","),
      items.allSatisfy({ $0.split(separator: " ").count <= 2 && $0.allSatisfy { $0.isLetter || "- ".contains($0) } }),
      line.property == nil
    else { return nil }
    let noun = context.lastNouns(of: gloss.before), isPlural = Token.looksPlural(noun.lowercased())
    guard !noun.isEmpty, isPlural || isPair else { return nil }
    let count = Answers.numbers[items.count]
    let inTopic = context.mentionsTopic(noun) ? "" : " in " + context.topic.subject
    let question =
      isPlural ? "What are the \(count) \(noun)\(inTopic)?" : "Which \(count) things does \(noun) comprise\(inTopic)?"
    return context.draft(
      Self.id, line, question: question, answer: Answers.joined(items), subject: noun, aspect: "parts",
      form: .list(items: items.map(Asking.capitalized)), confidence: 0.8)
  }

  /// `cannot access resources in your VPC (RDS, ElastiCache, …)`: some of them.
  private func instances(_ gloss: Glossed.Gloss, of line: Line, _ context: CardContext) -> CardDraft? {
    guard let (items, isOpen) = Answers.items(gloss.text), isOpen, items.count >= 2, items.count <= 5,
      items.allSatisfy({ $0.split(separator: " ").count <= 4 }), gloss.before == line.main,
      let statement = context.statements().first(where: { $0.line.block.index == line.block.index }),
      statement.clause.voice == .active, !statement.clause.object.isEmpty, statement.clause.isNegative,
      let last = statement.clause.object.last, last.isPlural
    else { return nil }
    var bare = statement.clause
    let whole = ([bare.objectText] + bare.adjuncts.map(\.whole)).joined(separator: " ")
    bare.adjuncts = []
    let question = String(statement.asking.question("Which " + whole, bare, without: .object).dropLast())
    return context.draft(
      Self.id, statement, question: question + ", for example?", answer: Answers.joined(items), aspect: "examples",
      confidence: 0.86)
  }

  /// `react to changes in real-time (welcome email to users)`: an instance of it.
  private func instance(_ gloss: Glossed.Gloss, of line: Line, _ context: CardContext) -> CardDraft? {
    guard let clause = line.clauses.first, line.clauses.count == 1, clause.isImperative, gloss.before == line.main,
      line.block.item != nil, line.block.lead != nil, line.property == nil
    else { return nil }
    let said = ClauseParser.clauses(context.tokens(gloss.text))
    guard said.count == 1, said[0].voice == .phrase, gloss.text.split(separator: " ").count >= 3,
      !gloss.text.contains(","), Quantity.all(in: gloss.text).isEmpty, said[0].object.first?.tag == .noun,
      !["more", "less", "better", "no"].contains(said[0].object[0].lower)
    else { return nil }
    return context.draft(
      Self.id, line, question: "What is an example of \(context.nounPhrase(of: line))?", answer: gloss.text,
      subject: line.main, aspect: "example", confidence: 0.8)
  }

  /// `Kinesis Data Streams (newer)` beside another label: which of the two.
  private func newer(_ gloss: Glossed.Gloss, of line: Line, _ context: CardContext) -> CardDraft? {
    guard ["newer", "older", "recommended", "deprecated", "legacy", "preferred"].contains(gloss.text.lowercased()),
      line.isLabel, gloss.before == line.main.trimmingColon
    else { return nil }
    let others = context.lines.filter {
      $0.isLabel && $0.block.lead == line.block.lead && $0.block.item == nil && $0.block.index != line.block.index
        && !CardContext.genericLabels.contains($0.main.lowercased().trimmingColon)
    }
    guard others.count == 1 else { return nil }
    let both = [others[0], line].sorted { $0.block.index < $1.block.index }.map(\.main.trimmingColon)
    let name = line.main.trimmingColon
    return CardDraft(
      pattern: Self.id, form: .compare, question: "Which one is \(gloss.text): \(both[0]) or \(both[1])?", answer: name,
      sources: [line.block.lines, others[0].block.lines], block: line.block.index, subject: name, aspect: gloss.text,
      confidence: 0.85)
  }
}

extension String {
  /// Cut at each `mark`, trimmed; at least one piece.
  func pieces(at mark: String) -> [String] {
    var pieces: [String] = [], rest = self[...]
    while let range = rest.firstRange(of: mark) {
      pieces.append(Answers.trimmed(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    pieces.append(Answers.trimmed(rest))
    return pieces
  }
}
