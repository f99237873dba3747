import ArgumentParser
import Cloud

/// What of AWS's APIs is simulated, and what is refused by name.
struct Operations: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the AWS operations that are simulated, and those that are refused, with why.",
    discussion: """
      A request for what is not simulated is refused by name, never answered with a guess.

      Example: rehearse operations dynamodb
      """)
  @Argument(help: "A service, as ARNs call it: dynamodb. All of them unless said.") var service: String?
  @OptionGroup var common: CommonOptions

  private struct Row: Encodable {
    let name: String, service: String, operation: String
    /// `simulated` or `refused`.
    let status: String
    /// Parts that are refused.
    let missing: [String]
    let reason: String?

    init(_ entry: OperationCatalogue.Entry) {
      (name, service, operation) = (entry.name, entry.service, entry.operation)
      status = entry.isSimulated ? "simulated" : "refused"
      missing = entry.isSimulated ? entry.missing : []
      reason = entry.reason
    }
  }
  private struct Report: Encodable { let operations: [Row] }

  func run() throws {
    if let service, !OperationCatalogue.services.contains(service) {
      throw Failure(
        "no service is called '\(service)'",
        remedy: "Choose one of \(OperationCatalogue.services.joined(separator: ", ")).", code: .usage)
    }
    let entries = OperationCatalogue.all.filter { service == nil || $0.service == service }
    if common.json { return try Output.json(Report(operations: entries.map(Row.init))) }
    let width = entries.map(\.operation.count).max() ?? 0
    for name in OperationCatalogue.services where service == nil || service == name {
      let own = entries.filter { $0.service == name }
      try Output.line("\(name): \(own.count(where: \.isSimulated)) simulated, \(own.count { !$0.isSimulated }) refused")
      for entry in own {
        let note = entry.reason ?? (entry.missing.isEmpty ? "" : "without " + entry.missing.joined(separator: ", "))
        let status = entry.isSimulated ? "simulated" : "refused  "
        let line = "  " + entry.operation.padded(to: width) + "  " + status + (note.isEmpty ? "" : "  " + note)
        try Output.line(line)
      }
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
