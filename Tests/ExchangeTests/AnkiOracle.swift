import Foundation
import TestSupport

/// The real Anki, asked through `oracles/anki_import.py`.
enum AnkiOracle {
  /// The interpreter that has the PyPI package `anki`: `REHEARSE_PYTHON`, or the one in `.venv` that `make test` sets
  /// up; `nil` when there is neither.
  static let python: String? = {
    if let named = ProcessInfo.processInfo.environment["REHEARSE_PYTHON"], !named.isEmpty { return named }
    let own = repositoryRoot.appendingPathComponent(".venv/bin/python3").path
    return FileManager.default.isExecutableFile(atPath: own) ? own : nil
  }()

  struct Card: Decodable {
    let deck: String, notetype: String, question: String, answer: String
    let tags: [String]
    let fields: [String: String]
    let ord: Int, type: Int, queue: Int, due: Int, due_in_days: Int, interval: Int, reviews: Int, lapses: Int, left: Int
    let stability: Double?, difficulty: Double?, desired_retention: Double?, decay: Double?
    let last_review: Int?
    /// id, button, interval, last interval, factor, milliseconds, kind
    let log: [[Int]]
  }
  struct Notetype: Decodable {
    let cloze: Bool
    let fields: [String]
  }
  struct CheckDatabase: Decodable {
    let clean: Bool
    let report: String
  }
  struct Answer: Decodable {
    let refused: String?
    let first: [String: Int]?, again: [String: Int]?, later: [String: Int]?
    let counts: [String: Int]?, counts_again: [String: Int]?, counts_later: [String: Int]?
    let decks: [String]?, tags: [String]?, options: [String]?, media_missing: [String]?
    let media: [String: String]?
    let notetypes: [String: Notetype]?
    let cards: [String: Card]?, cards_later: [String: Card]?
    let check_database: CheckDatabase?
  }
  struct Failure: Error, CustomStringConvertible { let description: String }

  static func ask(_ packages: String...) throws -> Answer {
    guard let python else { throw Failure(description: "there is no interpreter to ask") }
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("oracles/anki_import.py").path
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [script] + packages
    let output = Pipe(), errors = Pipe()
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    do {
      return try JSONDecoder().decode(Answer.self, from: data)
    } catch {
      let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      throw Failure(description: "\(python) answered with exit \(process.terminationStatus): \(error)\n\(said)")
    }
  }
}
