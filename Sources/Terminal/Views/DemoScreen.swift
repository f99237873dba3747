import Notes

/// Draws a demo being played.
public enum DemoScreen {
  public static func draw(_ player: DemoPlayer, width: Int, height: Int, theme: Theme) -> QuizScreen.Drawn {
    let columns = Frame.columns(width)
    var frame = Frame()
    frame.title = player.play.title
    frame.titleRight = "demo"
    frame.notice = player.problem
    switch player.stage {
    case .setup(let selected):
      frame.progress = 0
      frame.subtitle = "1 Set up"
      frame.body = lines(of: player.play.situation, width: columns) + [.blank]
      frame.body += parameterLines(player.play.parameters, selected: selected, columns: columns)
      let keys = player.play.parameters.isEmpty ? [] : [("↑↓", "choose"), ("←→", "change")]
      frame.foot = [keyLine([("enter", "predict")] + keys.map { ($0.0, $0.1) } + [("q", "back")], columns: columns)]
    case .predict(let index):
      let all = player.outcome?.predictions ?? []
      frame.progress = Double(index + 1) / Double(all.count + 1)
      frame.subtitle = "2 Predict" + (all.count > 1 ? ", question \(index + 1) of \(all.count)" : "")
      frame.body = predictionLines(all[index], typing: player.typing, columns: columns)
      frame.foot = [
        keyLine(
          (all[index].choices.isEmpty
            ? [("enter", "answer")] : [("1–\(all[index].choices.count)", "answer"), ("enter", "pass")])
            .map { ($0.0, $0.1) } + [("esc", "set up again")], columns: columns)
      ]
    case .result:
      frame.progress = 1
      frame.subtitle = "3 What happened, and why"
      frame.body = resultLines(player, columns: columns)
      frame.foot = [keyLine([("↓", "scroll"), ("r", "run again"), ("q", "back")], columns: columns)]
    }
    let drawn = frame.draw(width: width, height: height, scroll: player.scroll, theme: theme)
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
    if prediction.choices.isEmpty {
      body += wrap([Piece("› ", .key), Piece(typing), Piece("▏", .key)], width: columns, hangingIndent: 2)
    }
    for (index, choice) in prediction.choices.enumerated() {
      body += wrap([Piece("\(index + 1)  ", .key), Piece(choice)], width: columns, hangingIndent: 3)
    }
    return body
  }

  static func resultLines(_ player: DemoPlayer, columns: Int) -> [StyledLine] {
    guard let outcome = player.outcome else { return [] }
    var body: [StyledLine] = []
    func section(_ title: String, _ lines: [StyledLine]) {
      guard !lines.isEmpty else { return }
      if !body.isEmpty { body.append(.blank) }
      body += [StyledLine(title, .heading)] + lines
    }
    section("Your predictions", verdictLines(outcome.predictions, player.answers, columns: columns))
    section("Timeline", timelineLines(outcome, columns: columns))
    section("Step by step", stepLines(outcome.steps, columns: columns))
    section("The bill", billLines(outcome, columns: columns))
    section(
      "Try next",
      player.play.tryNext.flatMap { wrap([Piece("• ", .muted), Piece($0)], width: columns, hangingIndent: 2) })
    return body
  }

  static func verdictLines(_ predictions: [DemoOutcome.Prediction], _ answers: [String], columns: Int) -> [StyledLine] {
    zip(predictions, answers).flatMap { prediction, answer -> [StyledLine] in
      let isRight = prediction.isRight(answer)
      let sign = answer.isEmpty ? Piece("· ", .muted) : isRight ? Piece("✓ ", .good) : Piece("✗ ", .again)
      var lines = wrap([sign, Piece(prediction.question)], width: columns, hangingIndent: 2)
      let yours = answer.isEmpty ? " · passed" : isRight ? "" : " · you said: \(answer)"
      lines += wrap(
        [Piece("  Answer: ", .muted), Piece(prediction.answer, .answer), Piece(yours, .muted)], width: columns,
        hangingIndent: 2)
      if !isRight, let belief = prediction.beliefs[answer] {
        lines += wrap(
          [Piece("  "), Piece("That takes for true: ", .muted), Piece(belief)], width: columns, hangingIndent: 2)
      }
      return lines
    }
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
    func lanes(_ active: Int?) -> [Piece] {
      heads.indices.flatMap { lane in
        [
          lane == active ? Piece("●", .cited) : Piece("│", .rule),
          Piece(String(repeating: " ", count: Width.of(heads[lane]) + 1)),
        ]
      }
    }
    let lead = times + 2 + heads.reduce(0) { $0 + Width.of($1) + 2 }
    for event in outcome.events {
      let mark = event.step.map { [Piece(" [\($0 + 1)]", .muted)] } ?? []
      for (index, line) in wrap([Piece(event.text)] + mark, width: max(8, columns - lead)).enumerated() {
        let time = String(repeating: " ", count: times - Width.of(event.time)) + event.time + "  "
        body.append(
          StyledLine([Piece(index == 0 ? time : gap, .muted)] + lanes(index == 0 ? event.lane : nil) + line.pieces))
      }
    }
    return body
  }

  static func stepLines(_ steps: [DemoOutcome.Step], columns: Int) -> [StyledLine] {
    steps.enumerated().flatMap { index, step -> [StyledLine] in
      let number = "\(index + 1). "
      return wrap(
        [Piece(number, .key), Piece(step.time + "  ", .muted), Piece(step.text)], width: columns, hangingIndent: 3)
        + wrap(
          [Piece("   "), Piece(step.rule, .emphasis), Piece(" — " + step.source, .muted)], width: columns,
          hangingIndent: 3)
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
