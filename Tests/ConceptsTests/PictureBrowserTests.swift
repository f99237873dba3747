import Basics
import Concepts
import Foundation
import TestSupport
import Testing

/// Pages as Chromium shows them. Where there is no Chromium these tests are skipped, which the test run reports.
@Suite(.enabled(if: chromium != nil, "SKIPPED: pages were not opened, because chromium is not installed"))
struct PictureBrowserTests {
  @Test func `an address with a concept's id opens the concept`() throws {
    let page = try open(smallGraph.page(title: "Post", details: smallDetails), "#queue")
    #expect(page.contains("<html lang=\"en\" class=\"js\""))
    let panel = try #require(
      page.components(separatedBy: "<aside id=\"_panel\"").last?.components(separatedBy: "</aside>")[0])
    #expect(!panel.prefix { $0 != ">" }.contains("hidden"))
    #expect(panel.contains("tabindex=\"-1\">Queue</h2>"))
    #expect(panel.contains("rehearse demo play waiting-line") && panel.contains("3 cards"))
    #expect(panel.contains("href=\"#ticket\"") && panel.contains("post.md:2"))
    // The concept and its neighbours are lit, the others are not.
    #expect(try lit(page) == ["Post office", "Queue", "Ticket"])
  }

  @Test func `an address with a path shows the same path as the graph`() throws {
    let page = try open(smallGraph.page(title: "Post", details: [:]), "#path=weight..bicycle")
    let path = try #require(smallGraph.path(from: "weight", to: "bicycle"))
    let panel = page.components(separatedBy: "<ol class=\"steps\">").dropFirst().first?.components(
      separatedBy: "</ol>")[0]
    let steps = try #require(panel).components(separatedBy: "href=\"#").dropFirst().map { $0.prefix { $0 != "\"" } }
    var expected = ["weight"]
    for edge in path { expected.append(edge.from == expected.last ? edge.to : edge.from) }
    #expect(steps.map(String.init) == expected)
    // Each step with the lines that say so.
    let lines = path.compactMap { $0.sources.first?.description }
    for line in lines { #expect(try #require(panel).contains(line), "\(line)") }
  }

  @Test func `the panel of a concept tells what its cards ask`() throws {
    let details = ["queue": ConceptDetails(demos: [], noDemoReason: nil, cards: 1, questions: ["Who is first?"])]
    let page = try open(smallGraph.page(title: "Post", details: details), "#queue")
    let panel = try #require(page.components(separatedBy: "<aside id=\"_panel\"").last)
    #expect(panel.components(separatedBy: "</aside>")[0].contains("<li>Who is first?</li>"))
  }

  @Test func `the address chooses dark colours and the list`() throws {
    let page = try open(smallGraph.page(title: "Post", details: [:]), "#theme=dark&view=list")
    #expect(page.contains("data-theme=\"dark\"") && page.contains("<main class=\"listing\""))
  }

  @Test func `nothing in hostile names runs, and the page works with them`() throws {
    let graph = hostileGraph
    let spy = graph.page(title: hostileNames[1], details: [:])
    let page = try open(spy, "#h0%3Cscript%3Ealert(1)%3C%2Fscript%3E")
    #expect(page.contains("class=\"js\""))
    #expect(page.contains("tabindex=\"-1\">&lt;script&gt;alert(1)&lt;/script&gt;</h2>"))
    #expect(!page.contains("<img") && !page.contains("onerror=\""))
  }

  private func lit(_ page: String) throws -> [String] {
    page.components(separatedBy: "<g class=\"node ").dropFirst().filter { $0.prefix { $0 != "\"" }.contains(" on") }
      .map { String($0.components(separatedBy: "<title>")[1].components(separatedBy: " – ")[0]) }.sorted()
  }

  /// The document after the page's script ran.
  private func open(_ page: String, _ fragment: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rehearse-page-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("page.html")
    try Data(page.utf8).write(to: file)
    let output = try run([
      try #require(chromium), "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000",
      "--user-data-dir=\(folder.path)/profile", "--dump-dom", "file://\(file.path)\(fragment)",
    ])
    return String(decoding: output, as: UTF8.self)
  }
}

private let chromium: String? = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
  .first { FileManager.default.isExecutableFile(atPath: $0) }
