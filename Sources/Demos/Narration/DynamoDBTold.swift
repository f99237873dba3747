import Basics
import Cloud

extension DynamoDB.TableCreated: Told {
  var sentence: String { "Table \(table) is being created; it cannot be used yet." }
}

extension DynamoDB.TableActive: Told {
  var sentence: String { "Table \(table) is ACTIVE." }
}

extension DynamoDB.ItemRead: Told {
  var sentence: String {
    let cost = "\(counted(units, unit: "read unit")), \(consistency.rawValue) consistency"
    guard let item else { return "A read of \(key) finds nothing (\(cost))." }
    let expired = isExpired ? ", although it has expired" : ""
    return "A read of \(key) returns \(item.brief)\(expired) (\(cost))."
  }
}

extension DynamoDB.ItemWritten: Told {
  var sentence: String {
    let cost = counted(units, unit: "write unit")
    guard let item else { return "\(operation) removes \(key) (\(cost))." }
    return "\(operation) writes \(item.brief) (\(String(bytes).groupedDigits) bytes, \(cost))."
  }
}

extension DynamoDB.ItemExpired: Told {
  var sentence: String {
    "DynamoDB deletes \(key), \(lag.spoken) after its expiry, for \(counted(units, unit: "write unit"))."
  }
}

extension DynamoDB.ExpirySuperseded: Told {
  var sentence: String { "The deletion of \(key) comes due, but its expiry was moved: it stays." }
}

extension DynamoDB.ReplicatedWrite: Told {
  var sentence: String {
    let what = item?.brief ?? "a deletion of \(key)"
    let head = "A write from \(from), stamped \(written.clock), arrives after \(lag.spoken): \(what)"
    guard isConflict else { return "\(head). It is applied (\(counted(units, unit: "replicated write unit")))." }
    let lost = discarded.map { " \($0.brief) is thrown away" } ?? " Nothing is thrown away"
    return "\(head). It conflicts with what is here and \(isApplied ? "wins" : "loses");\(lost) "
      + "(\(counted(units, unit: "replicated write unit")))."
  }
}

extension DynamoDB.ReplicaAdded: Told {
  var sentence: String { "A replica of \(table) is added in \(replica); \(counted(items, "item")) are copied to it." }
}

extension DynamoDB.ReplicaRefused: Told {
  var sentence: String { "No replica of \(table) can be made here: a table of that name exists." }
}

extension DynamoDB.StreamRecordAppended: Told {
  var sentence: String {
    let by = record.userIdentity.map { ", made by \($0.type) \($0.principalID)" } ?? ""
    return "The stream of \(table) has a record: \(record.event.rawValue) \(record.key)\(by)."
  }
}

extension DynamoDB.RecoveryChanged: Told {
  var sentence: String {
    days.map { "Point-in-time recovery of \(table) is on, with a window of \(counted($0, "day"))." }
      ?? "Point-in-time recovery of \(table) is off; its history is gone."
  }
}

extension DynamoDB.TimeToLiveChanged: Told {
  var sentence: String {
    isEnabled
      ? "TTL of \(table) is on: the attribute `\(attribute)` holds an item's expiry."
      : "TTL of \(table) is off."
  }
}

extension DynamoDB.ItemsRead: Told {
  var sentence: String {
    let gone = expired == 0 ? "" : expired == 1 ? ", one of which has expired" : ", \(expired) of which have expired"
    let filter = returned < scanned ? " of \(scanned) that it read" : ""
    return "A \(operation) returns \(counted(returned, "item"))\(filter)\(gone) (\(counted(units, unit: "read unit")))."
  }
}

extension DynamoDB.RestoreStarted: Told {
  var sentence: String {
    let lacks = notCarriedOver.isEmpty ? "" : ", but not \(listed(notCarriedOver.map(\.rawValue), "or"))"
    return "\(target) is being made from \(source) as it was at \(moment.clock): \(counted(items, "item")). "
      + "It gets \(listed(carriedOver.map(\.rawValue), "and"))\(lacks)."
  }
}

extension DynamoDB.RestoreFinished: Told {
  var sentence: String { "\(table) is ACTIVE with \(counted(items, "item")), \(took.spoken) after the request." }
}

extension DynamoDB.BackupCreated: Told {
  var sentence: String {
    "A backup \(name) of \(table) is made: \(counted(items, "item")), \(String(bytes).groupedDigits) bytes."
  }
}

extension DynamoDB.TableDeleted: Told {
  var sentence: String { "Table \(table) is deleted, with \(counted(items, "item"))." }
}

extension DynamoDB.BillingChanged: Told {
  var sentence: String { "Table \(table) is now paid for \(billing == .onDemand ? "by the request" : "by the hour")." }
}

extension Item {
  /// With long texts cut short, and a large item after its first attributes.
  var brief: String {
    var item = self
    for (name, value) in attributes {  // each is looked at on its own
      if case .string(let text) = value, text.count > 24 { item[name] = .string("\(text.prefix(8))…") }
    }
    let text = item.description
    return text.count <= 160 ? text : text.prefix(120) + "… (\(counted(attributes.count, "attribute")))"
  }
}

extension DynamoDB.ConditionFailed: Told {
  var sentence: String {
    "A write of \(key) fails on its condition `\(condition)`, for \(counted(units, unit: "write unit"))."
  }
}

extension DynamoDB.TransactionCommitted: Told {
  var sentence: String {
    "A transaction of \(counted(actions, "action")) is committed, for \(counted(units, unit: "write unit"))."
  }
}

extension DynamoDB.TransactionCancelled: Told {
  var sentence: String {
    "A transaction is cancelled (\(listed(reasons, "and"))), for \(counted(units, unit: "write unit"))."
  }
}

extension DynamoDB.TransactionRepeated: Told {
  var sentence: String { "The transaction with the token \(token) was done before; nothing is done again." }
}
