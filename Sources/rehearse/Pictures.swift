import Basics
import Cards
import Exchange
import Foundation
import Notes

/// The pictures that cards show, found beside the notes that the cards were made from.
struct Pictures {
  /// The cards, each link leading to one file alone.
  private(set) var entries: [DeckView.Entry]
  private(set) var files: [MediaFile] = []
  /// Pictures that are shown by their descriptions, each with the reason.
  private(set) var missing: [Diagnostic] = []
  private var places: [String: String] = [:]

  /// A picture beyond this is no picture of a card.
  static let sizeMax = 32 << 20

  /// - Parameters:
  ///   - notes: From the names of notes to where they lie.
  ///   - folder: Where the export is written, when its links are to lead to the pictures from there; otherwise the files
  ///     themselves are read.
  init(of entries: [DeckView.Entry], notes: [String: String], linkedFrom folder: String?) {
    self.entries = entries
    var known: Set<[String]> = []
    for index in entries.indices {
      let card = entries[index].card
      guard Self.texts(of: card).contains(where: { $0.contains("![") }), let source = card.sources.first,
        let note = notes[source.file]
      else { continue }
      for link in Set(Self.texts(of: card).flatMap(Self.links)).sorted() where !Self.isElsewhere(link) {
        guard let path = Self.find(link, beside: note) else {
          if known.insert([source.file, link]).inserted { missing.append(Self.problem(link, source)) }
          continue
        }
        if let folder {
          self.entries[index].card = Self.replacing(link, with: Self.path(to: path, from: folder), in: card)
        } else if let other = places[link], other != path {
          // Two notes use one name for two files.
          self.entries[index].card = Self.replacing(link, with: path, in: self.entries[index].card)
          add(path, link: path, source)
        } else {
          add(path, link: link, source)
        }
      }
    }
  }

  private mutating func add(_ path: String, link: String, _ source: SourceSpan) {
    guard places[link] == nil else { return }
    places[link] = path
    guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path)), bytes.count <= Self.sizeMax else {
      missing.append(Self.problem(link, source))
      return
    }
    files.append(MediaFile(link: link, bytes: [UInt8](bytes)))
  }

  private static func problem(_ link: String, _ source: SourceSpan) -> Diagnostic {
    Diagnostic(
      .warning, at: source, rule: "picture",
      "the picture \(link.safeForDisplay()) was not found; its description stands in for it",
      remedy: "Put the file where the note says, or correct the link; pictures are "
        + MediaFile.mediaTypes.keys.sorted().joined(separator: ", ") + ".")
  }

  // MARK: - Cards

  private static func texts(of card: Card) -> [String] {
    var texts = [card.question.markdown, card.answer.markdown]
    switch card.form {
    case .cloze(let text): texts.append(text)
    case .list(let items): texts += items
    case .sequence(let steps): texts += steps
    case .basic, .compare, .prediction: break
    }
    return texts
  }

  private static func links(in markdown: String) -> [String] {
    guard markdown.contains("![") else { return [] }
    return RichText(markdown: markdown).blocks.flatMap { block -> [RichText.Run] in
      switch block {
      case .paragraph(let runs): runs
      case .code: []
      case .list(let items): items.flatMap(\.runs)
      case .table(let header, let rows): (header + rows.flatMap { $0 }).flatMap { $0 }
      }
    }.filter { $0.kind == .image }.compactMap(\.link)
  }

  private static func replacing(_ link: String, with new: String, in card: Card) -> Card {
    func put(_ text: String) -> String {
      text.replacing("](<\(link)>", with: "](<\(new)>").replacing("](\(link)", with: "](<\(new)>")
    }
    var card = card
    card.question = RichText(markdown: put(card.question.markdown))
    card.answer = RichText(markdown: put(card.answer.markdown))
    switch card.form {
    case .cloze(let text): card.form = .cloze(text: put(text))
    case .list(let items): card.form = .list(items: items.map(put))
    case .sequence(let steps): card.form = .sequence(steps: steps.map(put))
    case .basic, .compare, .prediction: break
    }
    return card
  }

  // MARK: - Files

  private static func isElsewhere(_ link: String) -> Bool {
    ["http:", "https:", "data:", "file:"].contains { link.lowercased().hasPrefix($0) } || link.hasPrefix("//")
  }

  /// The file that a link names: beside the note, or in a folder of pictures there, as note-taking programs keep them.
  private static func find(_ link: String, beside note: String) -> String? {
    guard MediaFile(link: link, bytes: []).mediaType != nil else { return nil }
    let folder = URL(fileURLWithPath: note).deletingLastPathComponent()
    let names = [link, link.removingPercentEncoding ?? link]
    let folders = link.contains("/") ? [""] : ["", "attachments/", "assets/", "images/", "img/", "media/"]
    for place in folders {
      for name in names {
        let path = name.hasPrefix("/") ? name : folder.appendingPathComponent(place + name).standardizedFileURL.path
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue { return path }
      }
    }
    return nil
  }

  /// `path` as it is written from `folder`.
  private static func path(to path: String, from folder: String) -> String {
    let target = path.split(separator: "/"), start = folder.split(separator: "/")
    let common = zip(target, start).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: start.count - common) + target.dropFirst(common)).joined(separator: "/")
  }
}
