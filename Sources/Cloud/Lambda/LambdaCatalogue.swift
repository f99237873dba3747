import Simulation

extension Lambda {
  public static let operations: [OperationCatalogue.Entry] = [
    .simulated(CreateFunction.self, missing: ["Layers", "VpcConfig", "SnapStart", "Publish"]),
    .simulated(UpdateFunctionConfiguration.self, missing: ["everything but memory and timeout"]),
    .simulated(Invoke.self, missing: ["Qualifier", "InvocationType DryRun"]),
    .simulated(PutFunctionConcurrency.self),
    .simulated(PutFunctionEventInvokeConfig.self, missing: ["destinations"]),
    .refused("lambda:CreateEventSourceMapping", "functions are invoked directly; pollers are not modelled yet"),
    .refused("lambda:CreateFunctionUrlConfig", "function URLs are not modelled yet; Invoke runs a function"),
    .refused("lambda:InvokeWithResponseStream", "responses are whole; streaming is not modelled"),
    .refused("lambda:PublishVersion", "a function has one version; aliases are not modelled yet"),
    .refused("lambda:PutProvisionedConcurrencyConfig", "environments that wait warm are not modelled yet"),
  ]

  public static let misconceptions: [Misconception] = [
    .billedPer100Milliseconds, .memoryDoesNotChangePrice, .initIsFree, .idleTimeIsBilled,
    .failedRunsAreFree, .memoryBringsNoCPU, .cpuGrowsForever, .everyRunIsCold, .environmentsStayForever,
    .environmentsAreShared, .concurrencyIsARate, .concurrencyIsPerFunction, .failedEventsAreDropped,
    .retriesAreImmediate, .asyncErrorsReachTheCaller,
  ]
}
