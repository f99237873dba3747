import CCrypto

/// SHA-1, which Anki uses to compare first fields and media; nothing here is secret.
enum Digest {
  /// 20 bytes.
  static func sha1(_ bytes: some Sequence<UInt8>) throws(ExchangeError) -> [UInt8] {
    let input = Array(bytes)
    var output = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    guard EVP_Digest(input, input.count, &output, &length, EVP_sha1(), nil) == 1, length == 20 else {
      throw .packaging("libcrypto offers no SHA-1")
    }
    return Array(output[..<20])
  }

  /// The number by which Anki finds equal first fields: the first 32 bits of the SHA-1 of the text.
  static func checksum(_ text: String) throws(ExchangeError) -> Int64 {
    try sha1(text.utf8)[..<4].reduce(0) { $0 << 8 | Int64($1) }
  }
}
