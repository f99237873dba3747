import Cards
import Notes
import Testing

/// What a tutor would keep of a line, on small notes of several subjects.
@Suite struct TutorTests {
  private func shown(_ text: String) -> [String] {
    ingested([document(text)]).cards.map { "\($0.question.markdown) → \($0.answer.markdown)" }
  }

  @Test func `each sentence of a paragraph is asked about by itself`() {
    let cards = shown(
      "# Storage\n\nPages are written in units of 8 KB to the disk file. The cleaner removes old rows from the heap.\n")
    #expect(cards.contains { $0.hasSuffix("→ 8 KB") })
    #expect(cards.contains { $0.contains("cleaner remove") && $0.hasSuffix("→ Old rows") })
    #expect(cards.allSatisfy { !($0.contains("8 KB") && $0.contains("cleaner")) })
  }

  @Test func `a clause that is not understood is shown whole with a gap`() throws {
    let card = try #require(
      ingested([document("# Writers\n\na late segment that nobody expects gets dropped by the receiving kernel\n")])
        .cards
        .first)
    #expect(card.form.kind == "cloze")
    #expect(card.question.markdown.contains("[…]"))
    #expect(card.question.markdown.contains("that nobody expects gets dropped by"))
  }

  @Test func `a long list is gapped with its neighbours shown`() {
    let names = ["mercury", "venus", "earth", "mars", "jupiter", "saturn", "uranus", "neptune"]
    let cards = ingested([document("# Planets in orbit\n\n" + names.joined(separator: "\n\n") + "\n")]).cards
    #expect(cards.count >= 3)
    #expect(cards.allSatisfy { $0.form.kind == "cloze" && !$0.question.markdown.contains("Name the") })
    let told = cards.flatMap { $0.answer.plain.lowercased().split(separator: ",").map { $0.filter(\.isLetter) } }
    #expect(told.sorted() == names.sorted())
  }

  @Test func `dates are asked for as dates`() {
    let cards = shown(
      "# Revolution\n\n- 1789: the Estates-General meets at Versailles\n- the king was executed in January 1793\n")
    #expect(cards.contains { $0.contains("what happened in 1789?") })
    #expect(cards.contains { $0.contains("when was the king executed?") && $0.hasSuffix("In January 1793") })
  }

  @Test func `what a heading asks or compares is no subject`() {
    let cards = shown(
      "# Rail vs road - which is cheaper?\n\nRail\n- moves heavy goods\n\nRoad\n- reaches every village\n")
    #expect(cards.contains("Which one reaches every village: Rail or Road? → Road"))
    #expect(cards.allSatisfy { !$0.contains("which is cheaper") && !$0.contains(" vs ") })
  }

  @Test func `the course notes give about one card a line`() throws {
    let result = ingested([try courseNotes()])
    #expect(result.cards.count >= 250 && result.cards.count <= 450)
    #expect(result.lines.filter { $0.cards.count > 6 }.isEmpty)
  }
}
