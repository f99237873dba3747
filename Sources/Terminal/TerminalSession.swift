import Glibc

/// What the terminal reports.
public enum TerminalEvent: Hashable, Sendable {
  case key(Key)
  case resized
  /// The program runs again after it was stopped; everything has to be drawn anew.
  case resumed
  /// Somebody asked the program to stop.
  case stop(signal: Int32)
  /// The terminal went away.
  case hangUp
  /// Nothing happened for as long as was asked.
  case timeout
}

/// The terminal in raw mode on its alternate screen, put back on every way out: `close`, the end of the value's life,
/// errors, signals, crashes and `exit`.
///
/// A class because it stands for one thing, the terminal of the process: at most one is open at a time.
public final class TerminalSession {
  private let input: Int32, output: Int32
  private var readEnd: Int32 = -1, writeEnd: Int32 = -1
  private var decoder = KeyDecoder()
  private var keys: [Key] = []
  private var shown: Screen?
  private var previous: [(Int32, sigaction)] = []
  private var isOpen = false

  /// A lone escape byte counts as the key after so long, in milliseconds: a sequence comes in one piece even over ssh.
  private static let escapeDelay: Int32 = 50

  /// Whether a session could be opened.
  public static func isPossible(input: Int32 = 0, output: Int32 = 1) -> Bool {
    guard isatty(input) == 1, isatty(output) == 1, let term = getenv("TERM") else { return false }
    let name = String(cString: term)
    return !name.isEmpty && name != "dumb"
  }

  public init(input: Int32 = 0, output: Int32 = 1) throws(TerminalError) {
    guard TerminalSession.isPossible(input: input, output: output) else { throw .notATerminal }
    (self.input, self.output) = (input, output)
    let block = SignalMemory.shared.block
    precondition(block.pointee.pipe < 0, "one terminal session at a time")
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .failed(call: "pipe", errno: errno) }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (readEnd, writeEnd) = (ends[0], ends[1])
    guard tcgetattr(input, &block.pointee.original) == 0 else {
      let code = errno
      Glibc.close(readEnd)
      Glibc.close(writeEnd)
      throw .failed(call: "tcgetattr", errno: code)
    }
    (block.pointee.terminal, block.pointee.pipe, block.pointee.stopRequests) = (output, writeEnd, 0)
    _ = TerminalSession.restoresAtExit
    for number in stopSignals + stateSignals { previous.append((number, Signals.install(Signals.notify, for: number))) }
    for number in fatalSignals { previous.append((number, Signals.install(Signals.crash, for: number))) }
    isOpen = true
    try enter()
  }

  deinit { close() }

  /// Puts the terminal and the signals back. Closing again does nothing.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    Signals.restoreTerminal()
    for (number, action) in previous {
      var action = action
      _ = sigaction(number, &action, nil)
    }
    SignalMemory.shared.block.pointee.pipe = -1
    Glibc.close(readEnd)
    Glibc.close(writeEnd)
  }

  /// Registered once in the life of the process, at the first session.
  private static let restoresAtExit: Int32 = atexit { Signals.restoreTerminal() }

  private func enter() throws(TerminalError) {
    let block = SignalMemory.shared.block
    var raw = block.pointee.original
    cfmakeraw(&raw)
    // From here on there is something to put back, also if the next call fails half way.
    block.pointee.isRaw = 1
    guard tcsetattr(input, TCSAFLUSH, &raw) == 0 else {
      let code = errno
      close()
      throw .failed(call: "tcsetattr", errno: code)
    }
    shown = nil
    write("\u{1B}[?1049h\u{1B}[?25l\u{1B}[2J")
  }

  /// Columns and rows; 80×24 where the terminal does not tell.
  public var size: (width: Int, height: Int) {
    var size = winsize()
    guard ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Draws what differs from the frame shown before.
  public func show(_ screen: Screen) {
    write(screen.update(from: shown))
    shown = screen
  }

  /// Draws everything at the next `show`.
  public func forgetScreen() { shown = nil }

  /// Stops the program as Ctrl-Z does, with the terminal put back while it rests.
  public func suspend() throws(TerminalError) {
    Signals.restoreTerminal()
    var old = sigaction(), standard = sigaction()
    standard.__sigaction_handler.sa_handler = SIG_DFL
    sigemptyset(&standard.sa_mask)
    _ = sigaction(SIGTSTP, &standard, &old)
    // The whole process group, as the terminal driver would: a `make` around us has to rest too.
    kill(0, SIGTSTP)
    _ = sigaction(SIGTSTP, &old, nil)
    try enter()
  }

  /// Waits for the next event.
  /// - Parameter milliseconds: How long at most; nil for ever.
  public func next(timeout milliseconds: Int32? = nil) throws(TerminalError) -> TerminalEvent {
    while true {
      if !keys.isEmpty { return .key(keys.removeFirst()) }
      var polled = [
        pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0), pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      ]
      let wait = decoder.isPartial ? TerminalSession.escapeDelay : milliseconds ?? -1
      let ready = poll(&polled, 2, wait)
      if ready < 0 {
        if errno == EINTR { continue }
        throw .failed(call: "poll", errno: errno)
      }
      if ready == 0 {
        guard decoder.isPartial else { return .timeout }
        keys += decoder.flush()
        continue
      }
      if polled[0].revents != 0, let event = try signalEvent() { return event }
      guard polled[1].revents != 0 else { continue }
      var buffer = [UInt8](repeating: 0, count: 1_024)
      let count = read(input, &buffer, buffer.count)
      if count == 0 || count < 0 && errno != EINTR && errno != EAGAIN { return .hangUp }
      if count > 0 { keys += decoder.feed(buffer.prefix(count)) }
    }
  }

  private func signalEvent() throws(TerminalError) -> TerminalEvent? {
    var number: UInt8 = 0
    guard read(readEnd, &number, 1) == 1 else { return nil }
    switch Int32(number) {
    case SIGWINCH:
      forgetScreen()
      return .resized
    case SIGTSTP:
      try suspend()
      return .resumed
    case SIGCONT:
      // Stopped by a signal nobody can catch: the shell has set the terminal to its liking since.
      try enter()
      return .resumed
    case let other: return .stop(signal: other)
    }
  }

  /// Writes all of `text`. A terminal that is gone shows itself at the next read.
  private func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = Glibc.write(output, bytes.baseAddress! + sent, bytes.count - sent)
        if count > 0 {
          sent += count
        } else if errno == EAGAIN {
          var polled = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
          if poll(&polled, 1, 1_000) < 1 { return }
        } else if errno != EINTR {
          return
        }
      }
    }
  }
}
