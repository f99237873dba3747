import Simulation

extension Misconception {
  /// Every misconception that a world can hold, by service and subject; each service lists its own.
  public static let all: [Misconception] =
    Stack.services.flatMap { $0.misconceptions } + [.freeTierIsForfeited, .freeTierIsRequestsOnly]

  public static func named(_ id: String) -> Misconception? { all.first { $0.id == id } }
}
