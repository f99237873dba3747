import Notes

/// `Term: what it is`, `**Term** – what it is`, `Term (ABBR): …`: lines that name a thing and say what it is.
enum Glossary {
  /// The name and what is said of it; nil where the line is no entry of a glossary.
  ///
  /// A key with a value (`Header: 20 bytes`) names a property and no thing. What makes it an entry is bold type, an
  /// abbreviation after the name, an article before what is said, or neighbours that are entries.
  static func entry(_ block: Block, isAmongEntries: Bool = false) -> (name: String, gloss: String)? {
    guard let (name, gloss) = split(block.plain), !gloss.isEmpty, GenericWords.canName(name),
      LexiconWord.words(in: name).count <= 4, name.first?.isNumber != true || name.contains(" ")
    else { return nil }
    if isAmongEntries { return (name, gloss) }
    let isBold = block.text.hasPrefix("**" + name) || block.text.hasPrefix("__" + name)
    let hasAbbreviation = Abbreviations.find(in: block.plain).contains { name.hasSuffix($0.name) }
    let opening = gloss.lowercased()
    let hasArticle = ["a ", "an ", "the "].contains { opening.hasPrefix($0) }
    return isBold || hasAbbreviation || hasArticle ? (name, gloss) : nil
  }

  /// The lists of a section, by what they hang under, that have two entries or more; -1 for one under nothing.
  static func lists(of blocks: [Block]) -> Set<Int> {
    var counts: [Int: Int] = [:]
    for block in blocks where block.item != nil && block.role != .leadIn && entry(block) != nil {
      counts[block.lead ?? -1, default: 0] += 1
    }
    return Set(counts.filter { $0.value >= 2 }.keys)
  }

  /// At the first colon, or dash with space around it; what stands in parentheses before it goes.
  static func split(_ text: String) -> (name: String, gloss: String)? {
    let marks = [": ", " – ", " — ", " - ", " = "]
    let cuts = marks.compactMap { HeadingShape.firstRange(of: $0, in: text) }
    guard let cut = cuts.min(by: { $0.lowerBound < $1.lowerBound }) else { return nil }
    var name = text[..<cut.lowerBound]
    if let open = name.firstIndex(of: "("), open > name.startIndex { name = name[..<open] }
    while name.last?.isWhitespace == true { name.removeLast() }
    var gloss = text[cut.upperBound...]
    while gloss.first?.isWhitespace == true { gloss.removeFirst() }
    return name.isEmpty || name.utf8.count > 60 ? nil : (String(name), String(gloss))
  }
}
