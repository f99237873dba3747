import Basics
import Concepts
import GRDB
import Scheduling

/// What was answered in a deck within some time.
public struct DeckWork: Hashable, Sendable {
  public let deck: String
  /// Answers to cards seen for the first time, to cards in review, and to those in learning or relearning.
  public let new: Int, review: Int, learning: Int
  public let duration: Duration
}

/// How many cards of a deck are in which state, retired ones left out.
public struct DeckCount: Hashable, Sendable {
  public let deck: String
  public let cards: Int, new: Int, learning: Int, review: Int, suspended: Int
  /// Reviewed cards that may be asked now.
  public let due: Int
}

/// The answers of one study day.
public struct DayWork: Hashable, Sendable {
  /// Study days since 1970-01-01, local.
  public let day: Int
  public var answers = 0, new = 0
  /// Answers to cards in review, and how many of them were not Again: their quotient is the retention.
  public var reviews = 0, remembered = 0
  public var duration = Duration.zero
}

/// The cards of one concept and the answers to them within some time.
public struct ConceptWork: Hashable, Sendable {
  public let concept: Concept.ID
  public let cards: Int, answers: Int
  /// Answers to cards in review, and how many of them were not Again: their quotient is the retention.
  public let reviews: Int, remembered: Int
}

/// Cards that fall due on one study day.
public struct DayForecast: Hashable, Sendable {
  public let day: Int
  public let due: Int
}

extension StudyStore {
  /// What was answered from `start` until just before `end`, by deck: for daily limits, give a study day.
  public func work(from start: Instant, until end: Instant) throws(StorageError) -> [DeckWork] {
    try read { db in
      try Row.fetchAll(db, sql: ReviewSQL.work, arguments: [start.nanoseconds, end.nanoseconds]).map { row in
        try DeckWork(
          deck: row.value(0), new: row.value(1), review: row.value(2), learning: row.value(3),
          duration: .nanoseconds(row.value(4) as Int64))
      }
    }
  }

  /// What was answered on the study day of `now`, by deck.
  public func workToday(
    at now: Instant, zone: TimeZoneRules, rolloverHour: Int
  ) throws(StorageError) -> [DeckWork] {
    let day = zone.studyDay(of: now, rolloverHour: rolloverHour)
    return try work(
      from: zone.start(ofStudyDay: day, rolloverHour: rolloverHour),
      until: zone.start(ofStudyDay: day + 1, rolloverHour: rolloverHour))
  }

  /// Cards by state for each deck that has any, sorted by deck.
  public func counts(at now: Instant) throws(StorageError) -> [DeckCount] {
    try read { db in
      try Row.fetchAll(db, sql: ReviewSQL.deckCounts, arguments: [now.nanoseconds]).map { row in
        try DeckCount(
          deck: row.value(0), cards: row.value(1), new: row.value(2), learning: row.value(3), review: row.value(4),
          suspended: row.value(5),
          due: (row.value(6) as Int?) ?? 0)
      }
    }
  }

  /// The study days from `start` until just before `end` that have answers, oldest first.
  /// - Parameter deck: With the decks below it; all when nil.
  public func days(
    from start: Instant, until end: Instant, deck: String? = nil, zone: TimeZoneRules, rolloverHour: Int
  ) throws(StorageError) -> [DayWork] {
    try read { db in
      var days: [DayWork] = []
      let rows = try Row.fetchCursor(db, sql: ReviewSQL.answers, arguments: [start.nanoseconds, end.nanoseconds])
      while let row = try rows.next() {
        guard try Self.contains(deck, row.value(4)) else { continue }
        let day = try zone.studyDay(of: Instant(nanoseconds: row.value(0)), rolloverHour: rolloverHour)
        if days.last?.day != day { days.append(DayWork(day: day)) }
        let rating: Int = try row.value(1), phase: Int = try row.value(3), last = days.count - 1
        days[last].answers += 1
        days[last].duration += try .nanoseconds(row.value(2) as Int64)
        if phase == CardState.Phase.new.code { days[last].new += 1 }
        if phase == CardState.Phase.review.code {
          days[last].reviews += 1
          if rating > Rating.again.rawValue { days[last].remembered += 1 }
        }
      }
      return days
    }
  }

  /// Every concept that cards are about, sorted, with what was answered from `start` until just before `end`. A card of
  /// two concepts counts for both.
  public func concepts(from start: Instant, until end: Instant) throws(StorageError) -> [ConceptWork] {
    try read { db in
      try Row.fetchAll(db, sql: ReviewSQL.concepts, arguments: [start.nanoseconds, end.nanoseconds]).map { row in
        try ConceptWork(
          concept: row.value(0), cards: row.value(1), answers: row.value(2), reviews: row.value(3),
          remembered: row.value(4))
      }
    }
  }

  /// Cards due on each of the next `count` study days; what is overdue counts for the first. Every day is listed.
  public func forecast(
    at now: Instant, days count: Int, deck: String? = nil, zone: TimeZoneRules, rolloverHour: Int
  ) throws(StorageError) -> [DayForecast] {
    let today = zone.studyDay(of: now, rolloverHour: rolloverHour)
    let due = try read { db in
      var due = [Int](repeating: 0, count: max(count, 0))
      let rows = try Row.fetchCursor(db, sql: ReviewSQL.dueTimes)
      while let row = try rows.next() {
        guard try Self.contains(deck, row.value(1)) else { continue }
        let day = try max(zone.studyDay(of: Instant(nanoseconds: row.value(0)), rolloverHour: rolloverHour) - today, 0)
        if day < count { due[day] += 1 }
      }
      return due
    }
    return due.enumerated().map { DayForecast(day: today + $0.offset, due: $0.element) }
  }

  private static func contains(_ deck: String?, _ other: String) -> Bool {
    guard let deck else { return true }
    return other == deck || other.hasPrefix(deck + "::")
  }
}
