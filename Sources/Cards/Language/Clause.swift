/// A simple clause, or a fragment of one, taken apart far enough to ask for its parts.
struct Clause: Hashable, Sendable {
  enum Voice: Hashable, Sendable {
    /// `scales to …`, `must enable …`
    case active
    /// `is routed through …`, `used to …`
    case passive
    /// `is a …`, `are easy`
    case copula
    /// No verb at all: a noun or adjective phrase.
    case phrase
  }
  /// A prepositional phrase, an infinitive of purpose (`to` and a verb) or a `by doing`.
  struct Adjunct: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case preposition, purpose, means, reason, condition, time }
    var kind: Kind
    /// The preposition, `to`, `by` or the conjunction.
    var word: String
    var tokens: [Token]
    var text: String { Clause.text(tokens) }
    var whole: String { tokens.isEmpty ? word : word + " " + text }
  }

  /// How it hangs on the clause before it: `so`, `therefore`, `then`, `which`; empty when it does not.
  var link = ""
  /// Words before the subject, such as `by default` or `after that`.
  var opening = ""
  /// Empty when the clause takes its subject from what it stands under.
  var subject: [Token] = []
  /// `must`, `can`, `need to`.
  var modal: String?
  var isNegative = false
  var voice = Voice.phrase
  /// Whether a subjectless verb stands in the base form (`create …`), as in a list of things to do.
  var isImperative = false
  var isPast = false
  /// Base form; `be` for a copula.
  var verb = ""
  /// A second verb joined to the first, `and write`; base form.
  var conjunction = "", secondVerb = ""
  /// The clause as it was written.
  var written = ""
  /// Between auxiliary and verb: `only`, `automatically`.
  var adverb = ""
  /// Adverbs after the verb: `continuously`, `up`.
  var after = ""
  /// Adverbs after the object: `directly`, `entirely`, `anymore`.
  var tail = ""
  /// The object, the complement of a copula, or the whole of a phrase.
  var object: [Token] = []
  var adjuncts: [Adjunct] = []

  var objectText: String { Clause.text(object) }
  var subjectText: String { Clause.text(subject) }
  var hasVerb: Bool { voice != .phrase }
  /// Whether the subject is plural; false when it has none of its own.
  var isPlural: Bool { Clause.isPlural(subject) || hasPluralVerb }
  /// Whether the verb itself says that the subject is plural: `RBC carry`.
  var hasPluralVerb = false

  static func text(_ tokens: [Token]) -> String {
    var result = ""
    for token in tokens {
      if !result.isEmpty { result += " " }
      result += token.text
      if token != tokens.last || token.mark == nil {
        if let mark = token.mark { result += mark == "-" ? " –" : String(mark) }
      }
    }
    return result
  }

  static func isPlural(_ tokens: [Token]) -> Bool {
    guard let first = tokens.first else { return false }
    if first.lower == "a", tokens.count > 2, ["few", "couple"].contains(tokens[1].lower) { return true }
    if ["each", "every", "another", "this", "a", "an"].contains(first.lower) { return false }
    // `the pool of connections` is one; `a and b` are two.
    let head = tokens.prefix { $0.tag != .preposition && $0.lower != "such" }
    if head.contains(where: { $0.lower == "and" || $0.lower == "&" }) { return true }
    guard let noun = head.last ?? tokens.last else { return false }
    if noun.tag == .name {
      return noun.isPlural && noun.text.contains(" ") || noun.text.hasSuffix("s") && noun.isPlural
    }
    return noun.isPlural
  }
}

extension Clause {
  /// Whether the parts are simple enough to be asked for. What is not understood is shown with a gap instead.
  var isTrusted: Bool {
    guard hasVerb else { return true }
    if verb.isEmpty { return false }
    if let first = subject.first, ["no", "nothing", "nobody", "what", "why", "how"].contains(first.lower) {
      return false
    }
    // `this idea` points to a line that the question does not show.
    if let first = subject.first, subject.count > 1,
      ["this", "these", "those", "such", "his", "her"].contains(first.lower)
    {
      return false
    }
    if subject.first?.tag == .preposition || subject.count > 9 { return false }
    if subject.contains(where: { $0.mark != nil && $0.mark != "," }) { return false }
    if !Self.isPlain(subject) { return false }
    if voice == .passive, verb == "make" || verb == "compose", object.first?.lower == "of", adjuncts.isEmpty {
      return Self.isPlain(object)
    }
    if let first = object.first,
      ["of", "per", "than", "like"].contains(first.lower) && verb != "pay" || first.tag == .adverb
    {
      return false
    }
    if let last = object.last, last.tag == .determiner || last.tag == .conjunction { return false }
    let open = adjuncts.filter { $0.kind == .preposition || $0.kind == .purpose || $0.kind == .means }
    // A relative clause swallows the phrases after it.
    let relatives = object.contains { Self.relative.contains($0.lower) }
    if relatives && !adjuncts.isEmpty { return false }
    if !relatives, !Self.isPlain(object) { return false }
    for (index, adjunct) in open.enumerated() {
      let isRelative = adjunct.tokens.contains { Self.relative.contains($0.lower) }
      if isRelative && index < open.count - 1 || !isRelative && !Self.isPlain(adjunct.tokens) { return false }
      if adjunct.tokens.first?.tag == .adverb || adjunct.tokens.last?.tag == .determiner { return false }
    }
    return adjuncts.count <= 4
  }

  private static let relative: Set<String> = ["that", "which", "who", "how", "what", "whose", "where"]

  /// Without a verb of its own and without a pronoun that points elsewhere.
  private static func isPlain(_ tokens: [Token]) -> Bool {
    !tokens.enumerated().contains { index, token in
      if token.text == "=" { return true }
      switch token.tag {
      case .be, .modal, .auxiliary, .not: return true
      case .verb(.third, let base): return !Verbs.english.isAmbiguous(base)
      case .verb(.base, let base): return index > 0 && !Verbs.english.isAmbiguous(base)
      case .pronoun: return !["you", "one's", "i"].contains(token.lower) && tokens.count > 1
      default: return false
      }
    }
  }
}
