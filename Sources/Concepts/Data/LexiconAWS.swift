extension Lexicon {
  /// AWS services by area. A name is AWS's own in its documentation; the older names are in `LexiconRenamings.swift`.
  static let awsServices = #"""
    # Compute
    lambda | AWS Lambda | service | ^Lambda, ^Lambda function, AWS Lambda function, amazon lambda=AWS Lambda function, lamda=Lambda, lambda fn=Lambda function || is:faas
    ec2 | Amazon EC2 | service | EC2, EC2 instance, Elastic Compute Cloud, aws ec2=Amazon EC2
    fargate | AWS Fargate | service | Fargate, Fargate task
    ecs | Amazon ECS | service | ECS, Elastic Container Service, aws ecs=Amazon ECS
    eks | Amazon EKS | service | EKS, Elastic Kubernetes Service, aws eks=Amazon EKS
    ecr | Amazon ECR | service | ECR, Elastic Container Registry
    app-runner | AWS App Runner | service | App Runner
    elastic-beanstalk | AWS Elastic Beanstalk | service | Elastic Beanstalk, ^Beanstalk
    batch | AWS Batch | service | ^AWS Batch
    lightsail | Amazon Lightsail | service | Lightsail
    outposts | AWS Outposts | service | ^Outposts
    # Storage
    s3 | Amazon S3 | service | S3, S3 bucket, Amazon S3 bucket, Simple Storage Service, aws s3=Amazon S3
    ebs | Amazon EBS | service | EBS, Elastic Block Store, EBS volume
    efs | Amazon EFS | service | EFS, Elastic File System
    fsx | Amazon FSx | service | FSx
    aws-backup | AWS Backup | service | amazon backup=AWS Backup
    storage-gateway | AWS Storage Gateway | service | Storage Gateway
    snow-family | AWS Snow Family | service | ^Snowball, ^Snowcone
    glacier | Amazon S3 Glacier | service | ^Glacier, S3 Glacier
    # Databases
    dynamodb | Amazon DynamoDB | service | DynamoDB, AWS DynamoDB=Amazon DynamoDB, dynamo db=DynamoDB, dynamo=DynamoDB, ddb=DynamoDB || is:nosql
    rds | Amazon RDS | service | RDS, Relational Database Service, aws rds=Amazon RDS || is:relational-database
    aurora | Amazon Aurora | service | ^Aurora || is:relational-database
    aurora-serverless | Aurora Serverless | service | Amazon Aurora Serverless, Aurora Serverless v2 | aurora
    elasticache | Amazon ElastiCache | service | ElastiCache, elasticcache=ElastiCache, elastic cache=ElastiCache, amazon elasticcache=Amazon ElastiCache || is:in-memory-cache
    memorydb | Amazon MemoryDB | service | MemoryDB
    redshift | Amazon Redshift | service | ^Redshift
    documentdb | Amazon DocumentDB | service | DocumentDB
    neptune | Amazon Neptune | service | ^Neptune
    keyspaces | Amazon Keyspaces | service | ^Keyspaces
    timestream | Amazon Timestream | service | ^Timestream
    rds-proxy | RDS Proxy | service | Amazon RDS Proxy, rdsproxy=RDS Proxy
    dms | AWS Database Migration Service | service | Database Migration Service, ^DMS
    # Networking and delivery
    vpc | Amazon VPC | service | VPC, Virtual Private Cloud, VPC ID, aws vpc=Amazon VPC
    api-gateway | Amazon API Gateway | service | API Gateway, AWS API Gateway=Amazon API Gateway, apigateway=API Gateway, apigw=API Gateway, api gw=API Gateway
    cloudfront | Amazon CloudFront | service | CloudFront, CloudFront distribution, AWS CloudFront=Amazon CloudFront, cloud front=CloudFront || is:cdn
    route-53 | Amazon Route 53 | service | Route 53, route53=Route 53, AWS Route 53=Amazon Route 53
    elb | Elastic Load Balancing | service | ELB, elastic load balancer=Elastic Load Balancer, ^load balancer
    alb | Application Load Balancer | service | ALB | elb
    nlb | Network Load Balancer | service | NLB | elb
    nat-gateway | NAT gateway | service | ^NAT gateway, ^NAT GW | vpc
    internet-gateway | Internet gateway | service | ^internet gateway, ^IGW | vpc
    transit-gateway | AWS Transit Gateway | service | Transit Gateway
    direct-connect | AWS Direct Connect | service | Direct Connect
    privatelink | AWS PrivateLink | service | PrivateLink
    global-accelerator | AWS Global Accelerator | service | Global Accelerator
    waf | AWS WAF | service | WAF, Web Application Firewall
    shield | AWS Shield | service | Shield Advanced
    app-mesh | AWS App Mesh | service | App Mesh
    cloud-map | AWS Cloud Map | service | ^Cloud Map
    # Application integration
    sqs | Amazon SQS | service | SQS, SQS queue, Simple Queue Service, AWS SQS=Amazon SQS
    sns | Amazon SNS | service | SNS, SNS topic, Simple Notification Service, AWS SNS=Amazon SNS
    eventbridge | Amazon EventBridge | service | EventBridge, event bridge=EventBridge, CloudWatch Events, cloudwatch events event bridge=CloudWatch Events / EventBridge
    eventbridge-rule | EventBridge rule | feature | EventBridge rule, CloudWatch Events rule | eventbridge
    eventbridge-scheduler | EventBridge Scheduler | service | EventBridge Scheduler | eventbridge
    eventbridge-pipes | EventBridge Pipes | feature | EventBridge Pipes | eventbridge
    step-functions | AWS Step Functions | service | ^Step Functions, ^step function=Step Functions, AWS step function=AWS Step Functions
    appsync | AWS AppSync | service | AppSync
    mq | Amazon MQ | service | Amazon MQ
    ses | Amazon SES | service | ^SES, Simple Email Service
    pinpoint | Amazon Pinpoint | service | ^Pinpoint
    mwaa | Amazon MWAA | service | MWAA
    # Streaming and analytics
    kinesis-data-streams | Kinesis Data Streams | service | Kinesis, Amazon Kinesis, AWS Kinesis=Amazon Kinesis, Kinesis Data Stream, Amazon Kinesis Data Streams, Kinesis Streams, KDS
    firehose | Kinesis Data Firehose | service | ^Firehose, Data Firehose, Kinesis Firehose, Amazon Data Firehose, AWS Kinesis Data Firehose=Amazon Kinesis Data Firehose, kinesis data firehouse=Kinesis Data Firehose, data firehouse=Data Firehose
    kinesis-data-analytics | Kinesis Data Analytics | service | Managed Service for Apache Flink
    kinesis-video-streams | Kinesis Video Streams | service | Kinesis Video Streams
    glue | AWS Glue | service | ^Glue
    athena | Amazon Athena | service | ^Athena
    emr | Amazon EMR | service | ^EMR
    msk | Amazon MSK | service | ^MSK, Managed Streaming for Apache Kafka
    opensearch | Amazon OpenSearch Service | service | OpenSearch, OpenSearch Service, Elasticsearch Service
    quicksight | Amazon QuickSight | service | QuickSight
    lake-formation | AWS Lake Formation | service | ^Lake Formation
    # Security and identity
    iam | AWS IAM | service | IAM, IAM authentication, Identity and Access Management
    cognito | Amazon Cognito | service | Cognito, AWS Cognito=Amazon Cognito
    kms | AWS KMS | service | KMS, Key Management Service
    secrets-manager | AWS Secrets Manager | service | Secrets Manager, secret manager=Secrets Manager
    acm | AWS Certificate Manager | service | ^ACM, ^Certificate Manager
    sts | AWS STS | service | ^STS, Security Token Service
    iam-identity-center | IAM Identity Center | service | Identity Center
    guardduty | Amazon GuardDuty | service | GuardDuty
    inspector | Amazon Inspector | service | Amazon Inspector
    macie | Amazon Macie | service | Macie
    cloudhsm | AWS CloudHSM | service | CloudHSM
    organizations | AWS Organizations | service | AWS Organizations
    # Management and developer tools
    cloudwatch | Amazon CloudWatch | service | CloudWatch, AWS CloudWatch=Amazon CloudWatch, cloud watch=CloudWatch
    cloudwatch-logs | CloudWatch Logs | service | Amazon CloudWatch Logs | cloudwatch
    cloudwatch-alarm | CloudWatch alarm | feature | CloudWatch alarm | cloudwatch
    cloudwatch-metrics | CloudWatch metrics | feature | CloudWatch metric | cloudwatch
    cloudtrail | AWS CloudTrail | service | CloudTrail
    x-ray | AWS X-Ray | service | ^X-Ray
    config | AWS Config | service | AWS Config
    systems-manager | AWS Systems Manager | service | Systems Manager, SSM
    parameter-store | Parameter Store | feature | SSM Parameter Store | systems-manager
    cloudformation | AWS CloudFormation | service | CloudFormation
    cdk | AWS CDK | service | ^CDK, Cloud Development Kit
    sam | AWS SAM | service | ^SAM, Serverless Application Model
    codebuild | AWS CodeBuild | service | CodeBuild
    codedeploy | AWS CodeDeploy | service | CodeDeploy
    codepipeline | AWS CodePipeline | service | CodePipeline
    codecommit | AWS CodeCommit | service | CodeCommit
    amplify | AWS Amplify | service | ^Amplify
    trusted-advisor | AWS Trusted Advisor | service | Trusted Advisor
    auto-scaling | Auto Scaling | service | ^auto scaling, ^Auto Scaling group, ^ASG, ^autoscaling=auto scaling
    aws-cli | AWS CLI | term | AWS CLI
    aws-sdk | AWS SDK | term | AWS SDK
    # Machine learning and the rest
    sagemaker | Amazon SageMaker | service | SageMaker
    bedrock | Amazon Bedrock | service | ^Bedrock
    rekognition | Amazon Rekognition | service | Rekognition
    comprehend | Amazon Comprehend | service | Amazon Comprehend
    textract | Amazon Textract | service | Textract
    transcribe | Amazon Transcribe | service | Amazon Transcribe
    polly | Amazon Polly | service | Amazon Polly
    lex | Amazon Lex | service | Amazon Lex
    iot-core | AWS IoT Core | service | IoT Core
    """#

  /// What services consist of. Everyday words (`?items`) count only where the owner is spoken of.
  static let awsFeatures = #"""
    # Lambda
    lambda-pricing | Lambda pricing | term | Lambda pricing, AWS Lambda pricing, ?pay per request, ?pay per call, ?pay per duration, !pricing, !easy pricing | lambda
    lambda-free-tier | Lambda free tier | limit | ?free tier, Lambda free tier, AWS Lambda free tier | lambda-pricing
    gb-second | GB-second | term | GB-second, GB second=GB-second, GB-s, ?compute time | lambda-pricing
    lambda-runtime | Lambda runtime | feature | Lambda runtime, Lambda language support, AWS Lambda language support, ?language support, ?runtime, ?programming language | lambda
    custom-runtime | Custom Runtime API | feature | custom runtime API, custom runtime | lambda-runtime
    lambda-runtime-api | Lambda Runtime API | feature | Lambda Runtime API, Runtime API | lambda-runtime
    lambda-container-image | Lambda container image | feature | Lambda container image, ?container image, ?Docker image, ?arbitrary Docker image | lambda
    lambda-memory | Lambda memory allocation | limit | ?memory allocation, Lambda memory, ?RAM, ?memory | lambda
    lambda-timeout | Lambda maximum execution time | limit | ?maximum execution time, Lambda timeout, ?timeout, ?execution time, ?time limit | lambda
    lambda-env-vars | Lambda environment variables | limit | ?environment variable, Lambda environment variable, ?size of environment variable | lambda
    lambda-tmp-storage | Lambda ephemeral storage (/tmp) | limit | ?disk capacity, ?/tmp, ?/tmp directory, ?ephemeral storage, Lambda ephemeral storage, ?disk capacity in the function container | lambda
    lambda-concurrency | Lambda concurrency | limit | ?concurrency execution=concurrent execution, ?concurrent execution, Lambda concurrency, ?concurrency | lambda
    reserved-concurrency | Reserved concurrency | feature | reserved concurrency | lambda-concurrency
    provisioned-concurrency | Provisioned concurrency | feature | provisioned concurrency | lambda-concurrency
    lambda-deployment-package | Lambda deployment package | limit | ?deployment package, ?deployment size, Lambda function deployment size, ?uncompressed deployment, ?size of uncompressed deployment | lambda
    lambda-layers | Lambda layers | feature | Lambda layer, ?layer | lambda
    lambda-version | Lambda versions and aliases | feature | Lambda version, Lambda alias, published version | lambda
    lambda-destinations | Lambda destinations | feature | Lambda destination | lambda
    lambda-function-url | Lambda function URL | feature | function URL, Lambda function URL | lambda
    event-source-mapping | Event source mapping | feature | event source mapping, ESM | lambda
    lambda-snapstart | Lambda SnapStart | feature | SnapStart | lambda
    lambda-extensions | Lambda extensions | feature | Lambda extension | lambda
    synchronous-invocation | Synchronous invocation | feature | synchronous invocation | lambda
    asynchronous-invocation | Asynchronous invocation | feature | asynchronous invocation, async invocation | lambda
    execution-environment | Execution environment | feature | execution environment | lambda
    execution-role | Execution role | feature | execution role | lambda
    lambda-insights | CloudWatch Lambda Insights | feature | Lambda Insights | lambda
    cold-start | Cold start | term | cold start | lambda
    warm-start | Warm start | term | warm start | lambda
    lambda-vpc | Lambda in VPC | pattern | Lambda in VPC, Lambda by default, Lambda VPC, VPC Lambda, VPC-attached Lambda, ?deployed in your VPC, ?deployed in a VPC, ?in your VPC, ?outside your own VPC, ?inside a VPC | lambda
    # Edge
    edge-function | Edge function | feature | edge function, customization at the edge, customize at the edge, code at the edge | cloudfront
    cloudfront-functions | CloudFront Functions | feature | CloudFront Functions, CloudFront function, cf functions=CloudFront Functions | cloudfront | is:edge-function
    lambda-at-edge | Lambda@Edge | feature | Lambda@Edge, Lambda at Edge=Lambda@Edge, lambda edge=Lambda@Edge | cloudfront | is:edge-function
    viewer-request | Viewer request | term | viewer request | cloudfront
    viewer-response | Viewer response | term | viewer response | cloudfront
    origin-request | Origin request | term | origin request | cloudfront
    origin-response | Origin response | term | origin response | cloudfront
    edge-location | Edge location | term | edge location, CloudFront edge location, point of presence | cloudfront
    origin | Origin | term | ?origin, CloudFront origin | cloudfront
    cache-key | Cache key | term | cache key, cache key normalization | cloudfront
    cache-behavior | Cache behavior | feature | cache behavior | cloudfront
    cloudfront-keyvaluestore | CloudFront KeyValueStore | feature | KeyValueStore | cloudfront
    origin-access-control | Origin access control | feature | origin access control, OAC | cloudfront
    signed-url | Signed URL | feature | signed URL, signed cookie | cloudfront
    # Network
    subnet | Subnet | term | subnet, private subnet, public subnet | vpc
    security-group | Security group | term | security group | vpc
    eni | Elastic network interface | term | elastic network interface, ENI, network interface | vpc
    interface-vpc-endpoint | Interface VPC endpoint | feature | interface VPC endpoint, interface endpoint, VPC endpoint | vpc
    gateway-vpc-endpoint | Gateway VPC endpoint | feature | gateway VPC endpoint, gateway endpoint | vpc
    route-table | Route table | term | route table | vpc
    network-acl | Network ACL | term | network ACL, NACL | vpc
    vpc-peering | VPC peering | feature | VPC peering | vpc
    flow-logs | VPC Flow Logs | feature | flow log | vpc
    a-alias-record | A-alias record | term | A-alias record, alias record, A alias | route-53
    connection-pooling | Connection pooling | pattern | connection pooling, connection pool, ?pooling, pooling and sharing DB connections | rds-proxy
    read-replica | Read replica | feature | read replica | rds
    multi-az | Multi-AZ deployment | feature | Multi-AZ | rds
    # DynamoDB
    table | Table | term | ?table, DynamoDB table | dynamodb
    primary-key | Primary key | term | primary key | dynamodb
    partition-key | Partition key | term | partition key, hash key | primary-key
    sort-key | Sort key | term | sort key, range key | primary-key
    item | Item | term | ?item, DynamoDB item | dynamodb
    attribute | Attribute | term | ?attribute | dynamodb
    item-size | Maximum item size | limit | ?maximum size of an item, ?maximum item size, ?item size | dynamodb
    scalar-type | Scalar types | term | scalar type | dynamodb
    document-type | Document types | term | document type | dynamodb
    set-type | Set types | term | set type | dynamodb
    table-class | Table class | feature | table class, infrequent access table class, standard & infrequent access table class, Standard-IA table class | dynamodb
    capacity-modes | Read/write capacity modes | feature | read/write capacity mode, ?capacity mode | dynamodb
    provisioned-mode | Provisioned mode | feature | provisioned mode, provisioned capacity, provisioned capacity mode | capacity-modes
    on-demand-mode | On-demand mode | feature | on-demand mode, on-demand capacity, on-demand capacity mode | capacity-modes
    rcu | Read capacity unit (RCU) | term | read capacity unit, RCU, provisioned read capacity unit | provisioned-mode
    wcu | Write capacity unit (WCU) | term | write capacity unit, WCU | provisioned-mode
    read-request-unit | Read request unit | term | read request unit | on-demand-mode
    write-request-unit | Write request unit | term | write request unit | on-demand-mode
    adaptive-capacity | Adaptive capacity | feature | adaptive capacity, burst capacity | dynamodb
    gsi | Global secondary index | feature | global secondary index, GSI | dynamodb
    lsi | Local secondary index | feature | local secondary index, LSI | dynamodb
    dax | DynamoDB Accelerator (DAX) | service | DynamoDB Accelerator, DAX, DAX cluster, dynamo accelerator=DynamoDB Accelerator || is:in-memory-cache
    dynamodb-streams | DynamoDB Streams | feature | DynamoDB Streams, DynamoDB Stream, DynamoDB stream processing, ?stream processing, ?ordered stream | dynamodb
    kinesis-adapter | DynamoDB Streams Kinesis Adapter | feature | DynamoDB Streams Kinesis Adapter, DynamoDB Stream Kinesis Adapter=DynamoDB Streams Kinesis Adapter, Kinesis Adapter | dynamodb-streams
    global-tables | DynamoDB global tables | feature | global table, DynamoDB global table | dynamodb
    active-active-replication | Active-active replication | pattern | active-active replication, active-active | global-tables
    last-writer-wins | Last writer wins | term | last writer wins, last-writer-wins | global-tables
    dynamodb-ttl | DynamoDB Time to Live (TTL) | feature | Time to Live, DynamoDB Time to Live, TTL, DynamoDB TTL | dynamodb
    expiry-timestamp | Expiry timestamp | term | expiry timestamp | dynamodb-ttl
    pitr | Point-in-time recovery (PITR) | feature | point-in-time recovery, PITR, continuous backup | dynamodb
    on-demand-backup | On-demand backup | feature | on-demand backup, ?full backup | dynamodb
    s3-export | DynamoDB export to S3 | feature | export to S3, export to Amazon S3, DynamoDB export | dynamodb
    s3-import | DynamoDB import from S3 | feature | import from S3, import to S3, DynamoDB import | dynamodb
    dynamodb-json | DynamoDB JSON | term | DynamoDB JSON, DynamoDB JSON or Ion format | dynamodb
    dynamodb-transactions | DynamoDB transactions | feature | DynamoDB transaction, ?transaction support, transaction support, ?transaction | dynamodb
    query | Query | term | ?query, DynamoDB query, Query operation | dynamodb
    scan | Scan | term | ?scan, DynamoDB scan, Scan operation | dynamodb
    batch-operation | Batch operation | feature | batch operation, ?batch, BatchGetItem, BatchWriteItem | dynamodb
    mrec | Multi-Region eventual consistency (MREC) | feature | MREC, multi-Region eventual consistency | global-tables
    mrsc | Multi-Region strong consistency (MRSC) | feature | MRSC, multi-Region strong consistency | global-tables
    conditional-write | Conditional write | feature | conditional write, condition expression | dynamodb
    eventually-consistent-read | Eventually consistent read | term | eventually consistent read | dynamodb
    strongly-consistent-read | Strongly consistent read | term | strongly consistent read | dynamodb
    # Kinesis, SQS, SNS
    shard | Shard | term | shard | kinesis-data-streams
    enhanced-fan-out | Enhanced fan-out | feature | enhanced fan-out | kinesis-data-streams
    visibility-timeout | Visibility timeout | feature | visibility timeout | sqs
    dead-letter-queue | Dead-letter queue | feature | dead-letter queue, DLQ | sqs
    fifo-queue | FIFO queue | feature | FIFO queue, SQS FIFO | sqs
    standard-queue | Standard queue | feature | standard queue | sqs
    long-polling | Long polling | feature | long polling | sqs
    delay-queue | Delay queue | feature | delay queue | sqs
    sns-fan-out | Fan-out | pattern | fan-out, fanout, SNS fan-out | sns
    # API Gateway
    rest-api | REST API | feature | REST API
    http-api | HTTP API | feature | HTTP API | api-gateway
    websocket-api | WebSocket API | feature | WebSocket API, ?WebSocket protocol, ?WebSocket | api-gateway
    api-versioning | API versioning | feature | API versioning | api-gateway
    api-key | API key | feature | API key | api-gateway
    api-stage | API stage | feature | ?stage, deployment stage | api-gateway
    request-throttling | Request throttling | feature | request throttling, throttling, ?rate limiting, rate limiting | api-gateway
    usage-plan | Usage plan | feature | usage plan | api-gateway
    api-caching | API response caching | feature | cache API response, API caching | api-gateway
    sdk-generation | SDK generation | feature | generate SDK, SDK generation | api-gateway
    openapi-import | OpenAPI import | feature | Swagger/OpenAPI import, swagger/open api import=Swagger/OpenAPI import, OpenAPI import | api-gateway
    lambda-integration | Lambda integration | feature | Lambda proxy integration, API Gateway Lambda integration, !Lambda function | api-gateway
    http-integration | HTTP integration | feature | HTTP integration, HTTP endpoint, !HTTP | api-gateway
    aws-service-integration | AWS service integration | feature | AWS service integration, !AWS service, ?service integration | api-gateway
    edge-optimized-endpoint | Edge-optimized endpoint | feature | edge-optimized, edge-optimized endpoint, edge-optimized API, edge-optimised=edge-optimized | api-gateway
    regional-endpoint | Regional endpoint | feature | regional endpoint, regional API, regional API endpoint, !regional | api-gateway
    private-endpoint | Private endpoint | feature | private endpoint, private API, private API endpoint, !private | api-gateway
    resource-policy | Resource policy | feature | resource policy, resource-based policy
    api-security | API Gateway security | feature | API Gateway security, !security | api-gateway
    custom-authorizer | Custom authorizer | feature | custom authorizer, Lambda authorizer, custom authoriser=custom authorizer | api-gateway
    custom-domain-name | Custom domain name | feature | custom domain name, custom domain | api-gateway
    mapping-template | Mapping template | feature | mapping template, VTL | api-gateway
    # Step Functions, Cognito, IAM, S3
    state-machine | State machine | feature | state machine | step-functions
    standard-workflow | Standard workflow | feature | standard workflow | step-functions
    express-workflow | Express workflow | feature | express workflow | step-functions
    human-approval | Human approval | feature | human approval, human approval feature | step-functions
    task-token | Task token | feature | task token, waitForTaskToken | step-functions
    user-pool | Cognito user pool | feature | user pool, Cognito user pool | cognito
    identity-pool | Cognito identity pool | feature | identity pool, Cognito identity pool | cognito
    iam-role | IAM role | feature | IAM role | iam
    iam-policy | IAM policy | feature | IAM policy | iam
    iam-user | IAM user | feature | IAM user | iam
    s3-event-notification | S3 event notification | feature | S3 event notification, S3 event | s3
    s3-versioning | S3 Versioning | feature | S3 Versioning, bucket versioning | s3
    s3-lifecycle | S3 Lifecycle | feature | lifecycle policy, lifecycle rule | s3
    bucket-policy | Bucket policy | feature | bucket policy | s3
    presigned-url | Presigned URL | feature | presigned URL, pre-signed URL=presigned URL | s3
    static-website-hosting | Static website hosting | pattern | static website hosting, static website | s3
    log-group | Log group | feature | log group | cloudwatch-logs
    task-definition | Task definition | feature | task definition | ecs
    # Places
    aws-region | AWS Region | term | AWS Region, ?region
    availability-zone | Availability Zone | term | Availability Zone, AZ, multiple AZs
    # Patterns
    serverless-web-app | Serverless web application | pattern | Serverless in AWS, serverless web app, serverless web application
    thumbnail-pipeline | Serverless thumbnail creation | pattern | serverless thumbnail creation, thumbnail creation
    serverless-cron | Serverless cron job | pattern | serverless cron job, cron job
    serverless-api | Serverless API | pattern | serverless API, building a serverless API
    """#
}
