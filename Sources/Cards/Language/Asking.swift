/// Turns a clause into questions for its parts.
struct Asking: Sendable {
  /// The subject as it is written in questions.
  let subject: String
  let isPlural: Bool
  /// Where the fact holds, such as `In DynamoDB, `; empty when the clause says so itself.
  var prefix = ""

  /// What of the clause is asked for.
  enum Part: Hashable, Sendable { case subject, object, adjunct(Int), adverb }

  /// `wh` and the clause without `part`, as a question.
  func question(_ wh: String, _ clause: Clause, without part: Part, stranding preposition: String? = nil) -> String {
    var words = [wh, inverted(clause, without: part)]
    if let preposition { words.append(preposition) }
    return finish(prefix + joined(words))
  }

  /// `Which … <verb> …?` for the subject.
  func subjectQuestion(_ wh: String, _ clause: Clause, isPlural: Bool = false) -> String {
    var words = [wh]
    words += predicate(clause, isPlural: isPlural)
    return finish(prefix + joined(words))
  }

  /// Auxiliary, subject, verb and the rest, as after a question word.
  func inverted(_ clause: Clause, without part: Part) -> String {
    var words: [String] = []
    let not = clause.isNegative && !clause.adverb.contains("never") ? "not" : ""
    let be = clause.isPast ? (isPlural ? "were" : "was") : (isPlural || subject == "you" ? "are" : "is")
    let adverb = part == .adverb ? "" : clause.adverb
    let does = clause.isPast && clause.voice == .active ? "did" : isPlural || subject == "you" ? "do" : "does"
    switch clause.voice {
    case .passive:
      if let modal = clause.modal {
        words = modalWords(modal, does: does, not: not) + [adverb, "be", participle(clause)]
      } else {
        words = [be, subject, not, adverb, participle(clause)]
      }
    case .copula:
      if let modal = clause.modal {
        words = modalWords(modal, does: does, not: not) + [adverb, "be"]
      } else {
        words = [be, subject, not, adverb]
      }
    case .active:
      if let modal = clause.modal {
        words = modalWords(modal, does: does, not: not) + [adverb, base(clause)]
      } else {
        words = [does, subject, not, adverb, base(clause)]
      }
    case .phrase:
      words = [does, subject, "have"]
    }
    if part != .adverb { words.append(clause.after) }
    if part != .object { words.append(clause.objectText) }
    if clause.tail != "anymore" { words.append(clause.tail) }
    words += rest(clause, without: part)
    return joined(words)
  }

  private func modalWords(_ modal: String, does: String, not: String) -> [String] {
    switch modal {
    case "need to", "have to": [does, subject, not, modal]
    default: [modal, subject, not]
    }
  }

  private func rest(_ clause: Clause, without part: Part) -> [String] {
    clause.adjuncts.enumerated().compactMap { index, adjunct in
      if part == .adjunct(index) { return nil }
      // A reason would often give the answer away.
      if adjunct.kind == .reason { return nil }
      return adjunct.whole
    }
  }

  private func predicate(_ clause: Clause, isPlural: Bool) -> [String] {
    let be = clause.isPast ? (isPlural ? "were" : "was") : isPlural ? "are" : "is"
    let not = clause.isNegative && !clause.adverb.contains("never")
    var words: [String] = []
    switch clause.voice {
    case .passive:
      if let modal = clause.modal {
        words = [modal, not ? "not" : "", clause.adverb, "be"]
      } else {
        words = [be, not ? "not" : "", clause.adverb]
      }
      words.append(participle(clause))
    case .copula:
      if let modal = clause.modal {
        words = [modal, not ? "not" : "", "be", clause.adverb]
      } else {
        words = [be, not ? "not" : "", clause.adverb]
      }
    case .active:
      if let modal = clause.modal {
        let shown = modal == "need to" && !isPlural ? "needs to" : modal == "have to" && !isPlural ? "has to" : modal
        words = [shown, not ? "not" : "", clause.adverb, base(clause)]
      } else if not {
        words = [clause.isPast ? "did not" : isPlural ? "do not" : "does not", clause.adverb, base(clause)]
      } else if clause.isPast {
        words = [clause.adverb, past(clause)]
      } else {
        words =
          clause.adverb == "help"
          ? [isPlural ? "help" : "helps", base(clause)] : [clause.adverb, isPlural ? base(clause) : third(clause)]
      }
    case .phrase: words = [be]
    }
    words.append(clause.after)
    words.append(clause.objectText)
    words.append(clause.tail)
    words += rest(clause, without: .subject)
    return words
  }

  private func base(_ clause: Clause) -> String {
    let verb = Self.written[clause.verb] ?? clause.verb
    return clause.secondVerb.isEmpty ? verb : "\(verb) \(clause.conjunction) \(clause.secondVerb)"
  }
  /// Verbs that notes write in one word.
  static let written = ["setup": "set up", "login": "log in", "logout": "log out", "rollback": "roll back"]

  private func third(_ clause: Clause) -> String {
    let verb = Verbs.english.third(clause.verb)
    return clause.secondVerb.isEmpty ? verb : "\(verb) \(clause.conjunction) \(Verbs.english.third(clause.secondVerb))"
  }
  private func past(_ clause: Clause) -> String {
    let verb = Verbs.english.past(clause.verb)
    return clause.secondVerb.isEmpty
      ? verb : "\(verb) \(clause.conjunction) \(Verbs.english.past(clause.secondVerb))"
  }
  private func participle(_ clause: Clause) -> String {
    let verb = Verbs.english.participle(clause.verb)
    return clause.secondVerb.isEmpty
      ? verb : "\(verb) \(clause.conjunction) \(Verbs.english.participle(clause.secondVerb))"
  }
  private func joined(_ words: [String]) -> String { words.filter { !$0.isEmpty }.joined(separator: " ") }
  private func finish(_ text: String) -> String { Asking.sentence(text) + "?" }

  /// With a capital at the start, and no mark at the end.
  static func sentence(_ text: String) -> String {
    var text = text
    while let last = text.last, ".,;:?! ".contains(last) { text.removeLast() }
    return capitalized(text)
  }
  /// A capital first letter, unless the first word is spelled in its own way: `us-east-1`, `eBPF`, `512 MB`.
  static func capitalized(_ text: String) -> String {
    guard let first = text.first, first.isLowercase else { return text }
    let word = text.prefix { $0 != " " && $0 != "," && $0 != ":" }
    guard word.allSatisfy({ $0.isLowercase || "-'/.’".contains($0) }), !word.contains(".") else { return text }
    return first.uppercased() + text.dropFirst()
  }
}
