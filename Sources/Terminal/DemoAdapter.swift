import Basics
import Cloud
import Demos
import Notes
import Simulation
import Study

extension DemoPlay {
  /// A demo of the catalogue, ready to be played from `arguments` on.
  public init(_ demo: Demo, _ arguments: Arguments, seed: UInt64) {
    self.init(
      id: demo.name, title: demo.title,
      parameters: zip(arguments.parameters, arguments.values).map { Parameter($0, $1) },
      tryNext: demo.tryNext.map { "\($0.text): \($0.words.joined(separator: " "))" },
      situation: { values in
        let filled = (try? demo.arguments(values)) ?? arguments
        return RichText(markdown: escaped(filled.filling(demo.situation)))
      },
      run: { values throws(DemoPlayError) in
        do throws(DemoError) {
          return DemoOutcome(try demo.run(try demo.arguments(values), seed: seed))
        } catch {
          throw DemoPlayError("\(error.message). \(error.remedy)")
        }
      })
  }
}

extension DemoPlay.Parameter {
  init(_ parameter: Demos.Parameter, _ value: Demos.Parameter.Value) {
    let unit = if case .integer(_, _, let unit) = parameter.kind { unit } else { "" }
    self.init(
      name: parameter.name, about: parameter.help, unit: unit, value: value.typed,
      ladder: parameter.rungs(with: value).map(\.typed))
  }
}

extension Demos.Parameter {
  /// What the arrow keys step through: the ladder, the default, `value` and the ends of the range, in order.
  fileprivate func rungs(with value: Value) -> [Value] {
    let drawn = ladder.flatMap { $0 } + [initial, value]
    switch kind {
    case .integer(let range, let step, _):
      let top = range.upperBound - (range.upperBound - range.lowerBound) % step
      let all = drawn.compactMap { if case .integer(let integer) = $0 { integer } else { nil } }
      return Set(all + [range.lowerBound, top]).sorted().map(Value.integer)
    case .duration(let range, _):
      let all = drawn.compactMap { if case .duration(let duration) = $0 { duration } else { nil } }
      return Set(all + [range.lowerBound]).sorted().map(Value.duration)
    case .choice(let options): return options.map { .choice($0.name) }
    case .boolean: return [.boolean(false), .boolean(true)]
    }
  }
}

extension Demos.Parameter.Value {
  /// As it is written on a command line, exactly.
  fileprivate var typed: String {
    switch self {
    case .integer(let integer): "\(integer)"
    case .choice(let name): name
    case .boolean(let boolean): boolean ? "yes" : "no"
    case .duration(let duration): duration.compact
    }
  }
}

extension DemoOutcome {
  public init(_ run: DemoRun) {
    let timeline = run.timeline, explanation = run.explanation
    let manyScopes = Set(run.bill.lines.map(\.scope)).count > 1
    self.init(
      predictions: run.demo.predictions.map { Prediction($0, run) },
      facts: run.outcomes.map { Fact($0.name, $0.value) }, lanes: timeline.lanes.map(\.name),
      events: timeline.entries.map { entry in
        Event(
          time: "+" + (entry.mark.at - timeline.start).spoken, lane: entry.lane, glyph: entry.mark.kind.glyph,
          text: entry.mark.text)
      },
      bill: run.bill.lines.map { line in
        BillLine(
          item: "\(line.service) \(line.item)" + (manyScopes ? ", \(line.scope)" : ""),
          quantity: (Quantity(line.quantity)?.text(in: line.unit) ?? "\(line.quantity) \(line.unit)")
            + (line.freeTier == "0" ? "" : ", \(Quantity(line.freeTier)?.text(in: "") ?? line.freeTier) free"),
          price: "\(line.price.decimal) USD", amount: Quantity(line.amount).text(in: "USD"))
      },
      billTotal: Quantity(run.bill.total).text(in: "USD"),
      steps: explanation.steps.map { step in
        let until = step.foldedUntil.flatMap { $0 > step.elapsed ? ", until +\($0.spoken)" : nil } ?? ""
        return Step(
          scene: step.scene, time: "+" + step.elapsed.spoken,
          text: "\(step.region): \(step.text)" + (step.folded > 0 ? " … and \(step.folded) more like it\(until)" : ""),
          rule: step.ruleNumber - 1)
      },
      rules: explanation.rules.map { Rule($0.text, source: "\($0.source), \($0.asOf)") })
  }
}

extension DemoOutcome.Prediction {
  init(_ prediction: Demos.Prediction, _ run: DemoRun) {
    let choices = run.choices(for: prediction)
    let form: Form
    var options: [String] = []
    switch prediction.kind {
    case .number: form = .typed
    case .boolean: form = .choice(["yes", "no"])
    case .choice: form = .choice(choices.map { prediction.text(of: $0.value) })
    case .order:
      // Sorted, so that the order shown gives nothing away.
      options = prediction.options(run.arguments).sorted()
      form = .order(options)
    }
    let places = options, question = prediction.question(run.arguments), unit = prediction.unit
    self.init(
      question: question + (question.lowercased().contains(unit.lowercased()) ? "" : " (in \(unit))"),
      form: form, answer: prediction.text(of: run.answer(to: prediction)),
      judge: { text throws(DemoPlayError) in
        do throws(DemoError) {
          let check = run.check(
            try prediction.parse(plural(text, prediction.unit), choices: choices, options: places), for: prediction)
          let verdict: DemoOutcome.Judgement.Verdict =
            switch check.verdict {
            case .right: .right
            case .close: .close
            case .wrong: .wrong
            }
          return DemoOutcome.Judgement(verdict, check.text(for: prediction))
        } catch {
          throw DemoPlayError("\(error.message). \(error.remedy)")
        }
      })
  }
}

extension Drawn {
  /// The question of a prediction card with the parameters of one review.
  /// - Throws: What `PredictionCards.draw` throws.
  public init(demo: String, prediction: String, seed: UInt64) throws(DemoError) {
    let drawn = try PredictionCards.draw(demo: demo, prediction: prediction, seed: seed)
    let steps = if case .order(let steps) = drawn.answer { steps } else { [String]() }
    self.init(
      question: RichText(markdown: escaped(drawn.situation) + "\n\n" + escaped(drawn.question)),
      answer: RichText(markdown: escaped(drawn.answerText)), tolerance: drawn.tolerance,
      steps: steps)
  }
}

/// `1 items` for `1 item`, which is how the demo reads it.
private func plural(_ text: String, _ unit: String) -> String {
  unit.hasSuffix("s") && text.lowercased().hasSuffix(" " + unit.dropLast().lowercased()) ? text + "s" : text
}

/// Plain text as Markdown that shows it.
private func escaped(_ text: String) -> String {
  var escaped = ""
  for character in text {
    if "\\`*_[]<>$#|~".contains(character) { escaped.append("\\") }
    escaped.append(character)
  }
  return escaped
}
