import Basics

/// All that happened in a run, in order, each entry with its cause and its reason.
public struct Trace: Sendable {
  public struct Entry: Sendable {
    /// Its position in the trace.
    public let id: Int
    public let at: Instant
    /// Where: a Region's name.
    public let scope: String
    public let service: String
    /// The entry that led to this one.
    public let cause: Int?
    public let because: Rule
    /// Further rules that show in it.
    public let also: [Rule]
    public let fact: any Fact

    public var event: String { type(of: fact).event }
    public var details: [Detail] { fact.details }
    /// One line without the time: `us-east-1 dynamodb ItemExpired: table Sessions, …  [dynamodb.ttl.lag]`.
    public var text: String { "\(scope) \(service) \(event): \(fact.text)  [\(because.id)]" }
    /// As `demo run --json` prints it; `elapsed` counts from `start`.
    public func json(from start: Instant) -> String {
      """
      {"at":\(at.iso8601.quotedJSON),"elapsed":\((at - start).secondsText),"region":\(scope.quotedJSON),\
      "service":\(service.quotedJSON),"event":\(event.quotedJSON),"detail":\(fact.json),\
      "because":\(because.id.quotedJSON)}
      """
    }
  }

  public private(set) var entries = Log<Entry>()

  public init() {}

  @discardableResult
  public mutating func append(
    _ fact: some Fact, at: Instant, scope: String, service: String, cause: Int?, because: Rule, also: [Rule] = []
  ) -> Int {
    let id = entries.count
    assert(cause.map { $0 < id } ?? true, "a cause comes before its effect")
    entries.append(
      Entry(id: id, at: at, scope: scope, service: service, cause: cause, because: because, also: also, fact: fact))
    return id
  }

  /// The facts of one type, in order.
  public func all<F: Fact>(_ type: F.Type) -> [F] { entries.compactMap { $0.fact as? F } }
  /// The entries whose fact is of one type, in order.
  public func entries<F: Fact>(of type: F.Type) -> [Entry] { entries.filter { $0.fact is F } }

  /// The entry, what caused it, what caused that, back to the first: the answer to "why?".
  public func causes(of id: Int) -> [Entry] {
    var chain: [Entry] = [], next: Int? = id
    while let current = next {
      chain.append(entries[current])
      next = entries[current].cause
    }
    return chain
  }

  /// Each rule that fired, once, in order of first use.
  public var rules: [Rule] {
    var seen: Set<Rule> = []
    return entries.flatMap { ([$0.because] + $0.also).filter { seen.insert($0).inserted } }
  }

  /// One line an entry, with the time since `start`.
  public func text(from start: Instant) -> String {
    entries.map { "+\(($0.at - start).secondsText) \($0.text)\n" }.joined()
  }
}

// MARK: - Where two runs part

/// The first entry at which two runs differ.
public struct Divergence: Sendable {
  public let index: Int
  /// Nil where that run has ended.
  public let mine: Trace.Entry?, theirs: Trace.Entry?

  /// Three lines: the last common entry, and what each run did next.
  public let text: String
}

extension Trace {
  /// Where this run and another part; nil when neither has an entry the other lacks.
  public func divergence(from other: Trace) -> Divergence? {
    let shared = min(entries.count, other.entries.count)
    let index = (0..<shared).first { !Self.same(entries[$0], other.entries[$0]) } ?? shared
    guard index < max(entries.count, other.entries.count) else { return nil }
    let mine = index < entries.count ? entries[index] : nil
    let theirs = index < other.entries.count ? other.entries[index] : nil
    func line(_ entry: Entry?) -> String { entry.map { "\($0.at.iso8601) \($0.text)" } ?? "(the run ends)" }
    let text = """
      after   \(index == 0 ? "(the start)" : line(entries[index - 1]))
      here    \(line(mine))
      there   \(line(theirs))
      """
    return Divergence(index: index, mine: mine, theirs: theirs, text: text)
  }

  /// Whether another run began as this one went.
  public func isPrefix(of other: Trace) -> Bool {
    entries.count <= other.entries.count && entries.indices.allSatisfy { Self.same(entries[$0], other.entries[$0]) }
  }

  private static func same(_ left: Entry, _ right: Entry) -> Bool {
    left.at == right.at && left.scope == right.scope && left.service == right.service && left.cause == right.cause
      && left.because == right.because && left.event == right.event && left.details == right.details
  }
}
