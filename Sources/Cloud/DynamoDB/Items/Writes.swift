import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Where a write comes from: it decides its cost, its mark in the stream, and whether it goes on to replicas.
  enum WriteOrigin {
    case request
    case timeToLive
    case replica(Lineage)
  }

  /// The one way in which items change: stores, feeds the stream, sets the timer of TTL, and sends to replicas.
  mutating func commit(
    _ item: Item?, size: Int, at key: Key, in name: TableName, _ origin: WriteOrigin, _ context: inout Context
  ) {
    let old = tables[name]!.items[key], isGlobal = !tables[name]!.replicas.isEmpty
    let previous = old?.lineage ?? tables[name]!.tombstones[key]
    let lineage: Lineage
    if case .replica(let incoming) = origin {
      lineage = incoming
    } else {
      tables[name]!.writeCount += 1
      let version = Version(
        at: context.localNow, after: previous?.version, region: context.region, count: tables[name]!.writeCount)
      lineage = Lineage(version, after: isGlobal ? previous : nil)
    }
    tables[name]!.store(item.map { .init(item: $0, size: size, lineage: lineage) }, at: key, &context)
    if item == nil, isGlobal { tables[name]!.tombstones[key] = lineage }
    updateIndexes(of: name, key: key, old: old, new: item, size: size, &context)

    appendToStream(of: name, key: key, old: old?.item, new: item, origin, &context)
    if tables[name]!.kinesis != nil {
      sendToKinesis(of: name, key: key, old: old?.item, new: item, origin, &context)
    }
    if lineage.version.region == context.region, let item, !tables[name]!.hasTimer(old, sameAs: item, context.region) {
      scheduleExpiry(of: item, at: key, in: name, &context)
    }
    switch origin {
    case .request, .timeToLive: replicate(item, size: size, at: key, in: name, lineage, &context)
    case .replica: break
    }
  }

  /// An item was put, replaced, changed or deleted by a request.
  public struct ItemWritten: Fact {
    public let operation: String
    public let table: TableName
    public let key: Key
    /// As it is now; nil after a delete.
    public let item: Item?
    public let bytes: Int
    /// In all, those of the indexes included.
    public let units: CapacityUnits
    public let indexUnits: CapacityUnits

    public var details: [Detail] {
      [
        Detail("operation", operation), Detail("table", table), Detail("key", key.description),
        Detail("item", item?.short ?? "none"), Detail("bytes", bytes), Detail("units", .decimal("\(units)")),
      ] + (indexUnits == .zero ? [] : [Detail("index units", .decimal("\(indexUnits)"))])
    }
  }
}

extension Item {
  /// At most some 120 characters, for a trace.
  var short: String {
    let text = description
    return text.count <= 120 ? text : text.prefix(110) + "… \(attributes.count) attributes"
  }
}

/// A hidden time stamp: later wins, whole item by whole item.
public struct Version: Hashable, Sendable, Comparable {
  /// The writing Region's own clock, and never before what the write replaced.
  public let at: Instant
  public let region: Region
  /// Orders writes of one Region at one instant.
  let count: Int

  init(at clock: Instant, after previous: Version?, region: Region, count: Int) {
    let at = previous.map { $0.at >= clock ? $0.at + .nanoseconds(1) : clock } ?? clock
    (self.at, self.region, self.count) = (at, region, count)
  }

  public static func < (left: Version, right: Version) -> Bool {
    if left.at != right.at { return left.at < right.at }
    return left.region != right.region ? left.region < right.region : left.count < right.count
  }
}

/// A version and what its writer had seen of other Regions' versions: how a conflict is told from a late arrival.
struct Lineage: Hashable, Sendable {
  let version: Version
  /// The latest version of each Region that went into this one, sorted by Region.
  private(set) var seen: [Version]

  init(_ version: Version, after previous: Lineage?) {
    (self.version, seen) = (version, [])
    if let previous { absorb(previous) }
  }

  func includes(_ other: Version) -> Bool {
    version == other || seen.contains { $0.region == other.region && $0 >= other }
  }
  mutating func absorb(_ other: Lineage) {
    for version in other.seen + [other.version] {
      if let index = seen.firstIndex(where: { $0.region == version.region }) {
        seen[index] = max(seen[index], version)
      } else {
        seen.insert(version, at: seen.firstIndex { version.region < $0.region } ?? seen.count)
      }
    }
  }
}

extension Table {
  /// Keeps the item and notes what else its version has seen.
  mutating func learn(_ lineage: Lineage, at key: Key) {
    if let old = items[key] {
      items[key] = Stored(item: old.item, size: old.size, lineage: lineage)
    } else {
      tombstones[key] = lineage
    }
  }
}
