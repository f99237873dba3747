/// Every operation that the emulation knows by name, and what it makes of it.
///
/// Each service lists its own beside its state (`static let operations`); what the list does not simulate is refused by
/// name.
public enum OperationCatalogue {
  public struct Entry: Sendable, Hashable {
    /// As IAM writes it: `dynamodb:PutItem`.
    public let name: String
    /// What of it is left out and refused; empty when nothing that matters is.
    public let missing: [String]
    /// False for an operation that is known and refused.
    public let isSimulated: Bool
    /// Why it is refused, and what shows the mechanism instead where something does; nil for a simulated one.
    public let reason: String?

    public static func simulated<O: Operation>(_ operation: O.Type, missing: [String] = []) -> Entry {
      Entry(name: O.name, missing: missing, isSimulated: true, reason: nil)
    }
    public static func refused(_ name: String, _ reason: String) -> Entry {
      Entry(name: name, missing: ["all of it"], isSimulated: false, reason: reason)
    }

    /// The part before the colon.
    public var service: String { String(name.prefix { $0 != ":" }) }
    /// The part after it.
    public var operation: String { String(name.dropFirst(service.count + 1)) }
  }

  /// Sorted by name.
  public static let all: [Entry] = Stack.services.flatMap { $0.operations }.sorted { $0.name < $1.name }

  public static func entry(_ name: String) -> Entry? { byName[name] }

  /// Sorted.
  public static let services: [String] = Set(all.map(\.service)).sorted()

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
