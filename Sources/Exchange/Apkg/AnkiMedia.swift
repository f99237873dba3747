/// The files of a package, under names that any system takes and that change with the content.
///
/// Anki never overwrites a file it has; a name made from the content brings a changed picture under a new one.
struct AnkiMedia {
  struct File {
    let name: String
    let bytes: [UInt8]
    /// 20 bytes.
    let sha1: [UInt8]
  }
  /// Sorted by name; each content once.
  let files: [File]
  /// From the link in a note to the name in the package.
  let names: [String: String]

  init(_ media: [MediaFile]) throws(ExchangeError) {
    var files: [String: File] = [:]
    var names: [String: String] = [:]
    for file in media {
      let sha1 = try Digest.sha1(file.bytes)
      let name = "rehearse-" + sha1[..<8].map(AnkiMedia.hexadecimal).joined() + AnkiMedia.fileExtension(of: file.link)
      names[file.link] = name
      files[name] = File(name: name, bytes: file.bytes, sha1: sha1)
    }
    self.names = names
    self.files = files.values.sorted { $0.name < $1.name }
  }

  /// The list for packages of the latest form.
  var protobuf: [UInt8] {
    var list = Protobuf()
    for file in files {
      list.message(1) { entry in
        entry.string(1, file.name)
        entry.varint(2, UInt64(file.bytes.count))
        entry.bytes(3, file.sha1)
      }
    }
    return list.bytes
  }

  /// The list for packages of the legacy form.
  var json: String { JSONValue.object(files.enumerated().map { (String($0.offset), .string($0.element.name)) }).text }

  private static func hexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

  /// With its dot, where it is one that programs go by; otherwise nothing.
  private static func fileExtension(of link: String) -> String {
    guard let dot = link.lastIndex(of: ".") else { return "" }
    let ending = link[link.index(after: dot)...].lowercased()
    let isPlain = ending.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    return isPlain && (1...5).contains(ending.count) ? "." + ending : ""
  }
}
