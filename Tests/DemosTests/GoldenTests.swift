import Basics
import Demos
import Simulation
import TestSupport
import Testing

/// Each demo at its defaults, as a person meets it. Read these as a stranger: is it clear what happened, and why?
@Suite struct GoldenTests {
  @Test func `each demo's page is as recorded`() {
    for demo in Catalogue.all {
      expectGolden(demo.render(width: 90).joined(separator: "\n") + "\n", "\(demo.name).show.txt")
    }
    expectGolden(Catalogue.render(width: 90).joined(separator: "\n") + "\n", "list.txt")
  }

  @Test func `each demo tells its story as recorded`() throws {
    for demo in Catalogue.all {
      let run = try demo.run(demo.defaults)
      expectGolden(run.render(width: 100).joined(separator: "\n") + "\n", "\(demo.name).run.txt")
    }
  }

  @Test func `each demo's trace is as recorded`() throws {
    for demo in Catalogue.all {
      let run = try demo.run(demo.defaults)
      expectGolden(run.trace.text(from: run.start), "\(demo.name).trace.txt")
    }
  }
}
