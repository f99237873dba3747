import Basics
import Cards
import Concepts
import Notes

/// Predictions as cards: the question is drawn anew at each review, and the run answers it.
public enum PredictionCards {
  public static let pattern = "prediction"

  /// A card for each prediction of a demo whose subject the graph has. Question and answer are those of the demo's
  /// defaults; a review asks `draw`.
  ///
  /// A card's sources are the first lines of the concepts it is about, so that the note can be shown. Ids are stable:
  /// `demo/lambda-billing/monthly-bill`. They sleep until the demo was played: a prediction is made first with the run
  /// at hand, and remembered afterwards.
  public static func cards(
    for graph: ConceptGraph, deck: String, demos: [Demo] = Catalogue.all
  ) -> [Card] {
    let sources = Dictionary(uniqueKeysWithValues: graph.concepts.map { ($0.id, $0.sources) })
    return demos.flatMap { demo -> [Card] in
      let present = demo.predictions.filter { $0.concepts.contains { !(sources[$0] ?? []).isEmpty } }
      guard !present.isEmpty, let run = try? demo.run(demo.defaults) else { return [] }
      return present.map { prediction in
        let concepts = prediction.concepts.filter { sources[$0] != nil }
        return card(
          prediction, run, deck: deck, concepts: concepts, sources: concepts.compactMap { sources[$0]?.first })
      }
    }
  }

  private static func card(
    _ prediction: Prediction, _ run: DemoRun, deck: String, concepts: [Concept.ID], sources: [SourceSpan]
  ) -> Card {
    let demo = run.demo
    let question = [run.situation, ask(prediction, run)].joined(separator: "\n\n")
    let answer = prediction.text(of: run.answer(to: prediction))
    return Card(
      id: CardID("demo/\(demo.name)/\(prediction.id)"), deck: deck,
      form: .prediction(demo: demo.name, prediction: prediction.id), pattern: pattern,
      question: RichText(markdown: question.escapedMarkdown), answer: RichText(markdown: answer.escapedMarkdown),
      context: demo.title, sources: sources, concepts: concepts, demo: demo.name,
      fingerprint: Fingerprint(
        slot: stableHash("\(pattern) \(demo.name) \(prediction.id)"),
        sourceText: "\(demo.name) \(prediction.id)"), asleep: .untilPlayed)
  }

  /// The question, and where answers are offered, those.
  private static func ask(_ prediction: Prediction, _ run: DemoRun) -> String {
    let question = prediction.question(run.arguments)
    switch prediction.kind {
    case .number(let unit, _): return unit.isEmpty ? question : Self.ask(question, " (in \(unit))")
    case .boolean: return question
    case .choice:
      let choices = run.choices(for: prediction).map { prediction.text(of: $0.value) }
      return Self.ask(question, ": \(listed(choices, "or"))")
    case .order: return Self.ask(question, ": \(listed(prediction.options(run.arguments).sorted(), "and"))")
    }
  }

  /// `question` with `tail` before its question mark.
  private static func ask(_ question: String, _ tail: String) -> String {
    question.hasSuffix("?") ? question.dropLast() + tail + "?" : question + tail
  }

  /// A prediction made concrete for one review: equal seeds give equal draws.
  /// - Throws: `unknownDemo`, `unknownPrediction`, `refused`.
  public static func draw(
    demo name: String, prediction id: String, seed: UInt64, level: Int? = nil
  ) throws(DemoError) -> DrawnPrediction {
    let demo = try Catalogue.demo(name)
    let prediction = try demo.prediction(id)
    var random = Random(seed: seed).stream("draw")
    let arguments = Arguments.drawn(demo.parameters, from: &random, level: level)
    let run = try demo.run(arguments, seed: seed)
    return DrawnPrediction(
      prediction: prediction, run: run, situation: run.situation, question: ask(prediction, run),
      answer: run.answer(to: prediction), choices: run.choices(for: prediction))
  }
}

/// A prediction with the parameters of one review, and what the run says.
public struct DrawnPrediction: Sendable {
  public let prediction: Prediction
  public let run: DemoRun
  public let situation: String
  /// With the unit, or the choices.
  public let question: String
  public let answer: Answer
  public let choices: [Choice]

  public var arguments: Arguments { run.arguments }
  /// As a card shows it: the situation, then the question.
  public var cardQuestion: RichText { RichText(markdown: "\(situation)\n\n\(question)".escapedMarkdown) }
  public var cardAnswer: RichText { RichText(markdown: answerText.escapedMarkdown) }
  public var answerText: String { prediction.text(of: answer) }

  /// How far off a number still is right, as a part of the truth; nil for other answers.
  public var tolerance: Double? {
    guard case .number(let truth) = answer, truth != .zero else { return nil }
    return prediction.tolerance(around: truth).approximate / truth.magnitude.approximate
  }

  public func check(_ given: Answer) -> Check { run.check(given, for: prediction) }
}

extension String {
  /// Plain text as Markdown that shows it.
  var escapedMarkdown: String {
    var escaped = ""
    for character in self {
      if "\\`*_[]<>$#|~".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}
