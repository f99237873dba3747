import Basics
import Notes
import Terminal
import TestSupport
import Testing

private func wrapped(_ text: String, _ width: Int, indent: Int = 0) -> [String] {
  wrap([Piece(text)], width: width, hangingIndent: indent).map(\.text)
}

@Test func `lines break between words and only long words inside`() {
  #expect(wrapped("one two three", 7) == ["one two", "three"])
  #expect(wrapped("one two three", 8) == ["one two", "three"])
  #expect(wrapped("abcdefghij", 4) == ["abcd", "efgh", "ij"])
  #expect(wrapped("日本語です", 4) == ["日本", "語で", "す"])
  #expect(wrapped("", 4) == [""])
  #expect(wrapped("1. one two three", 9, indent: 3) == ["1. one", "   two", "   three"])
  #expect(wrapped("語", 1) == [""])
}

@Test func `wrapping loses no word and never exceeds the width`() {
  forEachSeed(300) { random in
    let words = (0..<random.integer(in: 0...30)).map { _ in String(repeating: "x", count: random.integer(in: 1...9)) }
    let width = random.integer(in: 9...30), indent = random.integer(in: 0...4)
    let roles: [TextRole] = [.plain, .strong, .code]
    let pieces = words.enumerated().flatMap { [Piece($0 > 0 ? " " : ""), Piece($1, roles[$0 % 3])] }
    let lines = wrap(pieces, width: width, hangingIndent: indent)
    let joined = lines.map(\.text).joined(separator: " ").split(separator: " ").joined(separator: " ")
    guard indent > 0 || joined == words.joined(separator: " ") else { throw Broken("\(joined) from \(words)") }
    guard joined.filter({ $0 != " " }).count == words.joined().count else { throw Broken("letters were lost") }
    guard lines.allSatisfy({ $0.width <= width && $0.text.last != " " }) else { throw Broken("\(lines.map(\.text))") }
  }
}

@Test func `Markdown becomes lists, code and tables`() {
  let text: RichText = """
    A *new* table needs `PAY_PER_REQUEST`:

    1. create it
    2. wait until it is **active**

    ```
    aws dynamodb create-table
    ```

    | mode | price |
    | --- | --- |
    | on demand | per request |
    | provisioned | per hour |
    """
  expectGolden(lines(of: text, width: 48).map(\.text).joined(separator: "\n") + "\n", "markdown-48.txt")
  expectGolden(lines(of: text, width: 20).map(\.text).joined(separator: "\n") + "\n", "markdown-20.txt")
}
