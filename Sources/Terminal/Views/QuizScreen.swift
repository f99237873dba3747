import Basics
import Cards
import Notes
import Scheduling
import Study

/// Draws the quiz.
public enum QuizScreen {
  /// Lines of a note with the span they were asked for.
  public struct Source: Hashable, Sendable {
    public let span: SourceSpan
    public let lines: [SourceLine]
    public init(span: SourceSpan, lines: [SourceLine]) { (self.span, self.lines) = (span, lines) }
  }

  /// A drawn frame with how far it can be scrolled and how many lines its body has.
  public struct Drawn {
    public let screen: Screen
    public let scrollMax: Int, page: Int
  }

  public static func draw(
    _ view: QuizView, controls: QuizControls = QuizControls(), sources: [Source] = [], at now: Instant, width: Int,
    height: Int, theme: Theme
  ) -> Drawn {
    let columns = Frame.columns(width)
    var frame = Frame()
    let progress = view.progress
    frame.title = view.card.map { $0.deck.deckTitle } ?? "Rehearse"
    frame.titleRight = progress.total > 0 ? "\(progress.done) of \(progress.total)" : ""
    frame.progress = progress.total > 0 ? Double(progress.done) / Double(progress.total) : 0
    frame.notice = view.notice
    frame.subtitle = view.card?.context ?? ""
    let counts = "\(progress.new) new · \(progress.learning) learning · \(progress.review) due"
    if view.card != nil, columns >= 60 {
      frame.subtitleRight = counts + (view.timeLeft.map { " · \(IntervalLabel.words($0)) left" } ?? "")
    }

    switch (view.phase, view.overlay) {
    case (.finished(let summary), _):
      frame.body = SummaryLines.lines(summary, at: now, columns: columns)
      frame.foot = [
        keyLine([("q", "leave"), view.canUndo ? ("u", "undo") : ("", "")].filter { !$0.0.isEmpty }, columns: columns)
      ]
    case (_, .help): frame.body = helpLines(columns)
    case (_, .info): frame.body = infoLines(view, columns: columns)
    case (_, .why): frame.body = whyLines(view, at: now, columns: columns)
    case (_, .source): frame.body = sourceLines(sources, columns: columns)
    case (.question, .none), (.answer, .none):
      frame.body = cardLines(view, controls, sources, columns: columns)
    }
    if view.card != nil {
      frame.foot =
        view.overlay == .none
        ? foot(view, controls, columns: columns, tall: height >= 16)
        : [keyLine([("esc", "back to the card"), ("↓", "scroll")], columns: columns)]
    }
    let drawn = frame.draw(width: width, height: height, scroll: controls.scroll, theme: theme)
    return Drawn(screen: drawn.screen, scrollMax: drawn.scrollMax, page: drawn.page)
  }

  // MARK: - Card

  private static func cardLines(
    _ view: QuizView, _ controls: QuizControls, _ sources: [Source], columns: Int
  ) -> [StyledLine] {
    guard let card = view.card else { return [] }
    var body = lines(of: view.question, width: columns, role: .question)
    if let typing = controls.typing {
      body += [.blank] + wrap([Piece("› ", .key), Piece(typing), Piece("▏", .key)], width: columns, hangingIndent: 2)
    }
    guard view.phase == .answer else { return body }
    body += [StyledLine(String(repeating: "╌", count: min(12, columns)), .rule)]
    body += answerLines(view, card, columns: columns)
    if let check = view.check { body += [.blank] + checkLines(check, columns: columns) }
    if let first = sources.first, !first.lines.isEmpty {
      body += [.blank] + sourceLines([first], columns: columns)
    }
    if let demo = card.demo, columns >= 40 {
      body += [.blank, StyledLine([Piece("d", .key), Piece(" plays the demo ", .muted), Piece(demo, .link)])]
    }
    return body
  }

  private static func answerLines(_ view: QuizView, _ card: Card, columns: Int) -> [StyledLine] {
    var body: [StyledLine]
    switch card.form {
    case .list(let items):
      body = items.flatMap { item(RichText(markdown: $0), bullet: "• ", columns: columns) }
    case .sequence(let steps):
      body = steps.enumerated().flatMap { index, step in
        item(RichText(markdown: step), bullet: "\(index + 1). ", columns: columns)
      }
    case .basic, .cloze, .compare, .prediction: body = lines(of: view.answer, width: columns, role: .answer)
    }
    if !view.accept.isEmpty {
      body += wrap([Piece("also: " + view.accept.joined(separator: " · "), .muted)], width: columns, hangingIndent: 6)
    }
    return body
  }

