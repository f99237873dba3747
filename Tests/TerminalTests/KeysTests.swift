import Basics
import Terminal
import TestSupport
import Testing

private func decode(_ text: String) -> [Key] {
  var decoder = KeyDecoder()
  return decoder.feed(text.utf8) + decoder.flush()
}

@Test(
  arguments: [
    ("a", [Key.character("a")]), (" ", [.character(" ")]), ("\r", [.enter]), ("\n", [.enter]), ("\t", [.tab]),
    ("\u{7F}", [.backspace]), ("\u{8}", [.backspace]), ("\u{3}", [.control("c")]), ("\u{1A}", [.control("z")]),
    ("\u{1B}", [.escape]),
    ("\u{1B}[A", [.up]), ("\u{1B}OB", [.down]), ("\u{1B}[1;5C", [.right]), ("\u{1B}[D", [.left]),
    ("\u{1B}[5~", [.pageUp]),
    ("\u{1B}[6~", [.pageDown]), ("\u{1B}[H", [.home]), ("\u{1B}[4~", [.end]), ("\u{1B}[3~", [.delete]),
    ("\u{1B}[1;2P", []),
    ("é", [.character("é")]), ("語", [.character("語")]), ("🙂", [.character("🙂")]), ("\u{1B}x", [.character("x")]),
    ("\u{1B}]11;rgb:0000/0000/0000\u{7}q", [.character("q")]), ("\u{1B}P1$r0m\u{1B}\\q", [.character("q")]),
    ("\u{1B}[200~ok\u{1B}[201~", [.character("o"), .character("k")]), ("\u{0}\u{1C}", []),
    ("\u{9B}A", [.character("A")]),
  ] as [(String, [Key])])
func `bytes become keys`(text: String, keys: [Key]) { #expect(decode(text) == keys) }

@Test func `keys do not depend on how their bytes arrive`() {
  let text = "aé語🙂\u{1B}[A\u{1B}OB\u{1B}[5~ \r\u{1B}[1;5D\u{3}z"
  let whole = decode(text)
  #expect(whole.count == 12)
  forEachSeed(100) { random in
    var decoder = KeyDecoder(), keys: [Key] = [], rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let portion = rest.prefix(random.integer(in: 1...4))
      keys += decoder.feed(portion)
      rest = rest.dropFirst(portion.count)
    }
    guard keys == whole, !decoder.isPartial else { throw Broken("\(keys)") }
  }
}

@Test func `any bytes at all are taken, and a key afterwards is still heard`() {
  forEachSeed(400) { random in
    var decoder = KeyDecoder()
    let interesting: [UInt8] = [0x1B, 0x5B, 0x4F, 0x5D, 0x50, 0x3B, 0x7E, 0x30, 0x41, 0xC3, 0xE2, 0xF0, 0x80, 0xFF]
    let bytes = (0..<200).map { _ in
      random.integer(in: 0...1) == 0 ? UInt8(random.integer(in: 0...255)) : interesting[random.integer(in: 0...13)]
    }
    _ = decoder.feed(bytes)
    _ = decoder.flush()
    guard decoder.feed([UInt8(ascii: "q")]) == [.character("q")] else { throw Broken("deaf after \(bytes)") }
  }
}

@Test func `a sequence that never ends is given up`() {
  var decoder = KeyDecoder()
  _ = decoder.feed([0x1B, 0x5B] + Array(repeating: UInt8(ascii: "1"), count: 200))
  #expect(decoder.feed([UInt8(ascii: "q")]) == [.character("q")])
}

@Test func `a character cut in two by another key is dropped alone`() {
  #expect(decode("a") == [.character("a")])
  var decoder = KeyDecoder()
  #expect(decoder.feed([0xE8, 0xAA]).isEmpty && decoder.isPartial)
  #expect(decoder.feed([UInt8(ascii: "q")]) == [.character("q")])
}
