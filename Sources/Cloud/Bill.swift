import Basics
import Simulation

/// What usage costs: a pure function of a ledger and a price book.
///
/// Usage is summed over the month, free units come off, what is left walks up the price tiers, and each line is rounded
/// once, to 10⁻¹² dollar.
public struct Bill: Sendable, Hashable {
  public struct Line: Sendable, Hashable {
    public let service: String, item: String
    /// The Region whose usage it is.
    public let scope: String
    public let month: Month
    /// Used, in priced units, as an exact decimal; on the first line of an item, before the free tier.
    public let quantity: String
    public let unit: String
    /// For one unit.
    public let price: Money
    /// Units of this line that are free, as a decimal.
    public let freeTier: String
    /// The exact amount is `price × billed / unitsPerPriced`; this is it, rounded.
    public let amount: Money
    /// What is paid for on this line, in the meter's own units.
    public let billed: Int128, unitsPerPriced: Int128
    /// What was used of the meter on this line, in its own units.
    public let used: Int128
    public let source: String, asOf: String

    /// The amount with `places` decimals, rounded half up; exact where `amount` is not.
    public func amount(places: Int) -> String {
      decimal(price.picodollars * billed, over: unitsPerPriced * 1_000_000_000_000, places: places)
    }
  }
  /// Sorted by month, service, item and Region; an item that reaches a second tier has a line for each.
  public let lines: [Line]

  /// What the lines follow from, where it can be seen in them.
  public var rules: [Rule] { lines.contains { $0.freeTier != "0" } ? [.freeTierLowersUsage] : [] }

  public var total: Money { lines.reduce(.zero) { $0 + $1.amount } }

  public init(
    _ ledger: Ledger, month: Month? = nil, prices: PriceBook = .standard, freeTier: Bool = true,
    beliefs: Set<Misconception> = []
  ) {
    let usage = ledger.lines.filter { month == nil || $0.line.month == month }
    var free: [Ledger.Line: Int128] = [:]
    if freeTier {
      free = Self.allocate(ledger.byFirstUse.filter { month == nil || $0.line.month == month }, prices, beliefs)
    }
    lines = usage.flatMap { line, units in Self.lines(line, units, free: free[line] ?? 0, prices) }
  }

  /// Free units of each line. Which of several items of one pool takes them first is not documented; here the one that
  /// was used first.
  private static func allocate(
    _ usage: [(line: Ledger.Line, units: Int128)], _ prices: PriceBook, _ beliefs: Set<Misconception>
  ) -> [Ledger.Line: Int128] {
    struct Pool: Hashable { let allowance: PriceBook.Allowance, month: Month, region: String? }
    var used: [Pool: Int128] = [:], sums: [Pool: Int128] = [:], free: [Ledger.Line: Int128] = [:]
    func pool(of line: Ledger.Line) -> Pool? {
      prices.allowance(for: line.meter).map {
        Pool(allowance: $0, month: line.month, region: $0.isPerAccount ? nil : line.scope)
      }
    }
    for (line, units) in usage { if let pool = pool(of: line) { sums[pool, default: 0] += units } }
    for (line, units) in usage {
      guard let pool = pool(of: line) else { continue }
      if beliefs.contains(.freeTierIsRequestsOnly), pool.allowance.pool == "compute" { continue }
      let limit = allowed(pool.allowance, line)
      if beliefs.contains(.freeTierIsForfeited), sums[pool]! > limit { continue }
      let share = min(units, limit - (used[pool] ?? 0))
      used[pool, default: 0] += share
      free[line] = share
    }
    return free
  }

  private static func allowed(_ allowance: PriceBook.Allowance, _ line: Ledger.Line) -> Int128 {
    // A level of 25 lasts as many hours as the month has; in the meter's units, level-seconds.
    allowance.isLevel
      ? Int128(allowance.amount) * Int128(line.month.seconds)
      : Int128(allowance.amount) * line.meter.unitsPerPriced(in: line.month)
  }

  private static func lines(_ line: Ledger.Line, _ units: Int128, free: Int128, _ prices: PriceBook) -> [Line] {
    let perPriced = line.meter.unitsPerPriced(in: line.month), tiers = prices.tiers(of: line.meter)
    precondition(!tiers.isEmpty, "\(line.meter.service) \(line.meter.item) has a price")
    let billable = units - free
    return tiers.indices.compactMap { index in
      let from = Int128(tiers[index].from) * perPriced
      let to = index + 1 < tiers.count ? Int128(tiers[index + 1].from) * perPriced : .max
      let billed = min(billable, to) - min(billable, from), used = billed + (index == 0 ? free : 0)
      guard used > 0 else { return nil }
      return Line(
        service: line.meter.service, item: line.meter.item, scope: line.scope, month: line.month,
        quantity: decimal(used, over: perPriced, places: 12), unit: line.meter.unit, price: tiers[index].amount,
        freeTier: decimal(index == 0 ? free : 0, over: perPriced, places: 12),
        amount: tiers[index].amount.scaled(by: billed, over: perPriced), billed: billed, unitsPerPriced: perPriced,
        used: used, source: tiers[index].source, asOf: tiers[index].asOf)
    }
  }
}

extension Meter {
  /// Months differ in length: a GB-month has as many seconds as its month.
  func unitsPerPriced(in month: Month) -> Int128 {
    Int128(unitsPerPriced) * (unit.hasSuffix("-month") ? Int128(month.seconds) : 1)
  }
}

extension World {
  /// What the run has cost so far, all that is paid by time included.
  public func bill(month: Month? = nil, freeTier: Bool = true, prices: PriceBook = .standard) -> Bill {
    Bill(settledLedger, month: month, prices: prices, freeTier: freeTier, beliefs: context.beliefs)
  }

  /// The ledger with all that is paid by time booked up to now.
  public var settledLedger: Ledger {
    var copy = self
    for index in copy.stacks.indices {
      copy.context.enter(index, cause: nil)
      copy.stacks[index].settle(&copy.context)
    }
    return copy.ledger
  }
}

/// `numerator / denominator` as a decimal of at most `places` digits after the point, rounded half up, without trailing
/// zeros.
func decimal(_ numerator: Int128, over denominator: Int128, places: Int) -> String {
  precondition(numerator >= 0 && denominator > 0, "amounts are not negative")
  var whole = numerator / denominator, rest = numerator % denominator, digits: [Int] = []
  for _ in 0..<places {
    rest *= 10
    digits.append(Int(rest / denominator))
    rest %= denominator
  }
  var carry = rest * 2 >= denominator ? 1 : 0, index = digits.count - 1
  while carry > 0, index >= 0 {
    digits[index] = (digits[index] + 1) % 10
    carry = digits[index] == 0 ? 1 : 0
    index -= 1
  }
  whole += Int128(carry)
  while digits.last == 0 { digits.removeLast() }
  return String(whole) + (digits.isEmpty ? "" : "." + digits.map(String.init).joined())
}

extension Rule {
  public static let freeTierLowersUsage = Rule(
    "aws.bill.free-tier",
    """
    Each month's usage is summed, free units are taken off, and only what is left is priced; usage above the free \
    tier does not lose it.
    """, source: "AWS Lambda pricing: AWS Lambda free tier")
}

extension Misconception {
  public static let freeTierIsForfeited = Misconception(
    "free-tier-is-forfeited", contradicts: .freeTierLowersUsage,
    says: "Whoever uses more than the free tier pays for everything.")
  public static let freeTierIsRequestsOnly = Misconception(
    "free-tier-is-requests-only", contradicts: .freeTierLowersUsage,
    says: "The free tier covers a million requests, and no compute.")
}
