import Basics
import Foundation
import Glibc
import Settings

/// The notes and deck files that a command line names, read once.
struct NoteFiles {
  struct Note {
    /// The path as the person would write it.
    let name: String
    let absolutePath: String
    let bytes: [UInt8]
    /// The deck whose definition claims the note.
    let deck: DeckDefinition?
    /// Whether that definition lists it under `cards`: only what is written as a card is taken from it.
    let isHandMade: Bool
  }
  private(set) var notes: [Note] = []
  private(set) var decks: [DeckDefinition] = []
  /// The person's own names of things, from the folders of the notes.
  private(set) var lexicons: [LexiconFile] = []
  /// Files that were passed over, each with the reason.
  private(set) var skipped: [Diagnostic] = []

  /// The largest note that is read. Notes are written by hand; what is larger is a mistake on the command line.
  static let sizeMax = 64 << 20

  /// Reads files, folders (every Markdown file below them) and deck definitions (`.yaml`, and the notes they name).
  init(_ paths: [String]) throws(Failure) {
    var found: [(path: String, isExplicit: Bool)] = []
    var deckPaths: [String] = []
    for path in paths {
      switch try Self.kind(of: path) {
      case .folder:
        let (markdown, definitions) = Self.walk(path)
        found += markdown.map { ($0, false) }
        deckPaths += definitions
        guard !markdown.isEmpty || !definitions.isEmpty else {
          throw Failure(
            "\(path): there are no notes in this folder",
            remedy: "Name a folder that has Markdown files (.md) in it, or a Markdown file.", code: .noInput)
        }
      case .file where LexiconFile.fileNames.contains(URL(fileURLWithPath: path).lastPathComponent): continue
      case .file where Self.isDeckFile(path): deckPaths.append(path)
      case .file: found.append((path, true))
      }
    }
    var claims: [String: DeckDefinition] = [:], handMade: Set<String> = []
    for path in deckPaths {
      let definition = try Self.definition(at: path)
      decks.append(definition)
      for pattern in definition.notes + definition.cards {
        let matches = Self.expand(pattern, below: Self.root(of: path))
        guard !matches.isEmpty else {
          throw Failure(
            "\(path): `\(pattern)` matches no file",
            remedy: "Paths in a deck file start at \(Self.root(of: path)); correct the pattern or add the file.",
            code: .noInput)
        }
        for match in matches {
          if let other = claims[Self.absolute(match)], other.file != definition.file {
            throw Failure(
              "\(match): the decks \(other.name) and \(definition.name) both claim this file",
              remedy: "Let one of \(other.file) and \(definition.file) name it.", code: .badData)
          }
          claims[Self.absolute(match)] = definition
          if definition.cards.contains(pattern) { handMade.insert(Self.absolute(match)) }
          found.append((match, false))
        }
      }
    }
    try read(found, claims, handMade)
    let folders = Set(paths + notes.map(\.absolutePath)).map { path in
      (try? Self.kind(of: path)) == .folder
        ? Self.absolute(path) : URL(fileURLWithPath: Self.absolute(path)).deletingLastPathComponent().path
    }
    lexicons = try Self.lexicons(in: Set(folders).sorted())
  }

  private static func lexicons(in folders: [String]) throws(Failure) -> [LexiconFile] {
    var found: [LexiconFile] = []
    for path in folders.flatMap({ folder in LexiconFile.fileNames.map { "\(folder)/\($0)" } }) {
      guard (try? kind(of: path)) == .file else { continue }
      let yaml = String(decoding: try contents(of: path), as: UTF8.self)
      do throws(SettingsError) {
        found.append(try LexiconFile(file: relative(path), yaml: yaml))
      } catch {
        throw Failure(error)
      }
    }
    return found
  }

  private mutating func read(
    _ found: [(path: String, isExplicit: Bool)], _ claims: [String: DeckDefinition], _ handMade: Set<String>
  ) throws(Failure) {
    var seen: Set<String> = []
    for (path, isExplicit) in found.sorted(by: { $0.path < $1.path }) {
      let absolute = Self.absolute(path)
      guard seen.insert(absolute).inserted else { continue }
      let name = Self.normalized(path)
      let bytes = try Self.contents(of: path)
      if let problem = Self.problem(in: bytes, name) {
        skipped.append(problem)
        guard !isExplicit || found.count > 1 else {
          throw Failure(
            "\(problem.span.map { "\($0): " } ?? "")\(problem.message)", remedy: problem.remedy, code: .badData)
        }
        continue
      }
      notes.append(
        Note(
          name: name, absolutePath: absolute, bytes: bytes, deck: claims[absolute],
          isHandMade: handMade.contains(absolute)))
    }
  }

