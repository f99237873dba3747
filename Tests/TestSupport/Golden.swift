import Foundation
import Testing

/// Compares `text` with `Goldens/<name>` beside the calling test.
///
/// `REHEARSE_RECORD=missing` writes goldens that do not exist, `all` rewrites every one; both then fail with
/// "recorded, run again", so that a recording run can never pass for a test run.
public func expectGolden(
  _ text: String, _ name: String, file: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) {
  let golden = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Goldens/\(name)")
  let mode = ProcessInfo.processInfo.environment["REHEARSE_RECORD"]
  let existing = try? String(contentsOf: golden, encoding: .utf8)
  if mode == "all" && existing != text || mode == "missing" && existing == nil {
    do {
      try FileManager.default.createDirectory(
        at: golden.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: golden, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name), run again", sourceLocation: sourceLocation)
    } catch {
      Issue.record("could not record \(name): \(error)", sourceLocation: sourceLocation)
    }
    return
  }
  guard let existing else {
    Issue.record("no golden \(name); record it with REHEARSE_RECORD=missing", sourceLocation: sourceLocation)
    return
  }
  guard existing != text else { return }
  let old = existing.split(separator: "\n", omittingEmptySubsequences: false)
  let new = text.split(separator: "\n", omittingEmptySubsequences: false)
  let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
  Issue.record(
    """
    \(name) differs first at line \(line + 1)
      golden: \(line < old.count ? String(old[line]) : "(ends)")
      now:    \(line < new.count ? String(new[line]) : "(ends)")
    """, sourceLocation: sourceLocation)
}
