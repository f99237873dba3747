import Basics
import Concepts
import Notes
import TestSupport
import Testing

@testable import Cards

@Suite struct FactsPlacesTests {
  private func findings(_ text: String) -> [String] {
    FactCheck.findings(in: [document(text)], lexicon: .bundled).map { "\($0.span.lineStart) \($0.statement.id)" }
  }

  @Test func `slips of the pen do not hide an outdated line`() {
    #expect(
      findings("#### DynamoDB - global tables\n\nmust enable dynamodb straems as a prerequisit\n")
        == ["3 global-tables-streams-first"])
    #expect(findings("#### Dynamodb capacity modes\n\nprovisoned mode (defualt)\n") == ["3 dynamodb-default-mode"])
  }

  @Test func `a long paragraph is narrowed to the line that says it`() {
    let text = """
      # AWS Lambda pricing

      Requests are billed one by one, and so is the time.
      Duration is free at first.
      After that $1 buys 600,000 GB-seconds.
      Prices fall with volume.
      """
    #expect(findings(text) == ["5 lambda-gb-seconds-per-dollar"])
  }

  @Test func `a row of a table is read with its headers`() {
    let text = """
      # AWS Lambda pricing

      | item | price | amount |
      | --- | --- | --- |
      | requests | $0.20 | 1,000,000 |
      | compute | $1 | 600,000 GB-seconds |
      """
    #expect(findings(text) == ["6 lambda-gb-seconds-per-dollar"])
  }

  @Test func `the nearest subject decides`() {
    let text = """
      # DynamoDB: on-demand vs provisioned

      on-demand mode

      - the default mode

      provisioned mode

      - the default mode
      """
    #expect(findings(text) == ["9 dynamodb-default-mode"])
  }

  @Test func `what the file itself knows is not told again`() {
    let line = "# API Gateway\n\n- caches api responses\n"
    #expect(findings(line) == ["3 api-cache-rest-only"])
    #expect(findings(line + "\n## Caching\n\nREST APIs only\n") == [])
  }

  @Test func `notes of other subjects are left alone`() {
    let text = """
      # Biology

      The lambda phage has a limited time in the cell, 1000 copies at most.
      Streams must be enabled; sessions expire automatically, and items are removed after a while.
      The default is provisioned by the mother cell, 35 days long.
      """
    #expect(findings(text) == [])
  }

  @Test func `windows line ends and CR give the same lines`() {
    let text = "# AWS Lambda pricing\n\nafter that $1 for 600000gb-seconds\n"
    for end in ["\r\n", "\r"] {
      let changed = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end)
      #expect(findings(changed) == findings(text))
    }
  }

  @Test func `no bytes make it crash, and the same bytes give the same findings`() throws {
    let bytes = try courseNotes().source
    forEachSeed(12) { random in
      var mutated = bytes
      for _ in 0..<Int.random(in: 1...60, using: &random) {
        let place = Int.random(in: 0..<mutated.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: mutated[place] = UInt8.random(in: 0...255, using: &random)
        case 1: mutated.insert(contentsOf: [0xC3, 0x28, 0x00], at: place)
        case 2: mutated.removeSubrange(place..<min(mutated.count, place + 12))
        default: mutated.insert(contentsOf: Array("$1 for 600000gb-".utf8), at: place)
        }
      }
      let note = Document(file: "note.md", bytes: mutated)
      let found = FactCheck.findings(in: [note], lexicon: .bundled)
      guard found == FactCheck.findings(in: [note], lexicon: .bundled) else { throw Broken("findings differ") }
      for finding in found where !(1...note.lines.count).contains(finding.span.lineEnd) {
        throw Broken("\(finding.span) is outside of the file")
      }
    }
  }
}
