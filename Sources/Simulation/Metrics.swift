/// Counters of a run, by name; what a demo shows beside its trace.
public struct Metrics: Sendable, Equatable {
  private var counts: [String: Int] = [:]

  public init() {}

  public subscript(name: String) -> Int { counts[name] ?? 0 }
  public mutating func add(_ amount: Int = 1, to name: String) { counts[name, default: 0] += amount }
  public mutating func raise(_ name: String, to level: Int) { counts[name] = max(counts[name] ?? .min, level) }
  /// Sorted by name.
  public var all: [(name: String, count: Int)] { counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
}
