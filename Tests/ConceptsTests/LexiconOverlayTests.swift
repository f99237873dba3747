import Basics
import Concepts
import TestSupport
import Testing

@Suite struct LexiconOverlayTests {
  private let own = Lexicon.bundled.overlaid(
    with: LexiconOverlay(
      entries: [
        .init(id: "raft", name: "Raft", aliases: ["Raft consensus"], kind: .pattern),
        .init(id: "zookeeper", name: "ZooKeeper", kind: .service),
        .init(id: "zab", name: "Zab", aliases: ["ZooKeeper Atomic Broadcast"], owner: "zookeeper"),
        .init(id: "lambda", name: nil, aliases: ["our workhorse"]),
      ],
      repairs: [
        .init(written: "etdc", shown: "etcd"), .init(written: "zookepper", shown: "ZooKeeper"),
        .init(written: "lamdba", shown: "Lambda"),
      ]))

  @Test func `a thing that only the person knows is a concept with its kind, owner and aliases`() throws {
    let graph = ConceptGraph(
      [document("# Consensus\n\nzookeeper uses zab\n\nraft consensus is another\n")], lexicon: own)
    #expect(graph.concept("zookeeper")?.kind == .service && graph.concept("raft")?.kind == .pattern)
    #expect(graph.has("zab", .partOf, "zookeeper"))
    #expect(graph.concept("raft")?.aliases.contains("raft consensus") == true)
    let without = ConceptGraph([document("# Consensus\n\nzookeeper uses zab\n")], lexicon: .bundled)
    #expect(without.concepts.map(\.id) == ["consensus"])
  }

  @Test func `what the bundled lexicon knew of a thing stays`() {
    #expect(own.entry("lambda")?.name == "AWS Lambda")
    #expect(own.entry(named: "our workhorse")?.id == "lambda")
    #expect(own.entry(named: "AWS Lambda function")?.id == "lambda")
    #expect(own.entry("dynamodb") == Lexicon.bundled.entry("dynamodb"))
  }

  @Test func `repairs show the right form, and are still the same thing`() {
    #expect(own.display("etdc keeps what zookepper and lamdba write") == "etcd keeps what ZooKeeper and Lambda write")
    #expect(own.entry(named: "zookepper")?.id == "zookeeper" && own.entry(named: "lamdba")?.id == "lambda")
    #expect(own.entry(named: "etdc")?.isConcept == false)
  }

  @Test func `a person's name for something is no longer anybody else's`() {
    let mine = Lexicon.bundled.overlaid(
      with: LexiconOverlay(entries: [.init(id: "athena-library", name: "Athena")], repairs: []))
    #expect(mine.entry(named: "Athena")?.id == "athena-library")
    #expect(mine.entry(named: "Amazon Athena")?.id == "athena")
    #expect(Lexicon.bundled.overlaid(with: LexiconOverlay(entries: [], repairs: [])) == .bundled)
  }
}
