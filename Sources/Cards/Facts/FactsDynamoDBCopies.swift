extension FactData {
  /// DynamoDB's streams, replicas, expiry, backups and exchange with S3.
  static let dynamoDBCopies = #"""
    as-of 2026-11-24

    id streams-order-per-item
    kind nuance
    about dynamodb-streams, dynamodb
    in dynamodb-streams, dynamodb
    rival kinesis-data-streams, sort-key, sqs
    has order*
    has stream*, modif*, change*
    not order item, order key, order shard, shard*, within, each item, each key, item key, whole table, entire table, time order
    unless order* item, order* ~ item exactly
    truth The order holds per item, not over the whole table
    since always
    source Amazon DynamoDB Developer Guide, Streams

    id streams-two-consumers
    kind nuance
    about dynamodb-streams
    rival kinesis-data-streams, lambda
    has consumer*, reader*, subscriber*
    has limit*, few, restrict*, small
    not 2, 1, #
    truth At most 2 readers per shard, 1 with global tables
    since always
    source Amazon DynamoDB Developer Guide, Streams

    id kinesis-one-year
    kind nuance
    about kinesis-data-streams
    rival dynamodb-streams
    has 1 year, 365 days, 12 months
    has retention, retain*, keep*, kept, stor*, sav*
    not default, up, max*, longest, 24 hours, configur*, extend*
    truth Retention is 24 hours by default and up to 365 days if set so; records may be duplicated or out of order
    since Nov 2020
    source Amazon DynamoDB Developer Guide, Kinesis Data Streams

    id global-tables-streams-first
    kind outdated
    about global-tables, dynamodb-streams
    in global-tables
    has stream*
    has <must>, first, before, beforehand, needs
    not 2019*, 2017*, itself, automatic*, current version, mrsc, not ~ need, not ~ must, dont ~ need, not ~ require*, no need
    unless 2019.11.21, turn* ~ itself, itself ~ turn*
    truth The current version (2019.11.21) turns the stream on by itself; only the legacy version needed it first, and strong consistency (MRSC) does without
    value dynamodb stream, stream
    answer Nothing: the current version turns DynamoDB Streams on by itself
    since Nov 2019
    source Amazon DynamoDB Developer Guide, global tables

    id global-tables-conflicts
    kind nuance
    about global-tables, active-active-replication
    in global-tables, dynamodb
    has active active, multi master, multi active, multimaster
    not last writer*, mrec, mrsc, conflict*
    unless last writer win, mrsc
    truth Conflicts are settled per item, the last writer wins (MREC); a strongly consistent mode (MRSC) exists too
    since June 2025
    source Amazon DynamoDB Developer Guide, global tables

    id global-tables-lag
    kind nuance
    about global-tables
    has low latency, low ~ latency, latency ~ low, fast ~ local
    has region*
    not sla, 1 second, lag
    unless sla, 1 second
    truth Local reads are fast; what is written in another Region usually arrives within about a second, without an SLA on the lag
    since always
    source Amazon DynamoDB Developer Guide, global tables

    id ttl-not-immediate
    kind nuance
    about dynamodb-ttl
    rival dax, api-gateway, cloudfront, global-tables, dynamodb-streams
    has delet*, remov*, purg*, eras*, clean*
    has expir*, timestamp, ttl, pass*, past
    has automatic*, auto, itself, themselves, after, once, when, background
    not few day*, days, within, cach*, best effort, stream, replicat*, immediate*, instant*, moment, exactly
    unless few days, best effort, background process
    truth Not at that moment: items are deleted as a best effort, within days; until then they are still read, so filter them
    since always
    source Amazon DynamoDB Developer Guide, TTL

    id ttl-immediate
    kind wrong
    about dynamodb-ttl
    rival dax, api-gateway, cloudfront
    has immediate*, instant*, right away, exactly, precise*, moment, real time, straight away, second expir*
    has delet*, remov*, purg*, eras*, vanish*, disappear*, gone
    has expir*, ttl, timestamp
    not <not>, lambda
    truth Items are deleted as a best effort, within days of their expiry; until then they are still read, so filter them
    since always
    source Amazon DynamoDB Developer Guide, TTL

    id ttl-sessions
    kind nuance
    about dynamodb-ttl
    has session*
    has web, user, login, handl*, manag*, expir*, clean*
    not rely, relies, secur*, filter*, stays
    unless session security, not rely
    truth An expired session stays readable for a while, so security must not rely on TTL
    since always
    source Amazon DynamoDB Developer Guide, TTL

    id pitr-window
    kind nuance
    about pitr, s3-export
    in pitr, s3-export
    has 35 days, 5 weeks
    not 1, 1 day, default*, up, configur*, delet*, system backup, between
    truth The window can be set to 1 to 35 days (35 by default), and it ends about 5 minutes before now
    since Jan 2025
    source Amazon DynamoDB Developer Guide, PITR

    id restore-leaves-out-settings
    kind nuance
    about pitr, on-demand-backup, dynamodb
    in dynamodb
    rival s3-import, global-tables
    has new table, another table, different table, separate table
    has restor*, recover*
    not setting*, ttl, alarm*, tag*, carried
    unless setting* ~ again, not carried, not bring
    truth Settings do not come along: TTL, streams, tags, alarms, auto scaling and PITR itself must be set up again
    since always
    source Amazon DynamoDB Developer Guide, PITR

    id on-demand-backup-cross-region
    kind nuance
    about on-demand-backup, dynamodb
    in on-demand-backup
    rival pitr
    has performance, latency
    has <not>, zero
    has affect*, effect*, impact*, slow*, influenc*, hurt*
    not aws backup
    unless aws backup ~ cross*, cross region ~ aws backup
    truth They do not slow the table, but copies in another Region are made through AWS Backup only
    since 2021
    source Amazon DynamoDB Developer Guide, backups

    id s3-export-incremental
    kind nuance
    about s3-export, dynamodb
    in dynamodb
    has export*
    has s3
    has pitr, point time recover*
    has <must>, enabl*, turn*, needs
    not incremental
    unless incremental
    truth Besides full exports there are incremental ones, of 15 minutes to 24 hours of changes
    since Sep 2023
    source Amazon DynamoDB Developer Guide, S3 export

    id s3-import-direction
    kind wrong
    about s3-import, dynamodb
    in dynamodb
    has import s3, import to s3, import into s3, import data s3, import amazon s3
    not from
    truth DynamoDB imports from S3, into a new table; it exports to S3
    value import s3, import amazon s3
    answer Import from S3
    since always
    source Amazon DynamoDB Developer Guide, S3 import

    id s3-import-new-table-only
    kind nuance
    about s3-import, dynamodb
    in dynamodb
    has import*
    has error*, bad row*, fail*
    has cloudwatch*, log, logs, logged
    not new table, existing table
    unless existing table
    truth Errors are logged and the import goes on; it can fill a new table only, never an existing one
    since Aug 2022
    source Amazon DynamoDB Developer Guide, S3 import

    id kinesis-data-analytics-name
    kind renamed
    about kinesis-data-analytics
    in *
    has kinesis data analytic, kinesis analytic
    not flink
    truth Kinesis Data Analytics is now Amazon Managed Service for Apache Flink; its SQL edition ended in January 2026
    value amazon kinesis data analytic, aws kinesis data analytic, kinesis data analytic, kinesis analytic
    answer Amazon Managed Service for Apache Flink
    since Aug 2023
    source AWS What's New, August 2023

    id firehose-name
    kind renamed
    about firehose
    in *
    has kinesis data firehose, kinesis firehose, kinesis data firehous*
    not amazon data firehose
    truth Kinesis Data Firehose is now Amazon Data Firehose
    value amazon kinesis data firehose, aws kinesis data firehose, kinesis data firehose, amazon kinesis firehose, aws kinesis firehose, kinesis firehose, kinesis data firehous*
    answer Amazon Data Firehose
    since Feb 2024
    source AWS What's New, February 2024
    """#
}
