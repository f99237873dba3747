import Basics
import Notes

/// What makes a draft unfit to be asked.
public enum Quality {
  public enum Flaw: String, Hashable, Sendable, CaseIterable {
    case empty
    /// The question holds the answer, or nearly all of its words.
    case leak
    case questionShort = "question-short"
    case questionLong = "question-long"
    case answerLong = "answer-long"
    /// More than seven things asked for at once.
    case listLong = "list-long"
    /// A pronoun that refers to nothing in the question.
    case pronoun
    /// The hidden words are all there is.
    case clozeThin = "cloze-thin"
    /// A question that does not end as one, or with Markdown left in it.
    case malformed
    /// An answer that is a piece of the sentence rather than something to know.
    case fragment
    /// Another line is asked about in the same words.
    case repeated
  }

  /// The flaws of a card made by a pattern. Authored cards are the person's own and are not judged.
  public static func flaws(of draft: CardDraft) -> [Flaw] {
    var flaws: [Flaw] = []
    let question = draft.question, answer = draft.answer
    let words = question.wordCount
    if words == 0 || Answers.trimmed(answer).isEmpty { return [.empty] }
    if case .cloze = draft.form {
      if contentKeys(question.split(separator: " ").filter { $0 != "[…]" }.joined(separator: " ")).count < 4 {
        flaws.append(.clozeThin)
      }
    } else {
      // `What is TCP?` asks for a definition; fewer words than that ask for nothing.
      if words < 4, draft.pattern != ForeignPattern.id, !(words == 3 && draft.pattern == IsAPattern.id),
        !(words == 3 && draft.pattern != QualityPattern.id && namesThing(question, answer: answer))
      {
        flaws.append(.questionShort)
      }
      if words > 32 { flaws.append(.questionLong) }
      if !question.hasSuffix("?") && !question.hasPrefix("Name ") && !question.hasSuffix(".") {
        flaws.append(.malformed)
      }
    }
    if question.contains("??") || question.contains("{{") || question.contains("**") || question.contains("  ") {
      flaws.append(.malformed)
    }
    if answer.wordCount > 25 { flaws.append(.answerLong) }
    if case .list(let items) = draft.form, items.count > 7 { flaws.append(.listLong) }
    let asked = keys(question)
    if case .compare = draft.form {} else if leaks(asked: asked, told: keys(answer)) { flaws.append(.leak) }
    if danglingPronoun(question, asked) { flaws.append(.pronoun) }
    if Budget.clausePatterns.contains(draft.pattern), isFragment(answer) { flaws.append(.fragment) }
    if case .basic = draft.form, isAwkward(question) || isVague(question, answer: answer) { flaws.append(.malformed) }
    return flaws
  }

  /// `What is DAX?`: a thing with a name of its own, answered by what it is.
  private static func namesThing(_ question: String, answer: String) -> Bool {
    let words = question.dropLast().split(separator: " ").map(String.init)
    guard words.count == 3, words[0] == "What", ["is", "are"].contains(words[1]) else { return false }
    return words[2].count { $0.isUppercase || $0.isNumber } >= 2 && content(answer).count >= 2
  }

  /// Whether the question gives the answer away. The noun that is asked for (`how many seconds`) may come again.
  static func leaks(question: String, answer: String) -> Bool {
    leaks(asked: keys(question), told: keys(answer))
  }

  /// As words that are folded already.
  private static func leaks(asked: [WordKey], told: [WordKey]) -> Bool {
    let asked = asked.filter { !articles.contains($0) }, told = told.filter { !articles.contains($0) }
    guard !told.isEmpty else { return true }
    var wanted: [WordKey] = []
    for (index, word) in asked.enumerated() where askers.contains(word) {
      for next in asked[(index + 1)...].prefix(3) {
        if helpers.contains(next) { break }
        wanted.append(next)
      }
    }
    if contains(asked, told), !told.allSatisfy(wanted.contains) { return true }
    var words: [WordKey] = []
    for word in told where !stopWords.contains(word) && !wanted.contains(word) && !words.contains(word) {
      words.append(word)
    }
    let shared = words.count(where: asked.contains)
    if words.count >= 2, shared == words.count { return true }
    return words.count >= 5 && shared * 5 >= words.count * 4
  }
  private static let askers: WordSet = ["which", "what", "many", "much"]
  private static let helpers: WordSet = [
    "do", "does", "is", "are", "was", "were", "can", "may", "must", "will", "should",
  ]

