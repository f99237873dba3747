import Exchange
import Foundation
import Glibc

/// Standard output and standard error. Writing checks that the bytes went out, so that a full disk is an error and not
/// a shorter file.
enum Output {
  /// Prints `text` and a line end on standard output.
  static func line(_ text: String = "") throws(Failure) { try write(text + "\n") }

  static func write(_ text: String) throws(Failure) {
    var rest = ArraySlice(text.utf8)
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      guard count >= 0 else {
        if errno == EINTR { continue }
        throw Failure.output(errno)
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Prints a value as one JSON document: keys sorted, two-space indent, no escaped slashes.
  static func json(_ value: some Encodable) throws(Failure) { try line(text(value)) }

  /// The same document as text.
  static func text(_ value: some Encodable) throws(Failure) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data: Data
    do {
      data = try encoder.encode(value)
    } catch {
      throw Failure("the result cannot be written as JSON", remedy: "Please report this.", code: .internalError)
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// Progress, warnings and errors go to standard error, where they disturb no pipe.
  static func note(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// Writes a file whole or not at all.
  static func file(_ text: String, _ path: String) throws { try AtomicFile.write(text, toFile: path) }

  /// The columns of the terminal, at most 120; 100 into a pipe.
  static var width: Int {
    var size = winsize()
    guard isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
    return min(120, Int(size.ws_col))
  }

  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }
}
