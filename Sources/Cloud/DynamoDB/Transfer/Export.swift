import Basics
import OrderedCollections
import Simulation

public enum TransferFormat: String, Sendable, Hashable { case dynamoDBJSON = "DYNAMODB_JSON", ion = "ION" }

/// A table's data on its way to S3, or there.
public struct Export: Sendable {
  public enum Kind: Sendable, Hashable {
    /// All items as of a moment; nil: as of the request.
    case full(at: Instant?)
    /// What changed after `from` up to `to`.
    case incremental(from: Instant, to: Instant, View)
    public enum View: String, Sendable, Hashable { case newAndOld = "NEW_AND_OLD_IMAGES", new = "NEW_IMAGE" }
  }
  public enum Status: String, Sendable { case inProgress = "IN_PROGRESS", completed = "COMPLETED", failed = "FAILED" }
  /// The shortest and the longest stretch of an incremental export.
  public static let periodRange = Duration.minutes(15) ... .hours(24)

  public let arn: String, id: String
  public let table: TableName
  public let kind: Kind
  public let format: TransferFormat
  public let bucket: String
  public let prefix: String
  public let started: Instant
  public internal(set) var ended: Instant?
  public internal(set) var status = Status.inProgress
  /// Such as `S3NoSuchBucket`.
  public internal(set) var failureCode: String?
  public let itemCount: Int, billedBytes: Int
  public let manifestKey: String
  /// Files that are not written yet, the manifest last.
  var files: [ExportFile]
}

struct ExportFile: Sendable {
  let key: String
  let text: String
  let codec: S3.Codec
}

extension DynamoDB {
  /// Writes a table as it was at a moment, or what changed between two, into a bucket of the Region.
  public struct ExportTableToPointInTime: Operation {
    public static let name = "dynamodb:ExportTableToPointInTime"
    public var tableName: TableName
    public var bucket: String, prefix: String
    public var kind: Export.Kind
    public var format: TransferFormat
    public init(
      tableName: TableName, bucket: String, prefix: String = "", kind: Export.Kind = .full(at: nil),
      format: TransferFormat = .dynamoDBJSON
    ) {
      (self.tableName, self.bucket, self.prefix) = (tableName, bucket, prefix)
      (self.kind, self.format) = (kind, format)
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Export> {
      guard let table = db.tables[tableName] else { throw .recoveryTableNotFound(tableName) }
      guard table.recovery != nil || context.holds(.exportsNeedNothing) else {
        throw ServiceError(
          "PointInTimeRecoveryUnavailableException",
          "Point in time recovery is not enabled for table '\(tableName)'", rule: .exportsNeedRecovery)
      }
      if let recovery = table.recovery { try check(recovery, context) }
      let export = db.makeExport(self, of: table, &context)
      db.exports[export.arn] = export
      context.note(ExportStarted(export: export), because: .exportsNeedRecovery, also: [.exportsUseNoCapacity])
      context.schedule(
        DynamoDB.self, .writeExport(arn: export.arn), after: context.draw(db.model.exportTime, for: "dynamodb.export"))
      return .now(export)
    }

    private func check(_ recovery: Recovery, _ context: Context) throws(ServiceError) {
      let earliest = Instant(seconds: recovery.earliest(at: context.now).seconds)
      func isWithin(_ moment: Instant) -> Bool { moment >= earliest && moment <= context.now }
      switch kind {
      case .full(let moment):
        guard moment.map(isWithin) ?? true else { throw .invalidExportTime(earliest, context.now) }
      case .incremental(let from, let to, _):
        guard Export.periodRange.contains(to - from) else {
          throw .invalid(
            "The difference between ExportFromTime and ExportToTime must be at least 15 minutes and at most 24 hours",
            .exportsNeedRecovery)
        }
        guard isWithin(from), isWithin(to) else { throw .invalidExportTime(earliest, context.now) }
      }
    }
  }

  public struct DescribeExport: Operation {
    public static let name = "dynamodb:DescribeExport"
    public var arn: String
    public init(arn: String) { self.arn = arn }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Export> {
      guard let export = db.exports[arn] else {
        throw ServiceError("ExportNotFoundException", "Export not found: \(arn)", rule: .exportsNeedRecovery)
      }
      return .now(export)
    }
  }

