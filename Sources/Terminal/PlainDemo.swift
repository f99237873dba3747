import Notes

/// Plays a demo line by line: the values as they are set, its predictions asked, then everything that happened.
public enum PlainDemo {
  private static let columns = 100

  /// - Returns: Whether a prediction was made.
  @discardableResult
  public static func run(_ play: DemoPlay, io: LineIO = .standard) throws(TerminalError) -> Bool {
    io.write(Sanitize.line(play.title))
    io.writeLines(lines(of: play.situation(play.values), width: columns))
    io.writeLines(DemoScreen.parameterLines(play.parameters, selected: nil, columns: columns))
    var player = DemoPlayer(play)
    _ = player.handle(.enter, scrollMax: 0, page: 1)
    if let problem = player.problem {
      io.write(Sanitize.line(problem))
      return false
    }
    while case .predict(let index) = player.stage, let prediction = player.outcome?.predictions[index] {
      io.write("")
      io.write("Predict: \(Sanitize.line(prediction.question))")
      switch prediction.form {
      case .typed: break
      case .choice(let lines), .order(let lines):
        for (number, line) in lines.enumerated() { io.write("  \(number + 1) \(Sanitize.line(line))") }
      }
      if case .order = prediction.form { io.write("Type the numbers in order, such as 2 1 3.") }
      // Without more input every question is passed over.
      player.answer(io.read() ?? "")
      if let problem = player.problem { io.write(Sanitize.line(problem)) }
    }
    io.write("")
    io.writeLines(DemoScreen.resultLines(player, timeline: .sentences, columns: columns))
    return player.hasPredicted
  }
}
