import Basics
import Concepts
import Notes

/// The nouns at the end of a text: what a gloss or a question hangs on.
extension CardContext {
  /// The noun phrase at the end of a text: `validate user-generated tokens` gives `user-generated tokens`.
  func lastNouns(of text: String) -> String {
    var nouns: [Token] = []
    for token in tokens(text).reversed() {
      guard nouns.isEmpty || token.mark == nil else { break }
      guard token.tag == .noun || token.tag == .name || nouns.isEmpty && token.mayBeNoun else { break }
      nouns.insert(token, at: 0)
      if nouns.count == 3 { break }
    }
    if !nouns.isEmpty { return Clause.text(nouns) }
    return text.split(separator: " ").suffix(4).joined(separator: " ")
  }
  /// As `lastNouns`, with the phrase it belongs to: `resources in your VPC`.
  func lastPhrase(of text: String) -> String {
    var phrase: [Token] = []
    let tokens = tokens(text)
    for (index, token) in tokens.enumerated().reversed() {
      guard phrase.isEmpty || token.mark == nil else { break }
      // `transform request attributes`: after a verb, `request` is none.
      if !phrase.isEmpty, index > 0, token.mayBeNoun, phrase[0].isNominal, case .verb = tokens[index - 1].tag {
        phrase.insert(token, at: 0)
        break
      }
      let isLink =
        token.tag == .determiner || token.tag == .preposition && ["in", "of", "on", "for"].contains(token.lower)
      guard token.tag == .noun || token.tag == .name || phrase.isEmpty && token.mayBeNoun || isLink && !phrase.isEmpty
      else { break }
      phrase.insert(token, at: 0)
    }
    while let first = phrase.first, !first.mayBeNoun { phrase.removeFirst() }
    return phrase.isEmpty ? lastNouns(of: text) : Clause.text(phrase)
  }
}
