extension Lexicon {
  /// This lexicon for reading `texts` only: a field of which they name no product has no names in them, so that a
  /// subnet of notes on networks is nothing of AWS, and `aurora` and `lambda` are words.
  public func narrowed(to texts: some Sequence<String>) -> Lexicon {
    var narrowed = self
    narrowed.silentDomains = []
    narrowed.closedDomains = Set(entries.compactMap(\.domain))
    let products = Products(entries)
    for text in texts where !narrowed.closedDomains.isEmpty {
      for match in narrowed.matches(in: text) {
        if let domain = products.domain(opened: match) { narrowed.closedDomains.remove(domain) }
      }
    }
    narrowed.silentDomains = narrowed.closedDomains
    return narrowed
  }

  /// The names of products, by which one knows what field a text is about.
  private struct Products {
    /// Names of services of one word, `^` or not, by domain.
    private let words: [String: Set<String>]
    private let phrases: [String: [String]]

    init(_ entries: [Entry]) {
      var words: [String: Set<String>] = [:], phrases: [String: [String]] = [:]
      for entry in entries where entry.kind == .service {
        guard let domain = entry.domain else { continue }
        for alias in entry.aliases where alias.scope == .anywhere || alias.scope == .withinDomain {
          if alias.key.contains(" ") {
            if alias.scope == .anywhere { phrases[domain, default: []].append(" \(alias.key) ") }
          } else {
            words[domain, default: []].insert(alias.key)
          }
        }
      }
      (self.words, self.phrases) = (words, phrases)
    }

    /// A product, something with a product in its name (`Lambda@Edge`), or the field itself (`AWS`).
    func domain(opened match: Match) -> String? {
      guard let domain = match.entry.domain else { return words[match.entry.id] == nil ? nil : match.entry.id }
      guard match.alias.scope == .anywhere else { return nil }
      if match.entry.kind == .service || match.entry.isOwn { return domain }
      let key = match.alias.key
      if key.split(separator: " ").contains(where: { words[domain]?.contains(String($0)) == true }) { return domain }
      return phrases[domain]?.contains { HeadingShape.firstRange(of: $0, in: " \(key) ") != nil } == true ? domain : nil
    }
  }
}
