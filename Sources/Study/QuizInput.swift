import Basics
import Cards
import Notes
import Scheduling

/// What a person, or the program on their behalf, can do in a quiz.
public enum QuizInput: Hashable, Sendable {
  case reveal
  /// A typed answer: reveals and compares.
  case typed(String)
  case grade(Rating)
  /// Takes back the last grade, bury, suspend or tag of this session.
  case undo
  /// Shows or hides the lines of the notes; after the answer is revealed.
  case source
  case demo
  /// Shows or hides why this card now and what each grade would do.
  case why
  /// Puts the card off to tomorrow.
  case bury
  case suspend
  /// Sets or takes away the tag `flagged`.
  case flag
  /// Sets or takes away the tag `confusing`: the card is kept apart from others about the same concepts.
  case confusing
  /// Shows or hides what is known about the card.
  case info
  case help
  /// Closes whatever lies over the card.
  case dismiss
  /// The question of a prediction card, drawn for this review: the answer to `openPrediction`.
  case drawn(Drawn)
  /// Ends the session with its summary; from the summary, leaves.
  case quit
}

/// A prediction made concrete: a demo's question with the parameters of one review, and its answer.
public struct Drawn: Hashable, Sendable {
  public var question: RichText, answer: RichText
  public var accept: [String]
  /// How far off a number still counts, as a part of the right one.
  public var tolerance: Double?
  /// The steps in their right order, where the answer is an order; otherwise empty.
  public var steps: [String]

  public init(
    question: RichText, answer: RichText, accept: [String] = [], tolerance: Double? = nil, steps: [String] = []
  ) {
    (self.question, self.answer, self.accept, self.tolerance) = (question, answer, accept, tolerance)
    self.steps = steps
  }
}

/// What the program has to do after an input, in order.
public enum QuizEffect: Hashable, Sendable {
  /// Keep the review and the state it led to, durably, before anything else is shown.
  case record(CardID, Review, CardState)
  /// Take back the last `record`, `bury`, `suspend` or `tag`; `state` is the card's from before.
  case undo(CardID, state: CardState)
  case bury(CardID, until: Instant)
  case suspend(CardID)
  /// Give the card a tag of the person's, or take it away.
  case tag(CardID, String, isOn: Bool)
  case openDemo(String)
  /// Draw the question of a prediction card and hand it back as `QuizInput.drawn`.
  case openPrediction(demo: String, prediction: String, seed: UInt64)
  case showSource([SourceSpan])
  case finished(QuizSummary)
  case leave
}
