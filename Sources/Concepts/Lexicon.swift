import Basics

/// Names of known things: how they are written, what kind of thing they are, what they belong to.
///
/// An entry is one line of text, `id | Name | kind | alias, alias | owner | flags`:
/// - An alias is written as it is shown (`Lambda functions`) and matched in any case, with a hyphen or a space between
///   its words, and with a plural `s`. `wrong=Right` shows `Right` for a misspelling.
/// - `?alias` counts only where the owner is the subject, because it is an everyday word elsewhere (`?items`).
///   `!alias` counts there only as a whole label (`!private`). `^alias` counts unless the lexicon is narrowed to texts
///   that name nothing else of its domain (`^Aurora`).
/// - The owner is what the thing is part of. Flags: `name` (a spelling, not a concept), `is:ID` (a class it belongs to).
public struct Lexicon: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public let id: Concept.ID
    public let name: String
    public let kind: Concept.Kind
    public let aliases: [Alias]
    /// What it is part of.
    public let owner: Concept.ID?
    /// The classes that it belongs to.
    public let classes: [Concept.ID]
    /// Whether it stands in a concept graph; a mere spelling (`JavaScript`) does not.
    public let isConcept: Bool
    /// The field it belongs to, such as `aws`; nil for general terms.
    public let domain: String?
    /// Set when the notes' name is no longer the thing's name.
    public internal(set) var renaming: Renaming?
  }

  /// One way to write an entry's name.
  public struct Alias: Hashable, Sendable {
    public enum Scope: Hashable, Sendable { case anywhere, withinDomain, withinOwner, labelWithinOwner }
    /// As a learner reads it.
    public let display: String
    /// Folded words joined by single spaces, as matched.
    public let key: String
    public let scope: Scope
    /// Whether what is matched is wrong and `display` is the right form.
    public let isMisspelling: Bool
  }

  /// A newer name for a thing, with who says so.
  public struct Renaming: Hashable, Sendable {
    public let name: String
    /// The month since when, `2024-02`.
    public let since: String
    public let source: String
    /// The day on which the source was read, `2026-11-24`.
    public let asOf: String
  }

  public struct Match: Hashable, Sendable {
    public let range: Range<String.Index>
    public let entry: Entry
    public let alias: Alias
    /// Whether the text has a plural that the alias has not.
    public let isPlural: Bool

    /// The matched words as a learner reads them.
    public var display: String { isPlural ? Lexicon.plural(of: alias.display) : alias.display }
  }

  /// In the order of the data.
  public private(set) var entries: [Entry]
  private var positions: [Concept.ID: Int]
  /// First word of an alias to the aliases that begin with it, the longest first.
  private var index: [String: [Candidate]]
  /// Domains that the texts at hand are not about.
  private var closedDomains: Set<String> = []

  private struct Candidate: Hashable, Sendable {
    let words: [String]
    let entry: Int, alias: Int
  }

  /// Reads entries, one a line; blank lines and lines that begin with `#` are skipped, and so is a line with fewer than
  /// four fields (`problems` names it).
  public init(_ text: String, domain: String? = nil) {
    (entries, positions, index) = ([], [:], [:])
    add(Self.parse(text, domain: domain).entries)
  }

  /// The lines of `text` that are no entries, 1-based.
  public static func problems(in text: String) -> [Int] { parse(text, domain: nil).problems }

  /// The entry with that id.
  public func entry(_ id: Concept.ID) -> Entry? { positions[id].map { entries[$0] } }

  /// The entry whose name or alias `text` is as a whole.
  public func entry(named text: String, within subjects: [Concept.ID] = [], isLabel: Bool = true) -> Entry? {
    let found = matches(in: text, within: subjects, isLabel: isLabel)
    guard let match = found.first, found.count == 1 else { return nil }
    let words = LexiconWord.words(in: text)
    return words.first?.range.lowerBound == match.range.lowerBound
      && words.last?.range.upperBound == match.range.upperBound ? match.entry : nil
  }

  /// Every known name in `text` from left to right, none overlapping another; at each place the longest wins.
  /// - Parameters:
  ///   - subjects: What the text is about; opens the everyday aliases of the things these own.
  ///   - isLabel: Whether the text is a label or a heading.
  public func matches(in text: String, within subjects: [Concept.ID] = [], isLabel: Bool = false) -> [Match] {
    let words = LexiconWord.words(in: text)
    var found: [Match] = [], position = 0
    while position < words.count {
      guard let match = longest(at: position, of: words, within: subjects, isLabel: isLabel) else {
        position += 1
        continue
      }
      found.append(match.match)
      position += match.count
    }
    return found
  }

  /// `text` with every known name in its own spelling.
  public func display(_ text: String) -> String {
    var shown = "", end = text.startIndex
    for match in matches(in: text) {
      shown += text[end..<match.range.lowerBound] + match.display
      end = match.range.upperBound
    }
    return shown + text[end...]
  }

  /// This lexicon with the entries of `overlay` added; an entry with a known id replaces that one.
  public func merged(with overlay: Lexicon) -> Lexicon {
    var merged = self
    merged.add(overlay.entries)
    return merged
  }

  /// This lexicon for reading `texts` only: where they name nothing of a domain beyond doubt, its everyday words
  /// (`aurora`, `lambda`) are not names.
  public func narrowed(to texts: some Sequence<String>) -> Lexicon {
    var narrowed = self
    narrowed.closedDomains = Set(entries.compactMap(\.domain))
    for text in texts where !narrowed.closedDomains.isEmpty {
      for match in narrowed.matches(in: text) {
        if let domain = match.entry.domain { narrowed.closedDomains.remove(domain) }
      }
    }
    return narrowed
  }

  /// Records newer names; lines are `id | new name | since | source | as of`.
  mutating func addRenamings(_ text: String) {
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: "|").map(trimmed)
      guard fields.count == 5, let position = positions[fields[0]] else { continue }
      entries[position].renaming = Renaming(name: fields[1], since: fields[2], source: fields[3], asOf: fields[4])
    }
  }
}

