import Basics

extension Instant {
  /// `2026-11-02 09:00:00`, with a fraction only where there is one.
  var clock: String {
    iso8601.dropLast().split(separator: "T").joined(separator: " ")
  }
}

/// `1 item`, `3 items`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(String(count).groupedDigits) \(noun)\(count == 1 ? "" : "s")"
}

/// `1 write unit`, `0.5 read units`.
func counted(_ count: some CustomStringConvertible, unit noun: String) -> String {
  "\(count) \(noun)\(count.description == "1" ? "" : "s")"
}
