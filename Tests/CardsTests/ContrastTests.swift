import Cards
import Notes
import Testing

/// Which of two things a line is true of, where the lines of the two say opposite things.
@Suite struct ContrastTests {
  private func choices(_ text: String) -> [String] {
    ingested([document(text)]).cards.filter { $0.pattern == "contrast" }.map {
      "\($0.question.markdown) → \($0.answer.markdown)"
    }
  }

  @Test func `labels of one section that say opposite things are told apart both ways`() {
    let cards = choices(
      """
      # Queues

      ordered queues

      - you need to plan capacity beforehand
      - makes one copy of a message

      unordered queues

      - no capacity planning needed
      - makes two copies of a message
      """)
    #expect(cards.contains { $0.contains("no capacity planning") && $0.hasSuffix("→ Unordered queues") })
    #expect(cards.contains { $0.contains("plan capacity beforehand") && $0.hasSuffix("→ Ordered queues") })
    #expect(cards.contains { $0.contains("two copies") && $0.hasSuffix("→ Unordered queues") })
  }

  @Test func `protocols in sections of their own are told apart both ways`() {
    let cards = choices(
      """
      # Transport

      ## TCP

      - guarantees delivery of segments

      ## UDP

      - does not guarantee delivery of datagrams
      """)
    #expect(cards.contains { $0.hasPrefix("Which one guarantees delivery of segments") && $0.hasSuffix("→ TCP") })
    #expect(cards.contains { $0.hasPrefix("Which one does not guarantee delivery") && $0.hasSuffix("→ UDP") })
  }

  @Test func `counts that differ tell sections of one chapter apart`() {
    let cards = choices(
      """
      # Cell division

      ## Mitosis

      - produces two identical daughter cells

      ## Meiosis

      - produces four different daughter cells
      """)
    #expect(cards.contains { $0.hasPrefix("Which one produces four different") && $0.hasSuffix("→ Meiosis") })
    #expect(cards.contains { $0.hasPrefix("Which one produces two identical") && $0.hasSuffix("→ Mitosis") })
  }

  @Test func `what both say tells nothing apart`() {
    let cards = choices(
      """
      # Backups

      full backups

      - the recovery creates a new table

      partial backups

      - the recovery creates a new table
      """)
    #expect(cards.isEmpty)
  }

  @Test func `a note that says it is German is read without the rules of English`() {
    let text = "# Kanal\n\nThe channel is a way in the note, and this is its talbe of values.\n"
    var options = IngestOptions(deck: "notes")
    #expect(!Ingest.run([document(text)]) { _ in options }.cards.isEmpty)
    options.language = "de"
    let german = Ingest.run([document(text)]) { _ in options }
    #expect(german.cards.isEmpty)
    #expect(german.lines.contains { $0.reason?.hasPrefix("not in English") == true })
    options.language = "en-GB"
    #expect(
      !Ingest.run([document("# Ziel\n\nDer Kanal ist ein Weg. The tunnel holds 5 cables.\n")]) { _ in options }
        .cards.isEmpty)
  }
}
