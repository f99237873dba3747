import HashTreeCollections
import OrderedCollections
import Simulation

/// What tags may be.
enum TableTags {
  static let countMax = 50, keyMax = 128, valueMax = 256

  static func check(_ tags: [String: String]) throws(ServiceError) {
    guard tags.count <= countMax else {
      throw .invalid("One or more parameter values were invalid: Too many tags: \(tags.count), maximum 50", .tags)
    }
    for (key, value) in tags.sorted(by: { $0.key < $1.key }) {
      guard (1...keyMax).contains(key.unicodeScalars.count), value.unicodeScalars.count <= valueMax else {
        throw .invalid(
          "One or more parameter values were invalid: A tag has a key of 1 to 128 and a value of up to 256 characters: "
            + key, .tags)
      }
      guard !key.lowercased().hasPrefix("aws:") else {
        throw .invalid(
          "One or more parameter values were invalid: Tag keys that begin with aws: are reserved: \(key)", .tags)
      }
    }
  }
}

extension DynamoDB {
  /// Adds tags, or gives those that are there other values.
  public struct TagResource: Operation {
    public static let name = "dynamodb:TagResource"
    public var resourceARN: String
    public var tags: [String: String]
    public init(resourceARN: String, tags: [String: String]) { (self.resourceARN, self.tags) = (resourceARN, tags) }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      let name = try db.taggedTable(resourceARN, context)
      let merged = db.tables[name]!.tags.merging(tags) { _, new in new }
      try TableTags.check(merged)
      db.tables[name]!.tags = merged
      return .now(())
    }
  }

  public struct UntagResource: Operation {
    public static let name = "dynamodb:UntagResource"
    public var resourceARN: String
    public var keys: [String]
    public init(resourceARN: String, keys: [String]) { (self.resourceARN, self.keys) = (resourceARN, keys) }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      let name = try db.taggedTable(resourceARN, context)
      for key in keys { db.tables[name]!.tags[key] = nil }
      return .now(())
    }
  }

  /// All tags of a table, sorted by key. (The service gives ten at a time; there are at most 50.)
  public struct ListTagsOfResource: Operation {
    public static let name = "dynamodb:ListTagsOfResource"
    public struct Tag: Sendable, Hashable { public let key: String, value: String }
    public var resourceARN: String
    public init(resourceARN: String) { self.resourceARN = resourceARN }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<[Tag]> {
      let name = try db.taggedTable(resourceARN, context)
      return .now(db.tables[name]!.tags.sorted { $0.key < $1.key }.map { Tag(key: $0.key, value: $0.value) })
    }
  }

  private func taggedTable(_ arn: String, _ context: Context) throws(ServiceError) -> TableName {
    guard let name = tables.keys.first(where: { context.tableARN($0) == arn }) else {
      throw ServiceError(
        "ResourceNotFoundException", "Requested resource not found: ResourcArn: \(arn) not found", rule: .tags)
    }
    return name
  }
}

extension Rule {
  public static let tags = Rule(
    "dynamodb.tags", "A table has up to 50 tags: keys of up to 128 characters and values of up to 256.",
    source: "DynamoDB Developer Guide: Adding tags and labels to resources")
}
