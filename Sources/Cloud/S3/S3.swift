import Basics
import OrderedCollections
import Simulation

/// Amazon S3 in one account and Region: buckets of objects.
public struct S3: Service {
  public static let name = "s3"
  public static var home: WritableKeyPath<Stack, S3> { \.s3 }

  public internal(set) var buckets: OrderedDictionary<String, Bucket> = [:]

  public struct Bucket: Sendable {
    public let name: String
    public let created: Instant
    public internal(set) var objects: [String: Object] = [:]
    var storage: Gauge

    /// Keys in the order of their bytes, as they are listed.
    public var keys: [String] { objects.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
  }

  /// How an object's bytes are compressed. They are kept as they are before: the codec is a mark, and no bytes are
  /// saved. (Model.)
  public enum Codec: String, Sendable, Hashable { case none = "NONE", gzip = "GZIP", zstd = "ZSTD" }

  public struct Object: Sendable, Hashable {
    public let key: String
    /// Before compression.
    public let content: [UInt8]
    public let codec: Codec
    public let modified: Instant
    /// The MD5 digest of the content.
    public let etag: String
    public var size: Int { content.count }
    public var text: String { String(decoding: content, as: UTF8.self) }
  }

  public enum Timer: Sendable {}

  public init() {}
  public mutating func wake(_ timer: Timer, _ context: inout Context) {}
  public mutating func settle(_ context: inout Context) {
    for name in buckets.keys { context.settle(&buckets[name]!.storage, .s3Storage) }
  }

  func bucket(_ name: String) throws(ServiceError) -> Bucket {
    guard let bucket = buckets[name] else { throw .noSuchBucket }
    return bucket
  }

  mutating func resize(_ name: String, _ context: inout Context) {
    let bytes = buckets[name]!.objects.values.reduce(0) { $0 + $1.size }
    context.set(&buckets[name]!.storage, to: bytes, .s3Storage)
  }
}

extension ServiceError {
  static let noSuchBucket = ServiceError(
    "NoSuchBucket", "The specified bucket does not exist", status: 404, rule: .s3Objects)
  static let noSuchKey = ServiceError(
    "NoSuchKey", "The specified key does not exist.", status: 404, rule: .s3Objects)
}

extension Meter {
  /// Counted in byte-seconds.
  public static let s3Storage = Meter(
    service: "s3", item: "standard-storage", unit: "GB-month", unitsPerPriced: 1_000_000_000)
  public static let s3Puts = Meter(service: "s3", item: "put-requests", unit: "request")
  public static let s3Gets = Meter(service: "s3", item: "get-requests", unit: "request")
}

extension Rule {
  public static let s3Objects = Rule(
    "s3.objects",
    "A bucket keeps objects by their keys; a write replaces the whole object, and a read or list sees it at once.",
    source: "Amazon S3 User Guide: Amazon S3 data consistency model")
}
