import Basics
import Concepts
import Foundation
import Notes
import TestSupport
import Testing

@testable import Cards

/// A note that is kept in the repository.
func keptNote(_ path: String) throws -> Document {
  Document(
    file: path.split(separator: "/").last.map(String.init) ?? path,
    bytes: [UInt8](try Data(contentsOf: repositoryRoot.appendingPathComponent(path))))
}

/// Line, verdict and statement of each finding, and the line itself.
func factTable(_ findings: [FactFinding], of documents: [Document]) -> String {
  findings.map { finding in
    let text = documents.first { $0.file == finding.span.file }?.line(finding.span.lineStart) ?? ""
    return "\(finding.span) | \(finding.statement.verdict) | \(finding.statement.id) | \(text)"
  }.joined(separator: "\n") + "\n"
}

@Suite struct FactsCourseNotesTests {
  @Test func `the course notes have the findings that were read one by one`() throws {
    let document = try keptNote("Tests/NotesTests/Notes/course-notes.md")
    expectGolden(
      factTable(FactCheck.findings(in: [document], lexicon: .bundled), of: [document]), "course-notes-facts.txt")
  }

  @Test func `our own notes say nothing that is outdated, wrong or renamed`() throws {
    let folder = repositoryRoot.appendingPathComponent("notes")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }.sorted()
    #expect(names.count >= 10)
    let documents = try names.map { try keptNote("notes/\($0)") }
    let findings = FactCheck.findings(in: documents, lexicon: .bundled)
    #expect(factTable(findings.filter { $0.statement.verdict != .nuance }, of: documents) == "\n")
    expectGolden(factTable(findings, of: documents), "own-notes-facts.txt")
  }

  @Test func `every bundled statement can be read and names known concepts`() {
    #expect(FactBase.bundled.problems == [])
    #expect(FactBase.bundled.statements.count >= 70)
    for statement in FactBase.bundled.statements {
      for id in statement.concepts { #expect(Lexicon.bundled.entry(id) != nil, "\(statement.id): \(id)") }
      #expect(statement.asOf == "2026-11-24")
      #expect((statement.answer == nil) == statement.values.isEmpty, "\(statement.id)")
      for pattern in statement.patterns {
        #expect(pattern.required.allSatisfy { !$0.isEmpty }, "\(statement.id)")
        for id in (pattern.subjects ?? []).union(pattern.rivals ?? []) {
          #expect(Lexicon.bundled.entry(id) != nil, "\(statement.id): \(id)")
        }
      }
    }
  }
}
