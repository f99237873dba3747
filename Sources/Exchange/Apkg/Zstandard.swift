import CZstd

/// One zstd frame at a fixed level, so that one library version gives the same bytes for the same input.
enum Zstandard {
  private static let level: Int32 = 6

  static func compress(_ bytes: [UInt8]) throws(ExchangeError) -> [UInt8] {
    let bound = ZSTD_compressBound(bytes.count)
    var size = 0
    let result = [UInt8](unsafeUninitializedCapacity: bound) { room, count in
      size = ZSTD_compress(room.baseAddress, bound, bytes, bytes.count, level)
      count = ZSTD_isError(size) == 0 ? size : 0
    }
    guard ZSTD_isError(size) == 0 else { throw .packaging(String(cString: ZSTD_getErrorName(size))) }
    return result
  }
}
