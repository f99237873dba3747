import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

/// Multi-Region strong consistency of a global table: three places, of which one may be a witness without data.
public struct StrongReplication: Sendable, Hashable {
  public static let places = 3
  /// Regions that can be combined.
  public static let regionSets: [[Region]] = [
    [.usEast1, Region("us-east-2"), .usWest2],
    [.euWest1, Region("eu-west-2"), Region("eu-west-3"), .euCentral1],
    [.apNortheast1, Region("ap-northeast-2"), Region("ap-northeast-3")],
  ]
  /// Keeps what the others write without being a table; nil: the third place is a replica.
  public let witness: Region?
}

extension Table {
  /// Writes of other Regions that are not acknowledged there yet, with the moment when they will be.
  struct ForeignWrite: Sendable {
    let until: Instant
    let region: Region
  }

  /// Whether this Region and another of the three can reach one another: what is needed to write, or read strongly.
  func reachesMajority(_ context: Context) -> Bool {
    let others = replicas + (strong?.witness.map { [$0] } ?? [])
    return others.contains { other in
      context.faults.heal(between: context.region.rawValue, and: other.rawValue, at: context.now) == nil
    }
  }

  /// - Throws: Without a majority, and when another Region is writing the same item.
  func checkStrongWrite(_ key: Key?, _ context: Context) throws(ServiceError) {
    guard strong != nil else { return }
    guard reachesMajority(context) else { throw .noMajority(name) }
    guard let key, let foreign = foreignWrites[key], context.now < foreign.until else { return }
    throw ServiceError(
      "ReplicatedWriteConflictException",
      """
      One or more items in this request are being modified by a request in another Region. The request can be tried \
      again.
      """, rule: .strongWritesConflict)
  }

  /// - Throws: Without a majority.
  func checkStrongRead(_ consistency: ReadConsistency, _ context: Context) throws(ServiceError) {
    guard strong != nil, consistency != .eventual, !reachesMajority(context) else { return }
    throw .noMajority(name)
  }

  /// Refuses what tables of this mode do not have.
  func refuseIfStrong(_ what: String) throws(ServiceError) {
    guard strong != nil else { return }
    throw .invalid("\(what) is not supported on tables with multi-Region strong consistency", .strongTablesLack)
  }
}

extension DynamoDB {
  /// Makes an empty table a global one whose writes are in all three places before they are acknowledged.
  mutating func makeStrong(
    _ name: TableName, replicas: [Region], witness: Region?, _ context: inout Context
  ) throws(ServiceError) {
    let table = tables[name]!, places = [context.region] + replicas + (witness.map { [$0] } ?? [])
    guard table.replicas.isEmpty else {
      throw .invalid("The consistency of a global table cannot be changed: table \(name)", .strongReplication)
    }
    guard places.count == StrongReplication.places, Set(places).count == places.count, !replicas.isEmpty else {
      throw .invalid(
        "A table with multi-Region strong consistency has three replicas, or two replicas and a witness",
        .strongReplication)
    }
    guard StrongReplication.regionSets.contains(where: { Set(places).isSubset(of: $0) }) else {
      throw .invalid(
        "The Regions \(places.map(\.rawValue).joined(separator: ", ")) are not of one Region set", .strongReplication)
    }
    guard table.itemCount == 0 else {
      throw .invalid("Table \(name) must be empty to have multi-Region strong consistency", .strongReplication)
    }
    guard table.indexes.values.allSatisfy(\.isGlobal) else {
      throw .invalid(
        "Local secondary indexes are not supported with multi-Region strong consistency", .strongTablesLack)
    }
    guard table.timeToLive?.isEnabled != true else {
      throw .invalid("Time to live is not supported with multi-Region strong consistency", .strongTablesLack)
    }
    for region in replicas where context.scope(in: region) == nil {
      throw .invalid("Replica region \(region) is not one of this run's Regions", .strongReplication)
    }
    let strong = StrongReplication(witness: witness)
    tables[name]!.strong = strong
    tables[name]!.replicas = replicas
    tables[name]!.updateGauges(&context)
    context.note(StrongTableMade(table: name, replicas: replicas, witness: witness), because: .strongReplication)
    for region in replicas {
      guard let target = context.scope(in: region) else { continue }
      let others = [context.region] + replicas.filter { $0 != region }
      context.tell(CreateStrongReplica(source: tables[name]!, replicas: others), to: target)
    }
  }

  struct CreateStrongReplica: Operation {
    static let name = "dynamodb:replication"
    let source: Table
    let replicas: [Region]
    func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard db.tables[source.name] == nil else {
        context.note(ReplicaRefused(table: source.name), because: .replicasAreFilled)
        return .now(())
      }
      var table = db.newTable(source.name, source.schema, source.billing, context.now)
      (table.replicas, table.strong) = (replicas, source.strong)
      table.addIndexes(source.indexes.values.map(\.definition), context.now)
      db.tables[source.name] = table
      context.note(TableCreated(table: source.name, billing: table.billing), because: .strongReplication)
      context.schedule(
        DynamoDB.self, .activate(table: source.name, generation: table.generation),
        after: context.draw(db.model.creationTime, for: "dynamodb.creation"))
      return .now(())
    }
  }

  public struct StrongTableMade: Fact {
    public let table: TableName
    public let replicas: [Region]
    public let witness: Region?
    public var details: [Detail] {
      [
        Detail("table", table), Detail("replicas", .list(replicas.map(\.rawValue))),
        Detail("witness", witness?.rawValue ?? "none"),
      ]
    }
  }
}

extension ServiceError {
  /// What AWS answers is not documented. (Model.)
  static func noMajority(_ table: TableName) -> ServiceError {
    ServiceError(
      "InternalServerError", "The Region cannot reach another replica or the witness of table \(table)", status: 500,
      rule: .strongNeedsMajority)
  }
}

extension Rule {
  static let strongGuide = "DynamoDB Developer Guide: Multi-Region strong consistency (MRSC)"
  public static let strongReplication = Rule(
    "dynamodb.global.strong",
    """
    A global table with multi-Region strong consistency has three replicas, or two and a witness, in one Region set, and \
    is made from an empty table; a strongly consistent read in any of them returns the latest write. (Here a write takes \
    effect everywhere at once and is being acknowledged for a time: model.)
    """, source: strongGuide)
  public static let strongWritesConflict = Rule(
    "dynamodb.global.strong-conflict",
    """
    Of two Regions that write one item at the same time one gets a ReplicatedWriteConflictException and can try again: \
    nothing is lost silently.
    """, source: strongGuide)
  public static let strongNeedsMajority = Rule(
    "dynamodb.global.strong-majority",
    """
    A Region that reaches neither of the other two takes no writes and no strongly consistent reads; the other two go \
    on. (The error: model.)
    """, source: strongGuide)
  public static let strongTablesLack = Rule(
    "dynamodb.global.strong-lacks",
    "Tables with multi-Region strong consistency have no TTL, no transactions and no local secondary indexes.",
    source: strongGuide)
}
