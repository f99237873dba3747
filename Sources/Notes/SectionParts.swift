extension Section {
  /// More blocks under one heading than this are read in parts, so that what compares the lines of a section with each
  /// other stays linear in the size of a file.
  private static let blocksMax = 400

  /// The section, or its parts cut before blocks that stand under none before them.
  public var parts: [Section] {
    guard blocks.count > Self.blocksMax else { return [self] }
    var parts: [Section] = [], start = 0
    func end(at end: Int) {
      let part = Array(blocks[start..<end])
      let indexes = part[0].index...part[part.count - 1].index
      parts.append(
        Section(
          index: index, file: file, heading: heading, title: title, path: path, blocks: part,
          authored: authored.filter { indexes.contains($0.block) }, marks: marks.filter { indexes.contains($0.key) },
          deck: deck, tags: tags, demo: demo))
      start = end
    }
    for (position, block) in blocks.enumerated() where position - start >= Self.blocksMax {
      let isUnderOne = block.parent != nil || block.lead.map { $0 >= blocks[start].index } == true
      if !isUnderOne || position - start >= 2 * Self.blocksMax { end(at: position) }
    }
    end(at: blocks.count)
    return parts
  }
}
