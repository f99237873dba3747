import Glibc

/// The formulas of FSRS-6: three numbers about a memory and how a review changes them.
///
/// Stability is in days, difficulty in 1...10, retrievability in 0...1. Checked against the published vectors to nine
/// digits. Source: the FSRS-6 algorithm as py-fsrs and fsrs-rs implement it.
public struct FSRS: Hashable, Sendable {
  /// w0 to w20, as published with FSRS-6.
  public static let defaultParameters: [Double] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
    0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
  ]
  /// The least and the greatest value of each parameter.
  public static let parameterRanges: [ClosedRange<Double>] = [
    0.001...100, 0.001...100, 0.001...100, 0.001...100, 1...10, 0.001...4, 0.001...4, 0.001...0.75, 0...4.5, 0...0.8,
    0.001...3.5, 0.001...5, 0.001...0.25, 0.001...0.9, 0...4, 0...1, 1...6, 0...2, 0...2, 0...0.8, 0.1...0.8,
  ]
  public static let stabilityMin = 0.001
  public static let stabilityMax = 36_500.0

  /// What becomes of a stability above 36,500 days.
  public enum Ceiling: Hashable, Sendable {
    /// As fsrs-rs and Anki do.
    case hundredYears
    /// As py-fsrs does; only for comparing with it.
    case none
  }

  /// w0 to w20.
  public let parameters: [Double]
  public let ceiling: Ceiling
  private let factor: Double

  /// - Throws: `.parameterCount` or `.parameter` for the first parameter outside its range.
  public init(parameters: [Double] = FSRS.defaultParameters, ceiling: Ceiling = .hundredYears) throws(SchedulingError) {
    guard parameters.count == Self.parameterRanges.count else { throw .parameterCount(parameters.count) }
    for (index, value) in parameters.enumerated() where !Self.parameterRanges[index].contains(value) {
      throw .parameter(index: index, value: value, range: Self.parameterRanges[index])
    }
    self.parameters = parameters
    self.ceiling = ceiling
    factor = pow(0.9, 1 / -parameters[20]) - 1
  }

  /// The chance of recall `elapsedDays` after the last review. 0.9 when as many days as the stability have passed.
  public func retrievability(elapsedDays: Double, stability: Double) -> Double {
    pow(1 + factor * elapsedDays / stability, -parameters[20])
  }

  /// The days after which recall falls to `retention`, not rounded.
  /// - Parameters:
  ///   - stability: Above 0.
  ///   - retention: In 0.7...0.99.
  public func interval(stability: Double, retention: Double) -> Double {
    stability / factor * (pow(retention, 1 / -parameters[20]) - 1)
  }

  /// The memory after the first review of a card.
  public func initial(_ rating: Rating) -> MemoryState {
    MemoryState(
      stability: clampedStability(parameters[rating.rawValue - 1]),
      difficulty: clampedDifficulty(initialDifficulty(rating)))
  }

  /// Before it is held in 1...10; for Easy this is what difficulties revert to.
  public func initialDifficulty(_ rating: Rating) -> Double {
    parameters[4] - exp(parameters[5] * Double(rating.rawValue - 1)) + 1
  }

  /// The memory after a later review, `elapsedDays` whole days after the one before; 0 means the same day.
  public func next(_ memory: MemoryState, _ rating: Rating, elapsedDays: Int) -> MemoryState {
    let stability: Double
    if elapsedDays < 1 {
      stability = sameDayStability(memory.stability, rating)
    } else {
      let recall = retrievability(elapsedDays: Double(elapsedDays), stability: memory.stability)
      stability = nextStability(memory, retrievability: recall, rating)
    }
    return MemoryState(stability: stability, difficulty: nextDifficulty(memory.difficulty, rating))
  }

  /// Moves with the rating, the less the nearer to 10, and a little toward the difficulty of an easy first review.
  public func nextDifficulty(_ difficulty: Double, _ rating: Rating) -> Double {
    let change = -parameters[6] * Double(rating.rawValue - 3)
    let damped = difficulty + (10 - difficulty) * change / 9
    return clampedDifficulty(parameters[7] * initialDifficulty(.easy) + (1 - parameters[7]) * damped)
  }

  /// After a review on the day of the one before. Only Again can make it smaller.
  public func sameDayStability(_ stability: Double, _ rating: Rating) -> Double {
    let growth = exp(parameters[17] * (Double(rating.rawValue - 3) + parameters[18])) * pow(stability, -parameters[19])
    return clampedStability(stability * (rating == .again ? growth : max(growth, 1)))
  }

  /// After a review on a later day.
  /// - Parameter retrievability: The chance of recall just before the review.
  public func nextStability(_ memory: MemoryState, retrievability: Double, _ rating: Rating) -> Double {
    switch rating {
    case .again: clampedStability(forgotten(memory, retrievability))
    case .hard: clampedStability(recalled(memory, retrievability, bonus: parameters[15]))
    case .good: clampedStability(recalled(memory, retrievability, bonus: 1))
    case .easy: clampedStability(recalled(memory, retrievability, bonus: parameters[16]))
    }
  }

  private func recalled(_ memory: MemoryState, _ retrievability: Double, bonus: Double) -> Double {
    let growth =
      exp(parameters[8]) * (11 - memory.difficulty) * pow(memory.stability, -parameters[9])
      * (exp((1 - retrievability) * parameters[10]) - 1) * bonus
    return memory.stability * (1 + growth)
  }

  private func forgotten(_ memory: MemoryState, _ retrievability: Double) -> Double {
    let relearnt =
      parameters[11] * pow(memory.difficulty, -parameters[12]) * (pow(memory.stability + 1, parameters[13]) - 1)
      * exp((1 - retrievability) * parameters[14])
    // A lapse is never milder than an Again on the same day.
    return min(relearnt, memory.stability / exp(parameters[17] * parameters[18]))
  }

  private func clampedStability(_ stability: Double) -> Double {
    let raised = max(stability, Self.stabilityMin)
    // Also without a ceiling it stays a number, however long the history.
    return min(raised, ceiling == .none ? .greatestFiniteMagnitude : Self.stabilityMax)
  }

  private func clampedDifficulty(_ difficulty: Double) -> Double { min(max(difficulty, 1), 10) }
}
