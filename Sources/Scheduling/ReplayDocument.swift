/// What `schedule replay` reads: schedulers and review histories in the schema of the FSRS vectors. Other fields are
/// ignored.
public struct ReplayRequest: Hashable, Sendable, Codable {
  public struct Scheduler: Hashable, Sendable, Codable {
    public var id: String
    /// w0 to w20.
    public var parameters: [Double]
    public var desiredRetention: Double
    /// Seconds.
    public var learningSteps: [Double], relearningSteps: [Double]
    /// Days.
    public var maximumInterval: Int

    enum CodingKeys: String, CodingKey {
      case id, parameters
      case desiredRetention = "desired_retention"
      case learningSteps = "learning_steps_s"
      case relearningSteps = "relearning_steps_s"
      case maximumInterval = "maximum_interval"
    }

    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      id = try container.decodeName(.id)
      parameters = try container.decode([Double].self, forKey: .parameters)
      desiredRetention = try container.decode(Double.self, forKey: .desiredRetention)
      learningSteps = try container.decode([Double].self, forKey: .learningSteps)
      relearningSteps = try container.decode([Double].self, forKey: .relearningSteps)
      maximumInterval = try container.decode(Int.self, forKey: .maximumInterval)
    }
  }

  public struct Step: Hashable, Sendable, Codable {
    /// Seconds since any moment, the same for a whole history.
    public var at: Double
    /// 1 Again, 2 Hard, 3 Good, 4 Easy.
    public var rating: Int

    public init(at: Double, rating: Int) { (self.at, self.rating) = (at, rating) }
  }

  public struct History: Hashable, Sendable, Codable {
    public var id: String
    public var scheduler: String
    public var steps: [Step]

    enum CodingKeys: String, CodingKey { case id, scheduler, steps }

    public init(id: String, scheduler: String, steps: [Step]) {
      (self.id, self.scheduler, self.steps) = (id, scheduler, steps)
    }

    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      id = try container.decodeName(.id)
      scheduler = try container.decodeName(.scheduler)
      steps = try container.decode([Step].self, forKey: .steps)
    }
  }

  public var schedulers: [Scheduler]
  public var histories: [History]

  public init(schedulers: [Scheduler], histories: [History]) {
    (self.schedulers, self.histories) = (schedulers, histories)
  }
}

/// What `schedule replay` prints: for each history, in the order given, the memory after each review.
public struct ReplayResult: Hashable, Sendable, Codable {
  public struct Step: Hashable, Sendable, Codable {
    public var stability: Double, difficulty: Double
    /// `learning`, `review` or `relearning`.
    public var state: String
    /// Index into the steps; nil in review.
    public var step: Int?
    /// Seconds from the review to the next.
    public var dueIn: Double
    /// Only in review.
    public var intervalDays: Int?
    /// Just before the review; nil on the first.
    public var retrievability: Double?

    enum CodingKeys: String, CodingKey {
      case stability, difficulty, state, step, retrievability
      case dueIn = "due_in_s"
      case intervalDays = "interval_days"
    }

    // Written out, because the synthesized one leaves keys of nil away and the contract has them as null.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(stability, forKey: .stability)
      try container.encode(difficulty, forKey: .difficulty)
      try container.encode(state, forKey: .state)
      try container.encode(step, forKey: .step)
      try container.encode(dueIn, forKey: .dueIn)
      try container.encode(intervalDays, forKey: .intervalDays)
      try container.encode(retrievability, forKey: .retrievability)
    }
  }

  public struct History: Hashable, Sendable, Codable {
    public var id: String
    public var steps: [Step]
  }

  public var histories: [History]
}

extension KeyedDecodingContainer {
  /// A name that may be written as a whole number.
  fileprivate func decodeName(_ key: Key) throws -> String {
    if let number = try? decode(Int.self, forKey: key) { return String(number) }
    return try decode(String.self, forKey: key)
  }
}
