import Basics
import Terminal
import TestSupport
import Testing

private func anyText(_ random: inout Random) -> String {
  let words = ["lambda", "é", "語", "日本", "🙂", "👩‍👩‍👧‍👦", "a", " ", "☀️", "e\u{301}", "→"]
  return (0..<random.integer(in: 0...6)).map { _ in words[random.integer(in: 0...words.count - 1)] }.joined()
}

@Test func `a terminal that obeys the updates shows every frame`() {
  forEachSeed(150) { random in
    let (width, height) = (random.integer(in: 1...24), random.integer(in: 1...6))
    var model = TerminalModel(width: width, height: height), shown: Screen?,
      screen = Screen(width: width, height: height)
    for _ in 0..<12 {
      if random.integer(in: 0...3) == 0 { screen = Screen(width: width, height: height) }
      for _ in 0..<random.integer(in: 0...5) {
        let style = random.integer(in: 0...1) == 0 ? Style.plain : Style(.red, isBold: true)
        screen.put(
          anyText(&random), row: random.integer(in: 0...height - 1), column: random.integer(in: 0...width - 1),
          style: style)
      }
      try model.obey(screen.update(from: shown))
      guard model.text == screen.text else { throw Broken("shows\n\(model.text)instead of\n\(screen.text)") }
      shown = screen
    }
  }
}

@Test func `a frame that did not change writes nothing`() {
  var screen = Screen(width: 20, height: 3)
  screen.put("語 is wide", row: 1, column: 2, style: Style(.cyan))
  #expect(screen.update(from: screen).isEmpty)
}

@Test func `an update is one synchronized write and leaves no style behind`() {
  let output = Screen(width: 4, height: 2).update(from: nil)
  #expect(output.hasPrefix("\u{1B}[?2026h") && output.hasSuffix("\u{1B}[0m\u{1B}[?2026l"))
}

@Test func `writing over half of a wide character blanks the other half`() {
  var screen = Screen(width: 6, height: 1)
  screen.put("語語", row: 0, column: 0, style: .plain)
  screen.put("x", row: 0, column: 1, style: .plain)
  #expect(screen.text == " x語\n")
}

@Test func `what does not fit is left out, halves of characters too`() {
  var screen = Screen(width: 5, height: 1)
  #expect(screen.put("abcd語", row: 0, column: 0, style: .plain) == 4)
  #expect(screen.put("x", row: 9, column: 0, style: .plain) == 0)
  #expect(screen.text == "abcd\n")
}
