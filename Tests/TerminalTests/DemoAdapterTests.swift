import Basics
import Demos
import Notes
import Study
import Terminal
import TestSupport
import Testing

/// Plays a demo by keys at a size: every prediction is passed or answered by its first choice.
private func playThrough(_ demo: Demo, width: Int, height: Int) throws -> (player: DemoPlayer, text: String) {
  var player = DemoPlayer(DemoPlay(demo, demo.defaults, seed: 1)), text = ""
  func drawn() -> QuizScreen.Drawn {
    DemoScreen.draw(player, width: width, height: height, theme: Theme(hasColor: false))
  }
  _ = player.handle(.enter, scrollMax: 0, page: height)
  while case .predict(let index) = player.stage {
    text += drawn().screen.text
    let isChoice = if case .choice = player.outcome!.predictions[index].form { true } else { false }
    _ = player.handle(isChoice ? .character("1") : .enter, scrollMax: 0, page: height)
    guard player.judgements.count == index + 1 else { throw Broken("prediction \(index) takes no answer") }
  }
  while true {
    let (max, page) = (drawn().scrollMax, drawn().page)
    text += drawn().screen.text
    guard player.scroll < max else { break }
    _ = player.handle(.pageDown, scrollMax: max, page: page)
  }
  return (player, text)
}

@Test(arguments: Catalogue.all.map(\.name), [(40, 12), (100, 30)])
func `every demo of the catalogue is played to its end`(name: String, size: (Int, Int)) throws {
  let demo = try Catalogue.demo(name)
  let (player, text) = try playThrough(demo, width: size.0, height: size.1)
  let run = try demo.run(demo.defaults)
  #expect(player.stage == .result && player.judgements.count == demo.predictions.count)
  #expect(text.contains(run.outcomes.first!.name) && text.contains("Timeline") && text.contains("Try next"))
  let outcome = player.outcome!
  #expect(outcome.rules.count == run.rules.count, "each rule that fired is told")
  #expect(outcome.bill.isEmpty || run.renderBill(width: 400).last?.hasSuffix("Total \(outcome.billTotal)") == true)
  #expect(outcome.events.count == run.timeline.entries.count)
}

@Test(arguments: Catalogue.all.map(\.name))
func `the right answer is judged right, nonsense is asked for again`(name: String) throws {
  let demo = try Catalogue.demo(name)
  let run = try demo.run(demo.defaults)
  for (prediction, shown) in zip(demo.predictions, DemoOutcome(run).predictions) {
    let answer =
      switch (shown.form, run.answer(to: prediction)) {
      case (.order(let options), .order(let steps)):
        steps.map { "\(options.firstIndex(of: $0)! + 1)" }.joined(separator: " ")
      default: shown.answer
      }
    #expect(try shown.judge(answer).verdict == .right, "\(prediction.id): \(answer)")
    #expect(throws: DemoPlayError.self) { try shown.judge("?!") }
    #expect(!shown.question.contains("(in )"))
  }
}

@Test(arguments: Catalogue.all.map(\.name))
func `the arrow keys reach only values that the demo takes`(name: String) throws {
  let demo = try Catalogue.demo(name)
  let play = DemoPlay(demo, demo.defaults, seed: 1)
  for parameter in play.parameters {
    #expect(parameter.ladder.contains(parameter.value))
    for value in parameter.ladder {
      #expect(throws: Never.self) { try demo.arguments([parameter.name: value]) }
    }
  }
}

@Test func `a refused value is explained and the demo stays at its set-up`() throws {
  var play = DemoPlay(.lambdaBilling, Demo.lambdaBilling.defaults, seed: 1)
  play.parameters[0].value = "a lot"
  var player = DemoPlayer(play)
  _ = player.handle(.enter, scrollMax: 0, page: 10)
  #expect(player.stage == .setup(selected: 0) && player.problem?.contains("a lot") == true)
}

@Test func `a drawn prediction depends on its seed alone, and its answer is accepted`() throws {
  for demo in Catalogue.all {
    for prediction in demo.predictions {
      for seed: UInt64 in 1...2 {
        let drawn = try Drawn(demo: demo.name, prediction: prediction.id, seed: seed)
        #expect(drawn == (try Drawn(demo: demo.name, prediction: prediction.id, seed: seed)))
        let check =
          drawn.steps.isEmpty
          ? AnswerCheck(typed: drawn.answer.plain, answer: drawn.answer.plain, tolerance: drawn.tolerance)
          : AnswerCheck(typed: drawn.steps.joined(separator: ", "), items: drawn.steps, inOrder: true)
        #expect(check.verdict == .right, "\(demo.name) \(prediction.id): \(drawn.answer.plain)")
        #expect(!drawn.question.plain.contains("{"))
      }
    }
  }
  #expect(throws: DemoError.self) { try Drawn(demo: "none", prediction: "x", seed: 1) }
}
