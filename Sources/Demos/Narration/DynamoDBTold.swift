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
    return "A read of \(key) returns \(item)\(expired) (\(cost))."
  }
}

extension DynamoDB.ItemWritten: Told {
  var sentence: String {
    let cost = "\(String(bytes).groupedDigits) bytes, \(counted(units, unit: "write unit"))"
    guard let item else { return "\(operation) removes \(key) (\(cost))." }
    let text = item.description
    let shown = text.count <= 160 ? text : String(text.prefix(150)) + "…}"
    return "\(operation) writes \(shown) (\(cost))."
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
    let what = item.map { "\($0)" } ?? "a deletion of \(key)"
    let head = "A write from \(from), stamped \(written.clock), arrives after \(lag.spoken): \(what)"
    guard isConflict else { return "\(head). It is applied (\(counted(units, unit: "replicated write unit")))." }
    let lost = discarded.map { " \($0) is thrown away" } ?? " Nothing is thrown away"
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
