import Basics
import Cloud
import OrderedCollections
import Simulation
import TestSupport
import Testing

@Suite struct TransferTests {
  static func world(recovery: Bool = true) throws -> World {
    var world = try CapacityVectors.world()
    try world.call(S3.CreateBucket("exports"))
    if recovery { try world.call(DynamoDB.UpdateContinuousBackups(tableName: "table", isEnabled: true)) }
    return world
  }
  private func put(_ key: String, _ value: Int, _ world: inout World) throws {
    try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": .string(key), "v": .number(value)]))
  }
  private func object(_ key: String, _ world: inout World) throws -> String {
    try world.call(S3.GetObject("exports", key)).text
  }
  private func finish(_ export: Export, _ world: inout World) throws -> Export {
    world.advance(by: .minutes(10))
    return try world.call(DynamoDB.DescribeExport(arn: export.arn))
  }
  private func dataLines(_ export: Export, _ world: inout World) throws -> [String] {
    let folder = "AWSDynamoDB/\(export.id)/"
    let list = try object(folder + "manifest-files.json", &world)
    return try list.split(separator: "\n").flatMap { line -> [String] in
      let entry = JSONValue(line)!, key = entry["dataFileS3Key"]!.text!
      let text = try object(key, &world)
      #expect(entry["md5Checksum"]?.text == Base64.encode(MD5(text.utf8).bytes))
      #expect(entry["etag"]?.text == MD5(text.utf8).hexadecimal && key.hasSuffix(".gz"))
      let lines = text.split(separator: "\n").map(String.init)
      #expect(entry["itemCount"] == .number("\(lines.count)"))
      return lines
    }
  }

  @Test func `a full export has the items of its second, checked files, and uses no read units`() throws {
    var world = try Self.world()
    for index in 0..<20 { try put("k\(index)", index, &world) }
    let moment = world.now
    world.advance(by: .hours(1))
    try world.call(DynamoDB.DeleteItem(tableName: "table", key: ["k": "k0"]))
    let reads = world.ledger.units(of: .readRequestUnits)
    let started = try world.call(
      DynamoDB.ExportTableToPointInTime(tableName: "table", bucket: "exports", kind: .full(at: moment)))
    #expect(started.status == .inProgress)
    let export = try finish(started, &world)
    #expect(export.status == .completed && export.itemCount == 20)
    let lines = try dataLines(export, &world)
    #expect(lines.count == 20 && lines.contains(#"{"Item":{"k":{"S":"k0"},"v":{"N":"0"}}}"#))
    let summary = try #require(JSONValue(try object(export.manifestKey, &world)))
    #expect(summary["itemCount"] == .number("20") && summary["outputFormat"]?.text == "DYNAMODB_JSON")
    let keys = try world.call(S3.ListObjectsV2("exports")).objects.map(\.key)
    #expect(keys.contains("AWSDynamoDB/\(export.id)/_started"))
    #expect(keys.contains("AWSDynamoDB/\(export.id)/manifest-summary.md5"))
    #expect(world.ledger.units(of: .readRequestUnits) == reads)
    #expect(world.ledger.units(of: .exportedBytes) == Int128(export.billedBytes))
  }

  @Test func `an incremental export has what differs between two moments, old and new`() throws {
    var world = try Self.world()
    for index in 0..<3 { try put("k\(index)", index, &world) }
    world.advance(by: .minutes(30))
    let from = world.now
    world.advance(by: .minutes(1))
    try put("k1", 100, &world)
    try put("gone", 1, &world)
    try world.call(DynamoDB.DeleteItem(tableName: "table", key: ["k": "k2"]))
    try world.call(DynamoDB.DeleteItem(tableName: "table", key: ["k": "gone"]))
    world.advance(by: .minutes(29))
    let to = world.now
    world.advance(by: .minutes(1))
    try put("k0", 9, &world)
    let export = try finish(
      try world.call(
        DynamoDB.ExportTableToPointInTime(
          tableName: "table", bucket: "exports", kind: .incremental(from: from, to: to, .newAndOld))), &world)
    let lines = try dataLines(export, &world).sorted()
    #expect(export.itemCount == 2 && lines.count == 2, "k1 changed, k2 went; gone came and went, k0 changed later")
    #expect(lines.contains { $0.contains(#""NewImage":{"k":{"S":"k1"},"v":{"N":"100"}}"#) && $0.contains("OldImage") })
    #expect(lines.contains { $0.contains(#""OldImage":{"k":{"S":"k2"}"#) && !$0.contains("NewImage") })
  }

  @Test func `an export without recovery, of ten minutes, before recovery, or into no bucket is refused or fails`()
    throws
  {
    var world = try Self.world(recovery: false)
    func code(_ kind: Export.Kind) -> String? {
      do throws(ServiceError) {
        try world.call(DynamoDB.ExportTableToPointInTime(tableName: "table", bucket: "exports", kind: kind))
        return nil
      } catch { return error.code }
    }
    #expect(code(.full(at: nil)) == "PointInTimeRecoveryUnavailableException")
    try world.call(DynamoDB.UpdateContinuousBackups(tableName: "table", isEnabled: true))
    let enabled = world.now
    world.advance(by: .hours(2))
    #expect(code(.incremental(from: enabled, to: enabled + .minutes(10), .new)) == "ValidationException")
    #expect(code(.full(at: enabled - .hours(1))) == "InvalidExportTimeException")
    #expect(code(.full(at: world.now + .hours(1))) == "InvalidExportTimeException")
    let lost = try world.call(DynamoDB.ExportTableToPointInTime(tableName: "table", bucket: "nowhere"))
    let failed = try finish(lost, &world)
    #expect(failed.status == .failed && failed.failureCode == "S3NoSuchBucket")
    #expect(world.ledger.units(of: .exportedBytes) == 0)
  }

