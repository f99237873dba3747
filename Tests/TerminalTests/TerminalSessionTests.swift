import Foundation
import Glibc
import Scheduling
import Study
import Synchronization
import Terminal
import TestSupport
import Testing

/// A pseudo-terminal with somebody at it: waits for text to appear and then presses keys.
private final class Person: Sendable {
  enum Move: Sendable {
    case type(String)
    case signal(Int32)
    case resize(Int, Int)
    case hangUp
  }
  let master: Int32, slave: Int32
  private let seen = Mutex<[UInt8]>([])
  private let isDone = DispatchSemaphore(value: 0)

  init() throws {
    // What posix_openpt, unlockpt and ptsname do on Linux; Glibc's module lacks them. Requests TIOCSPTLCK, TIOCGPTN.
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var lock: Int32 = 0, number: UInt32 = 0
    guard master >= 0, ioctl(master, 0x4004_5431, &lock) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
      throw Broken("no pseudo-terminal")
    }
    slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    setenv("TERM", "xterm-256color", 1)
    resize(80, 24)
  }

  private func resize(_ width: Int, _ height: Int) {
    var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Does each move once its text is on the screen, drawn after the move before. When a text does not come within ten
  /// seconds, the person walks away.
  func begin(_ moves: [(after: String, Move)], size: (Int, Int) = (80, 24)) {
    Thread.detachNewThread { [self] in
      defer { isDone.signal() }
      var start = 0, size = size
      for (text, move) in moves {
        guard wait(after: start, { $0.screen(size)?.contains(text) ?? false }) else {
          Issue.record("“\(text)” never came; the screen is\n\(seen.withLock { $0 }.screen(size) ?? "")")
          close(master)
          return
        }
        start = seen.withLock { $0.count }
        switch move {
        case .type(let keys): _ = keys.withCString { write(master, $0, strlen($0)) }
        case .signal(let number): kill(getpid(), number)
        case .resize(let width, let height):
          size = (width, height)
          resize(width, height)
          kill(getpid(), SIGWINCH)
        case .hangUp:
          close(master)
          return
        }
      }
      _ = wait(after: start) { String(decoding: $0, as: UTF8.self).hasSuffix("\u{1B}[?1049l") }
    }
  }

  private func wait(after start: Int, _ holds: ([UInt8]) -> Bool) -> Bool {
    for _ in 0..<1_000 {
      var polled = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      if poll(&polled, 1, 10) > 0 {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = read(master, &buffer, buffer.count)
        guard count > 0 else { return false }
        seen.withLock { $0 += buffer.prefix(count) }
      }
      let bytes = seen.withLock { $0 }
      if bytes.count > start, holds(bytes) { return true }
    }
    return false
  }

  /// What was written to the terminal, once the person has stopped.
  func everything() -> String {
    isDone.wait()
    return seen.withLock { String(decoding: $0, as: UTF8.self) }
  }

  func modes() -> [UInt32] {
    var modes = termios()
    _ = tcgetattr(slave, &modes)
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }
}

extension [UInt8] {
  /// What a terminal of this size shows after these bytes; nil while they end in the middle of something.
  fileprivate func screen(_ size: (Int, Int)) -> String? {
    // The bytes since the last clearing: those before may be for another size.
    let text = String(decoding: self, as: UTF8.self)
    var model = TerminalModel(width: size.0, height: size.1)
    guard let last = text.ranges(of: "\u{1B}[2J").last,
      (try? model.obey(String(text[last.lowerBound...]))) != nil
    else { return nil }
    return model.text
  }
}

private func play(
  _ moves: [(after: String, Person.Move)], host: inout RecordingHost
) throws -> (end: QuizEnd, output: String) {
  let person = try Person(), before = person.modes()
  person.begin(moves)
  let end = try QuizRunner.run(
    try sampleSession(), host: &host, theme: Theme(hasColor: true), input: person.slave, output: person.slave)
  #expect(person.modes() == before, "the modes of the terminal are put back")
  return (end, person.everything())
}

