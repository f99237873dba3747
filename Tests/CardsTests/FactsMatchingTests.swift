import Basics
import Concepts
import Notes
import TestSupport
import Testing

@testable import Cards

@Suite struct FactsMatchingTests {
  struct Case {
    let id: String
    let heading: String, label: String?, line: String
    let matches: Bool

    var document: Document {
      let body = label.map { "\($0)\n\n- \(line)\n" } ?? "\(line)\n"
      return Document(file: "note.md", bytes: Array("## \(heading)\n\n\(body)".utf8))
    }
  }

  static func cases(_ text: String) -> [Case] {
    var cases: [Case] = [], id = "", heading = ""
    for raw in text.split(separator: "\n") {
      let line = raw.drop { $0 == " " }
      let rest = String(line.dropFirst(2))
      switch line.first {
      case "@":
        let parts = line.dropFirst().split(separator: "|").map { $0.trimmingSpaces }
        (id, heading) = (parts[0], parts[1])
      case "#": heading = rest
      case "+", "-":
        let parts = rest.split(separator: ">", maxSplits: 1).map { $0.trimmingSpaces }
        cases.append(
          Case(
            id: id, heading: heading, label: parts.count > 1 ? parts[0] : nil, line: parts.last ?? "",
            matches: line.first == "+"))
      default: Issue.record("cannot read \(line)")
      }
    }
    return cases
  }

  static let all = [FactsParaphrases.lambdaAndEdge, FactsParaphrases.dynamoDB, FactsParaphrases.others]
    .flatMap(cases)

  @Test func `paraphrases match and near misses do not`() {
    for entry in Self.all {
      let found = FactCheck.findings(in: [entry.document], lexicon: .bundled).map(\.statement.id)
      #expect(
        found.contains(entry.id) == entry.matches,
        "\(entry.id) \(entry.matches ? "misses" : "matches"): \(entry.label.map { $0 + " > " } ?? "")\(entry.line)")
    }
  }

  @Test func `every statement has two paraphrases and two near misses`() {
    for statement in FactBase.bundled.statements {
      let own = Self.all.filter { $0.id == statement.id }
      #expect(own.count(where: \.matches) >= 2, "\(statement.id)")
      #expect(own.count { !$0.matches } >= 2, "\(statement.id)")
    }
    let known = Set(FactBase.bundled.statements.map(\.id))
    #expect(Self.all.allSatisfy { known.contains($0.id) })
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String {
    var rest = self
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
