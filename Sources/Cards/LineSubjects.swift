import Basics
import Concepts
import Notes

/// What a line is about where it does not say so itself: its label, its lead-in, or the section.
extension CardContext {
  static func subject(under lead: Line?, topic: Topic, lines: [Line], lexicon: Lexicon) -> Subject {
    guard let lead else {
      let first = lexicon.matches(in: topic.subject).first
      let startsWithName = first?.range.lowerBound == topic.subject.startIndex && first?.entry.kind == .service
      let isName = topic.concepts.isEmpty ? false : startsWithName
      var name = Topic.inSentence(topic.subject, isName: isName)
      // `Treaty of Westphalia` is one of its kind.
      if topic.concepts.isEmpty, name.contains(" of "), name.first?.isUppercase == true { name = "the " + name }
      return Subject(text: name, isPlural: topic.isPlural, lines: [])
    }
    let own = [lead.block.lines] + lead.subject.lines
    if let label = labelName(lead, topic: topic), let name = withoutAspect(label, topic: topic, lexicon: lexicon) {
      let words = name.split(separator: " ")
      let plural = words.last.map { Token.looksPlural($0.lowercased()) } ?? false
      return Subject(
        text: Nouns.asSubject(name), isPlural: plural && (words.count > 1 || lexicon.entry(named: name) == nil),
        lines: own)
    }
    // What stands under a sentence refines what that speaks of: `duration: 15 seconds` under `short-term memory holds …`.
    if lead.block.item != nil, lead.property == nil, let clause = lead.clauses.first, clause.hasVerb,
      clause.opening.isEmpty, !clause.subject.isEmpty,
      clause.subject.count <= 4, clause.subject[0].tag != .pronoun, clause.isTrusted, topic.contrast.isEmpty
    {
      return Subject(text: Nouns.withArticle(clause.subjectText), isPlural: clause.isPlural, lines: own)
    }
    return Subject(text: lead.subject.text, isPlural: lead.subject.isPlural, lines: own)
  }

  /// The known thing that a longer heading begins with, as it stands before a question.
  static func knownStart(of subject: String, _ topic: Topic, _ lexicon: Lexicon) -> (
    id: Concept.ID, prefix: String
  )? {
    guard let match = lexicon.matches(in: subject, within: topic.concepts).first,
      match.range.lowerBound == subject.startIndex, match.entry.isConcept, match.entry.kind != .term
    else { return nil }
    let isPair = subject.contains(" and ") || subject.contains(" & ")
    let isService = match.entry.kind == .service
    let name = isPair ? subject : isService ? match.entry.shortName : String(subject[match.range])
    return (match.entry.id, (isService && !isPair ? "In " : "With ") + name + ", ")
  }

  /// The label as the subject of what stands under it; nil when it is generic, or a sentence.
  static func labelName(_ line: Line, topic: Topic) -> String? {
    guard line.isLabel || line.block.item != nil else { return nil }
    var text = line.property.map(\.key) ?? line.main
    while let last = text.last, ":.?".contains(last) { text.removeLast() }
    let lower = text.lowercased()
    if genericLabels.contains(lower) || text.isEmpty { return nil }
    guard let clause = line.clauses.first else { return nil }
    if let property = line.property {
      let key = Topic.withoutParentheses(property.key)
      return key.wordCount <= 5 ? named(key, topic: topic) : nil
    }
    if line.clauses.count == 1, clause.isImperative, clause.voice == .active, text.wordCount <= 5 {
      if ["pay"].contains(clause.verb) { return nil }
      if !clause.link.isEmpty { return text }
      let rest = text.split(separator: " ").dropFirst().joined(separator: " ")
      return Verbs.english.gerund(clause.verb) + " " + rest
    }
    guard clause.voice == .phrase, line.clauses.count == 1 else { return nil }
    return named(clause.objectText.isEmpty ? text : clause.objectText, topic: topic)
  }

  /// `limits and price` names no thing, `SQS limits` and `DAX in numbers` name the thing before; nil for the first.
  private static func withoutAspect(_ label: String, topic: Topic, lexicon: Lexicon) -> String? {
    var words = label.split(separator: " ").map(String.init)
    let isBare = words.allSatisfy { aspects.contains($0.lowercased()) || joiners.contains($0.lowercased()) }
    if isBare { return words.contains { aspects.contains($0.lowercased()) } ? nil : label }
    while let last = words.last?.lowercased(), aspects.contains(last) || joiners.contains(last) { words.removeLast() }
    let name = words.joined(separator: " ")
    return words.count > 0 && lexicon.entry(named: name, within: topic.concepts) != nil ? name : label
  }
  private static let joiners: Set<String> = ["and", "&", "or", "in", "of", "the", "at", "a"]
  private static let aspects: Set<String> = [
    "limits", "limit", "price", "prices", "pricing", "cost", "costs", "size", "sizes", "billing", "numbers", "figures",
    "basics", "features", "quotas", "defaults", "performance", "facts", "overview", "summary", "details", "rules",
    "delivery", "glance", "short",
  ]

  /// `private` under `endpoint types` is a `private API Gateway endpoint`.
  static func named(_ label: String, topic: Topic) -> String {
    var label = label
    while let last = label.last, ":.?".contains(last) { label.removeLast() }
    guard let memberClass = topic.memberClass, topic.contrast.isEmpty else { return label }
    var noun = memberClass
    for tail in [" type", " kind", " option", " mode", " class"]
    where noun.hasSuffix(tail) && noun.count > tail.count + 2 {
      noun = String(noun.dropLast(tail.count))
    }
    let last = noun.split(separator: " ").last.map(String.init) ?? noun
    let words = label.lowercased().split(separator: " ")
    if words.contains(where: { Nouns.singular(String($0)) == last.lowercased() }) { return label }
    // `AWS service` under `integrations` is no kind of AWS service.
    if words.count > 1 { return last == "integration" && words.count == 2 ? "the " + label + " " + last : label }
    return Nouns.withArticle(label + " " + topic.subject + " " + last)
  }

  static let genericLabels: Set<String> = [
    "use cases", "use case", "features", "feature", "benefits", "advantages", "disadvantages", "pros", "cons", "limits",
    "execution", "deployment", "notes", "note", "examples", "example", "important", "tips", "limitations", "options",
    "easy pricing", "simple pricing", "pricing", "consequences", "drawbacks", "requirements", "steps", "facts", "rules",
    "best practices", "key points", "record types", "terms", "summary", "types", "modes", "components", "properties",
    "details", "causes", "reasons", "effects", "results", "background", "context",
  ]

  static func namesThings(_ clauses: [Clause], property: (key: String, value: String)?, display: String) -> Bool {
    if display.hasSuffix(":") { return clauses.count == 1 && !(clauses.first?.hasVerb ?? false) }
    if property != nil { return true }
    guard clauses.count == 1, let clause = clauses.first else { return false }
    if clause.voice == .phrase { return display.wordCount <= 8 }
    return clause.isImperative && clause.voice == .active && display.wordCount <= 5
  }
}
