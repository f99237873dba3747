import Notes

/// Draws a demo being played.
public enum DemoScreen {
  public static func draw(_ player: DemoPlayer, width: Int, height: Int, theme: Theme) -> QuizScreen.Drawn {
    let columns = Frame.columns(width)
    var frame = Frame(), lineInView = 0
    frame.title = player.play.title
    frame.titleRight = "demo"
    frame.notice = player.problem
    switch player.stage {
    case .setup(let selected):
      frame.progress = 0
      frame.subtitle = "1 Set up"
      frame.body = lines(of: player.play.situation(player.play.values), width: columns) + [.blank]
      // From the second parameter on the page follows the choice; before, it begins with the situation.
      if selected > 0 {
        lineInView =
          frame.body.count
          + parameterLines(Array(player.play.parameters.prefix(selected + 1)), selected: nil, columns: columns).count
      }
      frame.body += parameterLines(player.play.parameters, selected: selected, columns: columns)
      let keys = player.play.parameters.isEmpty ? [] : [("↑↓", "choose"), ("←→", "change")]
      frame.foot = [keyLine([("enter", "predict")] + keys.map { ($0.0, $0.1) } + [("q", "back")], columns: columns)]
    case .predict(let index):
      let all = player.outcome?.predictions ?? []
      frame.progress = Double(index + 1) / Double(all.count + 1)
      frame.subtitle = "2 Predict" + (all.count > 1 ? ", question \(index + 1) of \(all.count)" : "")
      let prediction = all[index]
      frame.body = predictionLines(prediction, typing: player.typing, columns: columns)
      var keys = [("enter", player.typing.isEmpty ? "pass" : "answer"), ("esc", "set up again")]
      if case .choice(let choices) = prediction.form { keys.insert(("1–\(choices.count)", "answer"), at: 0) }
      frame.foot = [keyLine(keys.map { ($0.0, $0.1) }, columns: columns)]
    case .result:
      frame.progress = 1
      frame.subtitle = "3 What happened, and why"
      frame.body = resultLines(player, columns: columns)
      frame.foot = [keyLine([("↓", "scroll"), ("r", "run again"), ("q", "back")], columns: columns)]
    }
    var drawn = frame.draw(width: width, height: height, scroll: player.scroll, theme: theme)
    if lineInView > player.scroll + drawn.page {
      drawn = frame.draw(width: width, height: height, scroll: lineInView - drawn.page, theme: theme)
    }
    return QuizScreen.Drawn(screen: drawn.screen, scrollMax: drawn.scrollMax, page: drawn.page)
  }

  static func parameterLines(_ parameters: [DemoPlay.Parameter], selected: Int?, columns: Int) -> [StyledLine] {
    let nameWidth = min(columns / 2, parameters.map { Width.of($0.name) }.max() ?? 0)
    return parameters.enumerated().flatMap { index, parameter -> [StyledLine] in
      let isSelected = index == selected
      let name = Width.fitted(parameter.name, columns: nameWidth)
      let padding = String(repeating: " ", count: max(0, nameWidth - Width.of(name)) + 2)
      let value = parameter.value + (parameter.unit.isEmpty ? "" : " " + parameter.unit)
      let row = [
        Piece(isSelected ? "▸ " : "  ", .key), Piece(name + padding),
        Piece(" \(value) ", isSelected ? .selected : .strong),
      ]
      let about = parameter.about.isEmpty ? [] : [Piece("  " + parameter.about, .muted)]
      return wrap(row + about, width: columns, hangingIndent: 4)
    }
  }

  static func predictionLines(_ prediction: DemoOutcome.Prediction, typing: String, columns: Int) -> [StyledLine] {
    var body = wrap([Piece(prediction.question, .question)], width: columns) + [.blank]
    switch prediction.form {
    case .typed: break
    case .choice(let choices): return body + numbered(choices, columns: columns)
    case .order(let steps):
      body += numbered(steps, columns: columns)
      body += [.blank] + wrap([Piece("Type the numbers in order, such as 2 1 3.", .muted)], width: columns)
    }
    return body + wrap([Piece("› ", .key), Piece(typing), Piece("▏", .key)], width: columns, hangingIndent: 2)
  }

