import Basics
import Cards
import Concepts
import Foundation
import Notes
import TestSupport
import Testing

/// Plans over the cards that the course notes really give, edited as people edit.
@Suite struct ReingestTests {
  private static let text: String = {
    let url = repositoryRoot.appendingPathComponent("Tests/NotesTests/Notes/course-notes.md")
    return (try? String(contentsOf: url, encoding: .utf8)) ?? ""
  }()

  private static func cards(_ text: String, file: String = "course.md") -> [Card] {
    let documents = [Document(file: file, bytes: Array(text.utf8))]
    let graph = ConceptGraph(documents, lexicon: .bundled)
    return Ingest.run(documents, lexicon: .bundled, graph: graph) { _ in IngestOptions(deck: "course") }.cards
  }

  private static func plan(to text: String, file: String = "course.md") -> (plan: Plan, cards: Int) {
    let old = cards(Self.text), new = cards(text, file: file)
    return (
      Plan(from: old.map { StoredCard(card: $0, isRetired: false) }, to: new, ingested: [file]), old.count
    )
  }

  @Test func `the same bytes keep every card`() {
    let (plan, count) = Self.plan(to: Self.text)
    #expect(count > 150)
    #expect(plan.isEmpty && plan.kept == count)
  }

  @Test func `other line ends keep every card`() {
    let (plan, count) = Self.plan(to: Self.text.replacingOccurrences(of: "\n", with: "\r\n"))
    #expect(plan.changes.isEmpty && plan.kept == count)
  }

  @Test func `a line put in at the top keeps every card`() {
    let (plan, count) = Self.plan(to: "just a remark of mine about studying\n\n" + Self.text)
    #expect(plan.changed.isEmpty && plan.moved.isEmpty && plan.retired.isEmpty)
    #expect(plan.kept == count)
  }

  @Test func `a renamed file moves every card`() {
    let (plan, count) = Self.plan(to: Self.text, file: "aws/serverless.md")
    #expect(plan.moved.count == count)
    #expect(plan.added.isEmpty && plan.retired.isEmpty && plan.changed.isEmpty)
  }

  @Test func `sections in another order keep every card`() {
    let sections = Self.text.components(separatedBy: "\n#### ")
    let turned = ([sections[0]] + sections.dropFirst().reversed()).joined(separator: "\n\n#### ")
    let (plan, _) = Self.plan(to: turned)
    #expect(plan.retired.isEmpty, "\(plan.retired.map(\.card.question.markdown))")
  }

  @Test func `mended typos keep every card and teach nothing new`() {
    var mended = Self.text
    for (wrong, right) in [
      ("noew", "now"), ("tahts", "thats"), ("talbe", "table"), ("fulll", "full"), ("explicitely", "explicitly"),
      ("possiblility", "possibility"), ("optimzation", "optimization"), ("dont", "don't"), ("doesnt", "doesn't"),
    ] {
      mended = mended.replacingOccurrences(of: wrong, with: right)
    }
    let (plan, count) = Self.plan(to: mended)
    #expect(plan.added.isEmpty && plan.retired.isEmpty, "\(plan.retired.map(\.card.question.markdown))")
    #expect((plan.changed + plan.moved).filter(\.factChanged).map(\.card.answer.markdown) == [])
    #expect(plan.kept + plan.changed.count == count)
  }

  @Test func `a changed limit is the one fact to learn again`() {
    let (plan, _) = Self.plan(
      to: Self.text.replacingOccurrences(of: "900 seconds (15 mins)", with: "600 seconds (10 mins)"))
    #expect(plan.retired.isEmpty && plan.added.isEmpty)
    #expect(!plan.changed.isEmpty)
    #expect(plan.changed.filter(\.factChanged).count == plan.changed.count)
    let isThere = plan.changed.allSatisfy { change in change.card.sources.contains { $0.lineStart == 143 } }
    #expect(isThere)
  }

  @Test func `a renamed heading keeps every card under it`() {
    let (plan, _) = Self.plan(
      to: Self.text.replacingOccurrences(
        of: "#### AWS lambda limits to know - per region", with: "#### Limits of lambda"))
    #expect(plan.retired.isEmpty, "\(plan.retired.map(\.card.question.markdown))")
  }

  @Test func `a line taken out retires its cards only, and putting it back revives them`() throws {
    let without = Self.text.replacingOccurrences(of: "- maximum execution time: 900 seconds (15 mins)\n\n", with: "")
    let (plan, _) = Self.plan(to: without)
    #expect(!plan.retired.isEmpty)
    let isThere = plan.retired.allSatisfy { change in change.card.sources.contains { $0.lineStart == 143 } }
    #expect(isThere)
    let retired = Set(plan.retired.map(\.card.id))
    let stored = Self.cards(Self.text).map { StoredCard(card: $0, isRetired: retired.contains($0.id)) }
    let back = Plan(from: stored, to: Self.cards(Self.text), ingested: ["course.md"])
    #expect(Set(back.revived.map(\.card.id)) == retired)
    #expect(back.added.isEmpty && back.changed.isEmpty && back.retired.isEmpty)
  }
}
