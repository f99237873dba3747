extension FactData {
  /// API Gateway.
  static let gateway = #"""
    as-of 2026-11-24

    id edge-optimized-default
    kind nuance
    about edge-optimized-endpoint, api-gateway
    in api-gateway
    rival regional-endpoint
    has edge optimi*
    has <default>
    not rest, console, api default, not ~ default
    truth Edge-optimized is the default of the REST API call only; the console offers Regional, and HTTP and WebSocket APIs are Regional only
    since current
    source Amazon API Gateway Developer Guide

    id api-cache-rest-only
    kind nuance
    about api-caching, api-gateway
    in api-gateway
    rival dax, elasticache, cloudfront
    has cach* response*, cach* api*, response* cach*, api* cach*, cach* ~ response*
    not rest, http api, only, ttl, largest
    unless rest ~ only, cach* ~ rest, no cach*
    truth Only REST APIs can cache responses, HTTP APIs cannot
    since 2020
    source Amazon API Gateway Developer Guide

    id api-keys-rest-only
    kind nuance
    about api-key, api-gateway
    in api-gateway
    has api key*
    has create, creat*, generat*, issu*, make, manag*, support*
    not rest, http, only
    unless rest ~ only, no api key*, api key* ~ rest
    truth Only REST APIs have API keys and usage plans, HTTP APIs have not
    since 2020
    source Amazon API Gateway Developer Guide

    id certificate-region
    kind nuance
    about custom-domain-name, acm, api-gateway
    in api-gateway, custom-domain-name
    has certificate*, cert, certs
    has us east 1, virginia
    not edge optimi*, edge, regional*, cloudfront
    truth us-east-1 is for edge-optimized endpoints; the certificate of a Regional endpoint must be in the endpoint's own Region
    since always
    source Amazon API Gateway Developer Guide

    id private-custom-domains
    kind nuance
    about custom-domain-name, api-gateway
    in custom-domain-name, api-gateway
    has cname*, alias record*, alias
    has <must>, setup, set, record*, creat*, point*, need*
    not private ~ domain, access association*
    unless access association
    truth That holds for public custom domains; private ones also need a domain name access association
    since Nov 2024
    source Amazon API Gateway Developer Guide

    id private-endpoint-reach
    kind nuance
    about private-endpoint, api-gateway
    in private-endpoint
    rival regional-endpoint, edge-optimized-endpoint
    has vpc
    has only, exclusive*, solely
    has access*, reach*, call*, invo*, use
    not peer*, premises, premise
    unless peered
    truth Peered and on-premises networks get in too, if they reach the interface endpoint
    since always
    source Amazon API Gateway Developer Guide
    """#

  /// Events, queues, workflows and serverless databases.
  static let others = #"""
    as-of 2026-11-24

    id cloudwatch-events-name
    kind renamed
    about eventbridge, eventbridge-rule
    in *
    has cloudwatch event, cloudwatch events
    not eventbridge ~ call*, now eventbridge, eventbridge now, become eventbridge, became eventbridge
    truth CloudWatch Events is the old name of Amazon EventBridge: one service with the same rules
    value amazon cloudwatch event eventbridge, cloudwatch event eventbridge, cloudwatch event amazon eventbridge, amazon cloudwatch event, cloudwatch event
    answer Amazon EventBridge
    since July 2019
    source Amazon EventBridge User Guide

    id eventbridge-schedules
    kind nuance
    about eventbridge-scheduler, eventbridge
    in eventbridge, eventbridge-rule, cloudwatch, serverless-cron
    has event rule, events rule, eventbridge rule
    has hour*, schedul*, cron, daily, nightly, minute*, every, rate, 1 hour, 1 day, #
    not scheduler, # ~ bus, target*, rules ~ bus
    unless eventbridge scheduler
    truth A scheduled rule works, but AWS recommends EventBridge Scheduler for schedules (time zones, one-time schedules, flexible windows)
    since Nov 2022
    source Amazon EventBridge User Guide

    id sqs-message-256-kb
    kind outdated
    about sqs
    rival sns, eventbridge, lambda, step-functions
    has 256 kb
    has message*, size, payload*
    not 1 mb, chunk*
    truth An SQS message may have 1 MiB
    value 256 kb
    answer 1 MiB
    since Aug 2025
    source Amazon SQS API

    id step-functions-more-than-lambda
    kind nuance
    about step-functions
    has orchestrat*, coordinat*, workflow*, chain*
    has lambda*
    not service*, 200, jsonata, other, why
    unless 200 ~ service*, 200 aws service*
    truth Workflows call more than 200 services directly, not only Lambda; JSONata and variables shape the data
    since Nov 2024
    source AWS Step Functions Developer Guide

    id human-approval-standard-only
    kind nuance
    about human-approval, step-functions
    in step-functions
    has human approval*, manual approval*, human ~ approv*, manual* ~ approv*, approv* ~ person
    not standard, token*, callback*, waitfortasktoken
    unless only standard, standard workflow* ~ token, waitfortasktoken
    truth It is done with .waitForTaskToken, in Standard workflows only
    since 2019
    source AWS Step Functions Developer Guide

    id aurora-serverless-v2-only
    kind nuance
    about aurora-serverless
    has aurora serverless
    not v2, version 2, acu*, v1, version 1
    unless serverless v2
    truth Only Aurora Serverless v2 is left (v1 ended on 31 Mar 2025); it can pause at 0 ACU
    since Mar 2025
    source Amazon Aurora User Guide

    id aurora-serverless-v1
    kind outdated
    about aurora-serverless
    has serverless v1, serverless version 1
    truth Aurora Serverless v1 ended on 31 Mar 2025; v2 has taken its place
    value aurora serverless v1, serverless v1
    answer Aurora Serverless v2
    since 31 Mar 2025
    source Amazon Aurora User Guide

    id aurora-minimum-capacity
    kind outdated
    about aurora-serverless
    has 0.5 acu*
    has min*, least, lowest, smallest, never, start*, from, down
    not step*, increment*, 0 acu
    truth Aurora Serverless v2 goes down to 0 ACU and pauses by itself
    value 0.5 acu*, 0.5
    answer 0 ACU
    since Nov 2024
    source Amazon Aurora User Guide

    id aurora-maximum-capacity
    kind outdated
    about aurora-serverless
    has 128 acu*
    has max*, up, most, highest, largest, to
    not 256
    truth Aurora Serverless v2 goes up to 256 ACU
    value 128 acu*, 128
    answer 256 ACU
    since current
    source Amazon Aurora User Guide

    id kinesis-record-1-mb
    kind outdated
    about kinesis-data-streams
    rival sqs, dynamodb-streams, firehose
    has 1 mb
    has record*
    has max*, size, up, limit*
    not second, 10 mb, 1000, shard*, default, write capacity, getrecords
    truth A record may have 10 MiB (1 MiB by default)
    since Oct 2025
    source Amazon Kinesis Data Streams Developer Guide

    id global-table-write-price
    kind outdated
    about global-tables
    has $1.875
    truth Replicated writes cost the same as normal ones: $0.625 per million in each Region
    value $1.875
    answer $0.625
    since Nov 2024
    source Amazon DynamoDB pricing page
    """#
}
