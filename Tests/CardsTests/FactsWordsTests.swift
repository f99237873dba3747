import Basics
import Concepts
import Notes
import TestSupport
import Testing

@testable import Cards

@Suite struct FactsWordsTests {
  private func quantities(_ text: String) -> [FactWords.Term] {
    FactWords(text).terms.filter { if case .quantity = $0 { true } else { false } }
  }

  @Test(arguments: [
    "600000gb-seconds", "600,000 GB-s", "600k GB-seconds", "0.6 million gb seconds", "600000 gigabyte-seconds",
    "600,000 GB-sec",
  ])
  func `compute time is one quantity however it is written`(_ text: String) {
    #expect(quantities(text) == [.quantity(600_000, .gigabyteSeconds)])
  }

  @Test(arguments: [
    ("10gb", 10_737_418_240, FactWords.Dimension.bytes), ("10,240 MB", 10_737_418_240, .bytes),
    ("ten gigabytes", 10_737_418_240, .bytes), ("15 mins", 900, .seconds), ("900s", 900, .seconds),
    ("24-hour", 86_400, .seconds), ("a day: 1 day", 86_400, .seconds), ("365 days", 31_536_000, .seconds),
    ("1 year", 31_536_000, .seconds), ("66%", 66, .percent), ("66 per cent", 66, .percent), ("$1", 1, .dollars),
    ("1 dollar", 1, .dollars), ("one USD", 1, .dollars), ("1million", 1_000_000, .none), ("1m", 1_000_000, .none),
    ("a million", 1_000_000, .none), ("1_000_000", 1_000_000, .none), ("1 000 000", 1_000_000, .none),
  ])
  func `units and numbers are folded`(_ text: String, value: Double, dimension: FactWords.Dimension) {
    #expect(quantities(text) == [.quantity(value, dimension)])
  }

  @Test(arguments: ["1000s of requests", "version 2019.11.21", "a table", "millions of rows"])
  func `manners of speaking and versions are no figures`(_ text: String) {
    #expect(quantities(text).isEmpty)
  }

  @Test(arguments: [
    ["replicate", "replicates", "replicated", "replicating", "replication"],
    ["create", "creates", "created", "creation"],
    ["expire", "expires", "expired", "expiring"], ["limit", "limits", "limited"], ["policy", "policies"],
    ["delete", "deletes", "deleted", "deletion"],
  ])
  func `forms of a word have one stem`(_ words: [String]) {
    #expect(Set(words.map(FactWords.stem)).count == 1)
  }

  @Test func `a phrase does not reach across the end of a sentence`() {
    let group = FactPattern.group("default ondemand")
    #expect(FactPattern.first(of: group, in: FactWords("the default is on-demand").terms) != nil)
    #expect(FactPattern.first(of: group, in: FactWords("This is the default. On-demand costs more").terms) == nil)
  }

  @Test func `near parts may stand in either order`() {
    let group = FactPattern.group("bill* ~ duration")
    for text in ["billed by duration", "the duration that is billed"] {
      #expect(FactPattern.first(of: group, in: FactWords(text).terms) != nil)
    }
    #expect(FactPattern.first(of: group, in: FactWords("duration of one two three four five six bills").terms) == nil)
  }

  @Test func `ranges of tokens cover what is written`() {
    let text = "it costs $0.25 for 600,000 GB-seconds."
    let shown = FactWords(text).tokens.filter { if case .quantity = $0.term { true } else { false } }
      .map { String(text[$0.range]) }
    #expect(shown == ["$0.25", "600,000 GB-seconds"])
  }

  @Test func `data that cannot be read is reported by line`() {
    let base = FactBase("as-of 2026-11-24\n\nid a\nkind wrong\nabout x\ncolour red\n\nid b\nhas <nonsense>\n")
    #expect(base.statements.isEmpty)
    #expect(base.problems.map(\.line) == [6, 3, 9, 8])
  }

  @Test func `a person's own statements are added and replace ours`() {
    let own = """
      as-of 2026-11-25

      id tea-temperature
      kind wrong
      about tea
      in *
      has tea
      has 100 degree
      truth Green tea wants 80 degrees
      value 100
      answer 80
      since always
      source The tea shop
      """
    let base = FactBase.bundled.merged(with: own)
    #expect(base.statements.count == FactBase.bundled.statements.count + 1)
    let note = document("# Tea\n\ngreen tea is brewed at 100 degrees\n")
    let found = FactCheck.findings(in: [note], lexicon: .bundled, base: base)
    #expect(found.map(\.statement.id) == ["tea-temperature"])
    #expect(found.first?.span == SourceSpan(file: "note.md", line: 3))
    #expect(base.merged(with: own).statements.count == base.statements.count)
  }
}
