/// The colours of pictures and pages, each for light and dark surroundings.
///
/// Texts stand out from what is behind them by at least 4.5:1, glyphs by 3:1; the tests compute it.
struct PictureColour: Sendable {
  /// Without its dashes, such as `ink`.
  let name: String
  /// `#rrggbb`.
  let light: String, dark: String

  static let all: [PictureColour] =
    [
      PictureColour(name: "ground", light: "#f5f5f2", dark: "#0f1216"),
      PictureColour(name: "island", light: "#fcfcfa", dark: "#161a20"),
      PictureColour(name: "surface", light: "#ffffff", dark: "#1b2027"),
      PictureColour(name: "hairline", light: "#dfdfd8", dark: "#2b323b"),
      PictureColour(name: "control", light: "#85857c", dark: "#77818d"),
      PictureColour(name: "ink", light: "#1b1f24", dark: "#e7eaee"),
      PictureColour(name: "muted", light: "#59616c", dark: "#a3adb9"),
      PictureColour(name: "accent", light: "#1d4ed8", dark: "#8fb8ff"),
      PictureColour(name: "on-accent", light: "#ffffff", dark: "#0b0e12"),
      PictureColour(name: "found", light: "#ffd75e", dark: "#7a5c00"),
    ] + Concept.Kind.allCases.flatMap(\.colours) + Edge.Kind.allCases.map(\.colour)

  /// CSS custom properties for one of the two.
  static func properties(_ shade: KeyPath<PictureColour, String>) -> String {
    all.map { "--\($0.name):\($0[keyPath: shade]);" }.joined()
  }
}

extension Concept.Kind {
  /// The glyph and the centre's box; then the box of the others.
  fileprivate var colours: [PictureColour] {
    let (strong, soft) = shades
    return [
      PictureColour(name: rawValue, light: strong.light, dark: strong.dark),
      PictureColour(name: "\(rawValue)-soft", light: soft.light, dark: soft.dark),
    ]
  }

  private typealias Shade = (light: String, dark: String)

  private var shades: (strong: Shade, soft: Shade) {
    switch self {
    case .service: (("#1d4ed8", "#8fb8ff"), ("#e8eefd", "#1a2845"))
    case .feature: (("#0f766e", "#63cdbd"), ("#e3f3f0", "#12302d"))
    case .limit: (("#b42318", "#ff9d93"), ("#fdeae7", "#3c1f1d"))
    case .pattern: (("#7c3aed", "#c5aaff"), ("#f1eafe", "#2b2143"))
    case .term: (("#85600a", "#e3bd62"), ("#f6efdd", "#332a14"))
    }
  }

  /// What people read, such as `services`.
  var plural: String { "\(rawValue)s" }

  /// The glyph within a square of 10 units, centred on zero: told apart by shape as well as by colour.
  var glyph: String {
    switch self {
    case .service: #"<rect x="-5" y="-5" width="10" height="10" rx="2"/>"#
    case .feature: #"<circle r="4.5"/>"#
    case .limit: #"<path d="M0-6 6 0 0 6-6 0z"/>"#
    case .pattern: #"<path d="M-3-5H3L6 0 3 5H-3L-6 0z"/>"#
    case .term: #"<path d="M-5-2.5H5M-5 2.5H5" class="strokes"/>"#
    }
  }
}

extension Edge.Kind {
  fileprivate var colour: PictureColour {
    let (light, dark) =
      switch self {
      case .partOf: ("#8b929b", "#6f7a86")
      case .isA: ("#4b5563", "#a9b3bf")
      case .uses: ("#2563eb", "#7fb0ff")
      case .triggers: ("#c2410c", "#ff9d5c")
      case .integratesWith: ("#0f766e", "#4fd1c0")
      case .contrastsWith: ("#9333ea", "#c89bff")
      case .requires: ("#b91c1c", "#ff8a80")
      case .limits: ("#92400e", "#e0a15c")
      case .exampleOf: ("#4d7c0f", "#a3d14f")
      case .alternativeTo: ("#be185d", "#ff8ac2")
      }
    return PictureColour(name: "edge-\(rawValue)", light: light, dark: dark)
  }

  /// Lengths of strokes and gaps; no two kinds have the same dashes and the same end.
  var dashes: String? {
    switch self {
    case .partOf, .uses, .triggers: nil
    case .isA: "12 3"
    case .integratesWith: "8 4"
    case .contrastsWith: "2 4"
    case .requires: "7 3 2 3"
    case .limits: "1 3"
    case .exampleOf: "14 4 4 4"
    case .alternativeTo: "4 4"
    }
  }

  var strokeWidth: String {
    switch self {
    case .partOf, .isA, .uses, .exampleOf: "1.2"
    case .integratesWith, .requires, .limits, .alternativeTo: "1.4"
    case .triggers, .contrastsWith: "1.8"
    }
  }

  /// What stands at the end of an edge, its tip at zero; none where both ends are alike.
  var tip: String? {
    switch self {
    case .partOf, .contrastsWith, .alternativeTo, .integratesWith: nil
    case .isA: #"<path d="M-9-4.5 0 0-9 4.5z" class="hollow"/>"#
    case .uses: #"<path d="M-8-4 0 0-8 4" class="open"/>"#
    case .requires, .triggers: #"<path d="M-8-4.5 0 0-8 4.5z"/>"#
    case .limits: #"<path d="M-1.5-5.5v11" class="open"/>"#
    case .exampleOf: #"<circle cx="-4" r="3.5" class="hollow"/>"#
    }
  }
}