  /// `Only`, `Of 6 KB takes`, `Themselves`, `Attach`: not something to know.
  private static func isFragment(_ answer: String) -> Bool {
    let words = answer.lowercased().split(separator: " ").map(String.init)
    guard let first = words.first, let last = words.last else { return true }
    if contentKeys(answer).isEmpty { return true }
    if words.count == 2, Verbs.english.base(ofParticiple: last) != nil, Verbs.english.base(of: last) == nil {
      return true
    }
    if ["of", "that", "which", "than", "and", "or", "if", "as", "not"].contains(first) { return true }
    if ["of", "that", "which", "and", "or", "too", "with", "for", "by", "a", "the", "is", "are"].contains(last) {
      return true
    }
    return vagueAnswers.contains(answer.lowercased())
  }
  private static let vagueAnswers: Set<String> = [
    "it", "itself", "themselves", "others", "the others", "this", "that", "one", "something", "things", "them",
    "default", "the rest", "way", "half", "well", "place", "twice", "once", "part", "care", "advantage",
  ]

  /// Marks of a clause that was not understood.
  private static func isAwkward(_ question: String) -> Bool {
    let lower = question.lowercased()
    if lower.hasSuffix(" not?"), !lower.hasSuffix("or not?") { return true }
    // `Which no runtime …`, `What does what a restore …`
    if lower.hasPrefix("which no ") || lower.contains(" what does what ")
      || lower.hasPrefix("what does what ")
    {
      return true
    }
    if isTwisted(lower) { return true }
    if lower.count(where: { $0 == "\"" }) % 2 == 1 { return true }
    // `What is X never publicly?`
    if lower.hasSuffix("ly?"), lower.contains(" never ") || lower.contains(" not ") { return true }
    if lower.dropLast().contains("?") || lower.contains("themselves") || lower.contains("itself") { return true }
    if lower.hasSuffix(" of?"),
      !["made of?", "consist of?", "composed of?", "built of?"].contains(where: lower.hasSuffix)
    {
      return true
    }
    return awkward.contains(in: lower) { $0 > 0 || !lower.contains("between") }
  }
  private static let awkward = PieceSet([
    " vs ", " – ", "what s ", "what do you not need", " to to ", " of of ", " for for ", " in in ", " and?", " that?",
    " does does ", " the a ", " the the ", " a the ", " a one ", " of an of ", " which the ", " is is ", " too?",
    " also?", "; ",
  ])

  /// `What is the bounded by time of …?`, `Which one is the caller waits …?`, `what is the price of limits and price?`
  private static func isTwisted(_ lower: String) -> Bool {
    let words = lower.dropLast().split(separator: " ").map(String.init)
    if let place = words.firstIndex(of: "the"), place > 0, ["is", "are"].contains(words[place - 1]),
      place + 2 < words.count, Verbs.english.base(ofParticiple: words[place + 1]) != nil,
      Tagger.tag(words[place + 2], text: words[place + 2][...]) == .preposition
    {
      return true
    }
    if lower.hasPrefix("which one is the "), words.count > 5, Verbs.english.base(ofThird: words[4]) != nil,
      !Verbs.english.isAmbiguous(Verbs.english.base(ofThird: words[4]) ?? "")
    {
      return true
    }
    // What is asked for stands in what it is asked of.
    if let of = words.lastIndex(of: "of"), of >= 3, ["what", "which"].contains(words[0]), words.contains("and"),
      let asked = words[..<of].last, asked.count > 3,
      words[(of + 1)...].contains(where: { Nouns.singular($0) == Nouns.singular(asked) })
    {
      return true
    }
    return false
  }

