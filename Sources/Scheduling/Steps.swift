import Basics

/// The short waits of a card that is being learnt or learnt again, in whole seconds.
///
/// A card's place is how many steps it has left: all of them on the first, one on the last. Changing the settings may
/// leave it with more than there are; it is then on the first.
struct Steps: Hashable, Sendable {
  let seconds: [Int]

  init(_ steps: [Duration]) { seconds = steps.map { Int($0.nanoseconds / 1_000_000_000) } }

  var count: Int { seconds.count }

  /// Where Again leads; nil when there are no steps.
  var again: Int? { seconds.first }

  /// The present step again; on the first, halfway to the second, or half as much again (at most a day more) when there
  /// is none. Whole days above a day.
  func hard(remaining: Int) -> Int? {
    guard let first = seconds.first else { return nil }
    let index = index(remaining)
    if index > 0 { return seconds[index] }
    let wait = count > 1 ? (first + seconds[1]) / 2 : min(first * 3 / 2, first + 86_400)
    return wait > 86_400 ? Int((Double(wait) / 86_400).rounded()) * 86_400 : wait
  }

  /// The step after the present one; nil when the card graduates.
  func good(remaining: Int) -> Int? {
    let next = index(remaining) + 1
    return next < count ? seconds[next] : nil
  }

  /// Steps left once Good was pressed and did not graduate.
  func remainingAfterGood(remaining: Int) -> Int { count - index(remaining) - 1 }

  private func index(_ remaining: Int) -> Int { max(0, min(count - min(remaining, count), count - 1)) }
}
