import Basics

/// Where the lines of a file begin, so that bytes and lines can be told from each other.
///
/// A line ends with LF, CR LF or CR. Lines count from 1; the line after a final line break is not counted.
public struct LineIndex: Hashable, Sendable {
  /// The byte at which each line starts.
  let starts: [Int]
  /// The byte after the last of each line, without its line break.
  let ends: [Int]

  public init(_ bytes: [UInt8]) {
    var starts: [Int] = [], ends: [Int] = []
    var start = 0, position = 0
    if !bytes.contains(0x0D) {
      // The usual file, without carriage returns.
      bytes.withUnsafeBufferPointer { buffer in
        forEachOffset(of: 0x0A, in: buffer) { offset in
          starts.append(start)
          ends.append(offset)
          start = offset + 1
        }
      }
      position = bytes.count
    }
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 0x0A || byte == 0x0D {
        starts.append(start)
        ends.append(position)
        if byte == 0x0D, position + 1 < bytes.count, bytes[position + 1] == 0x0A { position += 1 }
        start = position + 1
      }
      position += 1
    }
    if start < bytes.count {
      starts.append(start)
      ends.append(bytes.count)
    }
    (self.starts, self.ends) = (starts, ends)
  }

  public var count: Int { starts.count }

  /// The bytes of a line without its line break; empty outside the file.
  public func bytes(ofLine line: Int) -> Range<Int> {
    guard line >= 1, line <= count else { return 0..<0 }
    return starts[line - 1]..<ends[line - 1]
  }

  /// The line that holds `byte`, a line break belonging to the line it ends. O(log n).
  public func line(ofByte byte: Int) -> Int {
    var low = 0, high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= byte { low = middle + 1 } else { high = middle }
    }
    return max(1, low)
  }
}
