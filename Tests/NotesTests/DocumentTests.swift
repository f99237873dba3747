import Foundation
import TestSupport
import Testing

@testable import Notes

/// The folder of the notes that the tests read.
let notesFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Notes")

func courseNotes() throws -> Document {
  Document(
    file: "course-notes.md", bytes: [UInt8](try Data(contentsOf: notesFolder.appendingPathComponent("course-notes.md")))
  )
}

@Suite struct DocumentTests {
  @Test func `every block of the course notes has its exact lines, role and lead`() throws {
    let document = try courseNotes()
    let text = document.blocks.map { block in
      let lines =
        block.lines.count == 1 ? "\(block.lines.lowerBound)" : "\(block.lines.lowerBound)-\(block.lines.upperBound)"
      let lead = block.lead.map { " <\(document.blocks[$0].lines.lowerBound)" } ?? ""
      let depth = block.item.map { String(repeating: "-", count: $0.depth) } ?? (block.isHeading ? "#" : "")
      return "\(lines) \(block.role.rawValue)\(lead) \(depth) \(block.plain)"
    }.joined(separator: "\n")
    expectGolden(text + "\n", "course-notes-blocks.txt")
  }
}
