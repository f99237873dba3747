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
      let priced = priced(line, context)
      let subject = priced.text, does = priced.isPlural ? "do" : "does"
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
            Self.id, line, question: "What \(does) \(subject) cost \(link) \(what)\(when)?", answer: price.text,
            subject: subject,
            aspect: "price per " + what, confidence: 0.9))
      }
      return drafts
    }
  }
}

extension PricePattern {
  /// What costs that: what the clause says, else the thing that the line stands under.
  private func priced(_ line: Line, _ context: CardContext) -> (text: String, isPlural: Bool) {
    if let statement = context.statements().first(where: { $0.line.block.index == line.block.index }),
      statement.hasOwnSubject, statement.clause.verb == "cost", statement.asking.subject != "you",
      !statement.asking.subject.isEmpty
    {
      return (statement.asking.subject, statement.asking.isPlural)
    }
    // `pay per duration` is no thing that costs something.
    let label = line.subject.lines.isEmpty ? "" : line.subject.text
    let last = label.lowercased().split(separator: " ").last.map(String.init) ?? ""
    guard !label.isEmpty, !["price", "prices", "pricing", "cost", "costs", "charges"].contains(last) else {
      return (context.topic.subject, context.topic.isPlural)
    }
    return (line.subject.text, line.subject.isPlural)
  }
}

/// `== 400,000 seconds if …`: what an amount above comes to.
struct EqualityPattern: CardPattern {
  static let id = "equality"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    var drafts = whyDifferent(context)
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

  /// `400,000 GB-seconds == 400,000 seconds if 1 GB == 3,200,000 seconds if 128 MB`: a unit that multiplies two others.
  private func whyDifferent(_ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = []
    for (first, second) in zip(context.lines, context.lines.dropFirst()) {
      guard first.display.hasPrefix("="), second.display.hasPrefix("="), first.block.lead == second.block.lead,
        let base = context.lines.last(where: {
          $0.block.index < first.block.index && !$0.display.hasPrefix("=") && $0.block.lead == first.block.lead
        }), let product = Quantity.all(in: base.main).first, product.unit.contains("-")
      else { continue }
      let left = Quantity.all(in: first.display), right = Quantity.all(in: second.display)
      guard left.count == 2, right.count == 2, left[0].unit == right[0].unit, left[0].text != right[0].text,
        product.unit.lowercased().hasSuffix(left[0].unit.lowercased())
      else { continue }
      let what = second.main.firstRange(of: right[1].text).map { Answers.trimmed(second.main[$0.upperBound...]) } ?? ""
      let of = what.isEmpty || what.hasPrefix("of ") ? what : "of " + what
      let more =
        Self.isMore(right[0].text, than: left[0].text) ? (right[1].text, left[1].text) : (left[1].text, right[1].text)
      guard let measure = Self.measured(of) else { continue }
      drafts.append(
        context.draft(
          Self.id, second,
          question:
            "Why does \(product.text) last for more \(Nouns.plural(left[0].unit)) with \(more.0) than with \(more.1) \(of)?",
          answer: "\(product.unit) are \(measure) × time",
          subject: second.subject.text, aspect: "why " + product.unit, confidence: 0.85,
          extraSources: [first.block.lines, base.block.lines]))
    }
    return drafts
  }

  private static func measured(_ of: String) -> String? {
    switch of.lowercased() {
    case "of ram", "of memory": "memory"
    default: of.hasPrefix("of ") ? String(of.dropFirst(3)) : nil
    }
  }
  private static func isMore(_ text: String, than other: String) -> Bool {
    let digits = text.prefix { $0 != " " }.filter(\.isNumber), others = other.prefix { $0 != " " }.filter(\.isNumber)
    return (digits.count, digits) > (others.count, others)
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