  @Test func `what is exported in either format can be imported into a new table, without write units`() throws {
    for format in [TransferFormat.dynamoDBJSON, .ion] {
      var world = try Self.world()
      for index in 0..<30 {
        try world.call(
          DynamoDB.PutItem(
            tableName: "table",
            item: [
              "k": .string("k\(index)"), "tags": .strings(["a", "b\(index)"]), "blob": .binary([1, UInt8(index)]),
            ]))
      }
      let export = try finish(
        try world.call(DynamoDB.ExportTableToPointInTime(tableName: "table", bucket: "exports", format: format)), &world
      )
      let writes = world.ledger.units(of: .writeRequestUnits)
      let job = try world.call(
        DynamoDB.ImportTable(
          tableName: "copy", keys: KeySchema("k"), bucket: "exports", prefix: "AWSDynamoDB/\(export.id)/data/",
          format: format == .ion ? .ion : .dynamoDBJSON, codec: .gzip))
      #expect(world[.usEast1].dynamoDB.table("copy")?.status == .creating)
      try world.waitUntilActive("copy")
      let copy = world[.usEast1].dynamoDB.table("copy")!
      #expect(copy.allItems == world[.usEast1].dynamoDB.table("table")!.allItems)
      let done = try world.call(DynamoDB.DescribeImport(arn: job.arn))
      #expect(done.importedItemCount == 30 && done.errorCount == 0 && done.status == .completed)
      #expect(world.ledger.units(of: .writeRequestUnits) == writes)
      #expect(world.ledger.units(of: .importedBytes) == Int128(done.processedBytes))
    }
  }

  @Test func `bad rows of a CSV are skipped and logged, good ones become strings`() throws {
    var world = try Self.world()
    let csv = "id,year,title\na,2001,Odyssey\nb,soon,Nothing\n,2003,Keyless\nc,2004\na,2001,Again\n"
    try world.call(S3.PutObject("exports", "films/one.csv", csv, codec: .zstd))
    try world.call(S3.PutObject("exports", "films/two.csv", "id,year\nz,1999\n"))
    let job = try world.call(
      DynamoDB.ImportTable(
        tableName: "films", keys: KeySchema(.init("id", .string), .init("year", .number)), bucket: "exports",
        prefix: "films/", format: .csv(), codec: .zstd))
    try world.waitUntilActive("films")
    let done = try world.call(DynamoDB.DescribeImport(arn: job.arn))
    #expect(done.processedItemCount == 5 && done.importedItemCount == 1)
    #expect(done.errorCount == 4, "a year that is no number, no key, a short row, and a file that is not zstd")
    let items = world[.usEast1].dynamoDB.table("films")!.allItems
    #expect(items == [["id": "a", "year": 2001, "title": "Again"]])
    let events = try world.call(CloudWatchLogs.GetLogEvents("/aws-dynamodb/imports", done.logStream))
    #expect(events.count == 4 && events[0].message.contains("year is not a number: soon"))
    #expect(world.trace.rules.contains(.importErrorsAreLogged))
    #expect(throws: ServiceError.self) {
      try world.call(
        DynamoDB.ImportTable(tableName: "films", keys: KeySchema("id"), bucket: "exports", format: .csv()))
    }
  }

  @Test func `an import from no bucket fails and leaves no table`() throws {
    var world = try Self.world()
    let job = try world.call(
      DynamoDB.ImportTable(tableName: "copy", keys: KeySchema("k"), bucket: "nowhere", format: .ion))
    world.advance(by: .minutes(1))
    #expect(try world.call(DynamoDB.DescribeImport(arn: job.arn)).failureCode == "S3NoSuchBucket")
    #expect(world[.usEast1].dynamoDB.table("copy") == nil)
  }

  @Test func `believers pay read units for an export and write units for an import`() throws {
    var world = try Self.world()
    world.believe(.exportsReadTheTable)
    world.believe(.importsWriteItems)
    for index in 0..<9 { try put("k\(index)", index, &world) }
    let before = world.ledger
    let export = try finish(
      try world.call(DynamoDB.ExportTableToPointInTime(tableName: "table", bucket: "exports")), &world)
    try world.call(
      DynamoDB.ImportTable(
        tableName: "copy", keys: KeySchema("k"), bucket: "exports", prefix: "AWSDynamoDB/\(export.id)/data/",
        format: .dynamoDBJSON, codec: .gzip))
    try world.waitUntilActive("copy")
    #expect(world.ledger.units(of: .readRequestUnits) > before.units(of: .readRequestUnits))
    #expect(world.ledger.units(of: .writeRequestUnits) == before.units(of: .writeRequestUnits) + 9)
  }
}