  // MARK: - Files

  private enum Kind { case file, folder }

  private static func kind(of path: String) throws(Failure) -> Kind {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR {
        throw Failure(
          "\(path): there is no such file or folder",
          remedy: "Check the name; `rehearse ingest notes` reads the folder `notes`.", code: .noInput)
      }
      throw Failure(
        "\(path): \(String(cString: strerror(errno)))", remedy: "Check the name and its permissions.", code: .noInput)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG: return .file
    default:
      throw Failure(
        "\(path): this is neither a file nor a folder", remedy: "Save the notes in a file first.", code: .noInput)
    }
  }

  static func contents(of path: String) throws(Failure) -> [UInt8] {
    guard try kind(of: path) == .file else {
      throw Failure("\(path): this is a folder", remedy: "Name a file in it.", code: .noInput)
    }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      throw Failure(
        "\(path): \(String(cString: strerror(errno)))", remedy: "Check that you may read the file.", code: .noInput)
    }
    defer { close(file) }
    var bytes: [UInt8] = [], buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      guard count >= 0 else {
        if errno == EINTR { continue }
        throw Failure(
          "\(path): \(String(cString: strerror(errno)))", remedy: "Check the disk and try again.", code: .inputOutput)
      }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= sizeMax else {
        throw Failure(
          "\(path): the file is larger than \(sizeMax >> 20) MB", remedy: "Split it into one file per topic.",
          code: .badData)
      }
    }
  }

  /// Why `bytes` are not the text of a note.
  private static func problem(in bytes: [UInt8], _ name: String) -> Diagnostic? {
    func line(at offset: Int) -> Int { bytes[..<offset].count { $0 == 0x0A } + 1 }
    let signatures: [([UInt8], String)] = [
      ([0x25, 0x50, 0x44, 0x46], "a PDF"), ([0x50, 0x4B, 0x03, 0x04], "a zip archive or an office document"),
      ([0x89, 0x50, 0x4E, 0x47], "a picture"), ([0xFF, 0xD8, 0xFF], "a picture"),
      ([0x7F, 0x45, 0x4C, 0x46], "a program"),
      ([0xFF, 0xFE], "UTF-16 text"), ([0xFE, 0xFF], "UTF-16 text"),
    ]
    if let (_, what) = signatures.first(where: { bytes.starts(with: $0.0) }) {
      return Diagnostic(
        .error, at: SourceSpan(file: name, line: 1), rule: "not-text", "this is \(what), not Markdown",
        remedy: "Save the notes as Markdown in UTF-8.")
    }
    if let zero = bytes.firstIndex(of: 0) {
      return Diagnostic(
        .error, at: SourceSpan(file: name, line: line(at: zero)), rule: "not-text",
        "this is a binary file, not Markdown (a zero byte at offset \(zero))",
        remedy: "Save the notes as Markdown in UTF-8.")
    }
    if let bad = firstInvalidUTF8(bytes) {
      return Diagnostic(
        .error, at: SourceSpan(file: name, line: line(at: bad)), rule: "not-utf-8",
        "the byte 0x\(String(bytes[bad], radix: 16)) is not UTF-8",
        remedy: "Convert the file, for example: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW.md")
    }
    return nil
  }

  private static func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      let length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
      guard length > 0, index + length <= bytes.count,
        bytes[(index + 1)..<(index + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
      else { return index }
      if length > 2 {
        let second = bytes[index + 1]
        // Overlong forms, surrogates and numbers above U+10FFFF.
        if lead == 0xE0 && second < 0xA0 || lead == 0xED && second > 0x9F || lead == 0xF0 && second < 0x90
          || lead == 0xF4 && second > 0x8F
        {
          return index
        }
      }
      index += length
    }
    return nil
  }

  // MARK: - Folders, decks and names

  /// Markdown files and, in folders named `decks`, deck definitions; hidden folders are passed over.
  private static func walk(_ folder: String) -> (markdown: [String], definitions: [String]) {
    var markdown: [String] = [], definitions: [String] = []
    let walker = FileManager.default.enumerator(
      at: URL(fileURLWithPath: folder), includingPropertiesForKeys: nil, options: [.skipsHiddenFiles])
    let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let prefix = URL(fileURLWithPath: folder).standardizedFileURL.path
    while let url = walker?.nextObject() as? URL {
      let path = base + url.standardizedFileURL.path.dropFirst(prefix.count)
      if ["node_modules", "build"].contains(url.lastPathComponent), (try? kind(of: path)) == .folder {
        walker?.skipDescendants()
      } else if ["md", "markdown"].contains(url.pathExtension.lowercased()) {
        if (try? kind(of: path)) == .file { markdown.append(path) }
      } else if isDeckFile(path), url.deletingLastPathComponent().lastPathComponent == "decks" {
        definitions.append(path)
      }
    }
    return (markdown.sorted(), definitions.sorted())
  }

  private static func isDeckFile(_ path: String) -> Bool { path.hasSuffix(".yaml") || path.hasSuffix(".yml") }

  private static func definition(at path: String) throws(Failure) -> DeckDefinition {
    let yaml = String(decoding: try contents(of: path), as: UTF8.self)
    do throws(SettingsError) {
      return try DeckDefinition(file: normalized(path), yaml: yaml)
    } catch {
      throw Failure(error)
    }
  }

  /// The folder that the patterns of a deck file start from: the one above `decks`, otherwise the file's own.
  private static func root(of deckFile: String) -> String {
    let folder = URL(fileURLWithPath: absolute(deckFile)).deletingLastPathComponent()
    return (folder.lastPathComponent == "decks" ? folder.deletingLastPathComponent() : folder).path
  }

  /// The files that `pattern` names: `*` and `?` stand for parts of a name, `**` for folders of any depth.
  private static func expand(_ pattern: String, below root: String) -> [String] {
    let parts = pattern.split(separator: "/").map(String.init)
    let start = pattern.hasPrefix("/") ? "/" : root
    guard pattern.contains(where: { "*?[".contains($0) }) else {
      let path = start == "/" ? pattern : start + "/" + pattern
      return (try? kind(of: path)) == .file ? [relative(absolute(path))] : []
    }
    let fixed = parts.prefix { !$0.contains(where: { "*?[".contains($0) }) }
    let folder = ([start == "/" ? "" : start] + fixed).joined(separator: "/")
    let rest = Array(parts.dropFirst(fixed.count))
    guard let walker = FileManager.default.enumerator(atPath: folder) else { return [] }
    var matches: [String] = []
    while let path = walker.nextObject() as? String {
      if path.split(separator: "/").last?.first == "." { walker.skipDescendants() }
      if matchesParts(path.split(separator: "/").map(String.init)[...], rest[...]),
        (try? kind(of: folder + "/" + path)) == .file
      {
        matches.append(relative(absolute(folder + "/" + path)))
      }
    }
    return matches.sorted()
  }

  private static func matchesParts(_ names: ArraySlice<String>, _ patterns: ArraySlice<String>) -> Bool {
    guard let pattern = patterns.first else { return names.isEmpty }
    if pattern == "**" {
      return (names.startIndex...names.endIndex).contains { matchesParts(names[$0...], patterns.dropFirst()) }
    }
    guard let name = names.first, fnmatch(pattern, name, FNM_PERIOD) == 0 else { return false }
    return matchesParts(names.dropFirst(), patterns.dropFirst())
  }

  static func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }

  /// Relative to the working folder where the file is below it.
  private static func relative(_ absolutePath: String) -> String {
    let here = FileManager.default.currentDirectoryPath
    return absolutePath.hasPrefix(here + "/") ? String(absolutePath.dropFirst(here.count + 1)) : absolutePath
  }

  /// One spelling for one file: below the working folder without `./` and `..`, elsewhere as given.
  private static func normalized(_ path: String) -> String {
    let short = relative(absolute(path))
    return short.hasPrefix("/") && !path.hasPrefix("/") ? path : short
  }
}
