import Basics
import Testing

@Suite struct InstantTests {
  @Test func `ISO 8601 goes in and comes out unchanged`() {
    for text in ["2026-11-24T09:00:00Z", "1969-12-31T23:59:59.500Z", "2000-02-29T00:00:00.000001Z"] {
      #expect(Instant(iso8601: text)?.iso8601 == text)
    }
    #expect(Instant(iso8601: "2026-11-24T10:00:00+01:00") == Instant(iso8601: "2026-11-24T09:00:00Z"))
    #expect(Instant(iso8601: "2026-11-24")?.iso8601 == "2026-11-24T00:00:00Z")
  }

  @Test(arguments: ["", "2026-13-01", "2026-02-30", "2026-11-24T25:00:00Z", "2026-11-24T09:00:00+", "tomorrow"])
  func `what is not a time is refused`(text: String) { #expect(Instant(iso8601: text) == nil) }

  @Test func `dates and day numbers agree over four centuries`() {
    for day in stride(from: -100_000, through: 100_000, by: 37) {
      #expect(CivilDate(daysSinceEpoch: day).daysSinceEpoch == day)
    }
    #expect(CivilDate(year: 2026, month: 11, day: 24).daysSinceEpoch == 20_781)
  }

  @Test func `a study day begins at the rollover hour of the person's zone`() {
    let springForward = Instant(iso8601: "2026-03-29T01:00:00Z")!
    let paris = TimeZoneRules(
      identifier: "Europe/Paris", baseOffsetSeconds: 3_600,
      transitions: [.init(at: springForward, offsetSeconds: 7_200)])
    let day = paris.studyDay(of: Instant(iso8601: "2026-03-29T01:59:59Z")!, rolloverHour: 4)
    #expect(CivilDate(daysSinceEpoch: day).iso8601 == "2026-03-28")
    #expect(paris.start(ofStudyDay: day + 1, rolloverHour: 4).iso8601 == "2026-03-29T02:00:00Z")
    #expect(paris.studyDay(of: Instant(iso8601: "2026-03-29T02:00:00Z")!, rolloverHour: 4) == day + 1)
  }

  @Test func `time saturates rather than wraps`() {
    #expect(Instant.distantFuture + .days(1) == .distantFuture)
    #expect(Instant.epoch - .days(1) == Instant(seconds: -86_400))
  }
}
