import Basics

/// Something that happened in a run, as a typed value. Text, JSON and pictures are renderings of it.
public protocol Fact: Sendable {
  /// What happened, such as `ItemExpired`. Defaults to the type's name.
  static var event: String { get }
  /// The particulars, in the order in which a person reads them.
  var details: [Detail] { get }
}

extension Fact {
  public static var event: String { "\(Self.self)" }

  /// The particulars on one line: `table Sessions, key {"id":"a"}, lag 3600s`.
  public var text: String { details.map { "\($0.name) \($0.value.text)" }.joined(separator: ", ") }
  /// The particulars as one JSON object.
  public var json: String { details.json }
}

/// One particular of a fact.
public struct Detail: Hashable, Sendable {
  public enum Value: Hashable, Sendable {
    case text(String), integer(Int), boolean(Bool), instant(Instant), duration(Duration)
    /// A decimal fraction that must not pass through floating point, such as an amount of money.
    case decimal(String)
    case list([String])
  }
  public let name: String
  public let value: Value

  public init(_ name: String, _ value: Value) { (self.name, self.value) = (name, value) }
  public init(_ name: String, _ text: String) { self.init(name, .text(text)) }
  public init(_ name: String, _ integer: Int) { self.init(name, .integer(integer)) }
  public init(_ name: String, _ boolean: Bool) { self.init(name, .boolean(boolean)) }
  public init(_ name: String, _ instant: Instant) { self.init(name, .instant(instant)) }
  public init(_ name: String, _ duration: Duration) { self.init(name, .duration(duration)) }
}

extension Detail.Value {
  public var text: String {
    switch self {
    case .text(let text), .decimal(let text): text
    case .integer(let integer): String(integer)
    case .boolean(let boolean): boolean ? "yes" : "no"
    case .instant(let instant): instant.iso8601
    case .duration(let duration): duration.secondsText + " s"
    case .list(let elements): elements.joined(separator: " ")
    }
  }

  /// Instants are ISO 8601 strings, durations are seconds, decimals are strings.
  public var json: String {
    switch self {
    case .text(let text), .decimal(let text): text.quotedJSON
    case .integer(let integer): String(integer)
    case .boolean(let boolean): boolean ? "true" : "false"
    case .instant(let instant): instant.iso8601.quotedJSON
    case .duration(let duration): duration.secondsText
    case .list(let elements): "[" + elements.map(\.quotedJSON).joined(separator: ",") + "]"
    }
  }
}

extension [Detail] {
  public var json: String { "{" + map { $0.name.quotedJSON + ":" + $0.value.json }.joined(separator: ",") + "}" }
}

extension Duration {
  /// Seconds as an exact decimal of at most nine digits: `0.25`, `3600`.
  public var secondsText: String {
    let all = nanoseconds, magnitude = all.magnitude
    var fraction = String(magnitude % 1_000_000_000)
    fraction = String(repeating: "0", count: 9 - fraction.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return (all < 0 ? "-" : "") + String(magnitude / 1_000_000_000) + (fraction.isEmpty ? "" : "." + fraction)
  }
}

extension String {
  /// A JSON string literal; control characters are escaped.
  public var quotedJSON: String {
    var quoted = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let hexadecimal = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
