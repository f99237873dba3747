import Simulation

extension Misconception {
  /// Every misconception that a world can hold, by service and subject.
  public static let all: [Misconception] = [
    .ttlIsImmediate, .expiredItemsAreHidden, .ttlCostsWriteCapacity,
    .globalIndexesAreImmediate,
    .replicationIsSynchronous, .attributesAreMerged, .firstWriterWins,
    .unusedCapacityIsLost, .capacityIsDivided, .capacityIsUnlimitedPerKey, .onDemandHasNoLimit, .scalingIsImmediate,
    .restoreOverwritesTheTable, .restoreReachesNow, .settingsCarryOver,
    .billedPer100Milliseconds, .memoryDoesNotChangePrice, .initIsFree, .idleTimeIsBilled,
    .failedRunsAreFree, .memoryBringsNoCPU, .cpuGrowsForever, .everyRunIsCold, .environmentsStayForever,
    .environmentsAreShared, .concurrencyIsARate, .concurrencyIsPerFunction, .failedEventsAreDropped,
    .retriesAreImmediate, .asyncErrorsReachTheCaller,
    .freeTierIsForfeited, .freeTierIsRequestsOnly,
  ]

  public static func named(_ id: String) -> Misconception? { all.first { $0.id == id } }
}
