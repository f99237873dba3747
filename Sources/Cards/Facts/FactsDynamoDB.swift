extension FactData {
  /// DynamoDB's tables, capacity and cache.
  static let dynamoDB = #"""
    as-of 2026-11-24

    id dynamodb-default-mode
    kind outdated
    about capacity-modes, provisioned-mode, dynamodb
    in dynamodb, capacity-modes
    rival lambda, provisioned-concurrency, dax
    has provisioned
    has <default>
    not default ondemand, ondemand default, ondemand mode default, ondemand ~ default, bare, api, createtable, billingmode, not ~ default, isnt ~ default, longer ~ default, target, rcu, wcu
    or
    in provisioned-mode
    rival on-demand-mode
    has default mode, mode default, default capacity mode, default one, default choice, default setting
    truth On-demand is the default and recommended mode in the console and the documentation; only a bare CreateTable call still assumes provisioned
    value provisioned capacity mode, provisioned mode, provisioned capacity, provisioned
    answer On-demand mode
    since 2024
    source Amazon DynamoDB Developer Guide, capacity modes

    id on-demand-expensive
    kind outdated
    about on-demand-mode, capacity-modes, dynamodb
    in on-demand-mode
    rival provisioned-mode, table-class, lambda
    has more expensive, expensive, cost more, costs more, costlier, pricier, dearer, higher price, higher cost, price higher, premium
    not 28.9 %, 28.9, half, halv*, only above, utili*, less expensive, not ~ expensive
    or
    in dynamodb
    rival lambda
    has ondemand
    has more expensive, expensive, cost more, costs more, costlier, pricier, dearer, higher price, higher cost, premium
    truth On-demand prices were halved (write $0.625, read $0.125 per million), so provisioned is cheaper only above about 28.9 % steady utilisation (before: 14.4 %)
    value more expensive, expensive, cost more, costs more, costlier, pricier, dearer, higher price, higher cost
    answer Cheaper, unless steady utilisation is above about 28.9 %
    since 1 Nov 2024
    source Amazon DynamoDB pricing page

    id on-demand-write-price
    kind outdated
    about write-request-unit, on-demand-mode, dynamodb
    in dynamodb
    has $1.25
    has write*, wru*, wrus
    truth A million write request units cost $0.625
    value $1.25
    answer $0.625
    since 1 Nov 2024
    source Amazon DynamoDB pricing page

    id on-demand-read-price
    kind outdated
    about read-request-unit, on-demand-mode, dynamodb
    in dynamodb
    rival table-class
    has $0.25
    has read*, rru*, rrus
    has million, request unit*, rru*, ondemand
    truth A million read request units cost $0.125
    value $0.25
    answer $0.125
    since 1 Nov 2024
    source Amazon DynamoDB pricing page

    id on-demand-spikes
    kind nuance
    about on-demand-mode, dynamodb
    in on-demand-mode
    rival provisioned-mode
    has unpredict*, spik*, sudden, burst*, surg*
    not 4000, 12000, double, throttl*, previous peak
    or
    in dynamodb
    has ondemand
    has unpredict*, spik*, sudden, burst*, surg*
    unless double ~ peak, 4000 ~ 12000
    truth A new on-demand table starts at 4,000 writes and 12,000 reads per second, and growth beyond double the peak within 30 minutes may be throttled
    since current
    source Amazon DynamoDB Developer Guide, on-demand capacity

    id dynamodb-unlimited-items
    kind nuance
    about table, dynamodb
    in dynamodb
    rival dynamodb-streams, dynamodb-ttl, kinesis-data-streams
    has <unlimited>, any number, no limit, no ~ limit
    has item*, row*, record*, entries
    not 10 gb, lsi*, collection*, size ~ item
    unless 10 gb ~ collection, collection ~ 10 gb
    truth A table has no limit on items, but with a local secondary index all items of one partition key may take 10 GB
    since always
    source Amazon DynamoDB Developer Guide, quotas

    id dynamodb-null-attributes
    kind nuance
    about attribute, item, dynamodb
    in dynamodb
    has null, nullable, empty
    has attribute*, column*, field*
    not key*, data type*, scalar*, string*
    unless key attribute ~ null, key attribute ~ missing, key attribute ~ neither
    truth An attribute may be missing or of type NULL, but never a key attribute
    since always
    source Amazon DynamoDB Developer Guide

    id dynamodb-empty-strings
    kind outdated
    about attribute, dynamodb
    in dynamodb
    has empty string*, string* ~ empty
    has <not>, forbid*, disallow*, reject*
    not key*
    truth Empty strings are refused in key attributes only
    since 2020
    source Amazon DynamoDB Developer Guide, constraints

    id dynamodb-key-at-creation
    kind nuance
    about primary-key, dynamodb
    in dynamodb
    rival lsi, gsi, on-demand-backup, pitr
    has primary key*, partition key*, key schema
    has creation, table ~ create, create ~ table, creation time, up front, upfront
    not gsi*, lsi*, index*, secondary
    unless index* ~ later, gsi* ~ later, added ~ later
    truth The primary key is fixed at creation, and so are local secondary indexes; global ones can be added later, with up to 4 + 4 key attributes
    since Nov 2025
    source Amazon DynamoDB Developer Guide

    id dax-needs-client
    kind nuance
    about dax
    rival elasticache
    has application*, app, apps, code, logic
    has modif*, chang*, rewrit*, refactor*, adapt*, touch*
    has <not>
    not client*, endpoint*, sdk
    unless dax client, dax sdk
    truth The API is the same, but the application needs the DAX client, its endpoint and access to the VPC, and only eventually consistent reads are cached
    since always
    source Amazon DynamoDB Developer Guide, DAX

    id dax-writes-not-faster
    kind nuance
    about dax
    rival elasticache
    has microsecond*, 1 microsecond
    not write*, not ~ matter, dont matter, dont ~ matter, unimportant
    unless write through, write* ~ not faster
    truth That holds for cached reads; writes are not faster, since DAX writes through to DynamoDB
    since always
    source Amazon DynamoDB Developer Guide, DAX

    id elasticache-aggregates
    kind nuance
    about elasticache
    rival dax, dynamodb-streams
    has aggregat*
    not valkey, redis, memcached
    unless valkey
    truth ElastiCache (Valkey, Redis OSS, Memcached, also serverless) fits computed results; a table of aggregates in DynamoDB is another way
    since 2023
    source Amazon ElastiCache User Guide
    """#
}
