import Basics
import Cards
import Notes
import Scheduling

/// What a quiz shows at one moment.
public struct QuizView: Hashable, Sendable {
  public enum Phase: Hashable, Sendable {
    case question
    case answer
    case finished(QuizSummary)
  }
  /// What lies over the card.
  public enum Overlay: Hashable, Sendable { case none, help, why, source, info }

  /// A grade with what it leads to.
  public struct Choice: Hashable, Sendable {
    public let rating: Rating
    public let interval: Duration
    public let state: CardState
    /// Such as `10m`; see `IntervalLabel`.
    public var label: String { IntervalLabel.text(interval) }
  }

  public struct Progress: Hashable, Sendable {
    /// Cards that will not come again in this session.
    public var done = 0
    /// Cards still to come, the one on the screen among them.
    public var new = 0, learning = 0, review = 0
    public var left: Int { new + learning + review }
    public var total: Int { done + left }
  }

  public let phase: Phase
  public let overlay: Overlay
  /// The card on the screen; `nil` in the summary.
  public let card: Card?
  public let state: CardState
  public let kind: Queue.Kind
  /// As drawn for this review where the card is a prediction, otherwise the card's.
  public let question: RichText, answer: RichText
  public let accept: [String]
  /// Why this card now.
  public let reason: String
  /// The four grades, worst first, as they would be given at the time of the view; empty before the answer is shown.
  public let choices: [Choice]
  public let check: AnswerCheck?
  public let progress: Progress
  public let notice: String?
  /// The card's tags, those given in this session among them, sorted.
  public let tags: [String]
  /// What is left of the time box; nil where there is none.
  public let timeLeft: Duration?
  public let canUndo: Bool
}
