import Basics
import Demos
import Simulation
import TestSupport
import Testing

/// Each demo at its defaults, as a person meets it. Read these as a stranger: is it clear what happened, and why?
@Suite struct GoldenTests {
  @Test func `each demo tells its story as recorded`() throws {
    for demo in Catalogue.all {
      let run = try demo.run(demo.defaults)
      var lines = [demo.title, ""]
      lines += [run.situation, ""]
      for prediction in demo.predictions {
        lines.append("? \(prediction.question(run.arguments))")
        for choice in run.choices(for: prediction) {
          let belief = choice.misconception.map { "  (\($0.id): \($0.says))" } ?? ""
          lines.append("  \(choice.isTrue ? "*" : " ") \(prediction.text(of: choice.value))\(belief)")
        }
      }
      lines += ["", "Timeline"] + run.timeline.render(width: 100)
      lines += ["", "What happened"] + run.explanation.render(width: 100)
      lines += ["", "Bill"] + run.renderBill(width: 100)
      lines += ["", "What came of it"] + run.outcomes.map { "\($0.name): \($0.value)" }
      expectGolden(lines.joined(separator: "\n") + "\n", "\(demo.name).txt")
    }
  }

  @Test func `each demo's trace is as recorded`() throws {
    for demo in Catalogue.all {
      let run = try demo.run(demo.defaults)
      expectGolden(run.trace.text(from: run.start), "\(demo.name).trace.txt")
    }
  }
}
