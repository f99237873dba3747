import Basics

/// The bytes of a file made fit for the Markdown parser, line for line, with the way back to the original offsets.
struct Prepass {
  /// LF line breaks, valid UTF-8, no control characters but LF and tab.
  private(set) var clean: [UInt8] = []
  /// For each clean byte, and for the end, its offset in the file; empty where nothing was changed.
  private var origins: [Int] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(file: String, bytes: [UInt8], lines: LineIndex) {
    if Self.isClean(bytes) {
      clean = bytes
      return
    }
    clean.reserveCapacity(bytes.count)
    origins.reserveCapacity(bytes.count + 1)
    var invalidLine: Int?, controlLine: Int?, controls = 0, zeros = 0
    var position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte < 0x80 {
        switch byte {
        case 0x0A, 0x09, 0x20...0x7E: append(byte, from: position)
        case 0x0D: if position + 1 >= bytes.count || bytes[position + 1] != 0x0A { append(0x0A, from: position) }
        default:
          controls += 1
          if byte == 0 { zeros += 1 }
          if controlLine == nil { controlLine = lines.line(ofByte: position) }
        }
        position += 1
        continue
      }
      guard let length = Self.sequenceLength(in: bytes, at: position) else {
        if invalidLine == nil { invalidLine = lines.line(ofByte: position) }
        for replacement in [0xEF, 0xBF, 0xBD] as [UInt8] { append(replacement, from: position) }
        position += 1
        continue
      }
      let sequence = bytes[position..<position + length]
      if sequence.elementsEqual([0xC2, 0xA0]) {
        append(0x20, from: position)
      } else if !Self.isInvisible(sequence) {
        for offset in sequence.indices { append(bytes[offset], from: offset) }
      }
      position += length
    }
    origins.append(bytes.count)
    if let invalidLine {
      diagnostics.append(
        Diagnostic(
          .warning, at: SourceSpan(file: file, line: invalidLine), rule: "invalid-utf8",
          "bytes here are not valid UTF-8",
          remedy: "Save the file as UTF-8; the bytes are shown as \u{FFFD} until then."))
    }
    if let controlLine {
      // A stray NUL or escape is a slip; many are another kind of file.
      let isBinary = controls >= 32 && controls * 20 > bytes.count || zeros * 10 > bytes.count
      diagnostics.append(
        Diagnostic(
          isBinary ? .error : .warning, at: SourceSpan(file: file, line: controlLine),
          rule: isBinary ? "binary-file" : "control-characters",
          isBinary ? "the file is binary, not text" : "control characters were left out",
          remedy: isBinary ? "Leave it out, or convert it to Markdown first." : "Delete them to be rid of this warning."
        ))
    }
  }

  /// Empties whole lines (1-based, of the clean text), keeping their line breaks.
  ///
  /// - Parameter blanked: In ascending order, without overlaps.
  mutating func blank(lines blanked: [ClosedRange<Int>]) {
    guard var range = blanked.first else { return }
    var line = 1, next = 1
    for index in clean.indices {
      while line > range.upperBound {
        guard next < blanked.count else { return }
        range = blanked[next]
        next += 1
      }
      if clean[index] == 0x0A { line += 1 } else if range.contains(line) { clean[index] = 0x20 }
    }
  }

  /// The offset in the file of a clean byte, or of the end.
  func origin(of index: Int) -> Int { origins.isEmpty ? index : origins[index] }

  /// Whether the bytes can stay as they are, as those of nearly all notes can.
  private static func isClean(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return false }
    return bytes.withUnsafeBufferPointer { buffer in
      var position = 0
      while position < buffer.count {
        let byte = buffer[position]
        if byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x09 {
          position += 1
          continue
        }
        guard byte >= 0x80, let length = sequenceLength(in: bytes, at: position) else { return false }
        let sequence = bytes[position..<position + length]
        if sequence.elementsEqual([0xC2, 0xA0]) || isInvisible(sequence) { return false }
        position += length
      }
      return true
    }
  }

  private mutating func append(_ byte: UInt8, from origin: Int) {
    clean.append(byte)
    origins.append(origin)
  }

  /// The length of the well-formed sequence that starts here (Unicode standard, table 3-7), or nil.
  private static func sequenceLength(in bytes: [UInt8], at position: Int) -> Int? {
    func byte(_ offset: Int) -> UInt8 { position + offset < bytes.count ? bytes[position + offset] : 0 }
    func continues(_ offset: Int) -> Bool { (0x80...0xBF).contains(byte(offset)) }
    switch bytes[position] {
    case 0xC2...0xDF: return continues(1) ? 2 : nil
    case 0xE0: return (0xA0...0xBF).contains(byte(1)) && continues(2) ? 3 : nil
    case 0xED: return (0x80...0x9F).contains(byte(1)) && continues(2) ? 3 : nil
    case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : nil
    case 0xF0: return (0x90...0xBF).contains(byte(1)) && continues(2) && continues(3) ? 4 : nil
    case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : nil
    case 0xF4: return (0x80...0x8F).contains(byte(1)) && continues(2) && continues(3) ? 4 : nil
    default: return nil
    }
  }

  /// C1 controls, zero-width characters, bidirectional controls and byte-order marks. The joiners that emoji and some
  /// scripts need stay.
  private static func isInvisible(_ sequence: ArraySlice<UInt8>) -> Bool {
    let bytes = Array(sequence)
    if bytes.count == 2 { return bytes[0] == 0xC2 && (bytes[1] < 0xA0 || bytes[1] == 0xAD) }
    guard bytes.count == 3 else { return false }
    switch (bytes[0], bytes[1], bytes[2]) {
    case (0xE2, 0x80, 0x8B), (0xE2, 0x80, 0x8E...0x8F), (0xE2, 0x80, 0xAA...0xAE), (0xE2, 0x81, 0xA0...0xAF),
      (0xEF, 0xBB, 0xBF):
      return true
    default: return false
    }
  }
}
