import Glibc

/// Lines in and lines out, for pipes and screen readers: no control codes, nothing is rewritten.
public struct LineIO {
  /// The next line without its end; nil when there are no more.
  public var read: () -> String?
  public var write: (String) -> Void

  public init(read: @escaping () -> String?, write: @escaping (String) -> Void) {
    (self.read, self.write) = (read, write)
  }

  /// Standard input and output. Each line is written at once, so that a screen reader or a pipe sees it in time.
  public static var standard: LineIO {
    LineIO(
      read: { readLine(strippingNewline: true) },
      write: { line in
        print(line)
        fflush(nil)
      })
  }

  func writeLines(_ lines: [StyledLine]) { for line in lines { write(line.text) } }
}
