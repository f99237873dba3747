import Concepts

/// All demos there are.
public enum Catalogue {
  /// In the order in which they are listed. A new demo is one more line.
  public static let all: [Demo] = [
    .lambdaBilling, .dynamoDBTimeToLive, .globalTableConflict, .pointInTimeRestore,
  ]

  /// - Throws: `unknownDemo`, with the names that are most like it.
  public static func demo(_ name: String) throws(DemoError) -> Demo {
    guard let demo = all.first(where: { $0.name == name }) else {
      throw .unknownDemo(name, suggestions: closest(to: name.lowercased(), in: all.map(\.name)))
    }
    return demo
  }

  /// The concepts of each demo, for the concept graph.
  public static var concepts: [(demo: String, concepts: [Concept.ID])] { all.map { ($0.name, $0.concepts) } }

  /// The demos whose subject `concept` is, in the catalogue's order.
  public static func demos(about concept: Concept.ID) -> [Demo] { all.filter { $0.concepts.contains(concept) } }

  /// Services and features whose demos are still to come: their concepts, and those that belong to them, have no demo
  /// because it is planned.
  public static let planned: [Concept.ID] = [
    "lambda", "dynamodb", "api-gateway", "step-functions", "sqs", "sns", "eventbridge", "kinesis-data-streams",
    "firehose", "s3", "cloudfront", "cognito", "rds-proxy", "aurora", "dax", "elasticache", "fargate", "ecs", "vpc",
    "cloudwatch", "iam", "aws-backup",
  ]
}
