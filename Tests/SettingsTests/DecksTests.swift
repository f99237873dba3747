import Basics
import Scheduling
import Settings
import Testing

@Suite struct DecksTests {
  @Test func `a deck file gives the settings it names and defaults for the rest`() throws {
    let deck = try DeckDefinition(
      file: "decks/a.yaml",
      yaml: """
        name: cloud::serverless
        notes: [notes/*.md]
        new_per_day: 12
        desired_retention: 0.92
        learning_steps: [30s, 10m, 1d]
        order: notes
        """)
    #expect(deck.name == "cloud::serverless")
    #expect(deck.title == deck.name)
    #expect(deck.settings.newPerDay == 12)
    #expect(deck.settings.desiredRetention == 0.92)
    #expect(deck.settings.learningSteps == [.seconds(30), .minutes(10), .days(1)])
    #expect(deck.settings.order == .notes)
    #expect(deck.settings.reviewsPerDay == DeckSettings(name: "x").reviewsPerDay)
    #expect(deck.facts == .current)
  }

  @Test(arguments: [
    ("name: a\nnotes: [x]\nnew_per_dya: 3", 3, "new_per_dya"), ("name: a\nnotes: [x]\nnew_per_day: -1", 3, "-1"),
    ("name: a\nnotes: [x]\n\ndesired_retention: 1.5", 4, "1.5"), ("notes: [x]", 1, "name"),
    ("name: \"a::\"", 1, "name"), ("name: a", 1, "no notes"), ("name: a\nnotes: [x\n", 3, "not YAML"),
    ("name: a\nnotes: [x]\nlearning_steps: [5w]", 3, "5w"), ("name: a\nnotes: [x]\norder: up", 3, "up"),
    ("- a\n- b", 1, "key: value"),
  ])
  func `a mistake in a deck file names its line`(yaml: String, line: Int, hint: String) {
    do throws(SettingsError) {
      _ = try DeckDefinition(file: "decks/a.yaml", yaml: yaml)
      Issue.record("accepted: \(yaml)")
    } catch {
      #expect(error.span.file == "decks/a.yaml")
      #expect(error.span.lineStart == line, "\(error)")
      #expect(error.message.contains(hint), "\(error)")
      #expect(!error.remedy.isEmpty)
    }
  }

  @Test func `front matter reads its keys and leaves others alone`() throws {
    let matter = try FrontMatter(
      yaml: "title: Lambda\ndeck: aws\ntags: '#cloud, exam'\ncards: explicit\n", file: "n.md", firstLine: 2)
    #expect(matter.deck == "aws")
    #expect(matter.tags == ["cloud", "exam"])
    #expect(matter.cards == .explicit)
  }

  @Test func `a mistake in front matter names the line of the note`() {
    let error = #expect(throws: SettingsError.self) {
      try FrontMatter(yaml: "deck: aws\ncards: sometimes\n", file: "n.md", firstLine: 2)
    }
    #expect(error?.span == SourceSpan(file: "n.md", line: 3))
  }

  @Test func `the zone rules agree with the system's database`() throws {
    let paris = try #require(TimeZoneRules(system: "Europe/Paris"))
    #expect(paris.offset(at: Instant(iso8601: "2026-07-01T00:00:00Z")!) == 7_200)
    #expect(paris.offset(at: Instant(iso8601: "2026-12-01T00:00:00Z")!) == 3_600)
    #expect(paris.offset(at: Instant(iso8601: "2026-03-29T00:59:59Z")!) == 3_600)
    #expect(paris.offset(at: Instant(iso8601: "2026-03-29T01:00:00Z")!) == 7_200)
    #expect(TimeZoneRules(system: "Mars/Olympus") == nil)
  }
}
