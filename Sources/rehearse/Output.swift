import Exchange
import Foundation
import Glibc

/// Standard output and standard error. Writing checks that the bytes went out, so that a full disk is an error and not
/// a shorter file.
enum Output {
  /// Prints `text` and a line end on standard output.
  static func line(_ text: String = "") throws(Failure) { try write(text + "\n") }

  static func write(_ text: String) throws(Failure) {
    let error = send(text, to: STDOUT_FILENO)
    guard error == 0 else { throw Failure.output(error) }
  }

  /// 0, or the error number.
  private static func send(_ text: String, to descriptor: Int32) -> Int32 {
    var rest = ArraySlice(text.utf8)
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
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
  /// Where it cannot be written, there is nobody to tell.
  static func note(_ text: String) { _ = send(text + "\n", to: STDERR_FILENO) }

  /// Puts `text` in place of the line that the cursor is on, on standard error.
  static func progress(_ text: String) { _ = send("\r\u{1B}[K" + text, to: STDERR_FILENO) }

  /// Writes a file whole or not at all.
  static func file(_ text: String, _ path: String) throws {
    try Interruption.deferred { try AtomicFile.write(text, toFile: path) }
  }

  /// The columns of the terminal, at most 120; 100 into a pipe.
  static var width: Int {
    var size = winsize()
    guard isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
    return min(120, Int(size.ws_col))
  }

  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }
}
