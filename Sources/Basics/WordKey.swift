/// A word in two numbers: words are the same where their keys are. A word of up to fifteen bytes is its key; of a longer
/// one it is a hash of 120 bits.
public struct WordKey: Hashable, Sendable {
  public let first: UInt64, second: UInt64

  @inlinable init(first: UInt64, second: UInt64) { (self.first, self.second) = (first, second) }

  @inlinable public init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let count = bytes.count
    guard count <= 15 else {
      self.init(long: bytes)
      return
    }
    self.init(
      first: Self.number(bytes, 0, min(count, 8)),
      second: UInt64(truncatingIfNeeded: count) << 56 | (count > 8 ? Self.number(bytes, 8, count) : 0))
  }

  @inlinable public init(_ word: String) {
    var word = word
    self = word.withUTF8 { WordKey($0) }
  }

  @inlinable public init(_ word: Substring) {
    var word = word
    self = word.withUTF8 { WordKey($0) }
  }

  /// The key of a word of letters and digits of ASCII in lower case.
  @inlinable public init(lettersOf bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count <= 15 else {
      self = bytes.map { $0 | 0x20 }.withUnsafeBufferPointer { WordKey(long: $0) }
      return
    }
    let key = WordKey(bytes), count = bytes.count, small: UInt64 = 0x2020_2020_2020_2020
    let head = count >= 8 ? small : small & ((1 << UInt64(count * 8)) - 1)
    let tail = count > 8 ? small & ((1 << UInt64((count - 8) * 8)) - 1) : 0
    self.init(first: key.first | head, second: key.second | tail)
  }

  /// The same word with `byte` after it; nil where it would be longer than a key holds.
  @inlinable public func appending(_ byte: UInt8) -> WordKey? {
    let count = second >> 56
    guard count < 15 else { return nil }
    let shift = (count & 7) * 8, length = (count + 1) << 56
    let rest = second & 0x00FF_FFFF_FFFF_FFFF
    return count < 8
      ? WordKey(first: first | UInt64(byte) << shift, second: length)
      : WordKey(first: first, second: length | rest | UInt64(byte) << shift)
  }

  @inlinable static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    guard start < end else { return 0 }
    let place = UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped) + start
    switch end - start {
    case 8: return UInt64(littleEndian: place.loadUnaligned(as: UInt64.self))
    case 4...7:
      // Two reads that overlap in the middle.
      let back = end - start - 4
      let low = UInt64(UInt32(littleEndian: place.loadUnaligned(as: UInt32.self)))
      let high = UInt64(UInt32(littleEndian: (place + back).loadUnaligned(as: UInt32.self)))
      return low | high << UInt64(back * 8)
    case 1...3:
      var number = UInt64(bytes[start])
      if end - start > 1 { number |= UInt64(bytes[start + 1]) << 8 }
      if end - start > 2 { number |= UInt64(bytes[start + 2]) << 16 }
      return number
    default: return 0
    }
  }

  @usableFromInline init(long bytes: UnsafeBufferPointer<UInt8>) {
    var one: UInt64 = 0xCBF2_9CE4_8422_2325, other: UInt64 = 0x9E37_79B9_7F4A_7C15
    for byte in bytes {
      one = (one ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
      other = (other ^ UInt64(byte)) &* 0xFF51_AFD7_ED55_8CCD
      other ^= other >> 29
    }
    self.init(first: one, second: 0xFF << 56 | other >> 8)
  }

  /// The number of bytes, where it is at most fifteen; else more than that.
  @inlinable public var length: Int { Int(truncatingIfNeeded: second >> 56) }

  /// Spread over the slots of a table.
  @inlinable var mixed: Int {
    var hash = (first ^ (second &* 0x9E37_79B9_7F4A_7C15)) &* 0xFF51_AFD7_ED55_8CCD
    hash ^= hash >> 32
    return Int(truncatingIfNeeded: hash)
  }
}

/// A dictionary by words, found by their bytes: no string is hashed, and none is made to look one up.
public struct WordMap<Value: Sendable>: Sendable {
  // Open addressing; at most half of the slots are taken.
  @usableFromInline var slots: [Int32]
  @usableFromInline var words: [WordKey] = []
  @usableFromInline var values: [Value] = []

  public init(minimumCapacity: Int = 8) {
    var size = 16
    while size < minimumCapacity * 2 { size *= 2 }
    slots = Array(repeating: -1, count: size)
  }

  /// In the order in which they were added.
  public var keys: [WordKey] { words }
  @inlinable public var count: Int { words.count }

  @inlinable func position(of key: WordKey) -> Int? {
    slots.withUnsafeBufferPointer { slots in
      words.withUnsafeBufferPointer { keys in
        var slot = key.mixed & (slots.count - 1)
        while slots[slot] >= 0 {
          if keys[Int(slots[slot])] == key { return Int(slots[slot]) }
          slot = (slot + 1) & (slots.count - 1)
        }
        return nil
      }
    }
  }

