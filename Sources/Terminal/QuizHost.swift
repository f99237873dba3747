import Basics
import Cards
import Scheduling
import Study

/// A line of a note as it is shown beside a card.
public struct SourceLine: Hashable, Sendable {
  public let number: Int
  public let text: String
  /// Whether the card was made from it; otherwise it is there for context.
  public let isCited: Bool

  public init(number: Int, text: String, isCited: Bool) {
    (self.number, self.text, self.isCited) = (number, text, isCited)
  }
}

/// What a quiz needs from the program around it. Whatever is thrown ends the quiz, with the terminal put back first.
public protocol QuizHost {
  /// Keeps the review durably: when this returns, killing the program loses nothing.
  /// - Parameters:
  ///   - scheduler: The one the session graded with; answering the card's state with `review` by it gives `state`.
  ///   - state: What the card's key promised.
  mutating func record(_ review: Review, of card: CardID, by scheduler: Scheduler, state: CardState) throws
  /// Takes back the last `record`, `bury`, `suspend` or `tag`.
  mutating func undo() throws
  mutating func bury(_ card: CardID, until: Instant) throws
  mutating func suspend(_ card: CardID) throws
  /// Gives the card a tag of the person's, or takes it away.
  mutating func tag(_ card: CardID, _ tag: String, isOn: Bool) throws
  /// The lines of `span` and up to `context` lines on each side; empty when the note cannot be read.
  func sourceLines(of span: SourceSpan, context: Int) -> [SourceLine]
  /// The demo, ready to be played; nil when there is none of that name.
  func demo(_ id: String) -> DemoPlay?
  /// A person has predicted what the demo does, and seen it: its predictions may be asked from now on.
  mutating func played(demo id: String) throws
  /// A prediction of a demo with parameters drawn from `seed`; nil when there is none of that name.
  func draw(demo: String, prediction: String, seed: UInt64) -> Drawn?
  func now() -> Instant
}

/// How a quiz ended.
public enum QuizEnd: Hashable, Sendable {
  /// The person left, or the input ended; the summary as far as it went.
  case left(QuizSummary)
  /// A signal asked to stop (its number; 2 for Ctrl-C), or the terminal went away. Every answered review is kept.
  case interrupted(signal: Int32, QuizSummary)
}
