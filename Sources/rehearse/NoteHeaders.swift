import Basics
import Cards
import Concepts
import Notes
import Settings

/// What the front matter of the notes says, file by file.
struct NoteHeaders {
  private var headers: [String: FrontMatter] = [:]
  private var documents: [Document] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// The names that the notes coin in their front matter: `concepts`, and `aliases` of what a file is about.
  let lexicon: Lexicon

  init(_ documents: [Document]) {
    var coined: [String] = [], seen: Set<String> = []
    func coin(_ name: String, aliases: [String]) {
      let plain = ([name] + aliases).map { $0.safeForDisplay() }
      guard plain.allSatisfy({ !$0.contains("|") && !$0.contains(",") && !$0.isEmpty }),
        Lexicon.bundled.entry(named: name) == nil, seen.insert(name.lowercased()).inserted
      else { return }
      let id = Self.slug(name)
      guard !id.isEmpty else { return }
      coined.append("\(id) | \(plain[0]) | term | \(plain.dropFirst().joined(separator: ", "))")
    }
    for document in documents {
      guard let slice = document.frontMatter else { continue }
      do throws(SettingsError) {
        let header = try FrontMatter(yaml: slice.text, file: document.file, firstLine: slice.firstLine)
        headers[document.file] = header
        for name in header.concepts { coin(name, aliases: []) }
        if !header.aliases.isEmpty { coin(Self.title(of: document), aliases: header.aliases) }
      } catch {
        diagnostics.append(
          Diagnostic(.warning, at: error.span, rule: "front-matter", error.message, remedy: error.remedy))
      }
    }
    self.documents = documents
    lexicon = Lexicon(coined.joined(separator: "\n"))
  }

  subscript(document: Document) -> FrontMatter { headers[document.file] ?? FrontMatter() }

  var lintOff: [String: Set<String>] { headers.mapValues { Set($0.lintOff) }.filter { !$0.value.isEmpty } }

  /// Whether all of these files are read for the cards that are written in them and nothing else, or not at all.
  func holdOnlyCards(_ files: Set<String>) -> Bool {
    !files.isEmpty && files.allSatisfy { headers[$0].map { $0.cards != .auto } ?? false }
  }

  /// Concepts that front matter names and no note speaks of.
  func unknownConcepts(in graph: ConceptGraph) -> [Diagnostic] {
    documents.flatMap { document -> [Diagnostic] in
      self[document].concepts.filter { graph.concept(named: $0) == nil }.map { name in
        Diagnostic(
          .warning, at: document.frontMatter?.span, rule: "front-matter",
          "`concepts` names \(name), of which the notes do not speak",
          remedy: "Use the name in a heading or in a line, or take it out of `concepts`.")
      }
    }
  }

  /// The other names of a file's subject, where a card of the file is answered by one of them.
  func otherNames(for card: Card) -> [String] {
    guard let file = card.sources.first?.file, let aliases = headers[file]?.aliases, !aliases.isEmpty,
      let document = documents.first(where: { $0.file == file })
    else { return [] }
    let names = [Self.title(of: document)] + aliases, answer = card.answer.plain.lowercased()
    guard names.contains(where: { $0.lowercased() == answer }) else { return [] }
    return names.filter { $0.lowercased() != answer && !card.accept.contains($0) }
  }

  /// The outermost heading at the top, else the name of the file.
  private static func title(of document: Document) -> String {
    (document.sections.first { $0.heading != nil } ?? document.sections.first)?.title ?? ""
  }

  private static func slug(_ name: String) -> String {
    name.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
  }
}
