/// What the comments read so far say about the blocks that follow.
struct DirectiveState {
  private var isOff = false
  /// The level of the heading whose section is muted.
  private var mutedLevel: Int?
  private var currentLevel = 0
  private(set) var deck: String?
  /// For the next block alone.
  private var skipsNext = false, skipsSection = false, suspendsNext = false
  private var demo: String?, prediction: String?
  private var tags: [String] = [], accept: [String] = []

  var isMuted: Bool { isOff || mutedLevel != nil }

  mutating func enterSection(level: Int) {
    if let muted = mutedLevel, level <= muted { mutedLevel = nil }
    currentLevel = level
  }

  mutating func read(_ directive: Directive) {
    switch directive {
    case .cardsOff: isOff = true
    case .cardsOn: isOff = false
    case .skip: skipsNext = true
    case .skipSection: skipsSection = true
    case .suspend: suspendsNext = true
    case .demo(let id): demo = id
    case .deck(let name): deck = name
    case .tags(let names): tags += names
    case .accept(let answers): accept += answers
    case .prediction(let id): prediction = id
    }
  }

  /// - Parameters:
  ///   - inline: Comments within the block itself.
  ///   - level: Of the block, where it is a heading.
  mutating func apply(_ inline: [Directive], to block: inout Block, _ marks: inout BlockMarks, level: Int?) {
    // Where a block ends with `cards: off`, that holds for what comes after it.
    let wasMuted = isMuted
    for directive in inline { read(directive) }
    if let level, skipsNext || skipsSection { mutedLevel = level }
    if level == nil, skipsSection { mutedLevel = currentLevel }
    if skipsNext || wasMuted || mutedLevel != nil { block.isMuted = true }
    if let demo { block.demo = demo }
    if let deck { marks.deck = deck }
    marks.tags += tags
    marks.accept += accept
    marks.prediction = prediction
    marks.isSuspended = suspendsNext
    (skipsNext, skipsSection, suspendsNext, demo, prediction, tags, accept) = (false, false, false, nil, nil, [], [])
  }
}

/// Tags that stand alone apply to the section they stand in and to those below it; before any heading, to the file.
struct TagScopes {
  private var tags: [Int: [String]] = [:], decks: [Int: String] = [:]
  private var fileTags: [String] = [], fileDeck: String?

  init(blocks: [Block], standing: [Int: NoteTags.Found]) {
    guard !standing.isEmpty else { return }
    var own: [Int: NoteTags.Found] = [:], heading: Int?
    func add(_ found: NoteTags.Found, to scope: Int) {
      own[scope, default: NoteTags.Found()].tags += found.tags
      if let deck = found.deck { own[scope, default: NoteTags.Found()].deck = deck }
    }
    for block in blocks {
      if block.isHeading { heading = block.index }
      if let found = standing[block.index] { add(found, to: heading ?? -1) }
    }
    (fileTags, fileDeck) = (own[-1]?.tags ?? [], own[-1]?.deck)
    var open: [(level: Int, index: Int)] = []
    for block in blocks {
      guard case .heading(let level) = block.kind else { continue }
      while let last = open.last, last.level >= level { open.removeLast() }
      open.append((level, block.index))
      for scope in open {
        tags[block.index, default: []] += own[scope.index]?.tags ?? []
        if let deck = own[scope.index]?.deck { decks[block.index] = deck }
      }
    }
  }

  func tags(of heading: Int?) -> [String] { fileTags + (heading.flatMap { tags[$0] } ?? []) }
  func deck(of heading: Int?) -> String? { heading.flatMap { decks[$0] } ?? fileDeck }
}
