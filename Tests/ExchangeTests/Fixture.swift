import Basics
import Cards
import Concepts
import Exchange
import Foundation
import Notes
import Scheduling

/// A deck with one of everything, and with texts that other formats could trip over.
enum Fixture {
  static let settings = DeckSettings(name: "serverless", newPerDay: 7, desiredRetention: 0.87, fuzz: false)
  static let now = Instant(CivilDate(year: 2026, month: 11, day: 24), hour: 9)

  static func card(
    _ id: String, _ question: RichText, _ answer: RichText, form: Card.Form = .basic, deck: String = "serverless",
    accept: [String] = [], context: String = "DynamoDB › Time to Live", line: Int = 12, concepts: [String] = [],
    demo: String? = nil, tags: [String] = [], confidence: Double = 1
  ) -> Card {
    Card(
      id: CardID(id), deck: deck, form: form, pattern: "authored", question: question, answer: answer, accept: accept,
      context: context, sources: [SourceSpan(file: "notes/dynamodb.md", lines: line...line + 1)], concepts: concepts,
      demo: demo, tags: tags, confidence: confidence)
  }

  static let basic = card(
    "c-basic", "How soon is an *expired* item deleted?", "Within **a few days**", accept: ["days", "a few days"],
    concepts: ["dynamodb-ttl"], demo: "dynamodb-ttl", tags: ["exam"])
  static let cloze = card(
    "c-cloze", "TTL needs an attribute of type […]", "Number",
    form: .cloze(text: "TTL needs an attribute of type {{c1::Number::a type}}"), line: 20, concepts: ["dynamodb-ttl"])
  static let list = card(
    "c-list", "Which three, in \"any\" order?", "streams; backups; tables",
    form: .list(items: ["streams", "`backups`", "tables"]),
    context: "DynamoDB", line: 30)
  static let sequence = card(
    "c-sequence", "In which order does an invocation go?", "init, invoke, shutdown",
    form: .sequence(steps: ["init", "invoke", "shutdown"]), deck: "serverless::lambda", context: "Lambda", line: 40)
  static let comparison = card(
    "c-compare", "On-demand against provisioned: who pays when idle?", "Only provisioned & <always>", form: .compare,
    context: "", line: 50, tags: ["cost money"])
  static let prediction = card(
    "c-prediction", "What will the month cost?", "It depends on the draw",
    form: .prediction(demo: "lambda-billing", prediction: "monthly-bill"), deck: "serverless::lambda",
    context: "Lambda › Billing", line: 60, concepts: ["aws-lambda"])

  /// Texts with marks of HTML, CSV, Markdown and Anki in them.
  static let nasty: [Card] = [
    card("n-html", "What does `<script>alert(\"x\")</script>` do & why?", "<b>nothing</b> \"at all\", it's text"),
    card("n-table", "=SUM(A1,A2)", "-1, \"two\"\nthree"),
    card("n-braces", "What does `{{Back}}` show?", "{{c9::nothing}} and [sound:x.mp3] and [latex]x[/latex]"),
    card(
      "n-cloze", "A type name such as […]", "AWS::Lambda::Function",
      form: .cloze(text: "A type name such as {{c1::AWS::Lambda::Function}} in `{{c9::code}}` and `${x}}`")),
    card(
      "n-lines", "First line\n\nQ: not a mark\n# no heading", "- one\n- two\n\n```\nA: code\n\n# more\n```"),
    card("n-tab", "tab\there", "back\\slash \u{1F}and unit separator \u{7}bell"),
    card("n-unicode", "日本語の質問?", "réponse 🎉", deck: "serverless::Español \"q\""),
  ]

  static let all = [basic, cloze, list, sequence, comparison, prediction] + nasty

  /// All of it, new.
  static func view(now: Instant = now, zone: TimeZoneRules = .utc) -> DeckView {
    DeckView(
      decks: [settings], entries: all.map { DeckView.Entry($0, modified: modified) }, zone: zone, now: now)
  }

  static let modified = Instant(CivilDate(year: 2026, month: 11, day: 1), hour: 12)

  /// All of it in the middle of a life: answers of the past weeks, one card each learning, in review, lapsed, suspended,
  /// unconfirmed and retired.
  static func studied(now: Instant = now, zone: TimeZoneRules = .utc) throws -> DeckView {
    var view = view(now: now, zone: zone)
    let scheduler = try Scheduler(settings: settings, zone: zone)
    // Days before now, and the grades.
    let histories: [[(daysAgo: Double, Rating)]] = [
      [(20, .good), (19.99, .good), (17, .good), (9, .hard)],
      [(30, .again), (29.99, .good), (29.98, .good), (25, .again), (24.99, .good), (15, .good)],
      [(0.005, .good)],
      [(12, .easy)],
      [(10, .good), (9.99, .good), (0.004, .again)],
      [],
    ]
    for (index, history) in histories.enumerated() {
      let reviews = history.enumerated().map { number, answer in
        Review(
          at: now - .milliseconds(Int64(answer.daysAgo * 86_400_000)), rating: answer.1,
          duration: .milliseconds(4_200 + 100 * Int64(number)), seed: UInt64(index * 100 + number))
      }
      view.entries[index].reviews = DeckView.LoggedReview.log(reviews, by: scheduler)
      view.entries[index].state = view.entries[index].reviews.last?.after ?? .new
    }
    view.entries[3].isSuspended = true
    view.entries[5].isRetired = true
    view.entries[6].card.confidence = 0.3
    return view
  }

  /// `count` cards with four answers each.
  static func large(_ count: Int) throws -> DeckView {
    let scheduler = try Scheduler(settings: settings, zone: .utc)
    let entries = (0..<count).map { number in
      let isCloze = number % 3 == 0
      let card = card(
        "large-\(number)", RichText(markdown: "Question \(number) about **throughput**?"),
        RichText(markdown: "Answer \(number)"),
        form: isCloze ? .cloze(text: "Sentence \(number) hides {{c1::Answer \(number)}} here") : .basic,
        deck: "serverless::part \(number % 7)", context: "Part \(number % 7) › Section \(number % 50)",
        line: number + 1,
        concepts: ["concept-\(number % 90)"])
      let reviews = (0..<4).map {
        Review(
          at: now - .days(40 - 9 * $0) + .seconds(Int64(number)), rating: .good, duration: .seconds(5), seed: 1)
      }
      let log = DeckView.LoggedReview.log(reviews, by: scheduler)
      return DeckView.Entry(card, state: log.last?.after ?? .new, modified: modified, reviews: log)
    }
    return DeckView(decks: [settings], entries: entries, now: now)
  }
}

/// A folder of one test's own, removed with it.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "rehearse-exchange-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }
  /// Whether the file system knows `O_TMPFILE`.
  var takesNamelessFiles: Bool {
    let descriptor = open(path, 0o20_000_000 | O_DIRECTORY | O_WRONLY, 0o600)
    if descriptor >= 0 { close(descriptor) }
    return descriptor >= 0
  }
  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}
