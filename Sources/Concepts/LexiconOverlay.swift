import Basics

/// A person's own names of things: laid over the bundled lexicon, they add to it and win where both speak.
public struct LexiconOverlay: Hashable, Sendable {
  /// One thing, known to the bundled lexicon or not.
  public struct Own: Hashable, Sendable {
    public let id: Concept.ID
    /// nil keeps the name that the bundled lexicon has.
    public let name: String?
    /// Written as they are shown.
    public let aliases: [String]
    /// nil keeps the bundled kind; a thing of one's own is a term.
    public let kind: Concept.Kind?
    /// What it is part of.
    public let owner: Concept.ID?
    public let classes: [Concept.ID]

    public init(
      id: Concept.ID, name: String?, aliases: [String] = [], kind: Concept.Kind? = nil, owner: Concept.ID? = nil,
      classes: [Concept.ID] = []
    ) {
      (self.id, self.name, self.aliases, self.kind) = (id, name, aliases, kind)
      (self.owner, self.classes) = (owner, classes)
    }
  }

  /// How something is to be written wherever the notes write it otherwise.
  public struct Repair: Hashable, Sendable {
    public let written: String, shown: String
    public init(written: String, shown: String) { (self.written, self.shown) = (written, shown) }
  }

  public let entries: [Own]
  public let repairs: [Repair]

  public init(entries: [Own], repairs: [Repair]) { (self.entries, self.repairs) = (entries, repairs) }

  /// The id that a name gets where its owner gives none.
  public static func id(of name: String) -> Concept.ID { GraphReading.slug(name) }
}

extension Lexicon {
  /// This lexicon with a person's names laid over it. What it knew of a thing stays unless the person says otherwise;
  /// the person's things belong to no field, so that they count in every note.
  public func overlaid(with overlay: LexiconOverlay) -> Lexicon {
    var lines: [Entry] = []
    for own in overlay.entries {
      let known = entry(own.id)
      var aliases = Self.aliases(own.aliases, name: own.name ?? known?.name ?? own.id)
      // A name that the person uses for something goes before what was known under it.
      for alias in known?.aliases ?? [] where !aliases.contains(where: { $0.key == alias.key }) {
        aliases.append(alias)
      }
      lines.append(
        Entry(
          id: own.id, name: own.name ?? known?.name ?? own.id, kind: own.kind ?? known?.kind ?? .term,
          aliases: aliases, owner: own.owner ?? known?.owner,
          classes: own.classes.isEmpty ? known?.classes ?? [] : own.classes, isConcept: true, domain: known?.domain,
          renaming: known?.renaming, isOwn: true))
    }
    for (number, repair) in overlay.repairs.enumerated() {
      let words = LexiconWord.words(in: repair.written).map(\.folded)
      // What is a thing's own name or alias is shown as the person writes it, and stays that thing.
      if let thing = lines.firstIndex(where: { $0.aliases.contains { $0.key == words.joined(separator: " ") } })
        ?? lines.firstIndex(where: { $0.name == repair.shown })
      {
        lines[thing] = lines[thing].repairing(repair)
      } else if let known = entry(named: repair.shown), known.isConcept {
        if let thing = lines.firstIndex(where: { $0.id == known.id }) {
          lines[thing] = lines[thing].repairing(repair)
        } else {
          lines.append(known.repairing(repair))
        }
      } else {
        lines.append(
          Entry(
            id: "own-spelling-\(number + 1)", name: repair.shown, kind: .term,
            aliases: [Self.misspelling(repair)], owner: nil, classes: [], isConcept: false, domain: nil, renaming: nil))
      }
    }
    return overlaid(with: lines)
  }

  static func misspelling(_ repair: LexiconOverlay.Repair) -> Alias {
    Alias(
      display: repair.shown, key: LexiconWord.words(in: repair.written).map(\.folded).joined(separator: " "),
      scope: .anywhere, isMisspelling: true)
  }

  private static func aliases(_ texts: [String], name: String) -> [Alias] {
    var aliases: [Alias] = []
    for text in texts + [name] {
      let key = LexiconWord.words(in: text).map(\.folded).joined(separator: " ")
      guard !key.isEmpty, !aliases.contains(where: { $0.key == key }) else { continue }
      aliases.append(Alias(display: text, key: key, scope: .anywhere, isMisspelling: false))
    }
    return aliases
  }
}

extension Lexicon.Entry {
  fileprivate func repairing(_ repair: LexiconOverlay.Repair) -> Lexicon.Entry {
    let slip = Lexicon.misspelling(repair)
    return Lexicon.Entry(
      id: id, name: name, kind: kind, aliases: [slip] + aliases.filter { $0.key != slip.key }, owner: owner,
      classes: classes, isConcept: isConcept, domain: domain, renaming: renaming, isOwn: isOwn)
  }
}
