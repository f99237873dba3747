import Concepts
import Notes

/// What something costs, and what money buys.
struct PricePattern: CardPattern {
  static let id = "price"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.lines.flatMap { line -> [CardDraft] in
      guard line.property == nil || Quantity.all(in: line.main).first?.isPrice == true,
        let price = Quantity.all(in: line.main).first(where: \.isPrice)
      else { return [] }
      let subject = context.topic.subject
      let after = Answers.trimmed(line.main[price.range.upperBound...])
      let before = Answers.trimmed(line.main[..<price.range.lowerBound])
      let words = after.split(separator: " ")
      guard let link = words.first?.lowercased(), ["per", "for", "each", "a", "an", "buys"].contains(link),
        words.count > 1
      else { return [] }
      // What follows a comma says something else: `$0.10 per GB-month, reads cost more`.
      let whole = words.dropFirst().joined(separator: " ")
      let bought =
        whole.firstRange(of: ", ").flatMap {
          whole[$0.upperBound...].hasPrefix("after ") ? nil : Answers.trimmed(whole[..<$0.lowerBound])
        } ?? whole
      let isLater = before.lowercased().hasPrefix("after") || after.lowercased().hasSuffix(" thereafter")
      let what = bought.lowercased().hasSuffix(" thereafter") ? String(bought.dropLast(11)) : bought
      let when = isLater ? " after the free tier" : ""
      var drafts: [CardDraft] = []
      if link == "for" || link == "buys" {
        drafts.append(
          context.draft(
            Self.id, line, question: "What do \(what) cost with \(subject)\(when)?", answer: price.text,
            subject: subject, aspect: "price of " + what,
            confidence: 0.9))
        if let amount = Quantity.all(in: what).first, !amount.unit.isEmpty {
          drafts.append(
            context.draft(
              Self.id, line,
              question: "How many \(Nouns.plural(amount.unit)) does \(price.text) buy with \(subject)\(when)?",
              answer: amount.text,
              subject: subject, aspect: "bought", confidence: 0.9))
        }
      } else {
        drafts.append(
          context.draft(
            Self.id, line, question: "What does \(subject) cost \(link) \(what)\(when)?", answer: price.text,
            subject: subject,
            aspect: "price per " + what, confidence: 0.9))
      }
      return drafts
    }
  }
}

/// `== 400,000 seconds if …`: what an amount above comes to.
struct EqualityPattern: CardPattern {
  static let id = "equality"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = []
    for (index, line) in context.lines.enumerated() {
      if line.display.hasPrefix("==") || line.display.hasPrefix("= ") {
        let body = Answers.trimmed(line.display.drop { $0 == "=" })
        guard let quantity = Quantity.all(in: body).first, body.hasPrefix(quantity.text),
          let base = context.lines[..<index].last(where: {
            !$0.display.hasPrefix("=") && $0.block.lead == line.block.lead
          })
        else { continue }
        var condition = Answers.trimmed(body.dropFirst(quantity.text.count))
        for word in ["if ", "for "] where condition.hasPrefix(word) {
          let rest = String(condition.dropFirst(word.count))
          let noun = rest.prefix { $0 != " " }
          if Nouns.withArticle(String(noun)) != noun { condition = word + "the " + rest }
        }
        drafts.append(
          context.draft(
            Self.id, line,
            question:
              "How many \(quantity.unit.isEmpty ? "units" : Nouns.plural(quantity.unit)) \(Self.of(base.main)) \(condition)?",
            answer: quantity.text, subject: line.subject.text, aspect: condition, confidence: 0.9))
      } else if let equals = line.display.firstRange(of: " == ") {
        let left = Answers.trimmed(line.display[..<equals.lowerBound]),
          right = Answers.trimmed(line.display[equals.upperBound...])
        var name = left, time = "is"
        if left.lowercased().hasPrefix("initially ") {
          name = String(left.dropFirst(10))
          time = "was"
        }
        let initially = time == "was" ? " originally" : ""
        drafts.append(
          context.draft(
            Self.id, line, question: "Which term \(time) “\(name)”\(initially) synonymous with?", answer: right,
            subject: name,
            aspect: "equals",
            confidence: 0.9))
      }
    }
    return drafts
  }

  /// `400,000 GB-seconds of compute time per month free` gives `does the free compute time per month equal`.
  private static func of(_ base: String) -> String {
    var rest = base
    let amount = Quantity.all(in: base).first
    if let amount { rest = Answers.trimmed(base[amount.range.upperBound...]) }
    if rest.lowercased().hasSuffix(" free"), let amount, !amount.unit.isEmpty {
      let period = rest.firstRange(of: "per ").map { " " + rest[$0.lowerBound...].dropLast(5) } ?? ""
      return "does the free allowance of \(Nouns.plural(amount.unit))\(period) give"
    }
    if rest.hasPrefix("of ") { rest = String(rest.dropFirst(3)) }
    if rest.isEmpty { rest = base }
    return "does the \(rest) come to"
  }
}
