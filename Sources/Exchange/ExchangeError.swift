import Basics
import Cards

/// Why an export did not happen. Whatever the case, the file named by the person is as it was before.
public enum ExchangeError: Error, Hashable, Sendable {
  /// The folder is missing or may not be written, or a folder has the file's name.
  case cannotCreate(path: String, reason: String)
  /// The disk, the quota or the allowed file size is used up.
  case full(path: String)
  /// Writing failed for another reason of the system's.
  case failed(path: String, reason: String)
  /// The selection holds no cards.
  case empty
  case duplicateIdentity(CardID)
  case malformedCard(CardID, SourceSpan?, String)
  case unknownFormat(String, known: [String])
  /// A library that makes part of a package refused.
  case packaging(String)
}

extension ExchangeError: CustomStringConvertible {
  public var description: String { message }

  /// What is wrong and where, in one line.
  public var message: String {
    switch self {
    case .cannotCreate(let path, let reason): "\(path): cannot be created: \(reason)"
    case .full(let path): "\(path): there is no room left to write it"
    case .failed(let path, let reason): "\(path): could not be written: \(reason)"
    case .empty: "there are no cards to export"
    case .duplicateIdentity(let id): "two cards have the id \(id)"
    case .malformedCard(let id, let span, let reason):
      (span.map { "\($0): " } ?? "") + "card \(id) cannot be exported: \(reason)"
    case .unknownFormat(let name, _): "there is no export format \"\(name)\""
    case .packaging(let reason): "the package could not be put together: \(reason)"
    }
  }

  /// What to do next, in one line.
  public var remedy: String {
    switch self {
    case .cannotCreate: "Choose a folder that exists and that you may write to."
    case .full: "Free some space or choose another folder; the former file, if any, is untouched."
    case .failed: "Try again, or choose another folder; the former file, if any, is untouched."
    case .empty: "Run `rehearse ingest` on your notes, or check the name given to --deck."
    case .duplicateIdentity: "Run `rehearse check`; the collection should never hold one id twice."
    case .malformedCard: "Mend the line it was made from and run `rehearse ingest` again."
    case .unknownFormat(_, let known): "Choose one of \(known.joined(separator: ", "))."
    case .packaging: "Check that the temporary memory is not used up, and try again."
    }
  }
}
