import Basics
import Concepts
import Notes

/// What a pattern proposes, before identity and deck are known.
public struct CardDraft: Hashable, Sendable {
  public var pattern: String
  public var form: Card.Form = .basic
  /// Markdown.
  public var question: String, answer: String
  public var accept: [String] = []
  /// The line itself first, then label and lead-in.
  public var sources: [ClosedRange<Int>]
  /// The block that states the fact.
  public var block: Int
  /// What the card is about and which side of it, for its identity.
  public var subject: String, aspect: String
  public var concepts: [Concept.ID] = []
  public var confidence: Double = 1
  /// Where the block itself says so.
  public var deck: String?
  public var tags: [String] = []
}

extension CardDraft {
  /// With the marks of code back in their places.
  var restored: CardDraft {
    guard
      question.utf8.contains(0xEE) || answer.utf8.contains(0xEE) || subject.utf8.contains(0xEE)
        || aspect.utf8.contains(0xEE)
    else { return self }
    var draft = self
    draft.question = NoteText.restored(question)
    draft.answer = NoteText.restored(answer)
    draft.subject = NoteText.restored(subject)
    draft.aspect = NoteText.restored(aspect)
    switch form {
    case .cloze(let text): draft.form = .cloze(text: NoteText.restored(text))
    case .list(let items): draft.form = .list(items: items.map(NoteText.restored))
    case .sequence(let steps): draft.form = .sequence(steps: steps.map(NoteText.restored))
    case .basic, .compare, .prediction: break
    }
    return draft
  }
}

/// A way to make cards from a section.
public protocol CardPattern: Sendable {
  static var id: String { get }
  func cards(in section: Section, _ context: CardContext) -> [CardDraft]
}

/// The thing that a line is about.
public struct Subject: Hashable, Sendable {
  public let text: String
  public let isPlural: Bool
  /// The lines of the label or lead-in that gave it; none when it came from the heading.
  public let lines: [ClosedRange<Int>]
}

/// A block of prose as patterns read it.
///
/// A class, because each of the patterns walks over all lines: a reference is handed on where the line has some thirty
/// parts. It never changes, and so has no identity that shows.
public final class Line: Sendable {
  public let block: Block
  /// Where the sentence stands in the block.
  public let place: ClosedRange<Int>
  /// As a learner reads it.
  public let display: String
  let glossed: Glossed
  let clauses: [Clause]
  /// What stands before the colon, and after it, of `key: value`.
  let property: (key: String, value: String)?
  public let subject: Subject
  /// Whether the line names things below it rather than stating a fact.
  public let isLabel: Bool

  init(
    block: Block, place: ClosedRange<Int>, display: String, glossed: Glossed, clauses: [Clause],
    property: (key: String, value: String)?, subject: Subject, isLabel: Bool
  ) {
    (self.block, self.place, self.display, self.glossed) = (block, place, display, glossed)
    (self.clauses, self.property, self.subject, self.isLabel) = (clauses, property, subject, isLabel)
  }

  public var main: String { glossed.main }
  public var sources: [ClosedRange<Int>] { [place] + subject.lines }
}

/// A section with what patterns need to know of it.
public struct CardContext: Sendable {
  public let section: Section
  public let topic: Topic
  public let lexicon: Lexicon
  /// The prose blocks that cards may be made from, in order.
  public let lines: [Line]
  /// Lines in shorthand, which are no sentences to be taken apart.
  let noted: [NotedLine]
  /// Prose and tables in a language that the rules of English cannot read.
  let foreign: [Block]
  let tagger: Tagger
  private let displayText: @Sendable (String, [Concept.ID]) -> String
  /// The first line of a block, by the block's index.
  private let positions: [Int: Int]
  /// The lines under a block, by the block's index.
  private let below: [Int: [Int]]
  /// The clauses that state something, read once for all patterns.
  private(set) var stated: [Statement] = []
  private(set) var trusted: [Statement] = []
  private var firstTrusted: [Int: Int] = [:]
  private let breadcrumbText: String
  private let place: Place

