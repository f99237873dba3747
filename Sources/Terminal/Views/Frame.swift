/// The page that every full-screen view shares: a title line with a progress bar, a body that scrolls, a ruled foot.
struct Frame {
  /// Text is kept to so many columns, in the middle of a wider terminal.
  static let columnsMax = 96

  var title = "", titleRight = ""
  /// In 0...1; nil for a plain rule.
  var progress: Double?
  var subtitle = "", subtitleRight = ""
  var body: [StyledLine] = []
  var notice: String?
  /// Below the rule, top to bottom.
  var foot: [StyledLine] = []

  /// The columns that text may take on a terminal of `width`.
  static func columns(_ width: Int) -> Int { max(1, min(width - (width > 50 ? 4 : 2), columnsMax)) }

  struct Drawn {
    let screen: Screen
    let scrollMax: Int, page: Int
  }

  func draw(width: Int, height: Int, scroll: Int, theme: Theme) -> Drawn {
    var screen = Screen(width: width, height: height)
    let columns = Frame.columns(width), left = max(0, (width - columns) / 2), right = left + columns
    var row = 0
    func put(_ text: String, _ role: TextRole, atRight: Bool = false, limit: Int? = nil) {
      let text = Width.fitted(Sanitize.line(text), columns: columns)
      let start = atRight ? right - Width.of(text) : left
      screen.put(text, row: row, column: start, style: theme.style(role), limit: limit ?? right)
    }
    func pair(_ leading: String, _ trailing: String, _ leadingRole: TextRole) {
      let room = columns - (trailing.isEmpty ? 0 : Width.of(trailing) + 2)
      put(trailing, .muted, atRight: true)
      put(Width.fitted(Sanitize.line(leading), columns: max(0, room)), leadingRole)
      row += 1
    }
    pair(title, titleRight, .title)
    bar(&screen, row: row, left: left, columns: columns, theme)
    row += 1
    if !subtitle.isEmpty || !subtitleRight.isEmpty, height >= 8 { pair(subtitle, subtitleRight, .muted) }

    let footRows = min(foot.count + 1, max(0, height - row - 1))
    let bottom = height - footRows
    let airy = height >= 20
    if airy { row += 1 }
    let page = max(1, bottom - row)
    let scrollMax = max(0, body.count - page)
    let first = min(max(0, scroll), scrollMax)
    for (offset, line) in body.dropFirst(first).prefix(page).enumerated() where row + offset < bottom {
      screen.put(line, row: row + offset, column: left, theme: theme, limit: right)
    }
    row = bottom
    if footRows > 0 { rule(&screen, row: row, left: left, columns: columns, first, scrollMax, theme) }
    for (offset, line) in foot.enumerated() where row + 1 + offset < height {
      screen.put(line, row: row + 1 + offset, column: left, theme: theme, limit: right)
    }
    return Drawn(screen: screen, scrollMax: scrollMax, page: page)
  }

  private func bar(_ screen: inout Screen, row: Int, left: Int, columns: Int, _ theme: Theme) {
    let full = Int((Double(columns) * min(1, max(0, progress ?? 0))).rounded())
    screen.put(String(repeating: "━", count: full), row: row, column: left, style: theme.style(.barFull))
    screen.put(
      String(repeating: "─", count: columns - full), row: row, column: left + full, style: theme.style(.barEmpty))
  }

  /// The rule above the foot, with what there is to say or to scroll to.
  private func rule(
    _ screen: inout Screen, row: Int, left: Int, columns: Int, _ above: Int, _ scrollMax: Int, _ theme: Theme
  ) {
    screen.put(String(repeating: "─", count: columns), row: row, column: left, style: theme.style(.rule))
    let more = [above > 0 ? "↑" : "", above < scrollMax ? "↓ \(scrollMax - above) more" : ""]
      .filter { !$0.isEmpty }.joined(separator: " ")
    let moreWidth = more.isEmpty ? 0 : Width.of(more) + 2
    if !more.isEmpty {
      screen.put(" \(more) ", row: row, column: left + columns - moreWidth, style: theme.style(.muted))
    }
    if let notice {
      let text = Width.fitted(Sanitize.line(notice), columns: columns - moreWidth - 2)
      screen.put("\(text) ", row: row, column: left, style: theme.style(.notice))
    }
  }
}

/// As many of `entries` as fit, most important first, parted by three spaces: key and what it does.
func keyLine(_ entries: [(key: String, does: String)], columns: Int) -> StyledLine {
  var pieces: [Piece] = [], used = 0
  for (key, does) in entries {
    let width = Width.of(key) + 1 + Width.of(does) + (pieces.isEmpty ? 0 : 3)
    guard used + width <= columns else { break }
    if !pieces.isEmpty { pieces.append(Piece("   ")) }
    pieces += [Piece(key, .key), Piece(" " + does, .muted)]
    used += width
  }
  return StyledLine(pieces)
}
