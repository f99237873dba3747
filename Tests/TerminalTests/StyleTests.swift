import Terminal
import Testing

private func theme(_ choice: ColorChoice, _ environment: [String: String], isTerminal: Bool = true) -> Theme {
  choice.theme(environment: { environment[$0] }, isTerminal: isTerminal)
}

@Test func `colour is off for NO_COLOR, dumb terminals and pipes, on when asked for`() {
  #expect(theme(.auto, ["TERM": "xterm"]).hasColor)
  #expect(!theme(.auto, ["TERM": "xterm", "NO_COLOR": "1"]).hasColor)
  #expect(theme(.auto, ["TERM": "xterm", "NO_COLOR": ""]).hasColor)
  #expect(!theme(.auto, ["TERM": "dumb"]).hasColor)
  #expect(!theme(.auto, ["TERM": "xterm"], isTerminal: false).hasColor)
  #expect(theme(.always, ["NO_COLOR": "1"], isTerminal: false).hasColor)
  #expect(!theme(.never, ["TERM": "xterm"]).hasColor)
}

@Test(arguments: [("15;0", Theme.Background.dark), ("0;15", .light), ("0;default;7", .light), ("x", .unknown)])
func `the background is read from COLORFGBG`(value: String, background: Theme.Background) {
  #expect(theme(.auto, ["TERM": "xterm", "COLORFGBG": value]).background == background)
}

@Test func `without colour no role has one, and with it none is illegible`() {
  for role in TextRole.allCases {
    #expect(Theme(hasColor: false).style(role).color == nil)
    for background in [Theme.Background.light, .unknown] {
      let color = Theme(hasColor: true, background: background).style(role).color
      #expect(color != .yellow, "yellow vanishes on white")
    }
    for background in [Theme.Background.dark, .unknown] {
      #expect(Theme(hasColor: true, background: background).style(role).color != .blue, "blue vanishes on black")
    }
  }
}