  /// - Parameter display: Corrects typos, units and names for the learner.
  ///   - language: In which language the note is read.
  init(
    section: Section, lexicon: Lexicon, language: NoteLanguage.Reading = .english, words: CommonWords = CommonWords(),
    display: @escaping @Sendable (String, [Concept.ID]) -> String
  ) {
    displayText = display
    let grammar = Grammar(lexicon: lexicon)
    let topic = Topic(heading: Self.title(of: section, lexicon: lexicon), lexicon: lexicon) {
      grammar.corrected(display($0, []))
    }
    let tagger = Tagger(lexicon: lexicon)
    self.section = section
    (self.topic, self.lexicon, self.tagger) = (topic, lexicon, tagger)
    var lines: [Line] = [], positions: [Int: Int] = [:], below: [Int: [Int]] = [:], noted: [NotedLine] = []
    let leads = Set(section.blocks.compactMap(\.lead))
    let candidates = section.blocks.filter {
      ($0.isProse && $0.role != .aside && Personal.reason($0) == nil || $0.table != nil) && !$0.isMuted
        && !$0.isAuthored
    }
    foreign = candidates.filter {
      NoteLanguage.isForeign($0.table?.header.joined(separator: " ") ?? $0.plain, in: language)
    }
    let skipped = Set(foreign.map(\.index))
    let readable = candidates.filter { $0.table == nil && !skipped.contains($0.index) }
    for (block, text, span) in readable.flatMap({ block in Self.sentences(of: block).map { (block, $0.text, $0.lines) }
    }) {
      let shown = grammar.corrected(display(Topic.withoutEmoji(text), topic.concepts))
      if let form = NotedForm(shown) {
        noted.append(
          NotedLine(
            block: block, place: span, form: form, lead: block.lead.flatMap { positions[$0] }.map { lines[$0] }))
        continue
      }
      if let (key, forms) = NotedForm.equations(shown) {
        let lead = block.lead.flatMap { positions[$0] }.map { lines[$0] }
        noted += forms.map { NotedLine(block: block, place: span, form: $0, lead: lead, key: key.isEmpty ? nil : key) }
        continue
      }
      let display = Self.rephrased(
        LineManner.exemplified(words.lowered(LineManner.withoutStop(Self.expanded(shown)), lexicon: lexicon)))
      let glossed = Glossed(display)
      let property = Self.property(display)
      let lead = block.lead.flatMap { positions[$0] }.map { lines[$0] }
      let subject = Self.subject(under: lead, topic: topic, lines: lines, lexicon: lexicon)
      let clauses = ClauseParser.clauses(tagger.tokens(glossed.main, within: topic.concepts))
      if positions[block.index] == nil { positions[block.index] = lines.count }
      let hasChildren = leads.contains(block.index)
      if let lead = block.lead { below[lead, default: []].append(lines.count) }
      lines.append(
        Line(
          block: block, place: span, display: display, glossed: glossed, clauses: clauses, property: property,
          subject: subject,
          isLabel: hasChildren && Self.namesThings(clauses, property: property, display: display)))
    }
    self.lines = lines
    self.noted = noted
    (self.positions, self.below) = (positions, below)
    breadcrumbText = Self.breadcrumb(section) { display(Topic.withoutEmoji($0), topic.concepts) }
    place = Place(topic, lexicon)
    stated = readStatements()
    trusted = stated.filter { statement in
      // `Its task`, `this idea`: of what, the question would not say.
      let first = statement.asking.subject.prefix { $0 != " " }.lowercased()
      return statement.clause.isTrusted && !(IsAPattern.isPossessive(first) && first != "one" && first != "another")
    }
    for (position, statement) in trusted.enumerated() where firstTrusted[statement.line.block.index] == nil {
      firstTrusted[statement.line.block.index] = position
    }
  }

  /// The headings above, without levels that say nothing.
  private static func breadcrumb(_ section: Section, display: (String) -> String) -> String {
    var path = section.path.dropLast().suffix(2).map(display)
    if section.heading != nil { path.append(Asking.capitalized(display(section.title))) }
    return path.suffix(2).joined(separator: " › ")
  }

  /// The heading; one that only names a kind of content, such as `Causes`, is read with the heading above it.
  private static func title(of section: Section, lexicon: Lexicon) -> String {
    let own = section.title, above = section.path.dropLast().last
    // A bare first line is a title: `heart + circulation`.
    if section.heading == nil, let first = section.blocks.first, first.kind == .paragraph, section.blocks.count > 1,
      first.plain.split(separator: " ").count <= 6, !first.plain.hasSuffix("."), !first.plain.contains(": "),
      first.lines.lowerBound <= 2,
      section.blocks[1].item != nil
    {
      return first.plain
    }
    guard let above, section.heading != nil, genericLabels.contains(own.lowercased().trimmingColon),
      lexicon.matches(in: own, isLabel: true).isEmpty
    else { return own }
    return above + " - " + own
  }

