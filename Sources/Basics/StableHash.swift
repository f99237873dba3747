/// FNV-1a over the UTF-8 bytes, with a finishing mix: the same in every process, unlike `Hasher`.
@inlinable public func stableHash(_ text: some StringProtocol) -> UInt64 {
  text.utf8.withContiguousStorageIfAvailable { stableHash(bytes: $0) } ?? stableHash(bytes: text.utf8)
}

@inlinable public func stableHash(bytes: some Sequence<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
  hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
  return hash ^ (hash >> 33)
}
