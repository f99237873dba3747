import Basics
import Concepts

/// A person's own names of things, read from `lexicon.yaml` (or `.yml`, `.json`) beside the notes.
public struct LexiconFile: Hashable, Sendable {
  /// The path of the file.
  public let file: String
  public let overlay: LexiconOverlay

  /// Names under which a lexicon is looked for in a folder of notes.
  public static let fileNames = ["lexicon.yaml", "lexicon.yml", "lexicon.json"]

  /// Reads the YAML, or JSON, which is YAML too.
  /// - Parameter bundled: What the ids in `part_of` and `is_a` may name besides the file's own.
  public init(file: String, yaml: String, bundled: Lexicon = .bundled) throws(SettingsError) {
    self.file = file
    let reader = try YAMLReader(yaml, file: file)
    try reader.allow(only: ["concepts", "repairs"])
    var entries: [LexiconOverlay.Own] = [], lines: [Concept.ID: Int] = [:]
    let rows = try reader.mappings("concepts")
    for row in rows {
      try row.allow(only: Self.keys)
      let own = try Self.entry(row, bundled)
      if let line = lines[own.id] {
        throw SettingsError(
          SourceSpan(file: file, line: row.firstLine), "the concept `\(own.id)` stands here and on line \(line)",
          remedy: "Write its aliases into one entry, or give one of the two an id of its own.")
      }
      lines[own.id] = row.firstLine
      entries.append(own)
    }
    for (row, own) in zip(rows, entries) {
      for (key, ids) in [("part_of", own.owner.map { [$0] } ?? []), ("is_a", own.classes)] {
        for id in ids where lines[id] == nil && bundled.entry(id) == nil {
          throw row.wrong(
            key, "names `\(id)`, which no lexicon has", "Write the id of an entry, or add an entry for it.")
        }
      }
    }
    let repairs = try reader.texts("repairs").map { LexiconOverlay.Repair(written: $0.key, shown: $0.value) }
    overlay = LexiconOverlay(entries: entries, repairs: repairs)
  }

  static let keys = ["id", "name", "aliases", "kind", "part_of", "is_a"]

  private static func entry(_ row: YAMLReader, _ bundled: Lexicon) throws(SettingsError) -> LexiconOverlay.Own {
    let name = try row.string("name"), given = try row.string("id")
    guard let id = given ?? name.map(LexiconOverlay.id(of:)), !id.isEmpty,
      name?.isEmpty == false || bundled.entry(id) != nil
    else {
      throw SettingsError(
        SourceSpan(file: row.file, line: row.firstLine), "a concept has no `name`",
        remedy: "Write `- name: how it is shown`; only for a thing that Rehearse knows is its `id` enough.")
    }
    return LexiconOverlay.Own(
      id: id, name: name, aliases: try row.strings("aliases") ?? [], kind: try row.choice("kind", Concept.Kind.self),
      owner: try row.string("part_of"), classes: try row.strings("is_a") ?? [])
  }
}
