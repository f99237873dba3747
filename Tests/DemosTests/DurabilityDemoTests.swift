import Basics
import Demos
import Simulation
import TestSupport
import Testing

/// The demos about streams, backups, exports and imports, held against what follows from the documents by hand.
@Suite struct DurabilityDemoTests {
  private func integer(_ arguments: Arguments, _ name: String) -> Int {
    if case .integer(let value) = arguments[name] { value } else { 0 }
  }
  private func duration(_ arguments: Arguments, _ name: String) -> Duration {
    if case .duration(let value) = arguments[name] { value } else { .zero }
  }
  private func choice(_ arguments: Arguments, _ name: String) -> String {
    if case .choice(let value) = arguments[name] { value } else { "" }
  }
  private func whole(_ number: Int) -> Answer { .number(Quantity(number)) }

  /// Runs `demo` with any arguments of many seeds and compares its answers with those worked out by `expected`.
  private func hold(_ demo: Demo, to expected: @Sendable (Arguments) -> [(id: String, answer: Answer)]) {
    forEachSeed(30) { random in
      let arguments = Arguments.any(demo.parameters, from: &random), run = try demo.run(arguments)
      for (id, answer) in expected(arguments) {
        let said = run.answer(to: try demo.prediction(id))
        guard said == answer else {
          throw Broken("\(demo.name) \(arguments.flags): \(id) is \(said.text()), not \(answer.text())")
        }
      }
    }
  }

  @Test func `a stream records what changes, for a day, and serves two readers`() {
    hold(.dynamoDBStreams) { arguments in
      let changes = integer(arguments, "changes"), pace = duration(arguments, "pace")
      // Ages of the records when the archive is back: of A, of B a minute younger, and of the deletion.
      let ages = (0..<changes).flatMap { change in
        let age = pace * (changes - change) + duration(arguments, "away")
        return [age, age - .minutes(1)]
      }
      let left = (ages + [duration(arguments, "away")]).count { $0 < .hours(24) }
      let showsOld = ["old-image", "new-and-old-images"].contains(choice(arguments, "view"))
      return [
        ("records", whole(2 * changes + 1)), ("left", whole(left)),
        ("deletion", .choice(showsOld ? "the order as it was" : "nothing")),
        ("refused", whole(max(0, integer(arguments, "readers") - 2))),
      ]
    }
  }

  @Test func `Kinesis keeps longer and serves more readers, but gets changes late and twice`() {
    hold(.streamsOrKinesis) { arguments in
      let changes = integer(arguments, "changes"), consumers = integer(arguments, "consumers")
      let after = duration(arguments, "after")
      let own = after < .hours(24), other = after < duration(arguments, "retention")
      let left = own ? (other ? "in both" : "only in DynamoDB Streams") : other ? "only in Kinesis" : "in neither"
      return [
        ("records", whole(changes + min(changes, integer(arguments, "doubled")))),
        ("order", .boolean(duration(arguments, "late") <= duration(arguments, "gap") + .milliseconds(200))),
        ("refused-by-streams", whole(max(0, consumers - 2))), ("refused-by-kinesis", whole(max(0, consumers - 5))),
        ("left", .choice(left)),
      ]
    }
  }

  @Test func `backups outlive the table, and cold storage is paid for ninety days`() {
    hold(.dynamoDBBackups) { arguments in
      let days = integer(arguments, "days"), later = duration(arguments, "later")
      // The oldest is of three in the night after the first day; the table goes at eight in the evening.
      let age = Duration.days(days - 2) + .hours(19) + later, cold = age - .days(integer(arguments, "cold"))
      let paid = cold < .zero ? .zero : max(cold, .days(90))
      return [
        ("by-hand", whole(min(days, integer(arguments, "by-hand")))), ("second", .boolean(false)),
        ("system", whole(later < .days(35) ? days : 0)), ("region", whole(days - 1)),
        ("cold", .number(Quantity(Int128(paid.nanoseconds), over: 86_400_000_000_000))),
      ]
    }
  }

  @Test func `an export is of a second, an incremental one of what differs, and neither reads the table`() {
    hold(.dynamoDBExport) { arguments in
      let items = integer(arguments, "items"), deleted = min(items - 1, integer(arguments, "deleted"))
      return [
        ("recovery", .boolean(false)), ("units", whole(0)), ("full", whole(items)),
        ("incremental", whole(deleted + (integer(arguments, "updates") > 0 ? 1 : 0))),
      ]
    }
  }

  @Test func `an import makes a new table of the rows that are items, without writing`() {
    hold(.dynamoDBImport) { arguments in
      [
        ("existing", .boolean(false)), ("items", whole(integer(arguments, "rows"))), ("type", .choice("a string")),
        ("units", whole(0)),
      ]
    }
  }
}
