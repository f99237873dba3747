import Basics
import OrderedCollections
import Simulation

extension DynamoDB {
  /// The whole export, ready to be written: states share structure with the table's history, so nothing is read.
  mutating func makeExport(
    _ request: ExportTableToPointInTime, of table: Table, _ context: inout Context
  ) -> Export {
    generation += 1
    let id = exportID(table.name, context)
    let arn = "arn:aws:dynamodb:\(context.region):\(context.scope.account):table/\(table.name)/export/\(id)"
    let folder = (request.prefix.isEmpty ? "" : request.prefix + "/") + "AWSDynamoDB/\(id)/"
    var lines: [(partition: Int, text: String)] = [], bytes = 0
    let moment: Instant
    switch request.kind {
    case .full(let at):
      moment = context.holds(.exportsAreOfNow) ? context.now : at ?? context.now
      let state = table.state(at: moment, context.now)
      bytes = state.bytes
      for (key, stored) in state.items {
        let text = request.format.line(["Item": stored.item])
        lines.append((table.pool.partitions.partition(of: key.partition).id, text))
      }
    case .incremental(let from, let to, let view):
      moment = to
      let stops = context.holds(.exportsListEachWrite) ? table.secondsWritten(after: from, upTo: to) : []
      let changes = zip([from] + stops, stops + [to]).flatMap { table.changes(after: $0, upTo: $1, context.now) }
      for change in changes {
        let line = request.format.line(change.parts(view, table.schema))
        bytes += line.utf8.count
        lines.append((table.pool.partitions.partition(of: change.key.partition).id, line))
      }
    }
    if context.holds(.exportsReadTheTable) {
      context.meter(.readRequestUnits, Int128(Capacity.read(bytes, .eventual).halves))
    }
    let data = dataFiles(lines, folder, request.format)
    let summary = summary(request, table, arn, folder, id: id, moment, items: lines.count, bytes: bytes, context)
    return Export(
      arn: arn, id: id, table: table.name, kind: request.kind, format: request.format, bucket: request.bucket,
      prefix: request.prefix, started: context.now, itemCount: lines.count, billedBytes: bytes,
      manifestKey: folder + "manifest-summary.json",
      files: [ExportFile(key: folder + "_started", text: "", codec: .none)] + data
        + manifests(data, lines, summary, folder))
  }

  /// Milliseconds in 14 digits, and eight more that tell exports of one moment apart.
  private func exportID(_ table: TableName, _ context: Context) -> String {
    let milliseconds = String(context.now.milliseconds)
    let suffix = String(stableHash("\(table)/\(generation)") & 0xFFFF_FFFF, radix: 16)
    return String(repeating: "0", count: max(0, 14 - milliseconds.count)) + milliseconds + "-"
      + String(repeating: "0", count: 8 - suffix.count) + suffix
  }

  /// One file for each partition that has lines, and at least one.
  private func dataFiles(
    _ lines: [(partition: Int, text: String)], _ folder: String, _ format: TransferFormat
  ) -> [ExportFile] {
    var files: OrderedDictionary<Int, String> = lines.isEmpty ? [0: ""] : [:]
    for line in lines { files[line.partition, default: ""] += line.text + "\n" }
    return files.elements.map { partition, text in
      let name = String(stableHash("\(folder)/\(partition)"), radix: 36)
      return ExportFile(key: "\(folder)data/\(name).\(format.fileExtension).gz", text: text, codec: .gzip)
    }
  }

  private func manifests(
    _ data: [ExportFile], _ lines: [(partition: Int, text: String)], _ summary: JSONValue, _ folder: String
  ) -> [ExportFile] {
    let list = data.map { file -> String in
      let digest = MD5(file.text.utf8), count = file.text.utf8.count { $0 == 0x0A }
      return JSONValue.object([
        .init("itemCount", .number(String(count))), .init("md5Checksum", .string(Base64.encode(digest.bytes))),
        .init("etag", .string(digest.hexadecimal)), .init("dataFileS3Key", .string(file.key)),
      ]).serialized + "\n"
    }.joined()
    func checked(_ name: String, _ text: String) -> [ExportFile] {
      [
        ExportFile(key: "\(folder)\(name).json", text: text, codec: .none),
        ExportFile(key: "\(folder)\(name).md5", text: Base64.encode(MD5(text.utf8).bytes), codec: .none),
      ]
    }
    return checked("manifest-files", list) + checked("manifest-summary", summary.serialized)
  }

