import Basics
import Foundation

extension TimeZoneRules {
  /// The rules of a zone from the system's database, from 1990 to 2120.
  ///
  /// - Parameter identifier: Such as `Europe/Paris`; nil for the person's own zone (`TZ`, `/etc/localtime`).
  public init?(system identifier: String?) {
    let zone: TimeZone
    if let identifier {
      guard let known = TimeZone(identifier: identifier) else { return nil }
      zone = known
    } else {
      zone = TimeZone.current
    }
    let start = Date(timeIntervalSince1970: 631_152_000), end = Date(timeIntervalSince1970: 4_733_510_400)
    var transitions: [Transition] = [], at = start
    // Two changes a year at the most in any zone; the bound ends the walk where the database repeats itself.
    while let next = zone.nextDaylightSavingTimeTransition(after: at), next < end, next > at, transitions.count < 400 {
      transitions.append(
        Transition(
          at: Instant(seconds: Int(next.timeIntervalSince1970.rounded())),
          offsetSeconds: zone.secondsFromGMT(for: next.addingTimeInterval(1))))
      at = next
    }
    self.init(
      identifier: zone.identifier, baseOffsetSeconds: zone.secondsFromGMT(for: start), transitions: transitions)
  }
}
