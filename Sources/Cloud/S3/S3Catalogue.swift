import Simulation

extension S3 {
  public static let operations: [OperationCatalogue.Entry] = [
    .simulated(CreateBucket.self, missing: ["everything but the name"]),
    .simulated(PutObject.self, missing: ["metadata", "storage classes", "encryption"]),
    .simulated(GetObject.self, missing: ["Range"]), .simulated(DeleteObject.self, missing: ["versions"]),
    .simulated(ListObjectsV2.self, missing: ["Delimiter"]),
  ]
}
