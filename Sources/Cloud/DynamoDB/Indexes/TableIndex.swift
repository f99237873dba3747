import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

/// A secondary index of a table, and what is in it.
public struct TableIndex: Sendable {
  public enum Status: String, Sendable { case creating = "CREATING", active = "ACTIVE", deleting = "DELETING" }
  /// What an index has of an item.
  struct Entry: Sendable {
    let item: Item
    let size: Int
  }

  public internal(set) var definition: SecondaryIndex
  public internal(set) var status: Status
  /// Bytes of all entries.
  public internal(set) var bytes = 0
  var entries = SortedMap<Place, Entry>()
  /// When the last change on its way gets here: changes arrive in the order in which they were made.
  var settled: Instant
  /// What a global index can serve each second; a local one lives on its table's units.
  public internal(set) var pool: ThroughputPool
  var writeCapacity: Gauge, readCapacity: Gauge

  init(_ definition: SecondaryIndex, of table: Table, status: Status, now: Instant) {
    (self.definition, self.status, settled) = (definition, status, now)
    let throughput = definition.throughput ?? Throughput(read: 0, write: 0)
    pool = ThroughputPool(
      table.name, .index(definition.name), definition.throughput.map { .provisioned($0) } ?? .onDemand, at: now)
    pool.onDemandIsUnlimited = table.pool.onDemandIsUnlimited
    pool.hotSecondsUntilSplit = table.pool.hotSecondsUntilSplit
    writeCapacity = Gauge(throughput.write, since: now)
    readCapacity = Gauge(throughput.read, since: now)
  }

  public var name: String { definition.name }
  public var keys: KeySchema { definition.keys }
  public var isGlobal: Bool { definition.kind == .global }
  public var itemCount: Int { entries.count }
  /// The entries, in the order of a scan.
  public var allItems: [Item] { entries.map(\.value.item) }
}

/// Where an entry lies in an index: the index's key, and the table's for entries that share it.
struct Place: Hashable, Sendable, Comparable {
  let key: Key
  let base: Key

  static func < (left: Place, right: Place) -> Bool {
    if left.key == right.key { return left.base < right.base }
    return left.key < right.key
  }
}

/// What a write changes in one index.
public struct IndexWrite: Sendable {
  let index: String
  let isGlobal: Bool
  let removed: Place?
  let added: (place: Place, item: Item, size: Int)?
  let units: CapacityUnits
}

extension TableIndex {
  /// What it takes to bring the index from an item as it was to the item as it is; nil when nothing in it changes.
  func write(old: Item?, new: Item?, key: Key, of table: KeySchema) -> IndexWrite? {
    let before = old.flatMap { definition.entry(for: $0, of: table) }
    let after = new.flatMap { definition.entry(for: $0, of: table) }
    guard before != after else { return nil }
    let from = before.map { place(of: $0, key) }, to = after.map { place(of: $0, key) }
    let (oldSize, newSize) = (before?.size ?? 0, after?.size ?? 0)
    let units =
      from != nil && to != nil && from != to
      ? Capacity.write(old: oldSize, new: 0) + Capacity.write(old: 0, new: newSize)
      : Capacity.write(old: oldSize, new: newSize)
    return IndexWrite(
      index: name, isGlobal: isGlobal, removed: from == to ? nil : from,
      added: after.map { (to!, $0, newSize) }, units: units)
  }

  /// - Precondition: the entry has the index's key.
  private func place(of entry: Item, _ base: Key) -> Place {
    Place(key: Key(entry[keys.partition.name]!, keys.sort.flatMap { entry[$0.name] }), base: base)
  }

  mutating func apply(_ write: IndexWrite) {
    if let removed = write.removed {
      bytes -= entries[removed]?.size ?? 0
      entries[removed] = nil
    }
    if let added = write.added {
      bytes += added.size - (entries[added.place]?.size ?? 0)
      entries[added.place] = Entry(item: added.item, size: added.size)
    }
  }

  mutating func change(to throughput: Throughput?, _ table: Table, _ context: inout Context) {
    let (read, write) = (throughput?.read ?? 0, throughput?.write ?? 0)
    definition = SecondaryIndex(
      name: name, kind: definition.kind, keys: keys, projection: definition.projection, throughput: throughput)
    context.set(&writeCapacity, to: write, table.meter(.writeCapacity))
    context.set(&readCapacity, to: read, table.meter(.readCapacity))
    pool.change(to: throughput.map { .provisioned($0) } ?? .onDemand, at: context.now)
    pool.splits = []
  }

  /// The table's mode changed; an index that had no units of its own gets as many as the table has. (The service wants
  /// them said with the change.)
  mutating func follow(_ billing: BillingMode, _ table: Table, _ context: inout Context) {
    guard isGlobal else { return }
    switch billing {
    case .onDemand: change(to: nil, table, &context)
    case .provisioned(let throughput):
      if definition.throughput == nil { change(to: throughput, table, &context) }
    }
  }

  mutating func settle(_ context: inout Context, _ table: Table) {
    context.settle(&writeCapacity, table.meter(.writeCapacity))
    context.settle(&readCapacity, table.meter(.readCapacity))
  }
}

extension Table {
  /// What a change of one item does to the indexes. An index that is being created or deleted is left alone: it is
  /// filled from the whole table when it is ready.
  func indexWrites(old: Item?, new: Item?, key: Key) -> [IndexWrite] {
    indexes.values.compactMap { index in
      index.status == .active ? index.write(old: old, new: new, key: key, of: schema) : nil
    }
  }

  /// Gives a new table its indexes, those that are bound to a throughput the table's where they have none.
  mutating func addIndexes(_ definitions: [SecondaryIndex], _ now: Instant) {
    for definition in definitions.sorted(by: { $0.kind == .local && $1.kind == .global }) {
      var throughput = definition.throughput
      switch (billing, definition.kind) {
      case (.onDemand, _), (_, .local): throughput = nil
      case (.provisioned(let own), .global): throughput = throughput ?? own
      }
      let adapted = SecondaryIndex(
        name: definition.name, kind: definition.kind, keys: definition.keys, projection: definition.projection,
        throughput: throughput)
      indexes[definition.name] = TableIndex(adapted, of: self, status: .active, now: now)
    }
  }

  /// Fills every index from the items that are there.
  mutating func rebuildIndexes() {
    for name in indexes.keys { rebuildIndex(name) }
    guard hasCollections else { return }
    collections = [:]
    for (key, stored) in items { collections[key.partition, default: 0] += stored.size }
    for index in indexes.values where !index.isGlobal {
      for (place, entry) in index.entries { collections[place.base.partition, default: 0] += entry.size }
    }
  }

  /// - Returns: The write units that filling takes.
  @discardableResult
  mutating func rebuildIndex(_ name: String) -> CapacityUnits {
    var added: [(key: Place, value: TableIndex.Entry)] = [], bytes = 0, units = CapacityUnits.zero
    for (key, stored) in items {
      guard let write = indexes[name]!.write(old: nil, new: stored.item, key: key, of: schema) else { continue }
      let (place, item, size) = write.added!
      added.append((place, TableIndex.Entry(item: item, size: size)))
      (bytes, units) = (bytes + size, units + write.units)
    }
    added.sort { $0.key < $1.key }
    indexes[name]!.entries = SortedMap(sorted: added)
    indexes[name]!.bytes = bytes
    return units
  }

  /// Local indexes make the items of one partition key a collection with a limit of its own.
  var hasCollections: Bool { indexes.values.contains { !$0.isGlobal } }
}
