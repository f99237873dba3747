import Basics
import Scheduling

/// A deck as its YAML file defines it: which notes and hand-made cards it has and how they are scheduled.
public struct DeckDefinition: Hashable, Sendable {
  /// Which of two answers is asked for where a note's statement is outdated.
  public enum Facts: String, Sendable, CaseIterable { case current, notes }

  /// The path of the YAML file.
  public let file: String
  public let title: String
  public let settings: DeckSettings
  /// Path patterns with `*`, `?` and `**`, relative to the folder above the deck's own.
  public let notes: [String], cards: [String]
  public let facts: Facts
  /// Lint rules that are off for the deck's notes.
  public let lintOff: [String]

  public var name: String { settings.name }

  /// Reads the YAML of a deck file.
  public init(file: String, yaml: String) throws(SettingsError) {
    let reader = try YAMLReader(yaml, file: file)
    try reader.allow(only: Self.keys)
    guard let name = try reader.string("name"), Self.isDeckName(name) else {
      throw SettingsError(
        SourceSpan(file: file, line: reader.line(of: "name")), "the deck has no usable `name`",
        remedy: "Add a line such as `name: serverless`; levels are joined by ::, and no level is empty.")
    }
    self.file = file
    self.title = try reader.string("title") ?? name
    self.notes = try reader.strings("notes") ?? []
    self.cards = try reader.strings("cards") ?? []
    self.facts = try reader.choice("facts", Facts.self) ?? .current
    self.lintOff = try reader.strings("lint_off") ?? []
    self.settings = try Self.settings(name, reader)
    guard !notes.isEmpty || !cards.isEmpty else {
      throw SettingsError(
        SourceSpan(file: file, line: 1), "the deck names no notes and no cards",
        remedy: "Add a line such as `notes: [notes/*.md]`.")
    }
  }

  static let keys = [
    "name", "title", "notes", "cards", "facts", "lint_off", "new_per_day", "reviews_per_day", "desired_retention",
    "learning_steps",
    "relearning_steps", "maximum_interval", "order", "leech_threshold", "fuzz", "rollover_hour", "parameters",
  ]

  private static func settings(_ name: String, _ reader: YAMLReader) throws(SettingsError) -> DeckSettings {
    var settings = DeckSettings(name: name)
    if let value = try reader.whole("new_per_day", in: 0...9_999) { settings.newPerDay = value }
    if let value = try reader.whole("reviews_per_day", in: 0...9_999) { settings.reviewsPerDay = value }
    if let value = try reader.decimal("desired_retention", in: 0.7...0.99) { settings.desiredRetention = value }
    if let value = try reader.durations("learning_steps") { settings.learningSteps = value }
    if let value = try reader.durations("relearning_steps") { settings.relearningSteps = value }
    if let value = try reader.whole("maximum_interval", in: 1...36_500) { settings.maximumInterval = value }
    if let value = try reader.choice("order", DeckSettings.NewOrder.self) { settings.order = value }
    if let value = try reader.whole("leech_threshold", in: 1...99) { settings.leechThreshold = value }
    if let value = try reader.flag("fuzz") { settings.fuzz = value }
    if let value = try reader.whole("rollover_hour", in: 0...23) { settings.rolloverHour = value }
    if let texts = try reader.strings("parameters") {
      let numbers = texts.compactMap(Double.init)
      guard numbers.count == texts.count, numbers.count == FSRS.defaultParameters.count else {
        throw reader.wrong("parameters", "has not 21 numbers", "Write the 21 parameters of FSRS-6, w0 to w20.")
      }
      settings.parameters = numbers
    }
    return settings
  }

  private static func isDeckName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
      && name.replacing("::", with: "\u{1}").split(separator: "\u{1}", omittingEmptySubsequences: false)
        .allSatisfy { !$0.isEmpty && $0.first != " " && $0.last != " " }
  }
}
