import Testing

@testable import Cards

@Suite struct QualityTests {
  private func draft(_ question: String, _ answer: String, form: Card.Form = .basic) -> CardDraft {
    CardDraft(
      pattern: "statement", form: form, question: question, answer: answer, sources: [1...1], block: 0, subject: "x",
      aspect: "y")
  }

  @Test func `a question that holds its answer is a leak, the counted noun is not`() {
    #expect(Quality.flaws(of: draft("Which cache sits before DynamoDB, DAX or not?", "DAX")) == [.leak])
    #expect(Quality.flaws(of: draft("How many seconds may a function run?", "900 seconds")).isEmpty)
    #expect(Quality.flaws(of: draft("With global tables, where may an application write to?", "The table")) == [.leak])
  }

  @Test func `pronouns need something before them`() {
    #expect(Quality.flaws(of: draft("What does it do for you?", "Caching")) == [.pronoun])
    #expect(Quality.flaws(of: draft("When DAX caches, what does it shorten?", "Latency")).isEmpty)
  }

  @Test func `empty, long and thin drafts are refused`() {
    #expect(Quality.flaws(of: draft("What is the limit of Lambda?", " ")) == [.empty])
    #expect(Quality.flaws(of: draft("What now?", "Nothing")).contains(.questionShort))
    let long = Array(repeating: "word", count: 26).joined(separator: " ")
    #expect(Quality.flaws(of: draft("What is said of Lambda here?", long)) == [.answerLong])
    #expect(
      Quality.flaws(of: draft("DAX: […] it", "caches", form: .cloze(text: "DAX: {{c1::caches}} it"))) == [.clozeThin])
  }

  @Test func `more than seven things are too many to ask for at once`() {
    let items = (1...8).map { "item \($0)" }
    #expect(
      Quality.flaws(of: draft("What are the eight parts of Lambda?", "these", form: .list(items: items))) == [.listLong]
    )
  }
}