  /// Questions that many things answer: `What does each item have?`, `What does it run by?`
  private static func isVague(_ question: String, answer: String) -> Bool {
    var words = question.lowercased().dropLast().split(separator: " ").map(String.init)
    if let comma = words.firstIndex(where: { $0.hasSuffix(",") }), comma < words.count - 1 {
      words = Array(words[(comma + 1)...])
    }
    if words.first == "which", words.count > 2, words[1] == "service" { words.remove(at: 1) }
    guard ["what", "which"].contains(words.first ?? ""), words.count > 3,
      ["does", "do", "can", "will", "may"].contains(words[1]),
      let last = words.last
    else { return false }
    let verb = words[words.count - 2]
    if last == "by", !words.contains("be") { return true }
    if strands.contains(last), weakVerbs.contains(verb) { return true }
    // After `before importing back into` nobody knows what the last word belongs to.
    if strands.contains(last) || ["to", "from", "on", "for"].contains(last),
      words.contains("before") || words.contains("after")
    {
      return true
    }
    let told = answer.lowercased().split(separator: " ").filter { !["a", "an", "the"].contains($0) }
    if last == "get", words[1] == "can" || ["more", "less", "better"].contains(told.first ?? "") { return true }
    let isBare = told.count == 1 && answer.dropFirst().allSatisfy { $0.isLowercase }
    return isBare && !words.contains("not")
      && (weakVerbs.contains(last) || words[2] == "you" && weakVerbs.contains(words[3]))
  }
  private static let strands: Set<String> = ["by", "with", "in", "as", "into", "out"]
  private static let weakVerbs: Set<String> = ["get", "have", "come", "run", "go", "do", "make", "manage"]

  private static func contains(_ words: [WordKey], _ part: [WordKey]) -> Bool {
    guard part.count <= words.count else { return false }
    return (0...(words.count - part.count)).contains { words[$0..<$0 + part.count].elementsEqual(part) }
  }

  /// Lower-case words without plural endings.
  static func folded(_ text: String) -> [String] {
    let text = text.lowercased()
    if let words = Stems.words(text) { return words }
    return text.split { !$0.isLetter && !$0.isNumber && $0 != "$" && $0 != "%" && $0 != "." && $0 != "#" }
      .map { word in
        var word = word
        while word.last == "." { word = word.dropLast() }
        return stem(String(word))
      }.filter { !$0.isEmpty }
  }
  static func content(_ text: String) -> [String] { folded(text).filter { !stopWords.contains($0) } }

  /// The keys of `folded`, by which words are compared without making strings of them.
  static func keys(_ text: String) -> [WordKey] { Stems.keys(text) ?? folded(text).map { WordKey($0) } }
  /// The keys of `content`.
  static func contentKeys(_ text: String) -> [WordKey] { keys(text).filter { !stopWords.contains($0) } }

  private static func stem(_ word: String) -> String {
    for (ending, replacement) in [("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")]
    where word.count >= ending.count + 4 && word.hasSuffix(ending) && !word.hasSuffix("ss") {
      return silent(word.dropLast(ending.count) + replacement)
    }
    return silent(word)
  }

  /// Without a silent `e`, so that `table` and `tables` are one.
  private static func silent(_ word: String) -> String {
    guard word.count > 4, word.hasSuffix("e"), let before = word.dropLast().last, !"aeiou".contains(before) else {
      return word
    }
    return String(word.dropLast())
  }

  private static func danglingPronoun(_ text: String, _ words: [WordKey]) -> Bool {
    guard let place = words.firstIndex(where: pronouns.contains) else { return false }
    // The length of a word is that of its characters.
    if text.utf8.contains(where: { $0 >= 0x80 }) {
      return !folded(text)[..<place].contains { $0.count > 2 && !stopWords.contains($0) }
    }
    return !words[..<place].contains { $0.length > 2 && !stopWords.contains($0) }
  }
  private static let pronouns: WordSet = ["it", "they", "them", "this", "these", "those", "its", "their"]

  private static let articles: WordSet = ["a", "an", "the", "to", "in", "of", "by", "with", "at", "for", "on"]
  static let stopWords = WordSet(
    wordsOf:
      "a an the of to in on at for from by with and or is are was were be been being do does did done has have had can could may might must will would should not no nor than then that this these those it its they them their there you your we our so such per which what who when where why how many much each any all some more most only just also very about between over under out up down off use used using via into within without while get gets let make made makes"
  )
}

extension [WordKey] {
  /// Whether the words of `part` stand one after another in these.
  func containsRun(_ part: [WordKey]) -> Bool {
    guard !part.isEmpty, part.count <= count else { return false }
    return (0...(count - part.count)).contains { self[$0..<$0 + part.count].elementsEqual(part) }
  }
}
