import Basics
import Simulation

extension Table {
  /// Books what a write consumed, or refuses it.
  /// - Parameter key: Nil when the units are spread over all partitions.
  mutating func consumeWrite(
    _ units: CapacityUnits, at key: Key? = nil, _ context: inout Context
  ) throws(ServiceError) {
    try checkStrongWrite(key, context)
    try consume(units, .write, at: key?.partition, &context)
    if case .provisioned = billing, context.holds(.unusedCapacityIsFree) {
      context.meter(meter(.writeCapacity), Int128(units.halves / 2))
    }
    if case .onDemand = billing {
      context.meter(meter(replicas.isEmpty ? .writeRequestUnits : .replicatedWriteUnits), Int128(units.halves / 2))
    }
  }

  /// - Parameter key: The partition key's value; nil when the units are spread over all partitions.
  mutating func consumeRead(
    _ units: CapacityUnits, at key: AttributeValue? = nil, _ context: inout Context
  ) throws(ServiceError) {
    try consume(units, .read, at: key, &context)
    if case .onDemand = billing { context.meter(meter(.readRequestUnits), Int128(units.halves)) }
  }

  private mutating func consume(
    _ units: CapacityUnits, _ kind: CapacityKind, at key: AttributeValue?, _ context: inout Context
  ) throws(ServiceError) {
    let throttle = pool.take(units, kind, at: key, gigabytes: bytes / 1_000_000_000, &context)
    noteSplits(&context)
    guard let throttle else { return }
    throw throttle.refusal(of: name, pool.resource, pool.billing, units, at: key, &context)
  }

  /// Partitions that were split on the way.
  mutating func noteSplits(_ context: inout Context) {
    guard !pool.splits.isEmpty else { return }
    for split in pool.splits {
      context.note(
        DynamoDB.PartitionSplit(table: name, parent: split.parent, children: split.children), because: .partitionsSplit)
    }
    pool.splits = []
  }
}

extension ThroughputPool.Throttle {
  /// Notes the refusal and makes its error.
  func refusal(
    of table: TableName, _ resource: ThroughputPool.Resource, _ billing: BillingMode, _ units: CapacityUnits,
    at key: AttributeValue?, _ context: inout Context
  ) -> ServiceError {
    context.count("dynamodb.throttled")
    let rule: Rule
    switch limit {
    case .provisioned: rule = partition == nil ? .burstCapacity : .adaptiveCapacity
    case .keyRange: rule = .partitionLimits
    case .onDemandPeak: rule = .onDemandPeak
    case .onDemandMaximum: rule = .onDemandMaximum
    }
    context.note(
      DynamoDB.RequestThrottled(
        table: table, resource: resource, reason: reason(resource), units: units, key: key, partition: partition),
      because: rule)
    let (code, message) = text(resource, billing)
    return ServiceError(code, message, rule: rule)
  }

  /// As in `ThrottlingReasons` of the API: resource, operation, limit.
  private func reason(_ resource: ThroughputPool.Resource) -> String {
    let what = resource == .table ? "Table" : "Index"
    return what + (kind == .read ? "Read" : "Write") + limit.rawValue
  }

  private func text(_ resource: ThroughputPool.Resource, _ billing: BillingMode) -> (code: String, message: String) {
    switch (billing, resource) {
    case (.provisioned, .table):
      (
        "ProvisionedThroughputExceededException",
        """
        The level of configured provisioned throughput for the table was exceeded. Consider increasing your \
        provisioning level with the UpdateTable API.
        """
      )
    case (.provisioned, .index):
      (
        "ProvisionedThroughputExceededException",
        """
        The level of configured provisioned throughput for one or more global secondary indexes of the table was \
        exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes with \
        the UpdateTable API
        """
      )
    case (.onDemand, .table) where limit == .onDemandMaximum, (.onDemand, .index) where limit == .onDemandMaximum:
      (
        "ThrottlingException",
        """
        Throughput exceeds the maximum OnDemandThroughput configured on table or index. Consider increasing your \
        maximum on-demand throughput with the UpdateTable API.
        """
      )
    case (.onDemand, .table):
      (
        "ThrottlingException",
        """
        Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or \
        index so please try again shortly. If exceptions persist, check if you have a hot key: \
        https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
        """
      )
    case (.onDemand, .index):
      (
        "ThrottlingException",
        """
        Throughput exceeds the current capacity for one or more global secondary indexes. DynamoDB is automatically \
        scaling your index so please try again shortly.
        """
      )
    }
  }
}

extension DynamoDB {
  /// A request was refused for want of capacity. Its caller tries again later.
  public struct RequestThrottled: Fact {
    public let table: TableName
    public let resource: ThroughputPool.Resource
    /// Such as `TableWriteKeyRangeThroughputExceeded`.
    public let reason: String
    public let units: CapacityUnits
    public let key: AttributeValue?
    /// The partition at its limit; nil when the table as a whole was.
    public let partition: Int?

    public var details: [Detail] {
      [
        Detail("table", table), Detail("resource", resource.text), Detail("reason", reason),
        Detail("units", .decimal("\(units)")), Detail("key", key?.description ?? "many"),
        Detail("partition", partition.map(String.init) ?? "all"),
      ]
    }
  }
  /// A partition became two.
  public struct PartitionSplit: Fact {
    public let table: TableName
    public let parent: Int
    public let children: [Int]
    public var details: [Detail] {
      [Detail("table", table), Detail("parent", parent), Detail("children", .list(children.map(String.init)))]
    }
  }
}

extension ThroughputPool.Resource {
  var text: String {
    switch self {
    case .table: "table"
    case .index(let name): "index \(name)"
    }
  }
}
