import Simulation

extension DynamoDB {
  /// What a reply from another service belongs to.
  enum Transfer: Sendable {
    case export(arn: String)
    case list(arn: String)
    case read(arn: String)
  }

  public mutating func receive(_ reply: AnyReply, to request: RequestID, _ context: inout Context) {
    switch transfers.removeValue(forKey: request) {
    case nil: break
    case .export(let arn): exportWritten(arn, reply, &context)
    case .list(let arn): objectsListed(arn, reply, &context)
    case .read(let arn): objectRead(arn, reply, &context)
    }
  }
}
