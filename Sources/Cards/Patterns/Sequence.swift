import Concepts
import Notes

/// Consecutive sentences in which what one acts on acts in the next: the order of the steps.
struct SequencePattern: CardPattern {
  static let id = "sequence"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    drafts(chain: context) + ordered(context)
  }

  private func drafts(chain context: CardContext) -> [CardDraft] {
    let statements = context.statements().filter { $0.clause.hasVerb }
    var names: [String] = [], lines: [ClosedRange<Int>] = []
    var expected: String?
    for statement in statements {
      let clause = statement.clause
      let subjects = clause.subject.filter { $0.concept != nil }
      let objects = (clause.object + clause.adjuncts.flatMap(\.tokens)).filter { $0.concept != nil }
      guard let object = objects.last else { continue }
      if let subject = subjects.first ?? clause.subject.last {
        if names.isEmpty || expected == nil {
          names = [subject.text, object.text]
          lines = [statement.line.block.lines]
        } else if expected == subject.concept || expected == subject.lower {
          names.append(object.text)
          lines.append(statement.line.block.lines)
        } else {
          continue
        }
        expected = object.concept
      }
    }
    guard names.count >= 4, let first = statements.first?.line else { return [] }
    var draft = context.draft(
      Self.id, first,
      question: "In what order do the services take part in the \(context.topic.subject.withoutExample) example?",
      answer: names.map(Asking.capitalized).joined(separator: " → "), subject: context.topic.subject, aspect: "order",
      form: .sequence(steps: names.map(Asking.capitalized)), confidence: 0.85)
    draft.question = "In what order do the parts of the \(context.topic.subject.withoutExample) example work?"
    draft.sources = lines
    return [draft]
  }

  /// Numbered lists of three or more that start at one.
  private func ordered(_ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = [], run: [Line] = []
    func end() {
      defer { run = [] }
      // Numbered statements are no steps: `1. Read committed prevents dirty reads`.
      let stated = run.count { $0.clauses.first.map { $0.hasVerb && !$0.subject.isEmpty } ?? false }
      guard run.count >= 3, stated * 2 < run.count else { return }
      let lead = run[0].block.lead.flatMap { context.line(ofBlock: $0) }?.main.trimmingColon
      let what = lead.flatMap { $0.wordCount <= 6 ? $0 : nil } ?? context.topic.title
      for (step, next) in zip(run, run.dropFirst()) {
        drafts.append(
          context.draft(
            Self.id, next, question: "\(Asking.capitalized(what)): what comes after “\(step.main.trimmingColon)”?",
            answer: next.main, subject: what,
            aspect: "after " + step.main, confidence: 0.8, extraSources: [step.block.lines]))
      }
      if run.count <= 7 {
        let steps = run.map { Asking.sentence($0.main) }
        guard steps.allSatisfy({ $0.split(separator: " ").count <= (steps.count <= 5 ? 7 : 4) }),
          steps.joined(separator: " ").split(separator: " ").count <= 22
        else { return }
        let areNames = run.allSatisfy {
          $0.clauses.count == 1 && !($0.clauses[0].hasVerb) && $0.main.split(separator: " ").count <= 3
        }
        drafts.append(
          context.draft(
            Self.id, run[0],
            question: areNames
              ? "\(Asking.capitalized(what)): what are all \(Answers.numbers[steps.count]) in order?"
              : "\(Asking.capitalized(what)): what are the \(Answers.numbers[steps.count]) steps in order?",
            answer: steps.joined(separator: " → "), subject: what, aspect: "order", form: .sequence(steps: steps),
            confidence: 0.85,
            extraSources: run.dropFirst().map(\.block.lines)))
      }
    }
    for line in context.lines {
      guard let number = line.block.item?.number else {
        end()
        continue
      }
      if number == 1 || number != (run.last?.block.item?.number ?? 0) + 1 { end() }
      if number == run.count + 1 { run.append(line) }
    }
    end()
    return drafts
  }
}
