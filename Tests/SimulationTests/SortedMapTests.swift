import Basics
import Simulation
import TestSupport
import Testing

@Suite struct SortedMapTests {
  /// A dictionary that is sorted whenever order matters.
  private struct Model: Equatable {
    var values: [Int: Int] = [:]
    var sorted: [(key: Int, value: Int)] { values.sorted { $0.key < $1.key } }
  }

  private func expectSame(_ map: SortedMap<Int, Int>, _ model: Model, _ when: String) throws {
    guard map.count == model.values.count, map.elementsEqual(model.sorted, by: ==) else {
      throw Broken("\(when): \(map.map { $0 }) is not \(model.sorted)")
    }
  }

  @Test func `a map and its copies agree with a sorted dictionary under any script`() {
    forEachSeed(60) { random in
      var map = SortedMap<Int, Int>(), model = Model(), copies: [(SortedMap<Int, Int>, Model)] = []
      let span = random.integer(in: 10...2_000)
      // Phases that mostly put and phases that mostly remove, so that the tree grows and shrinks through its levels.
      for step in 0..<3_000 {
        let isGrowing = (step / 500).isMultiple(of: 2), key = random.integer(in: 0...span)
        switch random.integer(in: 0...9) {
        case 0...(isGrowing ? 6 : 1):
          guard map.updateValue(step, forKey: key) == model.values.updateValue(step, forKey: key) else {
            throw Broken("step \(step): putting \(key) gave another old value")
          }
        case 9:
          let doubled = map.modify(key) { value in
            value *= 2
            return value
          }
          model.values[key] = model.values[key].map { $0 * 2 }
          guard doubled == model.values[key] else { throw Broken("step \(step): \(key) was changed to another value") }
        default:
          guard map.removeValue(forKey: key) == model.values.removeValue(forKey: key) else {
            throw Broken("step \(step): removing \(key) gave another value")
          }
        }
        guard map[key] == model.values[key] else { throw Broken("step \(step): \(key) has another value") }
        if step % 250 == 0 { copies.append((map, model)) }
      }
      try expectSame(map, model, "at the end")
      for (copy, then) in copies { try expectSame(copy, then, "a copy made before") }
    }
  }

  @Test func `ranges, ranks and both directions agree with a filtered list`() {
    forEachSeed(100) { random in
      let count = random.integer(in: 0...500)
      var map = SortedMap<Int, Int>(), keys: [Int] = []
      for _ in 0..<count { map[random.integer(in: 0...1_000)] = 1 }
      keys = map.keys
      for _ in 0..<20 {
        let low = random.integer(in: -1...1_001), high = random.integer(in: -1...1_001)
        let inside = keys.filter { $0 >= low && $0 < high }, outside = keys.filter { $0 > low && $0 <= high }
        guard map.elements(from: .including(low), to: .excluding(high)).map(\.key) == inside,
          map.elements(from: .excluding(low), to: .including(high)).map(\.key) == outside,
          map.reversed(from: .excluding(high), to: .including(low)).map(\.key) == inside.reversed(),
          map.reversed(from: .including(high), to: .excluding(low)).map(\.key) == outside.reversed(),
          map.elements(where: { $0 >= low }).map(\.key) == keys.filter({ $0 >= low }),
          map.reversed(before: { $0 >= low }).map(\.key) == keys.filter({ $0 < low }).reversed()
        else { throw Broken("\(low) and \(high) in \(keys)") }
        let rank = map.rank { $0 >= low }
        guard rank == keys.count(where: { $0 < low }) else { throw Broken("\(low) has rank \(rank) in \(keys)") }
        if rank < keys.count, map[rank: rank].key != keys[rank] { throw Broken("rank \(rank) is \(map[rank: rank])") }
      }
      guard map.first?.key == keys.first, map.last?.key == keys.last else { throw Broken("another end") }
    }
  }

  @Test func `the changes between two versions are those that were made`() {
    forEachSeed(100) { random in
      var map = SortedMap<Int, Int>(sorted: (0..<random.integer(in: 0...2_000)).map { (key: $0 * 3, value: 0) })
      let before = map
      var touched: Set<Int> = []
      for _ in 0..<random.integer(in: 0...60) {
        let key = random.integer(in: 0...6_000)
        touched.insert(key)
        map[key] = random.integer(in: 0...2) == 0 ? nil : random.integer(in: 0...1)
      }
      let expected = touched.sorted().filter { map[$0] != before[$0] }
      let changes = map.changes(since: before, ==), back = before.changes(since: map, ==)
      guard changes.map(\.key) == expected, back.map(\.key) == expected,
        changes.allSatisfy({ $0.new == map[$0.key] && $0.old == before[$0.key] })
      else { throw Broken("\(changes) is not \(expected)") }
      guard (map == before) == expected.isEmpty else { throw Broken("equality is off") }
    }
  }

  @Test func `a map made at once equals one made step by step`() {
    forEachSeed(30) { random in
      let keys = Set((0..<random.integer(in: 0...3_000)).map { _ in random.integer(in: 0...10_000) }).sorted()
      let whole = SortedMap(sorted: keys.map { (key: $0, value: $0) })
      var steps = SortedMap<Int, Int>()
      var shuffled = keys
      random.shuffle(&shuffled)
      for key in shuffled { steps[key] = key }
      guard whole == steps, whole.keys == keys else { throw Broken("\(keys.count) keys differ") }
    }
  }

  @Test func `a copy and a change after it look at few elements, however many there are`() {
    // Comparisons are counted, not timed.
    final class Counter { var comparisons = 0 }
    struct Counted: Comparable {
      let number: Int, counter: Counter
      static func < (left: Counted, right: Counted) -> Bool {
        left.counter.comparisons += 1
        return left.number < right.number
      }
      static func == (left: Counted, right: Counted) -> Bool { left.number == right.number }
    }
    let counter = Counter()
    var map = SortedMap(sorted: (0..<200_000).map { (key: Counted(number: $0, counter: counter), value: $0) })
    let copy = map
    counter.comparisons = 0
    map[Counted(number: 100_000, counter: counter)] = 0
    #expect(counter.comparisons < 60)
    counter.comparisons = 0
    #expect(map.changes(since: copy, ==).map(\.key.number) == [100_000])
    #expect(counter.comparisons < 200)
  }
}
