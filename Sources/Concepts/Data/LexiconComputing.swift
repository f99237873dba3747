extension Lexicon {
  /// General terms that are concepts of their own.
  static let computingTerms = #"""
    serverless | Serverless | term | serverless, serverless computing, server less=serverless
    faas | Function as a Service | term | function as a service, functions as a service, FaaS || is:serverless
    nosql | NoSQL database | term | NoSQL database, NoSQL
    relational-database | Relational database | term | relational database, RDBMS
    in-memory-cache | In-memory cache | term | in-memory cache
    cdn | Content delivery network | term | content delivery network, CDN
    cross-region-replication | Cross-Region replication | pattern | cross-region replication
    etl | Extract, transform, load (ETL) | term | ETL, extract-transform-load
    eventual-consistency | Eventual consistency | term | eventual consistency
    strong-consistency | Strong consistency | term | strong consistency
    idempotency | Idempotency | term | idempotency, idempotent
    exponential-backoff | Exponential backoff | pattern | exponential backoff
    at-least-once-delivery | At-least-once delivery | term | at-least-once delivery
    exactly-once-processing | Exactly-once processing | term | exactly-once processing, exactly-once delivery
    event-driven | Event-driven architecture | pattern | event-driven architecture, event-driven
    microservices | Microservices | pattern | microservice
    pub-sub | Publish/subscribe | pattern | publish/subscribe, pub/sub
    circuit-breaker | Circuit breaker | pattern | circuit breaker
    saga | Saga pattern | pattern | saga pattern
    sharding | Sharding | pattern | sharding
    load-balancing | Load balancing | pattern | load balancing
    mutex | Mutual exclusion | term | mutex, mutual exclusion
    deadlock | Deadlock | term | deadlock
    race-condition | Race condition | term | race condition
    garbage-collection | Garbage collection | term | garbage collection, garbage collector
    hash-table | Hash table | term | hash table, hash map
    binary-search-tree | Binary search tree | term | binary search tree, BST
    linked-list | Linked list | term | linked list
    virtual-machine | Virtual machine | term | virtual machine
    virtual-memory | Virtual memory | term | virtual memory
    operating-system | Operating system | term | operating system
    kubernetes | Kubernetes | term | Kubernetes, k8s
    kubernetes-pod | Pod | term | ?pod, Kubernetes pod | kubernetes
    docker | Docker | term | Docker, Docker container
    docker-image | Docker image | term | Docker image | docker
    terraform | Terraform | term | Terraform
    kafka | Apache Kafka | term | Kafka, Apache Kafka
    redis | Redis | term | Redis
    memcached | Memcached | term | Memcached
    postgresql | PostgreSQL | term | PostgreSQL, Postgres
    mysql | MySQL | term | MySQL
    mongodb | MongoDB | term | MongoDB
    sqlite | SQLite | term | SQLite
    cassandra | Apache Cassandra | term | Cassandra
    acid | ACID properties | term | ACID transaction, ACID properties, ACID compliance
    cap-theorem | CAP theorem | term | CAP theorem
    oauth | OAuth | term | OAuth, OAuth2
    openid-connect | OpenID Connect | term | OpenID Connect, OIDC
    jwt | JSON Web Token (JWT) | term | JSON Web Token, JWT
    cors | Cross-origin resource sharing (CORS) | term | cross-origin resource sharing, CORS
    tls | Transport Layer Security (TLS) | term | Transport Layer Security, TLS
    tcp | Transmission Control Protocol (TCP) | term | Transmission Control Protocol, TCP
    udp | User Datagram Protocol (UDP) | term | User Datagram Protocol, UDP
    dns | Domain Name System (DNS) | term | Domain Name System, DNS
    cname | CNAME record | term | CNAME, CNAME record, cnam=CNAME
    graphql | GraphQL | term | GraphQL
    grpc | gRPC | term | gRPC
    crud | CRUD | term | CRUD, CRUD action
    a-b-testing | A/B testing | pattern | A/B testing
    ci-cd | CI/CD | pattern | CI/CD
    infrastructure-as-code | Infrastructure as code | pattern | infrastructure as code, IaC
    blue-green-deployment | Blue/green deployment | pattern | blue/green deployment
    canary-deployment | Canary deployment | pattern | canary deployment
    """#

  /// Spellings only: how a word is written, not something to learn.
  static let spellings = #"""
    nodejs | Node.js | term | Node.js, nodejs=Node.js, node js=Node.js || name
    python | Python | term | Python || name
    java | Java | term | Java || name
    javascript | JavaScript | term | JavaScript || name
    typescript | TypeScript | term | TypeScript || name
    csharp | C# | term | C# || name
    dotnet | .NET | term | .NET, .NET Core || name
    golang | Golang | term | Golang || name
    powershell | PowerShell | term | PowerShell || name
    ruby | Ruby | term | Ruby || name
    rust | Rust | term | Rust || name
    php | PHP | term | PHP || name
    kotlin | Kotlin | term | Kotlin || name
    scala | Scala | term | Scala || name
    aws | AWS | term | AWS, Amazon Web Services || name
    amazon | Amazon | term | Amazon || name
    apache | Apache | term | Apache || name
    google | Google | term | Google || name
    microsoft | Microsoft | term | Microsoft || name
    linux | Linux | term | Linux || name
    unix | Unix | term | Unix || name
    macos | macOS | term | macOS || name
    github | GitHub | term | GitHub || name
    api | API | term | API || name
    sdk | SDK | term | SDK || name
    cli | CLI | term | CLI || name
    ui | UI | term | UI || name
    cpu | CPU | term | CPU || name
    gpu | GPU | term | GPU || name
    ram-unit | RAM | term | RAM || name
    ssd | SSD | term | SSD || name
    id | ID | term | ID || name
    url | URL | term | URL || name
    uri | URI | term | URI || name
    http | HTTP | term | HTTP || name
    internal-http-api | internal HTTP API | term | internal HTTP API, existing HTTP API, on-premises HTTP API || name
    https | HTTPS | term | HTTPS || name
    html | HTML | term | HTML || name
    css | CSS | term | CSS || name
    json | JSON | term | JSON || name
    yaml | YAML | term | YAML || name
    xml | XML | term | XML || name
    csv | CSV | term | CSV || name
    pdf | PDF | term | PDF || name
    ion | Ion format | term | Ion format || name
    sql | SQL | term | SQL || name
    db | DB | term | DB || name
    vm | VM | term | VM || name
    ip | IP | term | IP, IP address || name
    ipv4 | IPv4 | term | IPv4 || name
    ipv6 | IPv6 | term | IPv6 || name
    ssl | SSL | term | SSL || name
    ssh | SSH | term | SSH || name
    ftp | FTP | term | FTP, SFTP || name
    vpn | VPN | term | VPN || name
    mfa | MFA | term | MFA || name
    sso | SSO | term | SSO || name
    arn | ARN | term | ARN || name
    kilobyte | KB | term | KB || name
    megabyte | MB | term | MB || name
    gigabyte | GB | term | GB || name
    terabyte | TB | term | TB || name
    petabyte | PB | term | PB || name
    iot | IoT | term | IoT || name
    seo | SEO | term | SEO || name
    sla | SLA | term | SLA || name
    websocket | WebSocket | term | WebSocket, web socket=WebSocket || name
    openapi | OpenAPI | term | OpenAPI, open api=OpenAPI || name
    swagger | Swagger | term | Swagger || name
    saas | SaaS | term | SaaS || name
    paas | PaaS | term | PaaS || name
    iaas | IaaS | term | IaaS || name
    devops | DevOps | term | DevOps || name
    uuid | UUID | term | UUID || name
    utf8 | UTF-8 | term | UTF-8, utf8=UTF-8 || name
    regex | regex | term | regex || name
    utc | UTC | term | UTC || name
    md5 | MD5 | term | MD5 || name
    hmac | HMAC | term | HMAC || name
    vcpu | vCPU | term | vCPU || name
    fifo | FIFO | term | FIFO || name
    valkey | Valkey | term | Valkey || name
    redis-oss | Redis OSS | term | Redis OSS || name
    sigv4 | SigV4 | term | SigV4 || name
    amazon-ion | Amazon Ion | term | Amazon Ion || name
    on-premises | on-premises | term | on-premises, on premise=on-premises || name
    """#
}