  /// The sentences of a paragraph with their lines; a block of one, or with others below it, stays whole.
  private static func sentences(of block: Block) -> [(text: String, lines: ClosedRange<Int>)] {
    var text = NoteText.read(block.text), lines = block.lines
    // The title of a callout is no part of its sentences.
    if block.kind == .quote, block.textLines.count > 1, block.raw.prefix(while: { $0 != "\n" }).contains("[!") {
      text = NoteText.read(block.textLines.dropFirst().joined(separator: " "))
      lines = min(lines.lowerBound + 1, lines.upperBound)...lines.upperBound
    }
    if NotedForm.question(text) != nil { return [(text, lines)] }
    guard LineManner.hasInnerStop(text) else { return [(text, lines)] }
    let words = text.split { $0 == " " || $0 == "\n" }.map(String.init)
    let whole = [(text, lines)]
    guard words.count >= 8 else { return whole }
    var sentences: [[String]] = [[]]
    for (index, word) in words.enumerated() {
      sentences[sentences.count - 1].append(word)
      guard index + 1 < words.count, let last = word.last, ".!?".contains(last),
        word.count > 3 || word.dropLast().allSatisfy(\.isNumber),
        !["e.g.", "i.e.", "etc.", "eg.", "vs.", "approx."].contains(word.lowercased()), !word.hasSuffix(".."),
        words[index + 1].first.map({ $0.isUppercase || $0.isNumber || $0 == "`" }) == true,
        sentences[sentences.count - 1].count >= 3,
        !word.dropLast().contains(".") || word.dropLast().contains(where: \.isNumber)
      else { continue }
      sentences.append([])
    }
    guard sentences.count > 1, sentences.allSatisfy({ $0.count >= 3 }),
      sentences.allSatisfy({ sentence in
        sentence.joined().filter { $0 == "(" }.count == sentence.joined().filter { $0 == ")" }.count
      })
    else { return whole }
    // Where each word stands, when no line was left out on the way.
    var places: [Int] = []
    if block.textLines.count == block.lines.count {
      for (offset, line) in block.textLines.enumerated() where block.lines.lowerBound + offset >= lines.lowerBound {
        places += Array(repeating: block.lines.lowerBound + offset, count: line.split(separator: " ").count)
      }
    }
    var start = 0
    return sentences.map { sentence in
      defer { start += sentence.count }
      guard places.count == words.count else { return (sentence.joined(separator: " "), block.lines) }
      return (sentence.joined(separator: " "), places[start]...places[start + sentence.count - 1])
    }
  }

  public func line(ofBlock index: Int) -> Line? { positions[index].map { lines[$0] } }
  public func children(of line: Line) -> [Line] { (below[line.block.index] ?? []).map { lines[$0] } }
  func sentences(ofBlock index: Int) -> Int {
    guard let first = positions[index] else { return 0 }
    return lines[first...].prefix { $0.block.index == index }.count
  }
  /// The headings above and its own, as shown with a question.
  var breadcrumb: String { breadcrumbText }
  /// The clauses of all lines that state something, subjects settled.
  func statements() -> [Statement] { trusted }
  /// With those that were not understood.
  func allStatements() -> [Statement] { stated }
  func firstStatement(of line: Line) -> Statement? { firstTrusted[line.block.index].map { trusted[$0] } }
  func display(_ text: String) -> String { displayText(text, topic.concepts) }
  /// The label directly above a line, as it is written there.
  func label(of line: Line) -> String? {
    guard let lead = line.block.lead.flatMap({ self.line(ofBlock: $0) }), lead.isLabel, lead.property == nil else {
      return nil
    }
    let text = lead.main.trimmingColon
    return text.isEmpty ? nil : text
  }
  func tokens(_ text: String) -> [Token] { tagger.tokens(text, within: topic.concepts) }

