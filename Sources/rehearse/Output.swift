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
  static func json(_ value: some Encodable) throws(Failure) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data: Data
    do {
      data = try encoder.encode(value)
    } catch {
      throw Failure("the result cannot be written as JSON", remedy: "Please report this.", code: .internalError)
    }
    try line(String(decoding: data, as: UTF8.self))
  }

  /// Progress, warnings and errors go to standard error, where they disturb no pipe.
  static func note(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  static func usesColor(_ choice: ColorChoice) -> Bool {
    switch choice {
    case .always: return true
    case .never: return false
    case .auto:
      let environment = ProcessInfo.processInfo.environment
      return isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }
  }
}