  /// One of several things to recall, behind its bullet.
  private static func item(_ text: RichText, bullet: String, columns: Int) -> [StyledLine] {
    let indent = Width.of(bullet)
    return lines(of: text, width: max(1, columns - indent), role: .answer).enumerated().map { index, line in
      StyledLine([index == 0 ? Piece(bullet, .muted) : Piece(String(repeating: " ", count: indent))] + line.pieces)
    }
  }

  static func verdict(_ check: AnswerCheck) -> String {
    switch check.verdict {
    case .right: "Right"
    case .almost: "Almost"
    case .wrong: "Not that"
    }
  }

  /// What was typed and, where it was not right, the expected answer piece by piece: signs say what colours say.
  private static func checkLines(_ check: AnswerCheck, columns: Int) -> [StyledLine] {
    let role: TextRole = check.verdict == .right ? .good : check.verdict == .almost ? .hard : .again
    let typed = wrap(
      [Piece(verdict(check), role), Piece(" · you typed: ", .muted), Piece(check.typed)], width: columns,
      hangingIndent: 2)
    guard check.verdict != .right, !check.pieces.isEmpty else { return typed }
    let pieces = check.pieces.flatMap { piece -> [Piece] in
      switch piece.kind {
      case .matched: [Piece("✓ " + piece.text, .good), Piece("  ")]
      case .missing: [Piece("– " + piece.text, .again), Piece("  ")]
      case .extra: [Piece("+ " + piece.text, .hard), Piece("  ")]
      }
    }
    return typed + wrap(pieces, width: columns)
  }

  // MARK: - Source, reason, help

  private static func sourceLines(_ sources: [Source], columns: Int) -> [StyledLine] {
    guard sources.contains(where: { !$0.lines.isEmpty }) else {
      return [StyledLine("The note cannot be read.", .muted)]
    }
    var body: [StyledLine] = []
    for source in sources where !source.lines.isEmpty {
      if !body.isEmpty { body.append(.blank) }
      body.append(StyledLine(Width.fitted(Sanitize.line(source.span.description), columns: columns), .muted))
      let digits = "\(source.lines.last?.number ?? 0)".count
      for line in source.lines {
        let number = String(repeating: " ", count: digits - "\(line.number)".count) + "\(line.number)"
        let gutter = Piece("\(line.isCited ? "▸" : " ")\(number) │ ", line.isCited ? .cited : .muted)
        let text = wrap([Piece(line.text, line.isCited ? .plain : .muted)], width: max(1, columns - digits - 4))
        for (index, part) in text.enumerated() {
          let lead = index == 0 ? gutter : Piece(String(repeating: " ", count: digits + 2) + "│ ", .muted)
          body.append(StyledLine([lead] + part.pieces))
        }
      }
    }
    return body
  }

  private static func whyLines(_ view: QuizView, at now: Instant, columns: Int) -> [StyledLine] {
    var body = [StyledLine("Why this card now", .heading)] + wrap([Piece(view.reason)], width: columns)
    body += [.blank, StyledLine("Where it stands", .heading)]
    let state = view.state
    var facts = [
      "\(state.phase.rawValue), \(state.reviews) \(state.reviews == 1 ? "review" : "reviews"), \(state.lapses) \(state.lapses == 1 ? "lapse" : "lapses")"
    ]
    if let memory = state.memory {
      facts.append("stability \(memory.stability.oneDecimal) days, difficulty \(memory.difficulty.oneDecimal) of 10")
    }
    if let last = state.lastReview { facts.append("last asked \(IntervalLabel.words(now - last)) ago") }
    body += facts.flatMap { wrap([Piece($0)], width: columns) }
    if !view.choices.isEmpty {
      body += [.blank, StyledLine("What each grade would do", .heading)]
      for choice in view.choices {
        let outcome = choice.state.memory.map { "stability \($0.stability.oneDecimal) days" } ?? ""
        body += wrap(
          [
            Piece("\(choice.rating.rawValue) \(choice.rating.word)", choice.rating.role),
            Piece(" asks again in \(IntervalLabel.words(choice.interval)): "), Piece(outcome, .muted),
          ], width: columns, hangingIndent: 2)
      }
    }
    return body
  }

