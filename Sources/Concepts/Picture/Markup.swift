/// Text from notes made safe for markup.
enum Markup {
  /// For text and for attribute values in double quotes, in HTML and in SVG.
  static func escaped(_ text: String) -> String {
    var safe = ""
    for scalar in visible(text).unicodeScalars {
      switch scalar {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"": safe += "&quot;"
      case "'": safe += "&#39;"
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  /// A JSON string that neither ends a script element nor opens a comment in one.
  static func json(_ text: String) -> String {
    var safe = "\""
    for scalar in visible(text).unicodeScalars {
      switch scalar {
      case "\"": safe += "\\\""
      case "\\": safe += "\\\\"
      case "<": safe += "\\u003c"
      case ">": safe += "\\u003e"
      case "&": safe += "\\u0026"
      case "\u{2028}": safe += "\\u2028"
      case "\u{2029}": safe += "\\u2029"
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe + "\""
  }

  /// `text` in one line: control characters, which XML does not allow, and those that turn the direction of writing
  /// become spaces.
  static func visible(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7F...0x9F, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF: line += " "
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line
  }
}
