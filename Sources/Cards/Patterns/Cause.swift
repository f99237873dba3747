import Concepts
import Notes

/// `because`, `therefore`, `so`: why something is the case.
struct CausePattern: CardPattern {
  static let id = "cause"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = []
    let statements = context.statements()
    for (index, statement) in statements.enumerated() {
      let clause = statement.clause
      guard clause.hasVerb else { continue }
      for (position, adjunct) in clause.adjuncts.enumerated() where adjunct.kind == .reason {
        let question = statement.asking.question("Why", clause, without: .adjunct(position))
        let isNoun = adjunct.tokens.first?.lower == "of"
        drafts.append(
          context.draft(
            Self.id, statement, question: question,
            answer: isNoun ? Clause.text(Array(adjunct.tokens.dropFirst())) : adjunct.text, aspect: "why",
            confidence: 0.9))
      }
      guard ["so", "therefore", "hence", "thus"].contains(clause.link), index > 0 else { continue }
      let before = statements[index - 1]
      let isSameLine = before.line.block.index == statement.line.block.index
      guard
        isSameLine || statement.position == 0 && (before.line.block.item == nil) == (statement.line.block.item == nil),
        before.clause.hasVerb, context.isNext(statement.line, after: before.line)
      else { continue }
      let question = statement.asking.question("Why", clause, without: .adjunct(-1))
      let draft = context.draft(
        Self.id, statement.line, question: question, answer: Self.told(before), subject: statement.asking.subject,
        aspect: "why", opening: clause.opening, confidence: 0.85,
        extraSources: isSameLine ? [] : [before.line.block.lines])
      drafts.append(draft)
    }
    return drafts
  }

  /// The clause as a statement.
  static func told(_ statement: Statement) -> String {
    let clause = statement.clause
    // `it is cheap to run X, so X is popular`
    if clause.subject.first?.lower == "it", clause.written.hasSuffix(" " + statement.line.subject.text) {
      return String(clause.written.dropLast(statement.line.subject.text.count + 1))
    }
    if !clause.subject.isEmpty {
      return ([clause.opening].filter { !$0.isEmpty } + [clause.written]).last ?? clause.written
    }
    return statement.asking.told(clause)
  }
}

extension CardContext {
  /// Whether one line follows the other at once, or is the same.
  func isNext(_ line: Line, after other: Line) -> Bool {
    guard let place = lines.firstIndex(where: { $0.block.index == line.block.index }) else { return false }
    return line.block.index == other.block.index || place > 0 && lines[place - 1].block.index == other.block.index
  }
}

extension Asking {
  /// The clause as a statement with its subject.
  func told(_ clause: Clause) -> String {
    var told = subjectQuestion(subject, clause, isPlural: isPlural)
    if told.hasSuffix("?") { told.removeLast() }
    return told
  }
}
