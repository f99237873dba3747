import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Takes a Region out of a global table: its replica is deleted, the others go on without it.
  mutating func removeReplica(
    _ region: Region, from name: TableName, _ context: inout Context
  ) throws(ServiceError) {
    let table = tables[name]!
    try table.refuseIfStrong("Removing one replica")
    guard table.replicas.contains(region), let target = context.scope(in: region) else {
      throw .invalid(
        "Failed to delete the replica of table with name: '\(name)' because there is no replica in \(region)",
        .replicasAreRemoved)
    }
    for other in [context.region] + table.replicas
    where context.faults.heal(between: other.rawValue, and: region.rawValue, at: context.now) != nil {
      throw .notSimulated("dynamodb:UpdateTable: removing a replica while Regions are partitioned")
    }
    forget(region, in: name, &context)
    context.note(ReplicaRemoved(table: name, replica: region), because: .replicasAreRemoved)
    for other in table.replicas where other != region {
      if let scope = context.scope(in: other) {
        context.tell(ForgetReplica(tableName: name, replica: region), to: scope)
      }
    }
    context.tell(DropReplica(tableName: name), to: target)
  }

  private mutating func forget(_ region: Region, in name: TableName, _ context: inout Context) {
    tables[name]!.replicas.removeAll { $0 == region }
    if tables[name]!.replicas.isEmpty { tables[name]!.tombstones = [:] }
    tables[name]!.updateGauges(&context)
  }

  struct ForgetReplica: Operation {
    static let name = "dynamodb:replication"
    let tableName: TableName
    let replica: Region
    func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      if db.tables[tableName] != nil { db.forget(replica, in: tableName, &context) }
      return .now(())
    }
  }

  /// Deletes the replica of this Region; with point-in-time recovery on, a system backup stays.
  struct DropReplica: Operation {
    static let name = "dynamodb:replication"
    let tableName: TableName
    func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard let table = db.tables[tableName] else { return .now(()) }
      db.tables[tableName]!.settle(&context)
      context.note(TableDeleted(table: tableName, items: table.itemCount), because: .replicasAreRemoved)
      if table.recovery != nil { db.keepSystemBackup(of: tableName, &context) }
      db.tables[tableName] = nil
      return .now(())
    }
  }

  public struct ReplicaRemoved: Fact {
    public let table: TableName
    public let replica: Region
    public var details: [Detail] { [Detail("table", table), Detail("replica", replica.rawValue)] }
  }
}

extension Rule {
  public static let replicasAreRemoved = Rule(
    "dynamodb.global.remove-replica",
    """
    Removing a replica deletes the table in its Region and leaves the others as they are; what was on its way from there \
    still arrives.
    """, source: globalTables)
  public static let globalSettings = Rule(
    "dynamodb.global.settings",
    """
    Replicas share their keys, billing mode, write capacity and TTL settings; tags, point-in-time recovery, backups and \
    auto scaling are each Region's own.
    """, source: globalTables)
}
