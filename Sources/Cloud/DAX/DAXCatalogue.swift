import Simulation

extension DAX {
  public static let operations: [OperationCatalogue.Entry] = [
    .simulated(CreateCluster.self, missing: ["SubnetGroupName", "IamRoleArn", "ClusterEndpointEncryptionType"]),
    .simulated(DeleteCluster.self), .simulated(SetReplicationFactor.self), .simulated(RebootNode.self),
    .simulated(Through<DynamoDB.GetItem>.self), .simulated(Through<DynamoDB.Query>.self),
    .simulated(Through<DynamoDB.Scan>.self), .simulated(Through<DynamoDB.PutItem>.self),
    .simulated(Through<DynamoDB.UpdateItem>.self), .simulated(Through<DynamoDB.DeleteItem>.self),
    .simulated(Through<DynamoDB.TransactGetItems>.self), .simulated(Through<DynamoDB.TransactWriteItems>.self),
    .refused("dax:BatchGetItem", "batches are not cached here; read the items one by one"),
    .refused("dax:BatchWriteItem", "batches are not cached here; write the items one by one"),
    .refused("dax:UpdateParameterGroup", "the TTLs of a cluster are set when it is made"),
  ]

  public static let misconceptions: [Misconception] = [
    .daxIsConsistent, .daxWritesRefreshQueries, .daxCachesStrongReads, .daxForgetsMisses,
  ]
}
