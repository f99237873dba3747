import Concepts

/// Reads the data of statements: paragraphs of `key value` lines.
struct FactReader {
  private(set) var statements: [FactStatement] = []
  private(set) var problems: [FactBase.Problem] = []
  private let lines: [Substring]
  private var asOf = ""

  init(_ text: String) { lines = text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// Words that mean the same, written `<must>` in a pattern.
  private static let classes: [String: String] = [
    "must":
      "must, need, require, mandatory, necessary, prerequisite, precondition, obligatory, compulsory, pre requisite",
    "not":
      "not, no, never, doesnt, does not, dont, isnt, arent, cannot, cant, wont, without, none, neither, nor",
    "default": "default, unless changed, out box",
    "delete": "delet*, remov*, purg*, eras*, clean*, drop*, expir*",
    "auto": "automatic*, auto*, itself, themselves, self",
    "several": "several, multiple, many, all, every, different, any, other, two",
    "change": "change, modif*, alter*, edit, rewrit*, touch*, adapt*, refactor*",
    "cost": "cost*, price*, pricy, pricier, expensive, dear*, cheap*, pay, paid, bill*, charg*",
    "unlimited": "unlimit*, infinit*, endless, limitless, unbound*",
    "fast": "fast, quick*, low latency, lower latency",
    "up-to": "up, at most, maximum, max, as much, as many",
  ]

  /// What shows that a line tells history or warns of an error.
  private static let history: FactPattern.Group = FactPattern.group(
    "former*, previous*, used ~ until, no longer, not longer, any more, anymore, old name*, old version, older name, "
      + "rename*, deprecat*, supersed*, replaced, wrong*, myth, not true, untrue, mistak*, outdat*, histor*, legacy, "
      + "misconception, retired, ended, discontinu*, end life, "
      + (2012...2030).flatMap { ["before ~ \($0)", "until ~ \($0)", "till ~ \($0)", "since ~ \($0)"] }
      .joined(separator: ", "))

  mutating func read() {
    var fields: [(key: String, value: String, line: Int)] = []
    for (number, line) in lines.enumerated() {
      let trimmed = Answers.trimmed(line)
      if trimmed.isEmpty {
        finish(fields)
        fields = []
      } else if !trimmed.hasPrefix("#") {
        let key = trimmed.prefix { $0 != " " }
        fields.append((String(key), Answers.trimmed(trimmed.dropFirst(key.count)), number + 1))
      }
    }
    finish(fields)
  }

  private mutating func finish(_ fields: [(key: String, value: String, line: Int)]) {
    guard let first = fields.first else { return }
    if first.key == "as-of" {
      asOf = first.value
      return
    }
    var values: [String: String] = [:], patterns = [FactPattern()]
    var known: FactPattern.Group = [], tellsHistory = false
    for (key, value, line) in fields {
      if value.isEmpty, !["or", "tells-history"].contains(key) {
        problems.append(FactBase.Problem(line: line, message: "\(key) has no value"))
        continue
      }
      switch key {
      case "has": patterns[patterns.count - 1].required.append(group(value, line: line))
      case "not": patterns[patterns.count - 1].forbidden += group(value, line: line)
      case "or": patterns.append(FactPattern())
      case "in": patterns[patterns.count - 1].subjects = Set(Self.ids(value))
      case "rival": patterns[patterns.count - 1].rivals = Set(Self.ids(value))
      case "unless": known += group(value, line: line)
      case "tells-history": tellsHistory = true
      case "id", "kind", "about", "truth", "value", "answer", "since", "source": values[key] = value
      default: problems.append(FactBase.Problem(line: line, message: "\(key) is not a key"))
      }
    }
    let concepts = Self.ids(values["about"] ?? "")
    guard let id = values["id"], let verdict = values["kind"].flatMap(FactStatement.Verdict.init(rawValue:)),
      let truth = values["truth"], let since = values["since"], let source = values["source"], !concepts.isEmpty,
      !asOf.isEmpty, patterns.allSatisfy({ !$0.required.isEmpty })
    else {
      problems.append(
        FactBase.Problem(
          line: first.line, message: "a statement needs id, kind, about, has, truth, since and source"))
      return
    }
    for index in patterns.indices where index > 0 {
      patterns[index].forbidden += patterns[0].forbidden.filter { !patterns[index].forbidden.contains($0) }
    }
    for index in patterns.indices {
      let subjects = patterns[index].subjects ?? patterns[0].subjects ?? Set(concepts)
      patterns[index].subjects = subjects.contains("*") ? [] : subjects
      patterns[index].rivals = patterns[index].rivals ?? patterns[0].rivals ?? []
    }
    if verdict != .nuance, !tellsHistory {
      for index in patterns.indices { patterns[index].forbidden += Self.history }
    }
    let value = values["value"].map { group($0, line: first.line) } ?? []
    let isFree = verdict == .renamed || value.contains { $0.phrases.joined().contains { Self.isQuantity($0) } }
    statements.append(
      FactStatement(
        id: id, verdict: verdict, concepts: concepts, truth: truth, answer: values["answer"], since: since,
        source: source, asOf: asOf, patterns: patterns, known: known, values: value, isValueFree: isFree))
  }

  private static func ids(_ text: String) -> [Concept.ID] {
    text.split(separator: ",").map { Answers.trimmed($0) }.filter { !$0.isEmpty }
  }

  private static func isQuantity(_ part: FactPattern.Part) -> Bool {
    if case .term(.quantity) = part { true } else { false }
  }

  private mutating func group(_ text: String, line: Int) -> FactPattern.Group {
    var expanded = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      let name = rest[rest.index(after: open)..<close]
      expanded += rest[..<open]
      if let words = Self.classes[String(name)] {
        expanded += words
      } else {
        problems.append(FactBase.Problem(line: line, message: "<\(name)> is not a class of words"))
      }
      rest = rest[rest.index(after: close)...]
    }
    for word in (expanded + rest).split(whereSeparator: { $0 == " " || $0 == "," })
    where word.hasSuffix("*") && word.utf8.count <= FactPattern.prefixMin {
      problems.append(
        FactBase.Problem(line: line, message: "\(word) begins too many words; give it \(FactPattern.prefixMin) letters")
      )
    }
    return FactPattern.group(expanded + rest)
  }
}
