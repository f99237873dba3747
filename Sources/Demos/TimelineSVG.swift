import Basics

extension Timeline {
  /// A self-contained picture that follows the reader's light or dark setting.
  /// - Parameter title: Shown above it, and read out as its name.
  public func svg(title: String) -> String {
    let left = 170, right = 40, width = 960, laneHeight = 46
    let length = width - left - right
    // Places on a fine grid keep marks of one moment 22 apart: one place is 11 wide.
    let grid = length / 11
    let places = places(length: grid)
    func x(_ place: Int) -> Int { left + place * 11 }
    let entries = entries
    var top = 84
    var body = ""
    for (index, lane) in lanes.enumerated() {
      body += "<text class=\"lane\" x=\"16\" y=\"\(top + 5)\">\(lane.name.escapedXML)</text>\n"
      body += "<line class=\"rail\" x1=\"\(left)\" y1=\"\(top)\" x2=\"\(width - right)\" y2=\"\(top)\"/>\n"
      var taken: Set<Int> = []
      for entry in entries where entry.lane == index {
        var place = places[entry.mark.at]!  // every mark's moment has a place
        while taken.contains(place) { place += 2 }
        taken.insert(place)
        body += """
          <g class="\(entry.mark.kind.rawValue)"><title>\(entry.mark.text.escapedXML)</title>\
          <circle cx="\(x(place))" cy="\(top)" r="10"/>\
          <text class="sign" x="\(x(place))" y="\(top + 4)">\(entry.sign)</text></g>

          """
      }
      top += laneHeight / 2
      for span in lane.spans {
        let from = x(places[span.from]!), to = max(from + 4, x(places[span.to]!))  // as above
        body += """
          <g class="\(span.kind.rawValue)"><rect class="span" x="\(from)" y="\(top - 6)" width="\(to - from)" \
          height="12" rx="3"/></g><text class="small" x="16" y="\(top + 4)">\(span.text.escapedXML)</text>

          """
        top += 24
      }
      top += laneHeight / 2
    }
    for entry in entries {
      body += """
        <text class="legend" x="16" y="\(top)">\(entry.sign)</text>\
        <text class="legend" x="36" y="\(top)">+\((entry.mark.at - start).spoken.escapedXML)</text>\
        <text class="legend" x="\(left - 40)" y="\(top)">\
        \((lanes.count > 1 ? lanes[entry.lane].name + ": " : "").escapedXML)\(entry.mark.text.escapedXML)</text>

        """
      top += 20
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(top + 8)" role="img" \
      aria-label="\(title.escapedXML)">
      <style>
      svg { background: #fff; font: 13px system-ui, sans-serif; } text { fill: #1d2733; }
      .title { font-size: 16px; font-weight: 600; } .small, .tick { font-size: 11px; fill: #5a6673; }
      .rail { stroke: #b9c2cc; stroke-width: 2; } .sign { fill: #fff; font-weight: 600; text-anchor: middle; }
      .write { fill: #1f6feb; } .read { fill: #2d7d46; } .delete { fill: #b3261e; } .system { fill: #7a4fbf; }
      .problem { fill: #b06000; } .span { opacity: .45; }
      @media (prefers-color-scheme: dark) {
        svg { background: #14191f; } text { fill: #e3e8ee; } .small, .tick { fill: #9aa6b2; }
        .rail { stroke: #4a5561; } .sign { fill: #fff; }
      }
      </style>
      <text class="title" x="16" y="28">\(title.escapedXML)</text>
      <text class="tick" x="\(left)" y="58">0</text>
      <text class="tick" x="\(width - right)" y="58" text-anchor="end">+\((end - start).spoken.escapedXML)</text>
      \(body)</svg>

      """
  }
}

extension String {
  var escapedXML: String {
    var escaped = ""
    for character in self {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
