/// Finds formulas in Markdown: `$x^2$`, `$$x$$`, `\(x\)` and `\[x\]`. CommonMark knows none of them and would take the
/// signs inside for its own.
enum MathSpans {
  struct Span: Hashable {
    /// With the marks.
    let range: Range<Int>
    /// Without them.
    let source: Range<Int>
    let isDisplay: Bool
  }

  /// Code spans and fenced blocks, marks included.
  static func code(in bytes: [UInt8]) -> [Range<Int>] {
    guard bytes.contains(0x60) || bytes.contains(0x7E) else { return [] }
    var spans: [Range<Int>] = [], index = 0, isLineStart = true
    // Runs of backticks that close a span, by length, so that an open mark without an end costs nothing.
    var unclosed: Set<Int> = []
    while index < bytes.count {
      let byte = bytes[index]
      if isLineStart, byte == 0x60 || byte == 0x7E, let end = fenceEnd(bytes, from: index) {
        spans.append(index..<end)
        index = end
        continue
      }
      if byte == 0x60 {
        let ticks = run(bytes, at: index)
        let body = index + ticks
        if !unclosed.contains(ticks), let close = closing(bytes, from: body, ticks: ticks) {
          spans.append(index..<close + ticks)
          index = close + ticks
        } else {
          unclosed.insert(ticks)
          index = body
        }
        isLineStart = false
        continue
      }
      if byte == 0x5C, index + 1 < bytes.count, bytes[index + 1] == 0x60 { index += 1 }
      if byte == 0x0A {
        // No span reaches across an empty line.
        if index + 1 < bytes.count, bytes[index + 1] == 0x0A { unclosed.removeAll() }
        isLineStart = true
      } else if byte != 0x20 {
        isLineStart = false
      }
      index += 1
    }
    return spans
  }

  /// - Parameter bytes: With code blotted out.
  static func math(in bytes: [UInt8]) -> [Span] {
    var spans: [Span] = [], index = 0
    // Where a mark of each kind has no end any more, so that many open marks cost no more than one.
    var open: Set<UInt8> = []
    func at(_ position: Int) -> UInt8 { position < bytes.count ? bytes[position] : 0 }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x5C {
        let next = at(index + 1)
        if next == 0x28 || next == 0x5B && startsLine(bytes, index), !open.contains(next) {
          if let end = find(bytes, 0x5C, next == 0x28 ? 0x29 : 0x5D, from: index + 2), end > index + 2,
            next == 0x28 || endsLine(bytes, end + 2)
          {
            spans.append(Span(range: index..<end + 2, source: index + 2..<end, isDisplay: next == 0x5B))
            index = end + 2
            continue
          }
          open.insert(next)
        }
        index += 2
        continue
      }
      guard byte == 0x24 else {
        if byte == 0x0A, at(index + 1) == 0x0A { open.removeAll() }
        index += 1
        continue
      }
      if at(index + 1) == 0x24 {
        if !open.contains(0x24), let end = find(bytes, 0x24, 0x24, from: index + 2), end > index + 2 {
          spans.append(Span(range: index..<end + 2, source: index + 2..<end, isDisplay: true))
          index = end + 2
        } else {
          open.insert(0x24)
          index += 2
        }
        continue
      }
      if let end = dollar(bytes, from: index + 1) {
        spans.append(Span(range: index..<end + 1, source: index + 1..<end, isDisplay: false))
        index = end + 1
      } else {
        index += 1
      }
    }
    return spans
  }

  /// `\[` is a formula on lines of its own only: elsewhere it is a bracket that is not to be a link.
  private static func startsLine(_ bytes: [UInt8], _ index: Int) -> Bool {
    bytes[..<index].last { $0 != 0x20 }.map { $0 == 0x0A } ?? true
  }
  private static func endsLine(_ bytes: [UInt8], _ index: Int) -> Bool {
    bytes[index...].first { $0 != 0x20 }.map { $0 == 0x0A } ?? true
  }

  /// The `$` that closes: no space touches the inside, no digit follows, as in prices, and no empty line lies between.
  private static func dollar(_ bytes: [UInt8], from start: Int) -> Int? {
    guard start < bytes.count, bytes[start] != 0x20, bytes[start] != 0x0A, bytes[start] != 0x24 else { return nil }
    var index = start
    while index < bytes.count, index - start < 1_000 {
      if bytes[index] == 0x5C {
        index += 2
        continue
      }
      if bytes[index] == 0x0A, index + 1 < bytes.count, bytes[index + 1] == 0x0A { return nil }
      if bytes[index] == 0x24 {
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        let before = bytes[index - 1]
        return before == 0x20 || before == 0x0A || (0x30...0x39).contains(next) ? nil : index
      }
      index += 1
    }
    return nil
  }

  private static func find(_ bytes: [UInt8], _ first: UInt8, _ second: UInt8, from start: Int) -> Int? {
    var index = start
    while index + 1 < bytes.count {
      if bytes[index] == first, bytes[index + 1] == second { return index }
      // A paragraph ends before any formula does.
      if bytes[index] == 0x0A, bytes[index + 1] == 0x0A { return nil }
      index += bytes[index] == 0x5C ? 2 : 1
    }
    return nil
  }

  private static func run(_ bytes: [UInt8], at start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] == bytes[start] { end += 1 }
    return end - start
  }

  private static func closing(_ bytes: [UInt8], from start: Int, ticks: Int) -> Int? {
    var index = start
    while index < bytes.count {
      if bytes[index] == 0x60 {
        let length = run(bytes, at: index)
        if length == ticks { return index }
        index += length
      } else if bytes[index] == 0x0A, index + 1 < bytes.count, bytes[index + 1] == 0x0A {
        return nil
      } else {
        index += 1
      }
    }
    return nil
  }

  /// The end of a fenced block that opens here, or nil when no fence does.
  private static func fenceEnd(_ bytes: [UInt8], from start: Int) -> Int? {
    let mark = bytes[start], ticks = run(bytes, at: start)
    guard ticks >= 3 else { return nil }
    var index = start + ticks
    // The info of a fence of backticks holds no backtick.
    while index < bytes.count, bytes[index] != 0x0A {
      if mark == 0x60, bytes[index] == 0x60 { return nil }
      index += 1
    }
    while index < bytes.count {
      index += 1
      var line = index
      while line < bytes.count, bytes[line] == 0x20, line - index < 3 { line += 1 }
      if line < bytes.count, bytes[line] == mark, run(bytes, at: line) >= ticks {
        var end = line + run(bytes, at: line)
        while end < bytes.count, bytes[end] == 0x20 { end += 1 }
        if end >= bytes.count || bytes[end] == 0x0A { return end }
      }
      while index < bytes.count, bytes[index] != 0x0A { index += 1 }
    }
    return bytes.count
  }
}
