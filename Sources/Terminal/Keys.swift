/// A key press.
public enum Key: Hashable, Sendable {
  case character(Character)
  /// Control with a letter; Ctrl-C is `control("c")`.
  case control(Character)
  case enter, tab, backspace, delete, escape
  case up, down, left, right, home, end, pageUp, pageDown
}

/// Turns the bytes a terminal sends into keys; bytes may come in any portions.
///
/// Total: no input makes it fail. Sequences it does not know, pasted control characters and invalid UTF-8 are dropped.
public struct KeyDecoder: Hashable, Sendable {
  /// Longer control sequences are taken for noise.
  static let sequenceMax = 64

  private var pending: [UInt8] = []

  public init() {}

  /// Whether an escape sequence or a character has begun: without more bytes soon, call `flush`.
  public var isPartial: Bool { !pending.isEmpty }

  public mutating func feed(_ bytes: some Sequence<UInt8>) -> [Key] {
    pending += bytes
    var keys: [Key] = [], start = 0
    while start < pending.count, let (key, length) = KeyDecoder.next(pending[start...]) {
      if let key { keys.append(key) }
      start += length
    }
    pending.removeFirst(start)
    return keys
  }

  /// What has begun is all there is: a lone escape byte is the Escape key.
  public mutating func flush() -> [Key] {
    defer { pending = [] }
    guard pending.first == 0x1B else { return [] }
    var rest = KeyDecoder()
    // `ESC [` alone may be Alt with a bracket; nobody binds it.
    return [.escape]
      + (pending.count > 1 && pending[1] != 0x5B && pending[1] != 0x4F ? rest.feed(pending.dropFirst()) : [])
  }

  /// The first key of `bytes` with the number of bytes it took, or nil when it is not complete. A nil key is noise.
  private static func next(_ bytes: ArraySlice<UInt8>) -> (key: Key?, length: Int)? {
    let first = bytes[bytes.startIndex]
    switch first {
    case 0x1B: return escape(bytes)
    case 0x0D, 0x0A: return (.enter, 1)
    case 0x09: return (.tab, 1)
    case 0x08, 0x7F: return (.backspace, 1)
    case 0x01...0x1A: return (.control(Character(Unicode.Scalar(first + 0x60))), 1)
    case 0x00, 0x1C...0x1F: return (nil, 1)
    case 0x20...0x7E: return (.character(Character(Unicode.Scalar(first))), 1)
    default: return scalar(bytes)
    }
  }

  private static func scalar(_ bytes: ArraySlice<UInt8>) -> (key: Key?, length: Int)? {
    let length =
      switch bytes[bytes.startIndex] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 0
      }
    guard length > 0 else { return (nil, 1) }
    let available = bytes.prefix(length)
    guard available.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return (nil, 1) }
    guard available.count == length else { return nil }
    guard let text = String(validating: available, as: UTF8.self), let character = text.first,
      let scalar = character.unicodeScalars.first, scalar.value >= 0xA0
    else { return (nil, length) }
    return (.character(character), length)
  }

  private static func escape(_ bytes: ArraySlice<UInt8>) -> (key: Key?, length: Int)? {
    guard bytes.count > 1 else { return nil }
    switch bytes[bytes.startIndex + 1] {
    case UInt8(ascii: "["): return control(bytes)
    case UInt8(ascii: "O"):
      guard bytes.count > 2 else { return nil }
      return (named(final: bytes[bytes.startIndex + 2], parameters: []), 3)
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"): return string(bytes)
    case 0x1B: return (.escape, 1)
    // Alt with a key counts as the key.
    default: return next(bytes.dropFirst()).map { ($0.key, $0.length + 1) }
    }
  }

  /// `ESC [ parameters final`.
  private static func control(_ bytes: ArraySlice<UInt8>) -> (key: Key?, length: Int)? {
    let body = bytes.dropFirst(2)
    guard let final = body.firstIndex(where: { !(0x20...0x3F).contains($0) }) else {
      return bytes.count > sequenceMax ? (nil, bytes.count) : nil
    }
    let length = final - bytes.startIndex + 1
    // Cut off by another key: drop what came before it.
    guard (0x40...0x7E).contains(bytes[final]) else { return (nil, length - 1) }
    return (named(final: bytes[final], parameters: Array(body[..<final])), length)
  }

  /// An answer of the terminal, up to BEL or ST.
  private static func string(_ bytes: ArraySlice<UInt8>) -> (key: Key?, length: Int)? {
    for index in bytes.indices.dropFirst(2) {
      if bytes[index] == 0x07 { return (nil, index - bytes.startIndex + 1) }
      if bytes[index] == 0x1B {
        guard index + 1 < bytes.endIndex else { return nil }
        return (nil, index - bytes.startIndex + (bytes[index + 1] == UInt8(ascii: "\\") ? 2 : 0))
      }
    }
    return bytes.count > sequenceMax ? (nil, bytes.count) : nil
  }

  private static func named(final: UInt8, parameters: [UInt8]) -> Key? {
    switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "M") where parameters.isEmpty: .enter
    case UInt8(ascii: "~"):
      switch parameters.split(separator: UInt8(ascii: ";")).first.map(Array.init) {
      case [UInt8(ascii: "1")], [UInt8(ascii: "7")]: .home
      case [UInt8(ascii: "3")]: .delete
      case [UInt8(ascii: "4")], [UInt8(ascii: "8")]: .end
      case [UInt8(ascii: "5")]: .pageUp
      case [UInt8(ascii: "6")]: .pageDown
      default: nil
      }
    default: nil
    }
  }
}