  /// Exports, oldest first.
  public struct ListExports: Operation {
    public static let name = "dynamodb:ListExports"
    public init() {}
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<[Export]> {
      .now(Array(db.exports.values))
    }
  }

  // MARK: Writing the files, one after the other

  mutating func writeExport(_ arn: String, _ context: inout Context) {
    guard let file = exports[arn]?.files.first, let bucket = exports[arn]?.bucket else {
      return finishExport(arn, &context)
    }
    let put = S3.PutObject(bucket, file.key, Array(file.text.utf8), codec: file.codec)
    transfers[context.send(put, to: context.scope, from: DynamoDB.self)] = .export(arn: arn)
  }

  mutating func exportWritten(_ arn: String, _ reply: AnyReply, _ context: inout Context) {
    guard exports[arn] != nil else { return }
    switch reply {
    case .success:
      exports[arn]!.files.removeFirst()
      writeExport(arn, &context)
    case .failure(let error):
      exports[arn]!.status = .failed
      exports[arn]!.ended = context.now
      exports[arn]!.failureCode = "S3\(error.code)"
      context.note(ExportEnded(export: exports[arn]!), because: .exportsNeedRecovery)
    }
  }

  private mutating func finishExport(_ arn: String, _ context: inout Context) {
    guard exports[arn]?.status == .inProgress else { return }
    exports[arn]!.status = .completed
    exports[arn]!.ended = context.now
    context.meter(.exportedBytes, Int128(exports[arn]!.billedBytes))
    context.note(ExportEnded(export: exports[arn]!), because: .exportsHaveManifests)
  }

  public struct ExportStarted: Fact {
    public let export: Export
    public var details: [Detail] {
      [
        Detail("table", export.table), Detail("export", export.id), Detail("format", export.format.rawValue),
        Detail("items", export.itemCount), Detail("bytes", export.billedBytes), Detail("read units", 0),
      ]
    }
  }
  public struct ExportEnded: Fact {
    public let export: Export
    public var details: [Detail] {
      [
        Detail("export", export.id), Detail("status", export.status.rawValue), Detail("items", export.itemCount),
        Detail("manifest", export.manifestKey), Detail("failure", export.failureCode ?? "none"),
      ]
    }
  }
}

extension ServiceError {
  static func invalidExportTime(_ earliest: Instant, _ latest: Instant) -> ServiceError {
    ServiceError(
      "InvalidExportTimeException",
      "The specified export time is not between \(earliest.iso8601) and \(latest.iso8601)", rule: .exportsNeedRecovery)
  }
}

extension Rule {
  static let exportGuide = "DynamoDB Developer Guide: DynamoDB data export to Amazon S3"
  public static let exportsNeedRecovery = Rule(
    "dynamodb.export.recovery",
    """
    An export takes a table as of any second of its point-in-time recovery, which must be on: all of it, or which items \
    differ between two seconds that are 15 minutes to 24 hours apart.
    """, source: exportGuide)
  public static let exportsUseNoCapacity = Rule(
    "dynamodb.export.capacity",
    "An export consumes no read capacity and does not slow the table; it is paid for by the GB.", source: exportGuide)
  public static let exportsHaveManifests = Rule(
    "dynamodb.export.manifest",
    """
    An export writes data files and, last, a manifest: a summary, and a list of the files with their item counts and MD5 \
    checksums. (How long it takes and how many files there are: model.)
    """, source: "DynamoDB Developer Guide: DynamoDB table export output format")
}

extension Misconception {
  public static let exportsReadTheTable = Misconception(
    "exports-read-the-table", contradicts: .exportsUseNoCapacity,
    says: "An export uses read capacity, as a scan of the table does.")
  public static let exportsNeedNothing = Misconception(
    "exports-need-nothing", contradicts: .exportsNeedRecovery, says: "Any table can be exported as it is.")
  public static let exportsAreOfNow = Misconception(
    "exports-are-of-now", contradicts: .exportsNeedRecovery,
    says: "An export holds what is in the table when it is asked for.")
  public static let exportsListEachWrite = Misconception(
    "exports-list-each-write", contradicts: .exportsNeedRecovery,
    says: "An incremental export has a line for each write, as a stream has a record.")
}
