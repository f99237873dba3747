import Cards
import Scheduling
import Study
import Testing

@Test(arguments: [
  ("400 KB", "400kb"), ("400 KB", "0.4 MB"), ("1 GB", "1024 MiB"), ("15 minutes", "15 min"), ("15 minutes", "900s"),
  ("15 minutes", "fifteen minutes"), ("1,000 concurrent executions", "1000 concurrent executions"),
  ("99.9%", "99.9 percent"),
  ("$0.20", "0.20 dollars"), ("managing servers", "Managing the servers"), ("the last writer wins", "last writer wins"),
  ("a partition key", "Partition-Key"), ("DynamoDB Streams", "dynamodb stream"), ("48 hours", "2 days"),
  ("at-least-once", "at least once"), ("`Event`", "event"), ("don't retry", "dont retry"),
])
func `an answer is right in any spelling`(expected: String, typed: String) {
  #expect(AnswerCheck(typed: typed, answer: expected).verdict == .right)
}

@Test(arguments: [
  ("400 KB", "400 MB"), ("400 KB", "40 KB"), ("15 minutes", "15 hours"), ("managing servers", "deploying code"),
  ("retries twice", "retries not twice"), ("yes", ""), ("yes", "..."), ("eventually consistent", "strongly consistent"),
  ("10", "10 or 20"), ("400 KB", "400"),
])
func `an answer that says something else is wrong`(expected: String, typed: String) {
  #expect(AnswerCheck(typed: typed, answer: expected).verdict == .wrong)
}

@Test(arguments: [
  ("provisioned concurrency", "provisoned concurrency"), ("asynchronous invocation", "asynchronus invocation"),
  ("at least three availability zones", "three availability zones"),
])
func `a slip of a letter or a part left out is almost right`(expected: String, typed: String) {
  #expect(AnswerCheck(typed: typed, answer: expected).verdict == .almost)
}

@Test func `every accepted answer counts`() {
  let card = card("x", answer: "FaaS (Function as a Service)", accept: ["faas", "functions as a service"])
  #expect(AnswerCheck(typed: "FAAS", card: card).verdict == .right)
  #expect(AnswerCheck(typed: "function as a service", card: card).verdict == .right)
  #expect(AnswerCheck(typed: "paas", card: card).verdict == .wrong)
}

@Test func `the pieces show what was matched, missed and added`() {
  let check = AnswerCheck(typed: "partition key maybe", answer: "partition key and sort value")
  #expect(check.pieces.map(\.text) == ["partition", "key", "sort", "value", "maybe"])
  #expect(check.pieces.map(\.kind) == [.matched, .matched, .missing, .missing, .extra])
}

@Test func `a list is ticked off in any order, a sequence only in its own`() {
  let list = card("l", form: .list(items: ["Node.js", "Python", "Java", "Go"]))
  #expect(AnswerCheck(typed: "java, go; python, node.js", card: list).verdict == .right)
  let some = AnswerCheck(typed: "python, go", card: list)
  #expect(some.verdict == .almost && some.pieces.filter { $0.kind == .missing }.map(\.text) == ["Node.js", "Java"])
  #expect(AnswerCheck(typed: "rust", card: list).verdict == .wrong)
  let steps = card("s", form: .sequence(steps: ["init", "invoke", "shutdown"]))
  #expect(AnswerCheck(typed: "init, invoke, shutdown", card: steps).verdict == .right)
  #expect(AnswerCheck(typed: "shutdown, invoke, init", card: steps).verdict != .right)
}

@Test func `an estimate counts within its tolerance`() {
  #expect(AnswerCheck(typed: "19", answer: "$18.74", tolerance: 0.05).verdict == .right)
  #expect(AnswerCheck(typed: "$21", answer: "$18.74", tolerance: 0.05).verdict == .wrong)
  #expect(AnswerCheck(typed: "1.02 s", answer: "1000 ms", tolerance: 0.05).verdict == .right)
}

@Test func `the verdict suggests a grade`() {
  #expect(AnswerCheck(typed: "yes", answer: "yes").suggested == .good)
  #expect(AnswerCheck(typed: "no idea", answer: "yes").suggested == .again)
}
