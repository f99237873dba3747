import Basics
import Simulation
import TestSupport
import Testing

@Suite struct MetricsTests {
  private let start = Instant(iso8601: "2026-11-24T09:00:00Z")!
  private let metric = Metric("AWS/DynamoDB", "Latency", ["TableName": "Stock"], in: "us-east-1", unit: .milliseconds)

  private func points(
    _ metrics: Metrics, _ statistic: Statistic, minutes: Int, period: Int = 1, now: Instant? = nil
  ) -> [Double] {
    let end = start + .minutes(minutes)
    return metrics.datapoints(
      statistic, of: metric, during: start..<end, period: .minutes(period), now: now ?? end
    ).map(\.value)
  }

  @Test func `each period with values has one datapoint, and each statistic follows from its values`() {
    var metrics = Metrics()
    for value in 1...100 { metrics.record(Double(value), of: metric, at: start + .milliseconds(value * 500)) }
    metrics.record(7, times: 3, of: metric, at: start + .minutes(2))
    #expect(points(metrics, .sampleCount, minutes: 5) == [100, 3])
    #expect(points(metrics, .sum, minutes: 5) == [5_050, 21])
    #expect(points(metrics, .average, minutes: 5) == [50.5, 7])
    #expect(points(metrics, .minimum, minutes: 5) == [1, 7])
    #expect(points(metrics, .maximum, minutes: 5) == [100, 7])
    #expect(points(metrics, .percentile(Ratio(99, of: 100)), minutes: 5) == [99, 7])
    #expect(points(metrics, .percentile(Ratio(1, of: 2)), minutes: 5) == [50, 7])
    #expect(points(metrics, .sum, minutes: 5, period: 5) == [5_071])
  }

  @Test func `dimensions and Regions tell metrics apart, in whatever order they are given`() {
    var metrics = Metrics()
    let other = Metric("AWS/DynamoDB", "Latency", ["TableName": "Other"], in: "us-east-1", unit: .milliseconds)
    let two = Metric("N", "M", ["b": "2", "a": "1"], in: "eu-west-1")
    metrics.record(1, of: metric, at: start)
    metrics.record(2, of: other, at: start)
    metrics.record(3, of: two, at: start)
    metrics.record(4, of: Metric("N", "M", ["a": "1", "b": "2"], in: "eu-west-1"), at: start)
    #expect(points(metrics, .sum, minutes: 1) == [1])
    #expect(metrics.metrics == [two, other, metric])
    #expect(two.description == "eu-west-1 N M {a=1, b=2}")
    #expect(
      metrics.datapoints(.sum, of: two, during: start..<(start + .minutes(1)), period: .minutes(1), now: start)
        .map(\.value) == [7])
  }

  @Test func `datapoints of a minute are gone after fifteen days, those of five minutes are not`() {
    var metrics = Metrics()
    metrics.record(1, of: metric, at: start)
    let later = start + .days(16)
    #expect(points(metrics, .sum, minutes: 1, now: later).isEmpty)
    #expect(points(metrics, .sum, minutes: 5, period: 5, now: later) == [1])
  }

  @Test func `percentiles of any values are those of the sorted list`() {
    forEachSeed(100) { random in
      var set = StatisticSet(), list: [Double] = []
      for _ in 0..<random.integer(in: 1...60) {
        let value = Double(random.integer(in: -5...5))
        set.add(value)
        list.append(value)
      }
      list.sort()
      let percent = random.integer(in: 1...100), rank = (list.count * percent + 99) / 100
      guard set[.percentile(Ratio(percent, of: 100))] == list[max(0, rank - 1)] else {
        throw Broken("p\(percent) of \(list)")
      }
    }
  }
}
