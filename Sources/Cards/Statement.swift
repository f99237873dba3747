import Notes

/// A clause of a line with its subject settled, ready to be asked about.
struct Statement: Sendable {
  let line: Line
  let clause: Clause
  let asking: Asking
  /// Its place among the clauses of its line.
  let position: Int
  /// Whether the subject was written out rather than taken from label or heading.
  let hasOwnSubject: Bool
}

extension CardContext {
  /// The clauses of all lines that state something, subjects settled.
  func statements() -> [Statement] {
    var result: [Statement] = []
    // What `they` and `it` may refer to.
    var lastPlural: String?, lastSingular: String?
    for line in lines {
      if line.isLabel, line.property == nil, line.clauses.first?.voice == .phrase { continue }
      if line.property != nil { continue }
      var own: (text: String, isPlural: Bool)?
      for (position, clause) in line.clauses.enumerated() {
        var hasOwnSubject = false
        let settled: (text: String, isPlural: Bool)
        if let first = clause.subject.first, clause.subject.count == 1, first.tag == .pronoun {
          switch first.lower {
          case "you", "we", "i": settled = ("you", true)
          case "they", "them":
            settled = (own?.isPlural == true ? own!.text : lastPlural ?? own?.text ?? line.subject.text, true)
          default: settled = own ?? (lastSingular ?? line.subject.text, false)
          }
        } else if clause.subject.isEmpty {
          if clause.isImperative, Self.isDoneByPerson(clause) {
            settled = ("you", true)
          } else {
            settled =
              clause.link == "which" || position > 0
              ? own ?? (line.subject.text, line.subject.isPlural) : (line.subject.text, line.subject.isPlural)
          }
        } else {
          hasOwnSubject = true
          settled = (Nouns.withArticle(clause.subjectText), clause.isPlural)
          if settled.isPlural { lastPlural = settled.text } else { lastSingular = settled.text }
        }
        if own == nil, settled.text != "you" { own = settled }
        let asking = Asking(subject: settled.text, isPlural: settled.isPlural)
        result.append(
          Statement(line: line, clause: clause, asking: asking, position: position, hasOwnSubject: hasOwnSubject))
      }
    }
    return result
  }

  /// Verbs whose doer is the reader, not the thing the note is about.
  private static func isDoneByPerson(_ clause: Clause) -> Bool {
    if let modal = clause.modal, modal == "must" || modal == "need to" || modal == "have to" { return true }
    return [
      "pay", "specify", "define", "plan", "choose", "author", "use", "set", "configure", "avoid", "remember", "check",
      "learn", "perform", "process", "add", "put", "heat", "stir", "mix", "boil", "bake", "knead", "let", "write",
      "drain",
      "take", "pick", "select", "install", "enable", "attach", "call", "expose", "import", "insert", "make",
    ].contains(clause.verb)
  }

  /// A draft with the section named where the question does not name it, and with the answer in good form.
  func draft(
    _ pattern: String, _ line: Line, question: String, answer: String, subject: String, aspect: String,
    form: Card.Form = .basic, opening: String = "", confidence: Double = 0.8, extraSources: [ClosedRange<Int>] = []
  ) -> CardDraft {
    var question = question
    if !opening.isEmpty { question = Asking.capitalized(opening) + ", " + Self.lowered(question) }
    var prefix = prefix(for: question)
    if question.contains(" you "), line.subject.text != topic.subject, !question.contains(line.subject.text) {
      prefix = "With " + line.subject.text + ", "
    }
    if !prefix.isEmpty { question = prefix + Self.lowered(question) }
    let shown = Answers.polished(answer)
    return CardDraft(
      pattern: pattern, form: form, question: question, answer: shown, sources: line.sources + extraSources,
      block: line.block.index, subject: subject, aspect: aspect, confidence: confidence)
  }

  func draft(
    _ pattern: String, _ statement: Statement, question: String, answer: String, aspect: String,
    confidence: Double = 0.8
  ) -> CardDraft {
    let opening = statement.clause.opening
    return draft(
      pattern, statement.line, question: question, answer: answer, subject: statement.asking.subject, aspect: aspect,
      opening: opening, confidence: confidence)
  }

  /// With a small first letter, if the first word is an ordinary question word.
  static func lowered(_ text: String) -> String {
    let word = text.prefix { $0.isLetter }
    let known = [
      "What", "Which", "How", "When", "Where", "Why", "Who", "For", "In", "From", "To", "By", "Through", "With", "On",
      "If", "After", "Name", "Under",
    ]
    guard known.contains(String(word)), let first = text.first else { return text }
    return first.lowercased() + text.dropFirst()
  }
}
