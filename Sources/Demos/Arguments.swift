import Basics

/// A value for each parameter of a demo.
public struct Arguments: Hashable, Sendable {
  public let parameters: [Parameter]
  /// One for each parameter, in the same order.
  public private(set) var values: [Parameter.Value]

  /// All at their defaults.
  public init(_ parameters: [Parameter]) {
    self.parameters = parameters
    values = parameters.map(\.initial)
  }

  public subscript(name: String) -> Parameter.Value? {
    parameters.firstIndex { $0.name == name }.map { values[$0] }
  }

  /// - Throws: `unknownParameter`, and what `Parameter.check` throws.
  public mutating func set(_ name: String, to value: Parameter.Value) throws(DemoError) {
    guard let index = parameters.firstIndex(where: { $0.name == name }) else {
      throw .unknownParameter(name, demo: "", known: parameters.map(\.name))
    }
    values[index] = try parameters[index].check(value)
  }

  /// With a value from each parameter's ladder, for a prediction card.
  public static func drawn(_ parameters: [Parameter], from random: inout Random, level: Int? = nil) -> Arguments {
    var arguments = Arguments(parameters)
    for (index, parameter) in parameters.enumerated() {
      arguments.values[index] = parameter.draw(from: &random, level: level)
    }
    return arguments
  }

  /// With any allowed values.
  public static func any(_ parameters: [Parameter], from random: inout Random) -> Arguments {
    var arguments = Arguments(parameters)
    for (index, parameter) in parameters.enumerated() {
      arguments.values[index] = parameter.anyValue(from: &random)
    }
    return arguments
  }

  /// `text` with each `{name}` replaced by that parameter's value as a person reads it.
  public func filling(_ text: String) -> String {
    var filled = text
    for (parameter, value) in zip(parameters, values) {
      filled = filled.split(separator: "{\(parameter.name)}", omittingEmptySubsequences: false)
        .joined(separator: parameter.text(of: value))
    }
    return filled
  }

  /// The values that are not the defaults, as flags: `--memory 1024 --arch arm64`.
  public var flags: String {
    zip(parameters, values).filter { $0.initial != $1 }.map { parameter, value in
      if case .boolean(let boolean) = value { return boolean ? "--\(parameter.name)" : "--no-\(parameter.name)" }
      return "--\(parameter.name) \(parameter.word(for: value))"
    }.joined(separator: " ")
  }
}

// MARK: - What a script reads

extension Arguments {
  func integer(_ parameter: Parameter) -> Int {
    guard case .integer(let value) = self[parameter.name] else { preconditionFailure("no number \(parameter.name)") }
    return value
  }
  func duration(_ parameter: Parameter) -> Duration {
    guard case .duration(let value) = self[parameter.name] else {
      preconditionFailure("no duration \(parameter.name)")
    }
    return value
  }
  func choice(_ parameter: Parameter) -> String {
    guard case .choice(let value) = self[parameter.name] else { preconditionFailure("no choice \(parameter.name)") }
    return value
  }
  func isOn(_ parameter: Parameter) -> Bool {
    guard case .boolean(let value) = self[parameter.name] else { preconditionFailure("no switch \(parameter.name)") }
    return value
  }
}

// MARK: - What a person writes

extension Demo {
  /// The defaults, and over them what `words` say: `--memory 512`, `--memory=512`, `--free-tier`, `--no-free-tier`.
  /// - Throws: `unknownParameter`, `missingValue`, `unexpected`, and what `Parameter.parse` throws.
  public func arguments(_ words: [String]) throws(DemoError) -> Arguments {
    var arguments = defaults, index = 0
    while index < words.count {
      let word = words[index]
      index += 1
      guard word.hasPrefix("--"), word.count > 2 else {
        throw .unexpected(word, known: parameters.map(\.name))
      }
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if parts.count == 2 {
        try set(&arguments, name, String(parts[1]))
      } else if let parameter = parameters.first(where: { $0.name == name }), parameter.kind == .boolean,
        index == words.count || words[index].hasPrefix("--")
      {
        try set(&arguments, name, "yes")
      } else if name.hasPrefix("no-"),
        let parameter = parameters.first(where: { $0.name == name.dropFirst(3) }), parameter.kind == .boolean
      {
        try set(&arguments, parameter.name, "no")
      } else {
        let parameter = try parameter(name)
        guard index < words.count, !words[index].hasPrefix("--") else {
          throw .missingValue(parameter: name, expected: parameter.text(of: parameter.initial))
        }
        try set(&arguments, name, words[index])
        index += 1
      }
    }
    return arguments
  }

  /// The same from names and values.
  public func arguments(_ values: [String: String]) throws(DemoError) -> Arguments {
    var arguments = defaults
    for name in values.keys.sorted() { try set(&arguments, name, values[name]!) }
    return arguments
  }

  /// - Throws: `unknownParameter`.
  public func parameter(_ name: String) throws(DemoError) -> Parameter {
    guard let parameter = parameters.first(where: { $0.name == name }) else {
      throw .unknownParameter(name, demo: self.name, known: parameters.map(\.name))
    }
    return parameter
  }

  private func set(_ arguments: inout Arguments, _ name: String, _ text: String) throws(DemoError) {
    try arguments.set(name, to: try parameter(name).parse(text))
  }
}
