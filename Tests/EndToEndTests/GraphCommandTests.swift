import Foundation
import TestSupport
import Testing

@Suite struct GraphCommandTests {
  private static let note = """
    # Amazon API Gateway

    ## Private endpoint

    - can only be accessed from your VPC using an interface VPC endpoint

    # Amazon VPC

    a network of your own
    """

  private func ingested(_ note: String = Self.note) throws -> Program {
    let program = try Program()
    try program.write(note, to: "notes/net.md")
    #expect(try program.rehearse("ingest", "notes", "--yes").code == 0)
    return program
  }

  @Test func `a path prints the lines that say so`() throws {
    let program = try ingested()
    defer { program.remove() }
    let path = try program.rehearse("graph", "path", "private endpoint", "vpc")
    #expect(path.code == 0, "\(path.errors)")
    #expect(path.output.hasPrefix("private-endpoint requires vpc\n"))
    #expect(path.output.contains("notes/net.md:5: can only be accessed from your VPC"))
    let json = try program.rehearse("graph", "path", "private-endpoint", "vpc", "--json").output
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: [[String: Any]]])
    #expect(object["path"]?.first?["type"] as? String == "requires")
    #expect((object["path"]?.first?["lines"] as? [[String: Any]])?.isEmpty == false)
  }

  @Test func `a name that nothing has, and a type that does not exist, say what there is`() throws {
    let program = try ingested()
    defer { program.remove() }
    BadInputTests.expectMessage(
      try program.rehearse("graph", "path", "privat endpoint", "vpc"), 66, "no concept", "private-endpoint")
    BadInputTests.expectMessage(
      try program.rehearse("graph", "path", "vpc", "api-gateway", "--only", "needs"), 64, "needs", "part-of")
    BadInputTests.expectMessage(
      try program.rehearse("graph", "path", "private-endpoint", "vpc", "--only", "is-a"), 66, "not related", "--only")
  }

  @Test func `the order tells why`() throws {
    let program = try ingested()
    defer { program.remove() }
    let order = try program.rehearse("graph", "order").output
    #expect(order.hasPrefix("1. api-gateway\n"))
    #expect(order.contains("private-endpoint  part-of api-gateway (notes/net.md:"))
    let json = try program.rehearse("graph", "order", "--json").output
    #expect(json.contains("\"left_out\" : [\n\n  ]"))
  }

  @Test func `without Graphviz a picture is laid out by Rehearse, and that is said`() throws {
    var program = try ingested()
    defer { program.remove() }
    program.environment["PATH"] = program.folder.path
    let own = try program.rehearse("graph", "export", "--format", "svg", "own.svg")
    #expect(own.code == 0 && own.output.contains("laid out by Rehearse"), "\(own.errors)")
    let asked = try program.rehearse("graph", "export", "--format", "svg", "--layout", "graphviz", "no.svg")
    BadInputTests.expectMessage(asked, 69, "no program dot", "--layout own")
    #expect(!FileManager.default.fileExists(atPath: program.folder.appendingPathComponent("no.svg").path))
  }

  @Test(arguments: [("exit 3", "status 3"), ("echo nonsense", "line 1"), ("kill -9 $$", "status 9")])
  func `a Graphviz that fails is told of and done without`(script: String, words: String) throws {
    var program = try ingested()
    defer { program.remove() }
    let dot = program.folder.appendingPathComponent("dot")
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: dot)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: dot.path)
    program.environment["PATH"] = program.folder.path
    let result = try program.rehearse("graph", "export", "--format", "svg", "own.svg")
    #expect(result.code == 0 && result.output.contains("laid out by Rehearse"))
    #expect(result.errors.contains("Graphviz did not lay out the picture") && result.errors.contains(words))
  }

  @Test func `a lexicon beside the notes names things, and its mistakes have a line`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write("# Consensus\n\nzookeeper uses zab and etdc\n", to: "notes/raft.md")
    try program.write(
      "concepts:\n  - name: ZooKeeper\n    kind: service\n  - name: Zab\n    part_of: zookeeper\n",
      to: "notes/lexicon.yaml")
    #expect(try program.rehearse("ingest", "notes", "--yes").code == 0)
    #expect(try program.rehearse("graph", "show").output.contains("zookeeper  ZooKeeper  service"))
    // A change of the lexicon alone is a change.
    try program.write("concepts:\n  - name: ZooKeeper\n    kind: pattern\n", to: "notes/lexicon.yaml")
    #expect(try program.rehearse("ingest", "notes", "--yes").code == 0)
    #expect(try program.rehearse("graph", "show").output.contains("zookeeper  ZooKeeper  pattern"))
    try program.write("concepts:\n  - name: Zab\n    part_of: nowhere\n", to: "notes/lexicon.yaml")
    BadInputTests.expectMessage(
      try program.rehearse("ingest", "notes", "--yes"), 65, "notes/lexicon.yaml:3", "nowhere")
  }

  @Test func `lint lists its rules, minds decks, ages sources and can be strict`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write("# AWS Lambda pricing\n\n- after that $1 for 600000gb-seconds\n", to: "notes/price.md")
    #expect(try program.rehearse("lint", "--rules").output.contains("old-source\n"))
    let plain = try program.rehearse("lint", "notes", "--now", "2026-12-01T09:00:00Z")
    #expect(plain.code == 0 && plain.output.contains("[wrong-fact]") && !plain.output.contains("[old-source]"))
    #expect(try program.rehearse("lint", "notes", "--strict").code == 65)
    let later = try program.rehearse("lint", "notes", "--now", "2028-01-01T09:00:00Z")
    #expect(later.output.contains("[old-source]"))
    try program.write(
      "name: a\nnotes: [notes/*.md]\nlint_off: [wrong-fact, wrong-fakt]\n", to: "decks/a.yaml")
    let off = try program.rehearse("lint", "decks/a.yaml", "--strict", "--now", "2026-12-01T09:00:00Z")
    #expect(off.code == 0 && !off.output.contains("[wrong-fact]"), "\(off.output)")
    #expect(off.errors.contains("decks/a.yaml:1") && off.errors.contains("wrong-fact"))
  }
}