  private static func numbered(_ lines: [String], columns: Int) -> [StyledLine] {
    lines.enumerated().flatMap { index, line in
      wrap([Piece("\(index + 1)  ", .key), Piece(line)], width: columns, hangingIndent: 3)
    }
  }

  /// How a timeline is shown: as a picture, or one sentence an event for who hears it.
  enum TimelineForm { case lanes, sentences }

  static func resultLines(_ player: DemoPlayer, timeline: TimelineForm = .lanes, columns: Int) -> [StyledLine] {
    guard let outcome = player.outcome else { return [] }
    var body: [StyledLine] = []
    func section(_ title: String, _ lines: [StyledLine]) {
      guard !lines.isEmpty else { return }
      if !body.isEmpty { body.append(.blank) }
      body += [StyledLine(title, .heading)] + lines
    }
    section("Your predictions", verdictLines(outcome.predictions, player.judgements, columns: columns))
    section("What came of it", factLines(outcome.facts, columns: columns))
    switch timeline {
    case .lanes: section("Timeline", timelineLines(outcome, columns: columns))
    case .sentences: section("Timeline", outcome.events.flatMap { sentence($0, outcome.lanes, columns: columns) })
    }
    section("Step by step", stepLines(outcome.steps, columns: columns))
    section("Why", ruleLines(outcome.rules, columns: columns))
    section("The bill", billLines(outcome, columns: columns))
    section(
      "Try next",
      player.play.tryNext.flatMap { wrap([Piece("• ", .muted), Piece($0)], width: columns, hangingIndent: 2) })
    return body
  }

  static func verdictLines(
    _ predictions: [DemoOutcome.Prediction], _ judgements: [DemoOutcome.Judgement?], columns: Int
  ) -> [StyledLine] {
    zip(predictions, judgements).flatMap { prediction, judgement -> [StyledLine] in
      let sign =
        switch judgement?.verdict {
        case .right: Piece("✓ ", .good)
        case .close: Piece("≈ ", .hard)
        case .wrong: Piece("✗ ", .again)
        case nil: Piece("· ", .muted)
        }
      return wrap([sign, Piece(prediction.question)], width: columns, hangingIndent: 2)
        + wrap(
          [Piece("  "), Piece(judgement?.text ?? "Passed: \(prediction.answer).", .muted)], width: columns,
          hangingIndent: 2)
    }
  }

  static func factLines(_ facts: [DemoOutcome.Fact], columns: Int) -> [StyledLine] {
    facts.flatMap { fact in
      wrap([Piece(fact.name + ": ", .muted), Piece(fact.value, .strong)], width: columns, hangingIndent: 2)
    }
  }

  private static func sentence(_ event: DemoOutcome.Event, _ lanes: [String], columns: Int) -> [StyledLine] {
    wrap([Piece("\(event.time) \(lanes[event.lane]): \(event.text)")], width: columns, hangingIndent: 2)
  }

