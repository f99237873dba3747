extension FactData {
  /// CloudFront's two kinds of functions, and the proxy in front of relational databases.
  static let edge = #"""
    as-of 2026-11-24

    id edge-runtime-versions
    kind nuance
    about lambda-at-edge
    rival cloudfront-functions
    has node*
    has python
    not numbered, version*, us east 1, published
    unless numbered version, latest ~ cant, latest ~ not
    truth Only numbered versions of functions in us-east-1 can be attached
    since always
    source Amazon CloudFront Developer Guide

    id edge-scale
    kind nuance
    about lambda-at-edge
    rival cloudfront-functions
    has 1000s, thousand*
    has request*, rps, invo*
    not 10000
    unless 10000 request, 10000
    truth The default is 10,000 requests per second per Region
    since current
    source Amazon CloudFront Developer Guide, quotas

    id edge-viewer-memory
    kind nuance
    about lambda-at-edge
    rival cloudfront-functions
    has cpu*, memory
    has adjust*, configur*, chang*, chos*, choos*, tun*, flexib*, custom*
    not viewer, 4, every event, each event, all event, 10240 mb
    unless memory 10240 mb, memory up 10240 mb
    truth Memory can be set for all four events; until late 2025 viewer events were fixed at 128 MB, 5 seconds and 1 MB of code
    since late 2025
    source Amazon CloudFront Developer Guide, quotas

    id edge-viewer-limits-old
    kind outdated
    about lambda-at-edge
    rival cloudfront-functions
    has viewer
    has 128 mb, 5 seconds, 1 mb
    has memory, timeout, max*, limit*, fixed, code, package*, zip
    not 10240 mb, 30 seconds, 50 mb
    truth All four events now have the same limits: memory as in Lambda (up to 10,240 MB), 30 seconds, 50 MB of code
    since late 2025
    source Amazon CloudFront Developer Guide, quotas

    id cloudfront-functions-javascript
    kind nuance
    about cloudfront-functions
    rival lambda-at-edge
    has javascript, js, ecmascript
    has lightweight, light weight, function*, write, wrote, written, code*
    not runtime 2, cloudfront js, async*, keyvaluestore
    unless cloudfront js, js 2, keyvaluestore
    truth Runtime 2.0 of CloudFront Functions adds async code and KeyValueStore to the JavaScript of 1.0
    since Nov 2023
    source Amazon CloudFront Developer Guide

    id cloudfront-functions-limits
    kind nuance
    about cloudfront-functions
    rival lambda-at-edge
    has sub ms, sub millisecond, submillisecond, less 1 ms, under 1 ms, below 1 ms, million* request, million* ~ request
    not 2 mb, 10 kb, price, free, $0.10
    unless 2 mb, 10 kb
    truth What it gives up for that: no network, no request body, no files; 10 KB of code and 2 MB of memory at most
    since always
    source Amazon CloudFront Developer Guide, quotas

    id cloudfront-functions-tokens
    kind nuance
    about cloudfront-functions
    rival lambda-at-edge
    has auth*, jwt*, token*
    has request*, validat*, verif*, jwt*, check*
    not keyvaluestore, hmac, fetch*, <not>
    unless keys ~ keyvaluestore, hmac
    truth Enough for tokens signed with a shared secret (HMAC); there is no network to fetch public keys, which must come from KeyValueStore
    since Nov 2023
    source Amazon CloudFront Developer Guide

    id rds-proxy-failover
    kind nuance
    about rds-proxy
    has 66 %
    has failover, fail over
    not up, at most, max*
    truth Failover takes up to 66 % less time, for Aurora and RDS Multi-AZ databases
    since 2020
    source Amazon RDS User Guide, RDS Proxy

    id rds-proxy-private
    kind nuance
    about rds-proxy
    has public*
    has <not>, only ~ vpc, private
    not peer*
    unless peered
    truth So the function must run in the VPC of the proxy, or in one that is peered with it
    since always
    source Amazon RDS User Guide, RDS Proxy
    """#
}
