import Basics
import Concepts
import Notes

/// What reading notes again does to a deck: a value that can be shown, agreed to and applied.
///
/// Deterministic: the same stored and new cards give the same plan, in the order of the new cards.
public struct Plan: Hashable, Sendable, Codable {
  public struct Change: Hashable, Sendable, Codable {
    /// The card as it is to be stored, with the id that it keeps.
    public let card: Card
    /// The card as it was; nil for an added one.
    public let before: Card?
    /// Whether the answer says something else than before (a number, a polarity, another word): the history stays and
    /// the card is to be learned again.
    public let factChanged: Bool
    /// Whether the match is too uncertain to be made silently; the default is to keep the history.
    public let needsConsent: Bool
    /// Which rule of `Matching` joined the two, or why there is no counterpart.
    public let rule: String

    public init(card: Card, before: Card? = nil, factChanged: Bool = false, needsConsent: Bool = false, rule: String) {
      (self.card, self.before) = (card, before)
      (self.factChanged, self.needsConsent, self.rule) = (factChanged, needsConsent, rule)
    }
  }

  public let added: [Change]
  /// Question or answer read otherwise than before.
  public let changed: [Change]
  /// The same question and answer under another file or heading.
  public let moved: [Change]
  /// Their lines are gone from the files that were read. Never deleted.
  public let retired: [Change]
  /// Retired cards whose lines came back.
  public let revived: [Change]
  /// Cards that stay what they are for the learner.
  public let kept: Int
  /// Those of the kept cards of which something else is to be stored: line numbers, concepts, demo, context, and the
  /// fingerprint by which the next plan will know them.
  public let refreshed: [Change]

  /// Whether applying it changes nothing at all.
  public var isEmpty: Bool { changes.isEmpty && refreshed.isEmpty }

  /// All that a person would want to see, added cards first.
  public var changes: [Change] { added + changed + moved + revived + retired }

  /// Joins stored cards to new ones.
  /// - Parameters:
  ///   - old: Every card of the collection, retired ones too.
  ///   - new: The cards made from the files just read; their ids are provisional.
  ///   - files: The files just read. A card of any other file is left alone, so a missing or unnamed file retires
  ///     nothing. Cards without a source belong to the file `""`.
  ///   - present: Other files that are still there. Their cards are not taken for moved ones; those of files that are
  ///     neither read nor present are, because that is how a renamed file looks.
  public init(
    from old: [StoredCard], to new: [Card], ingested files: Set<String>, present: Set<String> = []
  ) {
    let pairs = Matching.pair(old, new) { stored in
      if stored.isRetired { return 2 }
      if files.contains(stored.card.file) { return 0 }
      return present.contains(stored.card.file) ? nil : 1
    }
    var added: [Change] = [], changed: [Change] = [], moved: [Change] = [], revived: [Change] = []
    var refreshed: [Change] = [], kept = 0
    var taken = Set(old.map(\.card.id))
    var isMatched = [Bool](repeating: false, count: old.count)
    for (position, card) in new.enumerated() {
      guard let pair = pairs[position] else {
        added.append(Change(card: card.with(id: Self.unused(card.id, &taken)), rule: "new"))
        continue
      }
      isMatched[pair.old] = true
      let stored = old[pair.old]
      let final = card.with(id: stored.card.id)
      let change = Change(
        card: final, before: stored.card, factChanged: Matching.factChanged(from: stored.card, to: card),
        needsConsent: pair.isUncertain, rule: pair.rule)
      if stored.isRetired {
        revived.append(change)
      } else if !final.readsLike(stored.card) {
        changed.append(change)
      } else if final.isElsewhere(than: stored.card) {
        moved.append(change)
      } else {
        kept += 1
        if final != stored.card { refreshed.append(change) }
      }
    }
    var retired: [Change] = []
    for (position, stored) in old.enumerated() where !isMatched[position] && !stored.isRetired {
      guard files.contains(stored.card.file) else {
        kept += 1
        continue
      }
      retired.append(Change(card: stored.card, before: stored.card, rule: "line-gone"))
    }
    (self.added, self.changed, self.moved, self.retired) = (added, changed, moved, retired)
    (self.revived, self.kept, self.refreshed) = (revived, kept, refreshed)
  }

  /// `id`, or `id-2`, `id-3` … when a stored card or an earlier new one has it.
  private static func unused(_ id: CardID, _ taken: inout Set<CardID>) -> CardID {
    var candidate = id, count = 2
    while !taken.insert(candidate).inserted {
      candidate = CardID("\(id.rawValue)-\(count)")
      count += 1
    }
    return candidate
  }
}

extension Card {
  /// The file of its first source, `""` when it has none.
  var file: String { sources.first?.file ?? "" }

  fileprivate func with(id: CardID) -> Card {
    var card = self
    card.id = id
    return card
  }

  /// Whether a learner is asked the same and told the same.
  fileprivate func readsLike(_ other: Card) -> Bool {
    question == other.question && answer == other.answer && form == other.form && deck == other.deck
  }

  fileprivate func isElsewhere(than other: Card) -> Bool {
    file != other.file || fingerprint.path != other.fingerprint.path
  }
}
