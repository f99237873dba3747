import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Brings the indexes up to date after an item changed: local ones with the write, global ones some time after it.
  mutating func updateIndexes(
    of name: TableName, key: Key, old: Table.Stored?, new: Item?, size: Int, _ context: inout Context
  ) {
    guard !tables[name]!.indexes.isEmpty else { return }
    let writes = tables[name]!.indexWrites(old: old?.item, new: new, key: key)
    var growth = size - (old?.size ?? 0)
    for write in writes {
      guard write.isGlobal else {
        let before = tables[name]!.indexes[write.index]!.bytes
        tables[name]!.indexes[write.index]!.apply(write)
        growth += tables[name]!.indexes[write.index]!.bytes - before
        continue
      }
      let lag = context.holds(.globalIndexesAreImmediate) ? .zero : context.draw(model.indexLag, for: "dynamodb.index")
      let index = tables[name]!.indexes[write.index]!
      guard lag > .zero || index.settled > context.now else {
        tables[name]!.indexes[write.index]!.apply(write)
        continue
      }
      // First in, first out: a later write of an item never arrives before an earlier one.
      let due = max(index.settled, context.now + lag)
      tables[name]!.indexes[write.index]!.settled = due
      context.schedule(
        DynamoDB.self, .propagate(table: name, generation: tables[name]!.generation, write: write, made: context.now),
        at: due)
    }
    if tables[name]!.hasCollections {
      let collection = (tables[name]!.collections[key.partition] ?? 0) + growth
      tables[name]!.collections[key.partition] = collection > 0 ? collection : nil
    }
  }

  mutating func propagate(
    _ write: IndexWrite, madeAt made: Instant, to name: TableName, _ generation: Int, _ context: inout Context
  ) {
    guard let table = tables[name], table.generation == generation, table.indexes[write.index]?.status == .active else {
      return
    }
    tables[name]!.indexes[write.index]!.apply(write)
    context.note(
      IndexUpdated(
        table: name, index: write.index, key: (write.added?.place ?? write.removed!).base,
        isInIndex: write.added != nil,
        lag: context.now - made), because: .globalIndexesLag)
  }

  /// A global secondary index caught up with a write.
  public struct IndexUpdated: Fact {
    public let table: TableName
    public let index: String
    /// Of the table.
    public let key: Key
    public let isInIndex: Bool
    public let lag: Duration
    public var details: [Detail] {
      [
        Detail("table", table), Detail("index", index), Detail("key", key.description),
        Detail("present", isInIndex), Detail("lag", lag),
      ]
    }
  }
}

extension Rule {
  public static let globalIndexesLag = Rule(
    "dynamodb.index.eventual",
    """
    A global secondary index follows its table in the background, normally within a fraction of a second; reading it \
    right after a write may show the state before. A local one changes with the write.
    """, source: indexGuide)
  public static let indexWritesCost = Rule(
    "dynamodb.index.cost",
    """
    A write costs one more write of the projected size for each index whose entry it adds, changes or removes, two if \
    the index's key changes, none if nothing projected changes.
    """, source: indexGuide)
  public static let indexesPushBack = Rule(
    "dynamodb.index.back-pressure",
    "A write is throttled when one of the table's global secondary indexes has no write units left for it.",
    source: indexGuide)
}

extension Misconception {
  public static let globalIndexesAreImmediate = Misconception(
    "global-indexes-are-immediate", contradicts: .globalIndexesLag,
    says: "A query on a global secondary index sees every write that was acknowledged.")
}
