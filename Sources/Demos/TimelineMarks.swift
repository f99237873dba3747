import Basics
import Simulation

/// Marks that are shown alike: of one part of the story and one kind.
private struct Group: Hashable {
  let scene: Int?
  let event: String, kind: Timeline.Kind
}

extension DemoRun {
  /// More marks of one kind than this in one part of the story are shown by the first and the last of them.
  private static let alikeMax = 6

  /// Marks for the entries that `describe` has words for.
  func marks(
    _ entries: some Sequence<Trace.Entry>, _ describe: (Trace.Entry) -> (kind: Timeline.Kind, text: String)?
  ) -> [Timeline.Mark] {
    var groups: [(group: Group, marks: [Timeline.Mark])] = [], places: [Group: Int] = [:]
    for entry in entries {
      guard let (kind, text) = describe(entry) else { continue }
      let group = Group(scene: scene(of: entry.id)?.entry, event: entry.event, kind: kind)
      let mark = Timeline.Mark(entry.at, kind, text, entry: entry.id)
      if let place = places[group] {
        groups[place].marks.append(mark)
      } else {
        places[group] = groups.count
        groups.append((group, [mark]))
      }
    }
    return groups.flatMap { _, marks -> [Timeline.Mark] in
      guard marks.count > Self.alikeMax, let first = marks.first, let last = marks.last else { return marks }
      func among(_ mark: Timeline.Mark, _ place: String) -> Timeline.Mark {
        .init(mark.at, mark.kind, "\(mark.text), the \(place) of \(marks.count)", entry: mark.entry)
      }
      return [among(first, "first"), among(last, "last")]
    }.sorted { ($0.at, $0.entry ?? 0) < ($1.at, $1.entry ?? 0) }
  }
}
