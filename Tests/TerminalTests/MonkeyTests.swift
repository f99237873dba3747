import Basics
import Cards
import Scheduling
import Study
import Terminal
import TestSupport
import Testing

/// A collection that grades by itself, to compare with what the quiz says.
private struct Ledger {
  var states: [CardID: CardState] = [:]
  var undo: [(CardID, CardState)] = []
}

@Test func `whatever keys are pressed, every answer is recorded once and the states agree`() {
  let keys: [Key] =
    "1234 1234 1234 1234 ubxsdwth?quu kj".map { Key.character($0) } + [
      .enter, .escape, .up, .down, .pageDown, .home, .end, .backspace, .tab, .left, .control("w"), .control("u"),
      .control("l"), .character("語"),
    ]
  var answers = 0
  forEachSeed(12) { random in
    var clock = now, controls = QuizControls(), ledger = Ledger()
    let cards = (0..<25).map { number -> StudyCard in
      var card = [ttlCard, listCard, newCard][number % 3]
      card.id = CardID("c\(number)")
      card.sources = [SourceSpan(file: "notes/dynamodb.md", line: number + 1)]
      return StudyCard(card: card)
    }
    var session = try QuizSession(StudyMaterial(cards: cards, seed: random.next()), at: clock)
    _ = session.start(at: clock)
    for _ in 0..<300 {
      clock += .milliseconds(random.integer(in: 1...40_000))
      let view = session.view(at: clock)
      let drawn = QuizScreen.draw(
        view, controls: controls, at: clock, width: random.integer(in: 1...130), height: random.integer(in: 1...50),
        theme: Theme(hasColor: true))
      let key = keys[random.integer(in: 0...keys.count - 1)]
      guard case .input(let input) = controls.handle(key, view, scrollMax: drawn.scrollMax, page: drawn.page) else {
        continue
      }
      for effect in session.handle(input, at: clock) {
        switch effect {
        case .record(let card, let review, let state):
          let before = ledger.states[card] ?? .new
          guard view.card?.id == card, view.phase == .answer else { throw Broken("\(card) was graded unseen") }
          guard session.scheduler(of: card).answer(before, review) == state else {
            throw Broken("\(card) got another state")
          }
          ledger.undo.append((card, before))
          ledger.states[card] = state
          answers += 1
        case .bury(let card, _), .suspend(let card), .tag(let card, _, _):
          ledger.undo.append((card, ledger.states[card] ?? .new))
        case .undo(let card, let state):
          guard let last = ledger.undo.popLast(), last == (card, state) else { throw Broken("undid something else") }
          ledger.states[card] = state
        case .leave:
          // Somebody comes back at once.
          let studied = cards.map { StudyCard(card: $0.card, state: ledger.states[$0.id] ?? .new) }
          session = try QuizSession(StudyMaterial(cards: studied, seed: random.next()), at: clock)
          ledger.undo = []
          _ = session.start(at: clock)
        case .openDemo, .openPrediction, .showSource, .finished: continue
        }
      }
      for study in cards where session.state(of: study.id) != nil {
        guard session.state(of: study.id) == ledger.states[study.id] ?? .new else {
          throw Broken("\(study.id) differs")
        }
      }
    }
  }
  #expect(answers > 150, "the monkey has to answer to test anything")
}