@Suite(.serialized) struct TerminalSessionTests {
  @Test func `a quiz is answered key by key and leaves the terminal as it was`() throws {
    var host = RecordingHost()
    let (end, output) = try play(
      [
        ("show answer", .type(" ")), ("Again", .type("3")), ("show answer", .type(" ")), ("Again", .type("s")),
        ("back to the card", .type("\u{1B}")), ("Again", .type("1")), ("show answer", .type("q")),
        ("leave", .type("q")),
      ], host: &host)
    guard case .left(let summary) = end else { throw Broken("\(end)") }
    #expect(summary.answered == 2 && host.log.count == 2)
    #expect(output.contains("\u{1B}[?1049h") && output.hasSuffix("\u{1B}[?25h\u{1B}[?1049l"))
  }

  @Test func `an answer is typed letter by letter`() throws {
    var host = RecordingHost()
    let (_, output) = try play(
      [
        ("show answer", .type("t")), ("compare", .type("old imagee\u{7F}, keys only\r")), ("Almost", .type("q")),
        ("leave", .type("q")),
      ], host: &host)
    #expect(output.contains("you typed"))
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT])
  func `a signal to stop ends the quiz in order`(signal: Int32) throws {
    var host = RecordingHost()
    let (end, output) = try play(
      [("show answer", .type(" ")), ("Again", .type("3")), ("show answer", .signal(signal))], host: &host)
    guard case .interrupted(signal, let summary) = end else { throw Broken("\(end)") }
    #expect(summary.answered == 1 && output.hasSuffix("\u{1B}[?1049l"))
  }

  @Test func `ctrl-C and the end of the terminal end the quiz`() throws {
    var host = RecordingHost()
    guard case .interrupted(2, _) = try play([("show answer", .type("\u{3}"))], host: &host).end else {
      throw Broken("ctrl-C was not heard")
    }
    let person = try Person()
    person.begin([("show answer", .hangUp)])
    let end = try QuizRunner.run(
      try sampleSession(), host: &host, theme: Theme(hasColor: false), input: person.slave, output: person.slave)
    guard case .interrupted(1, _) = end else { throw Broken("\(end)") }
  }

  @Test func `a new size is drawn at once`() throws {
    var host = RecordingHost()
    let (_, output) = try play(
      [("show answer", .resize(40, 12)), ("show answer", .type("q")), ("leave", .type("q"))], host: &host)
    #expect(output.contains("\u{1B}[2J"))
  }

  @Test func `what the host throws is thrown after the terminal is put back`() throws {
    var host = RecordingHost(failsAt: 1)
    let person = try Person(), before = person.modes()
    person.begin([("show answer", .type(" ")), ("Again", .type("3"))])
    #expect(throws: RecordingHost.Full.self) {
      try QuizRunner.run(
        try sampleSession(), host: &host, theme: Theme(hasColor: false), input: person.slave, output: person.slave)
    }
    #expect(person.modes() == before && person.everything().hasSuffix("\u{1B}[?1049l"))
  }

  @Test func `a demo opens from its card and returns to it`() throws {
    var host = RecordingHost()
    let (end, _) = try play(
      [
        ("show answer", .type(" ")), ("Again", .type("4")), ("show answer", .type(" 4")), ("Time to Live", .type("d")),
        ("Set up", .type("\r")), ("Predict", .type("1")), ("question 2", .type("60\r")), ("Timeline", .type("q")),
        ("show answer", .type("q")), ("leave", .type("q")),
      ], host: &host)
    guard case .left(let summary) = end else { throw Broken("\(end)") }
    #expect(summary.answered == 2 && summary.comeBack.unasked == 1)
  }

  @Test func `without a terminal a session is refused`() throws {
    let file = open("/dev/null", O_RDWR)
    defer { close(file) }
    #expect(throws: TerminalError.notATerminal) { try TerminalSession(input: file, output: file) }
    #expect(!TerminalSession.isPossible(input: file, output: file))
  }
}
