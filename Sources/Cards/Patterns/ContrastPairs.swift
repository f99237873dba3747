import Concepts
import Notes

/// Which entities are worth telling apart, and the cards that do it.
struct Contrasts {
  let graph: ConceptGraph
  let lexicon: Lexicon
  private let pairs: Set<[Concept.ID]>
  /// Those that are of one kind.
  private let opposed: Set<[Concept.ID]>
  /// The concepts that are confused with some other.
  let rivals: Set<Concept.ID>

  static let id = "contrast"

  init(graph: ConceptGraph, lexicon: Lexicon) {
    (self.graph, self.lexicon) = (graph, lexicon)
    var pairs: Set<[Concept.ID]> = []
    for edge in graph.edges where edge.kind == .contrastsWith || edge.kind == .alternativeTo {
      pairs.insert([edge.from, edge.to].sorted())
    }
    for (left, right) in Lexicon.confusables { pairs.insert([left, right].sorted()) }
    self.pairs = pairs
    // A line may set a thing beside one of another kind; these are known to be of one kind.
    let known = graph.edges.filter { $0.kind == .contrastsWith && $0.rule == "lexicon-relation" }
    opposed = Set(known.map { [$0.from, $0.to].sorted() } + Lexicon.confusables.map { [$0.0, $0.1].sorted() })
    rivals = Set(opposed.flatMap { $0 })
  }

  /// A contrast of two features of one aspect.
  struct Draft {
    let draft: CardDraft
    /// The feature whose line the card hangs on, and the other.
    let anchor: ContrastFeature, other: ContrastFeature
  }

  /// The contrasts between all features of the notes, in the order of the notes.
  func drafts(_ features: [ContrastFeature]) -> [Draft] {
    var byAspect: [String: [Int]] = [:], order: [String] = []
    for (index, feature) in features.enumerated() {
      if byAspect[feature.aspect] == nil { order.append(feature.aspect) }
      byAspect[feature.aspect, default: []].append(index)
    }
    // By pair, what both say.
    var shared: [[String]: [(Int, Int)]] = [:], found: [[String]] = []
    for aspect in order {
      guard let indices = byAspect[aspect], indices.count >= 2, indices.count <= 40 else { continue }
      for (offset, left) in indices.enumerated() {
        for right in indices[(offset + 1)...] where features[left].key != features[right].key {
          let one = features[left], two = features[right]
          guard one.value.lowercased() != two.value.lowercased() else { continue }
          let key = [one.key, two.key].sorted()
          if shared[key] == nil { found.append(key) }
          shared[key, default: []].append(one.key <= two.key ? (left, right) : (right, left))
        }
      }
    }
    return found.flatMap { key -> [Draft] in
      guard let both = shared[key] else { return [] }
      // An entity that says two things of one aspect says neither for certain.
      let certain = both.filter { pair in
        both.count { features[$0.0].aspect == features[pair.0].aspect } == 1
      }
      guard let first = certain.first, isPair(features[first.0], features[first.1], sharing: certain.count) else {
        return []
      }
      // In whatever order the notes tell, the cards are the same.
      return cards(
        certain.map { (features[$0.0], features[$0.1]) }.sorted {
          ($0.0.aspect, $0.0.value) < ($1.0.aspect, $1.0.value)
        })
    }
  }

  /// How many opposites of one pair become cards; each gives one for either side.
  private static let oppositesMax = 3
  /// How many lines about one entity are looked at, so that the work grows with the notes and not with their square.
  private static let stancesMax = 32

