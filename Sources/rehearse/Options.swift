import ArgumentParser
import Basics
import Foundation
import Settings
import Terminal

/// The options that every command has.
struct CommonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The SQLite collection; otherwise $REHEARSE_COLLECTION, otherwise rehearse/collection.sqlite in the data folder.",
      valueName: "file"))
  var collection: String?

  @Flag(help: "Print one JSON document on standard output and nothing else there.")
  var json = false

  @Option(help: ArgumentHelp("The study clock, for scripts: 2026-11-24T09:00:00Z.", valueName: "time"))
  var now: Instant?

  @Option(help: ArgumentHelp("The seed of every random choice.", valueName: "n"))
  var seed: UInt64?

  @Option(help: ArgumentHelp("Colour: auto, always or never. NO_COLOR is honoured.", valueName: "when"))
  var color: ColorChoice = .auto

  /// The time zone of the person, by TZ or the system.
  var zone: TimeZoneRules { TimeZoneRules(system: nil) ?? .utc }

  /// The study clock: `--now`, or the wall clock.
  var clock: StudyClock { StudyClock(fixed: now) }

  var collectionPath: String {
    if let collection { return collection }
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["REHEARSE_COLLECTION"], !path.isEmpty { return path }
    let data =
      environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.local/share"
    return data + "/rehearse/collection.sqlite"
  }
}

extension ColorChoice: ExpressibleByArgument {}

/// Reads the wall clock at the edge, unless a script fixed the time.
struct StudyClock: Sendable {
  let fixed: Instant?

  func now() -> Instant {
    fixed ?? Instant(nanoseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded()) * 1_000)
  }
}

extension Instant: ExpressibleByArgument {
  public init?(argument: String) { self.init(iso8601: argument) }
}
