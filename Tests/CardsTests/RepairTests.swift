import Cards
import Concepts
import Testing

@Suite struct RepairTests {
  static let repair = Repair(lexicon: .bundled)

  @Test(arguments: [
    ("the developers dont have to manage servers", "the developers don't have to manage servers"),
    ("but noew also includes anything tahts managed", "but now also includes anything that's managed"),
    ("make a dynamodb talbe accessible", "make a DynamoDB table accessible"),
    (
      "fulll backups for long-term retention, until explicitely deleted",
      "full backups for long-term retention, until explicitly deleted"
    ),
    ("search engine optimzation", "search engine optimization"),
    ("possiblility to add auto-scaling mode for RCU & WCU", "possibility to add auto-scaling mode for RCU & WCU"),
    ("doesnt require application logic modification", "doesn't require application logic modification"),
    (
      "its usually very cheap to run aws lambda so its very popular",
      "it's usually very cheap to run AWS Lambda so it's very popular"
    ),
    ("server less was pioneered by aws lambda", "serverless was pioneered by AWS Lambda"),
    ("kinesis data firehouse stores to amazon s3", "Kinesis Data Firehose stores to Amazon S3"),
    ("amazon elasticcache", "Amazon ElastiCache"),
    ("must setup cnam or A-alias record in route 53", "must setup CNAME or A-alias record in Route 53"),
    ("AWS step function", "AWS Step Functions"),
    ("lambda functions written in nodejs or python", "Lambda functions written in Node.js or Python"),
    ("c#/powershell", "C#/PowerShell"),
    ("viewer request : after cloudfront receives a request", "viewer request: after CloudFront receives a request"),
    ("for high-scale, latency-sensitive cdn  customizations", "for high-scale, latency-sensitive CDN customizations"),
  ])
  func `slips and names of real notes are mended`(raw: String, display: String) {
    #expect(Self.repair(raw).text == display)
  }

  @Test(arguments: [
    ("up to 10gb of ram", "up to 10 GB of RAM"),
    ("128mb - 10gb (1mb increments)", "128 MB - 10 GB (1 MB increments)"),
    ("maximum execution time: 900 seconds (15 mins)", "maximum execution time: 900 seconds (15 minutes)"),
    ("400000 gb-seconds of compute time per month free", "400,000 GB-seconds of compute time per month free"),
    ("after that $1 for 600000gb-seconds", "after that $1 for 600,000 GB-seconds"),
    (
      "1million aws lambda requests and 400000 gbs of compute time",
      "1 million AWS Lambda requests and 400,000 GB-seconds of compute time"
    ),
    ("== 3200000 seconds if function is 128mb ram", "== 3,200,000 seconds if function is 128 MB RAM"),
    ("a disk of 400 gbs", "a disk of 400 GB"),
    ("environment variables (4kb)", "environment variables (4 KB)"),
    ("100s of tb of storage", "100s of TB of storage"),
    ("$0.2 per 1 million requests thereafter", "$0.2 per 1 million requests thereafter"),
    ("retry after 1 min", "retry after 1 minute"),
    ("1000 (can be increased)", "1000 (can be increased)"),
  ])
  func `numbers and units take their usual form`(raw: String, display: String) {
    #expect(Self.repair(raw).text == display)
  }

  @Test(arguments: [
    "Point-in-time recovery restores to a new table.", "The scheduler preempts a thread when its quantum ends.",
    "Photosynthesis converts light energy into chemical energy.",
    "Run `aws dynamodb put-item --table-name tahts` first.",
    "See https://example.com/lambda/dont?x=100000 for more.", "Complexity is $O(n^2)$ in the worst case.",
    "Files land in /tmp/lambda_dont before upload.", "The port 50051 is open, account 123456789012 is not.",
    "Released on 2024-11-05, version 10.15.7 of us-east-1 tools.",
    "[The docs](https://example.com/talbe) explain sharding.",
    "Set AWS_LAMBDA_FUNCTION_NAME in my_dynamodb_table.py.", "Its best feature is the hash table.",
    "A mutex guards the critical section; semaphores count.", "The mitochondria produce most of the cell's ATP.",
    "Os serviços guardam a memória do sistema.", "Goroutines communicate over buffered channels.",
    "Strongly consistent reads cost twice as much as eventually consistent reads.", "Use HTTPS, not HTTP.",
  ])
  func `clean text, code, addresses and formulas stay as they are`(text: String) {
    #expect(Self.repair(text, as: .sentence).text == text)
    #expect(Self.repair(text).changes.isEmpty)
  }

  @Test func `every change says where, what and by which rule`() throws {
    let raw = "dont use 10gb"
    let repaired = Self.repair(raw)
    let bytes = Array(raw.utf8)
    #expect(repaired.changes.map(\.rule) == ["apostrophe", "unit"])
    for change in repaired.changes { #expect(String(decoding: bytes[change.range], as: UTF8.self) == change.raw) }
    #expect(repaired.changes.map(\.display) == ["don't", "10 GB"])
  }

  @Test func `an answer has a capital and no full stop`() {
    #expect(Self.repair("creates a new table.", as: .answer).text == "Creates a new table")
    #expect(Self.repair("gRPC and others, etc.", as: .answer).text == "gRPC and others, etc.")
    #expect(Self.repair("/tmp directory", as: .answer).text == "/tmp directory")
    #expect(Self.repair("dynamodb tables", as: .answer).text == "DynamoDB tables")
  }

  @Test func `a word that the person uses three times is right`() {
    let own = Repair(lexicon: .bundled, documents: ["the rezolver calls; a rezolver; rezolver"])
    #expect(Self.repair("the resolverr calls").text == "the resolver calls")
    #expect(own("our rezolver").text == "our rezolver")
  }

  @Test func `mending twice changes nothing more`() {
    for raw in ["dont use 10gb of ram in lamda", "its very cheap", "400000 gbs of compute time", "fulll talbe"] {
      let once = Self.repair(raw, as: .sentence).text
      #expect(Self.repair(once, as: .sentence).text == once)
    }
  }
}
