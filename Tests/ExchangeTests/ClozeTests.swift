import Basics
import Cards
import Foundation
import Notes
import TestSupport
import Testing

@testable import Exchange

/// The field of a cloze note, read by a model of how Anki reads it.
struct ClozeTests {
  private func group(_ text: String, answer: String) throws -> ClozeGroup {
    try #require(ClozeGroup(text, answer: answer))
  }

  @Test func `the hint is told from hidden words that hold colons`() throws {
    let plain = try group("a {{c1::b}} c", answer: "b")
    #expect((plain.before, plain.hidden, plain.hint, plain.after) == ("a ", "b", nil, " c"))
    let hinted = try group("{{c1::b::a letter}}", answer: "b")
    #expect((hinted.hidden, hinted.hint) == ("b", "a letter"))
    let colons = try group("{{c1::AWS::Lambda::a type}}", answer: "AWS::Lambda")
    #expect((colons.hidden, colons.hint) == ("AWS::Lambda", "a type"))
    let repaired = try group("{{c1::2 sec::how long}}", answer: "2 seconds")
    #expect((repaired.hidden, repaired.hint) == ("2 sec", "how long"))
  }

  @Test func `braces inside the group belong to it`() throws {
    #expect(try group("{{c1::${x}}} y", answer: "${x}").hidden == "${x}")
    #expect(try group("{{c12::a}}}", answer: "a").after == "}")
    #expect(ClozeGroup("{{c1::never closed", answer: "never") == nil)
    #expect(ClozeGroup("{{c::x}} and {{cx::y}}", answer: "x") == nil)
  }

  @Test func `a group inside emphasis or code keeps both`() throws {
    #expect(
      try group("a **b {{c1::c}}** d", answer: "c").ankiField() == "a <strong>b {{c1::c}}</strong> d")
    #expect(
      try group("run `aws {{c1::s3}} ls`", answer: "s3").ankiField() == "run <code>aws {{c1::s3}} ls</code>")
  }

  @Test func `a group inside a tag of HTML is still asked for`() throws {
    #expect(try group("x <b {{c1::y}}> z", answer: "y").ankiField().contains("{{c1::y}}"))
    #expect(try group("x {{c1::<T>}} z", answer: "<T>").ankiField() == "x {{c1::&lt;T&gt;}} z")
  }

  @Test func `code or a formula that would reach across the group does not`() throws {
    #expect(try group("[{{c1::w${x}w}}]($", answer: "w${x}w").ankiField() == "[{{c1::w${x}w}}]($")
    #expect(try group("a ` b {{c1::c ` d}} e", answer: "c ` d").ankiField() == "a ` b {{c1::c ` d}} e")
  }

  @Test func `whatever the words, Anki's reading finds one group with just the hidden words`() throws {
    forEachSeed(400) { random in
      let (text, hidden) = ClozeTests.sentence(&random)
      guard let group = ClozeGroup(text, answer: hidden) else { throw Broken("no group in \(text)") }
      let field = group.ankiField()
      let (numbers, content) = ClozeTests.ankiReading(field)
      guard numbers == [1] else { throw Broken("\(numbers) in \(field), of \(text)") }
      let expected = RichText(markdown: hidden).plain
      let shown = ClozeTests.visible(content)
      guard shown.filter({ !$0.isWhitespace }) == expected.filter({ !$0.isWhitespace }) else {
        throw Broken("\"\(shown)\" is hidden and not \"\(expected)\": \(field), of \(text)")
      }
    }
  }

  /// A sentence of pieces that mean something to somebody, with one group. The hidden words have no open marks of
  /// Markdown, which would reach over the end of the group.
  static func sentence(_ random: inout Random) -> (text: String, hidden: String) {
    let outside = [
      "word", " ", "{", "}", "::", ":", "&", "c1", "}}", "[sound:", "]", "\"", "é", "%", "{{", " ", "x=1", "(",
      ")",
    ]
    let inside = ["word", " ", ":", "::", "&", "\"", "é", "1", "%", "{a}", "[sound:x]", "${x}"]
    func pieces(_ choices: [String], _ count: Int) -> String {
      (0..<count).map { _ in choices[Int.random(in: 0..<choices.count, using: &random)] }.joined()
    }
    // No earlier group: a cloze card has exactly one.
    let before = pieces(outside, Int.random(in: 0...6, using: &random)).replacingOccurrences(of: "{c", with: "c")
    let hidden = "w" + pieces(inside, Int.random(in: 0...5, using: &random)) + "w"
    let after = pieces(outside + ["{{c2::"], Int.random(in: 0...6, using: &random))
    return ("\(before){{c1::\(hidden)}}\(after)", hidden)
  }

  /// The numbers of the groups in a field, and what the first hides, by Anki's grammar: `{{c` digits `::` opens, `}}`
  /// closes the innermost group, the first `::` inside begins the hint.
  private static func ankiReading(_ field: String) -> (numbers: [Int], content: String) {
    let characters = Array(field)
    var numbers: [Int] = [], content = "", depth = 0, position = 0
    while position < characters.count {
      let rest = characters[position...]
      if rest.starts(with: "{{c") {
        let digits = rest.dropFirst(3).prefix { ("0"..."9").contains($0) }
        if !digits.isEmpty, rest.dropFirst(3 + digits.count).starts(with: "::") {
          numbers.append(Int(String(digits)) ?? -1)
          depth += 1
          position += 5 + digits.count
          continue
        }
      }
      if depth > 0, rest.starts(with: "}}") {
        depth -= 1
        position += 2
        continue
      }
      if depth > 0 { content.append(characters[position]) }
      position += 1
    }
    return (numbers, content.components(separatedBy: "::")[0])
  }

  /// The text a person sees of a piece of HTML.
  static func visible(_ html: String) -> String {
    let text = html.replacingOccurrences(of: "<[^>]*>", with: "", options: .regularExpression)
    return [
      ("\\(", ""), ("\\)", ""), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#91;", "["), ("&nbsp;", " "),
      ("&amp;", "&"),
    ]
    .reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
  }
}

