import Basics
import Foundation
import TestSupport
import Testing

@testable import Concepts

@Suite struct LexiconTests {
  static let lexicon = Lexicon.bundled

  private static func found(_ text: String, within subjects: [String] = [], isLabel: Bool = false) -> [String] {
    lexicon.matches(in: text, within: subjects, isLabel: isLabel).map(\.entry.id)
  }

  @Test func `every bundled line can be read and names only what exists`() {
    #expect(Lexicon.bundledProblems.isEmpty)
    #expect(Lexicon.bundled.entries.count { $0.domain == "aws" } >= 230)
    for entry in Lexicon.bundled.entries {
      for id in (entry.owner.map { [$0] } ?? []) + entry.classes {
        #expect(Lexicon.bundled.entry(id) != nil, "\(entry.id) names \(id)")
      }
    }
    #expect(Lexicon.knownRelations.count == Lexicon.relations.split(separator: "\n").count)
    for relation in Lexicon.knownRelations {
      #expect(Lexicon.bundled.entry(relation.from) != nil, "\(relation.from)")
      #expect(Lexicon.bundled.entry(relation.to) != nil, "\(relation.to)")
    }
  }

  @Test func `no owner leads back to itself`() {
    for entry in Lexicon.bundled.entries {
      var owner = entry.owner, steps = 0
      while let id = owner, steps <= 10 {
        owner = Lexicon.bundled.entry(id)?.owner
        steps += 1
      }
      #expect(steps <= 4, "\(entry.id)")
    }
  }

  @Test(arguments: [
    ("kinesis data firehose stores to amazon s3", ["firehose", "s3"]),
    ("AWS LAMBDA and Lambda@Edge", ["lambda", "lambda-at-edge"]),
    ("point in time recovery, Point-in-Time Recovery", ["pitr", "pitr"]),
    ("dynamo db tables", ["dynamodb"]),
    ("the vpcs of two accounts", ["vpc"]),
    ("resource policies", ["resource-policy"]),
    ("step functions and a step function", ["step-functions", "step-functions"]),
    ("lambdaesque dynamodbish", []),
    ("read - only - replica", []),
    ("AWS Lambdaは関数です", ["lambda"]),
  ])
  func `the longest name wins over word boundaries in any case`(text: String, ids: [String]) {
    #expect(Self.found(text).filter { Self.lexicon.entry($0)?.isConcept == true } == ids)
  }

  @Test func `an everyday word is a name only where its owner is the subject`() {
    #expect(Self.found("each item has attributes") == [])
    #expect(Self.found("each item has attributes", within: ["dynamodb"]) == ["item", "attribute"])
    #expect(Self.found("private", within: ["api-gateway"], isLabel: true) == ["private-endpoint"])
    #expect(Self.found("private", within: ["vpc"], isLabel: true) == [])
    #expect(Self.found("a private network", within: ["api-gateway"], isLabel: true) == [])
  }

  @Test func `texts that name nothing of a field keep its everyday words`() {
    let astronomy = Self.lexicon.narrowed(to: ["The redshift of a galaxy.", "An aurora over a glacier."])
    #expect(astronomy.matches(in: "redshift and aurora").isEmpty)
    let cloud = Self.lexicon.narrowed(to: ["copy from Amazon S3 to Redshift"])
    #expect(cloud.matches(in: "redshift").map(\.entry.id) == ["redshift"])
  }

  @Test(arguments: [
    ("aws lambda functions use iam", "AWS Lambda functions use IAM"),
    ("javascript, nodejs and c#", "JavaScript, Node.js and C#"),
    ("a nosql database behind an url", "a NoSQL database behind an URL"),
    ("kinesis data firehouse", "Kinesis Data Firehose"),
    ("resource policies", "resource policies"),
  ])
  func `names are shown in their own spelling`(text: String, display: String) {
    #expect(Self.lexicon.display(text) == display)
  }

  @Test func `an overlay adds entries and replaces known ones`() {
    let overlay = Lexicon("turbine | Gas turbine | term | gas turbine\ns3 | My S3 | service | S3")
    let merged = Self.lexicon.merged(with: overlay)
    #expect(merged.matches(in: "gas turbines in s3").map(\.entry.name) == ["Gas turbine", "My S3"])
    #expect(Self.lexicon.entry("turbine") == nil)
    #expect(Lexicon.problems(in: "a | b\n\n# comment\nx | X | service | X") == [1])
  }

  @Test func `a renamed service tells its new name, since when and who says so`() throws {
    let renaming = try #require(Self.lexicon.entry("firehose")?.renaming)
    #expect(renaming.name == "Amazon Data Firehose")
    #expect(renaming.since == "2024-02")
    #expect(!renaming.source.isEmpty && !renaming.asOf.isEmpty)
  }

  @Test func `matching never reads outside of a text`() {
    let pieces = [
      "aws", "lambda", "-", "@", "edge", " ", "  ", "é", "日本", "s", "(", ")", "/", "\u{0301}", "🙂", "kinesis", ".",
      "c#",
    ]
    forEachSeed(300) { random in
      let text = (0..<random.integer(in: 0...12)).map { _ in pieces[random.integer(in: 0...(pieces.count - 1))] }
        .joined()
      var end = text.startIndex
      for match in Self.lexicon.matches(in: text, within: ["lambda"], isLabel: true) {
        guard match.range.lowerBound >= end, match.range.upperBound <= text.endIndex, !match.range.isEmpty else {
          throw Broken("a match overlaps in \(text.debugDescription)")
        }
        end = match.range.upperBound
      }
    }
  }
}
