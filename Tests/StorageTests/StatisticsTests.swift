import Basics
import Cards
import Foundation
import Scheduling
import Storage
import Testing

@Suite struct StatisticsTests {
  let folder: TemporaryFolder
  let store: StudyStore
  /// Two hours west of UTC; days begin at 04:00 there, 06:00 UTC.
  let zone = TimeZoneRules(identifier: "West", baseOffsetSeconds: -7_200, transitions: [])

  init() throws {
    folder = try TemporaryFolder()
    store = try StudyStore.open(path: folder.path("c.sqlite"), create: .ifMissing, now: Fixture.start)
    let cards = [
      Fixture.card("a", deck: "aws::lambda", concepts: ["lambda"]),
      Fixture.card("b", deck: "aws::lambda", concepts: ["lambda", "timeout"]), Fixture.card("c", deck: "aws"),
    ]
    try store.apply(Fixture.change(cards), at: Fixture.start)
    let scheduler = try Fixture.scheduler("aws", zone: zone)
    let evening = Instant(iso8601: "2026-11-24T22:00:00Z")!
    try store.answer("a", .easy, at: evening, by: scheduler)
    // Still the same study day, half an hour before the rollover.
    try store.answer("b", .again, at: Instant(iso8601: "2026-11-25T05:30:00Z")!, by: scheduler)
    try store.answer("b", .easy, at: Instant(iso8601: "2026-11-25T06:30:00Z")!, by: scheduler)
    // Overdue by then.
    try store.answer("a", .again, at: Instant(iso8601: "2027-01-01T12:00:00Z")!, by: scheduler)
    try store.answer("c", .good, at: Instant(iso8601: "2027-01-01T12:01:00Z")!, by: scheduler)
    try store.answer("c", .good, at: Instant(iso8601: "2027-01-01T12:02:00Z")!, by: scheduler)
    try store.undo(at: evening)
  }

  @Test func `answers are counted by study day, new cards and remembered reviews apart, undone ones not`() throws {
    let days = try store.days(from: .epoch, until: .distantFuture, zone: zone, rolloverHour: 4)
    let first = CivilDate(year: 2026, month: 11, day: 24).daysSinceEpoch
    let last = CivilDate(year: 2027, month: 1, day: 1).daysSinceEpoch
    #expect(days.map(\.day) == [first, first + 1, last])
    #expect(days.map(\.answers) == [2, 1, 2])
    #expect(days.map(\.new) == [2, 0, 1])
    #expect(days.map(\.reviews) == [0, 0, 1])
    #expect(days.map(\.remembered) == [0, 0, 0])
    #expect(days[0].duration == .seconds(8))
    #expect(
      try store.days(from: .epoch, until: .distantFuture, deck: "aws::lambda", zone: zone, rolloverHour: 4)[2].answers
        == 1)
  }

  @Test func `a card of two concepts counts for both`() throws {
    let work = try store.concepts(from: .epoch, until: .distantFuture)
    #expect(work.map(\.concept) == ["lambda", "timeout"])
    #expect(work.map(\.cards) == [2, 1])
    #expect(work.map(\.answers) == [4, 2])
    #expect(work.map(\.reviews) == [1, 0])
    #expect(work.map(\.remembered) == [0, 0])
    #expect(try store.concepts(from: .epoch, until: .epoch).map(\.answers) == [0, 0])
  }

  @Test func `the work of a day is known by deck, for the daily limits`() throws {
    let night = Instant(iso8601: "2026-11-25T05:59:59Z")!
    let work = try store.workToday(at: night, zone: zone, rolloverHour: 4)
    #expect(work.map(\.deck) == ["aws::lambda"])
    #expect(work.map(\.new) == [2])
    #expect(try store.workToday(at: night + .seconds(1), zone: zone, rolloverHour: 4).map(\.learning) == [1])
    #expect(try store.workToday(at: Fixture.start, zone: zone, rolloverHour: 4) == work)
  }

  @Test func `the forecast puts each reviewed card on its day and what is overdue on the first`() throws {
    let now = Instant(iso8601: "2026-11-26T12:00:00Z")!
    let due = try store.cards().compactMap { $0.state.phase == .new ? nil : $0.state.due }
    let forecast = try store.forecast(at: now, days: 60, zone: zone, rolloverHour: 4)
    let today = zone.studyDay(of: now, rolloverHour: 4)
    #expect(forecast.map(\.day) == Array(today..<today + 60))
    #expect(forecast.reduce(0) { $0 + $1.due } == due.count)
    for instant in due {
      let day = max(zone.studyDay(of: instant, rolloverHour: 4), today)
      #expect(forecast[day - today].due >= 1)
    }
    let later = try store.forecast(at: now + .days(400), days: 1, deck: "aws", zone: zone, rolloverHour: 4)
    #expect(later.map(\.due) == [due.count])
  }

  @Test func `cards are counted by state in every deck`() throws {
    let counts = try store.counts(at: Instant(iso8601: "2027-01-02T12:00:00Z")!)
    #expect(counts.map(\.deck) == ["aws", "aws::lambda"])
    #expect(counts.map(\.cards) == [1, 2])
    #expect(counts.map(\.learning) == [1, 1])
    #expect(counts.map(\.review) == [0, 1])
    #expect(counts.map(\.new) == [0, 0])
  }

  @Test func `replayed histories give each answer the state it met and the one it left`() throws {
    let history = try #require(try store.histories()[CardID("a")])
    #expect(history.map(\.review.rating) == [.easy, .again])
    #expect(history[0].before == .new)
    #expect(history[1].before == history[0].after)
    #expect(history[1].after == (try store.state(of: CardID("a"))))
  }
}
