import Basics
import Cards
import Demos
import Foundation
import Notes
import Scheduling
import Storage
import Study
import Terminal

/// Carries out what a quiz asks for: keeps reviews, reads the notes' lines, runs demos.
struct StudyHost: QuizHost {
  let collection: Collection
  /// Where each note lies, by the name that cards cite.
  private let places: [String: String]
  /// What each change of this quiz that can be taken back brought along: how many demos were played after it.
  private var playedAfter = [0]

  init(_ collection: Collection) throws {
    self.collection = collection
    places = Dictionary(
      try collection.store.files().map { ($0.path, $0.absolutePath) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func record(_ review: Review, of card: CardID, by scheduler: Scheduler, state: CardState) throws {
    try collection.store.record(review, of: card, by: scheduler)
    playedAfter.append(0)
  }

  mutating func undo() throws {
    // The store takes back its changes newest first, so what demos woke after the change goes with it.
    let woken = playedAfter.count > 1 ? playedAfter.removeLast() : 0
    for _ in 0...woken { try collection.store.undo(at: now()) }
  }

  mutating func played(demo id: String) throws {
    if try collection.store.wakePredictions(of: id, at: now()) != nil { playedAfter[playedAfter.count - 1] += 1 }
  }

  mutating func bury(_ card: CardID, until: Instant) throws {
    try collection.store.bury([card], until: until, at: now())
    playedAfter.append(0)
  }

  mutating func suspend(_ card: CardID) throws {
    try collection.store.suspend([card], at: now())
    playedAfter.append(0)
  }

  mutating func tag(_ card: CardID, _ tag: String, isOn: Bool) throws {
    if isOn {
      try collection.store.tag([card], with: [tag], at: now())
    } else {
      try collection.store.untag([card], from: [tag], at: now())
    }
    playedAfter.append(0)
  }

  func now() -> Instant { collection.clock.now() }

  func sourceLines(of span: SourceSpan, context: Int) -> [SourceLine] {
    guard let bytes = try? NoteFiles.contents(of: places[span.file] ?? span.file) else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let first = max(1, span.lineStart - context), last = min(lines.count, span.lineEnd + context)
    guard first <= last else { return [] }
    return (first...last).map { number in
      SourceLine(number: number, text: String(lines[number - 1]), isCited: span.lines.contains(number))
    }
  }

  func demo(_ id: String) -> DemoPlay? { (try? Catalogue.demo(id)).map { DemoPlay($0, $0.defaults, seed: 1) } }

  func draw(demo: String, prediction: String, seed: UInt64) -> Drawn? {
    try? Drawn(demo: demo, prediction: prediction, seed: seed)
  }
}