// MARK: - Matching

extension Lexicon {
  private func longest(
    at position: Int, of words: [LexiconWord], within subjects: [Concept.ID], isLabel: Bool
  ) -> (match: Match, count: Int)? {
    var best: (match: Match, count: Int, rank: Int)?
    for key in [words[position].folded] + (singular(of: words[position].folded).map { [$0] } ?? []) {
      for candidate in index[key] ?? [] {
        let count = candidate.words.count
        guard count >= best?.count ?? 1, position + count <= words.count else { continue }
        let entry = entries[candidate.entry], alias = entry.aliases[candidate.alias]
        guard let rank = rank(of: alias, of: entry, within: subjects, isWholeLabel: isLabel && count == words.count)
        else { continue }
        guard let isPlural = fits(candidate.words, words[position..<(position + count)]) else { continue }
        if let best, (count, rank, isPlural ? 0 : 1) <= (best.count, best.rank, best.match.isPlural ? 0 : 1) {
          continue
        }
        let range = words[position].range.lowerBound..<words[position + count - 1].range.upperBound
        best = (Match(range: range, entry: entry, alias: alias, isPlural: isPlural), count, rank)
      }
    }
    return best.map { ($0.match, $0.count) }
  }

  /// How strongly an alias may be meant, nil where its owner must be the subject and is not.
  private func rank(of alias: Alias, of entry: Entry, within subjects: [Concept.ID], isWholeLabel: Bool) -> Int? {
    let isAtHome = isOwned(entry, by: subjects)
    switch alias.scope {
    case .anywhere: return isAtHome ? 2 : 1
    case .withinDomain:
      guard let domain = entry.domain, closedDomains.contains(domain) else { return isAtHome ? 2 : 1 }
      return nil
    case .withinOwner: return isAtHome ? 3 : nil
    case .labelWithinOwner: return isAtHome && isWholeLabel ? 3 : nil
    }
  }

  /// Whether one of `subjects` is the entry, its owner, or its owner's owner.
  private func isOwned(_ entry: Entry, by subjects: [Concept.ID]) -> Bool {
    guard !subjects.isEmpty else { return false }
    if subjects.contains(entry.id) { return true }
    guard let owner = entry.owner else { return false }
    return subjects.contains(owner) || self.entry(owner)?.owner.map(subjects.contains) == true
  }