  /// Which of two things it is, where their lines say opposite things.
  func opposites(_ stances: [ContrastStance]) -> [Choice] {
    var byKey: [String: [ContrastStance]] = [:], order: [String] = []
    for stance in stances {
      if byKey[stance.key] == nil { order.append(stance.key) }
      if byKey[stance.key, default: []].count < Self.stancesMax { byKey[stance.key, default: []].append(stance) }
    }
    var byGroup: [String: [String]] = [:], rivals: [String: [String]] = [:]
    for key in order {
      for group in Set(byKey[key]!.map(\.group)).sorted() { byGroup[group, default: []].append(key) }
    }
    for pair in opposed.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      for (one, two) in [(pair[0], pair[1]), (pair[1], pair[0])] { rivals[one, default: []].append(two) }
    }
    var choices: [Choice] = [], done: Set<[String]> = []
    for key in order {
      let near = byKey[key]!.flatMap { stance in (byGroup[stance.group] ?? []).prefix(8) }
      for other in (rivals[key] ?? []).sorted() + near where other != key && byKey[other] != nil {
        guard done.insert([key, other].sorted()).inserted else { continue }
        choices += self.choices(byKey[key]!, byKey[other]!)
      }
    }
    return choices
  }

  /// A question which of two things a line is true of.
  struct Choice {
    let draft: CardDraft
    let anchor: ContrastStance, other: ContrastStance
  }

  private func choices(_ ones: [ContrastStance], _ others: [ContrastStance]) -> [Choice] {
    guard let first = ones.first, let second = others.first else { return [] }
    let isKnown = first.concept.flatMap { one in second.concept.map { opposed.contains([one, $0].sorted()) } } ?? false
    if !isKnown, let left = first.concept, let right = second.concept,
      lexicon.entry(left)?.owner == right || lexicon.entry(right)?.owner == left
    {
      return []
    }
    let isTight = first.isTightGroup && second.isTightGroup && first.group == second.group
    var found: [(strength: Int, one: ContrastStance, other: ContrastStance)] = []
    for one in ones {
      for other in others {
        if let strength = one.opposition(to: other) { found.append((strength, one, other)) }
      }
    }
    let best = found.enumerated().sorted { ($1.element.strength, $0.offset) < ($0.element.strength, $1.offset) }
      .map(\.element)
    // Sections that merely stand side by side are rivals when they say plainly opposite things.
    let isPlain = (best.first?.strength ?? 0) >= 7
    guard isKnown || isTight || isPlain && first.group == second.group else { return [] }
    var used: Set<Int> = [], kept: [Choice] = [], number = 0
    for (_, one, other) in best where number < Self.oppositesMax {
      let places = [one.document << 20 | one.block, other.document << 20 | other.block | 1 << 40]
      guard !places.contains(where: used.contains) else { continue }
      let made = [choice(one, other, among: others), choice(other, one, among: ones)].compactMap { $0 }
      guard !made.isEmpty else { continue }
      used.formUnion(places)
      number += 1
      kept += made
    }
    return kept
  }

  /// - Parameter rest: What is said of the other, which must not say the same.
  private func choice(_ stance: ContrastStance, _ other: ContrastStance, among rest: [ContrastStance]) -> Choice? {
    let own = stance.entity, theirs = other.entity
    guard own.lowercased() != theirs.lowercased() else { return nil }
    let asked = Set(Quality.content(stance.asked))
    let distinct = Set(Quality.content(own)).subtracting(Quality.content(theirs))
    guard !distinct.isEmpty, distinct.isDisjoint(with: asked),
      !rest.contains(where: {
        $0.isNegative == stance.isNegative && stance.words.isSubset(of: $0.words) && $0.counts == stance.counts
      })
    else { return nil }
    let names = stance.key <= other.key ? "\(own) or \(theirs)" : "\(theirs) or \(own)"
    let question =
      stance.place + (stance.place.isEmpty ? stance.asked : CardContext.lowered(stance.asked)) + ": \(names)?"
    let draft = CardDraft(
      pattern: Self.id, form: .compare, question: question, answer: Asking.capitalized(own),
      sources: Array(stance.lines.prefix(1)) + (stance.document == other.document ? other.lines.prefix(1) : []),
      block: stance.block,
      subject: [stance.key, other.key].sorted().joined(separator: "/"), aspect: "opposite " + stance.asked,
      confidence: 0.85)
    return Choice(draft: draft.restored, anchor: stance, other: other)
  }

  /// Whether the two are known to be confused, or stand side by side in the notes and share enough.
  private func isPair(_ one: ContrastFeature, _ two: ContrastFeature, sharing: Int) -> Bool {
    if let left = one.concept, let right = two.concept {
      if pairs.contains([left, right].sorted()) { return true }
      // A thing and a part of it are no alternatives.
      if lexicon.entry(left)?.owner == right || lexicon.entry(right)?.owner == left { return false }
    }
    let areSiblings = one.document == two.document && one.section.path.dropLast() == two.section.path.dropLast()
    let isOneSection = one.document == two.document && one.section.index == two.section.index
    return sharing >= 2 && (areSiblings || isOneSection)
  }

  // MARK: - Cards

  private func name(_ feature: ContrastFeature) -> String {
    let name = feature.concept.flatMap { lexicon.entry($0) }?.shortName ?? feature.entity
    return name.hasSuffix(" limits") ? String(name.dropLast(7)) : name
  }

  private func cards(_ shared: [(ContrastFeature, ContrastFeature)]) -> [Draft] {
    var drafts: [Draft] = []
    for (one, two) in shared {
      let names = "\(name(one)) or \(name(two))"
      if let left = one.amount, let right = two.amount, left != right {
        let (more, less) = left > right ? (one, two) : (two, one)
        let question =
          one.kind == .rate
          ? "Which handles more \(one.noun): \(names)?"
          : "Which has the \(one.isTime ? "longer" : Self.isCount(one) ? "higher" : "larger") \(one.noun.withoutExtreme): \(names)?"
        drafts.append(draft(question, "\(name(more)): \(more.value), against \(less.value)", more, less))
      } else {
        for (side, other) in [(one, two), (two, one)] {
          let asked: String
          switch side.kind {
          case .number: asked = "Which allows \(side.value) of \(side.noun)"
          case .language:
            asked = "Which is written in \(side.value)"
          case .rate: asked = "Which handles \(side.value) of \(side.noun)"
          case .measure: asked = "Which has a \(side.noun) of \(side.value)"
          }
          drafts.append(draft(asked + ": \(names)?", name(side), side, other))
        }
      }
    }
    if (2...4).contains(shared.count), let (one, two) = shared.first {
      let nouns = shared.map { $0.0.kind == .number ? "the number of " + $0.0.noun : $0.0.noun }
      let aspects = nouns.dropLast().joined(separator: ", ") + " and " + (nouns.last ?? "")
      func told(_ pick: ((ContrastFeature, ContrastFeature)) -> ContrastFeature) -> String {
        shared.map { pick($0).value }.joined(separator: ", ")
      }
      let left = one.key
      let answer =
        "\(name(one)): " + told { $0.0.key == left ? $0.0 : $0.1 } + "; \(name(two)): "
        + told { $0.0.key == left ? $0.1 : $0.0 }
      var summary = draft("How do \(name(one)) and \(name(two)) differ in \(aspects)?", answer, one, two)
      if answer.split(separator: " ").count <= 25 {
        summary = Draft(
          draft: summary.draft.with(
            sources: shared.flatMap {
              $0.0.lines.prefix(1) + ($0.0.document == $0.1.document ? $0.1.lines.prefix(1) : [])
            }), anchor: one, other: two)
        drafts.append(summary)
      }
    }
    return drafts
  }

  private static func isCount(_ feature: ContrastFeature) -> Bool { feature.value.split(separator: " ").count == 1 }

  private func draft(_ question: String, _ answer: String, _ anchor: ContrastFeature, _ other: ContrastFeature) -> Draft
  {
    let near = anchor.document == other.document ? other.lines : []
    let draft = CardDraft(
      pattern: Self.id, form: .compare, question: question, answer: answer, accept: [name(anchor)],
      sources: anchor.lines + near, block: anchor.block,
      subject: [anchor.key, other.key].sorted().joined(separator: "/"), aspect: anchor.aspect + " " + question,
      confidence: 0.85)
    return Draft(draft: draft.restored, anchor: anchor, other: other)
  }
}

extension CardDraft {
  fileprivate func with(sources: [ClosedRange<Int>]) -> CardDraft {
    var draft = self
    draft.sources = sources
    return draft
  }
}

extension String {
  /// `maximum size` is larger or smaller as a `size`; what is compared stays the limit.
  fileprivate var withoutExtreme: String {
    for word in ["the "] where lowercased().hasPrefix(word) { return String(dropFirst(word.count)) }
    return self
  }
}
