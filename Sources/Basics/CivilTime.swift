/// A date in the proleptic Gregorian calendar.
public struct CivilDate: Hashable, Sendable, Comparable {
  public let year: Int, month: Int, day: Int

  public init(year: Int, month: Int, day: Int) {
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// Days since 1970-01-01. Constant time, by counting 400-year eras of 146,097 days from 1 March 0000.
  public var daysSinceEpoch: Int {
    let shifted = month > 2 ? year : year - 1
    let era = floorDivide(shifted, 400), yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  public init(daysSinceEpoch: Int) {
    let shifted = daysSinceEpoch + 719_468
    let era = floorDivide(shifted, 146_097), dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// `2026-11-24`.
  public var iso8601: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension Instant {
  /// UTC midnight that begins `date`.
  public init(_ date: CivilDate, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    self.init(seconds: date.daysSinceEpoch * 86_400 + hour * 3_600 + minute * 60 + second)
  }

  public var utcDate: CivilDate { CivilDate(daysSinceEpoch: floorDivide(seconds, 86_400)) }

  /// `2026-11-24T09:00:00Z`; with a fraction of three, six or nine digits only where there is one.
  public var iso8601: String {
    let second = seconds, ofDay = second - floorDivide(second, 86_400) * 86_400
    let fraction = nanoseconds - Int64(second) * 1_000_000_000
    var text = "\(utcDate.iso8601)T\(padded(ofDay / 3_600, 2)):\(padded(ofDay / 60 % 60, 2)):\(padded(ofDay % 60, 2))"
    if fraction != 0 {
      if fraction % 1_000_000 == 0 {
        text += ".\(padded(Int(fraction / 1_000_000), 3))"
      } else if fraction % 1_000 == 0 {
        text += ".\(padded(Int(fraction / 1_000), 6))"
      } else {
        text += ".\(padded(Int(fraction), 9))"
      }
    }
    return text + "Z"
  }

  /// Reads `2026-11-24`, `2026-11-24T09:00`, `…T09:00:00`, with a fraction and `Z` or `±hh:mm`. No zone means UTC.
  public init?(iso8601 text: some StringProtocol) {
    var scanner = DigitScanner(text.utf8)
    guard let year = scanner.digits(4), scanner.skip("-"), let month = scanner.digits(2), scanner.skip("-"),
      let day = scanner.digits(2), (1...12).contains(month)
    else { return nil }
    let date = CivilDate(year: year, month: month, day: day)
    guard CivilDate(daysSinceEpoch: date.daysSinceEpoch) == date else { return nil }
    var ofDay = 0, fraction: Int64 = 0, offset = 0
    if scanner.skip("T") || scanner.skip(" ") {
      guard let hour = scanner.digits(2), scanner.skip(":"), let minute = scanner.digits(2), hour < 24, minute < 60
      else { return nil }
      var second = 0
      if scanner.skip(":") {
        guard let read = scanner.digits(2), read < 60 else { return nil }
        second = read
        if scanner.skip(".") {
          guard let read = scanner.fraction() else { return nil }
          fraction = read
        }
      }
      ofDay = hour * 3_600 + minute * 60 + second
      if !scanner.skip("Z"), let sign = scanner.sign() {
        guard let hours = scanner.digits(2), scanner.skip(":") || !scanner.isAtEnd, let minutes = scanner.digits(2),
          hours < 24, minutes < 60
        else { return nil }
        offset = sign * (hours * 3_600 + minutes * 60)
      }
    }
    guard scanner.isAtEnd, (1_678...2_261).contains(year) else { return nil }
    self.init(nanoseconds: Int64(date.daysSinceEpoch * 86_400 + ofDay - offset) * 1_000_000_000 + fraction)
  }
}

/// The offsets of a place from UTC over time; made at the edge from the system's time zone database.
public struct TimeZoneRules: Hashable, Sendable {
  public struct Transition: Hashable, Sendable {
    public let at: Instant, offsetSeconds: Int
    public init(at: Instant, offsetSeconds: Int) { (self.at, self.offsetSeconds) = (at, offsetSeconds) }
  }
  public let identifier: String
  /// The offset before the first transition, in seconds east of UTC.
  public let baseOffsetSeconds: Int
  /// Ascending by time.
  public let transitions: [Transition]

  public static let utc = TimeZoneRules(identifier: "UTC", baseOffsetSeconds: 0, transitions: [])

  public init(identifier: String, baseOffsetSeconds: Int, transitions: [Transition]) {
    (self.identifier, self.baseOffsetSeconds, self.transitions) = (identifier, baseOffsetSeconds, transitions)
  }

  /// Seconds east of UTC at `instant`. Logarithmic in the number of transitions.
  public func offset(at instant: Instant) -> Int {
    var low = 0, high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle].at <= instant { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? baseOffsetSeconds : transitions[low - 1].offsetSeconds
  }

  /// The number of the study day (days since 1970-01-01, local) that `instant` falls in when days begin at `rollover`
  /// o'clock local time.
  public func studyDay(of instant: Instant, rolloverHour: Int) -> Int {
    floorDivide(instant.seconds + offset(at: instant) - rolloverHour * 3_600, 86_400)
  }

  /// The instant at which study day `day` begins. Where clocks skip that hour, the first instant after the gap.
  public func start(ofStudyDay day: Int, rolloverHour: Int) -> Instant {
    let local = day * 86_400 + rolloverHour * 3_600
    var guess = Instant(seconds: local - offset(at: Instant(seconds: local)))
    guess = Instant(seconds: local - offset(at: guess))
    return guess
  }

  /// The civil date in this zone at `instant`.
  public func date(at instant: Instant) -> CivilDate {
    CivilDate(daysSinceEpoch: floorDivide(instant.seconds + offset(at: instant), 86_400))
  }
}

func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number.magnitude)
  return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
}

private struct DigitScanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ utf8: some Sequence<UInt8>) { bytes = Array(utf8) }
  var isAtEnd: Bool { position == bytes.count }

  mutating func digits(_ count: Int) -> Int? {
    guard position + count <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[position..<position + count] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    position += count
    return value
  }
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
    position += 1
    return true
  }
  mutating func sign() -> Int? { skip("+") ? 1 : skip("-") ? -1 : nil }
  /// One to nine digits as nanoseconds.
  mutating func fraction() -> Int64? {
    var value: Int64 = 0, count = 0
    while position < bytes.count, count < 9, (0x30...0x39).contains(bytes[position]) {
      value = value * 10 + Int64(bytes[position] - 0x30)
      (position, count) = (position + 1, count + 1)
    }
    guard count > 0 else { return nil }
    for _ in count..<9 { value *= 10 }
    return value
  }
}
