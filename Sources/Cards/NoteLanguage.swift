import Basics
import Notes

/// Whether notes are in English, told by the small words that no text does without.
enum NoteLanguage {
  private static let english = Set(
    "the of and to is are in that it for with as be by on not this from or an at which when can has have its if into than then they their but will must you your does do was were"
      .split(separator: " ").map(String.init))
  /// German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish; none of them an English word.
  private static let others = Set(
    """
    der das und ist nicht ein eine einer eines einem einen mit von für auf im dem den des zu zur zum sich bei wird werden sind oder auch wenn als durch über nach aus dass kann haben hat wurde wurden
    le la les des une est et dans pour pas que qui sur avec par au aux du ce cette sont ou où été était plus ne se être
    el los las una es en del al por para con se son pero como más está este esta fue muy
    il lo gli della delle dei di che è sono un nel nella non più anche
    os um uma não são em na nos pelo pela foi
    het een van niet zijn wordt voor met deze dat ook
    nie się jest oraz przez dla
    och är inte att ett som för på av
    """.split { $0 == " " || $0 == "\n" }.map(String.init))

  /// Those of ASCII, for the usual text.
  private static let plainEnglish = WordSet(english.sorted()), plainOthers = WordSet(others.sorted())

  /// Letters of scripts that the English rules cannot read at all.
  private static func isOtherScript(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x370 && scalar.properties.isAlphabetic && scalar.value < 0x1D00
      || (0x2E80...0xD7FF).contains(scalar.value)
  }

  struct Evidence {
    var english = 0, other = 0, letters = 0, otherScript = 0

    mutating func add(_ text: String) {
      var copy = text
      if copy.withUTF8({ add(bytes: $0) }) { return }
      for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
        letters += 1
        if scalar.value >= 0x370, NoteLanguage.isOtherScript(scalar) { otherScript += 1 }
      }
      for word in text.lowercased().split(whereSeparator: { !$0.isLetter && $0 != "'" }) {
        let word = String(word)
        if NoteLanguage.english.contains(word) {
          english += 1
        } else if NoteLanguage.others.contains(word) {
          other += 1
        }
      }
    }

    /// The same for a text of ASCII; false for another.
    private mutating func add(bytes: UnsafeBufferPointer<UInt8>) -> Bool {
      guard !bytes.contains(where: { $0 >= 0x80 }) else { return false }
      let (english, others) = (NoteLanguage.plainEnglish, NoteLanguage.plainOthers)
      var position = 0
      while position < bytes.count {
        let start = position
        while position < bytes.count, (0x61...0x7A).contains(bytes[position] | 0x20) || bytes[position] == 0x27 {
          if bytes[position] != 0x27 { letters += 1 }
          position += 1
        }
        if position > start, position - start <= 15 {
          let key = WordKey(lettersOf: UnsafeBufferPointer(rebasing: bytes[start..<position]))
          if english.contains(key) { self.english += 1 } else if others.contains(key) { other += 1 }
        }
        position += 1
      }
      return true
    }

    /// Nil when there is too little to tell.
    var isForeign: Bool? {
      if letters > 0, otherScript * 3 > letters { return true }
      if other >= 2, other > 2 * english { return true }
      if english > 0 || other + english >= 3 { return false }
      return nil
    }
  }

  /// How the lines of a note are to be read.
  enum Reading: Sendable {
    /// In English, or in another language, as the text tells; a line that is plainly otherwise is read so.
    case english, foreign
    /// The note says itself that it is in another language than English: none of its lines is read as English.
    case declaredForeign

    var isForeign: Bool { self != .english }

    init(_ document: Document, declared: String?) {
      if let declared {
        self = NoteLanguage.isEnglish(declared) ? .english : .declaredForeign
      } else {
        self = NoteLanguage.isForeign(document) ? .foreign : .english
      }
    }
  }

  /// `en`, `en-GB`, `eng`, `English`.
  static func isEnglish(_ code: String) -> Bool {
    ["en", "eng", "english"].contains(code.lowercased().prefix { $0.isLetter })
  }

  /// Whether a line is in another language, in a note read so.
  static func isForeign(_ text: String, in reading: Reading) -> Bool {
    reading == .declaredForeign || isForeign(text, in: reading.isForeign)
  }

  /// The verdict over a whole note.
  static func isForeign(_ document: Document) -> Bool {
    var evidence = Evidence()
    for block in document.blocks where block.isProse || block.isHeading {
      evidence.add(block.plain)
      if evidence.letters > 20_000 { break }
    }
    return evidence.isForeign ?? false
  }

  /// The verdict over one block; where it has no small words, that over the note.
  static func isForeign(_ text: String, in note: Bool) -> Bool {
    var evidence = Evidence()
    evidence.add(text)
    // In a foreign note one small word (`in`, `was`) proves nothing.
    if note { return evidence.isForeign == true || !(evidence.english >= 2 && evidence.english > 2 * evidence.other) }
    return evidence.isForeign ?? false
  }
}
