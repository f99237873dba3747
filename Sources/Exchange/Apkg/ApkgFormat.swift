import Scheduling
import Notes
import Basics
import Cards

/// An Anki package: decks, notes, cards, states and review log in one file.
///
/// Anki finds a note again by its guid, which is the card's id, so importing a later package updates the notes that
/// changed and adds no doubles. A card that Anki already has keeps Anki's schedule and log.
public struct ApkgFormat: ExportFormat {
  public static let id = "apkg"
  public static let fileExtension = "apkg"
  public static let summary = "Anki package; importing a newer one updates the notes and keeps Anki's schedule"
  public static let carriesHistory = true

  public init() {}

  public func write(
    _ view: DeckView, options: ExportOptions, to sink: inout some ByteSink
  ) throws(ExchangeError) {
    try view.validate()
    let collection = try AnkiCollection(options.history == .included ? view : view.withoutHistory)
    var archive = Archive()
    switch options.package {
    case .latest:
      archive.add("meta", [0x08, 0x03], .stored)
      archive.add("collection.anki21b", try Zstandard.compress(try Schema18.database(collection)), .stored)
      archive.add("collection.anki2", try Schema11.database(try ApkgFormat.notice(view.now)), .deflated)
      // The list of media must be there also when it is empty.
      archive.add("media", try Zstandard.compress(collection.media.protobuf), .stored)
      for (number, file) in collection.media.files.enumerated() {
        archive.add(String(number), try Zstandard.compress(file.bytes), .stored)
      }
    case .legacy:
      archive.add("collection.anki21", try Schema11.database(collection), .deflated)
      archive.add("media", Array(collection.media.json.utf8), .stored)
      for (number, file) in collection.media.files.enumerated() { archive.add(String(number), file.bytes, .stored) }
    }
    try archive.bytes().writeAll(to: &sink)
  }

  /// What programs that read only schema 11 find in a package of the latest form.
  private static func notice(_ now: Instant) throws(ExchangeError) -> AnkiCollection {
    let card = Card(
      id: CardID("rehearse-notice"), deck: "Default", form: .basic, pattern: "notice",
      question: "This package needs Anki 2.1.50 or later.",
      answer: "For older programs write it with `rehearse export --legacy`.", sources: [])
    return try AnkiCollection(DeckView(decks: [], entries: [DeckView.Entry(card, modified: now)], now: now))
  }
}

extension [UInt8] {
  /// The whole array in one piece.
  fileprivate func writeAll(to sink: inout some ByteSink) throws(ExchangeError) {
    let result: Result<Void, ExchangeError> = withUnsafeBytes { bytes in
      do throws(ExchangeError) {
        try sink.write(bytes)
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }
}
