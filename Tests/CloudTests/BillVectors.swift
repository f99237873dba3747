import Basics
import Cloud
import Foundation
import Simulation

/// DynamoDB's worked bills. Gigabytes are booked into a ledger, because tables of that size are not built here; that
/// tables book what they hold is another test.
enum BillVectors {
  static let runners: [String: Runner] = [
    "on-demand-bill": onDemand, "provisioned-bill": provisioned, "capacity-mode-break-even": breakEven,
    "backup-bill": backup,
  ]

  static func cents(_ total: Decimal) -> JSON {
    var exact = total, rounded = Decimal()
    NSDecimalRound(&rounded, &exact, 2, .plain)
    return .string("\(rounded)")
  }
  static func sum(_ bill: Bill, _ item: String) -> Decimal {
    bill.lines.filter { $0.item == item }.reduce(0) { $0 + Decimal(string: $1.amount(places: 18))! }
  }

  static func onDemand(_ given: JSON) throws -> [String: JSON] {
    guard given["class_"].text == "Standard" else { throw Unsupported(what: "the table class") }
    var ledger = Ledger()
    let now = vectorStart, month = Month(containing: now)
    ledger.add(Int128(given["write_request_units"].int!), of: .writeRequestUnits, in: "us-east-1", at: now)
    ledger.add(Int128(given["read_request_units"].int! * 2), of: .readRequestUnits, in: "us-east-1", at: now)
    let bytes = Int128(given["storage_gb"].int!) * 1_000_000_000
    ledger.add(bytes * Int128(month.seconds), of: .tableStorage, in: "us-east-1", at: now)
    let bill = Bill(ledger, freeTier: given["free_storage_gb"].int == 25)
    let parts = ["write-request-units", "read-request-units", "table-storage"].map { sum(bill, $0) }
    return [
      "write_usd": .string("\(parts[0])"), "read_usd": .string("\(parts[1])"), "storage_usd": .string("\(parts[2])"),
      "total_usd_rounded": cents(parts.reduce(0, +)),
    ]
  }

  static func provisioned(_ given: JSON) throws -> [String: JSON] {
    var world = try CapacityVectors.world(
      billing: .provisioned(Throughput(read: given["rcu"].int!, write: given["wcu"].int!)))
    world.advance(by: given["hours"].hours)
    let bill = world.bill(freeTier: given["free_tier"].isTrue)
    let write = sum(bill, "write-capacity"), read = sum(bill, "read-capacity")
    return ["write_usd": .string("\(write)"), "read_usd": .string("\(read)"), "total_usd_rounded": cents(write + read)]
  }

  static func breakEven(_ given: JSON) throws -> [String: JSON] {
    let kind = given["kind"].text!, perMillion = Decimal(string: given["on_demand_per_million"].text!)!
    let prices = PriceBook.standard
      .repriced("\(kind)-capacity", of: "dynamodb", to: Money(given["provisioned_per_unit_hour"].text!)!)
      .repriced("\(kind)-request-units", of: "dynamodb", to: Money("\(perMillion / 1_000_000)")!)
    // One unit for an hour, and the 3,600 requests that it serves at full use.
    var hour = Ledger(), requests = Ledger()
    let isWrite = kind == "write"
    hour.add(3_600, of: isWrite ? .writeCapacity : .readCapacity, in: "us-east-1", at: vectorStart)
    requests.add(
      isWrite ? 3_600 : 7_200, of: isWrite ? .writeRequestUnits : .readRequestUnits, in: "us-east-1", at: vectorStart)
    func cost(_ ledger: Ledger) -> Decimal {
      Decimal(string: Bill(ledger, prices: prices, freeTier: false).total.decimal)!
    }
    return ["utilisation_percent": .string("\(cost(hour) / cost(requests) * 100)")]
  }

  static func backup(_ given: JSON) throws -> [String: JSON] {
    let bytes = Int128(given["gb"].int!) * 1_000_000_000, month = Month(containing: vectorStart)
    var ledger = Ledger()
    switch given["operation"].text! {
    case "pitr-month":
      ledger.add(bytes * Int128(month.seconds), of: .recoveryStorage, in: "us-east-1", at: vectorStart)
    case "backup-month":
      ledger.add(bytes * Int128(month.seconds), of: .backupStorage, in: "us-east-1", at: vectorStart)
    case "restore": ledger.add(bytes, of: .restoredBytes, in: "us-east-1", at: vectorStart)
    case "export": ledger.add(bytes, of: .exportedBytes, in: "us-east-1", at: vectorStart)
    case "import": ledger.add(bytes, of: .importedBytes, in: "us-east-1", at: vectorStart)
    case let other: throw Unsupported(what: other)
    }
    return ["usd": .string(Bill(ledger, freeTier: false).total.decimal)]
  }
}

struct Unsupported: Error, CustomStringConvertible {
  let what: String
  var description: String { "\(what) is not simulated" }
}
