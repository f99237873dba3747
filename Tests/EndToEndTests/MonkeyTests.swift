import Foundation
import TestSupport
import Testing

/// Random keys in a real pseudo-terminal; `REHEARSE_MONKEY` asks for more than 500, `REHEARSE_SEED` for other ones.
@Suite(
  .enabled(if: Program.python != nil, "the keys are pressed by Python; run `make test`, which makes its environment"))
struct MonkeyTests {
  private static func number(_ variable: String) -> Int? {
    ProcessInfo.processInfo.environment[variable].flatMap(Int.init)
  }

  @Test func `random keys neither break the quiz nor lose or invent an answer`() throws {
    let program = try Program()
    defer { program.remove() }
    let note = """
      #### AWS Lambda limits

      maximum execution time: 900 seconds (15 mins)

      #### DynamoDB TTL

      DynamoDB TTL deletes expired items within a few days.

      """
    try program.write(note + CrashCommandTests.questions(400), to: "notes/a.md")
    try program.write("name: m\nnotes: [notes/*.md]\nnew_per_day: 9999\n", to: "decks/m.yaml")
    let ingest = try program.rehearse("ingest", "decks", "--yes")
    #expect(ingest.code == 0, "\(ingest.errors)")

    let keys = Self.number("REHEARSE_MONKEY") ?? 500, seed = Self.number("REHEARSE_SEED") ?? 7
    let script = repositoryRoot.appendingPathComponent("Tests/EndToEndTests/oracles/monkey.py").path
    let result = try program.run(
      URL(fileURLWithPath: Program.python!), [script, "\(seed)", "\(keys)", Program.binary.path, "quiz"])
    #expect(result.code == 0, "REHEARSE_SEED=\(seed): \(result.errors)")
    let told = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(result.output)")
    #expect(told["problems"] as? [String] == [], "REHEARSE_SEED=\(seed)")
    #expect((told["keys"] as? Int ?? 0) >= keys)

    let check = try program.rehearse("check", "--json")
    #expect(check.code == 0, "REHEARSE_SEED=\(seed): \(check.output)")
    let stats = try JSONSerialization.jsonObject(with: Data(try program.rehearse("stats", "--json").output.utf8))
    let answers = try #require((stats as? [String: Any])?["answers"] as? Int)
    #expect(answers > keys / 20, "REHEARSE_SEED=\(seed): only \(answers) answers were given")
    #expect(told["answers"] as? Int == answers, "REHEARSE_SEED=\(seed): \(told)")
  }
}
