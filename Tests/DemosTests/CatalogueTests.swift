import Basics
import Cloud
import Concepts
import Demos
import Simulation
import TestSupport
import Testing

/// What holds for every demo; a new one is covered by being in the catalogue.
@Suite struct CatalogueTests {
  @Test func `names are unique and every concept is in the lexicon`() {
    #expect(Set(Catalogue.all.map(\.name)).count == Catalogue.all.count)
    let known = Set(Lexicon.bundled.entries.map(\.id))
    for demo in Catalogue.all {
      #expect(!demo.concepts.isEmpty)
      for concept in demo.concepts + demo.predictions.flatMap(\.concepts) {
        #expect(known.contains(concept), "\(demo.name): \(concept)")
      }
      for prediction in demo.predictions {
        #expect(!prediction.concepts.isEmpty && prediction.concepts.allSatisfy(demo.concepts.contains))
      }
    }
  }

  @Test func `each demo asks at least three predictions and suggests runs that work`() throws {
    for demo in Catalogue.all {
      #expect(demo.predictions.count >= 3)
      #expect(Set(demo.predictions.map(\.id)).count == demo.predictions.count)
      #expect(!demo.tryNext.isEmpty)
      for suggestion in demo.tryNext { _ = try demo.run(demo.arguments(suggestion.words)) }
    }
  }

  @Test func `no question, situation or title has an unfilled name`() throws {
    for demo in Catalogue.all {
      let run = try demo.run(demo.defaults)
      for text in [run.situation] + demo.predictions.map({ $0.question(demo.defaults) }) {
        #expect(!text.contains("{") || text.contains(": \""), "\(demo.name): \(text)")
      }
    }
  }

  @Test func `every misconception leads to another answer than the truth at the defaults`() throws {
    for demo in Catalogue.all {
      let truth = try demo.run(demo.defaults)
      for prediction in demo.predictions {
        var said = [prediction.text(of: truth.answer(to: prediction))]
        for misconception in prediction.misconceptions {
          let belief = try demo.run(demo.defaults, believing: misconception)
          let answer = prediction.text(of: belief.answer(to: prediction))
          #expect(!said.contains(answer), "\(demo.name) \(prediction.id): \(misconception.id) says \(answer) too")
          said.append(answer)
        }
        let choices = truth.choices(for: prediction)
        #expect(choices.filter(\.isTrue).count == 1)
        #expect(Set(choices.map { prediction.text(of: $0.value) }).count == choices.count)
      }
      #expect(!demo.misconceptions.isEmpty)
    }
  }

  @Test func `where a belief makes another trace, the point at which it parts from the truth can be shown`() throws {
    let demo = Demo.dynamoDBTimeToLive
    let parting = try #require(try demo.divergence(demo.defaults, believing: .ttlIsImmediate))
    #expect(parting.mine?.event == "ItemRead" && parting.theirs?.event == "ItemExpired")
    #expect(parting.text.contains("ItemExpired"))
  }

  @Test func `every rule that fired is in the explanation, with its source`() throws {
    for demo in Catalogue.all {
      let run = try demo.run(demo.defaults), explanation = run.explanation
      let text = explanation.render(width: 100).joined(separator: "\n")
      #expect(Set(run.trace.rules).isSubset(of: run.rules))
      for rule in run.rules {
        #expect(
          explanation.rules.contains(rule)
            && explanation.steps.contains { $0.because == rule || $0.also.contains(rule) })
        #expect(text.contains(rule.id))
        #expect(!rule.source.isEmpty)
      }
      let told = explanation.steps.reduce(0) { $0 + 1 + $1.folded }
      #expect(told == run.trace.entries.count)
      for step in explanation.steps {
        #expect(step.ruleNumbers.map { explanation.rules[$0 - 1] } == [step.because] + step.also)
        #expect(!step.text.hasPrefix("\(run.trace.entries[step.entry].event):"), "\(step.text) is no sentence")
      }
    }
  }

  @Test func `the same arguments and seed give the same run, byte for byte`() throws {
    for demo in Catalogue.all {
      let one = try demo.run(demo.defaults, seed: 7), other = try demo.run(demo.defaults, seed: 7)
      #expect(one.trace.text(from: one.start) == other.trace.text(from: other.start))
      #expect(one.bill == other.bill)
      #expect(one.timeline == other.timeline)
    }
  }

  @Test func `where chance plays no part another seed gives the same run, and where it does only the lags differ`()
    throws
  {
    for demo in Catalogue.all {
      let one = try demo.run(demo.defaults, seed: 1), other = try demo.run(demo.defaults, seed: 99)
      let isSame = one.trace.text(from: one.start) == other.trace.text(from: other.start)
      #expect(isSame == (demo.name != "dynamodb-ttl"), "\(demo.name)")
      for prediction in demo.predictions {
        #expect(one.answer(to: prediction) == other.answer(to: prediction), "\(demo.name) \(prediction.id)")
      }
    }
  }

  @Test func `any arguments within their ranges run, and every prediction has an answer`() throws {
    for demo in Catalogue.all {
      forEachSeed(25) { random in
        let arguments = Arguments.any(demo.parameters, from: &random)
        let run = try demo.run(arguments, seed: random.next())
        for prediction in demo.predictions {
          let truth = run.answer(to: prediction)
          guard run.check(truth, for: prediction).verdict == .right else {
            throw Broken("\(demo.name) \(arguments.flags): \(prediction.id) does not accept its own answer")
          }
        }
        guard run.timeline.render(width: 80).allSatisfy({ $0.count <= 80 }) else {
          throw Broken("\(demo.name) \(arguments.flags): the timeline is too wide")
        }
        guard !run.explanation.steps.isEmpty, run.bill.total >= .zero else {
          throw Broken("\(demo.name) \(arguments.flags): nothing to explain, or a bill below zero")
        }
      }
    }
  }

  @Test func `what a prediction card draws is within the parameters' ranges`() throws {
    for demo in Catalogue.all {
      forEachSeed(40) { random in
        let drawn = Arguments.drawn(demo.parameters, from: &random)
        for (parameter, value) in zip(drawn.parameters, drawn.values) {
          guard try parameter.check(value) == value else { throw Broken("\(demo.name): \(parameter.name)") }
        }
      }
    }
  }

  @Test func `a mistyped name is answered with the nearest ones`() {
    #expect(throws: DemoError.unknownDemo("dynamo-ttl", suggestions: ["dynamodb-ttl"])) {
      try Catalogue.demo("dynamo-ttl")
    }
    #expect(throws: DemoError.unknownDemo("zzz", suggestions: [])) { try Catalogue.demo("zzz") }
    do {
      _ = try Catalogue.demo("lambda-biling")
      Issue.record("found a demo that does not exist")
    } catch {
      #expect(error.message == "no demo is named 'lambda-biling'")
      #expect(error.remedy.contains("lambda-billing"))
    }
  }
}
