import Basics
import HashTreeCollections
import Simulation

/// Prices and free allowances as data.
public struct PriceBook: Sendable {
  public struct Price: Sendable, Hashable {
    public let service: String, item: String, region: String
    /// Where the tier begins, in priced units of a month.
    public let from: Int
    public let amount: Money
    public let unit: String, source: String, asOf: String
  }
  /// What is free each month.
  public struct Allowance: Sendable, Hashable {
    public let pool: String, service: String
    public let items: [String]
    public let amount: Int
    /// A level all month long, such as 25 units of capacity; otherwise an amount of priced units.
    public let isLevel: Bool
    /// Counted for the account as a whole; otherwise for each Region.
    public let isPerAccount: Bool
    public let source: String, asOf: String
  }
  public var prices: [Price]
  public var allowances: [Allowance]

  /// The prices of us-east-1. Other Regions are priced as us-east-1 is: their prices are not in the table.
  public static let standard = PriceBook(
    prices: factRows(priceTable, columns: 8).map { row in
      Price(
        service: row[0], item: row[1], region: row[2], from: Int(row[3])!, amount: Money(row[4])!, unit: row[5],
        source: row[6], asOf: row[7])
    },
    allowances: factRows(freeTierTable, columns: 7).map { row in
      let amount = row[3].split(separator: " ")
      return Allowance(
        pool: row[0], service: row[1], items: row[2].split(separator: " ").map(String.init), amount: Int(amount[0])!,
        isLevel: amount.count > 1, isPerAccount: row[4] == "account", source: row[5], asOf: row[6])
    })

  /// Lowest tier first; empty when the item has no price.
  public func tiers(of meter: Meter) -> [Price] {
    prices.filter { $0.service == meter.service && $0.item == meter.item }.sorted { $0.from < $1.from }
  }
  public func allowance(for meter: Meter) -> Allowance? {
    allowances.first { $0.service == meter.service && $0.items.contains(meter.item) }
  }

  /// Priced units that an amount of money buys at the first tier, with `places` decimals.
  public func units(for money: Money, of meter: Meter, places: Int) -> String? {
    tiers(of: meter).first.map { decimal(Int128(money.picodollars), over: $0.amount.picodollars, places: places) }
  }

  /// The same book with another price for an item's first tier.
  public func repriced(_ item: String, of service: String, to amount: Money) -> PriceBook {
    var book = self
    book.prices = prices.map { price in
      guard price.service == service, price.item == item, price.from == 0 else { return price }
      return Price(
        service: service, item: item, region: price.region, from: 0, amount: amount, unit: price.unit,
        source: "a price the run was given", asOf: price.asOf)
    }
    return book
  }
}
