import Notes
import Basics
import Cards
import Scheduling

/// A view in Anki's terms: the rows of a collection, whichever schema they are then written in.
///
/// Every id follows from the view, so equal views give equal rows.
struct AnkiCollection {
  struct Note {
    let id: Int64
    /// The card's id: by it a later package finds the note again.
    let guid: String
    let notetype: Notetype
    let modified: Int
    /// Sorted; no two differ only in case.
    let tags: [String]
    /// HTML, one for each field of the notetype.
    let fields: [String]
  }
  struct CardRow {
    let id: Int64, noteID: Int64, deckID: Int64
    let modified: Int
    var type = 0, queue = 0, due = 0, interval = 0, factor = 0, reviews = 0, lapses = 0, stepsLeft = 0
    var data = ""
  }
  struct ReviewRow {
    let id: Int64, cardID: Int64
    let button: Int, interval: Int, lastInterval: Int, factor: Int, milliseconds: Int, kind: Int
  }

  /// The rollover from which all day numbers count, in seconds, and the offset from UTC that it was 04:00 in.
  private(set) var created = 0
  private(set) var minutesWest = 0
  let modified: Instant
  let decks: AnkiDecks
  let media: AnkiMedia
  private(set) var notes: [Note] = []
  private(set) var cards: [CardRow] = []
  private(set) var reviews: [ReviewRow] = []

  /// The hour at which Anki's day begins by default.
  static let rolloverHour = 4

  init(_ view: DeckView) throws(ExchangeError) {
    modified = view.now
    media = try AnkiMedia(view.media)
    let pictures = media.names
    decks = AnkiDecks(view)
    let today = view.zone.studyDay(of: view.now, rolloverHour: AnkiCollection.rolloverHour)
    let schedule = AnkiSchedule(view, today: today)
    let start = view.zone.start(ofStudyDay: schedule.firstDay, rolloverHour: AnkiCollection.rolloverHour)
    created = start.seconds
    minutesWest = -floorDivide(view.zone.offset(at: start), 60)

    let ids = AnkiCollection.noteIDs(view.entries)
    reviews = AnkiSchedule.log(view.entries, cardIDs: ids)
    var newest: [Int64: Int64] = [:]
    for row in reviews { newest[row.cardID] = row.id }
    notes.reserveCapacity(view.entries.count)
    cards.reserveCapacity(view.entries.count)
    for (index, (entry, id)) in zip(view.entries, ids).enumerated() {
      let note = try AnkiCollection.note(entry, id: id, pictures: pictures)
      notes.append(note)
      var row = CardRow(
        id: id, noteID: id, deckID: decks.id(of: entry.card.deck), modified: note.modified)
      schedule.place(entry, position: index + 1, newestReview: newest[id], in: &row)
      cards.append(row)
    }
    notes.sort { $0.id < $1.id }
    cards.sort { $0.id < $1.id }
  }

  /// Milliseconds of the last change, made unique by the order of the view: Anki shows them as the day of creation
  /// and sorts by them.
  private static func noteIDs(_ entries: [DeckView.Entry]) -> [Int64] {
    let order = entries.indices.sorted {
      (entries[$0].modified.seconds, $0) < (entries[$1].modified.seconds, $1)
    }
    var ids = [Int64](repeating: 0, count: entries.count)
    // Anki's check of a collection stops at an id of 0.
    var last: Int64 = 0
    for index in order {
      last = max(Int64(entries[index].modified.seconds) * 1_000, last + 1)
      ids[index] = last
    }
    return ids
  }

  private static func note(
    _ entry: DeckView.Entry, id: Int64, pictures: [String: String]
  ) throws(ExchangeError) -> Note {
    let card = entry.card
    let context = AnkiHTML.line(card.context)
    let source = AnkiHTML.line(card.sources.map(\.description).joined(separator: ", "))
    var remarks = (card.correction?.lines ?? []).map(AnkiHTML.line)
    if !card.accept.isEmpty {
      remarks.insert("Also right: " + card.accept.map(AnkiHTML.line).joined(separator: " · "), at: 0)
    }
    let extra = remarks.joined(separator: "<br>")
    let demo = AnkiHTML.line(CardJSON.demo(of: card) ?? "")
    let notetype: Notetype, fields: [String]
    switch card.form {
    case .cloze(let text):
      guard let group = ClozeGroup(text, answer: card.answer.markdown) else {
        throw .malformedCard(card.id, card.sources.first, "its sentence has no {{c1::hidden words}}")
      }
      notetype = .cloze
      let rest = [context, source, extra, demo].map(AnkiHTML.withoutDoubledBraces)
      fields = [HTMLText.escaped(card.id.rawValue), group.ankiField(pictures: pictures)] + rest
    case .basic, .list, .compare, .sequence, .prediction:
      let question = AnkiHTML.question(of: card, pictures: pictures)
      guard question.contains("<img ") || HTMLText.stripped(question).contains(where: { !$0.isWhitespace }) else {
        throw .malformedCard(card.id, card.sources.first, "its question is empty")
      }
      notetype = .basic
      fields = [
        HTMLText.escaped(card.id.rawValue), question, AnkiHTML.answer(of: card, pictures: pictures), context, source,
        extra, demo,
      ]
    }
    return Note(
      id: id, guid: card.id.rawValue, notetype: notetype, modified: max(1, entry.modified.seconds),
      tags: AnkiTags.tags(of: entry), fields: fields)
  }

}
