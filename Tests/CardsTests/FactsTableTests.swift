import Basics
import Concepts
import Foundation
import Notes
import TestSupport
import Testing

@testable import Cards

/// `Vectors/outdated-paraphrases.tsv`: for each statement that the course notes make, three ways in which other people
/// write it, and a line that looks like it and is current.
@Suite struct FactsTableTests {
  private struct Row {
    let id: String, heading: String, line: String
    let matches: Bool

    var found: [String] {
      let document = Document(file: "note.md", bytes: Array("## \(heading)\n\n- \(line)\n".utf8))
      return FactCheck.findings(in: [document], lexicon: .bundled).map(\.statement.id)
    }
  }

  private static func rows() throws -> [Row] {
    let url = repositoryRoot.appendingPathComponent("Tests/CardsTests/Vectors/outdated-paraphrases.tsv")
    let text = try String(contentsOf: url, encoding: .utf8)
    return try text.split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: "\t").map(String.init)
      let verdict = try #require(fields.count == 4 ? fields[2] : nil)
      return Row(id: fields[0], heading: fields[1], line: fields[3], matches: verdict == "+")
    }
  }

  @Test func `every paraphrase is recognised and no look-alike is`() throws {
    for row in try Self.rows() {
      #expect(
        row.found.contains(row.id) == row.matches,
        "\(row.id) \(row.matches ? "misses" : "matches"): \(row.heading) > \(row.line)")
    }
  }

  @Test func `every statement of the table has three paraphrases and a look-alike`() throws {
    let byID = Dictionary(grouping: try Self.rows(), by: \.id)
    #expect(byID.count >= 50)
    for (id, rows) in byID {
      #expect(FactBase.bundled.statement(id) != nil, "\(id)")
      #expect(rows.count(where: \.matches) >= 3 && rows.contains { !$0.matches }, "\(id)")
    }
  }
}
