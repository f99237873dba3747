import Scheduling
import Notes
import Basics
import Cards

/// A card as `cards list --json` prints it, and as the JSON export holds it.
public enum CardJSON {
  /// One JSON object on one line.
  /// - Parameter history: Whether the review log goes in; the state of the entry always does.
  public static func text(_ entry: DeckView.Entry, history: ExportOptions.History = .leftOut) -> String {
    value(entry, history: history).text
  }

  static func value(_ entry: DeckView.Entry, history: ExportOptions.History) -> JSONValue {
    let card = entry.card, state = entry.state
    var members: [(String, JSONValue)] = [
      ("id", .string(card.id.rawValue)), ("deck", .string(card.deck)), ("kind", .string(card.form.kind)),
      ("pattern", .string(card.pattern)), ("question", .string(card.question.markdown)),
      ("answer", .string(card.answer.markdown)), ("accept", .strings(card.accept)),
    ]
    switch card.form {
    case .cloze(let text): members.append(("cloze", .string(text)))
    case .list(let items): members.append(("items", .strings(items)))
    case .sequence(let steps): members.append(("steps", .strings(steps)))
    case .prediction(_, let prediction): members.append(("prediction", .string(prediction)))
    case .basic, .compare: break
    }
    members.append(("correction", card.correction.map(correction) ?? .null))
    members += [
      ("context", .string(card.context)), ("source", card.sources.first.map(span) ?? .null),
      ("sources", .array(card.sources.map(span))), ("concepts", .strings(card.concepts)),
      ("demo", .optional(demo(of: card))), ("tags", .strings(card.tags)), ("confidence", .number(card.confidence)),
      ("modified", .string(entry.modified.iso8601)), ("suspended", .bool(entry.isSuspended)),
      ("state", .string(state.phase.rawValue)),
      ("due", state.phase == .new ? .null : .string(state.due.iso8601)),
      ("stability", state.memory.map { .number($0.stability) } ?? .null),
      ("difficulty", state.memory.map { .number($0.difficulty) } ?? .null),
      ("interval_days", .integer(state.intervalDays)), ("reviews", .integer(state.reviews)),
      ("lapses", .integer(state.lapses)),
    ]
    if history == .included { members.append(("history", .array(entry.reviews.map(review)))) }
    return .object(members)
  }

  private static func correction(_ correction: Correction) -> JSONValue {
    .object([
      ("statement", .string(correction.statement)), ("verdict", .string(correction.verdict.rawValue)),
      ("truth", .string(correction.truth)), ("since", .string(correction.since)),
      ("source", .string(correction.source)), ("as_of", .string(correction.asOf)),
      ("note_answer", .optional(correction.noted?.answer.markdown)),
    ])
  }

  private static func span(_ span: SourceSpan) -> JSONValue {
    .object([
      ("file", .string(span.file)), ("line_start", .integer(span.lineStart)), ("line_end", .integer(span.lineEnd)),
    ])
  }

  private static func review(_ logged: DeckView.LoggedReview) -> JSONValue {
    .object([
      ("at", .string(logged.review.at.iso8601)), ("rating", .integer(logged.review.rating.rawValue)),
      ("duration", .number(logged.review.duration.inSeconds)), ("seed", .string(String(logged.review.seed))),
      ("state", .string(logged.after.phase.rawValue)), ("due", .string(logged.after.due.iso8601)),
      ("stability", logged.after.memory.map { .number($0.stability) } ?? .null),
      ("difficulty", logged.after.memory.map { .number($0.difficulty) } ?? .null),
    ])
  }

  /// The demo that belongs to the card; a prediction card is answered by one.
  static func demo(of card: Card) -> String? {
    if case .prediction(let demo, _) = card.form { return card.demo ?? demo }
    return card.demo
  }
}
