/// Limits and quotas. One row: service | limit | value | unit | source | as of.
///
/// The mechanisms hold these numbers in their own types; a test compares the two, so that the table is what is shown
/// and the mechanism is what acts.
let limitTable = #"""
  lambda | memory-min | 128 | MB | Lambda Developer Guide: Lambda quotas | 2026-11
  lambda | memory-max | 10240 | MB | Lambda Developer Guide: Lambda quotas | 2026-11
  lambda | timeout-min | 1 | s | Lambda Developer Guide: Lambda quotas | 2026-11
  lambda | timeout-max | 900 | s | Lambda Developer Guide: Lambda quotas | 2026-11
  lambda | ephemeral-storage-min | 512 | MB | Lambda Developer Guide: Lambda quotas | 2026-11
  lambda | ephemeral-storage-max | 10240 | MB | Lambda Developer Guide: Lambda quotas | 2026-11
  lambda | environment-variables | 4096 | B | Lambda Developer Guide: Lambda quotas | 2026-11
  lambda | payload-sync | 6291456 | B | Lambda Developer Guide: Lambda quotas | 2026-11
  lambda | payload-async | 1048576 | B | AWS What's New, October 2025 | 2026-11
  lambda | concurrent-executions | 1000 | executions | Lambda Developer Guide: Lambda quotas | 2026-11
  lambda | unreserved-min | 100 | executions | Lambda Developer Guide: Reserved concurrency | 2026-11
  lambda | scaling-rate | 1000 | environments per 10 s | Lambda Developer Guide: Scaling behavior | 2026-11
  lambda | async-retries | 2 | retries | Lambda Developer Guide: Asynchronous invocation | 2026-11
  lambda | async-age-max | 21600 | s | Lambda Developer Guide: Asynchronous invocation | 2026-11
  dynamodb | item-size | 409600 | B | DynamoDB Developer Guide: Quotas | 2026-11
  dynamodb | partition-key-size | 2048 | B | DynamoDB Developer Guide: Quotas | 2026-11
  dynamodb | sort-key-size | 1024 | B | DynamoDB Developer Guide: Quotas | 2026-11
  dynamodb | number-digits | 38 | digits | DynamoDB Developer Guide: Quotas | 2026-11
  dynamodb | nesting-depth | 32 | levels | DynamoDB Developer Guide: Quotas | 2026-11
  dynamodb | page-size | 1048576 | B | DynamoDB Developer Guide: Query | 2026-11
  dynamodb | expression-operators | 300 | operators | DynamoDB Developer Guide: Quotas | 2026-11
  dynamodb | in-operands | 100 | operands | DynamoDB Developer Guide: Quotas | 2026-11
  dynamodb | global-indexes | 20 | indexes | DynamoDB Developer Guide: Quotas | 2026-11
  dynamodb | local-indexes | 5 | indexes | DynamoDB Developer Guide: Quotas | 2026-11
  dynamodb | projected-attributes | 100 | attributes | DynamoDB Developer Guide: Quotas | 2026-11
  dynamodb | collection-size | 10737418240 | B | DynamoDB Developer Guide: Quotas | 2026-11
  dynamodb | batch-get-keys | 100 | items | DynamoDB API Reference: BatchGetItem | 2026-11
  dynamodb | batch-write-requests | 25 | items | DynamoDB API Reference: BatchWriteItem | 2026-11
  dynamodb | transaction-actions | 100 | items | DynamoDB API Reference: TransactWriteItems | 2026-11
  dynamodb | transaction-size | 4194304 | B | DynamoDB API Reference: TransactWriteItems | 2026-11
  dynamodb | scan-segments | 1000000 | segments | DynamoDB API Reference: Scan | 2026-11
  dynamodb | tags | 50 | tags | DynamoDB Developer Guide: Tagging | 2026-11
  dynamodb | table-class-changes | 2 | changes in 30 days | DynamoDB Developer Guide: Table classes | 2026-11
  dynamodb | table-throughput | 40000 | units/s | DynamoDB Developer Guide: Quotas | 2026-11
  dynamodb | account-throughput | 80000 | units/s | DynamoDB Developer Guide: Quotas | 2026-11
  dynamodb | expression-size | 4096 | B | DynamoDB Developer Guide: Quotas | 2026-11
  dynamodb | stream-retention | 24 | h | DynamoDB Developer Guide: Streams | 2026-11
  dynamodb | recovery-days-max | 35 | d | DynamoDB Developer Guide: Point-in-time backups | 2026-11
  dynamodb | burst | 300 | s | DynamoDB Developer Guide: Burst capacity | 2026-11
  dynamodb | partition-reads | 3000 | RCU | DynamoDB Developer Guide: Partition keys | 2026-11
  dynamodb | partition-writes | 1000 | WCU | DynamoDB Developer Guide: Partition keys | 2026-11
  dynamodb | partition-size | 10 | GB | DynamoDB Developer Guide: Partitions | 2026-11
  dynamodb | table-units | 40000 | units | DynamoDB Developer Guide: Quotas | 2026-11
  dynamodb | account-units | 80000 | units | DynamoDB Developer Guide: Quotas | 2026-11
  dynamodb | on-demand-writes-at-first | 4000 | WRU | DynamoDB Developer Guide: On-demand capacity mode | 2026-11
  dynamodb | on-demand-reads-at-first | 12000 | RRU | DynamoDB Developer Guide: On-demand capacity mode | 2026-11
  dynamodb | on-demand-window | 30 | min | DynamoDB Developer Guide: On-demand capacity mode | 2026-11
  dynamodb | mode-switches | 4 | in 24 h | DynamoDB Developer Guide: Switching capacity modes | 2026-11
  dynamodb | decreases-a-day | 4 | decreases | DynamoDB Developer Guide: Quotas | 2026-11
  dynamodb | scaling-out-minutes | 2 | min | AWS re:Post Knowledge Center: DynamoDB auto scaling | 2026-11
  backup | cold-days-min | 90 | d | AWS Backup Developer Guide: Backup lifecycle | 2026-11
  dax | nodes-max | 11 | nodes | DynamoDB Developer Guide: DAX cluster components | 2026-11
  dax | ttl | 300 | s | DynamoDB Developer Guide: DAX: How it works | 2026-11
  dynamodb | scaling-in-minutes | 15 | min | AWS re:Post Knowledge Center: DynamoDB auto scaling | 2026-11
  """#
