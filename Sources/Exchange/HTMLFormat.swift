import Foundation
import Notes
import Basics
import Cards

/// One page to read, print or study from: no scripts, nothing loaded, light and dark by the reader's setting.
/// Answers open one by one, and are all open on paper.
public struct HTMLFormat: ExportFormat {
  public static let id = "html"
  public static let fileExtension = "html"
  public static let summary = "one self-contained page to print or study from"
  public static let carriesHistory = false

  public init() {}

  public func write(
    _ view: DeckView, options: ExportOptions, to sink: inout some ByteSink
  ) throws(ExchangeError) {
    try view.validate()
    let decks = Sections(view.current).decks
    let pictures = Dictionary(
      view.media.compactMap { file in HTMLFormat.address(of: file).map { (file.link, $0) } },
      uniquingKeysWith: { first, _ in first })
    let title = decks.count == 1 ? decks[0].name : "Rehearse"
    try sink.write(HTMLFormat.head(title: title))
    try sink.write("<h1>\(HTMLText.escaped(title))</h1>\n")
    let count = decks.reduce(0) { $0 + $1.count }
    let date = view.zone.date(at: view.now).iso8601
    try sink.write("<p class=\"about\">\(count) \(count == 1 ? "card" : "cards") · \(date)</p>\n")
    try contents(decks, to: &sink)
    for (deckNumber, deck) in decks.enumerated() {
      if decks.count > 1 { try sink.write("<h2 id=\"d\(deckNumber)\">\(HTMLText.escaped(deck.name))</h2>\n") }
      for (number, section) in deck.sections.enumerated() {
        try sink.write("<section id=\"d\(deckNumber)s\(number)\">\n")
        if !section.path.isEmpty {
          try sink.write("<h3>\(HTMLText.escaped(section.path.joined(separator: " › ")))</h3>\n")
        }
        for entry in section.entries { try sink.write(HTMLFormat.card(entry.card, pictures: pictures)) }
        try sink.write("</section>\n")
      }
    }
    try sink.write("</main>\n</body>\n</html>\n")
  }

  private func contents(_ decks: [Sections.Deck], to sink: inout some ByteSink) throws(ExchangeError) {
    guard decks.reduce(0, { $0 + $1.sections.count }) > 1 else { return }
    try sink.write("<nav aria-label=\"Contents\"><ul>\n")
    for (deckNumber, deck) in decks.enumerated() {
      for (number, section) in deck.sections.enumerated() {
        let place = section.path.isEmpty ? "Without a section" : section.path.joined(separator: " › ")
        let name = decks.count > 1 ? "\(deck.name): \(place)" : place
        try sink.write(
          "<li><a href=\"#d\(deckNumber)s\(number)\">\(HTMLText.escaped(name))</a> (\(section.entries.count))</li>\n")
      }
    }
    try sink.write("</ul></nav>\n")
  }

  /// A picture as part of the page; nil for what is none.
  private static func address(of file: MediaFile) -> String? {
    file.mediaType.map { "data:\($0);base64,\(Data(file.bytes).base64EncodedString())" }
  }

  static func card(_ card: Card, pictures: [String: String] = [:]) -> String {
    func html(_ text: RichText) -> String { HTMLText.blocks(text, for: .page(pictures: pictures)) }
    var question = html(card.question), answer: String
    switch card.form {
    case .cloze(let text):
      answer = html(card.answer)
      if let group = ClozeGroup(text, answer: card.answer.markdown) {
        question = html(RichText(markdown: group.shown { _, hint in "&#91;\(hint ?? "…")&#93;" }))
        answer = group.hiddenWords.map { html(RichText(markdown: $0)) }.joined(separator: ", ")
      }
    case .list(let items) where !items.isEmpty:
      answer = HTMLText.list(items, ordered: false, for: .page(pictures: pictures))
    case .sequence(let steps) where !steps.isEmpty:
      answer = HTMLText.list(steps, ordered: true, for: .page(pictures: pictures))
    case .basic, .list, .compare, .sequence, .prediction: answer = html(card.answer)
    }
    var more = ""
    if !card.accept.isEmpty {
      more += "<p class=\"more\">Also right: \(card.accept.map { HTMLText.escaped($0) }.joined(separator: " · "))</p>"
    }
    for line in card.correction?.lines ?? [] { more += "<p class=\"more\">\(HTMLText.escaped(line))</p>" }
    if let demo = CardJSON.demo(of: card) {
      more += "<p class=\"more\">See it run: <code>rehearse demo play \(HTMLText.escaped(demo))</code></p>"
    }
    if !card.sources.isEmpty {
      let places = card.sources.map { HTMLText.escaped($0.description) }.joined(separator: ", ")
      more += "<p class=\"more\">\(places)</p>"
    }
    return "<details><summary>\(question)</summary><div class=\"answer\">\(answer)</div>\(more)</details>\n"
  }

  private static func head(title: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
    <title>\(HTMLText.escaped(title))</title>
    <style>
    \(style)
    </style>
    </head>
    <body>
    <main>

    """
  }

  private static let style = """
    :root { color-scheme: light dark; --text: #1d2129; --quiet: #5c6370; --page: #fbfbf9; --box: #fff;
      --line: #d5d8dc; --code: #eceef1; --mark: #0b5cad; }
    @media (prefers-color-scheme: dark) {
      :root { --text: #e4e6ea; --quiet: #a3a9b4; --page: #16181c; --box: #1e2126; --line: #434954; --code: #2d3139;
        --mark: #7ab8f5; }
    }
    body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); }
    main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
    h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere; }
    h3 { margin: 2rem 0 .5rem; font-size: 1.05rem; }
    a { color: var(--mark); }
    nav ul { padding-left: 1.2rem; columns: 18rem; }
    .about, .more { color: var(--quiet); font-size: .85rem; }
    .more { margin: .5rem 0 0; }
    details { margin: .5rem 0; padding: .6rem .9rem; border: 1px solid var(--line); border-radius: 8px;
      background: var(--box); overflow-wrap: anywhere; }
    summary { font-weight: 600; cursor: pointer; }
    summary:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
    .answer { margin-top: .6rem; padding-top: .6rem; border-top: 1px solid var(--line); }
    code { padding: .05em .3em; border-radius: 4px; font-size: .9em; background: var(--code); }
    pre { padding: .6rem; border-radius: 6px; background: var(--code); overflow-x: auto; }
    pre code { padding: 0; background: none; }
    img { max-width: 100%; height: auto; }
    table { border-collapse: collapse; }
    th, td { padding: .2rem .6rem; border: 1px solid var(--line); text-align: left; }
    @media print {
      body { background: none; }
      nav { display: none; }
      details { break-inside: avoid; }
      details::details-content { content-visibility: visible; block-size: auto; }
    }
    """
}
