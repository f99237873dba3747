import Notes
import Testing

@testable import Exchange

/// The small encodings that a package is made of, against published examples.
struct EncodingTests {
  @Test func `SHA-1 is that of FIPS 180, and the check number its first 32 bits`() throws {
    // Examples "abc" and the empty message.
    #expect(
      try Digest.sha1("abc".utf8) == [
        0xA9, 0x99, 0x3E, 0x36, 0x47, 0x06, 0x81, 0x6A, 0xBA, 0x3E, 0x25, 0x71, 0x78, 0x50, 0xC2, 0x6C, 0x9C, 0xD0,
        0xD8, 0x9D,
      ])
    #expect(try Digest.sha1([]).starts(with: [0xDA, 0x39, 0xA3, 0xEE]))
    #expect(try Digest.checksum("abc") == 0xA999_3E36)
  }

  @Test func `protobuf is that of the encoding guide`() {
    // The guide's own examples: field 1 with 150, field 2 with "testing", field 3 with a message that holds the first.
    var message = Protobuf()
    message.varint(1, 150)
    #expect(message.bytes == [0x08, 0x96, 0x01])
    var text = Protobuf()
    text.string(2, "testing")
    #expect(text.bytes == [0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6E, 0x67])
    var outer = Protobuf()
    outer.message(3) { $0.varint(1, 150) }
    #expect(outer.bytes == [0x1A, 0x03, 0x08, 0x96, 0x01])
    var floats = Protobuf()
    floats.floats(4, [1, -2])
    floats.float(37, 0.5)
    #expect(floats.bytes == [0x22, 8, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0xAD, 0x02, 0, 0, 0, 0x3F])
  }

  @Test func `JSON escapes what must be escaped, and numbers read as numbers`() {
    #expect(JSONValue.string("a\"\\\n\u{1}\u{2028}é").text == "\"a\\\"\\\\\\n\\u0001\\u2028é\"")
    #expect(
      JSONValue.array([.number(3), .number(0.1), .number(.nan), .bool(false), .null]).text == "[3,0.1,null,false,null]")
    #expect(JSONValue.object([("b", .integer(1)), ("a", .strings(["x"]))]).text == "{\"b\":1,\"a\":[\"x\"]}")
  }

  @Test func `a name is a deck, whatever it holds`() {
    let names = ["", "a::::b", "A::B", " x \u{7} y :: z ", "Default"]
    let view = DeckView(
      decks: [],
      entries: names.enumerated().map {
        DeckView.Entry(Fixture.card("\($0.offset)", "q", "a", deck: $0.element), modified: Fixture.modified)
      }, now: Fixture.now)
    let decks = AnkiDecks(view)
    #expect(
      decks.decks.map { $0.levels.joined(separator: "::") } == ["Default", "a", "a::b", "Rehearse", "x y", "x y::z"])
    #expect(decks.id(of: "A::B") == decks.id(of: "a::b") && decks.id(of: "Default") == 1)
    #expect(Set(decks.decks.map(\.id)).count == decks.decks.count)
  }
}
