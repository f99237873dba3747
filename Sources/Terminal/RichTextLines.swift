import Notes

/// Markdown as lines of a terminal: paragraphs wrapped, lists with hanging indents, code as it stands, tables with
/// aligned columns where they fit.
public func lines(of text: RichText, width: Int, role: TextRole = .plain) -> [StyledLine] {
  let width = max(1, width)
  var lines: [StyledLine] = []
  for block in text.blocks {
    if !lines.isEmpty { lines.append(.blank) }
    switch block {
    case .paragraph(let runs): lines += paragraph(runs, width: width, role: role)
    case .code(_, let text):
      var source = Sanitize.lines(text)
      if source.last == "" { source.removeLast() }
      for line in source { lines += wrap([Piece("  " + line, .code)], width: width, hangingIndent: 4) }
    case .list(let items):
      for item in items {
        let indent = String(repeating: "  ", count: min(max(0, item.depth - 1), 8))
        let bullet = indent + (item.number.map { "\($0). " } ?? "• ")
        let runs = paragraph(item.runs, width: max(1, width - Width.of(bullet)), role: role)
        for (index, line) in runs.enumerated() {
          let lead = index == 0 ? Piece(bullet, .muted) : Piece(String(repeating: " ", count: Width.of(bullet)))
          lines.append(StyledLine([lead] + line.pieces))
        }
      }
    case .table(let header, let rows): lines += table(header, rows, width: width, role: role)
    }
  }
  return lines
}

private func pieces(_ runs: [RichText.Run], role: TextRole) -> [Piece] {
  runs.map { run in
    switch run.kind {
    case .code, .math: Piece(run.text, .code)
    case .image: Piece(picture(run), .muted)
    case .lineBreak: Piece(" ", role)
    case .text: Piece(run.text, run.isStrong ? .strong : run.isEmphasis ? .emphasis : role)
    }
  }
}

/// A terminal shows no pictures: what it shows, and where it lies.
private func picture(_ run: RichText.Run) -> String {
  let place = run.link ?? ""
  return run.text.isEmpty ? "[picture: \(place)]" : place.isEmpty ? "[\(run.text)]" : "[\(run.text): \(place)]"
}

private func paragraph(_ runs: [RichText.Run], width: Int, role: TextRole) -> [StyledLine] {
  runs.split(omittingEmptySubsequences: false) { $0.kind == .lineBreak }
    .flatMap { wrap(pieces(Array($0), role: role), width: width) }
}

/// Columns side by side; as `header: cell` lines where they would not fit.
private func table(
  _ header: [[RichText.Run]], _ rows: [[[RichText.Run]]], width: Int, role: TextRole
) -> [StyledLine] {
  let all = [header] + rows
  let columns = all.map(\.count).max() ?? 0
  func cell(_ row: [[RichText.Run]], _ column: Int) -> StyledLine {
    StyledLine(column < row.count ? pieces(row[column], role: role) : [])
  }
  let widths = (0..<columns).map { column in all.map { cell($0, column).width }.max() ?? 0 }
  guard widths.reduce(0, +) + 3 * max(0, columns - 1) <= width else {
    return rows.flatMap { row in
      (0..<columns).flatMap { column in
        wrap(
          cell(header, column).pieces.map { Piece($0.text, .muted) } + [Piece(": ", .muted)] + cell(row, column).pieces,
          width: width, hangingIndent: 2)
      } + [.blank]
    }
  }
  func line(_ row: [[RichText.Run]], _ override: TextRole?) -> StyledLine {
    var pieces: [Piece] = []
    for column in 0..<columns {
      let cell = cell(row, column)
      if column > 0 { pieces.append(Piece(" │ ", .rule)) }
      pieces += override.map { role in cell.pieces.map { Piece($0.text, role) } } ?? cell.pieces
      if column < columns - 1 { pieces.append(Piece(String(repeating: " ", count: widths[column] - cell.width))) }
    }
    return StyledLine(pieces)
  }
  let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "─┼─")
  return [line(header, .strong), StyledLine(rule, .rule)] + rows.map { line($0, nil) }
}
