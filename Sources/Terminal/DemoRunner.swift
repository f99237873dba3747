/// How playing a demo ended.
public struct DemoEnd: Hashable, Sendable {
  /// The signal that ended it (2 for Ctrl-C), or nil when the person left.
  public let signal: Int32?
  /// Whether the person predicted anything; a run only looked at is none.
  public let hasPredicted: Bool
}

/// Plays a demo on a full screen.
public enum DemoRunner {
  /// Opens the terminal, plays, and puts it back.
  public static func run(_ play: DemoPlay, theme: Theme, input: Int32 = 0, output: Int32 = 1) throws -> DemoEnd {
    let terminal = try TerminalSession(input: input, output: output)
    defer { terminal.close() }
    return try run(play, on: terminal, theme: theme)
  }

  /// Plays within a session that is open, as from a card of the quiz.
  static func run(_ play: DemoPlay, on terminal: TerminalSession, theme: Theme) throws(TerminalError) -> DemoEnd {
    var player = DemoPlayer(play)
    func end(_ signal: Int32?) -> DemoEnd { DemoEnd(signal: signal, hasPredicted: player.hasPredicted) }
    terminal.forgetScreen()
    while true {
      let (width, height) = terminal.size
      let drawn = DemoScreen.draw(player, width: width, height: height, theme: theme)
      terminal.show(drawn.screen)
      switch try terminal.next() {
      case .key(let key):
        switch player.handle(key, scrollMax: drawn.scrollMax, page: drawn.page) {
        case .leave: return end(nil)
        case .interrupt: return end(2)
        case .suspend: try terminal.suspend()
        case .redraw: if key == .control("l") { terminal.forgetScreen() }
        case nil: break
        }
      case .resized, .resumed, .timeout: break
      case .stop(let signal): return end(signal)
      case .hangUp: return end(1)
      }
    }
  }
}
