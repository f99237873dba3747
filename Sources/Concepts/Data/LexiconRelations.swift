extension Lexicon {
  /// How known things stand to each other, `from type to`, as their makers document them. An edge is made of a line when
  /// one file speaks of both; the edge names this rule and where the two are named.
  static let relations = #"""
    lambda example-of serverless
    dynamodb example-of serverless
    api-gateway example-of serverless
    s3 example-of serverless
    firehose example-of serverless
    fargate example-of serverless
    aurora-serverless example-of serverless
    cognito example-of serverless
    sns example-of serverless
    sqs example-of serverless
    step-functions example-of serverless
    eventbridge example-of serverless
    thumbnail-pipeline example-of serverless
    serverless-cron example-of serverless
    serverless-api example-of serverless
    serverless-web-app example-of serverless
    rest-api part-of api-gateway
    rds-proxy uses connection-pooling
    global-tables uses active-active-replication
    provisioned-mode integrates-with auto-scaling
    glue uses etl
    fargate part-of ecs
    lambda-memory uses lambda-pricing
    lambda-vpc requires vpc
    lambda-vpc uses eni
    lambda-vpc requires subnet
    lambda-vpc requires security-group
    rds part-of vpc
    elasticache part-of vpc
    rds-proxy integrates-with rds
    rds-proxy integrates-with lambda
    rds-proxy requires lambda-vpc
    rds-proxy integrates-with iam
    rds-proxy integrates-with secrets-manager
    dax integrates-with dynamodb
    dax contrasts-with elasticache
    dynamodb integrates-with iam
    dynamodb integrates-with s3
    dynamodb integrates-with kinesis-data-streams
    dynamodb-streams triggers lambda
    dynamodb-streams contrasts-with kinesis-data-streams
    kinesis-adapter uses kinesis-data-streams
    global-tables requires dynamodb-streams
    global-tables uses cross-region-replication
    s3-export requires pitr
    s3-export uses s3
    s3-import uses s3
    s3-import integrates-with cloudwatch-logs
    on-demand-backup integrates-with aws-backup
    pitr contrasts-with on-demand-backup
    provisioned-mode contrasts-with on-demand-mode
    s3 triggers lambda
    s3-event-notification triggers lambda
    sns integrates-with lambda
    sqs integrates-with lambda
    cognito integrates-with lambda
    eventbridge triggers lambda
    eventbridge-rule triggers lambda
    cloudwatch-logs integrates-with lambda
    lambda integrates-with cloudwatch
    lambda integrates-with cloudfront
    lambda integrates-with kinesis-data-streams
    api-gateway uses lambda
    api-gateway integrates-with iam
    api-gateway integrates-with cognito
    api-gateway integrates-with kinesis-data-streams
    api-gateway integrates-with step-functions
    api-gateway integrates-with sqs
    aws-service-integration integrates-with kinesis-data-streams
    kinesis-data-streams integrates-with firehose
    kinesis-data-streams integrates-with kinesis-data-analytics
    firehose uses s3
    step-functions integrates-with lambda
    step-functions integrates-with ecs
    step-functions integrates-with ec2
    cloudfront-functions contrasts-with lambda-at-edge
    cloudfront-functions uses viewer-request
    cloudfront-functions uses viewer-response
    lambda-at-edge uses viewer-request
    lambda-at-edge uses viewer-response
    lambda-at-edge uses origin-request
    lambda-at-edge uses origin-response
    lambda-at-edge uses lambda
    lambda contrasts-with ec2
    edge-optimized-endpoint uses cloudfront
    edge-optimized-endpoint contrasts-with regional-endpoint
    regional-endpoint contrasts-with private-endpoint
    private-endpoint requires interface-vpc-endpoint
    private-endpoint requires vpc
    private-endpoint requires resource-policy
    interface-vpc-endpoint uses eni
    custom-domain-name requires acm
    custom-domain-name requires route-53
    nosql contrasts-with relational-database
    tls uses tcp
    tcp contrasts-with udp
    docker-image uses docker
    kubernetes uses docker
    openid-connect uses oauth
    """#

  /// Things that learners take for one another, though no line may set them side by side.
  private static let confusedPairs = #"""
    dax elasticache
    cloudfront-functions lambda-at-edge
    dynamodb-streams kinesis-data-streams
    provisioned-mode on-demand-mode
    on-demand-backup pitr
    user-pool identity-pool
    edge-optimized-endpoint regional-endpoint
    edge-optimized-endpoint private-endpoint
    regional-endpoint private-endpoint
    s3-export s3-import
    kinesis-data-streams firehose
    sqs sns
    sqs kinesis-data-streams
    eventbridge sns
    lambda fargate
    lambda step-functions
    tcp udp
    """#

  /// The pairs in order.
  public static let confusables: [(Concept.ID, Concept.ID)] = confusedPairs.split(separator: "\n").compactMap { line in
    let words = line.split(separator: " ").map(String.init)
    return words.count == 2 ? (words[0], words[1]) : nil
  }

  struct Relation: Hashable, Sendable {
    let from: Concept.ID, to: Concept.ID
    let kind: Edge.Kind
  }

  /// The relations in order; a line with an unknown type is left out, and a test asserts that there is none.
  static let knownRelations: [Relation] = relations.split(separator: "\n").compactMap { line in
    let words = line.split(separator: " ").map(String.init)
    guard words.count == 3, let kind = Edge.Kind(rawValue: words[1]) else { return nil }
    return Relation(from: words[0], to: words[2], kind: kind)
  }
}
