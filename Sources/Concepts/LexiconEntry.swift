extension Lexicon {
  /// A known thing with its names.
  public struct Entry: Hashable, Sendable {
    public var id: Concept.ID { fields.id }
    public var name: String { fields.name }
    public var kind: Concept.Kind { fields.kind }
    public var aliases: [Alias] { fields.aliases }
    /// What it is part of.
    public var owner: Concept.ID? { fields.owner }
    /// The classes that it belongs to.
    public var classes: [Concept.ID] { fields.classes }
    /// Whether it stands in a concept graph; a mere spelling (`JavaScript`) does not.
    public var isConcept: Bool { fields.isConcept }
    /// The field it belongs to, such as `aws`; nil for general terms.
    public var domain: String? { fields.domain }
    /// Set when the notes' name is no longer the thing's name.
    public internal(set) var renaming: Renaming? {
      get { fields.renaming }
      set { fields = Fields(self, renaming: newValue, isOwn: isOwn) }
    }
    /// Whether a person's own lexicon speaks of it: such a thing counts even where the notes name it once.
    public internal(set) var isOwn: Bool {
      get { fields.isOwn }
      set { fields = Fields(self, renaming: renaming, isOwn: newValue) }
    }

    private var fields: Fields

    init(
      id: Concept.ID, name: String, kind: Concept.Kind, aliases: [Alias], owner: Concept.ID?, classes: [Concept.ID],
      isConcept: Bool, domain: String?, renaming: Renaming? = nil, isOwn: Bool = false
    ) {
      fields = Fields(
        id: id, name: name, kind: kind, aliases: aliases, owner: owner, classes: classes, isConcept: isConcept,
        domain: domain, renaming: renaming, isOwn: isOwn)
    }

    public static func == (left: Entry, right: Entry) -> Bool {
      let (a, b) = (left.fields, right.fields)
      if a === b { return true }
      return a.id == b.id && a.name == b.name && a.kind == b.kind && a.aliases == b.aliases && a.owner == b.owner
        && a.classes == b.classes && a.isConcept == b.isConcept && a.domain == b.domain && a.renaming == b.renaming
        && a.isOwn == b.isOwn
    }
    public func hash(into hasher: inout Hasher) {
      hasher.combine(id)
      hasher.combine(name)
    }

    // A class, so that the entry of each of the many names found in a text is handed on with one reference; it never
    // changes, and so has no identity that shows.
    private final class Fields: Sendable {
      let id: Concept.ID, name: String, kind: Concept.Kind, aliases: [Alias], owner: Concept.ID?
      let classes: [Concept.ID], isConcept: Bool, domain: String?, renaming: Renaming?, isOwn: Bool

      init(
        id: Concept.ID, name: String, kind: Concept.Kind, aliases: [Alias], owner: Concept.ID?, classes: [Concept.ID],
        isConcept: Bool, domain: String?, renaming: Renaming?, isOwn: Bool
      ) {
        (self.id, self.name, self.kind, self.aliases, self.owner) = (id, name, kind, aliases, owner)
        (self.classes, self.isConcept, self.domain) = (classes, isConcept, domain)
        (self.renaming, self.isOwn) = (renaming, isOwn)
      }

      convenience init(_ entry: Entry, renaming: Renaming?, isOwn: Bool) {
        self.init(
          id: entry.id, name: entry.name, kind: entry.kind, aliases: entry.aliases, owner: entry.owner,
          classes: entry.classes, isConcept: entry.isConcept, domain: entry.domain, renaming: renaming, isOwn: isOwn)
      }
    }
  }
}
