import Basics
import Concepts
import Foundation
import Notes
import TestSupport
import Testing

/// Notes on subjects that no lexicon of ours knows, in other manners of writing.
@Suite struct OtherSubjectsTests {
  static let subjects = ["networking", "biology", "history", "databases"]

  private func readGraph(of subject: String) throws -> ConceptGraph {
    let url = repositoryRoot.appendingPathComponent("Tests/ConceptsTests/Notes/\(subject).md")
    let document = Document(file: "\(subject).md", bytes: Array(try Data(contentsOf: url)))
    return ConceptGraph([document], lexicon: .bundled)
  }

  @Test(arguments: subjects) func `notes on another subject have the graph that was read by eye`(subject: String) throws
  {
    expectGolden(try readGraph(of: subject).listing(), "\(subject)-graph.txt")
  }

  @Test(arguments: subjects) func `nothing of AWS shows in notes that do not speak of it`(subject: String) throws {
    for concept in try readGraph(of: subject).concepts {
      #expect(Lexicon.bundled.entry(concept.id)?.domain == nil, "\(concept.id)")
    }
  }

  @Test func `everyday words of AWS are nothing of AWS where no product is named`() {
    let words =
      "a subnet has a route table\n\nthe primary key of a table\n\nan x-ray of the load balancer\n\nstep functions\n"
    for concept in graph("# Networks\n\n\(words)").concepts {
      #expect(Lexicon.bundled.entry(concept.id)?.domain == nil, "\(concept.id)")
    }
    for product in ["Amazon VPC", "we run this on AWS", "Lambda@Edge", "DynamoDB TTL", "API Gateway security"] {
      let named = graph("# Networks\n\n\(words)\n\(product)\n").concepts.map(\.id)
      #expect(named.contains("elb") && named.contains("step-functions"), "\(product): \(named)")
      // A term counts where what it belongs to is named.
      #expect(named.contains("subnet") == (product == "Amazon VPC"), "\(product): \(named)")
    }
  }

  @Test func `an abbreviation as a heading and its full name below it are one concept`() {
    let graph = graph("# Routing\n\n## NAT\n\nNetwork Address Translation (NAT) hides hosts behind one address.\n")
    #expect(graph.concepts.map(\.name) == ["Network Address Translation", "Routing"])
    #expect(graph.concept(named: "nat")?.name == "Network Address Translation")
  }

  @Test(arguments: [
    ("Second normal form (2NF) builds on it.", "Second normal form", "2nf"),
    ("Cells burn adenosine triphosphate (ATP) all day.", "Adenosine triphosphate", "atp"),
  ])
  func `an abbreviation may count, and take letters from within words`(line: String, name: String, short: String) {
    let found = graph("# Topic of the day\n\n\(line)\n").concepts.filter { $0.aliases.contains(short) }
    #expect(found.map(\.name) == [name])
  }

  @Test func `an aside in parentheses is no abbreviation`() {
    let graph = graph(
      "# Kings\n\nThe old king Louis (XVI) was tried.\n\nThe treaty (NO) failed and the plan (ABC) too.\n")
    #expect(graph.concepts.map(\.id) == ["kings"])
  }

  @Test func `a list of terms names concepts, a list of properties does not`() {
    let terms = graph(
      "# Cells\n\n- **Nucleus** – holds the genome\n- Ribosome: a machine for proteins\n- Vacuole: the store\n")
    #expect(terms.concepts.map(\.id) == ["cells", "nucleus", "ribosome", "vacuole"])
    #expect(terms.has("ribosome", .partOf, "cells"))
    let properties = graph("# France\n\n- Capital: Paris\n- Population: 67 million\n- Currency: euro\n")
    #expect(properties.concepts.map(\.id) == ["france"])
  }

  @Test func `a kind under its class is a kind of it`() {
    let graph = graph("# Indexes\n\ntext about an index\n\n## Hash index\n\nfast\n\n## Pages\n\nblocks of bytes\n")
    #expect(graph.has("hash-index", .isA, "indexes"))
    #expect(graph.has("pages", .partOf, "indexes"))
  }

  @Test func `rows under the section's own noun are its kinds`() {
    let graph = graph(
      "# Isolation levels\n\n| Level | Dirty read |\n| --- | --- |\n| Read committed | no |\n| Serializable | no |\n")
    #expect(graph.has("read-committed", .isA, "isolation-levels"))
    #expect(graph.concept("serializable")?.sources.map(\.lineStart) == [6])
    let other = graph.concepts.map(\.id)
    #expect(!other.contains("dirty-read"))
  }

  @Test func `a proper name counts when it comes twice, and in German no capital counts`() {
    let twice = graph(
      "# Revolt\n\nThen the National Assembly met.\n\nAfter weeks the National Assembly fled to Lyon in July.\n")
    #expect(twice.concepts.map(\.id) == ["national-assembly", "revolt"])
    let german = graph(
      "# Aufstand\n\nDann trat die Versammlung und das Volk zusammen.\n\nNach Wochen floh die Versammlung nicht.\n")
    #expect(german.concepts.map(\.id) == ["aufstand"])
  }

  @Test func `the parts that a sentence lists belong to what it is about`() {
    let graph = graph(
      "# Cell\n\n- **Membrane** – the border\n- **Cytosol** – the fluid\n\nThe cell is alive. It consists of membrane and cytosol.\n"
    )
    #expect(graph.has("membrane", .partOf, "cell") && graph.has("cytosol", .partOf, "cell"))
  }

  @Test func `somebody else's need is not the need of the section's subject`() {
    let graph = graph("# DynamoDB Accelerator\n\nthe application needs strongly consistent reads\n")
    #expect(graph.edges.allSatisfy { $0.kind != .requires })
    let own = ConceptGraph(
      [document("# Amazon Athena\n\nit needs AWS Glue\n\nthe analyst needs Amazon Redshift\n")], lexicon: .bundled)
    #expect(own.has("athena", .requires, "glue") && !own.has("athena", .requires, "redshift"))
  }

  @Test func `no relation reaches across a full stop, and it means what the sentence before began with`() {
    let graph = graph(
      "# Notes\n\nAmazon Athena uses AWS Glue. Amazon MQ is old. It uses Amazon EMR. AWS Batch is preferred over AWS Glue.\n"
    )
    #expect(graph.has("athena", .uses, "glue") && graph.has("mq", .uses, "emr"))
    #expect(graph.has("batch", .alternativeTo, "glue"))
    #expect(!graph.has("mq", .alternativeTo, "glue") && !graph.has("athena", .alternativeTo, "glue"))
  }

  @Test func `a use case is no use`() {
    let graph = graph("# DynamoDB\n\n## Time to Live\n\n- use case: archive expired items to Amazon S3\n")
    #expect(!graph.has("dynamodb-ttl", .uses, "s3"))
  }

  @Test func `opposites are set against each other`() {
    let graph = graph(
      "# Respiration\n\nRespiration is the opposite of photosynthesis.\n\n# Photosynthesis\n\nmakes sugar\n")
    #expect(graph.has("respiration", .contrastsWith, "photosynthesis"))
  }
}
