import CZip

/// A zip in memory whose bytes depend on nothing but its members: fixed times and attributes.
struct Archive {
  enum Packing { case stored, deflated }
  private var members: [(name: String, bytes: [UInt8], packing: Packing)] = []

  mutating func add(_ name: String, _ bytes: [UInt8], _ packing: Packing) {
    members.append((name, bytes, packing))
  }

  func bytes() throws(ExchangeError) -> [UInt8] {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let output = zip_source_buffer_create(nil, 0, 0, &error) else { throw Archive.failure(&error) }
    // Kept beyond `zip_close`, which would free it: the bytes are read out of it.
    zip_source_keep(output)
    defer { zip_source_free(output) }
    guard let zip = zip_open_from_source(output, ZIP_CREATE | ZIP_TRUNCATE, &error) else {
      zip_source_free(output)
      throw Archive.failure(&error)
    }
    // libzip reads the members only inside `zip_close`, so their memory has to stay put until then.
    let rooms = members.map { member in
      let room = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, member.bytes.count), alignment: 1)
      room.copyBytes(from: member.bytes)
      return room
    }
    defer { for room in rooms { room.deallocate() } }
    for (member, room) in Swift.zip(members, rooms) {
      guard let source = zip_source_buffer(zip, room.baseAddress, UInt64(member.bytes.count), 0) else {
        zip_discard(zip)
        throw .packaging("libzip has no room for \(member.name)")
      }
      let index = zip_file_add(zip, member.name, source, UInt32(ZIP_FL_ENC_UTF_8))
      guard index >= 0 else {
        zip_source_free(source)
        zip_discard(zip)
        throw .packaging("libzip refused \(member.name)")
      }
      let method = member.packing == .stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE
      zip_set_file_compression(zip, UInt64(index), method, 6)
      zip_file_set_dostime(zip, UInt64(index), 0, 0x21, 0)  // 1980-01-01 00:00, in any time zone
      zip_file_set_external_attributes(zip, UInt64(index), 0, UInt8(ZIP_OPSYS_UNIX), 0o100644 << 16)
    }
    guard zip_close(zip) == 0 else {
      let reason = String(cString: zip_strerror(zip))
      zip_discard(zip)
      throw .packaging(reason)
    }
    return try Archive.contents(of: output)
  }

  private static func contents(of source: OpaquePointer) throws(ExchangeError) -> [UInt8] {
    var status = zip_stat_t()
    guard zip_source_stat(source, &status) == 0, zip_source_open(source) == 0 else {
      throw .packaging("libzip lost what it wrote")
    }
    defer { zip_source_close(source) }
    let size = Int(status.size)
    var got: Int64 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { room, count in
      got = zip_source_read(source, room.baseAddress, UInt64(size))
      count = max(0, Int(got))
    }
    guard Int(got) == size else { throw .packaging("libzip gave back \(got) of \(size) bytes") }
    return bytes
  }

  private static func failure(_ error: UnsafeMutablePointer<zip_error_t>) -> ExchangeError {
    .packaging(String(cString: zip_error_strerror(error)))
  }
}
