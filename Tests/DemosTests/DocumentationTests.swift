import Basics
import Demos
import Foundation
import TestSupport
import Testing

/// What `docs/demos.md` shows is true.
@Suite struct DocumentationTests {
  private func page() throws -> String {
    try String(contentsOf: repositoryRoot.appendingPathComponent("docs/demos.md"), encoding: .utf8)
  }
  /// The commands of its code blocks, each as words after `rehearse demo`, without the remarks beside them.
  private func commands() throws -> [[String]] {
    try page().components(separatedBy: "\n").filter { $0.hasPrefix("rehearse demo ") }.map { line in
      let command = line.components(separatedBy: "  ")[0]
      return command.split(separator: " ").dropFirst(2).map(String.init)
    }
  }

  @Test func `every command shown works`() throws {
    let commands = try commands()
    #expect(commands.count >= 10)
    for words in commands {
      switch words[0] {
      case "list": #expect(words.count == 1 && !Catalogue.render(width: 80).isEmpty)
      case "show", "play": #expect(try !Catalogue.demo(words[1]).render(width: 80).isEmpty)
      case "run":
        let demo = try Catalogue.demo(words[1])
        _ = try demo.run(demo.arguments(Array(words.dropFirst(2))))
      case "sweep":
        let demo = try Catalogue.demo(words[1])
        let rest = Array(words.dropFirst(4))
        let sweep = try demo.sweep(String(words[2].dropFirst(2)), over: words[3], demo.arguments(rest))
        #expect(sweep.rows.count > 1)
      default: Issue.record("the page shows an unknown command: \(words)")
      }
    }
  }

  @Test func `the error shown is the error given`() throws {
    let demo = Demo.lambdaBilling
    do {
      _ = try demo.arguments(["--memory", "64"])
      Issue.record("64 MB were accepted")
    } catch {
      #expect(try page().contains("rehearse: \(error.message)\n  \(error.remedy)\n"))
    }
  }

  @Test func `every demo is in its table, and every sign in its legend`() throws {
    let page = try page()
    for demo in Catalogue.all { #expect(page.contains("| `\(demo.name)` |")) }
    for kind in Timeline.Kind.allCases { #expect(page.contains("`\(kind.glyph)`")) }
  }
}
