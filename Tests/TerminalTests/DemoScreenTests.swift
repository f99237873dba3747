import Notes
import Terminal
import TestSupport
import Testing

private func screens(_ keys: [Key], _ size: (Int, Int)) -> String {
  var player = DemoPlayer(sampleDemo)
  func drawn() -> QuizScreen.Drawn {
    DemoScreen.draw(player, width: size.0, height: size.1, theme: Theme(hasColor: false))
  }
  for key in keys { _ = player.handle(key, scrollMax: drawn().scrollMax, page: drawn().page) }
  return drawn().screen.text
}

@Test(arguments: sizes) func `a demo is set up, predicted and explained`(width: Int, height: Int) {
  let stages: [[Key]] = [
    [], [.down, .left, .enter], [.enter, .character("2")], [.enter, .character("2"), .character("6"), .enter],
    [.enter, .character("2"), .character("6"), .enter, .end],
  ]
  let text = stages.map { screens($0, (width, height)) }.joined(separator: String(repeating: "=", count: width) + "\n")
  expectGolden(text, "demo-\(width)x\(height).txt")
}

@Test func `arrows step a parameter along its ladder and stop at its ends`() {
  var player = DemoPlayer(sampleDemo)
  func value() -> String { player.play.parameters[0].value }
  for (key, expected) in [(Key.right, "60"), (.right, "60"), (.left, "30"), (.left, "10"), (.left, "10")] {
    _ = player.handle(key, scrollMax: 0, page: 10)
    #expect(value() == expected)
  }
}

@Test func `a demo that refuses its values says why and stays`() {
  let demo = DemoPlay(
    id: "x", title: "X", parameters: [], situation: { _ in "" },
    run: { _ throws(DemoPlayError) in throw DemoPlayError("memory is between 128 and 10240 MB") })
  var player = DemoPlayer(demo)
  _ = player.handle(.enter, scrollMax: 0, page: 10)
  #expect(player.stage == .setup(selected: 0))
  #expect(
    DemoScreen.draw(player, width: 80, height: 24, theme: Theme(hasColor: false)).screen.text.contains("10240 MB"))
}

@Test func `the parameter that the arrows change is on the screen`() {
  let parameters = (1...30).map {
    DemoPlay.Parameter(name: "p\($0)", about: "about it", value: "1", ladder: ["1", "2"])
  }
  let demo = DemoPlay(
    id: "x", title: "X", parameters: parameters, situation: { _ in "Where we are." },
    run: { _ throws(DemoPlayError) in throw DemoPlayError("not now") })
  var player = DemoPlayer(demo)
  for parameter in parameters {
    let text = DemoScreen.draw(player, width: 40, height: 12, theme: Theme(hasColor: false)).screen.text
    #expect(text.contains("▸ \(parameter.name) "))
    _ = player.handle(.down, scrollMax: 100, page: 8)
  }
}

@Test func `nothing of the run is shown before the predictions are made`() {
  for keys in [[], [Key.enter], [.enter, .character("1")]] as [[Key]] {
    #expect(!screens(keys, (120, 40)).contains("sweep deletes"))
  }
}

@Test func `a demo is played line by line`() throws {
  var input = ["yes", "no idea", "58"][...], output: [String] = []
  try PlainDemo.run(sampleDemo, io: LineIO(read: { input.popFirst() }, write: { output.append($0) }))
  expectGolden(output.joined(separator: "\n") + "\n", "demo-plain.txt")
}
