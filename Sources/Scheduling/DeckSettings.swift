import Basics

/// How the cards of a deck are scheduled.
public struct DeckSettings: Hashable, Sendable, Codable {
  public enum NewOrder: String, Hashable, Sendable, Codable, CaseIterable {
    /// Prerequisites first, by the concept graph.
    case prerequisite
    /// As the notes have them.
    case notes
    case random
  }
  public var name: String
  public var newPerDay: Int, reviewsPerDay: Int
  /// In 0.7...0.99.
  public var desiredRetention: Double
  public var learningSteps: [Duration], relearningSteps: [Duration]
  /// Days, 1...36500.
  public var maximumInterval: Int
  /// w0 to w20 of FSRS-6.
  public var parameters: [Double]
  public var leechThreshold: Int
  public var order: NewOrder
  /// Spread intervals by a seeded few per cent, so that cards learnt together part ways.
  public var fuzz: Bool
  /// The hour at which a study day begins, local time, 0...23.
  public var rolloverHour: Int

  public init(
    name: String, newPerDay: Int = 20, reviewsPerDay: Int = 200, desiredRetention: Double = 0.9,
    learningSteps: [Duration] = [.minutes(1), .minutes(10)], relearningSteps: [Duration] = [.minutes(10)],
    maximumInterval: Int = 36_500, parameters: [Double] = FSRS.defaultParameters, leechThreshold: Int = 8,
    order: NewOrder = .prerequisite, fuzz: Bool = true, rolloverHour: Int = 4
  ) {
    (self.name, self.newPerDay, self.reviewsPerDay) = (name, newPerDay, reviewsPerDay)
    (self.desiredRetention, self.learningSteps, self.relearningSteps) = (
      desiredRetention, learningSteps, relearningSteps
    )
    (self.maximumInterval, self.parameters, self.leechThreshold) = (maximumInterval, parameters, leechThreshold)
    (self.order, self.fuzz, self.rolloverHour) = (order, fuzz, rolloverHour)
  }
}

extension DeckSettings {
  /// The formulas with this deck's parameters, once every setting that schedules is known to be in its range.
  ///
  /// - Throws: The first setting that is not.
  @discardableResult
  public func validated() throws(SchedulingError) -> FSRS {
    let fsrs = try FSRS(parameters: parameters)
    guard (0.7...0.99).contains(desiredRetention) else { throw .desiredRetention(desiredRetention) }
    guard (1...36_500).contains(maximumInterval) else { throw .maximumInterval(maximumInterval) }
    for step in learningSteps + relearningSteps where step < .seconds(1) || step > .days(365) {
      throw .step(seconds: step.inSeconds)
    }
    guard (0...23).contains(rolloverHour) else { throw .rolloverHour(rolloverHour) }
    return fsrs
  }
}
