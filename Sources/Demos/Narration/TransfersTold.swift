import Basics
import Cloud

extension DynamoDB.ExportStarted: Told {
  var sentence: String {
    "An export of \(export.table) begins: \(counted(export.itemCount, "item")), without any read units."
  }
}

extension DynamoDB.ExportEnded: Told {
  var sentence: String {
    export.failureCode.map { "The export of \(export.table) fails: \($0)." }
      ?? "The export of \(export.table) is complete; its manifest is \(export.manifestKey)."
  }
}

extension DynamoDB.ImportStarted: Told {
  var sentence: String { "Table \(job.table) is being made from the objects in \(job.bucket)/\(job.prefix)." }
}

extension DynamoDB.ImportErrors: Told {
  var sentence: String { "\(counted(errors, "row")) cannot be imported into \(table); the reasons are logged." }
}

extension DynamoDB.ImportEnded: Told {
  var sentence: String {
    job.failureCode.map { "The import into \(job.table) fails: \($0)." }
      ?? "\(counted(job.importedItemCount, "item")) are in \(job.table), without any write units."
  }
}

extension S3.BucketCreated: Told {
  var sentence: String { "Bucket \(bucket) is there." }
}

extension S3.ObjectPut: Told {
  var sentence: String { "Object \(key) is put into \(bucket), \(counted(bytes, "byte"))." }
}

extension CloudWatchLogs.LogEventsPut: Told {
  var sentence: String { "\(counted(events, "event")) are logged to \(group), stream \(stream)." }
}

extension AWSBackup.PlanCreated: Told {
  var sentence: String { "Backup plan \(plan) begins, with \(counted(rules, "rule"))." }
}

extension AWSBackup.RecoveryPointCreated: Told {
  var sentence: String { "A recovery point of \(table) from \(origin) is kept: \(counted(items, "item"))." }
}

extension AWSBackup.RecoveryPointMoved: Told {
  var sentence: String { "A recovery point moves to cold storage, \(age.spoken) after it was made." }
}

extension AWSBackup.RecoveryPointDeleted: Told {
  var sentence: String { "A recovery point is deleted, \(age.spoken) after it was made." }
}

extension AWSBackup.RestoreJobStarted: Told {
  var sentence: String { "Table \(target) is being made from a recovery point of \(table)." }
}

extension AWSBackup.JobFailed: Told {
  var sentence: String { "A backup job fails: \(message)." }
}

extension DynamoDB.DestinationChanged: Told {
  var sentence: String {
    isEnabled
      ? "Changes of \(table) go to the Kinesis data stream \(stream)." : "No more changes of \(table) go to Kinesis."
  }
}

extension Kinesis.DataStreamCreated: Told {
  var sentence: String { "The data stream \(stream) has \(counted(shards, "shard"))." }
}

extension Kinesis.RetentionChanged: Told {
  var sentence: String { "The data stream \(stream) keeps its records for \(retention.spoken) from now on." }
}

extension Kinesis.RecordsRead: Told {
  var sentence: String { "A reader of \(shard) of the data stream \(stream) gets \(counted(records, "record"))." }
}

extension Kinesis.RecordPut: Told {
  var sentence: String { "A record of \(partitionKey) arrives in \(shard) of \(stream), as number \(sequenceNumber)." }
}

extension DynamoDB.ReplicaRemoved: Told {
  var sentence: String { "\(table) is no longer replicated to \(replica); the table there is deleted." }
}

extension DynamoDB.StrongTableMade: Told {
  var sentence: String {
    let third = witness.map { ", with a witness in \($0)" } ?? ""
    return "\(table) is replicated with strong consistency to \(listed(replicas.map(\.rawValue), "and"))\(third)."
  }
}
