import Basics

/// One thing that a person may change about a demo: a typed key with a default, a range and words.
public struct Parameter: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// `unit` may be empty; values are the range's lower bound and whole steps above it.
    case integer(range: ClosedRange<Int>, step: Int, unit: String)
    case choice([Option])
    case boolean
    /// Values are the range's lower bound and whole steps above it.
    case duration(range: ClosedRange<Duration>, step: Duration)
  }
  public struct Option: Hashable, Sendable {
    public let name: String, help: String
    public init(_ name: String, _ help: String) { (self.name, self.help) = (name, help) }
  }
  public enum Value: Hashable, Sendable {
    case integer(Int), choice(String), boolean(Bool), duration(Duration)
  }

  /// Words joined by hyphens, as on the command line: `free-tier`.
  public let name: String
  public let kind: Kind
  public let initial: Value
  public let help: String
  /// What prediction cards draw from, easy rungs first. Empty: they keep the default.
  public let ladder: [[Value]]
}

extension Parameter {
  public static func integer(
    _ name: String, _ initial: Int, in range: ClosedRange<Int>, step: Int = 1, unit: String = "", ladder: [[Int]] = [],
    _ help: String
  ) -> Parameter {
    precondition(step > 0 && range.contains(initial), "the default is in the range")
    return Parameter(
      name: name, kind: .integer(range: range, step: step, unit: unit), initial: .integer(initial), help: help,
      ladder: ladder.map { $0.map(Value.integer) })
  }

  public static func duration(
    _ name: String, _ initial: Duration, in range: ClosedRange<Duration>, step: Duration, ladder: [[Duration]] = [],
    _ help: String
  ) -> Parameter {
    precondition(step > .zero && range.contains(initial), "the default is in the range")
    return Parameter(
      name: name, kind: .duration(range: range, step: step), initial: .duration(initial), help: help,
      ladder: ladder.map { $0.map(Value.duration) })
  }

  /// The first option is the default.
  public static func choice(
    _ name: String, _ options: [Option], ladder: [[String]] = [], _ help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .choice(options), initial: .choice(options[0].name), help: help,
      ladder: ladder.map { $0.map(Value.choice) })
  }

  public static func boolean(
    _ name: String, _ initial: Bool, ladder: [[Bool]] = [], _ help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .boolean, initial: .boolean(initial), help: help,
      ladder: ladder.map { $0.map(Value.boolean) })
  }

  public var unit: String {
    switch kind {
    case .integer(_, _, let unit): unit
    case .duration: "s"
    case .choice, .boolean: ""
    }
  }

  /// A value for a question: from the rung `level` of the ladder, or from any rung.
  public func draw(from random: inout Random, level: Int? = nil) -> Value {
    guard !ladder.isEmpty else { return initial }
    let rung = ladder[min(level ?? random.integer(in: 0...(ladder.count - 1)), ladder.count - 1)]
    return rung.isEmpty ? initial : rung[random.integer(in: 0...(rung.count - 1))]
  }

  /// Any value that the parameter allows, each equally likely.
  public func anyValue(from random: inout Random) -> Value {
    switch kind {
    case .integer(let range, let step, _):
      return .integer(range.lowerBound + step * random.integer(in: 0...((range.upperBound - range.lowerBound) / step)))
    case .duration(let range, let step):
      let steps = (range.upperBound - range.lowerBound).nanoseconds / step.nanoseconds
      return .duration(range.lowerBound + step * random.integer(in: 0...Int(steps)))
    case .choice(let options): return .choice(options[random.integer(in: 0...(options.count - 1))].name)
    case .boolean: return .boolean(random.integer(in: 0...1) == 1)
    }
  }
}

// MARK: - Reading and writing values

extension Parameter {
  /// As a person reads it: `512 MB`, `3,000,000`, `1 h 30 min`, `yes`.
  public func text(of value: Value) -> String {
    switch value {
    case .integer(let integer): Quantity(integer).text(in: unit)
    case .choice(let name): name
    case .boolean(let boolean): boolean ? "yes" : "no"
    case .duration(let duration): duration.spoken
    }
  }

  /// As on the command line, exactly: `512`, `arm64`, `yes`, `1h30m`.
  public func word(for value: Value) -> String {
    switch value {
    case .integer(let integer): String(integer)
    case .choice(let name): name
    case .boolean(let boolean): boolean ? "yes" : "no"
    case .duration(let duration): duration.compact
    }
  }

