/// Statements by field, in the form that `docs/lint.md` describes. The figures are those of AWS's own pages on the day
/// that each part names.
enum FactData {
  static let lambda = #"""
    as-of 2026-11-24

    id serverless-is-faas
    kind nuance
    about serverless, faas
    has faas, function service
    has serverless
    not wider, includ*, cover*, any service, managed, more than, subset, part
    unless today, nowadays, these days
    truth "Serverless" began as another word for functions as a service; today it covers any service with no servers to manage and pay-per-use
    since 2014
    source AWS serverless pages

    id lambda-limited-by-time
    kind nuance
    about lambda-timeout, lambda
    in lambda
    rival ec2, fargate, step-functions, lambda-at-edge
    has short execut*, short runn*, short liv*, limit* ~ time, bound* ~ time, time limit, time bound*
    not normal, durable, managed instance*, # ~ per, rate, timeout
    unless normal invocation, durable function
    truth 15 minutes is the limit of a normal invocation; durable functions run up to 1 year in steps, asynchronous events on Managed Instances up to 90 minutes
    since Dec 2025
    source AWS Lambda Developer Guide, quotas

    id lambda-free-requests
    kind nuance
    about lambda-free-tier, lambda-pricing
    in lambda
    rival step-functions, sqs, sns, cloudfront, api-gateway, dynamodb
    has 1000000
    has request*, call*, invo*
    has free
    not month*, init*, after, thereafter, beyond
    truth The first 1,000,000 requests are free every month, for ever; the init phase counts as billed duration too
    since 1 Aug 2025
    source AWS Lambda pricing page

    id lambda-memory-and-cpu
    kind nuance
    about lambda-memory, lambda
    in lambda
    rival ec2, fargate, rds, lambda-at-edge
    has cpu*, vcpu*
    has ram, memory
    has increas*, more, improv*, higher, add, adding, rais*, boost*, bigger, grow*, proportion*, scale*
    not 1769 mb, 1769, thread*, ec2, server
    unless 1769 mb, 1769
    truth CPU is proportional to memory: 1,769 MB give one vCPU, and a single thread gains nothing beyond that
    since Dec 2020
    source AWS Lambda Developer Guide, memory

    id lambda-dotnet-core
    kind outdated
    about lambda-runtime, lambda
    in lambda
    has net core, dotnet core, netcore
    truth Lambda has one runtime family for it, .NET (8 and 10); C# and PowerShell both run on it
    value net core, dotnet core, netcore
    answer .NET
    since ongoing
    source AWS Lambda Developer Guide, runtimes

    id lambda-powershell
    kind nuance
    about lambda-runtime, lambda
    in lambda
    has powershell
    has c#, csharp, runtime, language, support*
    not net, dotnet
    truth PowerShell has no runtime of its own, it runs on the .NET runtime family, as C# does
    since ongoing
    source AWS Lambda Developer Guide, runtimes

    id lambda-go-runtime
    kind outdated
    about lambda-runtime, lambda
    in lambda
    rival step-functions, lambda-at-edge
    has golang, go1, go runtime, go language, go ~ runtime, go ~ language, go ~ natively, python ~ go, java ~ go, ruby ~ go
    not provided*, os only, compile*, <not>
    truth Go has no managed runtime any more (go1.x is removed): its programs run on the OS-only runtime provided.al2023
    since 8 Jan 2024
    source AWS Lambda Developer Guide, runtimes

    id lambda-rust-community
    kind outdated
    about custom-runtime, lambda
    in lambda
    has rust
    has custom, communit*, unofficial*, third part*, experimental
    not offici*, generally available, ga, aws support, support ~ aws
    truth Rust on Lambda is supported by AWS and generally available; it runs on provided.al2023
    since Nov 2025
    source AWS What's New, November 2025

    id lambda-gb-seconds-per-dollar
    kind wrong
    about gb-second, lambda-pricing, lambda
    in lambda
    has 600000 gb-seconds
    has $1, 1 ~ dollar
    not 60000 gb-seconds
    or
    has $0.00000166667, $0.0000016667, $0.00000167
    has gb-second, 1 gb-second
    truth A GB-second costs $0.0000166667 (x86), so $1 buys about 60,000 GB-seconds: the note is wrong by a factor of ten
    value 600000 gb-seconds
    answer 60,000 GB-seconds
    since always
    source AWS Lambda pricing page

    id lambda-rounding-100-ms
    kind outdated
    about lambda-pricing, lambda
    in lambda
    rival step-functions
    has 100 ms
    has bill*, round*, increment*, charg*, pay, paid, block*, granular*, step, steps
    not 1 ms
    truth The billed duration is rounded up to the next 1 ms
    value 100 ms
    answer 1 ms
    since 1 Dec 2020
    source AWS Lambda pricing page

    id lambda-pay-per-duration
    kind nuance
    about lambda-pricing, lambda
    in lambda
    rival step-functions, provisioned-concurrency, fargate
    has pay duration, pay ~ duration, bill* ~ duration, charg* ~ duration, pay ~ run time, charg* ~ run time
    not 1 ms, 100 ms, round*, init, provisioned, storage, express
    unless 1 ms
    truth The billed duration is rounded up to the next 1 ms, and the init phase counts
    since 1 Dec 2020
    source AWS Lambda pricing page

