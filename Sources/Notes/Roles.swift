/// Gives each block its role and the label or lead-in it stands under.
///
/// Notes put a blank line between everything as often as between nothing, so order among siblings is the evidence, not
/// distance in lines.
enum Roles {
  /// - Parameter fileTitle: The title of what stands before the first heading.
  static func assign(in blocks: inout [Block], fileTitle: String) {
    var sections: [(heading: Int?, body: Range<Int>)] = [], heading: Int?, start = 0
    for index in blocks.indices where blocks[index].isHeading {
      sections.append((heading, start..<index))
      (heading, start) = (index, index + 1)
    }
    sections.append((heading, start..<blocks.count))
    for section in sections {
      if let heading = section.heading { blocks[heading].role = .section }
      guard !section.body.isEmpty else { continue }
      let title = section.heading.map { blocks[$0].plain } ?? fileTitle
      assign(in: &blocks, section.body, under: section.heading, title: title)
    }
  }

  private static func assign(in blocks: inout [Block], _ body: Range<Int>, under heading: Int?, title: String) {
    let first = body.lowerBound, last = body.upperBound - 1
    let runs = runLists(blocks, body, title: title)
    // The paragraph that adopts the list now being read.
    var lead: Int?
    for index in first...last {
      switch blocks[index].kind {
      case .heading, .html, .thematicBreak:
        blocks[index].role = .aside
        lead = nil
      case .code, .table: blocks[index].lead = lead ?? previousProse(blocks, before: index, from: first)
      case .item:
        if let parent = blocks[index].parent {
          blocks[index].lead = parent
          blocks[index].role = role(of: blocks[index].plain, under: .detail)
        } else {
          if index > first, blocks[index - 1].item == nil { lead = adopter(blocks, of: index, from: first) }
          blocks[index].lead = lead
          blocks[index].role = role(of: blocks[index].plain, under: lead != nil ? .member : .statement)
        }
      case .paragraph, .quote:
        let text = blocks[index].plain
        if let parent = blocks[index].parent {
          blocks[index].lead = parent
          blocks[index].role = role(of: text, under: .detail)
          continue
        }
        lead = nil
        let leadsItems = index < last && blocks[index + 1].item != nil
        let leadsList =
          index < last
          && (blocks[index + 1].item?.depth == 1 || blocks[index + 1].kind.isCode || blocks[index + 1].table != nil)
        if text.isEmpty || Words.isLinkAlone(text) {
          blocks[index].role = .aside
        } else if leadsList {
          let isShort = Words.count(text) <= 4 && !text.hasSuffix(":")
          blocks[index].role = isShort && leadsItems ? .label : .leadIn
        } else if runs.contains(index) {
          blocks[index].role = .member
          blocks[index].lead = heading
        } else if text.hasSuffix(":") {
          blocks[index].role = .leadIn
        } else {
          blocks[index].role = role(of: text, under: .statement)
        }
        if blocks[index].role == .statement || blocks[index].role == .property,
          let before = index > first ? blocks[index - 1] : nil, before.role == .leadIn, before.item == nil,
          before.plain.hasSuffix(":")
        {
          // A lead-in without a list: the paragraphs after it are what it announces.
          blocks[index].lead = before.index
        }
      }
    }
  }

  /// The paragraph directly before a list adopts it.
  private static func adopter(_ blocks: [Block], of item: Int, from first: Int) -> Int? {
    let before = blocks[item - 1]
    guard item - 1 >= first, before.isProse, before.parent == nil, before.role != .aside else { return nil }
    return before.index
  }
  private static func previousProse(_ blocks: [Block], before index: Int, from first: Int) -> Int? {
    guard index > first, blocks[index - 1].isProse else { return nil }
    return index - 1
  }

  private static func role(of text: String, under usual: Role) -> Role {
    if text.isEmpty || Words.isLinkAlone(text) || text.lowercased() == "todo" { return .aside }
    if Words.startsExample(text) { return .example }
    if Words.startsReason(text) { return .reason }
    if Words.isProperty(text) { return .property }
    return usual
  }

  /// Paragraphs that are a list in disguise: three or more neighbours of at most four words, or all of a section whose
  /// heading announces a list.
  private static func runLists(_ blocks: [Block], _ body: Range<Int>, title: String) -> Set<Int> {
    let wordsMax = Words.announcesList(title) ? 9 : 4
    var found: Set<Int> = [], run: [Int] = []
    func end() {
      if run.count >= 3 { found.formUnion(run) }
      run = []
    }
    for index in body {
      guard case .paragraph = blocks[index].kind, blocks[index].parent == nil else {
        end()
        continue
      }
      let text = blocks[index].plain
      let isShort = Words.count(text) <= wordsMax && !text.hasSuffix(":") && !text.isEmpty
      if isShort, !Words.startsExample(text), !Words.isProperty(text) {
        run.append(index)
        // A label ends the run and belongs to it.
        if index + 1 < body.upperBound, blocks[index + 1].item?.depth == 1 { end() }
      } else {
        end()
      }
    }
    end()
    return found
  }
}
