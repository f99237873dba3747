import Simulation

extension ElastiCache {
  public static let misconceptions: [Misconception] = [.cachesSurviveReboots]

  public static let operations: [OperationCatalogue.Entry] = [
    .simulated(CreateCacheCluster.self, missing: ["NumCacheNodes over 1", "Memcached", "AUTH"]),
    .simulated(DeleteCacheCluster.self), .simulated(RebootCacheCluster.self),
    .simulated(Execute.self, missing: ["commands other than those of strings, sorted sets and expiry"]),
    .refused("elasticache:CreateReplicationGroup", "a cache has one node here"),
    .refused("elasticache:CreateServerlessCache", "a cache has one node here"),
  ]
}
