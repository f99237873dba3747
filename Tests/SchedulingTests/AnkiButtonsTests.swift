import Basics
import Foundation
import Scheduling
import TestSupport
import Testing

private struct ButtonFile: Decodable {
  struct Preset: Decodable {
    let id: String, parameters: [Double], desired_retention: Double, learning_steps_min: [Double]
    let relearning_steps_min: [Double], maximum_interval: Int
  }
  struct Button: Decodable {
    let state: String, interval_days: Int?, due_in_s: Int?, remaining_steps: Int?, interval_after_days: Int?
    let stability: Double, difficulty: Double, lapses: Int?, leech: Bool?
  }
  struct Case: Decodable {
    let preset: String, state: String, stability: Double?, difficulty: Double?, elapsed_days: Int?
    let last_interval: Int?, lapses: Int?, remaining_steps: Int?, next: [String: Button]
  }
  struct Source: Decodable { let leech_threshold: Int }
  let source: Source, presets: [Preset], cases: [Case]
}

@Suite struct AnkiButtonsTests {
  /// Noon, so that whole days before it are whole study days.
  private static let now = Instant(iso8601: "2026-11-24T12:00:00Z")!

  @Test func `every button does what the real Anki says it does`() throws {
    let files = vectorFiles(prefix: "anki_buttons", in: vectorsFolder)
    try #require(!files.isEmpty)
    for file in files {
      let vectors = try JSONDecoder().decode(ButtonFile.self, from: Data(contentsOf: file))
      var schedulers: [String: Scheduler] = [:]
      for preset in vectors.presets {
        schedulers[preset.id] = try Scheduler(settings: settings(preset, vectors.source), zone: .utc)
      }
      var tally = Tally()
      for (index, example) in vectors.cases.enumerated() {
        let scheduler = try #require(schedulers[example.preset])
        for (rating, next) in scheduler.preview(try state(example), at: Self.now) {
          let button = try #require(example.next["\(rating)"])
          let actual = describe(next)
          tally.check(
            "\(example.state)-\(rating)", "case \(index) (\(example.preset))", expected: "\(button)", actual: actual,
            isSame(button, next))
        }
      }
      tally.summarize(file.lastPathComponent)
    }
  }

  private func settings(_ preset: ButtonFile.Preset, _ source: ButtonFile.Source) -> DeckSettings {
    DeckSettings(
      name: preset.id, desiredRetention: preset.desired_retention,
      learningSteps: preset.learning_steps_min.map { .seconds($0 * 60) },
      relearningSteps: preset.relearning_steps_min.map { .seconds($0 * 60) },
      maximumInterval: preset.maximum_interval, parameters: preset.parameters, leechThreshold: source.leech_threshold,
      fuzz: false)
  }

  private func state(_ example: ButtonFile.Case) throws -> CardState {
    guard let stability = example.stability, let difficulty = example.difficulty else { return .new }
    return CardState(
      phase: try #require(CardState.Phase(rawValue: example.state)),
      memory: MemoryState(stability: stability, difficulty: difficulty),
      remainingSteps: example.remaining_steps ?? 0, due: Self.now, intervalDays: example.last_interval ?? 0,
      lastReview: Self.now - .days(example.elapsed_days ?? 0), reviews: 1, lapses: example.lapses ?? 0)
  }

  private func isSame(_ button: ButtonFile.Button, _ next: CardState) -> Bool {
    guard let memory = next.memory, button.state == next.phase.rawValue,
      isClose(button.stability, memory.stability, relative: 1e-5),
      isClose(button.difficulty, memory.difficulty, relative: 1e-5)
    else { return false }
    let wait = next.due - Self.now
    if let days = button.interval_days {
      guard next.intervalDays == days,
        next.due == Instant(CivilDate(year: 2026, month: 11, day: 24), hour: 4) + .days(days)
      else { return false }
    }
    if let seconds = button.due_in_s {
      guard
        wait == .seconds(seconds) || seconds >= 86_400 && wait > .seconds(seconds - 86_400) && wait <= .seconds(seconds)
      else { return false }
    }
    return button.remaining_steps.map { $0 == next.remainingSteps } ?? true
      && button.interval_after_days.map { $0 == next.intervalDays } ?? true
      && button.lapses.map { $0 == next.lapses } ?? true && button.leech.map { $0 == next.isLeech } ?? true
  }

  private func describe(_ state: CardState) -> String {
    "\(state), in \((state.due - Self.now).inSeconds) s"
  }
}
