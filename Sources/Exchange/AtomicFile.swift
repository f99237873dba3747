import Glibc

/// A file that appears whole or not at all: written beside its target without a name, flushed to the disk, and only
/// then put in the target's place. A program killed while writing leaves nothing; only a file system without nameless
/// files may then keep a `.rehearse-….part`.
///
/// A target that exists and is no ordinary file, such as `/dev/stdout` or a pipe, is written straight into.
public struct AtomicFile: ByteSink {
  /// As the person wrote it, for messages.
  private let path: String
  private let target: String
  /// A name beside the target; `nil` when the target is written into directly.
  private let temporary: String?
  /// Whether there is a file of that name; until `commit` there need not be one.
  private var hasName = false
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 16

  public init(path: String) throws(ExchangeError) {
    self.path = path
    guard !path.isEmpty else { throw .cannotCreate(path: path, reason: "the name is empty") }
    // A link is followed, so that the file it leads to is replaced and the link stays.
    target = AtomicFile.resolved(path) ?? path
    var status = stat()
    let exists = stat(target, &status) == 0
    let kind = status.st_mode & S_IFMT
    if exists, kind == S_IFDIR { throw .cannotCreate(path: path, reason: "it is a folder") }
    if path.hasSuffix("/") { throw .cannotCreate(path: path, reason: "there is no such folder") }
    if exists, kind != S_IFREG {
      temporary = nil
      descriptor = open(target, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw AtomicFile.creationError(path, errno) }
      return
    }
    if exists, access(target, W_OK) != 0 { throw AtomicFile.creationError(path, errno) }
    let folder = AtomicFile.split(target).folder, rights = exists ? status.st_mode & 0o777 : 0o666
    let beside = "\(folder).rehearse-\(getpid())-\(UInt32.random(in: 0 ... .max)).part"
    temporary = beside
    descriptor = open(
      AtomicFile.folderToOpen(target), AtomicFile.nameless | O_WRONLY | O_CLOEXEC, rights)
    if descriptor < 0 {
      descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, rights)
      hasName = true
    }
    guard descriptor >= 0 else { throw AtomicFile.creationError(path, errno) }
    // The rights of the file that is replaced hold whatever the mask of this process.
    if exists { fchmod(descriptor, rights) }
  }

  /// `O_TMPFILE`, which Swift does not import.
  private static let nameless: Int32 = 0o20_000_000 | O_DIRECTORY

  public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(ExchangeError) {
    if buffer.count + bytes.count <= AtomicFile.bufferSize {
      buffer.append(contentsOf: bytes)
    } else {
      try flush()
      try send(bytes)
    }
  }

  /// Makes the file appear. Nothing may be written after it.
  public mutating func commit() throws(ExchangeError) {
    try flush()
    guard let temporary else {
      close(descriptor)
      descriptor = -1
      return
    }
    guard fsync(descriptor) == 0 else { throw failure(errno) }
    if !hasName {
      // A name can be given only where none is taken, so the new file goes beside the old one for a moment.
      guard linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0 else {
        throw failure(errno)
      }
      hasName = true
    }
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0 else { throw failure(errno) }
    guard rename(temporary, target) == 0 else { throw failure(errno) }
    // The rename itself is made durable; a file system that cannot do so still has the whole file.
    let folder = open(AtomicFile.folderToOpen(target), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }

  /// Leaves the target as it was.
  public mutating func discard() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    if hasName, let temporary { unlink(temporary) }
    hasName = false
  }

  private mutating func flush() throws(ExchangeError) {
    guard !buffer.isEmpty else { return }
    let pending = buffer
    buffer.removeAll(keepingCapacity: true)
    let error: Int32 = pending.withUnsafeBytes { AtomicFile.writeAll($0, to: descriptor) }
    guard error == 0 else { throw failure(error) }
  }

  private func send(_ bytes: UnsafeRawBufferPointer) throws(ExchangeError) {
    let error = AtomicFile.writeAll(bytes, to: descriptor)
    guard error == 0 else { throw failure(error) }
  }

  /// 0, or the error number.
  private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, rest.base.baseAddress! + rest.startIndex, rest.count)
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        return written == 0 ? ENOSPC : errno
      }
    }
    return 0
  }

  private func failure(_ error: Int32) -> ExchangeError {
    switch error {
    case ENOSPC, EDQUOT, EFBIG: .full(path: path)
    default: .failed(path: path, reason: AtomicFile.text(of: error))
    }
  }

  private static func creationError(_ path: String, _ error: Int32) -> ExchangeError {
    switch error {
    case ENOSPC, EDQUOT: .full(path: path)
    case ENOENT: .cannotCreate(path: path, reason: "there is no folder \(split(path).folder)")
    default: .cannotCreate(path: path, reason: text(of: error))
    }
  }

  private static func text(of error: Int32) -> String {
    let message = String(cString: strerror(error))
    return message.prefix(1).lowercased() + message.dropFirst()
  }

  private static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// The folder with its slash, empty for the current one, and the name in it.
  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[...slash]), String(path[path.index(after: slash)...]))
  }

  private static func folderToOpen(_ path: String) -> String {
    let folder = split(path).folder
    return folder.isEmpty ? "." : folder
  }
}

extension AtomicFile {
  /// Makes `text` the whole content of the file at `path`, or leaves it as it was.
  public static func write(_ text: String, toFile path: String) throws(ExchangeError) {
    var file = try AtomicFile(path: path)
    do throws(ExchangeError) {
      try file.write(text)
      try file.commit()
    } catch {
      file.discard()
      throw error
    }
  }
}
