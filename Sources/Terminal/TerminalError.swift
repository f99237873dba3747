import Glibc

/// What can go wrong between the program and the terminal.
public enum TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Input or output is not a terminal, or it cannot place the cursor.
  case notATerminal
  case failed(call: String, errno: Int32)

  public var description: String {
    switch self {
    case .notATerminal: "this is not a terminal that can show full-screen pages; --plain works without one"
    case .failed(let call, let code): "the terminal refused \(call): \(String(cString: strerror(code)))"
    }
  }
}
