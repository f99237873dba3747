/// Ways to say what statements are about, and lines that come near and must not be taken for it.
///
/// `@id | heading`, then `+ line` for what matches and `- line` for what does not; `label > line` puts the line under a
/// label, and `# heading` changes the heading for what follows.
enum FactsParaphrases {
  static let lambdaAndEdge = #"""
    @serverless-is-faas | What is serverless?
    + at first serverless was the same thing as function as a service
    + serverless means functions as a service (FaaS)
    - serverless today covers any managed service, not only FaaS
    - faas providers charge per invocation

    @lambda-limited-by-time | Why AWS Lambda
    + Lambda functions are short-lived: execution is bounded by time
    + functions have a time limit, only short executions
    - ec2 instances are limited by time reserved
    - bounded by time: at most 15 minutes for a normal invocation

    @lambda-free-requests | AWS Lambda pricing
    + the first 1,000,000 calls are free
    + free tier: 1m invocations
    - 1 million free requests every month
    - $0.20 per 1 million requests after the free tier ended

    @lambda-memory-and-cpu | Benefits of AWS Lambda
    + more memory means a faster CPU too
    + when you raise the RAM, the vCPU share grows as well
    - up to 1,769 MB of memory more memory means more cpu
    - memory and duration determine the price
    # Amazon EC2
    - ec2: more memory and more cpu by a larger instance type

    @lambda-dotnet-core | AWS Lambda language support
    + Lambda runs C# on .NET Core
    + supported: Node.js, Python, Java, dotnet core
    - C# and PowerShell run on .NET 8
    - .net core was replaced by .NET on Lambda

    @lambda-powershell | AWS Lambda language support
    + PowerShell is a supported language
    + C# / Powershell
    - PowerShell runs on the .NET runtime
    - scripts are not supported

    @lambda-go-runtime | AWS Lambda language support
    + Lambda supports Node.js, Python, Go and Ruby
    + there is a go1.x runtime for Golang programs
    - Go has no runtime of its own, compile for provided.al2023
    - Golang needs a custom OS-only runtime
    # AWS Step Functions
    - the workflow can go on without the language of choice

    @lambda-rust-community | AWS Lambda language support
    + Rust works only through a community custom runtime
    + rust: via custom runtime API, not AWS
    - Rust is officially supported on Lambda
    - custom runtimes are possible for any language

    @lambda-gb-seconds-per-dollar | AWS Lambda pricing
    + 600,000 GB-s cost one dollar after that
    + $1 buys 600k gb-seconds of compute
    + afterwards you pay 1 dollar per 600000 GB seconds
    - $1 buys about 60,000 GB-seconds
    - a bill for 600,000 GB-seconds came to $10
    - it is a myth that $1 buys 600,000 GB-seconds

    @lambda-rounding-100-ms | AWS Lambda pricing
    + duration is rounded up to the nearest 100ms
    + billing happens in 100 millisecond increments
    - until 2020 the duration was rounded up to 100 ms
    - the billed duration is rounded up to 1 ms
    # AWS Step Functions
    - Express workflows are billed in 100 ms steps

    @lambda-pay-per-duration | AWS Lambda pricing
    + you are charged by run time: pay for duration
    + billing: per request and by duration
    - the billed duration is rounded up to the next 1 ms
    - maximum duration: 15 minutes

    @lambda-env-vars-total | AWS Lambda limits
    + max 4 kb of environment variables
    + env vars: limit 4kB
    - environment variables: 4 KB in total
    - the response header limit is 4 KB

    @lambda-tmp-is-charged | AWS Lambda limits
    + /tmp storage from 512 MB to 10,240 MB
    + ephemeral disk: 512mb - 10gb
    - /tmp: 512 MB are free, up to 10 GB for a charge
    - memory: 512 MB to 10 GB

    @lambda-tmp-512-mb | AWS Lambda limits
    + disk space in /tmp is limited to 512 MB
    + ephemeral storage: max 512mb
    - /tmp: 512 MB to 10,240 MB at most
    - ephemeral storage above 512 MB is charged

    @lambda-concurrency-scope | AWS Lambda limits
    + max concurrent executions: 1,000
    + concurrency limit 1000, can be raised by a ticket
    - default limit: 1,000 concurrent executions, shared by all functions of the account
    - reserved concurrency: 100 must stay unreserved

