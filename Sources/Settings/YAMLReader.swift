import Basics
import Foundation
import Yams

/// Typed reading of one YAML mapping, in which every problem names its line.
struct YAMLReader {
  let file: String
  /// Lines before the YAML in its file, such as the opening dashes of front matter.
  let lineOffset: Int
  private let pairs: [(key: String, line: Int, value: Node)]

  /// Reads `text` as one mapping; an empty text is an empty mapping.
  init(_ text: String, file: String, lineOffset: Int = 0) throws(SettingsError) {
    self.file = file
    self.lineOffset = lineOffset
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      let line = Self.line(of: error) ?? 1
      throw SettingsError(
        SourceSpan(file: file, line: line + lineOffset), "this is not YAML: \(Self.problem(of: error))",
        remedy: "Write one `key: value` a line; quote a value that has a colon or a bracket in it.")
    } catch {
      throw SettingsError(
        SourceSpan(file: file, line: 1 + lineOffset), "this is not YAML",
        remedy: "Write one `key: value` a line.")
    }
    guard let root, !Self.isNull(root) else {
      pairs = []
      return
    }
    guard let mapping = root.mapping else {
      throw SettingsError(
        SourceSpan(file: file, line: (root.mark?.line ?? 1) + lineOffset), "settings are `key: value` lines",
        remedy: "Write one `key: value` a line.")
    }
    pairs = Self.pairs(of: mapping, lineOffset: lineOffset)
  }

  /// Reads one mapping within another.
  private init(_ mapping: Node.Mapping, within reader: YAMLReader) {
    (file, lineOffset) = (reader.file, reader.lineOffset)
    pairs = Self.pairs(of: mapping, lineOffset: lineOffset)
  }

  private static func pairs(of mapping: Node.Mapping, lineOffset: Int) -> [(key: String, line: Int, value: Node)] {
    mapping.map { key, value in (key.string ?? "", (key.mark?.line ?? 1) + lineOffset, value) }
  }

  /// The line of the first key.
  var firstLine: Int { pairs.first?.line ?? 1 + lineOffset }

  /// A list of mappings, each with its own keys.
  func mappings(_ key: String) throws(SettingsError) -> [YAMLReader] {
    guard let node = node(key) else { return [] }
    guard let sequence = node.sequence else { throw wrong(key, "is not a list", "Begin each entry with `- `.") }
    var readers: [YAMLReader] = []
    for element in sequence {
      guard let mapping = element.mapping else {
        throw SettingsError(
          SourceSpan(file: file, line: (element.mark?.line ?? line(of: key)) + lineOffset),
          "an entry of `\(key)` is not made of `key: value` lines", remedy: "Write `- name: …`, and further keys below."
        )
      }
      readers.append(YAMLReader(mapping, within: self))
    }
    return readers
  }

  /// The texts of one mapping by their keys, in the order of the file.
  func texts(_ key: String) throws(SettingsError) -> [(key: String, value: String, line: Int)] {
    guard let node = node(key) else { return [] }
    guard let mapping = node.mapping else { throw wrong(key, "is not made of `key: value` lines", "Write one a line.") }
    var texts: [(key: String, value: String, line: Int)] = []
    for (name, line, value) in Self.pairs(of: mapping, lineOffset: lineOffset) {
      guard let text = value.scalar?.string, !text.isEmpty, !name.isEmpty else {
        throw SettingsError(
          SourceSpan(file: file, line: line), "`\(name)` has no text", remedy: "Write `\(name): how it is to be shown`."
        )
      }
      texts.append((name, text, line))
    }
    return texts
  }

  var keys: [(name: String, line: Int)] { pairs.map { ($0.key, $0.line) } }

  func line(of key: String) -> Int { pairs.first { $0.key == key }?.line ?? 1 + lineOffset }

  func string(_ key: String) throws(SettingsError) -> String? {
    guard let node = node(key) else { return nil }
    guard let text = node.scalar?.string else { throw wrong(key, "is not a text", "Write one value after the colon.") }
    return text
  }

  func whole(_ key: String, in range: ClosedRange<Int>) throws(SettingsError) -> Int? {
    guard let text = try string(key) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw wrong(
        key, "is \(text)", "Write a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  func decimal(_ key: String, in range: ClosedRange<Double>) throws(SettingsError) -> Double? {
    guard let text = try string(key) else { return nil }
    guard let number = Double(text), range.contains(number) else {
      throw wrong(key, "is \(text)", "Write a number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  func flag(_ key: String) throws(SettingsError) -> Bool? {
    guard let text = try string(key) else { return nil }
    switch text.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: throw wrong(key, "is \(text)", "Write true or false.")
    }
  }

  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, _: Choice.Type
  ) throws(SettingsError) -> Choice? {
    guard let text = try string(key) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      throw wrong(key, "is \(text)", "Write one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return choice
  }

  /// A list, or one value standing for a list of one; commas separate too where the value is a plain text.
  func strings(_ key: String) throws(SettingsError) -> [String]? {
    guard let node = node(key) else { return nil }
    if let sequence = node.sequence {
      var texts: [String] = []
      for element in sequence {
        guard let text = element.scalar?.string else {
          throw wrong(key, "has an entry that is not a text", "Write one value per list entry.")
        }
        texts.append(text)
      }
      return texts
    }
    guard let text = node.scalar?.string else {
      throw wrong(key, "is not a list", "Write it as [one, two] or as one `- entry` a line.")
    }
    return text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  /// As `strings`, but spaces separate as well where the value is a plain text; for what cannot hold a space.
  func words(_ key: String) throws(SettingsError) -> [String]? {
    guard node(key)?.scalar != nil else { return try strings(key) }
    return try strings(key)?.flatMap { $0.split(separator: " ").map(String.init) }
  }

  /// Durations such as `30s`, `10m`, `1h`, `1d`.
  func durations(_ key: String) throws(SettingsError) -> [Duration]? {
    guard let texts = try strings(key) else { return nil }
    var durations: [Duration] = []
    for text in texts {
      guard let duration = Duration(step: text) else {
        throw wrong(key, "has the step \(text)", "Write steps such as 30s, 10m, 1h or 1d, from 1s to 365d.")
      }
      durations.append(duration)
    }
    return durations
  }

  func wrong(_ key: String, _ what: String, _ remedy: String) -> SettingsError {
    SettingsError(SourceSpan(file: file, line: line(of: key)), "`\(key)` \(what)", remedy: remedy)
  }

  /// Refuses keys that nobody reads, so that a misspelt setting is not silently without effect.
  func allow(only known: [String]) throws(SettingsError) {
    for (name, line) in keys where !known.contains(name) {
      throw SettingsError(
        SourceSpan(file: file, line: line), "there is no setting `\(name)`",
        remedy: "The settings are \(known.joined(separator: ", ")).")
    }
    for (index, pair) in pairs.enumerated() where pairs[..<index].contains(where: { $0.key == pair.key }) {
      throw SettingsError(
        SourceSpan(file: file, line: pair.line), "`\(pair.key)` is set twice", remedy: "Remove one of the two lines.")
    }
  }

  private func node(_ key: String) -> Node? {
    guard let node = pairs.first(where: { $0.key == key })?.value, !Self.isNull(node) else { return nil }
    return node
  }

  private static func isNull(_ node: Node) -> Bool {
    guard let scalar = node.scalar else { return false }
    return scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
  }

  private static func line(of error: YamlError) -> Int? {
    switch error {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
    case .duplicatedKeysInMapping(_, let context): context.mark.line
    default: nil
    }
  }

  private static func problem(of error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
    case .duplicatedKeysInMapping(let keys, _): "\(keys.map(String.init(describing:)).joined()) is set twice"
    default: "it cannot be read"
    }
  }
}

extension Duration {
  /// Reads `30s`, `10m`, `1h` or `1d`; from one second to 365 days.
  init?(step text: String) {
    guard let unit = text.last, let count = Int(text.dropLast()), count > 0,
      let seconds = ["s": 1, "m": 60, "h": 3_600, "d": 86_400][unit], count <= 365 * 86_400 / seconds
    else { return nil }
    self = .seconds(count * seconds)
  }
}
