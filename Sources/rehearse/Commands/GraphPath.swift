import ArgumentParser
import Basics
import Concepts
import Foundation
import Storage

extension Graph {
  struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell how two concepts are related, by the shortest chain, with the lines that say so.",
      discussion: """
        Concepts are named by id, name or alias. With --only the chain keeps to relations of the given types.

        Example: rehearse graph path lambda dynamodb
        Example: rehearse graph path private-endpoint eni --only requires --only uses
        """)
    @Argument(help: "A concept.") var from: String
    @Argument(help: "Another concept.") var to: String
    @Option(help: "A type of relation to go by; can be given several times.") var only: [String] = []
    @OptionGroup var common: CommonOptions

    private struct Hop: Encodable {
      struct Line: Encodable {
        let file: String, line: Int, text: String
      }
      let from: String, to: String
      let type: Edge.Kind, kind: Edge.Kind
      let rule: String
      let sources: [SourceSpan]
      let lines: [Line]
    }

    func run() throws {
      let collection = try Collection(common)
      let whole = try collection.store.graph()
      let start = try Graph.concept(from, in: whole), end = try Graph.concept(to, in: whole)
      let kinds = try only.map(Self.kind)
      let graph =
        kinds.isEmpty
        ? whole : ConceptGraph(concepts: whole.concepts, edges: whole.edges.filter { kinds.contains($0.kind) })
      guard let path = graph.path(from: start.id, to: end.id) else {
        throw Failure(
          "\(start.id) and \(end.id) are not related in the notes"
            + (kinds.isEmpty ? "" : " by \(kinds.map(\.rawValue).joined(separator: ", "))"),
          remedy: kinds.isEmpty
            ? "`rehearse graph show \(start.id)` lists its relations."
            : "Leave out --only, or name further types: \(Edge.Kind.allCases.map(\.rawValue).joined(separator: ", ")).",
          code: .noInput)
      }
      var notes = NoteLines(try collection.store.files())
      let hops = path.map { edge in
        Hop(
          from: edge.from, to: edge.to, type: edge.kind, kind: edge.kind, rule: edge.rule, sources: edge.sources,
          lines: edge.sources.prefix(3).compactMap { span in
            notes.text(of: span).map { Hop.Line(file: span.file, line: span.lineStart, text: $0) }
          })
      }
      if common.json { return try Output.json(["path": hops]) }
      if path.isEmpty { return try Output.line("\(start.id) is \(end.id)") }
      for (hop, edge) in zip(hops, path) {
        var lines = ["\(edge.from) \(edge.kind.rawValue) \(edge.to)"]
        for source in edge.sources.prefix(3) {
          let text = hop.lines.first { $0.file == source.file && $0.line == source.lineStart }?.text
          lines.append("  \(source)" + (text.map { ": \($0)" } ?? ""))
        }
        if edge.sources.count > 3 { lines.append("  and \(edge.sources.count - 3) more") }
        try Output.line(Failure.printable(lines.joined(separator: "\n")))
      }
    }

    private static func kind(_ text: String) throws -> Edge.Kind {
      if let kind = Edge.Kind(rawValue: text.lowercased()) { return kind }
      throw Failure(
        "no relation is of the type \(text)",
        remedy: "Types are \(Edge.Kind.allCases.map(\.rawValue).joined(separator: ", ")).", code: .usage)
    }
  }

  /// The words of cited lines, where the notes are still what was read.
  struct NoteLines {
    private let places: [String: String]
    private var read: [String: [Substring]] = [:]
    private static let lettersMax = 160

    init(_ files: [NoteFile]) {
      places = Dictionary(files.map { ($0.path, $0.absolutePath) }, uniquingKeysWith: { first, _ in first })
    }

    /// The first line of a span without its Markdown marks; nil where it cannot be read any more.
    mutating func text(of span: SourceSpan) -> String? {
      if read[span.file] == nil {
        let data = places[span.file].flatMap { FileManager.default.contents(atPath: $0) }
        read[span.file] =
          data.map {
            String(decoding: $0, as: UTF8.self).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
          }
          ?? []
      }
      guard let lines = read[span.file], lines.indices.contains(span.lineStart - 1) else { return nil }
      var text = lines[span.lineStart - 1]
      while let first = text.first, first.isWhitespace || "#>-*+".contains(first) { text.removeFirst() }
      guard !text.isEmpty else { return nil }
      return text.count > Self.lettersMax ? text.prefix(Self.lettersMax - 1) + "…" : String(text)
    }
  }
}