  /// Time runs down; each lane is a column, by name where there is room and by letter where there is not.
  static func timelineLines(_ outcome: DemoOutcome, columns: Int) -> [StyledLine] {
    guard !outcome.events.isEmpty else { return [] }
    let times = outcome.events.map { Width.of($0.time) }.max() ?? 0
    let names = outcome.lanes.map { Sanitize.line($0) }
    let named = names.reduce(0) { $0 + Width.of($1) + 2 }
    let isNamed = times + 2 + named + 24 <= columns
    let letters = names.indices.map { String(UnicodeScalar(UInt8(65 + $0 % 26))) }
    let heads = isNamed ? names : letters
    var body: [StyledLine] = []
    if !isNamed {
      for (letter, name) in zip(letters, names) {
        body += wrap([Piece(letter, .strong), Piece("  " + name, .muted)], width: columns, hangingIndent: 3)
      }
    }
    let gap = String(repeating: " ", count: times + 2)
    body.append(
      StyledLine([Piece(gap)] + heads.flatMap { [Piece($0, .strong), Piece("  ")] }.dropLast()))
    func lanes(_ active: DemoOutcome.Event?) -> [Piece] {
      heads.indices.flatMap { lane in
        [
          active.flatMap { $0.lane == lane ? Piece($0.glyph, .cited) : nil } ?? Piece("│", .rule),
          Piece(String(repeating: " ", count: Width.of(heads[lane]) + 1)),
        ]
      }
    }
    let lead = times + 2 + heads.reduce(0) { $0 + Width.of($1) + 2 }
    for event in outcome.events {
      for (index, line) in wrap([Piece(event.text)], width: max(8, columns - lead)).enumerated() {
        let time = String(repeating: " ", count: times - Width.of(event.time)) + event.time + "  "
        body.append(
          StyledLine([Piece(index == 0 ? time : gap, .muted)] + lanes(index == 0 ? event : nil) + line.pieces))
      }
    }
    return body
  }

  static func stepLines(_ steps: [DemoOutcome.Step], columns: Int) -> [StyledLine] {
    steps.flatMap { step -> [StyledLine] in
      let scene = step.scene.map { wrap([Piece($0, .strong)], width: columns) } ?? []
      return scene
        + wrap(
          [Piece("  " + step.time + "  ", .muted), Piece(step.text), Piece(" [\(step.rule + 1)]", .key)],
          width: columns,
          hangingIndent: 4)
    }
  }

  static func ruleLines(_ rules: [DemoOutcome.Rule], columns: Int) -> [StyledLine] {
    rules.enumerated().flatMap { index, rule -> [StyledLine] in
      let number = "[\(index + 1)] "
      return wrap([Piece(number, .key), Piece(rule.text)], width: columns, hangingIndent: number.count)
        + wrap(
          [Piece(String(repeating: " ", count: number.count)), Piece(rule.source, .muted)], width: columns,
          hangingIndent: number.count)
    }
  }

  static func billLines(_ outcome: DemoOutcome, columns: Int) -> [StyledLine] {
    guard !outcome.bill.isEmpty else { return [] }
    let rows = outcome.bill.map { [$0.item, $0.quantity, $0.price, $0.amount].map { Sanitize.line($0) } }
    let widths = (0..<4).map { column in rows.map { Width.of($0[column]) }.max() ?? 0 }
    let total = Width.of(outcome.billTotal)
    guard widths.reduce(0, +) + 6 <= columns else {
      return outcome.bill.flatMap { line in
        wrap([Piece(line.item + ": "), Piece(line.amount, .strong)], width: columns, hangingIndent: 2)
          + wrap([Piece("  \(line.quantity) at \(line.price)", .muted)], width: columns, hangingIndent: 2)
      } + [StyledLine([Piece("total "), Piece(outcome.billTotal, .strong)])]
    }
    func padded(_ text: String, _ width: Int, atRight: Bool) -> String {
      let padding = String(repeating: " ", count: max(0, width - Width.of(text)))
      return atRight ? padding + text : text + padding
    }
    let amountWidth = max(widths[3], total), all = widths[0] + widths[1] + widths[2] + amountWidth + 6
    return rows.map { row in
      StyledLine([
        Piece(padded(row[0], widths[0], atRight: false)),
        Piece("  " + padded(row[1], widths[1], atRight: true), .muted),
        Piece("  " + padded(row[2], widths[2], atRight: false), .muted),
        Piece("  " + padded(row[3], amountWidth, atRight: true)),
      ])
    } + [
      StyledLine([
        Piece(padded("total", all - amountWidth, atRight: false)),
        Piece(padded(outcome.billTotal, amountWidth, atRight: true), .strong),
      ])
    ]
  }
}
