/// What an error carries besides its message.
public enum ErrorDetail: Sendable, Hashable {
  /// The item that a condition failed on, when `ReturnValuesOnConditionCheckFailure` asked for it.
  case item(Item)
  /// One for each action of a cancelled transaction, in order.
  case cancellation([DynamoDB.CancellationReason])
}
