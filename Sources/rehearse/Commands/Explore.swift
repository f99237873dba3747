import ArgumentParser
import Basics
import Cloud

/// Looks for programs that break what must always hold.
struct Explore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Search random programs and faults for one that breaks an invariant of the simulation.",
    discussion: """
      Each seed is a program of requests, waits and faults. After every event the invariants of the service are checked; \
      a program that breaks one is shrunk and printed with its seed, and the exit code is 65.

      Example: rehearse explore dynamodb --seconds 60 --seed 1
      """,
    shouldDisplay: false)
  @Argument(help: "A service; all that have an exploration unless said.") var service: String?
  @Option(help: ArgumentHelp("For how long to search.", valueName: "n")) var seconds: Double = 60
  @Option(help: ArgumentHelp("Search so many programs of each service instead.", valueName: "n")) var programs: Int?
  @OptionGroup var common: CommonOptions

  private struct Report: Encodable {
    struct Finding: Encodable {
      let service: String, seed: String, invariant: String, detail: String
      let program: [String]
      let length: Int
    }
    let programs: Int
    let seed: String
    let finding: Finding?
  }

  func validate() throws {
    guard seconds > 0, programs.map({ $0 > 0 }) ?? true else {
      throw ValidationError("--seconds and --programs are above zero.")
    }
  }

  func run() throws {
    let subjects = Stack.services.compactMap { $0.exploration }.filter { service == nil || $0.name == service }
    guard !subjects.isEmpty else {
      let known = Stack.services.compactMap { $0.exploration?.name }.joined(separator: ", ")
      throw Failure(
        "no service with an exploration is called '\(service ?? "")'", remedy: "Choose one of \(known).", code: .usage)
    }
    let first = common.seed ?? 1, clock = ContinuousClock(), end = clock.now + .seconds(seconds)
    var seed = first, count = 0, finding: Report.Finding?
    repeat {
      for subject in subjects where finding == nil {
        count += 1
        finding = explore(subject, seed)
      }
      seed &+= 1
    } while finding == nil && (programs.map { seed &- first < UInt64($0) } ?? (clock.now < end))
    if common.json { try Output.json(Report(programs: count, seed: String(first), finding: finding)) }
    guard let finding else {
      if !common.json { try Output.line("\(count) programs from seed \(first) on: everything held.") }
      return
    }
    if !common.json {
      try Output.line("\(finding.service), seed \(finding.seed): \(finding.invariant): \(finding.detail)")
      try Output.line("\(finding.program.count) of \(finding.length) moves are enough:")
      for move in finding.program { try Output.line("  " + move) }
    }
    throw Failure(
      "an invariant of \(finding.service) broke",
      remedy: "Run it again: rehearse explore \(finding.service) --seed \(finding.seed) --programs 1", code: .badData)
  }

  private func explore(_ subject: some Exploration, _ seed: UInt64) -> Report.Finding? {
    Explorer(subject).explore(seed: seed).map {
      Report.Finding(
        service: $0.service, seed: String($0.seed), invariant: $0.breach.invariant, detail: $0.breach.detail,
        program: $0.program, length: $0.length)
    }
  }
}
