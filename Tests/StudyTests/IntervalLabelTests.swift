import Basics
import Study
import Testing

@Test(arguments: [
  (0, "<1m"), (30, "<1m"), (59, "<1m"), (60, "1m"), (89, "1m"), (90, "2m"), (600, "10m"), (3_569, "59m"),
  (3_570, "1h"), (3_600, "1h"), (5_400, "1.5h"), (7_200, "2h"), (43_200, "12h"), (86_399, "1d"), (86_400, "1d"),
  (3 * 86_400, "3d"), (29 * 86_400, "29d"), (30 * 86_400, "1mo"), (36 * 86_400, "1.2mo"), (90 * 86_400, "3mo"),
  (364 * 86_400, "12.1mo"), (365 * 86_400, "1y"), (912 * 86_400, "2.5y"), (36_500 * 86_400, "100y"),
])
func `an interval is written in its largest unit`(seconds: Int, label: String) {
  #expect(IntervalLabel.text(.seconds(seconds)) == label)
}

@Test func `labels never fall as intervals grow`() {
  let units = ["m", "h", "d", "mo", "y"]
  var last = (unit: 0, number: 0.0)
  for seconds in stride(from: 60, to: 800 * 86_400, by: 1_237) {
    let label = IntervalLabel.text(.seconds(seconds))
    let unit = units.firstIndex(of: String(label.drop { $0.isNumber || $0 == "." }))!
    let next = (unit: unit, number: Double(label.prefix { $0.isNumber || $0 == "." })!)
    #expect(next >= last, "\(label) after \(last)")
    last = next
  }
}

@Test(arguments: [
  (20, "less than a minute"), (60, "1 minute"), (720, "12 minutes"), (7_300, "2 hours"), (86_400, "1 day"),
])
func `sentences have intervals in words`(seconds: Int, words: String) {
  #expect(IntervalLabel.words(.seconds(seconds)) == words)
}
