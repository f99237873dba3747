import Concepts
import Notes

/// What can be asked without knowing the language: `key: number`, abbreviations, cells of tables, a number in a sentence.
struct ForeignPattern: CardPattern {
  static let id = "foreign"
  static let clozeID = "foreign-cloze"
  static let reason = "not in English: only numbers, abbreviations, tables and marked cards are read"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    let place = context.topic.title
    return context.foreign.flatMap { block -> [CardDraft] in
      if let table = block.table { return cells(table, block, place) }
      let text = NoteText.read(block.text)
      func draft(_ asked: String, _ answer: String) -> CardDraft {
        CardDraft(
          pattern: Self.id, question: place + ": " + asked + " = ?", answer: answer, sources: [block.lines],
          block: block.index, subject: place, aspect: asked, confidence: 0.8)
      }
      if let (short, long) = abbreviation(text) { return [draft(short, long)] }
      guard let number = text.firstIndex(where: { $0.isNumber && $0.isASCII }) else { return [] }
      if let colon = text.firstRange(of: ": "),
        number > colon.lowerBound || text[colon.upperBound...].contains(where: \.isNumber)
      {
        let key = Answers.trimmed(text[..<colon.lowerBound])
        guard key.split(separator: " ").count <= 8 else { return [] }
        return [draft(key, Answers.trimmed(text[colon.upperBound...]))]
      }
      return gap(text, block, place)
    }
  }

  private func cells(_ table: Table, _ block: Block, _ place: String) -> [CardDraft] {
    table.rows.prefix(40).flatMap { row -> [CardDraft] in
      let head = RichText(markdown: row.cells.first ?? "").plain
      return table.header.indices.dropFirst().compactMap { column in
        let value = RichText(markdown: row.cells[column]).plain, aspect = RichText(markdown: table.header[column]).plain
        guard !head.isEmpty, !value.isEmpty, !aspect.isEmpty, value != "-", value != "–" else { return nil }
        return CardDraft(
          pattern: TablePattern.id, question: "\(place): \(head), \(aspect) = ?", answer: value,
          sources: [row.line...row.line, block.lines.lowerBound...block.lines.lowerBound], block: block.index,
          subject: head,
          aspect: aspect, confidence: 0.8)
      }
    }
  }

  /// `Déclaration des droits … (DDHC)`.
  private func abbreviation(_ text: String) -> (String, String)? {
    guard let gloss = Glossed(text).glosses.first, gloss.text.count >= 2, gloss.text.count <= 6,
      gloss.text.allSatisfy({ $0.isUppercase || $0.isNumber }), gloss.before.split(separator: " ").count <= 10,
      gloss.before.split(separator: " ").count >= 2 || gloss.before.count > gloss.text.count + 6
    else { return nil }
    return (gloss.text, gloss.before)
  }

  /// The sentence with its last number hidden.
  private func gap(_ text: String, _ block: Block, _ place: String) -> [CardDraft] {
    let words = text.split(separator: " ")
    guard words.count >= 5, words.count <= 30,
      let hidden = words.last(where: { $0.first?.isNumber == true && $0.allSatisfy { !$0.isLetter } })
    else { return [] }
    var number = hidden
    while let last = number.last, !last.isNumber, last != "%" { number = number.dropLast() }
    let before = place + ": " + text[..<number.startIndex], after = text[number.endIndex...]
    return [
      CardDraft(
        pattern: Self.clozeID, form: .cloze(text: before + "{{c1::" + number + "}}" + after),
        question: before + "[…]" + after, answer: String(number), sources: [block.lines], block: block.index,
        subject: place, aspect: "gap " + number, confidence: 0.7)
    ]
  }
}
