import Basics

/// The short text of an interval on a grade's key: `<1m`, `10m`, `1.5h`, `3d`, `1.2mo`, `2.5y`.
public enum IntervalLabel {
  /// The largest unit in which the interval is at least 1; a month is 30 days, a year 365. Hours, months and years
  /// have one decimal where it is not 0. A number that rounds up to the next unit is written in that unit.
  public static func text(_ interval: Duration) -> String {
    let seconds = max(0, interval.inSeconds)
    guard seconds >= 60 else { return "<1m" }
    let minutes = (seconds / 60).rounded()
    if minutes < 60 { return "\(Int(minutes))m" }
    let hours = tenths(seconds / 3_600)
    if hours < 240 { return decimal(hours) + "h" }
    let days = (seconds / 86_400).rounded()
    if days < 30 { return "\(Int(days))d" }
    return days < 365 ? decimal(tenths(seconds / 86_400 / 30)) + "mo" : decimal(tenths(seconds / 86_400 / 365)) + "y"
  }

  /// In words, for sentences: `less than a minute`, `10 minutes`, `3 days`.
  public static func words(_ interval: Duration) -> String {
    let seconds = max(0, interval.inSeconds)
    guard seconds >= 60 else { return "less than a minute" }
    let minutes = (seconds / 60).rounded()
    if minutes < 60 { return counted(Int(minutes), "minute") }
    let hours = (seconds / 3_600).rounded()
    if hours < 24 { return counted(Int(hours), "hour") }
    return counted(Int((seconds / 86_400).rounded()), "day")
  }

  private static func tenths(_ value: Double) -> Int { Int((value * 10).rounded()) }
  private static func decimal(_ tenths: Int) -> String {
    tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}

/// `1 card`, `2 cards`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
