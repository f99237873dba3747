/// What a Redis command answers.
public indirect enum RedisReply: Sendable, Hashable, CustomStringConvertible {
  case ok
  case integer(Int)
  /// Nil is the reply for "there is none".
  case bulk(String?)
  case array([RedisReply])
  /// With its code: `ERR`, `WRONGTYPE`.
  case error(String)

  public var description: String {
    switch self {
    case .ok: "OK"
    case .integer(let number): "(integer) \(number)"
    case .bulk(let text): text.map { "\"\($0)\"" } ?? "(nil)"
    case .array(let elements): "[" + elements.map(\.description).joined(separator: ", ") + "]"
    case .error(let message): "(error) \(message)"
    }
  }

  static let syntax = RedisReply.error("ERR syntax error")
  static let notAnInteger = RedisReply.error("ERR value is not an integer or out of range")
  static let notAFloat = RedisReply.error("ERR value is not a valid float")
  static let wrongType = RedisReply.error("WRONGTYPE Operation against a key holding the wrong kind of value")
  static func arguments(_ command: String) -> RedisReply {
    .error("ERR wrong number of arguments for '\(command.lowercased())' command")
  }
}
