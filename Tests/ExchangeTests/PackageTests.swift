import Basics
import Cards
import Exchange
import Foundation
import Notes
import Scheduling
import Testing

/// Packages as files, without Anki.
struct PackageTests {
  private func bytes(
    _ view: DeckView, _ history: ExportOptions.History = .included, _ form: ExportOptions.PackageForm = .latest
  ) throws -> [UInt8] {
    try ApkgFormat().bytes(of: view, options: ExportOptions(history: history, package: form))
  }

  @Test func `a package of the latest form has its four members, in order`() throws {
    let members = try ZipReader.members(try bytes(Fixture.view()))
    #expect(members.map(\.name) == ["meta", "collection.anki21b", "collection.anki2", "media"])
    #expect(members[0].stored == [0x08, 0x03])
    // The magic number of zstd, and that of SQLite behind deflate for the notice to old programs.
    #expect(members[1].stored?.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) == true)
    #expect(members[2].method == 8)
    #expect(members[3].stored?.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) == true)
  }

  @Test func `a package of the legacy form holds plain files`() throws {
    let members = try ZipReader.members(try bytes(Fixture.view(), .included, .legacy))
    #expect(members.map(\.name) == ["collection.anki21", "media"])
    #expect(members[1].stored == Array("{}".utf8))
  }

  @Test func `members carry neither the time nor the rights of this machine`() throws {
    for member in try ZipReader.members(try bytes(Fixture.view())) {
      #expect(member.time == 0 && member.date == 0x21)
      #expect(member.attributes == 0o100644 << 16)
    }
  }

  @Test(arguments: [ExportOptions.PackageForm.latest, .legacy])
  func `equal decks give equal bytes`(_ form: ExportOptions.PackageForm) throws {
    let first = try bytes(try Fixture.studied(), .included, form)
    #expect(try bytes(try Fixture.studied(), .included, form) == first)
    var later = try Fixture.studied()
    later.entries[0].card.answer = "Within two days"
    #expect(try bytes(later, .included, form) != first)
  }

  @Test func `the same deck gives the same bytes in another process`() async throws {
    let digest = stableHash(bytes: try bytes(try Fixture.studied()))
    // Hash seeds differ in each process, so an order that depends on them shows.
    await #expect(processExitsWith: .success) { [digest = digest as UInt64] in
      let package = try ApkgFormat().bytes(of: try Fixture.studied(), options: ExportOptions(history: .included))
      exit(stableHash(bytes: package) == digest ? 0 : 1)
    }
  }

  @Test func `two cards with one id are refused by every format`() throws {
    var view = Fixture.view()
    view.entries.append(view.entries[2])
    for type in ExportFormats.all {
      #expect(throws: ExchangeError.duplicateIdentity(CardID("c-list"))) { try type.init().bytes(of: view) }
    }
  }

  @Test func `an empty deck is refused by every format, with what to do`() throws {
    let view = DeckView(decks: [Fixture.settings], entries: [], now: Fixture.now)
    for type in ExportFormats.all {
      #expect(throws: ExchangeError.empty) { try type.init().bytes(of: view) }
    }
    #expect(ExchangeError.empty.message == "there are no cards to export")
    #expect(ExchangeError.empty.remedy.contains("rehearse ingest"))
  }

  @Test func `a cloze card without a cloze is refused with its line`() throws {
    var view = Fixture.view()
    view.entries[1].card.form = .cloze(text: "TTL needs a number")
    let error = #expect(throws: ExchangeError.self) { try bytes(view) }
    #expect(
      error?.message
        == "notes/dynamodb.md:20-21: card c-cloze cannot be exported: its sentence has no {{c1::hidden words}}")
  }

  @Test func `a card whose question shows nothing is refused`() throws {
    var view = Fixture.view()
    view.entries[0].card.question = "<!-- nothing -->"
    #expect(throws: ExchangeError.self) { try bytes(view) }
  }

  @Test func `five thousand cards take seconds, not minutes`() throws {
    let view = try Fixture.large(5_000)
    let clock = ContinuousClock()
    for type in ExportFormats.all {
      var count = 0
      let time = try clock.measure {
        count = try type.init().bytes(of: view, options: ExportOptions(history: .included)).count
      }
      #expect(count > 100_000, "\(type.id)")
      // Debug code on a busy machine; anything quadratic takes far longer.
      #expect(time < .seconds(60), "\(type.id) took \(time)")
    }
  }
}

/// Reads the directory of a zip, from its specification.
private enum ZipReader {
  struct Member {
    let name: String
    let method: Int, time: Int, date: Int, attributes: Int
    /// The bytes, where they are not compressed by the zip.
    let stored: [UInt8]?
  }
  struct Malformed: Error {}

  static func members(_ bytes: [UInt8]) throws -> [Member] {
    func number(_ offset: Int, _ count: Int) -> Int {
      (0..<count).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
    guard let end = stride(from: bytes.count - 22, through: 0, by: -1).first(where: { number($0, 4) == 0x0605_4B50 })
    else { throw Malformed() }
    var offset = number(end + 16, 4)
    var members: [Member] = []
    for _ in 0..<number(end + 10, 2) {
      guard number(offset, 4) == 0x0201_4B50 else { throw Malformed() }
      let nameLength = number(offset + 28, 2), local = number(offset + 42, 4), size = number(offset + 20, 4)
      let method = number(offset + 10, 2)
      let data = local + 30 + number(local + 26, 2) + number(local + 28, 2)
      members.append(
        Member(
          name: String(decoding: bytes[offset + 46..<offset + 46 + nameLength], as: UTF8.self), method: method,
          time: number(offset + 12, 2), date: number(offset + 14, 2), attributes: number(offset + 38, 4),
          stored: method == 0 ? Array(bytes[data..<data + size]) : nil))
      offset += 46 + nameLength + number(offset + 30, 2) + number(offset + 32, 2)
    }
    return members
  }
}
