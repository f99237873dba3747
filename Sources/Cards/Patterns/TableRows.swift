import Concepts
import Notes

/// Tables: each cell is the row's thing in the column's aspect.
struct TablePattern: CardPattern {
  static let id = "table"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    let foreign = Set(context.foreign.map(\.index))
    return section.blocks.flatMap { block -> [CardDraft] in
      guard !block.isMuted, !block.isAuthored, !foreign.contains(block.index), let grid = Grid(block, context) else {
        return []
      }
      return grid.isComparison ? compared(grid, context) : rows(grid, context)
    }
  }

  /// A table of things by aspects, whichever way it was written.
  struct Grid {
    struct Cell { let text: String, line: Int }
    let block: Int
    /// What the things are: `record`; empty when the table does not say.
    let thingClass: String
    let things: [String], aspects: [String]
    /// By thing, then by aspect; nil where the table says nothing.
    let cells: [[Cell?]]
    let headerLine: Int
    /// Whether the columns are the things: the table sets them side by side.
    let isComparison: Bool

    init?(_ block: Block, _ context: CardContext) {
      guard let table = block.table, table.header.count >= 2, !table.rows.isEmpty else { return nil }
      func shown(_ cell: String) -> String {
        let text = context.display(NoteText.withoutEmphasis(cell))
        return text.hasPrefix("$") || text.contains("`") ? text : RichText(markdown: text).plain
      }
      let corner = shown(table.header[0]).lowercased()
      let flips =
        [
          "feature", "aspect", "criteria", "criterion", "property", "", "attribute", "characteristic", "dimension",
          "point",
        ].contains(corner)
        && table.header.count > 2
      func cell(_ row: Table.Row, _ column: Int) -> Cell? {
        let text = shown(row.cells[column])
        return ["", "-", "–", "—", "n/a", "?"].contains(text.lowercased()) ? nil : Cell(text: text, line: row.line)
      }
      let rows = table.rows.prefix(60).filter { !shown($0.cells[0]).isEmpty }
      let columns = Array(table.header.indices.dropFirst())
      self.block = block.index
      headerLine = block.lines.lowerBound
      isComparison = flips
      if flips {
        things = columns.map { shown(table.header[$0]) }
        aspects = rows.map { Grid.inSentence(shown($0.cells[0])) }
        cells = columns.map { column in rows.map { cell($0, column) } }
        thingClass = ""
      } else {
        things = rows.map { shown($0.cells[0]) }
        aspects = columns.map { Grid.inSentence(shown(table.header[$0])) }
        cells = rows.map { row in columns.map { cell(row, $0) } }
        thingClass = corner.split(separator: " ").count <= 3 ? corner : ""
      }
    }

    /// `Header size` as it stands in a sentence.
    private static func inSentence(_ text: String) -> String {
      let word = text.prefix { $0 != " " }
      guard word.count > 1, word.dropFirst().allSatisfy({ $0.isLowercase || $0 == "-" }) else { return text }
      return text.prefix(1).lowercased() + text.dropFirst()
    }
  }

  private static let vague: Set<String> = [
    "notes", "note", "comment", "comments", "remarks", "misc", "other", "link", "source",
  ]
  private static let affirmed: Set<String> = ["yes", "✓", "✔", "✅", "x", "true", "y"]
  private static let denied: Set<String> = ["no", "✗", "✘", "❌", "false", "none", "never"]

  private func draft(
    _ grid: Grid, line: Int, question: String, answer: String, subject: String, aspect: String, _ context: CardContext,
    confidence: Double = 0.8
  ) -> CardDraft {
    var question = question
    let prefix = context.prefix(for: question)
    if !prefix.isEmpty { question = prefix + CardContext.lowered(question) }
    return CardDraft(
      pattern: Self.id, question: question, answer: Answers.polished(answer),
      sources: [line...line, grid.headerLine...grid.headerLine],
      block: grid.block, subject: subject, aspect: aspect, confidence: confidence)
  }

  // MARK: - One thing a row

  private func rows(_ grid: Grid, _ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = []
    for (row, thing) in grid.things.enumerated() {
      // A mark or a number alone does not tell what it is.
      let isBare = thing.count <= 2 || thing.first?.isLetter != true && !thing.hasPrefix("`")
      let name =
        isBare && !grid.thingClass.isEmpty
        ? (thing.count <= 2 ? "the “\(thing)” " : "the \(thing) ") + grid.thingClass : thing
      for (column, aspect) in grid.aspects.enumerated()
      where !aspect.isEmpty && !Self.vague.contains(aspect.lowercased()) {
        guard let cell = grid.cells[row][column], !Self.affirmed.contains(cell.text.lowercased()),
          !Self.denied.contains(cell.text.lowercased())
        else { continue }
        guard let question = Self.question(name, aspect, cell.text, context) else { continue }
        drafts.append(
          draft(grid, line: cell.line, question: question, answer: cell.text, subject: thing, aspect: aspect, context))
        let values = grid.cells.compactMap { $0[column]?.text.lowercased() }
        let isUnique = values.count { $0 == cell.text.lowercased() } == 1
        if isUnique, let reverse = reverse(grid, aspect, cell.text, values, context) {
          drafts.append(
            draft(
              grid, line: cell.line, question: reverse, answer: thing, subject: thing, aspect: "which " + aspect,
              context, confidence: 0.75))
        }
      }
    }
    return drafts
  }

  /// The question that a cell answers.
  static func question(_ thing: String, _ aspect: String, _ value: String, _ context: CardContext) -> String? {
    let words = aspect.lowercased().split(separator: " ").map(String.init)
    guard let first = words.first, let last = words.last else { return nil }
    let head = words.prefix { Closed.tags[$0] != .preposition }.last ?? last
    let tokens = context.tokens(value)
    var startsWithVerb = false
    if case .verb(.third, _)? = tokens.first?.tag { startsWithVerb = true }
    if case .verb(.base, _)? = tokens.first?.tag, tokens.count >= 2 { startsWithVerb = true }
    if first == "when" { return "When does \(thing) apply?" }
    if first == "why" { return "Why \(thing)?" }
    if ["how", "what", "where", "who", "which"].contains(first) { return nil }
    if Closed.tags[first] == .preposition {
      return startsWithVerb ? "What does \(thing) do \(aspect)?" : "What is \(thing) \(aspect)?"
    }
    if Closed.tags[last] == .preposition {
      if words.count >= 2, words[0].hasSuffix("s"), let base = Verbs.english.base(ofThird: words[0]) {
        return "What does \(thing) \(base) \(words.dropFirst().joined(separator: " "))?"
      }
      return "What is \(thing) \(aspect)?"
    }
    if ["meaning", "definition", "translation"].contains(last) { return "What does \(thing) mean?" }
    if ["description", "what it does", "function", "effect", "behaviour", "behavior"].contains(aspect.lowercased()),
      startsWithVerb
    {
      return "What does \(thing) do?"
    }
    if last == "description" { return "What is \(thing)?" }
    if ["example", "examples"].contains(last) { return "What is an example of \(thing)?" }
    if last == "default", let place = tokens.first, place.tag == .preposition {
      return "Where is \(thing) the default?"
    }
    if last == "default", Quantity.all(in: value).isEmpty, !value.contains("`"), words.count == 1 { return nil }
    if words.count == 1, let base = Verbs.english.base(ofParticiple: first), Verbs.english.base(of: first) == nil {
      let isTime =
        NotedForm.isDate(value) || ["first", "last", "second", "third", "never", "always"].contains(value.lowercased())
      let isPast = NotedForm.isDate(value)
      return isTime ? "When \(isPast ? "was" : "is") \(thing) \(Verbs.english.participle(base))?" : nil
    }
    // `never happen` under `dirty reads`: what they do there.
    if startsWithVerb || ["never", "always", "not"].contains(tokens.first?.lower ?? "") {
      return Token.looksPlural(head) ? "What happens with \(aspect) at \(thing)?" : "What is the \(aspect) of \(thing)?"
    }
    if Token.looksPlural(head) {
      let isCount = tokens.count <= 2 && tokens.first?.tag == .number
      return isCount ? "How many \(aspect) does \(thing) have?" : "What are the \(aspect) of \(thing)?"
    }
    return "What is the \(aspect) of \(thing)?"
  }

  /// Which thing has the value: for values that say what a thing does, and for codes that only one of them has.
  private func reverse(_ grid: Grid, _ aspect: String, _ value: String, _ values: [String], _ context: CardContext)
    -> String?
  {
    guard !grid.thingClass.isEmpty, values.count >= 2, Set(values).count == values.count else { return nil }
    let tokens = context.tokens(value)
    if case .verb(.third, _)? = tokens.first?.tag, tokens.count >= 3,
      Closed.tags[aspect.prefix { $0 != " " }.lowercased()] != .preposition
    {
      return "Which \(grid.thingClass) \(value)?"
    }
    guard tokens.count == 1, tokens[0].tag == .number, !aspect.contains(" "), !Token.looksPlural(aspect.lowercased()),
      values.allSatisfy({ $0.first?.isNumber == true && !NotedForm.isDate($0) })
    else { return nil }
    return "Which \(grid.thingClass) has \(aspect) \(value)?"
  }

  // MARK: - Things side by side

  private func compared(_ grid: Grid, _ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = []
    let names = grid.things.count == 2 ? "\(grid.things[0]) or \(grid.things[1])" : ""
    for (row, aspect) in grid.aspects.enumerated() where !aspect.isEmpty {
      let row = grid.cells.map { $0[row] }
      guard let line = row.compactMap({ $0?.line }).first else { continue }
      let values = row.compactMap { $0?.text }
      guard values.count == grid.things.count, Set(values.map { $0.lowercased() }).count == values.count else {
        continue
      }
      if !names.isEmpty {
        let yes = values.map { Self.affirmed.contains($0.lowercased()) },
          no = values.map { Self.denied.contains($0.lowercased()) }
        if yes[0] && no[1] || yes[1] && no[0] {
          drafts.append(
            draft(
              grid, line: line, question: "Which has \(aspect): \(names)?", answer: grid.things[yes[0] ? 0 : 1],
              subject: aspect, aspect: "which", context))
          continue
        }
      }
      if values.contains(where: { Self.affirmed.contains($0.lowercased()) }) { continue }
      let numbers = values.allSatisfy { value in Quantity.all(in: value).contains { value.hasPrefix($0.text) } }
      if numbers {
        for (thing, value) in zip(grid.things, values) {
          guard let question = Self.question(thing, aspect, value, context) else { continue }
          drafts.append(
            draft(grid, line: line, question: question, answer: value, subject: thing, aspect: aspect, context))
        }
        continue
      }
      guard grid.things.count <= 3 else {
        for (thing, value) in zip(grid.things, values) {
          guard let question = Self.question(thing, aspect, value, context) else { continue }
          drafts.append(
            draft(grid, line: line, question: question, answer: value, subject: thing, aspect: aspect, context))
        }
        continue
      }
      // One card of the difference, and one for each value that says which it is.
      let tail = Closed.tags[aspect.split(separator: " ").last.map { $0.lowercased() } ?? ""] == .preposition
      let all = grid.things.dropLast().joined(separator: ", ") + " and " + (grid.things.last ?? "")
      var both = draft(
        grid, line: line, question: tail ? "What are \(all) \(aspect), each?" : "How do \(all) differ in \(aspect)?",
        answer: zip(grid.things, values).map { "\($0): \($1)" }.joined(separator: "; "), subject: all, aspect: aspect,
        context, confidence: 0.85)
      both.form = .compare
      drafts.append(both)
      guard !names.isEmpty else { continue }
      for (thing, value) in zip(grid.things, values) {
        guard let question = Self.which(value, names, context) else { continue }
        drafts.append(
          draft(
            grid, line: line, question: question, answer: thing, subject: thing, aspect: "which " + aspect, context,
            confidence: 0.75))
      }
    }
    return drafts
  }

  /// `Which retransmits lost segments: TCP or UDP?`
  private static func which(_ value: String, _ names: String, _ context: CardContext) -> String? {
    let tokens = context.tokens(value)
    guard let first = tokens.first, !denied.contains(value.lowercased()) else { return nil }
    if case .verb(.third, _) = first.tag, tokens.count >= 2 { return "Which one \(value): \(names)?" }
    let word = value.lowercased()
    if tokens.count == 1,
      QualityPattern.isAdjective(word) || word.hasSuffix("oriented") || word.hasSuffix("based") || word.hasSuffix("ed")
    {
      return "Which one is \(value): \(names)?"
    }
    return nil
  }
}
