import Basics
import Demos
import Foundation
import TestSupport
import Testing

@Suite struct TimelineTests {
  private let start = Instant(seconds: 0)
  private var sample: Timeline {
    Timeline(
      from: start, to: Instant(seconds: 7_200),
      [
        Timeline.Lane(
          "us-east-1",
          marks: [
            .init(Instant(seconds: 3_600), .read, "read <b> & \"c\""), .init(start, .write, "write"),
            .init(start, .write, "write again"),
          ], spans: [.init(start, Instant(seconds: 3_600), .problem, "apart")]),
        Timeline.Lane("eu-west-1", marks: [.init(Instant(seconds: 7_200), .delete, "delete")]),
      ])
  }

  @Test func `marks are numbered by time across lanes and drawn where they happened`() {
    #expect(sample.entries.map(\.sign) == ["1", "2", "3", "4"])
    #expect(sample.entries.map(\.mark.text) == ["write", "write again", "read <b> & \"c\"", "delete"])
    expectGolden(sample.render(width: 60).joined(separator: "\n") + "\n", "timeline.txt")
  }

  @Test func `a picture as text keeps within any width from 40 on`() throws {
    forEachSeed(100) { random in
      let lanes = (0...random.integer(in: 0...3)).map { lane in
        Timeline.Lane(
          "lane \(lane) with a name that is long",
          marks: (0..<random.integer(in: 0...12)).map { _ in
            .init(Instant(seconds: random.integer(in: 0...100_000)), .write, "a mark with words of its own")
          })
      }
      let timeline = Timeline(from: Instant(seconds: 0), to: Instant(seconds: 100_000), lanes)
      for width in [40, 61, 80, 132] {
        guard let widest = timeline.render(width: width).map(\.count).max(), widest <= width else {
          throw Broken("wider than \(width)")
        }
      }
    }
  }

  @Test func `moments keep their order however crowded they are`() throws {
    forEachSeed(100) { random in
      let moments = (0..<random.integer(in: 2...10)).map { _ in random.integer(in: 0...1_000_000) }
      let timeline = Timeline(
        from: Instant(seconds: 0), to: Instant(seconds: 1_000_000),
        [.init("xy", marks: moments.map { .init(Instant(seconds: $0), .read, "mark") })])
      let rail = timeline.render(width: 80)[2]
      let drawn = rail.filter { "123456789abc".contains($0) }
      guard drawn == String(timeline.entries.map(\.sign)) else { throw Broken("\(moments): \(rail)") }
    }
  }

  @Test func `an empty timeline can be drawn`() {
    let timeline = Timeline(from: start, to: start, [])
    #expect(!timeline.render(width: 80).isEmpty)
    #expect(timeline.svg(title: "Nothing").hasPrefix("<svg "))
  }

  @Test func `the SVG stands alone, follows dark mode, and holds notes' text as text`() throws {
    let svg = sample.svg(title: "A & B")
    #expect(svg.contains("prefers-color-scheme: dark"))
    #expect(svg.contains("read &lt;b&gt; &amp; &quot;c&quot;") && !svg.contains("<b>"))
    #expect(svg.contains("A &amp; B"))
    #expect(!svg.contains("href") && !svg.contains("<script"))
    for demo in Catalogue.all {
      let picture = try demo.run(demo.defaults).timeline.svg(title: demo.title)
      for tag in ["g", "text", "title", "style"] {
        let opened =
          picture.components(separatedBy: "<\(tag) ").count + picture.components(separatedBy: "<\(tag)>").count
        let closed = picture.components(separatedBy: "</\(tag)>").count
        #expect(opened - 2 == closed - 1, "\(demo.name) \(tag)")
      }
    }
  }
}
