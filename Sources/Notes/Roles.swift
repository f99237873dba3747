/// Gives each block its role and the label or lead-in it stands under.
///
/// Notes put a blank line between everything as often as between nothing, so order among siblings is the evidence, not
/// distance in lines.
enum Roles {
  static func assign(in blocks: inout [Block], sections: [Section]) {
    for section in sections {
      if let heading = section.heading { blocks[heading.index].role = .section }
      assign(in: &blocks, section: section)
    }
  }

  private static func assign(in blocks: inout [Block], section: Section) {
    guard let first = section.blocks.first?.index, let last = section.blocks.last?.index else { return }
    let runs = runLists(section)
    // The paragraph that adopts the list now being read.
    var lead: Int?
    for index in first...last {
      let block = blocks[index]
      switch block.kind {
      case .heading, .html, .thematicBreak:
        blocks[index].role = .aside
        lead = nil
      case .code, .table: blocks[index].lead = lead ?? previousProse(blocks, before: index, from: first)
      case .item:
        if let parent = block.parent {
          blocks[index].lead = parent
          blocks[index].role = role(of: block, under: .detail)
        } else {
          if index > first, blocks[index - 1].item == nil { lead = adopter(blocks, of: index, from: first) }
          blocks[index].lead = lead
          blocks[index].role = role(of: block, under: lead != nil ? .member : .statement)
        }
      case .paragraph, .quote:
        if let parent = block.parent {
          blocks[index].lead = parent
          blocks[index].role = role(of: block, under: .detail)
          continue
        }
        lead = nil
        let next = index < last ? blocks[index + 1] : nil
        let leadsList = next?.item?.depth == 1 || next?.kind.isCode == true || next?.table != nil
        if block.plain.isEmpty || Words.isLinkAlone(block.plain) {
          blocks[index].role = .aside
        } else if leadsList {
          let isShort = Words.count(block.plain) <= 4 && !block.plain.hasSuffix(":")
          blocks[index].role = isShort && next?.item != nil ? .label : .leadIn
        } else if runs.contains(index) {
          blocks[index].role = .member
          blocks[index].lead = section.heading?.index
        } else if block.plain.hasSuffix(":") {
          blocks[index].role = .leadIn
        } else {
          blocks[index].role = role(of: block, under: .statement)
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

  private static func role(of block: Block, under usual: Role) -> Role {
    let text = block.plain
    if text.isEmpty || Words.isLinkAlone(text) || text.lowercased() == "todo" { return .aside }
    if Words.startsExample(text) { return .example }
    if Words.startsReason(text) { return .reason }
    if Words.isProperty(text) { return .property }
    return usual
  }

  /// Paragraphs that are a list in disguise: three or more neighbours of at most four words, or all of a section whose
  /// heading announces a list.
  private static func runLists(_ section: Section) -> Set<Int> {
    let announced = Words.announcesList(section.title)
    let wordsMax = announced ? 9 : 4
    var found: Set<Int> = [], run: [Int] = []
    func end() {
      if run.count >= 3 { found.formUnion(run) }
      run = []
    }
    for (offset, block) in section.blocks.enumerated() {
      let isParagraph = block.kind == .paragraph && block.parent == nil
      let leads = offset + 1 < section.blocks.count && section.blocks[offset + 1].item?.depth == 1
      let isShort = Words.count(block.plain) <= wordsMax && !block.plain.hasSuffix(":") && !block.plain.isEmpty
      if isParagraph, isShort, !Words.startsExample(block.plain), !Words.isProperty(block.plain) {
        if leads {
          // A label ends the run and belongs to it.
          run.append(block.index)
          end()
        } else {
          run.append(block.index)
        }
      } else {
        end()
      }
    }
    end()
    return found
  }
}
