import Foundation
import Glibc
import Synchronization

/// Tells on a terminal how far a long ingest is; says nothing into a pipe, and nothing when it is soon over.
final class Progress: Sendable {
  // A class because the tasks that share the work tell one and the same count.
  private struct State {
    var done = 0
    /// The percentage on the screen.
    var shown: Int?
  }
  private let label: String
  private let total: Int
  private let state = Mutex(State())
  private let start = ContinuousClock.now
  private let isShown: Bool

  /// Before this nobody has begun to wonder.
  private static let patience = Duration.milliseconds(700)

  /// - Parameter total: What `advance` will have counted at the end, in any unit.
  init(_ label: String, total: Int) {
    (self.label, self.total) = (label, max(1, total))
    isShown = isatty(STDERR_FILENO) == 1
  }

  func advance(by amount: Int) {
    state.withLock { state in
      state.done += amount
      let percent = min(99, state.done * 100 / total)
      guard isShown, percent != state.shown, ContinuousClock.now - start >= Self.patience else { return }
      state.shown = percent
      Output.progress("\(label) … \(percent)%")
    }
  }

  /// Takes the line away again.
  func end() {
    state.withLock { state in
      if state.shown != nil { Output.progress("") }
      state.shown = nil
    }
  }
}
