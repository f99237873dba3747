import Study
import Terminal
import TestSupport
import Testing

private func transcript(_ lines: [String], host: inout RecordingHost) throws -> String {
  var input = lines[...], output: [String] = []
  let io = LineIO(
    read: {
      let line = input.popFirst()
      output.append("> " + (line ?? "(end of input)"))
      return line
    }, write: { output.append($0) })
  _ = try PlainQuiz.run(try sampleSession(), host: &host, io: io)
  return output.joined(separator: "\n") + "\n"
}

@Test func `the plain quiz reads like a conversation`() throws {
  var host = RecordingHost()
  let lines = ["", "3", "keys only, new image", "s", "w", "1", "u", "2", "15 min", "h", "good", "easy", "q"]
  expectGolden(try transcript(lines, host: &host), "plain.txt")
}

@Test func `the end of the input ends the plain quiz with its summary`() throws {
  var host = RecordingHost()
  let text = try transcript(["", "3", ""], host: &host)
  #expect(host.log.count == 1)
  #expect(text.contains("Enough for now") && text.contains("1 answer on 1 card"))
}

@Test func `a plain quiz never writes a control character`() throws {
  var host = RecordingHost()
  let text = try transcript(["", "s", "w", "h", "3", "", "d", "3", "\u{1B}[2J", "3"], host: &host)
  #expect(
    !text.replacing("> \u{1B}[2J", with: "").unicodeScalars.contains {
      $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F
    })
}

@Test func `a grade alone shows the answer and counts`() throws {
  var host = RecordingHost()
  let text = try transcript(["4", "4", "4"], host: &host)
  #expect(host.log.count == 3 && text.contains("Answer: within a few days"))
}

@Test func `what the host throws ends the plain quiz`() {
  var host = RecordingHost(failsAt: 2)
  #expect(throws: RecordingHost.Full.self) { _ = try transcript(["4", "4", "4"], host: &host) }
  #expect(host.log.count == 1)
}
