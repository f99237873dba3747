import ArgumentParser

@main
struct Rehearse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rehearse", abstract: "Turns technical notes into knowledge that lasts.", version: "0.1.0")
}
