import Dispatch
import Synchronization

/// Work on all cores at once.
enum Parallel {
  /// What `work` makes of each of `inputs`, in their order, whichever is finished first.
  static func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], _ work: @Sendable (Input) -> Output
  ) -> [Output] {
    let outputs = Mutex([Output?](repeating: nil, count: inputs.count))
    DispatchQueue.concurrentPerform(iterations: inputs.count) { index in
      let output = work(inputs[index])
      outputs.withLock { $0[index] = output }
    }
    return outputs.withLock { $0.compactMap { $0 } }
  }

  /// What both make, at the same time.
  static func both<First: Sendable, Second: Sendable>(
    _ first: @Sendable () -> First, _ second: @Sendable () -> Second
  ) -> (First, Second) {
    let outputs = Mutex<(first: First?, second: Second?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { index in
      if index == 0 {
        let output = first()
        outputs.withLock { $0.first = output }
      } else {
        let output = second()
        outputs.withLock { $0.second = output }
      }
    }
    return outputs.withLock { ($0.first!, $0.second!) }
  }
}