    @lambda-burst-concurrency | AWS Lambda concurrency
    + initial burst of 3,000 concurrent executions in big regions, then 500 more each minute
    + burst concurrency is 500 to 3000 by region
    - each function scales by 1,000 environments every 10 seconds
    - before 2023 there was an initial burst of 3,000 concurrent executions
    # DynamoDB capacity
    - burst capacity: 3000 RCU

    @lambda-unzipped-size | AWS Lambda limits
    + code and dependencies unzipped: 250mb
    + max uncompressed deployment package: 250 MB
    - 250 MB unzipped, layers included
    - container image: 10 GB instead of 250 MB

    @lambda-async-payload | AWS Lambda limits
    + asynchronous invocation: 256 KB payload
    + max payload size for async events is 256kb
    - asynchronous payload: 1 MB (256 KB before october 2025)
    - async events above 256 KB cost more requests
    # AWS Step Functions
    - payload between asynchronous states: 256 KB

    @lambda-vpc-cold-start | Lambda in VPC
    + a Lambda in a VPC has much longer cold starts
    + VPC functions: cold start adds 10 seconds because of the ENI
    - a VPC does not slow down cold starts
    - a cold start runs the init phase

    @lambda-eni-hyperplane | Lambda in VPC
    + Lambda makes an elastic network interface in each subnet
    + to reach the VPC, ENIs are created for the function
    - Hyperplane ENIs are created once per subnet and security group
    - the execution role needs the permission to create network interfaces

    @lambda-vpc-id | Lambda in VPC
    + specify VPC ID, subnets and security groups
    + the vpc id must be given in the function's configuration
    - you name subnets and security groups, the VPC ID follows from them
    - you do not specify the vpc id
    # Amazon VPC
    - every subnet must state the VPC ID

    @lambda-direct-invoke | Building a serverless API
    + clients call the Lambda function directly, signed with IAM
    + direct invocation of Lambda with IAM credentials
    - direct calls work through the Lambda function URL, with IAM or public
    - IAM roles give the Lambda function rights

    @edge-runtime-versions | Lambda@Edge
    + you write Lambda@Edge in Node.js or Python
    + supports Python and NodeJS only
    - only a numbered version in Node.js or Python can be attached
    # Lambda language support
    - Node.js and Python are supported

    @edge-scale | Lambda@Edge
    + scales to thousands of requests per second
    + 1000s of req/s, i.e. 1000s of requests
    - up to 10,000 requests per second per region
    # CloudFront Functions
    - scales to thousands of requests

    @edge-viewer-memory | Lambda@Edge
    + memory and cpu can be configured
    + choose your memory: cpu follows
    - memory can be adjusted for all four events
    # CloudFront Functions
    - memory cannot be configured

    @edge-viewer-limits-old | Lambda@Edge
    + viewer events: max memory 128 MB
    + viewer request functions have a 5 second timeout
    - viewer and origin events: up to 10,240 MB memory
    - until 2025 viewer events had 128 MB of memory

    @cloudfront-functions-javascript | CloudFront Functions
    + written in JavaScript only
    + lightweight JS code at the edge
    - functions in JavaScript, runtime 2.0 with KeyValueStore
    # Lambda@Edge
    - functions are written in JavaScript

    @cloudfront-functions-limits | CloudFront Functions
    + starts in under 1 ms
    + sub-millisecond start, millions of requests per second
    - under 1 ms of run time, 2 MB of memory
    # Lambda@Edge
    - millions of requests take longer

    @cloudfront-functions-tokens | CloudFront Functions
    + validate JWTs to authorize a request
    + authentication of requests with tokens
    - checks tokens signed with HMAC
    # Lambda@Edge
    - authenticate requests against an identity provider

    @rds-proxy-failover | Lambda with RDS Proxy
    + failover is 66% faster
    + RDS Proxy reduces fail-over time by 66 percent
    - failover time shrinks by up to 66 %
    - 66% of the connections are idle

    @rds-proxy-private | Lambda with RDS Proxy
    + RDS Proxy has no public endpoint, it is never publicly reachable
    + the proxy is not accessible publicly
    - never public: the function runs in the same or a peered VPC
    # Amazon RDS
    - a database should not be public
    """#
}
