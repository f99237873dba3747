import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  public static let pageBytesMax = 1_048_576

  /// Reads items in order until the page is full, and pays for them.
  mutating func readPage(
    _ candidates: some Sequence<ReadSource.Candidate>, of source: ReadSource, at key: AttributeValue?,
    in name: TableName, _ wishes: PageWishes,
    _ consistency: ReadConsistency, _ wish: ReturnConsumedCapacity, _ operation: String, _ context: inout Context
  ) throws(ServiceError) -> Page {
    let table = source.table, fetches = wishes.fetches(from: source)
    var items: [Item] = [], count = 0, scanned = 0, bytes = 0, expired = 0, last: Place?, isCut = false
    var fetched = CapacityUnits.zero, each = CapacityUnits.zero
    for candidate in candidates {
      // Whether anything follows the last item that the limit allows is not looked at.
      isCut = scanned == wishes.limit
      if isCut { break }
      // The item that would pass 1 MB is left for the next page; a page has at least one.
      isCut = scanned > 0 && bytes + candidate.size > Self.pageBytesMax
      if isCut { break }
      (scanned, bytes, last) = (scanned + 1, bytes + candidate.size, candidate.place)
      each = each + Capacity.read(candidate.size, consistency)
      var item = candidate.item
      if fetches, let stored = table.items[candidate.place.base] {
        item = stored.item
        fetched = fetched + Capacity.read(stored.size, consistency)
      }
      let isExpired = table.isExpired(item, at: context.now)
      if isExpired, context.holds(.expiredItemsAreHidden) { continue }
      guard wishes.filter?.holds(for: item) ?? true else { continue }
      if isExpired { expired += 1 }
      count += 1
      if let part = wishes.part(of: item) { items.append(part) }
    }
    isCut = isCut || scanned == wishes.limit
    try tables[name]!.checkStrongRead(consistency, context)
    var taken = UnitsTaken()
    let units = context.holds(.queriesRoundEachItem) ? each : Capacity.read(bytes, consistency)
    if let index = source.index {
      if index.isGlobal {
        taken.global[index.name] = units
        try tables[name]!.consumeIndex(units, .read, index.name, at: key, &context)
        tables[name]!.meterIndex(units, .read, index.name, &context)
      } else {
        (taken.local[index.name], taken.table) = (units, fetched)
        try tables[name]!.consumeRead(taken.fromTable, at: key, &context)
      }
    } else {
      taken.table = units
      try tables[name]!.consumeRead(units, at: key, &context)
    }
    let fact = ItemsRead(
      operation: operation, table: name, index: source.index?.name, scanned: scanned, returned: count, expired: expired,
      bytes: bytes, units: taken.total)
    context.note(
      fact, because: expired > 0 ? .ttlDeletesLater : .pages, also: source.index == nil ? [] : [.indexReads])
    return Page(
      items: items, count: count, scanned: scanned, lastKey: isCut ? last.map(source.startKey) : nil,
      units: taken.total, consumed: taken.reported(wish, for: name))
  }

  /// A query or scan read a page.
  public struct ItemsRead: Fact {
    public let operation: String
    public let table: TableName
    /// Nil: the table itself.
    public let index: String?
    public let scanned: Int, returned: Int
    /// Of those returned, how many are past their TTL.
    public let expired: Int
    public let bytes: Int
    public let units: CapacityUnits
    public var details: [Detail] {
      [Detail("operation", operation), Detail("table", table)] + (index.map { [Detail("index", $0)] } ?? []) + [
        Detail("scanned", scanned), Detail("returned", returned), Detail("expired", expired), Detail("bytes", bytes),
        Detail("units", .decimal("\(units)")),
      ]
    }
  }
}

extension Rule {
  public static let pages = Rule(
    "dynamodb.query.pages",
    """
    A query or scan reads up to 1 MB or Limit items a page and pays for what it read, rounded once to 4 KB; a filter \
    lowers neither.
    """, source: "DynamoDB Developer Guide: Query operations; Scan operations")
}

extension Misconception {
  public static let queriesRoundEachItem = Misconception(
    "queries-round-each-item", contradicts: .pages,
    says: "A query costs what its items cost when each is read on its own.")
}
