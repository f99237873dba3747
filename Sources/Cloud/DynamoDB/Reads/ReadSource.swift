import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

/// What a query or scan reads: a table, or one of its indexes.
struct ReadSource {
  let table: Table
  /// Nil: the table itself.
  let index: TableIndex?

  /// The key by which it is read.
  var schema: KeySchema { index?.keys ?? table.schema }

  /// Where a request's `ExclusiveStartKey` says that the page before ended.
  /// - Throws: `ValidationException` for a key that is not one of this source.
  func place(of start: Item) throws(ServiceError) -> Place {
    let invalid = ServiceError.invalid("The provided starting key is invalid", .pages)
    let wanted = OrderedSet(schema.attributes + table.schema.attributes)
    guard start.attributes.count == wanted.count else {
      throw index == nil
        ? .invalid("The provided starting key is invalid: The provided key element does not match the schema", .pages)
        : invalid
    }
    guard wanted.allSatisfy({ start[$0.name]?.typeName == $0.type.rawValue }) else { throw invalid }
    let base = Key(start[table.schema.partition.name]!, table.schema.sort.flatMap { start[$0.name] })
    guard let keys = index?.keys else { return Place(key: base, base: base) }
    return Place(key: Key(start[keys.partition.name]!, keys.sort.flatMap { start[$0.name] }), base: base)
  }

  /// The reverse of `place(of:)`.
  func startKey(at place: Place) -> Item {
    guard let index else { return table.schema.item(of: place.base) }
    return Item(
      index.keys.item(of: place.key).attributes.merging(table.schema.item(of: place.base).attributes) { own, _ in own })
  }

  /// An item as it is read.
  struct Candidate {
    let place: Place
    let item: Item
    let size: Int
  }

  /// The items of one partition from a starting point on, in the direction of reading.
  func candidates(for condition: KeyCondition, isForward: Bool, after start: Place?) -> AnySequence<Candidate> {
    guard let index else {
      let start = start?.base
      func isInside(_ key: Key) -> Bool { start.map { $0 < key } ?? (condition.side(of: key) != .below) }
      func isBeyond(_ key: Key) -> Bool { start.map { !(key < $0) } ?? (condition.side(of: key) == .above) }
      return Self.range(
        of: table.items, isForward, isInside: isInside, isBeyond: isBeyond,
        while: { condition.side(of: $0) == .inside }, Self.candidate)
    }
    func isInside(_ place: Place) -> Bool { start.map { $0 < place } ?? (condition.side(of: place.key) != .below) }
    func isBeyond(_ place: Place) -> Bool { start.map { !(place < $0) } ?? (condition.side(of: place.key) == .above) }
    return Self.range(
      of: index.entries, isForward, isInside: isInside, isBeyond: isBeyond,
      while: { condition.side(of: $0.key) == .inside }, Self.candidate)
  }

  /// The items of a segment of the whole source.
  func candidates(inSegment segment: Int, of total: Int, after start: Place?) -> AnySequence<Candidate> {
    guard let index else {
      let items = table.items.elements { (key: Key) in
        start.map { $0.base < key } ?? (Self.segment(of: key, of: total) >= segment)
      }
      return AnySequence(items.lazy.prefix { Self.segment(of: $0.key, of: total) == segment }.map(Self.candidate))
    }
    let entries = index.entries.elements { (place: Place) in
      start.map { $0 < place } ?? (Self.segment(of: place.key, of: total) >= segment)
    }
    return AnySequence(entries.lazy.prefix { Self.segment(of: $0.key.key, of: total) == segment }.map(Self.candidate))
  }

  private static func range<Key: Comparable, Value>(
    of map: SortedMap<Key, Value>, _ isForward: Bool, isInside: (Key) -> Bool, isBeyond: (Key) -> Bool,
    while belongs: @escaping (Key) -> Bool, _ candidate: @escaping (SortedMap<Key, Value>.Element) -> Candidate
  ) -> AnySequence<Candidate> {
    isForward
      ? AnySequence(map.elements(where: isInside).lazy.prefix { belongs($0.key) }.map(candidate))
      : AnySequence(map.reversed(before: isBeyond).lazy.prefix { belongs($0.key) }.map(candidate))
  }

  private static func candidate(_ element: (key: Place, value: TableIndex.Entry)) -> Candidate {
    Candidate(place: element.key, item: element.value.item, size: element.value.size)
  }
  private static func candidate(_ element: (key: Key, value: Table.Stored)) -> Candidate {
    Candidate(
      place: Place(key: element.key, base: element.key), item: element.value.item, size: element.value.size)
  }

  /// Segments are equal parts of the space of hashes.
  static func segment(of key: Key, of total: Int) -> Int {
    Int(key.hash.multipliedFullWidth(by: UInt64(total)).high)
  }
}

extension DynamoDB {
  /// - Throws: `ResourceNotFoundException`, or `ValidationException` for an index that is missing or cannot be read so.
  func source(
    _ tableName: TableName, index indexName: String?, _ consistency: ReadConsistency, _ operation: String
  ) throws(ServiceError) -> ReadSource {
    let table = try active(tableName)
    guard consistency != .transactional else { throw .notSimulated("dynamodb:\(operation): transactional reads") }
    guard let indexName else { return ReadSource(table: table, index: nil) }
    guard let index = table.indexes[indexName] else {
      throw .invalid("The table does not have the specified index: \(indexName)", .indexReads)
    }
    guard !index.isGlobal || consistency == .eventual else {
      throw .invalid("Consistent reads are not supported on global secondary indexes", .indexReads)
    }
    guard index.status == .active else {
      throw .invalid("Cannot read from backfilling global secondary index: \(indexName)", .indexReads)
    }
    return ReadSource(table: table, index: index)
  }
}

extension Rule {
  public static let indexReads = Rule(
    "dynamodb.index.reads",
    """
    A global secondary index is read with eventual consistency only, and has only what is projected into it; a local one \
    can be read strongly, and fetches what it lacks from the table for the units of a read each.
    """, source: indexGuide)
}