  /// `In DynamoDB, ` unless the text names the section's subject, or `subject` does.
  func prefix(for text: String) -> String {
    let subject = place.subject
    guard !subject.isEmpty else { return "" }
    if mentionsTopic(text) || subject.lowercased().contains(" vs ") && topic.contrast.isEmpty { return "" }
    if topic.contrast.count == 2 {
      let words = Quality.keys(text)
      if topic.contrast.contains(where: { Quality.contentKeys($0).allSatisfy(words.contains) }) { return "" }
      return "In the comparison of " + topic.contrast.joined(separator: " and ") + ", "
    }
    // `at the edge` says where, though not all of `customization at the edge`.
    if let tail = Self.placeTail(of: subject),
      (text.lowercased() + " ").contains(tail + " ") || text.lowercased().hasSuffix(tail + "?")
    {
      return ""
    }
    // A heading that is no known name goes before the question as it stands.
    if !topic.isExample, topic.contrast.isEmpty,
      lexicon.entry(named: subject).map({ $0.kind == .term && topic.isPlural }) ?? true
    {
      if let known = place.known {
        return lexicon.matches(in: text, within: topic.concepts).contains { $0.entry.id == known.id }
          ? "" : known.prefix
      }
      return Asking.capitalized(subject) + ": "
    }
    // A question that names a service of its own needs no other.
    let isOfPeople = [" users ", " clients ", " customers ", " developers "].contains { text.lowercased().contains($0) }
    let isPlain = !topic.isExample && !(isOfPeople && topic.contrast.isEmpty && subject.contains(" in "))
    if isPlain, lexicon.matches(in: text).contains(where: { $0.entry.kind == .service }) { return "" }
    if topic.isExample {
      let whole = subject.withoutExample
      let dash = whole.firstRange(of: " - ") ?? whole.firstRange(of: " – ")
      let name = dash.map { String(whole[$0.upperBound...]) } ?? whole
      let isDoing = Verbs.english.base(ofGerund: name.prefix { $0 != " " }.lowercased()) != nil
      return isDoing
        ? "In the example of " + name.prefix(1).lowercased() + name.dropFirst() + ", " : "In the " + name + " example, "
    }
    // What is done with X is named already: the thing that does it is left.
    if let with = subject.firstRange(of: " with "),
      let other = lexicon.matches(in: String(subject[with.upperBound...])).first?.entry, text.contains(other.shortName),
      let own = lexicon.matches(in: String(subject[..<with.lowerBound])).first(where: { $0.entry.kind == .service })?
        .entry
    {
      return "In " + own.shortName + ", "
    }
    if subject.contains(" in ") || subject.contains(" with ") || subject.contains(" by ") || !topic.contrast.isEmpty {
      let first = subject.prefix { $0 != " " }
      let isWord = first.dropFirst().allSatisfy(\.isLowercase) && lexicon.entry(named: String(first))?.kind != .service
      return "For " + (isWord ? first.lowercased() + subject.dropFirst(first.count) : subject) + ", "
    }
    return (place.isService ? "In " : "With ") + subject + ", "
  }

  /// What of the topic every question is asked for.
  private struct Place: Sendable {
    /// The topic's subject inside a sentence.
    let subject: String
    let isService: Bool
    /// The words of the subject that count, in the singular.
    let words: [String]
    /// The known thing that a longer heading begins with: `In API Gateway, ` of `API Gateway caching`.
    let known: (id: Concept.ID, prefix: String)?

    init(_ topic: Topic, _ lexicon: Lexicon) {
      subject = Topic.inSentence(topic.subject, lexicon: lexicon)
      isService = lexicon.entry(named: subject)?.kind == .service
      words = CardContext.singulars(topic.subject).filter { $0.count > 2 }
      known = CardContext.knownStart(of: subject, topic, lexicon)
    }
  }
  private static func singulars(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { Nouns.singular(String($0)) }
  }

  /// `at the edge` of `customization at the edge`.
  private static func placeTail(of subject: String) -> String? {
    for word in [" at the ", " in the ", " on the "] {
      if let range = subject.lowercased().firstRange(of: word) {
        return String(subject.lowercased()[range.lowerBound...].dropFirst())
      }
    }
    return nil
  }

  /// Whether a text names what the section is about, by name or by the words of its heading.
  func mentionsTopic(_ text: String) -> Bool {
    let ids = Set(lexicon.matches(in: text, within: topic.concepts).map(\.entry.id))
    if topic.concepts.contains(where: ids.contains) { return true }
    if !topic.concepts.isEmpty, !ids.isEmpty {
      for id in ids {
        if let owner = lexicon.entry(id)?.owner, topic.concepts.contains(owner),
          let name = lexicon.entry(owner)?.shortName,
          text.contains(name)
        {
          return true
        }
      }
    }
    guard !place.words.isEmpty else { return false }
    let words = Self.singulars(text)
    return place.words.allSatisfy(words.contains)
  }
}

extension Lexicon.Entry {
  /// The name without `AWS`, `Amazon` and a parenthesis: `DynamoDB`.
  var shortName: String {
    var short = Topic.withoutParentheses(name)
    for maker in ["AWS ", "Amazon "] where short.hasPrefix(maker) { short = String(short.dropFirst(maker.count)) }
    return short
  }
}

extension String {
  var withoutExample: String {
    lowercased().hasSuffix(" example") ? String(dropLast(8)) : self
  }
}
