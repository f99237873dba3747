/// Plays a demo on a full screen.
public enum DemoRunner {
  /// Opens the terminal, plays, and puts it back.
  /// - Returns: The signal that ended it (2 for Ctrl-C), or nil when the person left.
  public static func run(_ play: DemoPlay, theme: Theme, input: Int32 = 0, output: Int32 = 1) throws -> Int32? {
    let terminal = try TerminalSession(input: input, output: output)
    defer { terminal.close() }
    return try run(play, on: terminal, theme: theme)
  }

  /// Plays within a session that is open, as from a card of the quiz.
  static func run(_ play: DemoPlay, on terminal: TerminalSession, theme: Theme) throws(TerminalError) -> Int32? {
    var player = DemoPlayer(play)
    terminal.forgetScreen()
    while true {
      let (width, height) = terminal.size
      let drawn = DemoScreen.draw(player, width: width, height: height, theme: theme)
      terminal.show(drawn.screen)
      switch try terminal.next() {
      case .key(let key):
        switch player.handle(key, scrollMax: drawn.scrollMax, page: drawn.page) {
        case .leave: return nil
        case .interrupt: return 2
        case .suspend: try terminal.suspend()
        case .redraw: if key == .control("l") { terminal.forgetScreen() }
        case nil: break
        }
      case .resized, .resumed, .timeout: break
      case .stop(let signal): return signal
      case .hangUp: return 1
      }
    }
  }
}
