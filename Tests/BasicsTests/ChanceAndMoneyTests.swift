import Basics
import Testing

@Suite struct ChanceAndMoneyTests {
  @Test func `one seed gives the same numbers in every process`() {
    var random = Random(seed: 1)
    let drawn = (0..<4).map { _ in random.next() }
    // The first outputs of the published reference code, its state filled by splitmix64 from 1.
    #expect(
      drawn == [
        12_966_619_160_104_079_557, 9_600_361_134_598_540_522, 10_590_380_919_521_690_900, 7_218_738_570_589_545_383,
      ])
  }

  @Test func `a named stream does not disturb its parent`() {
    var random = Random(seed: 7), untouched = Random(seed: 7)
    var stream = random.stream("latency")
    _ = stream.next()
    #expect(random.next() == untouched.next())
    #expect(random.stream("a") != random.stream("b"))
  }

  @Test func `draws stay inside their range and reach both ends`() {
    var random = Random(seed: 3), seen = Set<Int>()
    for _ in 0..<1_000 { seen.insert(random.integer(in: -2...2)) }
    #expect(seen == [-2, -1, 0, 1, 2])
  }

  @Test func `money is exact where floating point is not`() {
    #expect((Money("0.1")! + Money("0.2")!).decimal == "0.3")
    #expect((Money("0.0000166667")! * 1_100_000).decimal == "18.33337")
    #expect(Money("18.745")!.rounded(toPlaces: 2).text(minimumPlaces: 2) == "18.75")
    #expect(Money("-0.005")!.rounded(toPlaces: 2).decimal == "-0.01")
    #expect(Money("1")!.scaled(by: 1, over: 3).decimal == "0.333333333333")
  }

  @Test(arguments: ["", ".", "1.2.3", "0.0000000000001", "1e3", "abc"])
  func `what is not money is refused`(text: String) { #expect(Money(text) == nil) }
}