  /// Nil when they differ, else whether the text has a plural `s` more.
  private func fits(_ alias: [String], _ text: ArraySlice<LexiconWord>) -> Bool? {
    for (wanted, word) in zip(alias.dropLast(), text.dropLast()) where wanted != word.folded { return nil }
    guard let wanted = alias.last, let word = text.last?.folded else { return nil }
    if wanted == word { return false }
    return singular(of: word) == wanted ? true : nil
  }

  /// `policies` gives `policy`, `tables` gives `table`.
  private func singular(of word: String) -> String? {
    guard word.utf8.count >= 3, word.hasSuffix("s"), !word.hasSuffix("ss") else { return nil }
    if word.hasSuffix("ies"), word.utf8.count > 4 { return word.dropLast(3) + "y" }
    if word.hasSuffix("sses") || word.hasSuffix("xes") { return String(word.dropLast(2)) }
    return String(word.dropLast())
  }

  static func plural(of display: String) -> String {
    if display.hasSuffix("y"), let before = display.dropLast().last, !"aeiouAEIOU".contains(before) {
      return display.dropLast() + "ies"
    }
    if display.hasSuffix("s") && !display.hasSuffix("ss") { return display }
    return display + (display.hasSuffix("ss") || display.hasSuffix("x") ? "es" : "s")
  }
}

// MARK: - Reading

extension Lexicon {
  private mutating func add(_ more: [Entry]) {
    for entry in more {
      if let position = positions[entry.id] {
        entries[position] = entry
      } else {
        positions[entry.id] = entries.count
        entries.append(entry)
      }
    }
    index = [:]
    for (position, entry) in entries.enumerated() {
      for (aliasPosition, alias) in entry.aliases.enumerated() {
        let words = alias.key.split(separator: " ").map(String.init)
        guard let first = words.first else { continue }
        index[first, default: []].append(Candidate(words: words, entry: position, alias: aliasPosition))
      }
    }
  }

  private static func parse(_ text: String, domain: String?) -> (entries: [Entry], problems: [Int]) {
    var entries: [Entry] = [], problems: [Int] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let content = trimmed(line)
      guard !content.isEmpty, !content.hasPrefix("#") else { continue }
      let fields = content.split(separator: "|", omittingEmptySubsequences: false).map(trimmed)
      guard fields.count >= 4, let kind = Concept.Kind(rawValue: fields[2]), !fields[0].isEmpty else {
        problems.append(number + 1)
        continue
      }
      let flags = fields.count > 5 ? fields[5].split(separator: ",").map(trimmed) : []
      entries.append(
        Entry(
          id: fields[0], name: fields[1], kind: kind, aliases: aliases(fields[3], name: fields[1]),
          owner: fields.count > 4 && !fields[4].isEmpty ? fields[4] : nil,
          classes: flags.filter { $0.hasPrefix("is:") }.map { String($0.dropFirst(3)) },
          isConcept: !flags.contains("name"), domain: domain))
    }
    return (entries, problems)
  }

  private static func aliases(_ field: String, name: String) -> [Alias] {
    var aliases: [Alias] = []
    func add(_ text: String, shown display: String, scope: Alias.Scope, isMisspelling: Bool) {
      let key = LexiconWord.words(in: text).map(\.folded).joined(separator: " ")
      guard !key.isEmpty, !aliases.contains(where: { $0.key == key }) else { return }
      aliases.append(Alias(display: display, key: key, scope: scope, isMisspelling: isMisspelling))
    }
    for part in field.split(separator: ",").map(trimmed) {
      let scope: Alias.Scope =
        switch part.first {
        case "?": .withinOwner
        case "!": .labelWithinOwner
        case "^": .withinDomain
        default: .anywhere
        }
      let text = scope == .anywhere ? part : String(part.dropFirst())
      if let equals = text.firstIndex(of: "=") {
        add(
          String(text[..<equals]), shown: String(text[text.index(after: equals)...]), scope: scope, isMisspelling: true)
      } else {
        add(text, shown: text, scope: scope, isMisspelling: false)
      }
    }
    add(name, shown: name, scope: .anywhere, isMisspelling: false)
    return aliases
  }
}

private func trimmed(_ text: some StringProtocol) -> String {
  var rest = text[...]
  while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
  while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
  return String(rest)
}
