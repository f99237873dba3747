import Basics

/// Words that head a passage without naming anything to learn.
enum GenericWords {
  /// Whether a heading or label names a kind of content only.
  static func isGeneric(_ text: String) -> Bool {
    isGeneric(LexiconWord.words(in: text).map(\.folded))
  }

  private static func isGeneric(_ words: [String]) -> Bool {
    guard !words.isEmpty else { return true }
    return words.allSatisfy { alone.contains($0) || small.contains($0) || $0.utf8.allSatisfy { $0 < 0x41 } }
  }

  /// Whether a phrase can be the name of a thing: one to five words, not a sentence, more than generic words.
  static func canName(_ text: String) -> Bool {
    let words = LexiconWord.words(in: text).map(\.folded)
    guard (1...5).contains(words.count), !isGeneric(words) else { return false }
    guard let first = words.first, let last = words.last else { return false }
    // `Three-way handshake` and `B-tree` begin with a word of two parts.
    let isCompound = text.prefix { !$0.isWhitespace }.dropFirst().contains("-")
    if small.contains(last) || !isCompound && (openers.contains(first) || first.utf8.count < 2) { return false }
    if words.contains(where: { verbs.contains($0) }) { return false }
    // Arithmetic, code and addresses are no names.
    return !text.unicodeScalars.contains(where: isForeign) && firstOffset(of: "://", in: text) == nil
      && firstOffset(of: "...", in: text) == nil && words.contains { $0.utf8.count > 2 }
  }

  private static func isForeign(_ mark: Unicode.Scalar) -> Bool {
    switch mark {
    case "=", "<", ">", "{", "}", "[", "]", "|", "\\", "`", "\"", "!", "?", ";", "$", "#", "*", "…", ",": true
    default: false
    }
  }

  static let small: Set<String> = [
    "a", "an", "the", "of", "to", "in", "on", "at", "for", "by", "with", "and", "or", "as", "from", "per", "is", "are",
    "be", "it", "this", "that", "these", "those", "your", "you", "we", "our", "its", "their", "through", "via", "into",
    "-", "&", "/", ",", ":", ".", "(", ")", "+", "'",
  ]

  private static let alone: Set<String> = [
    "use", "case", "cases", "benefit", "benefits", "advantage", "advantages", "disadvantage", "disadvantages", "pros",
    "cons", "feature", "features", "overview", "introduction", "intro", "summary", "conclusion", "conclusions",
    "basics",
    "basic", "notes", "note", "todo", "links", "link", "resources", "references", "reference", "further", "reading",
    "example", "examples", "exercise", "exercises", "question", "questions", "answer", "answers", "limits", "limit",
    "limitations", "types", "type", "kinds", "modes", "execution", "deployment", "definition", "definitions", "terms",
    "terminology", "key", "points", "important", "how", "what", "why", "when", "where", "which", "who", "works", "work",
    "step", "steps", "setup", "background", "context", "goals", "goal", "agenda", "contents", "table", "part",
    "chapter",
    "section", "lecture", "week", "day", "module", "lesson", "unit", "general", "misc", "miscellaneous", "other",
    "others", "more", "details", "detail", "tips", "warning", "caution", "info", "faq", "quiz", "review", "recap",
    "main", "ideas", "idea", "properties", "characteristics", "comparison", "differences", "difference", "options",
    "requirements", "prerequisites", "workflow", "process", "pricing", "cost", "costs", "security", "performance",
    "know", "ones", "high", "level", "integrations", "integration", "usage", "first", "second", "third", "new", "old",
    "good", "bad", "facts", "fact", "history", "problem", "problems", "solution", "solutions", "function", "purpose",
    "causes", "cause", "effects", "effect", "results", "result", "input", "output", "theory", "practice", "methods",
    "location", "locations", "place", "places", "role", "roles", "aim", "aims", "meaning", "significance", "impact",
    "importance", "consequence", "consequences", "outcome", "outcomes", "date", "dates", "timeline", "people", "leader",
    "leaders", "name", "default", "remember", "rule", "rules", "principle", "principles", "structure", "formula",
    "exam", "exams", "homework", "reason", "reasons", "mechanism", "equation", "symptoms", "treatment", "hint", "hints",
    "sources", "source",
  ]

  private static let openers: Set<String> = [
    "if", "when", "how", "why", "what", "where", "which", "because", "so", "but", "then", "therefore", "no", "not",
    "never", "always", "must", "can", "should", "may", "only", "easy", "used", "using", "use", "pay", "great", "good",
    "low", "high", "more", "less", "most", "all", "any", "each", "every", "some", "many", "few", "it", "they", "there",
    "this", "that", "these", "those", "we", "you", "i", "he", "she", "now", "also", "example", "e.g", "eg", "in", "on",
    "at", "for", "to", "with", "by", "from", "after", "before", "both", "two", "three", "four", "several", "is", "are",
    "does", "do", "1", "2", "3",
  ]

  private static let verbs: Set<String> = [
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "does", "do", "did", "can", "could", "may", "might",
    "must", "shall", "should", "will", "would", "need", "needs", "makes", "make", "gives", "give", "uses", "means",
    "allows", "allow", "lets", "let", "becomes", "become", "contains", "contain", "includes", "include", "supports",
    "provides", "provide", "runs", "happens", "occurs", "goes", "comes", "takes", "gets", "isn", "doesn", "don", "dont",
  ]

  /// Last words that make a phrase a technical term even where a lexicon rules the field.
  static let termHeads: Set<String> = [
    "mode", "modes", "table", "tables", "stream", "streams", "request", "requests", "response", "responses", "endpoint",
    "endpoints", "policy", "policies", "backup", "backups", "cache", "caches", "class", "classes", "key", "keys",
    "index", "indexes", "queue", "queues", "role", "roles", "pool", "pools", "group", "groups", "gateway", "proxy",
    "cluster", "shard", "partition", "replica", "token", "protocol", "algorithm", "pattern", "model", "layer",
    "theorem",
  ]
}
