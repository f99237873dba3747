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
  /// The words of all aliases, and the numbers that stand for ids of entries and their owners.
  private var table = WordTable()
  private var numbers: [Concept.ID: Int32] = [:]
  /// The aliases, those that begin with the same word one after the other.
  private var candidates: [Candidate] = []
  /// By the number of a first word: where its aliases begin; they end where the next word's do.
  private var starts: [Int32] = [0]
  /// The numbers of the words of all aliases.
  private var aliasWords: [Int32] = []
  /// Domains that the texts at hand are not about.
  var closedDomains: Set<String> = [] { didSet { settleDomains() } }
  /// Domains of which nothing is a name in the texts at hand.
  var silentDomains: Set<String> = [] { didSet { settleDomains() } }
  /// What the two say of each entry.
  private var standings: [Standing] = []

  private enum Standing: Hashable, Sendable { case open, closed, silent }

  private struct Candidate: Hashable, Sendable {
    /// Where its words are among those of all aliases.
    let start: Int32, count: Int32
    let entry: Int32, alias: Int32
    let scope: Alias.Scope
    /// The numbers of the entry's id, its owner and its owner's owner; -1 where there is none.
    let id: Int32, owner: Int32, grandOwner: Int32
  }

  private mutating func settleDomains() {
    standings = entries.map { entry in
      if isSilent(entry) { return .silent }
      return entry.domain.map(closedDomains.contains) == true ? .closed : .open
    }
  }

  /// Reads entries, one a line; blank lines and lines that begin with `#` are skipped, and so is a line with fewer than
  /// four fields (`problems` names it).
  public init(_ text: String, domain: String? = nil) {
    (entries, positions) = ([], [:])
    add(Self.parse(text, domain: domain).entries)
  }

  /// The lines of `text` that are no entries, 1-based.
  public static func problems(in text: String) -> [Int] { parse(text, domain: nil).problems }

  /// The entry with that id; nil where it belongs to a field that the texts at hand do not speak of.
  public func entry(_ id: Concept.ID) -> Entry? {
    guard let entry = positions[id].map({ entries[$0] }) else { return nil }
    return isSilent(entry) ? nil : entry
  }

  /// Whether some entry has that id, be it of a field that the texts at hand do not speak of.
  func has(_ id: Concept.ID) -> Bool { positions[id] != nil }

  private func isSilent(_ entry: Entry) -> Bool {
    !silentDomains.isEmpty && !entry.isOwn && entry.domain.map(silentDomains.contains) == true
  }

  /// The entry whose name or alias `text` is as a whole.
  public func entry(named text: String, within subjects: [Concept.ID] = [], isLabel: Bool = true) -> Entry? {
    let words = table.words(in: text)
    var asked = Asked(subjects, isLabel)
    guard let found = longest(at: 0, of: words, &asked), found.count == words.count else { return nil }
    return entries[Int(found.candidate.entry)]
  }

  /// Every known name in `text` from left to right, none overlapping another; at each place the longest wins.
  /// - Parameters:
  ///   - subjects: What the text is about; opens the everyday aliases of the things these own.
  ///   - isLabel: Whether the text is a label or a heading.
  public func matches(in text: String, within subjects: [Concept.ID] = [], isLabel: Bool = false) -> [Match] {
    let words = table.words(in: text)
    var asked = Asked(subjects, isLabel)
    var found: [Match] = [], position = 0
    while position < words.count {
      guard let next = longest(at: position, of: words, &asked) else {
        position += 1
        continue
      }
      let entry = entries[Int(next.candidate.entry)], bytes = text.utf8
      let start = bytes.index(text.startIndex, offsetBy: words[position].start)
      let end = bytes.index(text.startIndex, offsetBy: words[position + next.count - 1].end)
      found.append(
        Match(
          range: start..<end, entry: entry, alias: entry.aliases[Int(next.candidate.alias)], isPlural: next.isPlural))
      position += next.count
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

  /// `entries` take the place of those with their ids, and their aliases are nobody else's any more.
  func overlaid(with entries: [Entry]) -> Lexicon {
    guard !entries.isEmpty else { return self }
    let taken = Dictionary(
      entries.flatMap { entry in entry.aliases.filter { $0.scope == .anywhere }.map { ($0.key, entry.id) } },
      uniquingKeysWith: { first, _ in first })
    var overlaid = self
    overlaid.entries = self.entries.map { entry in
      let left = entry.aliases.filter { taken[$0.key] == nil || taken[$0.key] == entry.id }
      guard left.count < entry.aliases.count else { return entry }
      return Entry(
        id: entry.id, name: entry.name, kind: entry.kind, aliases: left, owner: entry.owner, classes: entry.classes,
        isConcept: entry.isConcept, domain: entry.domain, renaming: entry.renaming, isOwn: entry.isOwn)
    }
    overlaid.add(entries)
    return overlaid
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
  /// What a text is about, in numbers once they are needed.
  private struct Asked {
    let subjects: [Concept.ID]
    let isLabel: Bool
    private var known: [Int32]?

    init(_ subjects: [Concept.ID], _ isLabel: Bool) { (self.subjects, self.isLabel) = (subjects, isLabel) }

    /// Whether one of the subjects is the candidate's entry, its owner, or its owner's owner.
    mutating func contains(_ candidate: Candidate, _ numbers: [Concept.ID: Int32]) -> Bool {
      guard !subjects.isEmpty else { return false }
      if known == nil { known = subjects.compactMap { numbers[$0] } }
      return known!.contains { $0 == candidate.id || $0 == candidate.owner || $0 == candidate.grandOwner }
    }
  }

  private struct Found {
    let candidate: Candidate
    let count: Int, rank: Int
    /// Whether the text has a plural `s` more.
    let isPlural: Bool
  }

  private func longest(
    at position: Int, of words: [NumberedWord], _ asked: inout Asked
  ) -> Found? {
    guard position < words.count else { return nil }
    var best: Found?
    let word = words[position]
    for pass in 0...1 where pass == 0 || word.singular != word.number {
      let first = Int(pass == 0 ? word.number : word.singular)
      guard first >= 0 else { continue }
      for place in Int(starts[first])..<Int(starts[first + 1]) {
        let candidate = candidates[place], count = Int(candidate.count)
        guard count >= best?.count ?? 1, position + count <= words.count,
          let isPlural = fits(candidate, words, at: position),
          let rank = rank(of: candidate, &asked, isWholeLabel: asked.isLabel && count == words.count)
        else { continue }
        if let best, (count, rank, isPlural ? 0 : 1) <= (best.count, best.rank, best.isPlural ? 0 : 1) { continue }
        best = Found(candidate: candidate, count: count, rank: rank, isPlural: isPlural)
      }
    }
    return best
  }

  /// How strongly an alias may be meant, nil where its owner must be the subject and is not.
  private func rank(
    of candidate: Candidate, _ asked: inout Asked, isWholeLabel: Bool
  ) -> Int? {
    let standing = standings[Int(candidate.entry)]
    if standing == .silent { return nil }
    let isAtHome = asked.contains(candidate, numbers)
    switch candidate.scope {
    case .anywhere: return isAtHome ? 2 : 1
    case .withinDomain: return standing == .closed ? nil : isAtHome ? 2 : 1
    case .withinOwner: return isAtHome ? 3 : nil
    case .labelWithinOwner: return isAtHome && isWholeLabel ? 3 : nil
    }
  }

  /// Nil when they differ, else whether the text has a plural `s` more.
  private func fits(_ candidate: Candidate, _ text: [NumberedWord], at position: Int) -> Bool? {
    let start = Int(candidate.start), last = Int(candidate.count) - 1
    for offset in 0..<last where aliasWords[start + offset] != text[position + offset].number { return nil }
    let sought = aliasWords[start + last], word = text[position + last]
    if sought == word.number { return false }
    return sought == word.singular ? true : nil
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
    number()
  }

  /// Numbers the words and ids anew and sorts the aliases by their first words.
  private mutating func number() {
    (table, numbers, aliasWords) = (WordTable(), [:], [])
    func numbered(_ id: Concept.ID?) -> Int32 {
      guard let id else { return -1 }
      if let known = numbers[id] { return known }
      numbers[id] = Int32(numbers.count)
      return Int32(numbers.count - 1)
    }
    var index: [[Candidate]] = []
    for (position, entry) in entries.enumerated() {
      let id = numbered(entry.id), owner = numbered(entry.owner)
      let grandOwner = numbered(entry.owner.flatMap { self.entry($0)?.owner })
      for (aliasPosition, alias) in entry.aliases.enumerated() {
        let words = alias.key.split(separator: " ").map { table.add(String($0)) }
        guard let first = words.first else { continue }
        while index.count < table.count { index.append([]) }
        index[Int(first)].append(
          Candidate(
            start: Int32(aliasWords.count), count: Int32(words.count), entry: Int32(position),
            alias: Int32(aliasPosition), scope: alias.scope, id: id, owner: owner, grandOwner: grandOwner))
        aliasWords += words
      }
    }
    candidates = Array(index.joined())
    starts = [0]
    for number in 0..<table.count {
      starts.append(starts[number] + Int32(number < index.count ? index[number].count : 0))
    }
    settleDomains()
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
