import Basics
import OrderedCollections
import Simulation

extension S3 {
  public struct CreateBucket: Operation {
    public static let name = "s3:CreateBucket"
    public var bucket: String
    public init(_ bucket: String) { self.bucket = bucket }
    public func perform(on s3: inout S3, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      let isAllowed = bucket.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
      }
      guard isAllowed, (3...63).contains(bucket.utf8.count) else {
        throw ServiceError("InvalidBucketName", "The specified bucket is not valid.", rule: .s3Objects)
      }
      guard s3.buckets[bucket] == nil else {
        throw ServiceError(
          "BucketAlreadyOwnedByYou",
          "Your previous request to create the named bucket succeeded and you already own it.", status: 409,
          rule: .s3Objects)
      }
      s3.buckets[bucket] = Bucket(name: bucket, created: context.now, storage: Gauge(0, since: context.now))
      context.note(BucketCreated(bucket: bucket), because: .s3Objects)
      return .now(())
    }
  }

  public struct PutObject: Operation {
    public static let name = "s3:PutObject"
    public var bucket: String, key: String
    public var content: [UInt8]
    public var codec: Codec
    public init(_ bucket: String, _ key: String, _ content: [UInt8], codec: Codec = .none) {
      (self.bucket, self.key, self.content, self.codec) = (bucket, key, content, codec)
    }
    public init(_ bucket: String, _ key: String, _ text: String, codec: Codec = .none) {
      self.init(bucket, key, Array(text.utf8), codec: codec)
    }
    /// Answers with the object's ETag.
    public func perform(on s3: inout S3, _ context: inout Context) throws(ServiceError) -> Reply<String> {
      _ = try s3.bucket(bucket)
      guard (1...1_024).contains(key.utf8.count) else {
        throw ServiceError("KeyTooLongError", "Your key is too long", rule: .s3Objects)
      }
      let object = Object(
        key: key, content: content, codec: codec, modified: context.now, etag: MD5(content).hexadecimal)
      s3.buckets[bucket]!.objects[key] = object
      s3.resize(bucket, &context)
      context.meter(.s3Puts, 1)
      context.note(ObjectPut(bucket: bucket, key: key, bytes: object.size, etag: object.etag), because: .s3Objects)
      return .now(object.etag)
    }
  }

  public struct GetObject: Operation {
    public static let name = "s3:GetObject"
    public var bucket: String, key: String
    public init(_ bucket: String, _ key: String) { (self.bucket, self.key) = (bucket, key) }
    public func perform(on s3: inout S3, _ context: inout Context) throws(ServiceError) -> Reply<Object> {
      guard let object = try s3.bucket(bucket).objects[key] else { throw .noSuchKey }
      context.meter(.s3Gets, 1)
      return .now(object)
    }
  }

  public struct DeleteObject: Operation {
    public static let name = "s3:DeleteObject"
    public var bucket: String, key: String
    public init(_ bucket: String, _ key: String) { (self.bucket, self.key) = (bucket, key) }
    /// No error when there is no such object.
    public func perform(on s3: inout S3, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      _ = try s3.bucket(bucket)
      s3.buckets[bucket]!.objects[key] = nil
      s3.resize(bucket, &context)
      return .now(())
    }
  }

  /// Up to 1,000 objects whose keys have a prefix, in the order of the keys' bytes.
  public struct ListObjectsV2: Operation {
    public static let name = "s3:ListObjectsV2"
    public static let keysMax = 1_000
    public var bucket: String, prefix: String
    public var startAfter: String?
    public var maxKeys: Int
    public init(_ bucket: String, prefix: String = "", startAfter: String? = nil, maxKeys: Int = Self.keysMax) {
      (self.bucket, self.prefix, self.startAfter, self.maxKeys) = (bucket, prefix, startAfter, maxKeys)
    }
    public func perform(on s3: inout S3, _ context: inout Context) throws(ServiceError) -> Reply<Output> {
      let bucket = try s3.bucket(bucket)
      context.meter(.s3Puts, 1)  // a LIST is priced as a PUT
      let keys = bucket.keys.filter { key in
        key.hasPrefix(prefix) && (startAfter.map { $0.utf8.lexicographicallyPrecedes(key.utf8) } ?? true)
      }
      let page = keys.prefix(max(0, min(maxKeys, Self.keysMax)))
      return .now(Output(objects: page.map { bucket.objects[$0]! }, isTruncated: page.count < keys.count))
    }
    public struct Output: Sendable {
      public let objects: [Object]
      public let isTruncated: Bool
    }
  }

  public struct BucketCreated: Fact {
    public let bucket: String
    public var details: [Detail] { [Detail("bucket", bucket)] }
  }
  public struct ObjectPut: Fact {
    public let bucket: String, key: String
    public let bytes: Int
    public let etag: String
    public var details: [Detail] {
      [Detail("bucket", bucket), Detail("key", key), Detail("bytes", bytes), Detail("etag", etag)]
    }
  }
}
