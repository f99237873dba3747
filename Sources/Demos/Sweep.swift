import Basics
import Cloud
import Glibc

/// The same demo at several values of one parameter.
public struct Sweep: Sendable {
  public struct Row: Sendable {
    public let value: Parameter.Value
    /// One for each of `columns`.
    public let cells: [Quantity]
  }
  /// A prediction that has a number for its answer, or the bill.
  public struct Column: Hashable, Sendable {
    public let id: String, unit: String
    public init(id: String, unit: String) { (self.id, self.unit) = (id, unit) }
  }
  public let demo: String
  public let parameter: Parameter
  public let columns: [Column]
  public let rows: [Row]
}

extension Demo {
  /// A range as a person writes it: `128..10240`, `1h..48h`, or `512` for a single value.
  /// - Throws: `notSweepable`, `notARange`, and what `Parameter.parse` throws.
  public func range(of parameter: Parameter, _ text: String) throws(DemoError) -> [Parameter.Value] {
    let ends = text.split(separator: ".", omittingEmptySubsequences: true).map(String.init)
    guard (1...2).contains(ends.count), !ends[0].isEmpty else {
      throw .notARange(parameter: parameter.name, text: text, example: try example(of: parameter))
    }
    return [try parameter.parse(ends[0]), try parameter.parse(ends[ends.count - 1])]
  }

  /// Runs the demo at up to `steps` values (2...200) from one end of `range` to the other; in equal ratios where the
  /// ends are far apart, otherwise in equal steps.
  /// - Throws: `notSweepable`, `notARange`, `outOfRange`, `refused`.
  public func sweep(
    _ name: String, over range: String, steps: Int = 9, _ arguments: Arguments? = nil, seed: UInt64 = 1
  ) throws(DemoError) -> Sweep {
    let parameter = try parameter(name)
    let ends = try self.range(of: parameter, range)
    let values = try spread(parameter, ends, steps: min(200, max(2, steps)))
    let numbers = predictions.filter { if case .number = $0.kind { true } else { false } }
    // Where a prediction asks for money, that is the bill.
    let hasMoney = numbers.contains { $0.unit == "USD" }
    var rows: [Sweep.Row] = []
    for value in values {
      var arguments = arguments ?? defaults
      try arguments.set(name, to: value)
      let run = try run(arguments, seed: seed)
      var cells: [Quantity] = []
      for prediction in numbers {
        if case .number(let quantity) = run.answer(to: prediction) {
          cells.append(quantity)
        } else {
          cells.append(.zero)
        }
      }
      if !hasMoney { cells.append(Quantity(run.bill.total)) }
      rows.append(Sweep.Row(value: value, cells: cells))
    }
    let bill = hasMoney ? [] : [Sweep.Column(id: "bill", unit: "USD")]
    let columns = numbers.map { Sweep.Column(id: $0.id, unit: $0.unit) } + bill
    return Sweep(demo: self.name, parameter: parameter, columns: columns, rows: rows)
  }

  private func example(of parameter: Parameter) throws(DemoError) -> String {
    switch parameter.kind {
    case .integer(let range, _, _): "\(range.lowerBound)..\(range.upperBound)"
    case .duration(let range, _):
      "\(range.lowerBound.compact)..\(range.upperBound.compact)"
    case .choice, .boolean: throw .notSweepable(parameter: parameter.name, sweepable: sweepable)
    }
  }

  private var sweepable: [String] {
    parameters.filter {
      switch $0.kind {
      case .integer, .duration: true
      case .choice, .boolean: false
      }
    }.map(\.name)
  }

  private func spread(
    _ parameter: Parameter, _ ends: [Parameter.Value], steps: Int
  ) throws(DemoError) -> [Parameter.Value] {
    func values(_ low: Int, _ high: Int, _ base: Int, _ step: Int) -> [Int] {
      let (low, high) = (min(low, high), max(low, high))
      let isWide = low > 0 && high / low >= 20
      var found: [Int] = []
      for index in 0..<steps {
        var value = low + (high - low) * index / (steps - 1)
        if isWide { value = geometric(low, high, index, steps - 1) }
        value = index == steps - 1 ? high : base + (value - base) / step * step
        if found.last != value { found.append(value) }
      }
      return found
    }
    switch (parameter.kind, ends[0], ends[1]) {
    case (.integer(let range, let step, _), .integer(let low), .integer(let high)):
      return values(low, high, range.lowerBound, step).map { .integer($0) }
    case (.duration(let range, let step), .duration(let low), .duration(let high)):
      // In whole steps, so that the products stay far from overflow.
      let size = step.nanoseconds
      let base = range.lowerBound.nanoseconds
      return values(Int((low.nanoseconds - base) / size), Int((high.nanoseconds - base) / size), 0, 1)
        .map { .duration(.nanoseconds(base + Int64($0) * size)) }
    default: throw .notSweepable(parameter: parameter.name, sweepable: sweepable)
    }
  }

  /// low × (high ÷ low)^(index ÷ count), to three digits.
  private func geometric(_ low: Int, _ high: Int, _ index: Int, _ count: Int) -> Int {
    guard index > 0 else { return low }
    let exact = Int(Double(low) * pow(Double(high) / Double(low), Double(index) / Double(count)))
    var unit = 1
    while exact / unit >= 1_000 { unit *= 10 }
    return max(low, min(high, (exact + unit / 2) / unit * unit))
  }
}

extension Sweep {
  /// A table and, for money that varies or else the last column that does, bars. At most `width` columns where the numbers allow it.
  public func render(width: Int) -> [String] {
    let heads = [parameter.name] + columns.map { $0.unit.isEmpty ? $0.id : "\($0.id) (\($0.unit))" }
    let cells = rows.map { row in
      [parameter.text(of: row.value)]
        + zip(row.cells, columns).map { quantity, column in
          let text = quantity.text(in: column.unit)
          return column.unit.isEmpty ? text : String(text.dropLast(column.unit.count + 1))
        }
    }
    let widths = heads.indices.map { column in ([heads] + cells).map { $0[column].count }.max() ?? 0 }
    func line(_ texts: [String]) -> String {
      zip(texts, widths).map { $0.paddedLeft(to: $1) }.joined(separator: "  ")
    }
    let table = widths.reduce(-2) { $0 + $1 + 2 }
    let varying = columns.indices.filter { column in Set(rows.map { $0.cells[column] }).count > 1 }
    let charted = varying.first { columns[$0].unit == "USD" } ?? varying.last
    let room = width - table - 3
    guard let charted, room >= 10 else { return [line(heads)] + cells.map(line) }
    let most = rows.map { $0.cells[charted] }.max() ?? .zero
    let bars = rows.map { row in
      let share = most == .zero ? 0 : row.cells[charted].approximate / most.approximate
      return String(repeating: "█", count: max(row.cells[charted] > .zero ? 1 : 0, Int(share * Double(room))))
    }
    return [line(heads) + "   " + columns[charted].id] + zip(cells, bars).map { (line($0) + "   " + $1).trimmingEnd }
  }
}
