import Basics

/// A picture of a run as a value: lanes of marks and spans over time. Rendered as text or SVG.
public struct Timeline: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case write, read, delete, system, problem

    /// One column wide.
    public var glyph: String {
      switch self {
      case .write: "●"
      case .read: "○"
      case .delete: "✕"
      case .system: "◆"
      case .problem: "▲"
      }
    }
  }
  public struct Mark: Hashable, Sendable {
    public let at: Instant
    public let kind: Kind
    public let text: String
    /// The trace entry that it stands for, or the first of several.
    public let entry: Int?
    public init(_ at: Instant, _ kind: Kind, _ text: String, entry: Int? = nil) {
      (self.at, self.kind, self.text, self.entry) = (at, kind, text, entry)
    }
  }
  public struct Span: Hashable, Sendable {
    public let from: Instant, to: Instant
    public let kind: Kind
    public let text: String
    public init(_ from: Instant, _ to: Instant, _ kind: Kind, _ text: String) {
      (self.from, self.to, self.kind, self.text) = (from, max(from, to), kind, text)
    }
  }
  /// A Region, service or table.
  public struct Lane: Hashable, Sendable {
    public let name: String
    /// In order of time.
    public let marks: [Mark]
    public let spans: [Span]
    public init(_ name: String, marks: [Mark], spans: [Span] = []) {
      self.name = name
      self.marks = marks.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
        .map(\.element)
      self.spans = spans
    }
  }

  public let start: Instant, end: Instant
  public let lanes: [Lane]

  public init(from start: Instant, to end: Instant, _ lanes: [Lane]) {
    let moments = lanes.flatMap { $0.marks.map(\.at) + $0.spans.flatMap { [$0.from, $0.to] } }
    self.start = moments.reduce(start, min)
    self.end = moments.reduce(max(start, end), max)
    self.lanes = lanes
  }

  /// A mark with the sign that stands for it in a picture.
  public struct Entry: Hashable, Sendable {
    /// `1`…`9`, `a`…`z`; `·` beyond those.
    public let sign: Character
    public let lane: Int
    public let mark: Mark
  }

  /// All marks in order of time, lane by lane where equal.
  public var entries: [Entry] {
    let signs = Array("123456789abcdefghijklmnopqrstuvwxyz")
    return lanes.enumerated().flatMap { lane, content in content.marks.map { (lane, $0) } }
      .enumerated().sorted { ($0.element.1.at, $0.offset) < ($1.element.1.at, $1.offset) }
      .enumerated().map { index, found in
        Entry(sign: index < signs.count ? signs[index] : "·", lane: found.element.0, mark: found.element.1)
      }
  }

  /// Where each moment lies on a line of `length` places: in proportion to time, except that moments that differ are
  /// kept apart by at least as many places as the most crowded lane needs there.
  func places(length: Int) -> [Instant: Int] {
    var needs: [Instant: [Int: Int]] = [start: [:]]
    needs[end] = [:]
    for (lane, content) in lanes.enumerated() {
      for mark in content.marks { needs[mark.at, default: [:]][lane, default: 0] += 1 }
      for span in content.spans {
        needs[span.from, default: [:]][lane, default: 0] += 0
        needs[span.to, default: [:]][lane, default: 0] += 0
      }
    }
    let moments = needs.keys.sorted()
    let gaps = moments.dropLast().map { max(1, needs[$0]!.values.max() ?? 0) + 1 }
    let wanted = gaps.reduce(0, +), free = max(0, length - 1 - (needs[end]!.values.max() ?? 0) - wanted)
    let whole = max(1, (end - start).nanoseconds)
    var places: [Instant: Int] = [:], reserved = 0
    for (index, moment) in moments.enumerated() {
      let share = Int((Int128((moment - start).nanoseconds) * Int128(free)) / Int128(whole))
      places[moment] = min(length - 1, reserved + share)
      if index < gaps.count { reserved += gaps[index] }
    }
    return places
  }
}