  private func summary(
    _ request: ExportTableToPointInTime, _ table: Table, _ arn: String, _ folder: String, id: String, _ moment: Instant,
    items: Int, bytes: Int, _ context: Context
  ) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("version", .string("2020-06-30")), .init("exportArn", .string(arn)),
      .init("startTime", .string(context.now.iso8601)),
      .init(
        "tableArn",
        .string("arn:aws:dynamodb:\(context.region):\(context.scope.account):table/\(table.name)")),
    ]
    switch request.kind {
    case .full:
      members.append(.init("exportTime", .string(moment.iso8601)))
    case .incremental(let from, let to, let view):
      members[0] = .init("version", .string("2023-08-01"))
      members += [
        .init("exportFromTime", .string(from.iso8601)), .init("exportToTime", .string(to.iso8601)),
        .init("outputView", .string(view.rawValue)), .init("exportType", .string("INCREMENTAL_EXPORT")),
      ]
    }
    members += [
      .init("s3Bucket", .string(request.bucket)),
      .init("s3Prefix", request.prefix.isEmpty ? .null : .string(request.prefix)),
      .init("s3SseAlgorithm", .string("AES256")), .init("s3SseKmsKeyId", .null),
      .init("manifestFilesS3Key", .string(folder + "manifest-files.json")),
      .init("billedSizeBytes", .number(String(bytes))), .init("itemCount", .number(String(items))),
      .init("outputFormat", .string(request.format.rawValue)),
    ]
    return .object(members)
  }
}

extension TransferFormat {
  var fileExtension: String {
    switch self {
    case .dynamoDBJSON: "json"
    case .ion: "ion"
    }
  }
  /// One line of a data file: parts such as `Item` or `NewImage`, sorted by name.
  func line(_ parts: [String: Item]) -> String {
    let sorted = parts.sorted { $0.key < $1.key }
    switch self {
    case .dynamoDBJSON: return JSONValue.object(sorted.map { .init($0.key, $0.value.dynamoDBJSON) }).serialized
    case .ion: return "$ion_1_0 " + IonText.write(sorted.map { ($0.key, .map($0.value.attributes)) })
    }
  }
}

/// What became of one key between two moments.
struct ExportedChange {
  let key: Key
  let old: Item?, new: Item?
  let written: Instant

  func parts(_ view: Export.Kind.View, _ schema: KeySchema) -> [String: Item] {
    var parts: [String: Item] = [
      "Keys": schema.item(of: key),
      "Metadata": ["WriteTimestampMicros": .number(Int(written.nanoseconds / 1_000))],
    ]
    if let new { parts["NewImage"] = new }
    if view == .newAndOld, let old { parts["OldImage"] = old }
    return parts
  }
}

extension Table {
  /// The items at the end of a second of the recovery window.
  func state(at moment: Instant, _ now: Instant) -> (items: Items, bytes: Int) {
    guard let past = recovery?.moment(atEndOf: moment.seconds), moment < now else { return (items, bytes) }
    return (past.items, past.bytes)
  }

  /// The seconds of the recovery window between two moments in which something was written.
  func secondsWritten(after from: Instant, upTo to: Instant) -> [Instant] {
    (recovery?.moments.map(\.until) ?? []).filter { $0 > from.seconds && $0 < to.seconds }.map { Instant(seconds: $0) }
  }

  /// Keys whose items differ, in the order of a scan; what came and went in between is not among them.
  func changes(after from: Instant, upTo to: Instant, _ now: Instant) -> [ExportedChange] {
    let before = state(at: from, now).items, after = state(at: to, now).items
    let keys = Set(before.keys).union(after.keys).sorted()
    return keys.compactMap { key in
      let old = before[key], new = after[key]
      guard old?.item != new?.item else { return nil }
      return ExportedChange(key: key, old: old?.item, new: new?.item, written: new?.version.at ?? to)
    }
  }
}
