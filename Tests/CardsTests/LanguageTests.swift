import Concepts
import Testing

@testable import Cards

@Suite struct LanguageTests {
  private func clause(_ text: String) -> Clause? {
    ClauseParser.clauses(Tagger(lexicon: .bundled).tokens(text, within: [])).first
  }

  @Test func `a sentence is taken apart into subject, verb, object and circumstances`() throws {
    let clause = try #require(self.clause("Lambda will create an ENI in your subnets"))
    #expect(clause.subjectText == "Lambda")
    #expect(clause.modal == "will")
    #expect(clause.verb == "create")
    #expect(clause.objectText == "an ENI")
    #expect(clause.adjuncts.map(\.whole) == ["in your subnets"])
  }

  @Test func `words that are nouns as well are verbs only where a verb can stand`() {
    #expect(clause("supports the WebSocket protocol")?.verb == "support")
    #expect(clause("cache API responses")?.verb == "cache")
    #expect(clause("cache key normalization")?.hasVerb == false)
    #expect(clause("requests are routed through the edge")?.subjectText == "requests")
    #expect(clause("set types")?.hasVerb == false)
  }

  @Test func `negation, duty and passive are seen`() throws {
    #expect(clause("doesn't affect performance")?.isNegative == true)
    #expect(clause("must enable DynamoDB Streams")?.modal == "must")
    let passive = try #require(self.clause("can only be accessed from your VPC"))
    #expect(passive.voice == .passive)
    #expect(passive.adverb == "only")
  }

  @Test func `fragments said side by side are separate, enumerations are not`() {
    func count(_ text: String) -> Int { ClauseParser.clauses(Tagger(lexicon: .bundled).tokens(text, within: [])).count }
    #expect(count("fully managed, highly available with replication across zones") == 2)
    #expect(count("supports strings, numbers and lists") == 1)
    #expect(count("it is cheap to run so it is popular") == 2)
  }

  @Test func `quantities keep their units and names with digits are none`() {
    #expect(Quantity.all(in: "900 seconds (15 minutes)").map(\.text) == ["900 seconds", "15 minutes"])
    #expect(Quantity.all(in: "$0.20 per 1 million requests").map(\.text) == ["$0.20", "1 million requests"])
    #expect(Quantity.all(in: "millions of requests per second").first?.isVague == true)
    #expect(Quantity.all(in: "version v2 of EC2").isEmpty)
  }

  @Test func `verbs bend as English does`() {
    #expect(Verbs.english.third("copy") == "copies")
    #expect(Verbs.english.participle("write") == "written")
    #expect(Verbs.english.gerund("run") == "running")
    #expect(Verbs.english.base(ofGerund: "caching") == "cache")
  }

  @Test func `headings give subject, aspect and class`() {
    func topic(_ heading: String) -> Topic { Topic(heading: heading, lexicon: .bundled) { $0 } }
    #expect(topic("API Gateway - endpoint types").subject == "API Gateway")
    #expect(topic("API Gateway - endpoint types").memberClass == "endpoint type")
    #expect(topic("Postgres basics").subject == "Postgres")
    #expect(topic("TCP vs UDP").contrast == ["TCP", "UDP"])
    #expect(topic("Why Redis").subject == "Redis")
    #expect(topic("Example: a cron job").isExample)
  }
}