  /// Values worth stepping through, smallest first: the default, the ladder's, and both ends of the range.
  public var stops: [Value] {
    switch kind {
    case .integer(let range, _, _):
      Set([range.lowerBound, range.upperBound] + integers).sorted().map { .integer($0) }
    case .duration(let range, _):
      Set([range.lowerBound, range.upperBound] + durations).sorted().map { .duration($0) }
    case .choice(let options): options.map { .choice($0.name) }
    case .boolean: [.boolean(false), .boolean(true)]
    }
  }
  private var integers: [Int] {
    ([initial] + ladder.joined()).compactMap { if case .integer(let value) = $0 { value } else { nil } }
  }
  private var durations: [Duration] {
    ([initial] + ladder.joined()).compactMap { if case .duration(let value) = $0 { value } else { nil } }
  }

  /// The values allowed, as a person reads them: `128...10,240 MB`, `x86 or arm64`.
  public var rangeText: String {
    switch kind {
    case .integer(let range, _, let unit):
      "\(String(range.lowerBound).groupedDigits)...\(String(range.upperBound).groupedDigits)"
        + (unit.isEmpty ? "" : " \(unit)")
    case .duration(let range, _): "\(range.lowerBound.spoken)...\(range.upperBound.spoken)"
    case .choice(let options): listed(options.map(\.name), "or")
    case .boolean: "yes or no"
    }
  }

  /// - Throws: `notANumber`, `notADuration`, `notAChoice`, `notABoolean`, `outOfRange`, `offStep`.
  public func parse(_ text: String) throws(DemoError) -> Value {
    let trimmed = text.filter { $0 != " " }
    switch kind {
    case .integer(_, _, let unit):
      var digits = trimmed.filter { $0 != "," && $0 != "_" }
      if !unit.isEmpty, digits.lowercased().hasSuffix(unit.lowercased()) { digits.removeLast(unit.count) }
      guard let integer = Int(digits) else {
        // Too many digits for an Int is a range question, not a spelling one.
        if !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) { throw outOfRange(text) }
        throw .notANumber(parameter: name, text: text, unit: unit)
      }
      return try check(.integer(integer))
    case .duration:
      guard let duration = Duration(spoken: trimmed) else { throw .notADuration(parameter: name, text: text) }
      return try check(.duration(duration))
    case .choice(let options):
      guard let option = options.first(where: { $0.name == trimmed.lowercased() }) else {
        throw .notAChoice(parameter: name, text: text, choices: options.map(\.name))
      }
      return .choice(option.name)
    case .boolean:
      switch trimmed.lowercased() {
      case "yes", "true", "on", "1", "y": return .boolean(true)
      case "no", "false", "off", "0", "n": return .boolean(false)
      default: throw .notABoolean(parameter: name, text: text)
      }
    }
  }

  /// The value, if it is of the parameter's type, in its range and on a step.
  public func check(_ value: Value) throws(DemoError) -> Value {
    switch (kind, value) {
    case (.integer(let range, let step, _), .integer(let integer)):
      guard range.contains(integer) else { throw outOfRange(String(integer).groupedDigits) }
      let off = (integer - range.lowerBound) % step
      guard off == 0 else {
        throw .offStep(
          parameter: name, value: String(integer), step: String(step), nearest: String(integer - off))
      }
    case (.duration(let range, let step), .duration(let duration)):
      guard range.contains(duration) else { throw outOfRange(duration.spoken) }
      let off = (duration - range.lowerBound).nanoseconds % step.nanoseconds
      guard off == 0 else {
        throw .offStep(
          parameter: name, value: duration.spoken, step: step.spoken,
          nearest: (duration - .nanoseconds(off)).compact)
      }
    case (.choice(let options), .choice(let chosen)):
      guard options.contains(where: { $0.name == chosen }) else {
        throw .notAChoice(parameter: name, text: chosen, choices: options.map(\.name))
      }
    case (.boolean, .boolean): break
    default: preconditionFailure("a value of another type for \(name)")
    }
    return value
  }

  private func outOfRange(_ value: String) -> DemoError {
    switch kind {
    case .integer(let range, _, let unit):
      .outOfRange(
        parameter: name, value: value,
        range: "\(String(range.lowerBound).groupedDigits)...\(String(range.upperBound).groupedDigits)", unit: unit)
    case .duration, .choice, .boolean:
      .outOfRange(parameter: name, value: value, range: rangeText, unit: "")
    }
  }
}
