import Basics

extension Explorer {
  /// How many programs shrinking may try.
  static var attemptsMax: Int { 2_000 }

  /// Leaves out what is not needed to break the same thing: halves first, then smaller parts, then single moves, then
  /// time.
  func shrink(
    _ program: [Move<Subject.Step>], _ breach: Breach, seed: UInt64
  ) -> (program: [Move<Subject.Step>], breach: Breach) {
    var least = program, last = breach, attempts = 0
    /// Whether a smaller program breaks the same thing; then it is the new least.
    func adopt(_ candidate: [Move<Subject.Step>]) -> Bool {
      attempts += 1
      guard attempts <= Self.attemptsMax, let found = failure(of: candidate, seed: seed),
        found.invariant == breach.invariant
      else { return false }
      (least, last) = (candidate, found)
      return true
    }
    var part = max(1, least.count / 2)
    while !least.isEmpty, attempts < Self.attemptsMax {
      var start = 0, isSmaller = false
      while start < least.count {
        var candidate = least
        candidate.removeSubrange(start..<min(start + part, least.count))
        // What follows has moved into the place of what was left out.
        if adopt(candidate) { isSmaller = true } else { start += part }
      }
      if !isSmaller {
        if part == 1 { break }
        part = max(1, part / 2)
      }
    }
    // Waits become whole seconds, and shorter.
    for index in least.indices {
      guard case .wait(let duration) = least[index] else { continue }
      for shorter in [1, 10, 60, 600, 3_600] where Duration.seconds(shorter) < duration {
        var candidate = least
        candidate[index] = .wait(.seconds(shorter))
        if adopt(candidate) { break }
      }
    }
    return (least, last)
  }
}
