import Basics
import Cards
import Concepts
import Demos
import Notes
import TestSupport
import Testing

@Suite struct PredictionCardsTests {
  private func graph(_ ids: String...) -> ConceptGraph {
    ConceptGraph(
      concepts: ids.map { id in
        Concept(
          id: id, name: id, aliases: [], kind: .feature, sources: [SourceSpan(file: "notes/x.md", lines: 3...4)],
          importance: 0.5)
      }, edges: [])
  }

  @Test func `notes get cards for the predictions about their concepts and no others`() throws {
    let cards = PredictionCards.cards(for: graph("dynamodb-ttl", "s3"), deck: "serverless")
    #expect(!cards.isEmpty && cards.allSatisfy { $0.demo == "dynamodb-ttl" && $0.concepts == ["dynamodb-ttl"] })
    #expect(PredictionCards.cards(for: graph("s3"), deck: "serverless").isEmpty)
    let card = try #require(cards.first)
    #expect(card.form == .prediction(demo: "dynamodb-ttl", prediction: "readable"))
    #expect(card.id == CardID("demo/dynamodb-ttl/readable"))
    #expect(card.sources.map(\.description) == ["notes/x.md:3-4"])
    #expect(card.answer.plain == "yes")
  }

  @Test func `ids and fingerprints are stable and unique`() {
    let all = graph("lambda-pricing", "gb-second", "dynamodb-ttl", "global-tables", "pitr", "lambda-free-tier")
    let one = PredictionCards.cards(for: all, deck: "a"), other = PredictionCards.cards(for: all, deck: "a")
    #expect(one == other)
    #expect(Set(one.map(\.id)).count == one.count)
    #expect(Set(one.map(\.fingerprint.slot)).count == one.count)
  }

  @Test func `a draw fills the question with its parameters and has the run's answer`() throws {
    for demo in Catalogue.all {
      for prediction in demo.predictions {
        for seed in UInt64(0)..<6 {
          let drawn = try PredictionCards.draw(demo: demo.name, prediction: prediction.id, seed: seed)
          let again = try PredictionCards.draw(demo: demo.name, prediction: prediction.id, seed: seed)
          #expect(drawn.arguments == again.arguments && drawn.answer == again.answer)
          #expect(drawn.check(drawn.answer).verdict == .right)
          #expect(!drawn.question.contains("{") && !drawn.situation.contains("{"))
          #expect(drawn.cardQuestion.plain.contains(drawn.question))
          #expect(drawn.cardAnswer.plain == drawn.answerText)
        }
      }
    }
  }

  @Test func `different seeds draw different parameters`() throws {
    let drawn = try (UInt64(0)..<20).map {
      try PredictionCards.draw(demo: "lambda-billing", prediction: "monthly-bill", seed: $0)
    }
    #expect(Set(drawn.map(\.arguments)).count > 10)
    #expect(Set(drawn.map(\.answer)).count > 10)
    let easy = try PredictionCards.draw(demo: "lambda-billing", prediction: "monthly-bill", seed: 3, level: 0)
    #expect([.integer(512), .integer(1_024)].contains(easy.arguments["memory"]))
  }

  @Test func `an unknown demo or prediction is an error that names what there is`() {
    let near = ["lambda-async", "lambda-billing", "lambda-cold-starts"]
    #expect(throws: DemoError.unknownDemo("lambda", suggestions: near)) {
      try PredictionCards.draw(demo: "lambda", prediction: "x", seed: 1)
    }
    #expect(throws: DemoError.self) { try PredictionCards.draw(demo: "lambda-billing", prediction: "x", seed: 1) }
  }
}
