import Foundation
import Notes
import Peers

/// Reading notes into a `Document` against libcmark's parse alone, on the notes of the repository.
func notesBenchmarks() -> [Pair] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../notes")
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
  let files = names.filter { $0.hasSuffix(".md") }.sorted().compactMap {
    try? Data(contentsOf: folder.appendingPathComponent($0))
  }
  let bytes = files.reduce(0) { $0 + $1.count }, times = 10
  let arrays = files.map { [UInt8]($0) }
  return [
    Pair(
      name: "read \(files.count) notes", peer: "libcmark parse", units: bytes * times, unit: "byte",
      ours: {
        for _ in 0..<times {
          for array in arrays { precondition(Document(file: "note.md", bytes: array).file == "note.md") }
        }
      },
      theirs: {
        for array in arrays {
          array.withUnsafeBytes { buffer in
            precondition(peer_parse(buffer.bindMemory(to: CChar.self).baseAddress, array.count, times) > 0)
          }
        }
      })
  ]
}
