import Basics
import Cards
import Exchange
import Foundation
import Notes
import Scheduling
import Testing

// Without an interpreter that has Anki these tests are reported as skipped, by name and with the way to have them run.
let needsAnki = Comment(
  "SKIPPED: the real Anki was not asked. Run `make test`, or set REHEARSE_PYTHON to a Python with `anki` installed.")

/// Packages, imported by the real Anki.
@Suite(.enabled(if: AnkiOracle.python != nil, needsAnki))
struct AnkiImportTests {
  /// The clock that Anki itself reads; its "today" cannot be set.
  private let now = Instant(seconds: Int(Date().timeIntervalSince1970))

  private func export(
    _ view: DeckView, _ history: ExportOptions.History, _ form: ExportOptions.PackageForm, to path: String
  ) throws {
    try ApkgFormat().export(view, options: ExportOptions(history: history, package: form), toFile: path)
  }

  @Test(arguments: [ExportOptions.PackageForm.latest, .legacy])
  func `a new deck arrives whole, and a second import changes nothing`(_ form: ExportOptions.PackageForm) throws {
    let folder = try TemporaryFolder()
    try export(Fixture.view(), .leftOut, form, to: folder.file("deck.apkg"))
    let answer = try AnkiOracle.ask(folder.file("deck.apkg"))
    #expect(answer.refused == nil)
    let count = Fixture.all.count
    #expect(answer.counts == ["notes": count, "cards": count, "revlog": 0])
    #expect(answer.counts_again == answer.counts)
    #expect(answer.first?["new"] == count && answer.first?["conflicting"] == 0)
    #expect(answer.again?["new"] == 0 && answer.again?["updated"] == 0 && answer.again?["duplicate"] == count)
    #expect(answer.check_database?.clean == true, "\(answer.check_database?.report ?? "")")
    #expect(
      answer.decks == ["Default", "serverless", "serverless::Español \"q\"", "serverless::lambda"],
      "\(answer.decks ?? [])")
    #expect(
      answer.notetypes?["Rehearse Basic"]?.fields == ["ID", "Front", "Back", "Context", "Source", "Extra", "Demo"])
    #expect(answer.notetypes?["Rehearse Cloze"]?.fields == ["ID", "Text", "Context", "Source", "Extra", "Demo"])
    #expect(answer.notetypes?["Rehearse Cloze"]?.cloze == true && answer.notetypes?["Rehearse Basic"]?.cloze == false)
    let cards = try #require(answer.cards)
    #expect(cards.keys.sorted() == Fixture.all.map(\.id.rawValue).sorted())
    // New cards are met in the order of the view.
    #expect(Fixture.all.compactMap { cards[$0.id.rawValue]?.due } == Array(1...count))
    let basic = try #require(cards["c-basic"])
    #expect(basic.tags == ["concept::dynamodb-ttl", "exam", "section::dynamodb::time-to-live"])
    #expect(basic.fields["Front"] == "How soon is an <em>expired</em> item deleted?")
    #expect(basic.fields["Back"] == "Within <strong>a few days</strong>")
    #expect(basic.fields["Source"] == "notes/dynamodb.md:12-13")
    #expect(
      basic.answer.contains("rehearse demo play dynamodb-ttl") && basic.answer.contains("notes/dynamodb.md:12-13"))
    #expect(basic.question.contains("DynamoDB › Time to Live") && !basic.question.contains("few days"))
    #expect(cards["c-compare"]?.tags == ["cost-money"])
    #expect(cards["c-list"]?.fields["Back"] == "<ul><li>streams</li><li><code>backups</code></li><li>tables</li></ul>")
    #expect(cards["c-sequence"]?.fields["Back"] == "<ol><li>init</li><li>invoke</li><li>shutdown</li></ol>")
    #expect(cards["c-prediction"]?.answer.contains("rehearse demo play lambda-billing") == true)
  }

  @Test(arguments: [ExportOptions.PackageForm.latest, .legacy])
  func `a cloze hides its words and nothing else, whatever the sentence holds`(
    _ form: ExportOptions.PackageForm
  ) throws {
    let folder = try TemporaryFolder()
    try export(Fixture.view(), .leftOut, form, to: folder.file("deck.apkg"))
    let cards = try #require(try AnkiOracle.ask(folder.file("deck.apkg")).cards)
    let cloze = try #require(cards["c-cloze"])
    #expect(cloze.notetype == "Rehearse Cloze" && cloze.ord == 0)
    #expect(cloze.fields["Text"] == "TTL needs an attribute of type {{c1::Number::a type}}")
    #expect(cloze.question.contains("[a type]") && cloze.answer.contains(">Number</span>"))
    // Names with colons are no hints, and groups inside code are no cards.
    let nasty = try #require(cards["n-cloze"])
    #expect(nasty.question.contains("[...]") && !nasty.question.contains("Function<"))
    let shown = nasty.answer.replacingOccurrences(of: "<!-- -->", with: "")
    #expect(shown.contains(">AWS::Lambda::Function</span>"), "\(shown)")
    #expect(shown.contains("<code>{{c9::code}}</code>") && shown.contains("<code>${x}}</code>"), "\(shown)")
  }

  @Test func `marks of HTML and of Anki in a note are shown as they are written`() throws {
    let folder = try TemporaryFolder()
    try export(Fixture.view(), .leftOut, .latest, to: folder.file("deck.apkg"))
    let cards = try #require(try AnkiOracle.ask(folder.file("deck.apkg")).cards)
    let html = try #require(cards["n-html"])
    #expect(html.question.contains("<code>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;</code>"))
    #expect(!html.answer.contains("<b>"))
    let braces = try #require(cards["n-braces"])
    #expect(braces.question.contains("<code>{{Back}}</code>") && braces.notetype == "Rehearse Basic")
    #expect(braces.answer.contains("{{c9::nothing}} and &#91;sound:x.mp3] and &#91;latex]x"))
    #expect(cards["n-tab"]?.fields.count == 7, "the unit separator of the note made no further field")
  }

  @Test(arguments: [ExportOptions.PackageForm.latest, .legacy])
  func `states, due days and the whole review log arrive`(_ form: ExportOptions.PackageForm) throws {
    // Three places, so that the day of the clock differs from the day of UTC in at least one of them.
    for offset in [-10, 0, 13] {
      let zone = TimeZoneRules(identifier: "test", baseOffsetSeconds: offset * 3_600, transitions: [])
      let folder = try TemporaryFolder()
      let view = try Fixture.studied(now: now, zone: zone)
      try export(view, .included, form, to: folder.file("deck.apkg"))
      let answer = try AnkiOracle.ask(folder.file("deck.apkg"))
      #expect(answer.refused == nil)
      #expect(answer.check_database?.clean == true, "\(answer.check_database?.report ?? "")")
      #expect(answer.counts_again == answer.counts)
      #expect(answer.counts?["revlog"] == view.entries.reduce(0) { $0 + $1.reviews.count })
      let cards = try #require(answer.cards)
      for entry in view.entries {
        let card = try #require(cards[entry.card.id.rawValue])
        let state = entry.state
        #expect(card.type == [.new: 0, .learning: 1, .review: 2, .relearning: 3][state.phase])
        #expect(card.reviews == state.reviews && card.lapses == state.lapses)
        let held = entry.isSuspended || entry.isRetired || entry.card.confidence < 0.5
        #expect((card.queue == -1) == held)
        #expect(card.log.map { $0[1] } == entry.reviews.map(\.review.rating.rawValue))
        #expect(card.log.map { $0[5] } == entry.reviews.map { Int($0.review.duration.inMilliseconds) })
        guard let memory = state.memory else { continue }
        #expect(abs((card.stability ?? 0) - memory.stability) < 0.001 + memory.stability * 0.000_1)
        #expect(abs((card.difficulty ?? 0) - memory.difficulty) < 0.002)
        #expect(abs((card.desired_retention ?? 0) - 0.87) < 0.001 && abs((card.decay ?? 0) - 0.154) < 0.001)
        #expect(card.log.first?[6] == 0, "a life begins with a learning row")
        #expect(card.last_review == card.log.last.map { $0[0] / 1_000 })
        if state.phase == .review {
          #expect(card.interval == state.intervalDays)
          #expect(card.log.last?[2] == state.intervalDays)
        } else {
          #expect(card.left == state.remainingSteps && (held || card.due == state.due.seconds))
        }
      }
    }
  }

  @Test func `a card is due on the same day in Anki as here`() throws {
    // Anki counts its days in the zone of the machine, so the deck does as well here.
    let seconds = TimeZone.current.secondsFromGMT()
    let zone = TimeZoneRules(identifier: "here", baseOffsetSeconds: seconds, transitions: [])
    let folder = try TemporaryFolder()
    let view = try Fixture.studied(now: now, zone: zone)
    try export(view, .included, .latest, to: folder.file("deck.apkg"))
    let cards = try #require(try AnkiOracle.ask(folder.file("deck.apkg")).cards)
    let today = zone.studyDay(of: now, rolloverHour: 4)
    var compared = 0
    for entry in view.entries where entry.state.phase == .review {
      let expected = zone.studyDay(of: entry.state.due, rolloverHour: 4) - today
      #expect(cards[entry.card.id.rawValue]?.due_in_days == expected, "\(entry.card.id)")
      compared += 1
    }
    #expect(compared >= 3)
  }

  @Test func `an edited card updates its note and leaves the schedule in Anki alone`() throws {
    let folder = try TemporaryFolder()
    var view = try Fixture.studied(now: now)
    try export(view, .included, .latest, to: folder.file("first.apkg"))
    view.entries[0].card.question = "How soon is an expired item *really* deleted?"
    view.entries[0].card.tags = ["edited"]
    view.entries[0].modified = Fixture.modified + .seconds(1)
    view.entries[0].state = .new
    // Not raised: text without a later second stays as it was.
    view.entries[2].card.question = "Not to be seen"
    try export(view, .included, .latest, to: folder.file("later.apkg"))
    let answer = try AnkiOracle.ask(folder.file("first.apkg"), folder.file("later.apkg"))
    #expect(answer.refused == nil)
    #expect(answer.later?["updated"] == 1 && answer.later?["new"] == 0 && answer.later?["conflicting"] == 0)
    #expect(answer.counts_later == answer.counts)
    let before = try #require(answer.cards?["c-basic"]), after = try #require(answer.cards_later?["c-basic"])
    #expect(after.fields["Front"] == "How soon is an expired item <em>really</em> deleted?")
    #expect(after.tags == ["concept::dynamodb-ttl", "edited", "section::dynamodb::time-to-live"])
    #expect(after.due == before.due && after.interval == before.interval && after.stability == before.stability)
    #expect(after.log == before.log)
    #expect(answer.cards_later?["c-list"]?.fields["Front"] == answer.cards?["c-list"]?.fields["Front"])
    #expect(answer.check_database?.clean == true)
  }

  @Test func `a retired and an unconfirmed card are held back and say why`() throws {
    let folder = try TemporaryFolder()
    try export(try Fixture.studied(now: now), .included, .latest, to: folder.file("deck.apkg"))
    let cards = try #require(try AnkiOracle.ask(folder.file("deck.apkg")).cards)
    #expect(cards["c-prediction"]?.queue == -1 && cards["c-prediction"]?.tags.contains("rehearse::retired") == true)
    #expect(cards["n-html"]?.queue == -1 && cards["n-html"]?.tags.contains("rehearse::unconfirmed") == true)
  }

  @Test func `a card that was made new again has two lives in the log`() throws {
    let scheduler = try Scheduler(settings: Fixture.settings, zone: .utc)
    func life(_ daysAgo: [Int]) -> [DeckView.LoggedReview] {
      let reviews = daysAgo.map { Review(at: now - .days($0), rating: .easy, duration: .seconds(3), seed: 0) }
      return DeckView.LoggedReview.log(reviews, by: scheduler)
    }
    var view = Fixture.view(now: now)
    view.entries[0].reviews = life([40, 30]) + life([12, 2])
    view.entries[0].state = view.entries[0].reviews[3].after
    let folder = try TemporaryFolder()
    try export(view, .included, .latest, to: folder.file("deck.apkg"))
    let answer = try AnkiOracle.ask(folder.file("deck.apkg"))
    let card = try #require(answer.cards?["c-basic"])
    #expect(card.log.map { $0[6] } == [0, 1, 4, 0, 1])
    #expect(card.log.map { $0[1] } == [4, 4, 0, 4, 4])
    #expect(card.last_review == card.log[4][0] / 1_000)
    #expect(answer.check_database?.clean == true, "\(answer.check_database?.report ?? "")")
  }

  @Test(arguments: [ExportOptions.PackageForm.latest, .legacy])
  func `pictures come along under names of their content`(_ form: ExportOptions.PackageForm) throws {
    // The bytes "abc", whose SHA-1 is the example of FIPS 180; Anki does not look inside.
    var view = Fixture.view()
    view.media = [
      MediaFile(link: "images/table of all.png", bytes: Array("abc".utf8)), MediaFile(link: "b.png", bytes: [1, 2]),
    ]
    view.entries[0].card.question = "![a table](<images/table of all.png>)"
    view.entries[0].card.answer = "![a b](b.png) and ![gone](gone.png)"
    let folder = try TemporaryFolder()
    try export(view, .leftOut, form, to: folder.file("deck.apkg"))
    let answer = try AnkiOracle.ask(folder.file("deck.apkg"))
    #expect(answer.refused == nil)
    let name = "rehearse-a9993e364706816a.png"
    #expect(answer.media?[name] == "a9993e364706816aba3e25717850c26c9cd0d89d")
    #expect(answer.media?.count == 2 && answer.media_missing == [])
    let card = try #require(answer.cards?["c-basic"])
    #expect(card.fields["Front"] == "<img src=\"\(name)\" alt=\"a table\">")
    #expect(card.fields["Back"]?.hasSuffix("alt=\"a b\"> and [gone]") == true)
    #expect(answer.check_database?.clean == true)
  }

  @Test func `deck options carry limits and retention`() throws {
    let folder = try TemporaryFolder()
    try export(Fixture.view(), .leftOut, .latest, to: folder.file("deck.apkg"))
    let answer = try AnkiOracle.ask(folder.file("deck.apkg"))
    #expect(answer.options?.contains("Rehearse serverless") == true, "\(answer.options ?? [])")
  }

  @Test func `five thousand studied cards arrive`() throws {
    let folder = try TemporaryFolder()
    try export(try Fixture.large(5_000), .included, .latest, to: folder.file("deck.apkg"))
    let answer = try AnkiOracle.ask(folder.file("deck.apkg"))
    #expect(answer.counts == ["notes": 5_000, "cards": 5_000, "revlog": 20_000])
    #expect(answer.counts_again == answer.counts)
    #expect(answer.check_database?.clean == true)
  }
}
