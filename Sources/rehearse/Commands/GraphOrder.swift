import ArgumentParser
import Basics
import Concepts
import Storage

extension Graph {
  struct Order: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show the order in which concepts are introduced, and why.",
      discussion: """
        A concept comes after what it requires, is part of, limits or is a kind of, and a pattern after what it uses; what is free comes in the order of the notes. \
        Where such relations go in a circle, the one that the fewest lines say is left out, and named at the end.

        Example: rehearse graph order
        """)
    @OptionGroup var common: CommonOptions

    private struct Report: Encodable {
      struct Step: Encodable {
        let concept: String
        let after: [Link]
      }
      struct Link: Encodable {
        let from: String, to: String
        let type: Edge.Kind
        let sources: [SourceSpan]

        init(_ edge: Edge) { (from, to, type, sources) = (edge.from, edge.to, edge.kind, edge.sources) }
      }
      let order: [Step]
      let leftOut: [Link]

      enum CodingKeys: String, CodingKey {
        case order
        case leftOut = "left_out"
      }
    }

    func run() throws {
      let graph = try Collection(common).store.graph()
      let steps = graph.introductionSteps(), cut = graph.cutEdges()
      if common.json {
        return try Output.json(
          Report(
            order: steps.map { Report.Step(concept: $0.concept, after: $0.after.map(Report.Link.init)) },
            leftOut: cut.map(Report.Link.init)))
      }
      for (number, step) in steps.enumerated() {
        let reasons = step.after.map { edge in
          "\(edge.kind.rawValue) \(edge.to)" + (edge.sources.first.map { " (\($0))" } ?? "")
        }
        try Output.line(
          Failure.printable(
            "\(number + 1). \(step.concept)\(reasons.isEmpty ? "" : "  \(reasons.joined(separator: ", "))")"))
      }
      for edge in cut {
        try Output.line(Failure.printable("left out of a circle: \(edge.from) \(edge.kind.rawValue) \(edge.to)"))
      }
    }
  }
}
