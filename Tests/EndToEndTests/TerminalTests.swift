import Foundation
import TestSupport
import Testing

/// The quiz as a person sees it: a real process in a pseudo-terminal, its screen read by a terminal model.
@Suite(
  .enabled(
    if: Program.python != nil,
    "these tests drive a pseudo-terminal with Python; run `make test`, which makes its environment"))
struct QuizTerminalTests {
  static let notes = """
    #### Hand-made

    Q: Which AWS service runs functions without servers?
    A: AWS Lambda

    Q: Which database is Amazon's managed key-value store?
    A: Amazon DynamoDB

    Q: What does `TTL` stand for?
    A: Time to Live
    """

  private func prepared() throws -> Program {
    let program = try Program()
    try program.write(Self.notes, to: "notes/lambda.md")
    try program.write(
      "name: aws\nnotes: [notes/*.md]\norder: notes\nfuzz: false\n", to: "decks/aws.yaml")
    let result = try program.rehearse("ingest", "decks", "--yes", "--now", "2026-11-24T09:00:00Z")
    #expect(result.code == 0, "\(result.errors)")
    return program
  }

  /// What the screen showed after each key.
  private func play(
    _ program: Program, _ size: String, _ keys: String, _ arguments: [String] = []
  ) throws -> String {
    let script = repositoryRoot.appendingPathComponent("Tests/EndToEndTests/oracles/terminal.py").path
    let result = try program.run(
      URL(fileURLWithPath: Program.python!),
      [script, size, keys, Program.binary.path, "quiz", "--now", "2026-11-24T09:00:00Z", "--seed", "1"] + arguments)
    #expect(result.code == 0, "\(result.errors)")
    return result.output
  }

  private func answers(_ program: Program) throws -> Int? {
    let text = try program.rehearse("stats", "--json", "--now", "2026-11-24T09:30:00Z").output
    return (try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])?["answers"] as? Int
  }

  @Test(arguments: ["24x80", "12x40", "40x120"])
  func `a sitting from the first question to the summary`(size: String) throws {
    let program = try prepared()
    defer { program.remove() }
    let screens = try play(program, size, "space s s 3 space 1 u ? escape q enter")
    expectGolden(screens, "quiz-\(size).txt")
    #expect(screens.hasSuffix("=== end: 0\n"))
    #expect(try answers(program) == 1)
  }

  @Test func `killing the quiz loses no answered review`() throws {
    let program = try prepared()
    defer { program.remove() }
    let screens = try play(program, "24x80", "space 3 space 4 space kill")
    #expect(screens.contains("=== end: signal 9"))
    #expect(try answers(program) == 2)
    #expect(try program.rehearse("check").code == 0)
  }

  @Test(arguments: [("ctrl-c", "130"), ("term", "143"), ("hup", "129")])
  func `a signal puts the terminal back and keeps every answer`(key: String, status: String) throws {
    let program = try prepared()
    defer { program.remove() }
    let screens = try play(program, "24x80", "space 3 space \(key)")
    let end = screens.components(separatedBy: "\n").last { !$0.isEmpty } ?? ""
    #expect(end == "=== end: \(status)", "\(screens.suffix(400))")
    #expect(try answers(program) == 1)
  }

  @Test func `the screen follows the window`() throws {
    let program = try prepared()
    defer { program.remove() }
    let screens = try play(program, "24x80", "space resize:10x30 resize:30x100 q enter")
    let pictures = screens.components(separatedBy: "=== ")
    let narrow = try #require(pictures.first { $0.hasPrefix("resize:10x30") })
    #expect(narrow.components(separatedBy: "\n").dropFirst().allSatisfy { $0.count <= 30 })
    let wide = try #require(pictures.first { $0.hasPrefix("resize:30x100") })
    #expect(wide.components(separatedBy: "\n").contains { $0.count > 60 })
  }

  @Test func `no colour is sent where none is wanted`() throws {
    var program = try prepared()
    defer { program.remove() }
    program.environment = ["NO_COLOR": "1"]
    let script =
      "import pexpect,sys,time\nc=pexpect.spawn(sys.argv[1],['quiz','--now','2026-11-24T09:00:00Z'],dimensions=(24,80))\ntime.sleep(1)\nsys.stdout.buffer.write(c.read_nonblocking(100000,timeout=2))\nc.send('q')\nc.send('q')\n"
    let raw = try program.run(URL(fileURLWithPath: Program.python!), ["-c", script, Program.binary.path]).output
    #expect(raw.contains("\u{1B}["))
    let colored = raw.firstMatch(of: #/\x1B\[(?:\d+;)*(?:3[0-7]|9[0-7]|4[0-7]|38|48)[;m]/#)
    #expect(colored == nil)
  }

  @Test func `a dumb terminal gets the plain quiz`() throws {
    var program = try prepared()
    defer { program.remove() }
    program.environment = ["TERM": "dumb"]
    let screens = try play(program, "24x80", "enter 3 enter q enter")
    #expect(!screens.contains("in the alternate screen"))
    #expect(try answers(program) == 1)
  }
}
