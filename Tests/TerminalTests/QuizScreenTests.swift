import Basics
import Cards
import Notes
import Scheduling
import Study
import Terminal
import TestSupport
import Testing

/// The screen of the card with this id, after `inputs`.
private func screen(
  _ inputs: [QuizInput], of id: String = "ttl", size: (Int, Int), controls: QuizControls = QuizControls()
) throws -> Screen {
  var session = try sampleSession(
    id == "ttl" ? [ttlCard, newCard, listCard] : id == "list" ? [listCard] : [newCard])
  _ = session.start(at: now)
  var guarded = 0
  while session.view(at: now).card?.id.rawValue != id, guarded < 3 {
    _ = session.handle(.reveal, at: now)
    _ = session.handle(.grade(.easy), at: now)
    guarded += 1
  }
  for input in inputs { _ = session.handle(input, at: now) }
  let view = session.view(at: now), host = RecordingHost()
  let context = view.overlay == .source ? 6 : 1
  let sources =
    view.phase == .answer
    ? (view.card?.sources ?? []).map { QuizScreen.Source(span: $0, lines: host.sourceLines(of: $0, context: context)) }
    : []
  return QuizScreen.draw(
    view, controls: controls, sources: sources, at: now, width: size.0, height: size.1, theme: Theme(hasColor: false)
  ).screen
}

@Test(arguments: sizes) func `the question fits the screen`(width: Int, height: Int) throws {
  expectGolden(try screen([], size: (width, height)).text, "question-\(width)x\(height).txt")
}

@Test(arguments: sizes) func `the answer shows grades, source and demo`(width: Int, height: Int) throws {
  expectGolden(try screen([.reveal], size: (width, height)).text, "answer-\(width)x\(height).txt")
}

@Test(arguments: sizes) func `a typed answer is compared piece by piece`(width: Int, height: Int) throws {
  expectGolden(
    try screen([.typed("within some days or so")], size: (width, height)).text, "typed-\(width)x\(height).txt")
}

@Test func `lists, sources, reasons and help have pages of their own`() throws {
  expectGolden(try screen([.reveal], of: "list", size: (80, 24)).text, "list-80x24.txt")
  expectGolden(try screen([.reveal, .source], size: (80, 24)).text, "source-80x24.txt")
  expectGolden(try screen([.reveal, .why], size: (80, 24)).text, "why-80x24.txt")
  expectGolden(try screen([.help], size: (80, 24)).text, "help-80x24.txt")
}

@Test(arguments: sizes) func `the summary tells how it went and when to come back`(width: Int, height: Int) throws {
  var session = try sampleSession()
  var clock = now
  _ = session.start(at: clock)
  for rating in [Rating.again, .good, .good, .hard, .good, .good] {
    clock += .seconds(40)
    _ = session.handle(.reveal, at: clock)
    _ = session.handle(.grade(rating), at: clock)
  }
  _ = session.handle(.quit, at: clock)
  let drawn = QuizScreen.draw(
    session.view(at: clock), at: clock, width: width, height: height, theme: Theme(hasColor: false))
  expectGolden(drawn.screen.text, "summary-\(width)x\(height).txt")
}

@Test func `every size from 1×1 to 200×60 is drawn without a crash and within its grid`() throws {
  var session = try sampleSession()
  _ = session.start(at: now)
  for inputs in [[], [QuizInput.reveal], [.help], [.dismiss, .why], [.dismiss, .source], [.quit]] as [[QuizInput]] {
    for input in inputs { _ = session.handle(input, at: now) }
    for (width, height) in [(1, 1), (2, 3), (8, 4), (40, 12), (41, 5), (63, 16), (200, 60)] {
      let text = QuizScreen.draw(
        session.view(at: now), at: now, width: width, height: height, theme: Theme(hasColor: true)
      ).screen.text
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      #expect(lines.count == height && lines.allSatisfy { Width.of($0) <= width })
    }
  }
}

@Test func `a long answer scrolls to its end`() throws {
  var long = ttlCard
  long.answer = RichText(markdown: (1...40).map { "line \($0)" }.joined(separator: "\n\n"))
  var session = try sampleSession([long])
  _ = session.start(at: now)
  _ = session.handle(.reveal, at: now)
  var controls = QuizControls()
  func drawn() -> QuizScreen.Drawn {
    QuizScreen.draw(
      session.view(at: now), controls: controls, at: now, width: 60, height: 16, theme: Theme(hasColor: false))
  }
  #expect(drawn().screen.text.contains("more") && !drawn().screen.text.contains("line 40"))
  let command = controls.handle(.end, session.view(at: now), scrollMax: drawn().scrollMax, page: drawn().page)
  #expect(command == .redraw && drawn().screen.text.contains("plays the demo"))
}
