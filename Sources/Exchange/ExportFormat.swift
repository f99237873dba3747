/// A kind of file that a deck can be written as.
public protocol ExportFormat: Sendable {
  /// The word after `--format`.
  static var id: String { get }
  /// Without the dot.
  static var fileExtension: String { get }
  /// One line for `--help`.
  static var summary: String { get }
  /// Whether the file has a place for the review log and the states; where it has none, the option changes nothing.
  static var carriesHistory: Bool { get }

  init()
  /// Writes all of `view`: the same bytes for the same view and options, in any process.
  func write(_ view: DeckView, options: ExportOptions, to sink: inout some ByteSink) throws(ExchangeError)
}

/// What goes into the file.
public struct ExportOptions: Hashable, Sendable {
  public enum History: Hashable, Sendable {
    /// Cards arrive as new and not suspended, for a deck that is given to somebody.
    case leftOut
    /// With the whole review log and the states that follow from it.
    case included
  }
  public enum PackageForm: Hashable, Sendable {
    /// As Anki has written it since 2.1.50: schema 18, zstd.
    case latest
    /// Schema 11 in plain files, for older programs and websites.
    case legacy
  }
  public var history: History
  /// Only for `apkg`.
  public var package: PackageForm

  public init(history: History = .leftOut, package: PackageForm = .latest) {
    (self.history, self.package) = (history, package)
  }
}

/// The formats there are, in the order in which help lists them.
public enum ExportFormats {
  public static let all: [any ExportFormat.Type] = [
    ApkgFormat.self, CSVFormat.self, TSVFormat.self, JSONFormat.self, MarkdownFormat.self, HTMLFormat.self,
  ]

  /// The format with the id `name`.
  public static func named(_ name: String) throws(ExchangeError) -> any ExportFormat {
    guard let format = all.first(where: { $0.id == name }) else {
      throw .unknownFormat(name, known: all.map { $0.id })
    }
    return format.init()
  }

  /// The format whose extension `path` ends in; `nil` when there is none.
  public static func forFile(_ path: String) -> (any ExportFormat)? {
    all.first { path.lowercased().hasSuffix("." + $0.fileExtension) }?.init()
  }
}

extension ExportFormat {
  /// Writes the file at `path` whole or not at all; a file that is there is replaced only at the very end.
  public func export(_ view: DeckView, options: ExportOptions = ExportOptions(), toFile path: String)
    throws(ExchangeError)
  {
    var file = try AtomicFile(path: path)
    do throws(ExchangeError) {
      try write(view, options: options, to: &file)
      try file.commit()
    } catch {
      file.discard()
      throw error
    }
  }

  /// The bytes of the file.
  public func bytes(of view: DeckView, options: ExportOptions = ExportOptions()) throws(ExchangeError) -> [UInt8] {
    var bytes: [UInt8] = []
    try write(view, options: options, to: &bytes)
    return bytes
  }
}

/// Takes the bytes of a file in order.
public protocol ByteSink {
  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(ExchangeError)
}

extension ByteSink {
  mutating func write(_ text: String) throws(ExchangeError) {
    var text = text
    let result: Result<Void, ExchangeError> = text.withUTF8 { utf8 in
      do throws(ExchangeError) {
        try write(UnsafeRawBufferPointer(utf8))
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }
}

extension [UInt8]: ByteSink {
  public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(ExchangeError) { append(contentsOf: bytes) }
}
