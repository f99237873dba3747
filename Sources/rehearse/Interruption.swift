import Glibc

/// Ctrl-C outside the full-screen views: says that it stopped and leaves with 130. What was committed stays; a
/// transaction in flight is rolled back by SQLite at the next opening.
enum Interruption {
  static func install() {
    // A parent may have left signals blocked; then no window size and no request to stop would arrive.
    var none = sigset_t()
    sigemptyset(&none)
    sigprocmask(SIG_SETMASK, &none, nil)
    // A limit on file sizes is then an error of the write that hits it, and not the end of the program.
    signal(SIGXFSZ, SIG_IGN)
    // Made before a handler can ask for it.
    Deferral.shared.flags.pointee = Deferral.Flags()
    signal(SIGINT) { _ in
      let flags = Deferral.shared.flags
      flags.pointee.requests += 1
      // At the second request the work is stuck, for example on a pipe that nobody reads.
      if flags.pointee.isDeferred == 0 || flags.pointee.requests > 1 { Interruption.leave() }
    }
  }

  /// Does `work`, which writes a file, to its end; a Ctrl-C in the meantime is obeyed after it, so that nothing
  /// half-written lies beside the target. A second Ctrl-C is obeyed at once.
  static func deferred<Value>(_ work: () throws -> Value) rethrows -> Value {
    let flags = Deferral.shared.flags
    flags.pointee.isDeferred = 1
    defer {
      flags.pointee.isDeferred = 0
      if flags.pointee.requests > 0 { leave() }
    }
    return try work()
  }

  /// Async-signal-safe.
  private static func leave() -> Never {
    let message: StaticString = "\nrehearse: interrupted; everything up to here is kept\n"
    _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
    _exit(130)
  }
}

/// What the handler and the program tell each other.
///
/// `@unchecked Sendable`: the pointer is set once and never changes; one thread sets `isDeferred`, only the handler
/// changes `requests`, and both are whole to a handler by their type.
private struct Deferral: @unchecked Sendable {
  struct Flags {
    var isDeferred: sig_atomic_t = 0
    var requests: sig_atomic_t = 0
  }
  let flags: UnsafeMutablePointer<Flags>

  static let shared = Deferral()

  private init() {
    flags = .allocate(capacity: 1)
    flags.initialize(to: Flags())
  }
}
