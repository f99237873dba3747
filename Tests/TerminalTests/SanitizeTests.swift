import Basics
import Notes
import Terminal
import TestSupport
import Testing

@Test(arguments: [
  ("a\u{1B}[2Jb", "a[2Jb"), ("\u{1B}]52;c;aGk=\u{7}x", "]52;c;aGk=x"), ("\u{9B}31mred", "31mred"),
  ("\u{9D}0;title\u{9C}", "0;title"),
  ("\u{1B}Pq\u{1B}\\", "Pq\\"), ("a\u{8}\u{8}b", "ab"), ("a\rb", "ab"), ("a\tb", "a b"), ("a\nb", "a b"),
  ("\u{7F}", ""),
  ("\u{202E}evil\u{202C}", "evil"), ("\u{2066}x\u{2069}", "x"), ("\u{200F}x", "x"), ("\u{FEFF}x", "x"),
  ("plain ✓", "plain ✓"),
])
func `control sequences and reordering are taken out of a line`(text: String, safe: String) {
  #expect(Sanitize.line(text) == safe)
}

@Test func `towers of combining marks are cut down, families of emoji are not`() {
  let tower = "a" + String(repeating: "\u{301}", count: 200)
  #expect(Sanitize.line(tower).unicodeScalars.count == 8)
  #expect(Sanitize.line("👩‍👩‍👧‍👦") == "👩‍👩‍👧‍👦")
}

@Test func `no text can put a control character on a screen`() {
  forEachSeed(200) { random in
    var scalars = String.UnicodeScalarView()
    for _ in 0..<80 {
      let value = UInt32(random.integer(in: random.integer(in: 0...1) == 0 ? 0...0xA0 : 0...0x2FFFF))
      if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
    }
    var screen = Screen(width: 60, height: 8)
    let lines =
      wrap([Piece(String(scalars))], width: 60) + Terminal.lines(of: RichText(markdown: String(scalars)), width: 60)
    for (row, line) in lines.prefix(8).enumerated() {
      for piece in line.pieces { screen.put(piece.text, row: row, column: 0, style: .plain) }
    }
    for scalar in screen.text.unicodeScalars where scalar != "\n" {
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069:
        throw Broken("U+\(String(scalar.value, radix: 16)) came through")
      default: continue
      }
    }
  }
}
