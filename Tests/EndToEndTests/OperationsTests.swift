import Foundation
import TestSupport
import Testing

@Suite struct OperationsTests {
  private func rows(_ program: Program, _ arguments: String...) throws -> [[String: Any]] {
    let result = try program.run(Program.binary, ["operations", "--json"] + arguments)
    #expect(result.code == 0 && result.errors.isEmpty)
    let json = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    return try #require(json["operations"] as? [[String: Any]])
  }

  @Test func `operations are listed with their status, and the refused ones with why`() throws {
    let program = try Program()
    defer { program.remove() }
    let all = try rows(program), own = try rows(program, "lambda")
    #expect(all.count > own.count && own.allSatisfy { $0["service"] as? String == "lambda" })
    let put = try #require(all.first { $0["name"] as? String == "dynamodb:PutItem" })
    #expect(put["status"] as? String == "simulated" && put["operation"] as? String == "PutItem")
    for row in all where row["status"] as? String == "refused" { #expect((row["reason"] as? String)?.isEmpty == false) }

    let text = try program.rehearse("operations", "lambda").output
    #expect(text.contains("lambda: ") && text.contains("PublishVersion") && text.contains("refused"))
    let unknown = try program.rehearse("operations", "nothing")
    #expect(unknown.code == 64 && unknown.errors.contains("Choose one of"))
  }

  @Test func `explore is hidden, searches as many programs as asked, and says that all held`() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(!(try program.rehearse("--help")).output.contains("explore"))
    let result = try program.rehearse("explore", "dynamodb", "--seed", "5", "--programs", "2")
    #expect(result.code == 0, "\(result.output)\(result.errors)")
    #expect(result.output == "2 programs from seed 5 on: everything held.\n")
    #expect(try program.rehearse("explore", "nothing").code == 64)
  }
}
