import Basics
import Simulation

/// The catalogue as `demo list --json` prints it: `{"demos":[…]}`.
public struct CatalogueReport: Encodable, Sendable {
  let demos: [DemoJSON]

  public init(_ demos: [Demo] = Catalogue.all) { self.demos = demos.map(DemoJSON.init) }

  struct DemoJSON: Encodable, Sendable {
    let name, title, situation: String
    let concepts: [String]
    let parameters: [ParameterJSON]
    let predictions: [PredictionJSON]
    let misconceptions: [String]

    init(_ demo: Demo) {
      (name, title, concepts) = (demo.name, demo.title, demo.concepts)
      situation = demo.defaults.filling(demo.situation)
      parameters = demo.parameters.map(ParameterJSON.init)
      predictions = demo.predictions.map { prediction in
        PredictionJSON(
          id: prediction.id, question: prediction.question(demo.defaults), kind: prediction.kind.name,
          unit: prediction.unit.isEmpty ? nil : prediction.unit)
      }
      misconceptions = demo.misconceptions.map(\.id)
    }
  }

  struct PredictionJSON: Encodable, Sendable {
    let id, question, kind: String
    let unit: String?
  }

  struct ParameterJSON: Encodable, Sendable {
    let name, kind, help: String
    let unit: String?
    let `default`: DemoReport.ValueJSON
    /// Both ends, in the unit; durations in seconds.
    let range: [DemoReport.ValueJSON]?
    let step: DemoReport.ValueJSON?
    let choices: [String]?

    init(_ parameter: Parameter) {
      (name, help) = (parameter.name, parameter.help)
      unit = parameter.unit.isEmpty ? nil : parameter.unit
      `default` = DemoReport.ValueJSON(value: parameter.initial)
      switch parameter.kind {
      case .integer(let range, let step, _):
        kind = "integer"
        self.range = [range.lowerBound, range.upperBound].map { DemoReport.ValueJSON(value: .integer($0)) }
        (self.step, choices) = (DemoReport.ValueJSON(value: .integer(step)), nil)
      case .duration(let range, let step):
        kind = "duration"
        self.range = [range.lowerBound, range.upperBound].map { DemoReport.ValueJSON(value: .duration($0)) }
        (self.step, choices) = (DemoReport.ValueJSON(value: .duration(step)), nil)
      case .choice(let options):
        kind = "choice"
        (range, step, choices) = (nil, nil, options.map(\.name))
      case .boolean:
        kind = "boolean"
        (range, step, choices) = (nil, nil, nil)
      }
    }
  }
}

extension Sweep: Encodable {
  enum CodingKeys: String, CodingKey { case demo, parameter, columns, rows }
  struct RowJSON: Encodable {
    let value: DemoReport.ValueJSON
    let cells: [DemoReport.AnswerJSON]
  }
  struct ColumnJSON: Encodable { let id, unit: String }

  /// `{"demo":…,"parameter":…,"columns":[{"id":…,"unit":…}],"rows":[{"value":…,"cells":[…]}]}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(demo, forKey: .demo)
    try container.encode(parameter.name, forKey: .parameter)
    try container.encode(columns.map { ColumnJSON(id: $0.id, unit: $0.unit) }, forKey: .columns)
    try container.encode(
      rows.map { row in
        RowJSON(
          value: DemoReport.ValueJSON(value: row.value),
          cells: zip(row.cells, columns).map { DemoReport.AnswerJSON(answer: .number($0), unit: $1.unit) })
      }, forKey: .rows)
  }
}
