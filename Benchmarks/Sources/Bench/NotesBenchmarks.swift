import Cards
import Concepts
import Foundation
import Notes
import Peers

/// The notes of the repository: into documents, and all the way into cards, each against libcmark's parse alone.
func notesBenchmarks() -> [Pair] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../notes")
  let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".md") }.sorted()
  let arrays = names.compactMap { try? Data(contentsOf: folder.appendingPathComponent($0)) }.map { [UInt8]($0) }
  let bytes = arrays.reduce(0) { $0 + $1.count }
  @Sendable func parse(times: Int) {
    for array in arrays {
      array.withUnsafeBytes { buffer in
        precondition(peer_parse(buffer.bindMemory(to: CChar.self).baseAddress, array.count, times) > 0)
      }
    }
  }
  let times = 10
  return [
    Pair(
      name: "read \(arrays.count) notes", peer: "libcmark parse", units: bytes * times, unit: "byte",
      ours: {
        for _ in 0..<times {
          for array in arrays { precondition(Document(file: "note.md", bytes: array).file == "note.md") }
        }
      },
      theirs: { parse(times: times) }),
    Pair(
      name: "notes to cards", peer: "libcmark parse", units: bytes, unit: "byte",
      ours: {
        let documents = zip(names, arrays).map { Document(file: $0, bytes: $1) }
        precondition(!Ingest.run(documents) { _ in IngestOptions(deck: "bench") }.cards.isEmpty)
      },
      theirs: { parse(times: 1) }),
  ]
}
