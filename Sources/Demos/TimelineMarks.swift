import Basics
import Simulation

extension Timeline {
  /// Marks for the entries that `describe` has words for. What follows one another at one moment and is of one kind
  /// shares a mark.
  static func marks(
    _ entries: some Sequence<Trace.Entry>, _ describe: (Trace.Entry) -> (kind: Kind, text: String)?
  ) -> [Mark] {
    var marks: [(mark: Mark, count: Int)] = []
    for entry in entries {
      guard let (kind, text) = describe(entry) else { continue }
      if let last = marks.last, last.mark.at == entry.at, last.mark.kind == kind {
        marks[marks.count - 1].count += 1
      } else {
        marks.append((Mark(entry.at, kind, text), 1))
      }
    }
    return marks.map { mark, count in
      count == 1 ? mark : Mark(mark.at, mark.kind, "\(mark.text), and \(count - 1) more like it")
    }
  }
}