  /// Everything that is known about the card.
  static func infoLines(_ view: QuizView, columns: Int) -> [StyledLine] {
    guard let card = view.card else { return [] }
    var facts = [
      ("id", card.id.rawValue), ("deck", card.deck.deckTitle),
      ("kind", "\(card.form.kind), by the pattern \(card.pattern)"),
      ("confidence", "\(Int((100 * card.confidence).rounded())) %"),
    ]
    if !card.concepts.isEmpty { facts.append(("concepts", card.concepts.joined(separator: ", "))) }
    if !view.tags.isEmpty { facts.append(("tags", view.tags.joined(separator: ", "))) }
    facts += card.sources.prefix(3).map { ("source", $0.description) }
    if let demo = card.demo { facts.append(("demo", demo)) }
    facts.append(("state", "\(view.state.phase.rawValue), \(view.state.reviews) reviews, \(view.state.lapses) lapses"))
    if let memory = view.state.memory {
      facts.append(
        ("memory", "stability \(memory.stability.oneDecimal) days, difficulty \(memory.difficulty.oneDecimal) of 10"))
    }
    return [StyledLine("The card", .heading)]
      + facts.flatMap { name, value in
        wrap(
          [Piece(name.padding(to: 12), .muted), Piece(Sanitize.line(value))], width: columns,
          hangingIndent: min(12, columns / 3))
      }
  }

  private static func helpLines(_ columns: Int) -> [StyledLine] {
    let keys: [(String, String)] = [
      ("space", "show the answer; then: good"), ("1 2 3 4", "again, hard, good, easy"), ("t", "type the answer"),
      ("u", "undo the last answer, as often as you like"), ("s", "the lines of the note"),
      ("d", "play the linked demo"),
      ("w", "why this card now, and what each grade does"), ("b", "bury: not again today"),
      ("x", "suspend: not again at all"), ("f", "flag the card, or take the flag away"),
      ("c", "mark as confusing: kept apart from others about the same"), ("i", "what is known about the card"),
      ("↑ ↓ j k", "scroll"), ("?", "this help"), ("q", "end with a summary"),
      ("ctrl-c", "stop at once; answers are kept"),
    ]
    return [StyledLine("Keys", .heading)]
      + keys.flatMap { key, does in
        wrap(
          [Piece(key, .key), Piece(String(repeating: " ", count: max(1, 9 - Width.of(key)))), Piece(does)],
          width: columns,
          hangingIndent: min(9, columns / 3))
      }
  }

  // MARK: - Foot

  private static func foot(_ view: QuizView, _ controls: QuizControls, columns: Int, tall: Bool) -> [StyledLine] {
    if controls.typing != nil {
      return [keyLine([("enter", "compare"), ("esc", "not typing")], columns: columns)]
    }
    guard view.phase == .answer else {
      let keys = [
        ("space", "show answer"), ("t", "type it"), ("u", "undo"), ("?", "help"), ("w", "why now"), ("q", "end"),
      ]
      return [keyLine(keys.filter { $0.0 != "u" || view.canUndo }.map { ($0.0, $0.1) }, columns: columns)]
    }
    let isTall = tall && columns < 64
    let cell = columns / 4
    func row(_ text: (QuizView.Choice) -> [Piece]) -> StyledLine {
      StyledLine(
        view.choices.flatMap { choice -> [Piece] in
          let pieces = text(choice), width = pieces.reduce(0) { $0 + Width.of($1.text) }
          return pieces + [Piece(String(repeating: " ", count: max(1, cell - width)))]
        })
    }
    var foot: [StyledLine] = []
    if columns >= 64 {
      foot.append(row { [Piece("\($0.rating.rawValue) \($0.rating.word)", $0.rating.role), Piece("  \($0.label)")] })
    } else if isTall {
      foot.append(row { [Piece("\($0.rating.rawValue) \($0.rating.word)", $0.rating.role)] })
      foot.append(row { [Piece("  \($0.label)")] })
    } else {
      foot.append(row { [Piece("\($0.rating.rawValue)", $0.rating.role), Piece(" \($0.label)")] })
    }
    var keys: [(String, String)] = [("s", "source")]
    if view.card?.demo != nil { keys.append(("d", "demo")) }
    if view.canUndo { keys.append(("u", "undo")) }
    keys += [("?", "help"), ("w", "why"), ("b", "bury"), ("q", "end")]
    foot.append(keyLine(keys.map { ($0.0, $0.1) }, columns: columns))
    return foot
  }
}

extension Rating {
  /// As it stands on the key.
  var word: String {
    switch self {
    case .again: "Again"
    case .hard: "Hard"
    case .good: "Good"
    case .easy: "Easy"
    }
  }
  var role: TextRole {
    switch self {
    case .again: .again
    case .hard: .hard
    case .good: .good
    case .easy: .easy
    }
  }
}

extension Double {
  var oneDecimal: String {
    let tenths = Int((max(0, min(self, 1e15)) * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - Width.of(self)))
  }

  /// `a › b` for `a::b`.
  var deckTitle: String {
    var title = ""
    var rest = self[...]
    while let character = rest.popFirst() {
      if character == ":", rest.first == ":" {
        rest.removeFirst()
        title += " › "
      } else {
        title.append(character)
      }
    }
    return title
  }
}
