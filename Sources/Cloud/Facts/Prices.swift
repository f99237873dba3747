/// Prices in us-east-1, standard table class. One row: service | item | Region | from (priced units) | USD | unit |
/// source | as of.
let priceTable = #"""
  lambda | requests | us-east-1 | 0 | 0.0000002 | request | AWS Lambda pricing | 2026-11
  lambda | duration-x86_64 | us-east-1 | 0 | 0.0000166667 | GB-second | AWS Lambda pricing | 2026-11
  lambda | duration-x86_64 | us-east-1 | 6000000000 | 0.0000150000 | GB-second | AWS Lambda pricing | 2026-11
  lambda | duration-x86_64 | us-east-1 | 15000000000 | 0.0000133334 | GB-second | AWS Lambda pricing | 2026-11
  lambda | duration-arm64 | us-east-1 | 0 | 0.0000133334 | GB-second | AWS Lambda pricing | 2026-11
  lambda | duration-arm64 | us-east-1 | 7500000000 | 0.0000120001 | GB-second | AWS Lambda pricing | 2026-11
  lambda | duration-arm64 | us-east-1 | 18750000000 | 0.0000106667 | GB-second | AWS Lambda pricing | 2026-11
  lambda | ephemeral-storage | us-east-1 | 0 | 0.0000000309 | GB-second | AWS Lambda pricing | 2026-11
  dynamodb | write-request-units | us-east-1 | 0 | 0.000000625 | WRU | Amazon DynamoDB pricing, on demand | 2026-11
  dynamodb | read-request-units | us-east-1 | 0 | 0.000000125 | RRU | Amazon DynamoDB pricing, on demand | 2026-11
  dynamodb | replicated-write-request-units | us-east-1 | 0 | 0.000000625 | rWRU | Amazon DynamoDB pricing, global tables | 2026-11
  dynamodb | write-capacity | us-east-1 | 0 | 0.00065 | WCU-hour | Amazon DynamoDB pricing, provisioned | 2026-11
  dynamodb | read-capacity | us-east-1 | 0 | 0.00013 | RCU-hour | Amazon DynamoDB pricing, provisioned | 2026-11
  dynamodb | table-storage | us-east-1 | 0 | 0.25 | GB-month | Amazon DynamoDB pricing, storage | 2026-11
  dynamodb | ia-write-request-units | us-east-1 | 0 | 0.00000078 | WRU | Amazon DynamoDB pricing, Standard-IA on demand | 2026-11
  dynamodb | ia-read-request-units | us-east-1 | 0 | 0.000000155 | RRU | Amazon DynamoDB pricing, Standard-IA on demand | 2026-11
  dynamodb | ia-replicated-write-request-units | us-east-1 | 0 | 0.00000078 | rWRU | Amazon DynamoDB pricing, Standard-IA global tables | 2026-11
  dynamodb | ia-write-capacity | us-east-1 | 0 | 0.00081 | WCU-hour | Amazon DynamoDB pricing, Standard-IA provisioned | 2026-11
  dynamodb | ia-read-capacity | us-east-1 | 0 | 0.00016 | RCU-hour | Amazon DynamoDB pricing, Standard-IA provisioned | 2026-11
  dynamodb | ia-table-storage | us-east-1 | 0 | 0.10 | GB-month | Amazon DynamoDB pricing, Standard-IA storage | 2026-11
  dynamodb | point-in-time-recovery | us-east-1 | 0 | 0.20 | GB-month | Amazon DynamoDB pricing, backup | 2026-11
  dynamodb | on-demand-backup | us-east-1 | 0 | 0.10 | GB-month | Amazon DynamoDB pricing, backup | 2026-11
  dynamodb | restored-data | us-east-1 | 0 | 0.15 | GB | Amazon DynamoDB pricing, restore | 2026-11
  dynamodb | exported-data | us-east-1 | 0 | 0.10 | GB | Amazon DynamoDB pricing, export to S3 | 2026-11
  dynamodb | imported-data | us-east-1 | 0 | 0.15 | GB | Amazon DynamoDB pricing, import from S3 | 2026-11
  dax | dax.t3.small | us-east-1 | 0 | 0.04 | node-hour | Amazon DynamoDB pricing, DAX | 2026-11
  dax | dax.t3.medium | us-east-1 | 0 | 0.08 | node-hour | Amazon DynamoDB pricing, DAX | 2026-11
  dax | dax.r5.large | us-east-1 | 0 | 0.255 | node-hour | Amazon DynamoDB pricing, DAX | 2026-11
  elasticache | cache.t4g.micro | us-east-1 | 0 | 0.016 | node-hour | Amazon ElastiCache pricing | 2026-11
  elasticache | cache.t4g.small | us-east-1 | 0 | 0.032 | node-hour | Amazon ElastiCache pricing | 2026-11
  elasticache | cache.r6g.large | us-east-1 | 0 | 0.206 | node-hour | Amazon ElastiCache pricing | 2026-11
  s3 | standard-storage | us-east-1 | 0 | 0.023 | GB-month | Amazon S3 pricing | 2026-11
  s3 | put-requests | us-east-1 | 0 | 0.000005 | request | Amazon S3 pricing | 2026-11
  s3 | get-requests | us-east-1 | 0 | 0.0000004 | request | Amazon S3 pricing | 2026-11
  logs | ingested-data | us-east-1 | 0 | 0.50 | GB | Amazon CloudWatch pricing | 2026-11
  backup | dynamodb-warm-storage | us-east-1 | 0 | 0.10 | GB-month | AWS Backup pricing | 2026-11
  backup | dynamodb-cold-storage | us-east-1 | 0 | 0.03 | GB-month | AWS Backup pricing | 2026-11
  kinesis | shard-hours | us-east-1 | 0 | 0.015 | shard-hour | Amazon Kinesis Data Streams pricing | 2026-11
  kinesis | put-payload-units | us-east-1 | 0 | 0.000000014 | unit | Amazon Kinesis Data Streams pricing | 2026-11
  dynamodb | change-data-capture-units | us-east-1 | 0 | 0.0000001 | unit | Amazon DynamoDB pricing, change data capture | 2026-11
  dynamodb | stream-read-request-units | us-east-1 | 0 | 0.0000002 | request | Amazon DynamoDB pricing, streams | 2026-11
  """#

/// Free of charge each month, for ever. One row: pool | service | items it covers | amount (priced units, or levels that
/// last the month) | counted per | source | as of.
let freeTierTable = #"""
  requests | lambda | requests | 1000000 | account | AWS Lambda pricing | 2026-11
  compute | lambda | duration-x86_64 duration-arm64 | 400000 | account | AWS Lambda pricing | 2026-11
  storage | dynamodb | table-storage | 25 | Region | Amazon DynamoDB pricing, free tier | 2026-11
  write capacity | dynamodb | write-capacity | 25 level | Region | Amazon DynamoDB pricing, free tier | 2026-11
  read capacity | dynamodb | read-capacity | 25 level | Region | Amazon DynamoDB pricing, free tier | 2026-11
  stream reads | dynamodb | stream-read-request-units | 2500000 | Region | Amazon DynamoDB pricing, free tier | 2026-11
  """#
