/// A word or mark of a text as names are matched: `Lambda@Edge` is `lambda`, `@`, `edge`.
///
/// A hyphen within a word separates like a space, so that `point-in-time` and `point in time` are one; a hyphen with
/// space around it is a mark that no name reaches across.
public struct LexiconWord: Hashable, Sendable {
  public let folded: String
  public let range: Range<String.Index>

  public static func words(in text: String) -> [LexiconWord] {
    var words: [LexiconWord] = []
    let scalars = text.unicodeScalars
    var position = scalars.startIndex
    while position < scalars.endIndex {
      let start = position
      let sort = Sort(scalars[position])
      scalars.formIndex(after: &position)
      switch sort {
      case .space: continue
      case .letter, .ideograph:
        while position < scalars.endIndex, Sort(scalars[position]) == sort { scalars.formIndex(after: &position) }
      case .hyphen:
        let follows = start > scalars.startIndex && Sort(scalars[scalars.index(before: start)]) == .letter
        let leads = position < scalars.endIndex && Sort(scalars[position]) == .letter
        if follows && leads { continue }
      case .mark: break
      }
      words.append(LexiconWord(folded: folded(text[start..<position]), range: start..<position))
    }
    return words
  }

  private static func folded(_ text: Substring) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 && !(0x41...0x5A).contains($0) }) { return String(text) }
    return text.lowercased()
  }

  private enum Sort {
    case space, letter, ideograph, hyphen, mark

    init(_ scalar: Unicode.Scalar) {
      switch scalar.value {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: self = .letter
      case 0x20, 0x09...0x0D, 0xA0, 0x200B, 0xFEFF: self = .space
      case 0x2D, 0x2010, 0x2011: self = .hyphen
      case 0...0x7F: self = .mark
      case 0x2E80...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0x20000...0x3FFFF: self = .ideograph
      default:
        let properties = scalar.properties
        self = properties.isWhitespace ? .space : properties.isAlphabetic ? .letter : .mark
      }
    }
  }
}
