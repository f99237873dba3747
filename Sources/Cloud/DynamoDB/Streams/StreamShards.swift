import Basics
import Simulation

/// A part of a stream: the changes of one partition's items, in order, for some hours.
public struct StreamShard: Sendable {
  /// How long a shard takes records before a child follows it.
  public static let lifetime = Duration.hours(4)

  public let id: String
  /// To be read to its end before this one.
  public let parent: String?
  public let opened: Instant
  public internal(set) var closed: Instant?
  /// The first that it can have.
  public let startingSequenceNumber: Int
  /// The last that it has; nil while it is open.
  public internal(set) var endingSequenceNumber: Int?
  let partition: Int
  /// Of its records, rising.
  var sequenceNumbers = Log<Int>()
}

extension Stream {
  mutating func append(_ record: StreamRecord, _ partitions: Partitions, isOneLine: Bool) {
    refresh(partitions, at: record.at)
    let partition = isOneLine ? partitions.all[0].id : partitions.partition(of: record.key.partition).id
    guard let index = shards.lastIndex(where: { $0.closed == nil && $0.partition == partition }) else {
      preconditionFailure("each partition has an open shard")
    }
    shards[index].sequenceNumbers.append(record.sequenceNumber)
    records.append(record)
  }

  /// Opens shards for new partitions and lets old ones be followed by children.
  mutating func refresh(_ partitions: Partitions, at now: Instant) {
    guard disabled == nil else { return close(at: disabled!) }
    var open: [Int: Int] = [:]
    for index in shards.indices where shards[index].closed == nil { open[shards[index].partition] = index }
    for partition in partitions.all {
      if let index = open[partition.id] {
        let age = (now - shards[index].opened).nanoseconds / StreamShard.lifetime.nanoseconds
        guard age > 0 else { continue }
        close(index, at: shards[index].opened + StreamShard.lifetime)
        // Shards that nobody wrote to or looked at in between are left out.
        let start = shards[index].opened + .nanoseconds(StreamShard.lifetime.nanoseconds * age)
        self.open(partition.id, parent: shards[index].id, at: start)
      } else {
        let parent = partition.parent.flatMap { parent in shards.last { $0.partition == parent }?.id }
        self.open(partition.id, parent: parent, at: shards.isEmpty ? enabled : now)
      }
    }
    // What is left belongs to partitions that were split.
    let current = Set(partitions.all.map(\.id))
    for index in shards.indices where shards[index].closed == nil && !current.contains(shards[index].partition) {
      close(index, at: now)
    }
  }

  mutating func close(at now: Instant) {
    for index in shards.indices where shards[index].closed == nil { close(index, at: now) }
  }

  private mutating func close(_ index: Int, at now: Instant) {
    shards[index].closed = now
    shards[index].endingSequenceNumber =
      shards[index].sequenceNumbers.last ?? max(0, shards[index].startingSequenceNumber - 1)
  }

  private mutating func open(_ partition: Int, parent: String?, at now: Instant) {
    let hash = String(stableHash("\(enabled.nanoseconds)/\(shards.count)") & 0xFFFF_FFFF, radix: 16)
    let milliseconds = String(now.milliseconds)
    func padded(_ text: String, _ width: Int) -> String {
      String(repeating: "0", count: max(0, width - text.count)) + text
    }
    shards.append(
      StreamShard(
        id: "shardId-\(padded(milliseconds, 20))-\(padded(hash, 8))", parent: parent, opened: now,
        startingSequenceNumber: records.count + 1, partition: partition))
  }

  /// Shards that still have, or can get, records that are not trimmed.
  func listedShards(at now: Instant) -> [StreamShard] {
    shards.filter { shard in shard.closed.map { now < $0 + Self.retention } ?? true }
  }

  /// The oldest record that is not trimmed; the next one to come when all are.
  func horizon(at now: Instant) -> Int { untrimmed(at: now).first?.sequenceNumber ?? records.count + 1 }

  /// Up to `limit` records and 1 MB from `next` on, of one shard or (nil) of all in the order of their numbers.
  func read(_ shard: StreamShard?, from next: Int, limit: Int) -> [StreamRecord] {
    var found: [StreamRecord] = [], bytes = 0
    func take(_ record: StreamRecord) -> Bool {
      bytes += record.size
      guard found.isEmpty || bytes <= DynamoDB.GetRecords.bytesMax, found.count < limit else { return false }
      found.append(record)
      return true
    }
    if let shard {
      let start = shard.sequenceNumbers.partitionPoint { $0 >= next }
      for index in start..<shard.sequenceNumbers.count {
        guard take(records[shard.sequenceNumbers[index] - 1]) else { break }
      }
    } else {
      for number in next..<(records.count + 1) { guard take(records[number - 1]) else { break } }
    }
    return found
  }
}

extension StreamRecord {
  var size: Int { keys.size + (newImage?.size ?? 0) + (oldImage?.size ?? 0) }
}

extension Rule {
  public static let streamShards = Rule(
    "dynamodb.stream.shards",
    """
    A stream has a shard for each partition of its table; shards are followed by children after some four hours and when \
    a partition is split, and a parent has to be read to its end before its children.
    """, source: "DynamoDB Developer Guide: Change data capture for DynamoDB Streams")
  public static let streamReaders = Rule(
    "dynamodb.stream.readers",
    """
    No more than two processes should read one shard at a time, and one of a global table; more are throttled. (Who \
    reads is told by the chain of iterators: model.)
    """, source: "DynamoDB Developer Guide: DynamoDB Streams and AWS Lambda triggers")
}

extension Misconception {
  public static let streamsAreOneLine = Misconception(
    "streams-are-one-line", contradicts: .streamShards,
    says: "A stream gives all changes of its table in the order in which they were made.")
  public static let streamsHaveManyReaders = Misconception(
    "streams-have-many-readers", contradicts: .streamReaders,
    says: "Any number of consumers can read a DynamoDB stream at once.")
}
