/// Cuts raw text into words, numbers, spaces and marks, and sets apart what must not be touched: code, addresses,
/// paths, tags and formulas.
struct RepairScanner {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func pieces() -> [RepairLine.Piece] {
    var pieces: [RepairLine.Piece] = []
    pieces.reserveCapacity(bytes.count / 3 + 1)
    forEachPiece { sort, bytes in
      pieces.append(
        RepairLine.Piece(sort: sort, range: bytes.indices, text: String(decoding: bytes, as: UTF8.self)))
    }
    return pieces
  }

  func forEachPiece(_ take: (RepairLine.Piece.Sort, ArraySlice<UInt8>) -> Void) {
    var position = 0
    func add(_ sort: RepairLine.Piece.Sort, to end: Int) {
      take(sort, bytes[position..<end])
      position = end
    }
    while position < bytes.count {
      let byte = bytes[position]
      if let end = protected(from: position) {
        add(.protected, to: end)
      } else if Self.isSpace(byte) {
        add(.space, to: end(from: position, while: Self.isSpace))
      } else if Self.isDigit(byte) {
        add(.number, to: numberEnd(from: position))
      } else if Self.isLetter(byte) {
        add(.word, to: wordEnd(from: position))
      } else {
        add(.mark, to: position + 1)
      }
    }
  }

  // MARK: - What must not be touched

  private func protected(from start: Int) -> Int? {
    switch bytes[start] {
    case UInt8(ascii: "`"): return codeEnd(from: start)
    case UInt8(ascii: "$"): return formulaEnd(from: start)
    case UInt8(ascii: "<"): return tagEnd(from: start)
    case UInt8(ascii: "["): return wikiLinkEnd(from: start)
    case UInt8(ascii: "]"): return linkTargetEnd(from: start)
    default: return isChunkStart(start) ? literalEnd(from: start) : nil
    }
  }

  private func codeEnd(from start: Int) -> Int? {
    let ticks = end(from: start) { $0 == UInt8(ascii: "`") } - start
    var position = start + ticks
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "`") else {
        position += 1
        continue
      }
      let run = end(from: position) { $0 == UInt8(ascii: "`") }
      if run - position == ticks { return run }
      position = run
    }
    return nil
  }

  /// `$x^2$`; not the dollars of `$0.20 per million, $1 a day`.
  private func formulaEnd(from start: Int) -> Int? {
    if start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "$") {
      return find("$$", from: start + 2).map { $0 + 2 }
    }
    guard let close = find("$", from: start + 1), close > start + 1, !Self.isSpace(bytes[start + 1]),
      !Self.isSpace(bytes[close - 1]), close + 1 == bytes.count || !Self.isDigit(bytes[close + 1])
    else { return nil }
    let inside = bytes[(start + 1)..<close]
    return !inside.contains(where: Self.isSpace) || inside.contains { "\\^_={".utf8.contains($0) } ? close + 1 : nil
  }

  private func tagEnd(from start: Int) -> Int? {
    guard start + 1 < bytes.count, Self.isLetter(bytes[start + 1]) || "/!".utf8.contains(bytes[start + 1]) else {
      return nil
    }
    return find(">", from: start + 1).map { $0 + 1 }
  }

  private func wikiLinkEnd(from start: Int) -> Int? {
    guard start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "[") else { return nil }
    return find("]]", from: start + 2).map { $0 + 2 }
  }

  private func linkTargetEnd(from start: Int) -> Int? {
    guard start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "(") else { return nil }
    return find(")", from: start + 2).map { $0 + 1 }
  }

  /// The end of an address, path, option, file name or identifier that begins here.
  private func literalEnd(from start: Int) -> Int? {
    var stop = start, isPlain = bytes[start] != UInt8(ascii: "-") && bytes[start] != UInt8(ascii: "/")
    scan: while stop < bytes.count {
      switch bytes[stop] {
      case 0x20, 0x09...0x0D, UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"),
        UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
        UInt8(ascii: "`"):
        break scan
      case UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "_"): isPlain = false
      default: break
      }
      stop += 1
    }
    // A word without any of these is no address, path, option or file name.
    if isPlain { return nil }
    while stop > start, ".,:;!?'".utf8.contains(bytes[stop - 1]) { stop -= 1 }
    guard stop - start > 1 else { return nil }
    let chunk = String(decoding: bytes[start..<stop], as: UTF8.self).lowercased()
    if chunk.contains("://") || chunk.hasPrefix("www.") || chunk.hasPrefix("arn:") { return stop }
    if chunk.hasPrefix("--") && Self.isLetter(bytes[start + 2 < stop ? start + 2 : start]) { return stop }
    if chunk.hasPrefix("/") && Self.isLetter(bytes[start + 1]) { return stop }
    if chunk.contains("_") && chunk.utf8.contains(where: Self.isLetter) { return stop }
    guard let dot = chunk.lastIndex(of: "."), dot > chunk.startIndex, !Self.dottedNames.contains(chunk) else {
      return nil
    }
    return Self.fileEndings.contains(String(chunk[chunk.index(after: dot)...])) ? stop : nil
  }

  private static let fileEndings: Set<String> = [
    "py", "js", "ts", "json", "yaml", "yml", "md", "txt", "go", "swift", "com", "org", "io", "html", "htm", "zip", "sh",
    "csv", "xml", "java", "rb", "cs", "dev", "local", "toml", "sql", "css", "cpp", "rs", "php", "log", "conf", "tf",
  ]
  private static let dottedNames: Set<String> = ["node.js", "next.js", "vue.js", "express.js", "socket.io"]

  // MARK: - Words and numbers

  /// Letters and digits, and an apostrophe between letters.
  private func wordEnd(from start: Int) -> Int {
    var position = start
    while position < bytes.count {
      if Self.isLetter(bytes[position]) || Self.isDigit(bytes[position]) {
        position += 1
      } else if let length = apostrophe(at: position), position + length < bytes.count,
        Self.isLetter(bytes[position + length])
      {
        position += length
      } else {
        break
      }
    }
    return position
  }

  private func apostrophe(at position: Int) -> Int? {
    if bytes[position] == UInt8(ascii: "'") { return 1 }
    return bytes[position...].starts(with: "’".utf8) ? 3 : nil
  }

  /// Digits with points and commas between them, and letters glued to them.
  private func numberEnd(from start: Int) -> Int {
    var position = start
    while position < bytes.count {
      if Self.isDigit(bytes[position]) || Self.isLetter(bytes[position]) {
        position += 1
      } else if ".,".utf8.contains(bytes[position]), position + 1 < bytes.count, Self.isDigit(bytes[position + 1]) {
        position += 1
      } else {
        break
      }
    }
    return position
  }

  private func isChunkStart(_ position: Int) -> Bool {
    guard position > 0 else { return true }
    return Self.isSpace(bytes[position - 1]) || "([{\"".utf8.contains(bytes[position - 1])
  }

  private func end(from start: Int, while holds: (UInt8) -> Bool) -> Int {
    var position = start
    while position < bytes.count, holds(bytes[position]) { position += 1 }
    return position
  }

  private func find(_ wanted: String, from start: Int) -> Int? {
    let wanted = Array(wanted.utf8)
    guard start >= 0, bytes.count >= wanted.count else { return nil }
    var position = start
    while position + wanted.count <= bytes.count {
      if bytes[position..<(position + wanted.count)].elementsEqual(wanted) { return position }
      position += 1
    }
    return nil
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  /// A byte above ASCII counts, so that a word with an accent stays whole.
  static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte >= 0x80
  }
}
