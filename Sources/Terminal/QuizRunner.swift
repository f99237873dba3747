import Basics
import Cards
import Scheduling
import Study

/// The quiz on a full screen: keys to inputs, effects to the host, views to frames.
public struct QuizRunner<Host: QuizHost> {
  private var quiz: QuizSession
  private var host: Host
  private let terminal: TerminalSession, theme: Theme
  private var controls = QuizControls()
  private var sources: [QuizScreen.Source] = []
  private var summary: QuizSummary?

  /// Lines around a cited one, beside the answer and on the page of their own.
  private static var contextBeside: Int { 1 }
  private static var contextFull: Int { 6 }
  /// The screen is drawn anew so often, in milliseconds, so that labels stay true while a person thinks.
  private static var pulse: Int32 { 15_000 }

  /// Runs `quiz`, which must not have been started, until the person leaves or is interrupted.
  /// - Throws: What the host throws, or a `TerminalError`; the terminal is put back before.
  public static func run(
    _ quiz: QuizSession, host: inout Host, theme: Theme, input: Int32 = 0, output: Int32 = 1
  ) throws -> QuizEnd {
    let terminal = try TerminalSession(input: input, output: output)
    defer { terminal.close() }
    var runner = QuizRunner(quiz: quiz, host: host, terminal: terminal, theme: theme)
    defer { host = runner.host }
    return try runner.run()
  }

  private init(quiz: QuizSession, host: Host, terminal: TerminalSession, theme: Theme) {
    (self.quiz, self.host, self.terminal, self.theme) = (quiz, host, terminal, theme)
  }

  private mutating func run() throws -> QuizEnd {
    var end = try carryOut(quiz.start(at: host.now()))
    while end == nil {
      let drawn = draw()
      switch try terminal.next(timeout: Self.pulse) {
      case .key(let key): end = try handle(key, drawn)
      case .resized, .resumed, .timeout: break
      case .stop(let signal): end = .interrupted(signal: signal, finalSummary())
      case .hangUp: end = .interrupted(signal: 1, finalSummary())
      }
    }
    return end!
  }

  private mutating func handle(_ key: Key, _ drawn: QuizScreen.Drawn) throws -> QuizEnd? {
    let before = quiz.view(at: host.now())
    switch controls.handle(key, before, scrollMax: drawn.scrollMax, page: drawn.page) {
    case nil, .redraw: break
    case .interrupt: return .interrupted(signal: 2, finalSummary())
    case .suspend: try terminal.suspend()
    case .input(let input):
      let end = try carryOut(quiz.handle(input, at: host.now()))
      if end != nil { return end }
      let after = quiz.view(at: host.now())
      if after.card?.id != before.card?.id || after.phase != before.phase || after.overlay != before.overlay {
        controls.scroll = 0
      }
      readSources(for: after)
    }
    if key == .control("l") { terminal.forgetScreen() }
    return nil
  }

  private func draw() -> QuizScreen.Drawn {
    let now = host.now(), (width, height) = terminal.size
    let drawn = QuizScreen.draw(
      quiz.view(at: now), controls: controls, sources: sources, at: now, width: width, height: height, theme: theme)
    terminal.show(drawn.screen)
    return drawn
  }

  private mutating func readSources(for view: QuizView) {
    guard let card = view.card, view.phase == .answer else {
      sources = []
      return
    }
    let isFull = view.overlay == .source
    sources = (isFull ? card.sources : Array(card.sources.prefix(1))).map { span in
      QuizScreen.Source(
        span: span, lines: host.sourceLines(of: span, context: isFull ? Self.contextFull : Self.contextBeside))
    }
  }

  private mutating func carryOut(_ effects: [QuizEffect]) throws -> QuizEnd? {
    for effect in effects {
      switch effect {
      case .record(let card, let review, let state):
        try host.record(review, of: card, by: quiz.scheduler(of: card), state: state)
      case .undo: try host.undo()
      case .bury(let card, let until): try host.bury(card, until: until)
      case .suspend(let card): try host.suspend(card)
      case .tag(let card, let tag, let isOn): try host.tag(card, tag, isOn: isOn)
      case .openPrediction(let demo, let prediction, let seed):
        if let drawn = host.draw(demo: demo, prediction: prediction, seed: seed) {
          _ = quiz.handle(.drawn(drawn), at: host.now())
        }
      case .openDemo(let id):
        guard let play = host.demo(id) else {
          quiz.tell("There is no demo \(id).")
          break
        }
        let end = try DemoRunner.run(play, on: terminal, theme: theme)
        if end.hasPredicted { try host.played(demo: id) }
        if let signal = end.signal {
          return .interrupted(signal: signal, finalSummary())
        }
        terminal.forgetScreen()
      case .showSource: break
      case .finished(let reached): summary = reached
      case .leave: return .left(finalSummary())
      }
    }
    return nil
  }

  /// The summary as of now, whether or not it was shown.
  private mutating func finalSummary() -> QuizSummary {
    for case .finished(let reached) in quiz.handle(.quit, at: host.now()) { summary = reached }
    return summary!
  }
}
