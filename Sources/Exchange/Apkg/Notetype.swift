/// The two kinds of Anki note that cards become.
///
/// Ids, names and the order of fields and templates are identity: an Anki that has met them once refuses every update
/// of notes whose type has other fields. Only the text of templates and the styling may change, and then
/// `modifiedSeconds` rises.
struct Notetype {
  struct Field {
    let id: Int64
    let name: String
  }
  let id: Int64
  let name: String
  let isCloze: Bool
  let fields: [Field]
  let templateID: Int64
  let templateName: String
  let question: String, answer: String
  /// The field that the browser sorts by.
  let sortField: Int

  static let modifiedSeconds = 1_764_000_000
  static let all = [basic, cloze]

  static let basic = Notetype(
    id: 1_764_000_000_101, name: "Rehearse Basic", isCloze: false,
    fields: fields(["ID", "Front", "Back", "Context", "Source", "Extra", "Demo"], from: 1_764_000_000_110),
    templateID: 1_764_000_000_120, templateName: "Card 1",
    question: context + "<div class=\"question\">{{Front}}</div>",
    answer: "{{FrontSide}}<hr id=\"answer\"><div class=\"answer\">{{Back}}</div>" + footer, sortField: 1)

  static let cloze = Notetype(
    id: 1_764_000_000_201, name: "Rehearse Cloze", isCloze: true,
    fields: fields(["ID", "Text", "Context", "Source", "Extra", "Demo"], from: 1_764_000_000_210),
    templateID: 1_764_000_000_220, templateName: "Cloze",
    question: context + "<div class=\"question\">{{cloze:Text}}</div>",
    answer: context + "<div class=\"question\">{{cloze:Text}}</div>" + footer, sortField: 1)

  private static func fields(_ names: [String], from id: Int64) -> [Field] {
    names.enumerated().map { Field(id: id + Int64($0.offset), name: $0.element) }
  }

  private static let context = "{{#Context}}<div class=\"context\">{{Context}}</div>{{/Context}}"
  private static let footer = """
    {{#Extra}}<div class="extra">{{Extra}}</div>{{/Extra}}\
    {{#Demo}}<div class="demo">See it run: <code>rehearse demo play {{Demo}}</code></div>{{/Demo}}\
    {{#Source}}<div class="source">{{Source}}</div>{{/Source}}
    """

  static let style = """
    .card { margin: 0 auto; max-width: 42rem; padding: 1rem; font-family: system-ui, sans-serif; font-size: 20px;
      line-height: 1.45; text-align: left; color: #1d2129; background-color: #fbfbf9; }
    .context { margin-bottom: .6rem; font-size: .7em; color: #5c6370; }
    .question { font-weight: 600; }
    .answer, .question { overflow-wrap: break-word; }
    hr { margin: 1rem 0; border: 0; border-top: 1px solid #d5d8dc; }
    ul, ol { margin: .3rem 0; padding-left: 1.4rem; }
    code { padding: .05em .3em; border-radius: 4px; font-size: .9em; background-color: #eceef1; }
    pre { overflow-x: auto; padding: .6rem; border-radius: 6px; background-color: #eceef1; }
    pre code { padding: 0; background: none; }
    table { border-collapse: collapse; }
    th, td { padding: .1em .5em; border: 1px solid #d5d8dc; text-align: left; }
    .cloze { font-weight: 700; color: #0b5cad; }
    .extra, .demo, .source { margin-top: .8rem; font-size: .7em; color: #5c6370; }
    img { max-width: 100%; height: auto; }
    .nightMode.card, .nightMode .card { color: #e4e6ea; background-color: #1e2126; }
    .nightMode .context, .nightMode .extra, .nightMode .demo, .nightMode .source { color: #a3a9b4; }
    .nightMode hr { border-top-color: #434954; }
    .nightMode th, .nightMode td { border-color: #434954; }
    .nightMode code, .nightMode pre { background-color: #2d3139; }
    .nightMode pre code { background: none; }
    .nightMode .cloze { color: #7ab8f5; }

    """
}
