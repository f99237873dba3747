/// The parts of a page that only its script brings to life; hidden without one.
enum PageControls {
  static let header = """
    <div id="_finder" class="live" role="search">
    <input id="_search" type="text" role="combobox" aria-label="Find a concept" aria-expanded="false" \
    aria-controls="_results" aria-autocomplete="list" autocomplete="off" spellcheck="false" placeholder="Find a concept">
    <kbd aria-hidden="true">/</kbd>
    <ul id="_results" role="listbox" aria-label="Concepts found" hidden></ul>
    </div>
    <div class="tools live" role="toolbar" aria-label="View">
    <button type="button" id="_pathButton" aria-expanded="false" aria-controls="_pathForm">Path</button>
    <button type="button" id="_listButton" aria-pressed="false">List</button>
    <button type="button" id="_themeButton" aria-pressed="false" aria-label="Dark colours">
    <svg viewBox="-8 -8 16 16" aria-hidden="true"><circle r="6"/><path d="M0-6A6 6 0 0 1 0 6z"/></svg></button>
    </div>
    <form id="_pathForm" class="live" hidden>
    <label>From <input id="_from" list="_names" autocomplete="off"></label>
    <label>To <input id="_to" list="_names" autocomplete="off"></label>
    <button type="submit">Find path</button>
    <datalist id="_names"></datalist>
    </form>

    """

  static let zoom = """
    <div class="zoom live" role="toolbar" aria-label="Zoom">
    <button type="button" id="_zoomIn" aria-label="Zoom in">+</button>
    <button type="button" id="_zoomOut" aria-label="Zoom out">−</button>
    <button type="button" id="_fit" aria-label="Show all">
    <svg viewBox="-8 -8 16 16" aria-hidden="true"><path d="M-6-2V-6H-2M2-6H6V-2M6 2V6H2M-2 6H-6V2"/></svg></button>
    </div>

    """

  static let panels = """
    <aside id="_panel" class="live" aria-labelledby="_panelTitle" hidden>
    <div class="bar">
    <button type="button" id="_grow" aria-label="Larger" aria-expanded="false"></button>
    <h2 id="_panelTitle" tabindex="-1"></h2>
    <button type="button" id="_close" aria-label="Close">×</button>
    </div>
    <div id="_content"></div>
    </aside>
    <p id="_status" class="unseen" role="status"></p>

    """

  /// The legend, and what is shown: a box to tick for each type of edge and kind of concept that the graph has.
  static func filters(of graph: ConceptGraph) -> String {
    var text = "<details id=\"_filters\" class=\"live\">\n<summary>Legend and filters</summary>\n"
    text += "<fieldset><legend>Relations</legend>\n"
    for kind in Edge.Kind.allCases {
      let count = graph.edges.count { $0.kind == kind }
      text +=
        "<label\(count == 0 ? " class=\"none\"" : "")><input type=\"checkbox\" checked data-edges=\"\(kind.rawValue)\">"
      text += "<svg class=\"line\" viewBox=\"0 -7 46 14\" aria-hidden=\"true\">"
      text += "<path class=\"edge branch \(kind.rawValue)\" d=\"M0 0H44\"/></svg>"
      text += "\(kind.phrase) <span class=\"number\">\(count)</span></label>\n"
    }
    text += "</fieldset>\n<fieldset><legend>Concepts</legend>\n"
    for kind in Concept.Kind.allCases {
      let count = graph.concepts.count { $0.kind == kind }
      text +=
        "<label\(count == 0 ? " class=\"none\"" : "")><input type=\"checkbox\" checked data-kind=\"\(kind.rawValue)\">"
      text += "<svg class=\"glyph \(kind.rawValue)\" viewBox=\"-7 -7 14 14\" aria-hidden=\"true\">\(kind.glyph)</svg>"
      text += "\(kind.plural) <span class=\"number\">\(count)</span></label>\n"
    }
    return text + "</fieldset>\n</details>\n"
  }
}
