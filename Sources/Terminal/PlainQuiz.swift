import Basics
import Cards
import Notes
import Scheduling
import Study

/// The quiz line by line: for pipes, for screen readers and for terminals that cannot place a cursor.
///
/// Reads one command a line; an empty line reveals. The end of the input ends the quiz with its summary.
public struct PlainQuiz<Host: QuizHost> {
  private var quiz: QuizSession
  private var host: Host
  private let io: LineIO
  private var summary: QuizSummary?
  private var isDone = false
  /// What was written last about the card, so that nothing is read out twice.
  private var told: (card: CardID, phase: QuizView.Phase, turn: Int)?
  private var turn = 0

  /// Wide enough not to break most lines: what reads them wraps by itself.
  private static var columns: Int { 100 }

  /// Runs `quiz`, which must not have been started. Throws what the host throws.
  public static func run(_ quiz: QuizSession, host: inout Host, io: LineIO = .standard) throws -> QuizEnd {
    var plain = PlainQuiz(quiz: quiz, host: host, io: io)
    defer { host = plain.host }
    return try plain.run()
  }

  private init(quiz: QuizSession, host: Host, io: LineIO) { (self.quiz, self.host, self.io) = (quiz, host, io) }

  private mutating func run() throws -> QuizEnd {
    try carryOut(quiz.start(at: host.now()))
    let progress = quiz.view(at: host.now()).progress
    if progress.total > 0 {
      io.write(
        "\(progress.total) \(progress.total == 1 ? "card" : "cards"): \(progress.new) new, \(progress.learning) learning, "
          + "\(progress.review) due.")
      io.write("Enter shows the answer; 1 again, 2 hard, 3 good, 4 easy; u undo, s source, h help, q quit.")
    }
    while !isDone {
      tell()
      // What nobody was shown is not asked.
      try io.check()
      if case .finished = quiz.view(at: host.now()).phase { break }
      guard let line = io.read() else { break }
      try obey(line)
    }
    if summary == nil { try carryOut(quiz.handle(.quit, at: host.now())) }
    io.write("")
    io.writeLines(SummaryLines.lines(summary!, at: host.now(), columns: Self.columns))
    try io.check()
    return .left(summary!)
  }

  /// Writes the question or the answer, unless that was the last thing written.
  private mutating func tell() {
    let view = quiz.view(at: host.now())
    if let notice = view.notice { io.write(Sanitize.line(notice)) }
    guard let card = view.card, told.map({ $0 != (card.id, view.phase, turn) }) ?? true else { return }
    let isSameQuestion = told.map { $0.card == card.id && $0.turn == turn } ?? false
    told = (card.id, view.phase, turn)
    if !isSameQuestion {
      io.write("")
      io.write("[\(view.progress.done + 1) of \(view.progress.total)] \(Sanitize.line(card.context))")
      write(lines(of: view.question, width: Self.columns), labelled: "Question")
    }
    guard view.phase == .answer else { return }
    if let check = view.check { io.write("\(QuizScreen.verdict(check)).") }
    write(lines(of: view.answer, width: Self.columns), labelled: "Answer")
    if !view.accept.isEmpty { io.write("Also: " + Sanitize.line(view.accept.joined(separator: "; "))) }
    if let source = card.sources.first { io.write("Source: \(Sanitize.line(source.description))") }
    if let demo = card.demo { io.write("Demo: \(Sanitize.line(demo))") }
    io.write(view.choices.map { "\($0.rating.rawValue) \($0.rating) \($0.label)" }.joined(separator: ", "))
  }

  private func write(_ lines: [StyledLine], labelled label: String) {
    for (index, line) in lines.enumerated() where !line.text.isEmpty {
      io.write(index == 0 ? "\(label): \(line.text)" : "  \(line.text)")
    }
  }

  private mutating func obey(_ line: String) throws {
    let command = line.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let isAnswer = quiz.view(at: host.now()).phase == .answer
    let input: QuizInput? =
      switch command {
      case "", "r", "reveal": isAnswer ? nil : .reveal
      case "1", "again": .grade(.again)
      case "2", "hard": .grade(.hard)
      case "3", "good": .grade(.good)
      case "4", "easy": .grade(.easy)
      case "u", "undo": .undo
      case "s", "source": .source
      case "d", "demo": .demo
      case "w", "why": .why
      case "b", "bury": .bury
      case "x", "suspend": .suspend
      case "f", "flag": .flag
      case "c", "confusing": .confusing
      case "i", "info": .info
      case "h", "?", "help": .help
      case "q", "quit": .quit
      default: nil
      }
    if let input {
      if case .grade = input, !isAnswer {
        // A grade without a look at the answer shows it all the same, for the record of the session.
        try carryOut(quiz.handle(.reveal, at: host.now()))
        tell()
      }
      return try carry(input)
    }
    guard !isAnswer else {
      io.write("Type 1 to 4 to grade, or h for help.")
      return
    }
    let typed = line.first == "=" ? String(line.dropFirst()) : line
    try carryOut(quiz.handle(.typed(typed), at: host.now()))
  }

  /// Overlays are written once and closed: lines cannot lie over each other.
  private mutating func carry(_ input: QuizInput) throws {
    try carryOut(quiz.handle(input, at: host.now()))
    let view = quiz.view(at: host.now())
    switch view.overlay {
    case .none: return
    case .help:
      io.write("Enter or reveal: show the answer. Any other text is your answer, to be compared;")
      io.write("  = before it where it looks like a command, such as = 3.")
      io.write("1 again, 2 hard, 3 good, 4 easy. u undo. s source lines. d demo. w why this card now.")
      io.write("b bury until tomorrow. x suspend. f flag. c mark as confusing. i card info. q quit with a summary.")
    case .why:
      io.write(
        "Why now: \(Sanitize.line(view.reason)). It is \(view.state.phase.rawValue), "
          + "\(view.state.reviews) \(view.state.reviews == 1 ? "review" : "reviews") so far.")
    case .info: io.writeLines(QuizScreen.infoLines(view, columns: Self.columns))
    case .source: break
    }
    _ = quiz.handle(.dismiss, at: host.now())
  }

  private mutating func carryOut(_ effects: [QuizEffect]) throws {
    for effect in effects {
      switch effect {
      case .record(let card, let review, let state):
        try host.record(review, of: card, by: quiz.scheduler(of: card), state: state)
        turn += 1
      case .undo:
        try host.undo()
        turn += 1
      case .bury(let card, let until):
        try host.bury(card, until: until)
        turn += 1
      case .suspend(let card):
        try host.suspend(card)
        turn += 1
      case .tag(let card, let tag, let isOn): try host.tag(card, tag, isOn: isOn)
      case .openPrediction(let demo, let prediction, let seed):
        if let drawn = host.draw(demo: demo, prediction: prediction, seed: seed) {
          _ = quiz.handle(.drawn(drawn), at: host.now())
        }
      case .openDemo(let id):
        if let play = host.demo(id) {
          if try PlainDemo.run(play, io: io) { try host.played(demo: id) }
        } else {
          io.write("There is no demo \(Sanitize.line(id)).")
        }
      case .showSource(let spans):
        for span in spans {
          io.write("\(Sanitize.line(span.description)):")
          for line in host.sourceLines(of: span, context: 0) {
            io.write("  \(line.number): \(Sanitize.line(line.text))")
          }
        }
      case .finished(let reached):
        summary = reached
      case .leave: isDone = true
      }
    }
  }
}