  @inlinable public func contains(_ key: WordKey) -> Bool { position(of: key) != nil }

  @inlinable public subscript(key: WordKey) -> Value? { position(of: key).map { values[$0] } }
  @inlinable public subscript(word: String) -> Value? { self[WordKey(word)] }

  /// The value of a word, which becomes `value` where the word is new.
  @inlinable public subscript(key: WordKey, default value: @autoclosure () -> Value) -> Value {
    get { self[key] ?? value() }
    _modify {
      let place: Int
      if let known = position(of: key) {
        place = known
      } else {
        place = words.count
        words.append(key)
        values.append(value())
        settle(place)
      }
      yield &values[place]
    }
  }

  @usableFromInline mutating func settle(_ place: Int) {
    if words.count * 2 > slots.count {
      slots = Array(repeating: -1, count: slots.count * 2)
      for number in words.indices { seat(number) }
    } else {
      seat(place)
    }
  }

  private mutating func seat(_ number: Int) {
    var slot = words[number].mixed & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(number)
  }
}

/// A set of words, found by their bytes.
public struct WordSet: Sendable, ExpressibleByArrayLiteral {
  @usableFromInline var words: WordMap<Void>

  public init(_ words: some Sequence<String>) {
    self.words = WordMap()
    for word in words { insert(word) }
  }
  public init(arrayLiteral words: String...) { self.init(words) }

  public init() { words = WordMap() }

  /// The words of a text that white space sets apart.
  public init(wordsOf text: String) {
    self.init(text.split(whereSeparator: { $0 == " " || $0 == "\n" }).lazy.map(String.init))
  }

  @inlinable public var count: Int { words.count }
  @inlinable public func contains(_ word: String) -> Bool { words.contains(WordKey(word)) }
  @inlinable public func contains(_ word: Substring) -> Bool { words.contains(WordKey(word)) }
  @inlinable public func contains(_ key: WordKey) -> Bool { words.contains(key) }
  @inlinable public mutating func insert(_ word: String) { insert(WordKey(word)) }
  @inlinable public mutating func insert(_ key: WordKey) { words[key, default: ()] = () }
}

/// Which bytes stand in a text: one look at it answers what many rules ask first.
public struct ByteSet: Sendable {
  @usableFromInline var low: UInt64 = 0, high: UInt64 = 0
  /// Whether anything beyond ASCII does.
  public private(set) var isBeyondASCII = false

  public init(_ text: String) {
    var text = text
    self = text.withUTF8 { ByteSet($0) }
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var low: UInt64 = 0, high: UInt64 = 0, other: UInt8 = 0
    for byte in bytes {
      other |= byte
      let bit: UInt64 = 1 << UInt64(byte & 63)
      if byte & 0x40 == 0 { low |= bit } else { high |= bit }
    }
    (self.low, self.high, isBeyondASCII) = (low, high, other >= 0x80)
  }

  /// Whether `byte`, of ASCII, stands in the text. In a text beyond ASCII this may be so though it does not.
  @inlinable public func has(_ byte: Unicode.Scalar) -> Bool {
    let value = UInt64(byte.value)
    return (value & 0x40 == 0 ? low : high) >> (value & 63) & 1 != 0
  }

  /// Whether a figure of ASCII stands in it; in a text beyond ASCII this may be so though none does.
  @inlinable public var hasDigit: Bool { low & 0x03FF_0000_0000_0000 != 0 }
}

/// Some pieces of text, all looked for at once.
public struct PieceSet: Sendable {
  /// One bit for each pair of bytes that a piece begins with.
  private var pairs = [UInt64](repeating: 0, count: 1_024)
  /// The pieces by their second byte.
  private var pieces = [[(piece: [UInt8], number: Int)]](repeating: [], count: 256)

  /// - Parameter pieces: Of two bytes at least.
  public init(_ pieces: [String]) {
    for (number, piece) in pieces.enumerated() {
      let bytes = Array(piece.utf8)
      precondition(bytes.count >= 2, "a piece has two bytes at least")
      let pair = Int(bytes[0]) << 8 | Int(bytes[1])
      pairs[pair >> 6 & 1_023] |= 1 << UInt64(pair & 63)
      self.pieces[Int(bytes[1])].append((bytes, number))
    }
  }

  /// Calls `take` with the number of a piece that stands in `text`, until it returns true; whether it did.
  public func contains(in text: String, where take: (Int) -> Bool = { _ in true }) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.count >= 2 else { return false }
      return pairs.withUnsafeBufferPointer { pairs in
        for place in 0..<(bytes.count - 1) {
          let pair = Int(bytes[place]) << 8 | Int(bytes[place + 1])
          guard pairs[pair >> 6] >> UInt64(pair & 63) & 1 != 0 else { continue }
          for (piece, number) in pieces[Int(bytes[place + 1])] where piece.count <= bytes.count - place {
            var length = 0
            while length < piece.count, bytes[place + length] == piece[length] { length += 1 }
            if length == piece.count, take(number) { return true }
          }
        }
        return false
      }
    }
  }
}
