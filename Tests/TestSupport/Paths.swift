import Foundation

/// The root of the checkout, found from this file.
public let repositoryRoot = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// Vector files: those named `prefix*.json` in `folder`, and in the folder that `REHEARSE_EXTRA_VECTORS` names.
public func vectorFiles(prefix: String, in folder: URL) -> [URL] {
  let extra = ProcessInfo.processInfo.environment["REHEARSE_EXTRA_VECTORS"].map { URL(fileURLWithPath: $0) }
  return ([folder] + (extra.map { [$0] } ?? [])).flatMap { folder in
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasPrefix(prefix) && $0.hasSuffix(".json") }.sorted()
      .map { folder.appendingPathComponent($0) }
  }
}