    id lambda-env-vars-total
    kind nuance
    about lambda-env-vars, lambda
    in lambda
    has environment var*, env var*, envvar*
    has 4 kb
    not total, together, all, sum, combin*, over, whole, altogether
    truth 4 KB is what all environment variables of a function may take together; it is one limit, of the function's configuration
    since always
    source AWS Lambda Developer Guide, quotas

    id lambda-tmp-is-charged
    kind nuance
    about lambda-tmp-storage, lambda
    in lambda
    has 512 mb
    has 10 gb, 10000 mb
    has tmp, disk*, ephemeral, storage
    not charg*, bill*, free, cost*, price*, pay
    unless 512 mb ~ free, above 512 mb
    truth /tmp holds 512 MB to 10,240 MB; what is above 512 MB is charged
    since Mar 2022
    source AWS Lambda Developer Guide, quotas

    id lambda-tmp-512-mb
    kind outdated
    about lambda-tmp-storage, lambda
    in lambda
    has 512 mb
    has tmp, disk space, disk capacity, ephemeral
    has max*, limit*, only, up, most
    not 10 gb, 10000 mb, 10 gb, free, above, beyond, over, more, charg*, cost*, default, min*, from
    truth /tmp can be set from 512 MB to 10,240 MB
    value 512 mb
    answer 10,240 MB
    since Mar 2022
    source AWS Lambda Developer Guide, quotas

    id lambda-concurrency-scope
    kind nuance
    about lambda-concurrency, lambda
    in lambda
    rival lambda-at-edge
    has concurren*
    has 1000
    not default, shared, share, across, account*, all function, environment*, unreserved
    truth 1,000 concurrent executions are the default per Region for all functions of an account together (new accounts may have less); each function may add 1,000 environments every 10 seconds
    since Nov 2023
    source AWS Lambda Developer Guide, concurrency

    id lambda-burst-concurrency
    kind outdated
    about lambda-concurrency, lambda
    in lambda
    has burst*, initial burst
    has 3000, 500
    has concurren*, environment*, instance*, scal*
    not dynamodb, api gateway, 1000 ~ 10 seconds
    truth Each function, by itself, may add up to 1,000 environments every 10 seconds
    since Nov 2023
    source AWS Lambda Developer Guide, scaling

    id lambda-unzipped-size
    kind nuance
    about lambda-deployment-package, lambda
    in lambda
    rival lambda-at-edge
    has 250 mb
    has uncompress*, unzip*, deploy*, code, package*, dependenc*
    not layer*, container*, image*
    unless 10 gb ~ image, image ~ 10 gb
    truth 250 MB hold for the unzipped .zip package with its layers; a container image may have 10 GB
    since Dec 2020
    source AWS Lambda Developer Guide, quotas

    id lambda-async-payload
    kind outdated
    about lambda
    in lambda
    rival sqs, sns, eventbridge, step-functions
    has 256 kb
    has async*, event invocation*
    has payload*, size, limit*, max*, invo*, event*, up
    not 1 mb, chunk*, further, above, larger, bigger, exceed*, beyond
    truth The payload of an asynchronous invocation may have 1 MB
    value 256 kb
    answer 1 MB
    since Oct 2025
    source AWS Lambda API, Invoke

    id lambda-vpc-cold-start
    kind outdated
    about lambda-vpc, lambda
    in lambda
    has vpc
    has cold start*
    has slow*, long*, second*, add, adds, extra, increas*, wors*, eni, #
    not <not>, hyperplane, configur*, setup
    truth Network interfaces are made when the function is configured and shared by its environments (Hyperplane), so a VPC adds next to nothing to a cold start
    since Sep 2019
    source AWS Lambda Developer Guide, VPC

    id lambda-eni-hyperplane
    kind nuance
    about lambda-vpc, eni, lambda
    in lambda
    has eni, enis, elastic network interface*, network interface*
    has create, make, made, set up, attach*, provision*, get, place, put
    not hyperplane, shared, share, once, pair, permission*, role, execution role, limit, cold, configured
    unless hyperplane
    truth These are Hyperplane network interfaces: one per pair of subnet and security groups, shared, made when the function is set up and not at each cold start
    since Sep 2019
    source AWS Lambda Developer Guide, VPC

    id lambda-vpc-id
    kind wrong
    about lambda-vpc, lambda
    in lambda
    has vpc id, vpc identifier, id vpc
    has <must>, define, specif*, provide, give, set, pass, choose, configur*, name, enter, state
    not <not>, follow*, implied, derived, infer*, result*, subnets alone
    truth You give subnets and security groups only; the VPC follows from them
    since always
    source AWS Lambda API, VpcConfig

    id lambda-direct-invoke
    kind nuance
    about lambda-function-url, lambda
    in lambda
    rival step-functions
    has direct*
    has invo*, call*
    has iam
    not function url, url, urls
    unless function url
    truth Besides the Invoke API with IAM, a client can call a function by its function URL, with IAM or public
    since Apr 2022
    source AWS Lambda Developer Guide, function URLs
    """#
}
