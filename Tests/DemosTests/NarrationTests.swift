import Foundation
import TestSupport
import Testing

/// A fact without a sentence is told as a list of its fields, which nobody wants to read.
@Suite struct NarrationTests {
  private func declarations(_ pattern: String, in folder: String) throws -> Set<String> {
    let root = repositoryRoot.appendingPathComponent(folder)
    let expression = try NSRegularExpression(pattern: pattern, options: [.anchorsMatchLines])
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { $0.hasSuffix(".swift") }
    var found: Set<String> = []
    for path in paths {
      let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
      for match in expression.matches(in: text, range: NSRange(text.startIndex..., in: text)) {
        guard let range = Range(match.range(at: 1), in: text) else { continue }
        found.insert(String(text[range]))
      }
    }
    return found
  }

  @Test func `every fact of the cloud has a sentence`() throws {
    let facts = try declarations(#"public struct (\w+): Fact\b"#, in: "Sources/Cloud")
    let told = try declarations(#"^extension (?:\w+\.)?(\w+): Told\b"#, in: "Sources/Demos/Narration")
    #expect(facts.count > 20)
    #expect(facts.subtracting(told).sorted() == [])
  }
}
