import Concepts
import Notes

/// A question that stands in the notes, with the answer after it, below it or in the next paragraph.
struct NotedQuestionPattern: CardPattern {
  static let id = "question"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.noted.compactMap { line in
      guard case .question(let question, let own) = line.form else { return nil }
      var told = own.map { ($0, [ClosedRange<Int>]()) }
      if told == nil { told = answer(to: line, in: section) }
      guard let (answer, lines) = told, !answer.isEmpty, answer.split(separator: " ").count <= 60 else { return nil }
      // `why not two buckets?` needs the heading to say what it is about.
      let place = question.lowercased().hasPrefix("why ") ? context.prefix(for: question) : ""
      let asked = place.isEmpty ? Asking.capitalized(question) : place + CardContext.lowered(answer: question)
      return CardDraft(
        pattern: Self.id, question: asked, answer: Answers.polished(answer), sources: [line.place] + lines,
        block: line.block.index, subject: question, aspect: "answer", confidence: 0.9)
    }
  }

  private func answer(to line: NotedLine, in section: Section) -> (String, [ClosedRange<Int>])? {
    let below = section.blocks.filter { $0.parent == line.block.index && $0.isProse && !$0.plain.isEmpty }
    if !below.isEmpty, below.count <= 5 {
      return (Answers.joined(below.map { NoteText.read($0.text) }), below.map(\.lines))
    }
    // The next paragraph, unless it asks as well.
    guard line.block.item == nil, let next = section.block(line.block.index + 1), next.isProse, next.item == nil,
      !next.plain.hasSuffix("?"), !next.isAuthored, !next.isMuted
    else { return nil }
    return (NoteText.read(next.text), [next.lines])
  }
}
