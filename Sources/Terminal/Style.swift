/// What a piece of the screen is, independent of how it is drawn.
public enum TextRole: Hashable, Sendable, CaseIterable {
  case plain, title, heading, muted, strong, emphasis, code, link, question, answer, cited, rule
  case barFull, barEmpty, key, notice, selected
  case again, hard, good, easy
}

/// How cells are drawn: attributes and one of the 16 colours that every terminal has.
public struct Style: Hashable, Sendable {
  /// Only colours that read well on what they are used on; black, white and their likes are left to the terminal.
  public enum Color: Int, Hashable, Sendable {
    case red = 31, green, yellow, blue, magenta, cyan
    case brightBlue = 94
  }
  public var color: Color?
  public var isBold = false, isDim = false, isItalic = false, isUnderlined = false, isReversed = false

  public init(
    _ color: Color? = nil, isBold: Bool = false, isDim: Bool = false, isItalic: Bool = false,
    isUnderlined: Bool = false, isReversed: Bool = false
  ) {
    (self.color, self.isBold, self.isDim, self.isItalic) = (color, isBold, isDim, isItalic)
    (self.isUnderlined, self.isReversed) = (isUnderlined, isReversed)
  }

  public static let plain = Style()

  /// Resets and then sets: no state is carried over from the style before.
  var escape: String {
    var codes = ["0"]
    if isBold { codes.append("1") }
    if isDim { codes.append("2") }
    if isItalic { codes.append("3") }
    if isUnderlined { codes.append("4") }
    if isReversed { codes.append("7") }
    if let color { codes.append("\(color.rawValue)") }
    return "\u{1B}[" + codes.joined(separator: ";") + "m"
  }
}

/// Which style each role gets, by what the terminal can do.
public struct Theme: Hashable, Sendable {
  public enum Background: Hashable, Sendable { case dark, light, unknown }
  public let hasColor: Bool
  public let background: Background

  public init(hasColor: Bool, background: Background = .unknown) {
    (self.hasColor, self.background) = (hasColor, background)
  }

  /// Without colour nothing is lost: bold, dim and reverse video carry the structure, and no meaning is colour alone.
  public func style(_ role: TextRole) -> Style {
    switch role {
    case .plain, .link: Style.plain
    case .title, .strong, .answer: Style(isBold: true)
    case .question: Style(isBold: true)
    case .heading: Style(accent, isBold: !hasColor)
    case .muted, .rule, .barEmpty: Style(isDim: true)
    case .emphasis: Style(isItalic: true)
    case .code: Style(accent)
    case .cited: Style(accent, isBold: true)
    case .barFull: Style(hasColor ? .green : nil)
    case .key: Style(isBold: true)
    case .notice: Style(caution, isItalic: !hasColor)
    case .selected: Style(isReversed: true)
    case .again: Style(hasColor ? .red : nil, isBold: true)
    case .hard: Style(caution, isBold: true)
    case .good: Style(hasColor ? .green : nil, isBold: true)
    case .easy: Style(accent, isBold: true)
    }
  }

  /// Cyan is legible on both; blue is better on white and bad on black.
  private var accent: Style.Color? { hasColor ? (background == .light ? .blue : .cyan) : nil }
  /// Yellow vanishes on white, so it is used on black only.
  private var caution: Style.Color? { hasColor ? (background == .dark ? .yellow : .magenta) : nil }
}

/// The colour question of a command: `--color auto|always|never`.
public enum ColorChoice: String, Hashable, Sendable, CaseIterable {
  case auto, always, never

  /// - Parameters:
  ///   - environment: Looked up for `NO_COLOR`, `TERM` and `COLORFGBG`.
  ///   - isTerminal: Whether the output is one.
  /// `NO_COLOR` counts when it is not empty (no-color.org); `always` outranks it.
  public func theme(environment: (String) -> String?, isTerminal: Bool) -> Theme {
    let isAllowed = (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb" && isTerminal
    let hasColor = self == .always || self == .auto && isAllowed
    // `foreground;background` as rxvt, Konsole and others set it; 7 and 15 are the whites.
    let background = environment("COLORFGBG")?.split(separator: ";").last.flatMap { Int($0) }
    return Theme(
      hasColor: hasColor,
      background: background.map { $0 == 7 || $0 == 15 ? .light : .dark } ?? .unknown)
  }
}
