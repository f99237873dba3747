import Basics
import Concepts
import Settings
import Testing

@Suite struct LexiconFileTests {
  @Test func `a lexicon file gives names, aliases, kinds and repairs`() throws {
    let file = try LexiconFile(
      file: "notes/lexicon.yaml",
      yaml: """
        # consensus
        concepts:
          - name: Raft
            aliases: [Raft consensus]
            kind: pattern
          - id: zab
            name: Zab
            part_of: raft
            is_a: [pub-sub]
          - id: lambda
            aliases: workhorse, mule
        repairs:
          etdc: etcd
        """)
    #expect(file.overlay.entries.map(\.id) == ["raft", "zab", "lambda"])
    #expect(file.overlay.entries[0].kind == .pattern && file.overlay.entries[0].aliases == ["Raft consensus"])
    #expect(file.overlay.entries[1].owner == "raft" && file.overlay.entries[1].classes == ["pub-sub"])
    #expect(file.overlay.entries[2].name == nil && file.overlay.entries[2].aliases == ["workhorse", "mule"])
    #expect(file.overlay.repairs == [LexiconOverlay.Repair(written: "etdc", shown: "etcd")])
  }

  @Test func `JSON says the same`() throws {
    let yaml = try LexiconFile(file: "a", yaml: "concepts:\n  - name: Raft\n    kind: pattern\nrepairs: {etdc: etcd}\n")
    let json = try LexiconFile(
      file: "a", yaml: #"{"concepts":[{"name":"Raft","kind":"pattern"}],"repairs":{"etdc":"etcd"}}"#)
    #expect(yaml == json)
    #expect(try LexiconFile(file: "a", yaml: "").overlay == LexiconOverlay(entries: [], repairs: []))
  }

  @Test(arguments: [
    ("concepts:\n  - name: A\n    kidn: term", 3, "kidn"), ("concepts:\n  - name: A\n    kind: thing", 3, "thing"),
    ("concepts:\n  - name: A\n  - id: b", 3, "no `name`"), ("concepts:\n  - name: A\n\n  - name: a", 4, "line 2"),
    ("concepts:\n  - name: A\n    part_of: nowhere", 3, "nowhere"), ("names: [a]", 1, "names"),
    ("concepts: {a: b}", 1, "not a list"), ("concepts:\n  - just words", 2, "key: value"),
    ("repairs:\n  a: b\n  c:", 3, "c"), ("repairs: [a, b]", 1, "key: value"), ("concepts:\n  - [", 3, "not YAML"),
  ])
  func `a mistake in a lexicon file names its line`(yaml: String, line: Int, hint: String) {
    do throws(SettingsError) {
      _ = try LexiconFile(file: "notes/lexicon.yaml", yaml: yaml)
      Issue.record("accepted: \(yaml)")
    } catch {
      #expect(error.span.file == "notes/lexicon.yaml")
      #expect(error.span.lineStart == line, "\(error)")
      #expect(error.message.contains(hint), "\(error)")
      #expect(!error.remedy.isEmpty)
    }
  }
}
