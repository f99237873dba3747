import Basics

/// What the front matter of a note says to Rehearse. Keys that are not listed here belong to other programs and are
/// left alone.
public struct FrontMatter: Hashable, Sendable {
  public enum CardMaking: String, Sendable, CaseIterable { case auto, explicit, off }
  /// What else than `{{c1::…}}` and `==…==` is a gap.
  public enum Gaps: String, Sendable, CaseIterable { case bold }

  public var deck: String?
  public var tags: [String] = []
  /// Concepts that every card of the file belongs to, by id or alias.
  public var concepts: [String] = []
  public var demo: String?
  public var cards: CardMaking = .auto
  public var gaps: Gaps?
  /// Other names of what the file is about.
  public var aliases: [String] = []
  public var language: String?
  /// Lint rules that are off for the file.
  public var lintOff: [String] = []

  public init() {}

  /// - Parameters:
  ///   - yaml: The text between the dashes.
  ///   - firstLine: The line of the file on which `yaml` begins.
  public init(yaml: String, file: String, firstLine: Int) throws(SettingsError) {
    let reader = try YAMLReader(yaml, file: file, lineOffset: firstLine - 1)
    deck = try reader.string("deck")
    tags = try (reader.words("tags") ?? []).map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }
    concepts = try reader.strings("concepts") ?? []
    demo = try reader.string("demo")
    cards = try reader.choice("cards", CardMaking.self) ?? .auto
    gaps = try reader.choice("cloze", Gaps.self)
    aliases = try reader.strings("aliases") ?? []
    language = try reader.string("lang")
    lintOff = try reader.strings("lint_off") ?? []
  }
}
