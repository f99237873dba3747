import Basics
import Cloud
import Simulation

/// A run as `demo run --json` prints it. Times are ISO 8601, durations seconds, money a decimal string in USD.
public struct DemoReport: Encodable, Sendable {
  let demo: String
  let parameters: [String: ValueJSON]
  let seed: UInt64
  let predictions: [PredictionJSON]
  let trace: [EntryJSON]
  let bill: [BillLineJSON]
  let billTotal: String
  let metrics: [String: Int]
  let rules: [RuleJSON]
  let outcomes: [OutcomeJSON]

  public init(_ run: DemoRun) {
    demo = run.demo.name
    parameters = Dictionary(
      uniqueKeysWithValues: zip(run.arguments.parameters, run.arguments.values).map { ($0.name, ValueJSON(value: $1)) })
    seed = run.seed
    predictions = run.demo.predictions.map { PredictionJSON($0, run) }
    trace = run.trace.entries.map { EntryJSON($0, run) }
    bill = run.bill.lines.map(BillLineJSON.init)
    billTotal = run.bill.total.decimal
    metrics = Dictionary(uniqueKeysWithValues: run.metrics.map { ($0.name, $0.count) })
    rules = run.rules.map(RuleJSON.init)
    outcomes = run.outcomes.map { OutcomeJSON(name: $0.name, value: $0.value) }
  }

  enum CodingKeys: String, CodingKey {
    case demo, parameters, seed, predictions, trace, bill, metrics, rules, outcomes
    case billTotal = "bill_total"
  }

  struct PredictionJSON: Encodable, Sendable {
    let id, question, kind: String
    let unit: String?
    let answer: AnswerJSON
    /// How far off a number still is right; null where the answer is no number.
    let tolerance: AnswerJSON?
    let choices: [ChoiceJSON]

    init(_ prediction: Prediction, _ run: DemoRun) {
      (id, question, kind) = (prediction.id, prediction.question(run.arguments), prediction.kind.name)
      unit = prediction.unit.isEmpty ? nil : prediction.unit
      let truth = run.answer(to: prediction), unit = prediction.unit
      answer = AnswerJSON(answer: truth, unit: unit)
      if case .number(let quantity) = truth {
        self.tolerance = AnswerJSON(answer: .number(prediction.tolerance(around: quantity)), unit: unit)
      } else {
        tolerance = nil
      }
      choices = run.choices(for: prediction).map {
        ChoiceJSON(value: AnswerJSON(answer: $0.value, unit: unit), misconception: $0.misconception?.id)
      }
    }

    enum CodingKeys: String, CodingKey { case id, question, kind, unit, answer, tolerance, choices }
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(question, forKey: .question)
      try container.encode(kind, forKey: .kind)
      try container.encodeIfPresent(unit, forKey: .unit)
      try container.encode(answer, forKey: .answer)
      try container.encode(tolerance, forKey: .tolerance)
      try container.encode(choices, forKey: .choices)
    }
  }

  struct ChoiceJSON: Encodable, Sendable {
    let value: AnswerJSON
    let misconception: String?
    enum CodingKeys: String, CodingKey { case value, misconception }
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(value, forKey: .value)
      try container.encode(misconception, forKey: .misconception)
    }
  }

  /// A number, or for money a string; a choice is a string, an order a list, yes and no are Booleans.
  struct AnswerJSON: Encodable, Sendable {
    let answer: Answer
    let unit: String
    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch answer {
      case .number(let quantity):
        if unit == "USD" { try container.encode(quantity.decimal) } else { try container.encode(quantity) }
      case .choice(let choice): try container.encode(choice)
      case .order(let steps): try container.encode(steps)
      case .boolean(let boolean): try container.encode(boolean)
      }
    }
  }

  struct EntryJSON: Encodable, Sendable {
    let at: String
    let elapsed: Double
    let region, service, event: String
    let detail: DetailsJSON
    let because: String
    /// Further rules that show in it.
    let also: [String]
    let text: String

    init(_ entry: Trace.Entry, _ run: DemoRun) {
      (at, elapsed) = (entry.at.iso8601, (entry.at - run.start).inSeconds)
      (region, service, event) = (entry.scope, entry.service, entry.event)
      (detail, text) = (DetailsJSON(details: entry.details), entry.sentence)
      (because, also) = (entry.because.id, entry.also.map(\.id))
    }
  }

  struct DetailsJSON: Encodable, Sendable {
    let details: [Detail]
    struct Name: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Name.self)
      for detail in details {
        let name = Name(stringValue: detail.name)
        switch detail.value {
        case .text(let text), .decimal(let text): try container.encode(text, forKey: name)
        case .integer(let integer): try container.encode(integer, forKey: name)
        case .boolean(let boolean): try container.encode(boolean, forKey: name)
        case .instant(let instant): try container.encode(instant.iso8601, forKey: name)
        case .duration(let duration): try container.encode(duration.inSeconds, forKey: name)
        case .list(let elements): try container.encode(elements, forKey: name)
        }
      }
    }
  }

  struct BillLineJSON: Encodable, Sendable {
    let service, item, region, month, quantity, unit, price, amount, freeTier, source: String
    init(_ line: Bill.Line) {
      (service, item, region, month) = (line.service, line.item, line.scope, line.month.description)
      (quantity, unit, price) = (line.quantity, line.unit, line.price.decimal)
      (amount, freeTier, source) = (line.amount.decimal, line.freeTier, line.source)
    }
    enum CodingKeys: String, CodingKey {
      case service, item, region, month, quantity, unit, price, amount, source
      case freeTier = "free_tier"
    }
  }

  struct RuleJSON: Encodable, Sendable {
    let id, text, source, asOf: String
    init(_ rule: Rule) { (id, text, source, asOf) = (rule.id, rule.text, rule.source, rule.asOf) }
    enum CodingKeys: String, CodingKey {
      case id, text, source
      case asOf = "as_of"
    }
  }

  struct OutcomeJSON: Encodable, Sendable { let name, value: String }

  /// A parameter's value: a number, a string or a Boolean; a duration in seconds.
  struct ValueJSON: Encodable, Sendable {
    let value: Parameter.Value
    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch value {
      case .integer(let integer): try container.encode(integer)
      case .choice(let name): try container.encode(name)
      case .boolean(let boolean): try container.encode(boolean)
      case .duration(let duration): try container.encode(SecondsJSON(duration: duration))
      }
    }
  }

  /// Whole seconds as an integer.
  struct SecondsJSON: Encodable, Sendable {
    let duration: Duration
    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      if duration.nanoseconds % 1_000_000_000 == 0 {
        try container.encode(duration.nanoseconds / 1_000_000_000)
      } else {
        try container.encode(duration.inSeconds)
      }
    }
  }
}
