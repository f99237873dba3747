import Foundation
import TestSupport
import Testing

/// Predictions join the reviews once their demo was played.
@Suite struct PredictionTests {
  private func cards(_ program: Program, _ search: String) throws -> [[String: Any]] {
    let text = try program.rehearse("cards", "list", search, "--json").output
    let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    return try #require(json["cards"] as? [[String: Any]])
  }

  private func prepared() throws -> Program {
    let program = try Program()
    try program.write(
      "#### DynamoDB - time to live (TTL)\n\nautomatically deletes items after an expiry timestamp\n", to: "a.md")
    let result = try program.rehearse("ingest", "a.md", "--yes")
    #expect(result.code == 0, "\(result.errors)")
    return program
  }

  @Test func `the predictions of a demo sleep until somebody has predicted in it`() throws {
    let program = try prepared()
    defer { program.remove() }
    let sleeping = try cards(program, "kind:prediction is:suspended")
    #expect(sleeping.count >= 3)
    #expect(try cards(program, "kind:prediction").count == sleeping.count)

    // Passing every question over is no prediction.
    let looked = try program.rehearse("demo", "play", "dynamodb-ttl", "--plain", input: "\n\n\n\n\n\n")
    #expect(looked.code == 0, "\(looked.errors)")
    #expect(try cards(program, "kind:prediction is:suspended").count == sleeping.count)

    let played = try program.rehearse("demo", "play", "dynamodb-ttl", "--plain", input: "1\n1\n1\n1\n1\n1\n1\n1\n")
    #expect(played.code == 0, "\(played.errors)")
    #expect(played.output.contains("The quiz asks these predictions from now on"))
    #expect(try cards(program, "kind:prediction is:suspended").isEmpty)

    #expect(try program.rehearse("undo").output.hasPrefix("took back: woke"))
    #expect(try cards(program, "kind:prediction is:suspended").count == sleeping.count)
  }

  @Test func `undo in the quiz takes back the answer and what the demo woke after it`() throws {
    let program = try prepared()
    defer { program.remove() }
    let asleep = try cards(program, "kind:prediction is:suspended").count
    // Answer the first card, play the demo of the second with its predictions, then undo the answer.
    let quiz = try program.rehearse("quiz", "--plain", input: "\n3\n\nd\n1\n1\n1\n1\n1\n1\n2 3 1\nu\nq\n")
    #expect(quiz.code == 0, "\(quiz.errors)")
    #expect(try cards(program, "kind:prediction is:suspended").count == asleep)
    #expect(try program.rehearse("check").code == 0)
    #expect(try program.rehearse("undo").output.hasPrefix("took back: ingested"))
  }
}
