import Basics

extension Timeline {
  /// Lines of at most `width` columns (40 or more): an axis of times, a line a lane, a row a span, and the legend.
  public func render(width: Int) -> [String] {
    let width = max(40, width)
    let margin =
      min(24, (lanes.map(\.name.count) + lanes.flatMap { $0.spans.map { min(22, $0.text.count + 2) } }).max() ?? 0) + 2
    let length = width - margin
    let places = places(length: length)
    let entries = entries
    var lines = axis(length: length, places: places).map { String(repeating: " ", count: margin) + $0 }
    for (index, lane) in lanes.enumerated() {
      var row = Array(repeating: Character("─"), count: length)
      var taken: Set<Int> = []
      for entry in entries where entry.lane == index {
        var place = places[entry.mark.at]!  // every mark's moment has a place
        while taken.contains(place), place < length - 1 { place += 1 }
        taken.insert(place)
        row[place] = entry.sign
      }
      lines.append(fit(lane.name, margin) + String(row))
      for span in lane.spans {
        let from = places[span.from]!, to = max(from, places[span.to]!)  // as above
        var row = Array(repeating: Character(" "), count: length)
        for place in from...to { row[place] = "▒" }
        lines.append(fit("  " + span.text, margin) + String(row).trimmingEnd)
      }
    }
    lines.append("")
    let stampWidth = entries.map { ("+" + ($0.mark.at - start).spoken).count }.max() ?? 0
    let laneWidth = min(16, width / 5, lanes.map(\.name.count).max() ?? 0)
    for entry in entries {
      let stamp = ("+" + (entry.mark.at - start).spoken).padded(to: stampWidth)
      let head = "\(entry.sign) \(entry.mark.kind.glyph) \(stamp)  "
      let first = lanes.count > 1 ? head + fit(lanes[entry.lane].name, laneWidth + 2) : head
      lines += wrapped(
        entry.mark.text, width: width, first: first, rest: String(repeating: " ", count: first.count))
    }
    return lines
  }

  /// Times over their places, as many as fit, and the line they stand on.
  private func axis(length: Int, places: [Instant: Int]) -> [String] {
    var labels = Array(repeating: Character(" "), count: length)
    var line = Array(repeating: Character("─"), count: length)
    var isFree = Array(repeating: true, count: length)
    let moments = places.keys.sorted()
    // The ends first: they say how long the run is.
    for moment in [moments[0], moments[moments.count - 1]] + moments.dropFirst().dropLast() {
      let text = moment == start ? "0" : "+" + (moment - start).spoken, place = places[moment]!  // taken from places
      line[place] = "┬"
      let from = max(0, min(place - (moment == start ? 0 : text.count / 2), length - text.count))
      let around = max(0, from - 2)...min(length - 1, from + text.count + 1)
      guard text.count <= length, around.allSatisfy({ isFree[$0] }) else { continue }
      for (offset, character) in text.enumerated() { labels[from + offset] = character }
      for place in from..<(from + text.count) { isFree[place] = false }
    }
    (line[0], line[length - 1]) = ("├", "┤")
    return [String(labels).trimmingEnd, String(line)]
  }

  private func fit(_ text: String, _ width: Int) -> String {
    text.count < width ? text.padded(to: width) : text.prefix(max(0, width - 2)) + "… "
  }
}

extension String {
  var trimmingEnd: String {
    var rest = Substring(self)
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
