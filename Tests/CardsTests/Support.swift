import Basics
import Cards
import Concepts
import Foundation
import Notes
import TestSupport

func note(_ name: String) throws -> Document {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Notes")
  return Document(file: name, bytes: [UInt8](try Data(contentsOf: folder.appendingPathComponent(name))))
}

func courseNotes() throws -> Document {
  let file = repositoryRoot.appendingPathComponent("Tests/NotesTests/Notes/course-notes.md")
  return Document(file: "course-notes.md", bytes: [UInt8](try Data(contentsOf: file)))
}

func document(_ text: String) -> Document { Document(file: "note.md", bytes: [UInt8](text.utf8)) }

func ingested(_ documents: [Document]) -> IngestResult { Ingest.run(documents) { _ in IngestOptions(deck: "notes") } }

/// Question, answer, lines and pattern of each card, one a line.
func table(_ cards: [Card]) -> String {
  cards.map { card in
    let lines = card.sources.map {
      $0.lineEnd > $0.lineStart ? "\($0.lineStart)-\($0.lineEnd)" : "\($0.lineStart)"
    }
    return "\(card.question.markdown) | \(card.answer.markdown) | \(lines.joined(separator: ",")) | \(card.pattern)"
  }.joined(separator: "\n") + "\n"
}
