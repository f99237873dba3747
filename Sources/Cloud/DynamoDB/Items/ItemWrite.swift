import HashTreeCollections
import OrderedCollections
import Simulation

/// A write that was checked and computed, and is not done yet.
struct ItemWrite {
  let table: TableName
  let key: Key
  let old: Table.Stored?
  /// As it will be; nil for a delete.
  let item: Item?
  let size: Int
  /// What it consumes when it is done.
  var units: UnitsTaken

  /// At the cost that a believer expects.
  func believed(_ context: Context) -> ItemWrite {
    var write = self
    if context.holds(.writesRoundLikeReads) {
      write.units.table = CapacityUnits(max(1, (max(size, old?.size ?? 0) + 4_095) / 4_096))
    } else if context.holds(.onlyTheNewItemCounts) {
      write.units.table = Capacity.write(old: 0, new: size)
    }
    return write
  }

  /// False when there is nothing to delete.
  var hasEffect: Bool { item != nil || old != nil }
}

extension DynamoDB {
  public static let collectionBytesMax = 10 * 1_073_741_824

  /// Computes what a write does to the item and its indexes.
  /// - Throws: `ValidationException` for an item that the table cannot have;
  ///   `ItemCollectionSizeLimitExceededException`.
  func prepare(
    _ item: Item?, size: Int, at key: Key, in name: TableName, isUpdate: Bool = false, isTransactional: Bool = false
  ) throws(ServiceError) -> ItemWrite {
    let table = tables[name]!, old = table.items[key]
    var units = UnitsTaken(table: Capacity.write(old: old?.size ?? 0, new: size, isTransactional: isTransactional))
    if !table.indexes.isEmpty {
      if let item { for index in table.indexes.values { try index.definition.check(item, isUpdate: isUpdate) } }
      for write in table.indexWrites(old: old?.item, new: item, key: key) {
        if write.isGlobal { units.global[write.index] = write.units } else { units.local[write.index] = write.units }
      }
      try checkCollection(item, size: size, old, key, table)
    }
    return ItemWrite(table: name, key: key, old: old, item: item, size: size, units: units)
  }

  private func checkCollection(
    _ item: Item?, size: Int, _ old: Table.Stored?, _ key: Key, _ table: Table
  ) throws(ServiceError) {
    guard let item, table.hasCollections, let before = table.collections[key.partition] else { return }
    var growth = size - (old?.size ?? 0)
    for index in table.indexes.values where !index.isGlobal {
      growth += index.definition.entry(for: item, of: table.schema)?.size ?? 0
      growth -= old.flatMap { index.definition.entry(for: $0.item, of: table.schema)?.size } ?? 0
    }
    guard growth <= 0 || before + growth <= Self.collectionBytesMax else {
      throw ServiceError(
        "ItemCollectionSizeLimitExceededException", "Collection size exceeded.", rule: .collectionsAreLimited)
    }
  }

  /// Takes what a write consumes.
  /// - Throws: `ProvisionedThroughputExceededException` and its like; then nothing was taken.
  mutating func consume(_ units: UnitsTaken, at key: Key, in name: TableName, _ context: inout Context)
    throws(ServiceError)
  {
    let before = tables[name]!.indexes
    do throws(ServiceError) {
      // An index that is short of units holds its table back, so that it never falls behind for want of them.
      for index in units.global.keys.sorted() {
        try tables[name]!.consumeIndex(units.global[index]!, .write, index, at: nil, &context)
      }
      try tables[name]!.consumeWrite(units.fromTable, at: key, &context)
    } catch {
      tables[name]!.indexes = before
      throw error
    }
    for index in units.global.keys.sorted() { tables[name]!.meterIndex(units.global[index]!, .write, index, &context) }
  }

  /// Does a write that was paid for.
  mutating func carryOut(_ write: ItemWrite, as operation: String, because rule: Rule, _ context: inout Context) {
    let (table, key) = (write.table, write.key)
    context.note(
      ItemWritten(
        operation: operation, table: table, key: key, item: write.item, bytes: write.size, units: write.units.total,
        indexUnits: write.units.total - write.units.table), because: rule,
      also: write.units.total == write.units.table ? [] : [.indexWritesCost])
    if write.hasEffect { commit(write.item, size: write.size, at: key, in: table, .request, &context) }
  }

  func metrics(at key: Key, in name: TableName) -> ItemCollectionMetrics? {
    let table = tables[name]!
    guard table.hasCollections else { return nil }
    let gigabytes = (table.collections[key.partition] ?? 0) / 1_073_741_824
    return ItemCollectionMetrics(key: key.partition, sizeEstimateRangeGB: gigabytes...(gigabytes + 1))
  }
}

extension Rule {
  public static let collectionsAreLimited = Rule(
    "dynamodb.collection.limit",
    """
    In a table with a local secondary index all items of one partition key, with their index entries, have at most \
    10 GB; without one there is no such limit.
    """, source: "DynamoDB Developer Guide: Item collections in local secondary indexes")
}
