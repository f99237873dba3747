import Foundation
import TestSupport
import Testing

/// What the structure promises, read from the sources themselves.
@Suite struct ManifestTests {
  static let pure = [
    "Basics", "Notes", "Concepts", "Cards", "Scheduling", "Study", "Simulation", "Cloud", "Demos",
  ]

  /// The Swift files below `folder`, with their texts.
  static func sources(_ folder: String) -> [(path: String, text: String)] {
    let root = repositoryRoot.appendingPathComponent(folder)
    let walker = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    var found: [(String, String)] = []
    while let url = walker?.nextObject() as? URL {
      guard url.pathExtension == "swift", let text = try? String(contentsOf: url, encoding: .utf8) else { continue }
      found.append((String(url.path.dropFirst(repositoryRoot.path.count + 1)), text))
    }
    return found.sorted { $0.0 < $1.0 }
  }

  static func imports(_ text: String) -> Set<String> {
    Set(text.matches(of: #/^(?:@testable )?import (\w+)/#.anchorsMatchLineEndings()).map { String($0.1) })
  }

  /// Each target of Package.swift with what it says it needs.
  static func manifest() throws -> [String: Set<String>] {
    let process = Process(), output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // A scratch folder of its own: the run of these tests holds the lock of the usual one.
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("rehearse-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    process.arguments = [
      "swift", "package", "--package-path", repositoryRoot.path, "--scratch-path", scratch.path, "dump-package",
    ]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let package = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let targets = try #require(package["targets"] as? [[String: Any]])
    return Dictionary(
      targets.map { target in
        let dependencies = (target["dependencies"] as? [[String: Any]] ?? []).compactMap { dependency in
          (dependency["byName"] ?? dependency["product"] ?? dependency["target"]).flatMap {
            ($0 as? [Any])?.first as? String
          }
        }
        return (target["name"] as? String ?? "", Set(dependencies))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// A missing edge lets an incremental build keep stale code, so what is imported is declared.
  @Test func `each target declares every module it imports`() throws {
    let manifest = try Self.manifest()
    let products = ["ArgumentParser", "GRDB", "GRDBSQLite", "Yams", "OrderedCollections", "HashTreeCollections"]
    let ours = Set(manifest.keys).union(products)
    #expect(manifest.count > 20)
    for (path, text) in Self.sources("Sources") + Self.sources("Tests") {
      let parts = path.split(separator: "/")
      let target = String(parts[1])
      guard let declared = manifest[target] else { continue }
      for module in Self.imports(text).intersection(ours) where module != target {
        #expect(declared.contains(module), "\(path) imports \(module), which Package.swift does not list for \(target)")
      }
    }
  }

  @Test func `pure modules import no Foundation and read no clock, environment or unseeded chance`() {
    let banned = [
      "Date()", "ContinuousClock", "SuspendingClock", "ProcessInfo", "SystemRandomNumberGenerator", "Hasher()",
      ".random(in:",
      ".randomElement(", ".shuffled()", ".shuffle()", "getenv(", "clock_gettime", "nonisolated(unsafe)",
      "DispatchQueue",
    ]
    for module in Self.pure {
      for (path, text) in Self.sources("Sources/\(module)") {
        #expect(!Self.imports(text).contains("Foundation"), "\(path)")
        let code = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
        let found = banned.filter { code.contains($0) }
        #expect(found.isEmpty, "\(path)")
      }
    }
  }

  @Test func `no file holds two ideas' worth of lines`() {
    for (path, text) in Self.sources("Sources") where !path.contains("/Data/") && !path.contains("/Facts/") {
      let lines = text.count { $0 == "\n" }
      #expect(lines <= 400, "\(path) has \(lines) lines")
    }
  }

  @Test func `SQL stands in one folder`() {
    for (path, text) in Self.sources("Sources")
    where !path.hasPrefix("Sources/Storage/SQL/") && !path.contains("Apkg")
      && !path.hasPrefix("Sources/Cloud/DynamoDB/PartiQL/")
    {
      #expect(!text.contains("SELECT "), "\(path)")
    }
  }

  @Test func `every golden is compared by some test`() throws {
    let texts = Self.sources("Tests").map(\.text).joined()
    let walker = FileManager.default.enumerator(
      at: repositoryRoot.appendingPathComponent("Tests"), includingPropertiesForKeys: nil)
    var goldens = 0
    while let url = walker?.nextObject() as? URL {
      guard url.deletingLastPathComponent().lastPathComponent == "Goldens" else { continue }
      goldens += 1
      // Names are written out or made from a stem before the first digit, dash or dot.
      let name = url.lastPathComponent
      let stem = name.prefix { $0 != "." && $0 != "-" && !$0.isNumber }
      #expect(texts.contains(name) || texts.contains("\"\(stem)"), "no test names \(url.path)")
    }
    #expect(goldens > 0)
  }

  @Test func `links in the documents lead somewhere`() throws {
    let documents =
      ["README.md", "CONTRIBUTING.md"].map { repositoryRoot.appendingPathComponent($0) }
      + ((try? FileManager.default.contentsOfDirectory(
        at: repositoryRoot.appendingPathComponent("docs"), includingPropertiesForKeys: nil)) ?? [])
    for document in documents where document.pathExtension == "md" {
      // What stands in a block of code is an example.
      let text = try String(contentsOf: document, encoding: .utf8).replacing(#/(?ms)^```.*?^```$/#, with: "")
      for link in text.matches(of: #/\]\(([^)#:]+)(?:#[^)]*)?\)/#) where !text[..<link.range.lowerBound].hasSuffix("`")
      {
        let target = document.deletingLastPathComponent().appendingPathComponent(String(link.1))
        #expect(FileManager.default.fileExists(atPath: target.path), "\(document.lastPathComponent): \(link.1)")
      }
    }
  }
}
