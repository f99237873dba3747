import Glibc

/// Lines in and lines out, for pipes and screen readers: no control codes, nothing is rewritten.
public struct LineIO {
  /// The next line without its end; nil when there are no more.
  public var read: () -> String?
  public var write: (String) -> Void

  /// The system's number for why a line could not be written; nil while all went out.
  public var failure: () -> Int32?

  public init(
    read: @escaping () -> String?, write: @escaping (String) -> Void, failure: @escaping () -> Int32? = { nil }
  ) {
    (self.read, self.write, self.failure) = (read, write, failure)
  }

  /// Standard input and output. Each line is written at once, so that a screen reader or a pipe sees it in time.
  public static var standard: LineIO {
    let output = StandardOutput()
    return LineIO(
      read: { readLine(strippingNewline: true) }, write: { output.write($0 + "\n") }, failure: { output.failure })
  }

  /// - Throws: `TerminalError.failed` where a line did not go out.
  func check() throws(TerminalError) {
    if let code = failure() { throw .failed(call: "write", errno: code) }
  }

  func writeLines(_ lines: [StyledLine]) { for line in lines { write(line.text) } }
}

/// Standard output as it has gone so far; a class, because there is one of it.
private final class StandardOutput {
  private(set) var failure: Int32?

  func write(_ text: String) {
    var rest = ArraySlice(text.utf8)
    while failure == nil, !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
      if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { failure = errno }
    }
  }
}
