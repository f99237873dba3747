/// Rows of comma-separated values: fields may be in double quotes, in which a quote is doubled.
public enum CSV {
  /// Nil where a quote is not closed.
  public static func rows(_ text: String, delimiter: Character = ",") -> [[String]]? {
    var rows: [[String]] = [], row: [String] = [], field = "", isQuoted = false, wasQuoted = false
    var characters = Array(text)[...]
    func isBlank() -> Bool { row.isEmpty && field.isEmpty && !wasQuoted }
    func endField() {
      row.append(field)
      (field, wasQuoted) = ("", false)
    }
    while let character = characters.popFirst() {
      if isQuoted {
        if character != "\"" {
          field.append(character)
        } else if characters.first == "\"" {
          field.append("\"")
          characters.removeFirst()
        } else {
          isQuoted = false
        }
      } else if character == "\"", field.isEmpty, !wasQuoted {
        (isQuoted, wasQuoted) = (true, true)
      } else if character == delimiter {
        endField()
      } else if character.isNewline {
        if !isBlank() {
          endField()
          rows.append(row)
          row = []
        }
      } else {
        field.append(character)
      }
    }
    guard !isQuoted else { return nil }
    if !isBlank() {
      endField()
      rows.append(row)
    }
    return rows
  }
}
