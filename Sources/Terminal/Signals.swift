import Glibc

/// What signal handlers may touch: plain memory that lives as long as the process.
///
/// Handlers can interrupt anything, so they use this block, `write`, `tcsetattr`, `sigaction` and `raise` only.
struct SignalBlock {
  /// The end of the pipe that handlers write the number of a signal to; -1 while no session is open.
  var pipe: Int32 = -1
  /// Whether the terminal has to be put back, and to what.
  var isRaw: sig_atomic_t = 0
  var terminal: Int32 = -1
  var original = termios()
  /// How often a signal asked to stop since the session opened.
  var stopRequests: sig_atomic_t = 0
}

/// The one block.
///
/// `@unchecked Sendable`: the pointer is set once and never changes. What it points to is written by the thread that
/// opens and closes the session, while handlers are blocked or not yet installed; handlers only read it, except for
/// `stopRequests`, which only they write.
struct SignalMemory: @unchecked Sendable {
  let block: UnsafeMutablePointer<SignalBlock>

  static let shared = SignalMemory()

  private init() {
    block = .allocate(capacity: 1)
    block.initialize(to: SignalBlock())
  }
}

/// Signals that ask to stop, that a person or a shell sends.
let stopSignals: [Int32] = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
/// Signals of a program that went wrong.
let fatalSignals: [Int32] = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE]
/// Signals about the terminal itself.
let stateSignals: [Int32] = [SIGWINCH, SIGTSTP, SIGCONT]

enum Signals {
  /// Undoes what a session does to a terminal: ends a synchronized update, styles, bracketed paste; shows the cursor;
  /// leaves the alternate screen. A static string, so that handlers can write it.
  static let restoring: StaticString = "\u{1B}[?2026l\u{1B}[0m\u{1B}[?2004l\u{1B}[?25h\u{1B}[?1049l"

  /// Async-signal-safe.
  static func restoreTerminal() {
    let block = SignalMemory.shared.block
    guard block.pointee.isRaw != 0 else { return }
    block.pointee.isRaw = 0
    _ = write(block.pointee.terminal, restoring.utf8Start, restoring.utf8CodeUnitCount)
    _ = tcsetattr(block.pointee.terminal, TCSANOW, &block.pointee.original)
  }

  /// Writes the number to the pipe; at the second request to stop the main loop is stuck, so it ends at once.
  static let notify: @convention(c) (Int32) -> Void = { signal in
    let saved = errno
    let block = SignalMemory.shared.block
    if signal == SIGINT || signal == SIGTERM || signal == SIGHUP || signal == SIGQUIT {
      block.pointee.stopRequests += 1
      if block.pointee.stopRequests > 1 { Signals.die(of: signal) }
    }
    var byte = UInt8(truncatingIfNeeded: signal)
    if block.pointee.pipe >= 0 { _ = write(block.pointee.pipe, &byte, 1) }
    errno = saved
  }

  static let crash: @convention(c) (Int32) -> Void = { Signals.die(of: $0) }

  /// Puts the terminal back and lets the signal do what it does by default.
  static func die(of number: Int32) {
    restoreTerminal()
    signal(number, SIG_DFL)
    var only = sigset_t()
    sigemptyset(&only)
    sigaddset(&only, number)
    pthread_sigmask(SIG_UNBLOCK, &only, nil)
    raise(number)
  }

  static func install(_ handler: @escaping @convention(c) (Int32) -> Void, for number: Int32) -> sigaction {
    var action = sigaction(), old = sigaction()
    action.__sigaction_handler.sa_handler = handler
    action.sa_flags = SA_ONSTACK
    sigemptyset(&action.sa_mask)
    _ = sigaction(number, &action, &old)
    return old
  }
}
