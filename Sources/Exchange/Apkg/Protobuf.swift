/// The wire form of the few protobuf messages that a package holds.
struct Protobuf {
  private(set) var bytes: [UInt8] = []

  mutating func varint(_ field: Int, _ value: UInt64) {
    tag(field, 0)
    append(varint: value)
  }
  mutating func float(_ field: Int, _ value: Float) {
    tag(field, 5)
    append(fixed: value)
  }
  /// Repeated floats, packed.
  mutating func floats(_ field: Int, _ values: [Float]) {
    guard !values.isEmpty else { return }
    tag(field, 2)
    append(varint: UInt64(values.count * 4))
    for value in values { append(fixed: value) }
  }
  mutating func bytes(_ field: Int, _ value: some Collection<UInt8>) {
    tag(field, 2)
    append(varint: UInt64(value.count))
    bytes.append(contentsOf: value)
  }
  mutating func string(_ field: Int, _ value: String) { bytes(field, value.utf8) }
  mutating func message(_ field: Int, _ build: (inout Protobuf) -> Void) {
    var message = Protobuf()
    build(&message)
    bytes(field, message.bytes)
  }

  private mutating func tag(_ field: Int, _ wireType: UInt64) { append(varint: UInt64(field) << 3 | wireType) }
  private mutating func append(varint value: UInt64) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }
  private mutating func append(fixed value: Float) {
    let bits = value.bitPattern
    for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(shift))) }
  }
}
