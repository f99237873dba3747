import Foundation
import Scheduling
import TestSupport
import Testing

/// Rows are arrays of numbers and names.
private enum Cell: Decodable {
  case number(Double), name(String)
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .name(try container.decode(String.self))
    }
  }
  var number: Double {
    guard case .number(let number) = self else { return .nan }
    return number
  }
  var name: String {
    switch self {
    case .number(let number): String(number)
    case .name(let name): name
    }
  }
}

private struct Expected: Decodable {
  struct Step: Decodable {
    let at: Double, rating: Int, stability: Double, difficulty: Double, state: String, step: Int?, due_in_s: Double
    let interval_days: Int?, retrievability: Double?, retrievability_at_due: Double
  }
  struct History: Decodable {
    let steps: [Step]
  }
  struct Boundary: Decodable {
    let name: String, scheduler: ReplayRequest.Scheduler, steps: [Step]
  }
  let schedulers: [ReplayRequest.Scheduler], histories: [History], boundaries: [Boundary]?
  let tables: [String: [[Cell]]]?
}

@Suite struct ReferenceReplayTests {
  @Test func `every history, boundary and table of py-fsrs is reproduced`() throws {
    let files = vectorFiles(prefix: "fsrs", in: vectorsFolder).filter { !$0.lastPathComponent.contains("optimizer") }
    try #require(!files.isEmpty)
    for file in files {
      let data = try Data(contentsOf: file)
      let expected = try JSONDecoder().decode(Expected.self, from: data)
      let request = try JSONDecoder().decode(ReplayRequest.self, from: data)
      var tally = Tally()
      let result = try ReferenceReplay.run(request)
      #expect(result.histories.count == expected.histories.count)
      for (index, history) in expected.histories.enumerated() {
        let given = request.histories[index]
        compare(
          history.steps, result.histories[index].steps, "history", "\(given.id) (\(given.scheduler))", &tally)
      }
      for boundary in expected.boundaries ?? [] {
        let steps = boundary.steps.map { ReplayRequest.Step(at: $0.at, rating: $0.rating) }
        let history = ReplayRequest.History(id: boundary.name, scheduler: boundary.scheduler.id, steps: steps)
        compare(
          boundary.steps, try ReferenceReplay(boundary.scheduler).run(history).steps, "boundary", boundary.name, &tally)
      }
      try compareTables(expected, &tally)
      tally.summarize(file.lastPathComponent)
    }
  }

  private func compare(
    _ expected: [Expected.Step], _ actual: [ReplayResult.Step], _ concept: String, _ id: String, _ tally: inout Tally
  ) {
    #expect(expected.count == actual.count, "\(concept) \(id)")
    for (index, (old, new)) in zip(expected, actual).enumerated() {
      let recalls = [old.retrievability, new.retrievability].map { $0 ?? -1 }
      let isSame =
        isClose(old.stability, new.stability, relative: 1e-7) && isClose(old.difficulty, new.difficulty, relative: 1e-7)
        && old.state == new.state && old.step == new.step && old.due_in_s == new.dueIn
        && old.interval_days == new.intervalDays && isClose(recalls[0], recalls[1], relative: 1e-7)
      tally.check("\(concept)-step", "\(id), step \(index)", expected: "\(old)", actual: "\(new)", isSame)
    }
  }

