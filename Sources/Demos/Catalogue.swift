import Concepts

/// All demos there are.
public enum Catalogue {
  /// In the order in which they are listed. A new demo is one more line.
  public static let all: [Demo] = [
    .lambdaBilling, .lambdaMemory, .lambdaColdStarts, .lambdaConcurrency, .lambdaAsync,
    .dynamoDBUnits, .dynamoDBCapacityModes, .dynamoDBTableClasses, .dynamoDBSchema,
    .dynamoDBThrottling, .dynamoDBSpike, .dynamoDBAutoScaling,
    .dynamoDBTimeToLive, .globalTableConflict, .pointInTimeRestore,
    .dynamoDBStreams, .streamsOrKinesis, .dynamoDBBackups, .dynamoDBExport, .dynamoDBImport,
    .dynamoDBAccelerator, .elastiCacheLeaderboard,
  ]

  /// - Throws: `unknownDemo`, with the names that are most like it.
  public static func demo(_ name: String) throws(DemoError) -> Demo {
    guard let demo = all.first(where: { $0.name == name }) else {
      throw .unknownDemo(name, suggestions: closest(to: name.lowercased(), in: all.map(\.name)))
    }
    return demo
  }

  /// Each demo's name with the concepts it is about, as the concept graph's links ask for them.
  public static var concepts: [String: [Concept.ID]] {
    Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.concepts) })
  }

  /// The demos whose subject `concept` is, in the catalogue's order.
  public static func demos(about concept: Concept.ID) -> [Demo] { all.filter { $0.concepts.contains(concept) } }
}