/// The same sentences, read by Anki itself.
@Suite(.enabled(if: AnkiOracle.python != nil, needsAnki))
struct ClozeImportTests {
  @Test func `whatever the words, Anki hides them and shows the rest`() throws {
    var random = Random(seed: 4)
    var hidden: [String: String] = [:]
    let entries = (0..<300).map { number in
      let (text, words) = ClozeTests.sentence(&random)
      hidden["fuzz-\(number)"] = words
      let card = Fixture.card(
        "fuzz-\(number)", "?", RichText(markdown: words), form: .cloze(text: text), context: "", line: number + 1)
      return DeckView.Entry(card, modified: Fixture.modified)
    }
    let folder = try TemporaryFolder()
    try ApkgFormat().export(
      DeckView(decks: [], entries: entries, now: Fixture.now), toFile: folder.file("fuzz.apkg"))
    let answer = try AnkiOracle.ask(folder.file("fuzz.apkg"))
    #expect(answer.counts == ["notes": 300, "cards": 300, "revlog": 0])
    #expect(answer.check_database?.clean == true, "\(answer.check_database?.report ?? "")")
    for (id, card) in try #require(answer.cards) {
      let parts = card.answer.components(separatedBy: "<span class=\"cloze\" data-ordinal=\"1\">")
      try #require(parts.count == 2, "\(id): \(card.answer)")
      let shown = ClozeTests.visible(parts[1].components(separatedBy: "</span>")[0])
      let words = RichText(markdown: hidden[id] ?? "").plain
      #expect(shown.filter { !$0.isWhitespace } == words.filter { !$0.isWhitespace }, "\(id): \(card.answer)")
      #expect(card.question.contains("[...]</span>"), "\(id): \(card.question)")
    }
  }
}
