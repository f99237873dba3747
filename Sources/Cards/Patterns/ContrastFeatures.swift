import Concepts
import Notes

/// One thing that a line says of an entity and that every entity of its kind has exactly one of: a retention, a limit, the
/// language it is written in. Only such aspects can be set side by side without a claim that the notes do not make.
struct ContrastFeature: Sendable {
  enum Kind: Hashable, Sendable {
    /// `24 hours retention`: how much of it there is.
    case measure
    /// `millions of requests per second`.
    case rate
    /// `a limited number of consumers`.
    case number
    /// `written in JavaScript`.
    case language
  }
  let kind: Kind
  /// The concept, where the lexicon knows it.
  let concept: Concept.ID?
  /// The entity as the line has it, without article.
  let entity: String
  /// What is compared, as it is shown: `retention`, `requests per second`.
  let noun: String
  let value: String
  /// In seconds, bytes or pieces; nil where the value is no number.
  let amount: Double?
  let isTime: Bool
  let lines: [ClosedRange<Int>]
  let block: Int
  let section: Section
  let document: Int

  /// The same for every entity that has the aspect.
  var aspect: String { "\(kind) " + Quality.content(noun).joined(separator: " ") + (isTime ? " time" : "") }
  /// The same for lines about one entity.
  var key: String { concept ?? CardMaker.folded(entity) }
}

extension ContrastFeature {
  /// What the lines of a section say that can be compared.
  static func all(in context: CardContext, document: Int) -> [ContrastFeature] {
    guard !context.topic.isExample else { return [] }
    return context.lines.compactMap { line in
      let entity = line.subject.text.withoutArticle
      guard !entity.isEmpty, entity != "you", !line.isLabel || line.property != nil, line.block.role != .example else {
        return nil
      }
      let concept =
        context.lexicon.entry(named: entity, within: context.topic.concepts)?.id
        ?? (line.subject.lines.isEmpty && context.topic.concepts.count == 1 && context.topic.aspect.isEmpty
          ? context.topic.concepts[0] : nil)
      func feature(_ kind: Kind, _ noun: String, _ value: String, _ quantity: Quantity? = nil) -> ContrastFeature? {
        guard !noun.isEmpty, noun.split(separator: " ").count <= 5 else { return nil }
        return ContrastFeature(
          kind: kind, concept: concept, entity: entity, noun: noun, value: value, amount: quantity.flatMap(amount),
          isTime: quantity.map { seconds[$0.unit.lowercased()] != nil } ?? false,
          lines: line.sources, block: line.block.index, section: context.section, document: document)
      }
      if let property = line.property {
        let value = Glossed(property.value).main, quantities = Quantity.all(in: value)
        guard quantities.count == 1, let quantity = quantities.first, !quantity.isPrice, !quantity.isVague,
          !quantity.unit.isEmpty, value.hasPrefix(quantity.text),
          value.split(separator: " ").count <= 5
        else { return nil }
        let key = Topic.withoutParentheses(property.key)
        guard !["example", "note", "default"].contains(key.lowercased()) else { return nil }
        return feature(.measure, Topic.inSentence(key, lexicon: context.lexicon), value, quantity)
      }
      let quantities = Quantity.all(in: line.main)
      if let vague = quantities.first(where: \.isVague), let of = line.main[vague.range].firstRange(of: " of ") {
        let noun =
          Answers.trimmed(line.main[of.upperBound..<vague.range.upperBound])
          + rest(of: line.main, after: vague.range.upperBound)
        return feature(.rate, noun, vague.text, vague)
      }
      if quantities.count == 1, let quantity = quantities.first, !quantity.isPrice, !quantity.unit.isEmpty,
        line.main.hasPrefix(quantity.text),
        line.clauses.allSatisfy({ !$0.hasVerb }), Quantity.isUnit(quantity.unit)
      {
        let noun = Answers.trimmed(line.main[quantity.range.upperBound...])
        guard let first = noun.split(separator: " ").first, Tagger.tag(first.lowercased(), text: first) != .preposition
        else { return nil }
        let number = quantity.text.prefix { $0 != " " }
        let told =
          number == "1" || quantity.unit.first?.isUppercase == true
          ? quantity.text : quantity.text.dropLast(quantity.unit.count) + Nouns.plural(quantity.unit)
        return feature(.measure, noun, told, quantity)
      }
      if let clause = line.clauses.first, !clause.hasVerb, line.clauses.count == 1,
        let place = clause.object.firstIndex(where: { $0.lower == "number" }), place > 0,
        place + 2 < clause.object.count, clause.object[place + 1].lower == "of"
      {
        let before = Clause.text(Array(clause.object[...place])).withoutArticle
        return feature(
          .number, Clause.text(Array(clause.object[(place + 2)...])), Nouns.article(for: before) + " " + before)
      }
      if let range = line.main.firstRange(of: "written in ") {
        let value = Answers.trimmed(line.main[range.upperBound...])
        guard value.split(separator: " ").count <= 4, !value.contains(",") else { return nil }
        return feature(.language, "language", value)
      }
      return nil
    }
  }

  /// `per second` after `requests`.
  private static func rest(of text: String, after end: String.Index) -> String {
    let words = text[end...].split(separator: " ")
    return words.count >= 2 && words[0] == "per" ? " per " + words[1].filter(\.isLetter) : ""
  }

  // MARK: - Amounts

  private static let seconds: [String: Double] = [
    "ms": 0.001, "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "min": 60, "mins": 60, "minute": 60,
    "minutes": 60, "h": 3600, "hr": 3600, "hrs": 3600,
    "hour": 3600, "hours": 3600, "day": 86_400, "days": 86_400, "week": 604_800, "weeks": 604_800, "month": 2_592_000,
    "months": 2_592_000, "year": 31_536_000,
    "years": 31_536_000, "us": 0.000001, "µs": 0.000001, "ns": 0.000000001,
  ]
  private static let bytes: [String: Double] = [
    "b": 1, "byte": 1, "bytes": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "pb": 1e15, "kib": 1024,
    "mib": 1_048_576, "gib": 1_073_741_824,
  ]
  private static let words: [String: Double] = [
    "millions": 1e6, "thousands": 1e3, "1000s": 1e3, "hundreds": 100, "100s": 100, "billions": 1e9, "trillions": 1e12,
    "dozens": 12, "tens": 10,
    "million": 1e6, "billion": 1e9, "thousand": 1e3, "hundred": 100,
  ]

  private static func amount(_ quantity: Quantity) -> Double? {
    if quantity.isVague { return words[quantity.text.lowercased()] }
    let parts = quantity.text.lowercased().split(separator: " ")
    guard let first = parts.first else { return nil }
    let digits = first.prefix { $0.isNumber || $0 == "." || $0 == "," }.filter { $0 != "," }
    guard var number = Double(digits) else { return nil }
    for part in parts.dropFirst() { number *= words[String(part)] ?? 1 }
    let unit = quantity.unit.lowercased()
    return number * (seconds[unit] ?? bytes[unit] ?? 1)
  }
}
