import Concepts
import Notes

/// What the members of a list have in common, as a sentence begins that names them.
struct Series: Hashable, Sendable {
  /// `AWS Lambda integrates with`.
  let opening: String
  /// What they are, in the plural: `services`.
  let noun: String
  /// `services that AWS Lambda integrates with`.
  let whole: String

  init(opening: String, noun: String, whole: String) { (self.opening, self.noun, self.whole) = (opening, noun, whole) }

  /// Of a plural such as `use cases of DynamoDB Streams`.
  init(of phrase: String, lexicon: Lexicon) {
    let noun = phrase.split(separator: " ").prefix { Closed.tags[$0.lowercased()] != .preposition }.joined(
      separator: " ")
    self.init(opening: "The \(phrase) include", noun: noun, whole: phrase)
  }

  /// Of what stands under a heading that names a class: supported languages, integrations, services.
  init?(_ topic: Topic, lexicon: Lexicon) {
    let lower = topic.title.lowercased(), subject = topic.subject
    if lower.contains("language") {
      self.init(opening: "\(subject) supports", noun: "languages", whole: "languages that \(subject) supports")
    } else if lower.contains("use cases") {
      let name = topic.title.firstRange(of: " use cases").map { String(topic.title[..<$0.lowerBound]) } ?? subject
      self.init(opening: "The use cases of \(name) include", noun: "use cases", whole: "use cases of \(name)")
    } else if lower.contains("integration") {
      self.init(
        opening: "\(subject) integrates with", noun: "services", whole: "services that \(subject) integrates with")
    } else if lower.contains(" in ") || lower.contains("services") {
      self.init(
        opening: "\(topic.title) is made up of", noun: "services", whole: "services that make up \(topic.title)")
    } else {
      guard let last = topic.aspect.split(separator: " ").last, Token.looksPlural(last.lowercased()) else { return nil }
      self.init(of: "\(topic.aspect) of \(subject)", lexicon: lexicon)
    }
  }
}

extension ListRecallPattern {
  /// A run of short paragraphs under a heading: `supported languages`, `integrations`.
  static func headingMembers(_ context: CardContext) -> [CardDraft] {
    var members = context.lines.filter { $0.block.role == .member && $0.block.item == nil }
    guard members.count >= 3, let last = members.last, let heading = context.section.heading
    else { return [] }
    // A label directly after the run belongs to it.
    if let place = context.lines.firstIndex(where: { $0.block.index == last.block.index }),
      place + 1 < context.lines.count,
      context.lines[place + 1].block.role == .label
    {
      members.append(context.lines[place + 1])
    }
    guard let series = Series(context.topic, lexicon: context.lexicon) else { return [] }
    return groups(
      members.map(\.main), lines: members.map(\.block.lines), series: series, subject: context.topic.subject,
      blocks: members.map(\.block.index), heading: heading.lines, context)
  }

  /// Seven bullets or more under a label that says what they are: `use cases`, `features`, `supported formats`.
  static func longList(_ items: [String], _ children: [Line], under line: Line, _ context: CardContext) -> [CardDraft] {
    let label = Topic.inSentence(line.main.trimmingColon, lexicon: context.lexicon)
    guard children.allSatisfy({ $0.property == nil }), line.property == nil,
      let head = label.lowercased().split(separator: " ").prefix(while: { Closed.tags[String($0)] != .preposition })
        .last,
      Token.looksPlural(String(head)), line.clauses.allSatisfy({ !$0.hasVerb }), items.count <= 24
    else { return [] }
    let owner = context.mentionsTopic(label) || line.subject.text.isEmpty ? "" : " of " + line.subject.text
    return groups(
      items, lines: children.map(\.block.lines),
      series: Series(of: label.withoutArticle + owner, lexicon: context.lexicon),
      subject: line.subject.text, blocks: children.map(\.block.index), heading: line.block.lines, context)
  }

  /// All at once up to six. A longer list is a sentence that names its members, in which two or three are hidden at a
  /// time: their neighbours stand beside the gap, and the members hidden on one card are the neighbours on the next.
  static func groups(
    _ names: [String], lines: [ClosedRange<Int>], series: Series, subject: String, blocks: [Int],
    heading: ClosedRange<Int>, _ context: CardContext
  ) -> [CardDraft] {
    let shown = names.map { name in
      let plain = Topic.withoutParentheses(name)
      return plain.contains(" ") ? Topic.inSentence(plain, lexicon: context.lexicon) : plain
    }
    if names.count <= 6 {
      return [
        CardDraft(
          pattern: id, form: .list(items: shown.map(Asking.capitalized)),
          question: "What are the \(Answers.numbers[names.count]) \(series.whole)?",
          answer: Answers.polished(Answers.joined(shown)), sources: lines + [heading], block: blocks[0],
          subject: subject,
          aspect: "list 0", confidence: 0.85)
      ]
    }
    var drafts: [CardDraft] = [], start = 0
    let size = names.count % 3 == 1 ? 2 : 3
    while start < names.count {
      let end = names.count - start - size == 1 ? names.count : min(start + size, names.count)
      let hidden = Answers.joined(Array(shown[start..<end]))
      let hint = "\(Answers.numbers[end - start]) \(start == 0 ? "" : "more ")\(series.noun)"
      func sentence(_ gap: String) -> String {
        let before = Array(shown[max(0, start - 2)..<start]), after = Array(shown[end..<min(names.count, end + 2)])
        let isWhole = before.count + after.count + end - start == names.count
        let parts = before + [gap] + after
        let told =
          isWhole
          ? parts.dropLast().joined(separator: ", ") + " and " + parts[parts.count - 1] : parts.joined(separator: ", ")
        return Asking.capitalized(series.opening) + (isWhole ? " " : ", among others, ") + told
      }
      drafts.append(
        CardDraft(
          pattern: id, form: .cloze(text: sentence("{{c1::\(hidden)::\(hint)}}")), question: sentence("[… \(hint)]"),
          answer: hidden, sources: Array(lines[start..<end]) + [heading], block: blocks[start], subject: subject,
          aspect: "list \(start)", confidence: 0.85))
      start = end
    }
    return drafts
  }
}
