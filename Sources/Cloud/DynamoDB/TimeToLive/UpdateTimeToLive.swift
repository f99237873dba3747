import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Turns TTL on for an attribute, or off. (The up to one hour that AWS may take is not waited for: model.)
  public struct UpdateTimeToLive: Operation {
    public static let name = "dynamodb:UpdateTimeToLive"
    public var tableName: TableName
    public var attribute: String
    public var isEnabled: Bool
    public init(tableName: TableName, attribute: String, isEnabled: Bool) {
      (self.tableName, self.attribute, self.isEnabled) = (tableName, attribute, isEnabled)
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      let table = try db.active(tableName)
      try table.refuseIfStrong("Time to live")
      if let timeToLive = table.timeToLive, context.now < timeToLive.changed + TimeToLive.changeInterval {
        throw .invalid("Time to live has been modified multiple times within a fixed interval", .ttlChangesSlowly)
      }
      if isEnabled, table.timeToLive?.isEnabled == true {
        throw .invalid("TimeToLive is already enabled", .ttlChangesSlowly)
      }
      if !isEnabled, table.timeToLive?.isEnabled != true {
        throw .invalid("TimeToLive is already disabled", .ttlChangesSlowly)
      }
      if !isEnabled, let current = table.timeToLive?.attribute, current != attribute {
        throw .invalid(
          "TimeToLive is active on a different AttributeName: current AttributeName is \(current)", .ttlChangesSlowly)
      }
      let setting = TimeToLive(attribute: attribute, isEnabled: isEnabled, changed: context.now)
      db.apply(setting, to: tableName, &context)
      for region in table.replicas {
        if let target = context.scope(in: region) {
          context.tell(ApplyTimeToLive(tableName: tableName, setting: setting), to: target)
        }
      }
      return .now(())
    }
  }

  /// The setting is one for all replicas of a global table.
  struct ApplyTimeToLive: Operation {
    static let name = "dynamodb:replication"
    let tableName: TableName
    let setting: TimeToLive
    func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      if db.tables[tableName] != nil { db.apply(setting, to: tableName, &context) }
      return .now(())
    }
  }

  private mutating func apply(_ setting: TimeToLive, to name: TableName, _ context: inout Context) {
    tables[name]!.timeToLive = setting
    context.note(
      TimeToLiveChanged(table: name, attribute: setting.attribute, isEnabled: setting.isEnabled),
      because: .ttlEligibility)
    guard setting.isEnabled else { return }
    for key in tables[name]!.items.keys {
      let stored = tables[name]!.items[key]!
      if stored.version.region == context.region { scheduleExpiry(of: stored.item, at: key, in: name, &context) }
    }
  }

  public struct DescribeTimeToLive: Operation {
    public static let name = "dynamodb:DescribeTimeToLive"
    public var tableName: TableName
    public init(tableName: TableName) { self.tableName = tableName }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<TimeToLive?> {
      guard let table = db.tables[tableName] else { throw .tableNotFound(tableName) }
      return .now(table.timeToLive)
    }
  }

  public struct TimeToLiveChanged: Fact {
    public let table: TableName
    public let attribute: String
    public let isEnabled: Bool
    public var details: [Detail] {
      [Detail("table", table), Detail("attribute", attribute), Detail("enabled", isEnabled)]
    }
  }
}

extension Rule {
  public static let ttlChangesSlowly = Rule(
    "dynamodb.ttl.change",
    "A table's TTL can be changed once an hour; another attribute needs it off first.",
    source: "DynamoDB API Reference: UpdateTimeToLive")
}
