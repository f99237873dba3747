import Basics
import Cloud
import Simulation

extension DemoRun {
  /// The bill as a table of at most about `width` columns: what, how much, for how much; then the sum.
  public func renderBill(width: Int) -> [String] {
    guard !bill.lines.isEmpty else { return ["Nothing is charged."] }
    let manyServices = Set(bill.lines.map(\.service)).count > 1
    let manyRegions = Set(bill.lines.map(\.scope)).count > 1, manyMonths = Set(bill.lines.map(\.month)).count > 1
    let rows = bill.lines.map { line in
      [
        (manyServices ? "\(line.service) " : "") + line.item, manyRegions ? line.scope : "",
        manyMonths ? line.month.description : "",
        "\(short(line.quantity)) \(line.unit)",
        line.freeTier == "0" || line.freeTier == line.quantity ? "" : "\(short(line.freeTier)) free",
        "× \(line.price.decimal)",
        line.freeTier == line.quantity ? "free" : Quantity(line.amount).text(in: "USD"),
      ]
    }
    let columns = (0..<7).filter { column in rows.contains { !$0[column].isEmpty } }
    let widths = columns.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let total = widths.reduce(0) { $0 + $1 + 2 }
    let sum = "Total \(Quantity(bill.total).text(in: "USD"))"
    guard total - 2 <= width else {
      return rows.flatMap { row in
        [row[0]]
          + wrapped(row[1...].filter { !$0.isEmpty }.joined(separator: " "), width: width, first: "  ", rest: "  ")
      } + [sum]
    }
    return rows.map { row in
      zip(columns, widths).map { column, width in
        column <= 2 ? row[column].padded(to: width) : row[column].paddedLeft(to: width)
      }.joined(separator: "  ")
    } + [sum.paddedLeft(to: total - 2)]
  }

  /// At most six decimals.
  private func short(_ decimal: String) -> String {
    let parts = decimal.split(separator: ".")
    guard parts.count == 2, parts[1].count > 6 else { return decimal.groupedDigits }
    if parts[0] == "0", parts[1].hasPrefix("000000") { return "<0.000001" }
    var text = parts[0] + "." + parts[1].prefix(6)
    while text.hasSuffix("0") { text.removeLast() }
    return (text.hasSuffix(".") ? String(text.dropLast()) : String(text)).groupedDigits
  }
}
