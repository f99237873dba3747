import Basics
import Foundation

/// Notes of any size that no cache of lines helps with: the sections of the repository's notes and of the course notes
/// that the tests hold, drawn at random, with lines of other sections among theirs, other figures, and every fifth
/// word or so another one or a name made up.
struct Corpus {
  let files: [(name: String, bytes: [UInt8])]
  var size: Int { files.reduce(0) { $0 + $1.bytes.count } }

  /// The same sizes and seed give the same bytes.
  init(size: Int, files count: Int, seed: UInt64) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
    let notes = root.appendingPathComponent("notes")
    let names = try FileManager.default.contentsOfDirectory(atPath: notes.path).filter { $0.hasSuffix(".md") }.sorted()
    let paths =
      names.map { notes.appendingPathComponent($0) }
      + [root.appendingPathComponent("Tests/NotesTests/Notes/course-notes.md")]
    var sections: [[String]] = []
    for path in paths {
      for line in try String(contentsOf: path, encoding: .utf8).components(separatedBy: "\n") {
        if line.hasPrefix("#") || sections.isEmpty { sections.append([]) }
        sections[sections.count - 1].append(line)
      }
    }
    var writer = Writer(sections: sections, random: Random(seed: seed))
    files = (0..<count).map { number in
      var text = ""
      while text.utf8.count < size / count { text += writer.section() }
      return (String(format: "note-%04d.md", number), Array(text.utf8))
    }
  }

  private struct Writer {
    let sections: [[String]]
    let lines: [String], words: [String], names: [String]
    var random: Random

    init(sections: [[String]], random: Random) {
      var random = random
      self.sections = sections
      let prose = sections.joined().filter {
        !$0.isEmpty && !$0.hasPrefix("#") && !$0.contains("|") && !$0.contains("`")
      }
      lines = prose
      words = Set(prose.flatMap { $0.split(separator: " ").map(String.init) }.filter(Self.isPlain)).sorted()
      let consonants = Array("bcdfghjklmnprstvz"), vowels = Array("aeiou")
      names = (0..<4_000).map { _ in
        let name = (0..<random.integer(in: 2...4)).map { _ in
          String([
            consonants[random.integer(in: 0...consonants.count - 1)], vowels[random.integer(in: 0...vowels.count - 1)],
          ])
        }.joined()
        return name.capitalized
      }
      self.random = random
    }

    mutating func section() -> String {
      let section = sections[random.integer(in: 0...sections.count - 1)]
      var text = ""
      for (number, line) in section.enumerated() {
        if number == 0 {
          text += varied(line) + (draws(50) ? " for " + one(of: names) : "") + "\n"
        } else if line.contains("|") || line.contains("`") || line.isEmpty {
          text += line + "\n"
        } else {
          text += varied(draws(20) ? one(of: lines) : line) + "\n"
        }
      }
      return text + "\n"
    }

    /// With other figures and some other words.
    private mutating func varied(_ line: String) -> String {
      var shown: [String] = []
      for word in line.split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
        if let number = Int(word), number < 1_000_000 {
          shown.append(String(random.integer(in: 1...max(9, number * 2))))
        } else if Self.isPlain(word), draws(18) {
          shown.append(draws(67) ? one(of: words) : one(of: names))
        } else {
          shown.append(word)
        }
      }
      return shown.joined(separator: " ")
    }

    private mutating func draws(_ percent: Int) -> Bool { random.integer(in: 1...100) <= percent }
    private mutating func one(of choices: [String]) -> String { choices[random.integer(in: 0...choices.count - 1)] }
    private static func isPlain(_ word: String) -> Bool {
      word.utf8.count >= 4 && word.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    }
  }
}
