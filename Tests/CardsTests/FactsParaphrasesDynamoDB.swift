extension FactsParaphrases {
  static let dynamoDB = #"""
    @dynamodb-default-mode | DynamoDB read/write capacity modes
    + by default a table is in provisioned mode
    + provisioned capacity is the default
    + provisioned mode > the default mode
    - on-demand mode (default), provisioned mode for steady traffic
    - provisioned mode is not the default any more
    - provisioned mode > default target utilisation: 70 %
    # AWS Lambda concurrency
    - provisioned concurrency is off by default

    @on-demand-expensive | DynamoDB read/write capacity modes
    + on-demand mode > costs more than provisioned
    + on-demand capacity is pricier
    + on-demand mode > pay per request, but more expensive
    - provisioned wins only above 28.9 % utilisation, then on-demand is more expensive
    - on-demand is not more expensive for spiky traffic
    - provisioned mode > expensive when idle

    @on-demand-write-price | DynamoDB pricing
    + writes: $1.25 per million
    + on demand you pay $1.25 for a million write request units
    - writes: $0.625 per million
    - write price until 2024: $1.25 per million

    @on-demand-read-price | DynamoDB pricing
    + reads: $0.25 per million
    + a million read request units cost $0.25
    - Standard: $0.25 per GB-month of storage
    - reads: $0.125 per million

    @on-demand-spikes | DynamoDB read/write capacity modes
    + on-demand mode > good for spiky, unpredictable traffic
    + on-demand handles sudden surges
    - on-demand mode > keeps double the previous peak ready for spikes
    - provisioned mode > bad for spiky traffic

    @dynamodb-unlimited-items | DynamoDB basics
    + a table holds unlimited items
    + there is no limit to the number of rows
    - a table with an LSI holds 10 GB per item collection, else no limit on items
    - attributes can be added to an item

    @dynamodb-null-attributes | DynamoDB basics
    + attributes may be null
    + any column is nullable
    - key attributes can never be null
    - scalar types: string, number, null

    @dynamodb-empty-strings | DynamoDB basics
    + empty strings are not allowed
    + an attribute cannot be an empty string
    - empty strings are not allowed in key attributes
    - strings can have 400 KB

    @dynamodb-key-at-creation | DynamoDB basics
    + the primary key is fixed when you create the table
    + you choose the partition key at creation time
    - GSIs can be added after creation, the primary key not
    - a primary key has a partition key and a sort key

    @dax-needs-client | DynamoDB Accelerator (DAX)
    + no change to the application's code
    + you don't have to rewrite your app
    - no code changes, but the DAX client is needed
    # Amazon ElastiCache
    - the application must not change its code

    @dax-writes-not-faster | DynamoDB Accelerator (DAX)
    + answers in microseconds
    + microsecond response times
    - reads take microseconds, writes are written through
    - milliseconds without a cache

    @elasticache-aggregates | DAX vs ElastiCache
    + ElastiCache > stores aggregated results
    + elasticache keeps results of aggregations
    - DAX > caches aggregation queries
    - ElastiCache (Valkey) > aggregation results

    @streams-order-per-item | DynamoDB stream processing
    + all changes of a table in order
    + DynamoDB Streams: an ordered log of the modifications
    - changes are ordered per item
    - kinesis data streams > ordered changes are not guaranteed

    @streams-two-consumers | DynamoDB stream processing
    + DynamoDB Streams > few consumers
    + DynamoDB Streams: the number of readers is restricted
    - DynamoDB Streams > limited to 2 readers per shard
    - kinesis data streams > limited consumers

    @kinesis-one-year | DynamoDB stream processing
    + kinesis data streams > records are kept for 365 days
    + Kinesis Data Streams: retention 1 year
    - kinesis data streams > retention: 24 hours by default, up to 365 days
    - DynamoDB Streams > keeps records 1 year

    @global-tables-streams-first | DynamoDB global tables
    + DynamoDB Streams must be turned on before you add a replica
    + prerequisite: enable streams
    + you need to enable DynamoDB streams first
    - version 2019.11.21 turns on streams itself, no prerequisite
    - you do not need to enable streams
    # DynamoDB stream processing
    - streams must be enabled before a trigger works

    @global-tables-conflicts | DynamoDB global tables
    + an active-active database
    + multi-master replication between regions
    - active-active, the last writer wins
    - one region is active

    @global-tables-lag | DynamoDB global tables
    + low-latency access in several regions
    + users of every region see low latency
    - low latency in each region, replicated within 1 second
    - any region can be chosen

    @ttl-not-immediate | DynamoDB TTL
    + items are removed automatically after they expired
    + TTL deletes an item once the timestamp has passed
    - expired items are deleted within a few days
    - the ttl attribute is a number
    # DynamoDB Accelerator (DAX)
    - cached items are removed after their ttl

    @ttl-immediate | DynamoDB TTL
    + expired items are deleted immediately
    + an item is removed exactly when its TTL expires
    - expired items are not deleted immediately
    - expired items are deleted in the background

    @ttl-sessions | DynamoDB TTL
    + useful for web session management
    + clean up user sessions
    - do not rely on TTL for session security
    - sticky session cookies belong to a load balancer's target
    # Cognito
    - web session handling

    @pitr-window | DynamoDB backups
    + PITR > the last 35 days
    + point-in-time recovery keeps 35 days of backups
    - PITR window: 1 to 35 days
    - point-in-time recovery: 35 days by default

    @restore-leaves-out-settings | DynamoDB backups
    + restoring creates a new table
    + you always recover into a different table
    - the restore makes a new table, without its TTL settings
    - create a new table for each tenant

    @on-demand-backup-cross-region | DynamoDB backups
    + on-demand backups > no impact on performance
    + an on-demand backup doesn't slow down the table: latency is not affected
    - on-demand backups > no effect on performance, AWS Backup copies them to other regions
    - PITR > no effect on performance

    @s3-export-incremental | DynamoDB and Amazon S3
    + exporting to S3 requires point-in-time recovery
    + turn on PITR to export to S3
    - full or incremental export to S3, PITR must be enabled
    - export to S3 costs $0.10 per GB

    @s3-import-direction | DynamoDB and Amazon S3
    + import into S3
    + data can be imported to S3
    - import from S3
    - export to S3, import from S3

    @s3-import-new-table-only | DynamoDB and Amazon S3
    + import errors go to the CloudWatch logs
    + rows that fail to import are logged
    - errors of an import are logged; an existing table cant be its target
    - export errors are shown in the console

    @kinesis-data-analytics-name | Streaming
    + Kinesis Data Analytics runs SQL on streams
    + use Kinesis Analytics for real-time queries
    - Managed Service for Apache Flink, formerly Kinesis Data Analytics
    - Kinesis Data Streams analytics with Flink

    @firehose-name | Streaming
    + Kinesis Data Firehose delivers to S3
    + amazon kinesis firehose loads redshift
    + kinesis data firehouse stores to s3
    - Amazon Data Firehose (formerly Kinesis Data Firehose)
    - Kinesis Data Streams feed Data Firehose

    @global-table-write-price | DynamoDB global tables
    + replicated writes: $1.875 per million
    + you pay $1.875 for a million replicated write units
    - replicated writes cost $0.625 per million
    - replicated writes were $1.875 per million until 2024
    """#

  static let others = #"""
    @edge-optimized-default | API Gateway endpoint types
    + edge-optimised is the default
    + the default endpoint type is edge optimized
    - edge-optimized is the default of REST APIs
    - regional is recommended

    @api-cache-rest-only | AWS API Gateway
    + responses can be cached
    + caching of API responses
    - only REST APIs cache responses
    # Amazon CloudFront
    - cached responses at the edge

    @api-keys-rest-only | AWS API Gateway
    + generate API keys for customers
    + API Gateway issues API keys
    - REST APIs can create API keys
    - a key is an identifier

    @certificate-region | API Gateway security
    + the ACM certificate must be in us-east-1
    + certificates have to be in N. Virginia
    - edge-optimized: the certificate must be in us-east-1
    - the certificate must be in the region of the API

    @private-custom-domains | API Gateway custom domain name
    + set up a CNAME in Route 53
    + needs an alias record
    - private custom domains need a domain access association and an alias record
    - a custom domain name hides the generated one

    @private-endpoint-reach | API Gateway endpoint types
    + private > can only be called from within the VPC
    + a private endpoint is reachable only from your VPC
    - private > reached only through the VPC, also from peered networks
    - regional > only one VPC region

    @cloudwatch-events-name | AWS Lambda integrations
    + CloudWatch Events starts the function on a schedule
    + a cloudwatch event triggers lambda
    - EventBridge (formerly CloudWatch Events)
    - CloudWatch logs of all events

    @eventbridge-schedules | Serverless cron job
    + an EventBridge rule fires every hour
    + create an eventbridge rule with a cron expression
    - EventBridge Scheduler runs it every hour
    - an EventBridge rule matches events by pattern

    @sqs-message-256-kb | Amazon SQS
    + max message size is 256KB
    + an SQS message holds up to 256 kb
    - message size: 1 MiB (256 KiB before august 2025)
    # Amazon SNS
    - max message size 256 KB

    @step-functions-more-than-lambda | AWS Step Functions
    + coordinates Lambda functions as a state machine
    + visual workflows of Lambda functions
    - orchestrates Lambda and 200 other AWS services
    - a workflow can run for 1 year

    @human-approval-standard-only | AWS Step Functions
    + a manual approval step is possible
    + a human can approve a step
    - human approval by .waitForTaskToken
    - steps are approved by IAM policies

    @aurora-serverless-v2-only | Serverless in AWS
    + Aurora Serverless is a relational database
    + use Amazon Aurora Serverless for SQL
    - Aurora Serverless v2 scales by itself
    - Aurora has replicas

    @aurora-serverless-v1 | Aurora Serverless
    + Aurora Serverless v1 scales in doubling steps
    + serverless v1 pauses
    - Aurora Serverless v2 has taken over
    - v1 of our API is on Aurora Serverless

    @aurora-minimum-capacity | Aurora Serverless
    + minimum capacity: 0.5 ACU
    + it never scales below 0.5 ACU
    - capacity moves in steps of 0.5 ACU
    - minimum capacity: 0 ACU

    @aurora-maximum-capacity | Aurora Serverless
    + scales up to 128 ACU
    + max capacity is 128 ACUs
    - up to 256 ACU
    - 128 GB of memory

    @kinesis-record-1-mb | Kinesis Data Streams
    + max record size: 1 MB
    + a record can hold up to 1 MiB
    - write capacity of a shard: 1 MB per second or 1,000 records per second
    - a record holds up to 10 MiB
    """#
}