  private func compareTables(_ expected: Expected, _ tally: inout Tally) throws {
    var formulas: [String: FSRS] = [:]
    for scheduler in expected.schedulers {
      formulas[scheduler.id] = try FSRS(parameters: scheduler.parameters, ceiling: .none)
    }
    for (table, rows) in (expected.tables ?? [:]).sorted(by: { $0.key < $1.key }) {
      for row in rows {
        let expectedCells: [Double], actual: [Double]
        func rating(_ column: Int) throws -> Rating { try #require(Rating(rawValue: Int(row[column].number))) }
        func fsrs() throws -> FSRS { try #require(formulas[row[0].name]) }
        switch table {
        case "initial":
          let memory = try fsrs().initial(try rating(1))
          actual = [memory.stability, memory.difficulty, try fsrs().initialDifficulty(try rating(1))]
          expectedCells = row[2...4].map(\.number)
        case "forgetting_curve":
          actual = [try fsrs().retrievability(elapsedDays: row[1].number, stability: row[2].number)]
          expectedCells = [row[3].number]
        case "interval":
          var parameters = FSRS.defaultParameters
          parameters[20] = row[0].number
          let days = try FSRS(parameters: parameters, ceiling: .none).interval(
            stability: row[2].number, retention: row[1].number)
          actual = [days, min(max(days.rounded(.toNearestOrEven), 1), 36_500)]
          expectedCells = row[3...4].map(\.number)
        case "next_difficulty":
          actual = [try fsrs().nextDifficulty(row[1].number, try rating(2))]
          expectedCells = [row[3].number]
        case "next_stability":
          let memory = MemoryState(stability: row[2].number, difficulty: row[1].number)
          actual = [try fsrs().nextStability(memory, retrievability: row[3].number, try rating(4))]
          expectedCells = [row[5].number]
        case "short_term_stability":
          actual = [try fsrs().sameDayStability(row[1].number, try rating(2))]
          expectedCells = [row[3].number]
        case "fuzz_bounds":
          let bounds = Fuzz.bounds(of: row[1].number, rounding: .toNearestOrEven)
          let maximum = Int(row[0].number), high = min(bounds.upperBound, maximum)
          let isFuzzed = row[1].number >= 2.5
          actual =
            isFuzzed ? [Double(min(max(2, bounds.lowerBound), high)), Double(high)] : [row[1].number, row[1].number]
          expectedCells = row[2...3].map(\.number)
        default:
          // Nothing to compare it with: every row counts as failed.
          (actual, expectedCells) = ([.nan], [0])
        }
        let isSame = zip(actual, expectedCells).allSatisfy { isClose($0, $1, relative: 1e-9) }
        tally.check(table, "\(row.map(\.name))", expected: "\(expectedCells)", actual: "\(actual)", isSame)
      }
    }
  }

  @Test func `a replay that names an unknown scheduler, rating or order is refused with its place`() throws {
    func request(_ steps: String, scheduler: String = "a") throws -> ReplayRequest {
      let parameters = FSRS.defaultParameters.map { "\($0)" }.joined(separator: ",")
      let text = """
        {"schedulers":[{"id":"a","parameters":[\(parameters)],"desired_retention":0.9,"learning_steps_s":[60],
        "relearning_steps_s":[],"maximum_interval":36500}],
        "histories":[{"id":7,"scheduler":"\(scheduler)","steps":[\(steps)]}]}
        """
      return try JSONDecoder().decode(ReplayRequest.self, from: Data(text.utf8))
    }
    #expect(throws: SchedulingError.unknownScheduler(history: "7", scheduler: "b")) {
      try ReferenceReplay.run(try request("", scheduler: "b"))
    }
    #expect(throws: SchedulingError.unknownRating(history: "7", step: 0, rating: 5)) {
      try ReferenceReplay.run(try request(#"{"at":0,"rating":5}"#))
    }
    #expect(throws: SchedulingError.timeRunsBackwards(history: "7", step: 1)) {
      try ReferenceReplay.run(try request(#"{"at":9,"rating":1},{"at":8,"rating":3}"#))
    }
  }

  @Test func `a thousand easy reviews with the largest parameters end in numbers`() throws {
    let parameters = FSRS.parameterRanges.map { "\($0.upperBound)" }.joined(separator: ",")
    let steps = (0..<1_000).map { #"{"at":\#($0 * 86_400 * 400),"rating":\#($0 % 7 == 6 ? 1 : 4)}"# }
    let text = """
      {"schedulers":[{"id":"a","parameters":[\(parameters)],"desired_retention":0.9,"learning_steps_s":[],
      "relearning_steps_s":[],"maximum_interval":36500}],
      "histories":[{"id":"h","scheduler":"a","steps":[\(steps.joined(separator: ","))]}]}
      """
    let result = try ReferenceReplay.run(try JSONDecoder().decode(ReplayRequest.self, from: Data(text.utf8)))
    #expect(result.histories[0].steps.count == 1_000)
    #expect(result.histories[0].steps.allSatisfy { $0.stability.isFinite && (1...10).contains($0.difficulty) })
  }

  @Test func `the printed result has every field of the contract, absent ones as null`() throws {
    let data = try Data(contentsOf: vectorsFolder.appendingPathComponent("fsrs6.json"))
    let result = try ReferenceReplay.run(try JSONDecoder().decode(ReplayRequest.self, from: data))
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(result))
    let histories = try #require((json as? [String: Any])?["histories"] as? [[String: Any]])
    #expect(histories.first?["id"] as? String == "0")
    let step = try #require((histories.first?["steps"] as? [[String: Any]])?.first)
    #expect(
      step.keys.sorted() == [
        "difficulty", "due_in_s", "interval_days", "retrievability", "stability", "state", "step",
      ])
    #expect(step["retrievability"] is NSNull)
  }
}
