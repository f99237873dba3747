import ArgumentParser
import Basics
import Demos
import Exchange
import Glibc
import Scheduling
import Settings
import Storage
import Terminal

/// What a person sees when something went wrong: what and where, what to do next, and the exit code of sysexits.h.
struct Failure: Error {
  enum Code: Int32 {
    case usage = 64
    case badData = 65
    case noInput = 66
    case unavailable = 69
    case internalError = 70
    case cannotCreate = 73
    case inputOutput = 74
    case interrupted = 130
  }
  let message: String, remedy: String
  let code: Code

  init(_ message: String, remedy: String, code: Code) {
    (self.message, self.remedy, self.code) = (message, remedy, code)
  }

  static func output(_ number: Int32) -> Failure {
    Failure(
      "standard output: \(String(cString: strerror(number)))",
      remedy: "Nothing of the collection was lost. Free some space or choose another place, and run it again.",
      code: .inputOutput)
  }

  /// The one table from the errors of all modules to messages and exit codes.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as SettingsError:
      self.init("\(error.span): \(error.message)", remedy: error.remedy, code: .badData)
    case let error as StorageError:
      self.init(error.description, remedy: error.remedy, code: Self.code(error))
    case let error as ExchangeError:
      self.init(error.message, remedy: error.remedy, code: Self.code(error))
    case let error as DemoError:
      self.init(error.message, remedy: error.remedy, code: .usage)
    case TerminalError.failed("write", let code): self = .output(code)
    case let error as TerminalError:
      self.init(error.description, remedy: "Use --plain to be asked line by line.", code: .unavailable)
    case let error as SchedulingError:
      self.init(error.description, remedy: error.remedy, code: .badData)
    default:
      self.init("\(error)", remedy: "This is a mistake in the program; please report it.", code: .internalError)
    }
  }

  private static func code(_ error: StorageError) -> Code {
    switch error {
    case .missing, .folder, .noSuchCard: .noInput
    case .notWritable, .exists: .cannotCreate
    case .locked, .newer: .unavailable
    case .corrupt, .foreign, .settings: .badData
    case .full, .failed: .inputOutput
    case .query: .usage
    }
  }

  private static func code(_ error: ExchangeError) -> Code {
    switch error {
    case .cannotCreate: .cannotCreate
    case .full, .failed: .inputOutput
    case .empty: .noInput
    case .duplicateIdentity, .malformedCard: .badData
    case .unknownFormat: .usage
    case .packaging: .internalError
    }
  }

  func report() {
    Output.note("rehearse: \(Self.printable(message))\n  \(Self.printable(remedy))")
  }

  /// Names in messages come from outside: control characters are shown, not sent to the terminal.
  static func printable(_ text: String) -> String {
    String(
      text.unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
        let isControl = scalar.value < 0x20 && scalar != "\n" || (0x7F...0x9F).contains(scalar.value)
        return isControl ? Array("\\u{\(String(scalar.value, radix: 16))}".unicodeScalars) : [scalar]
      }.reduce(into: String.UnicodeScalarView()) { $0.append($1) })
  }
}
