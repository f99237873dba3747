import ArgumentParser
import Basics
import Storage

struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take back the last review or change of the collection; repeatable.",
    discussion: "Example: rehearse undo")
  @OptionGroup var common: CommonOptions

  func run() throws {
    let collection = try Collection(common)
    let undone = try collection.store.undo(at: collection.clock.now())
    if common.json {
      return try Output.json(["undone": undone?.summary])
    }
    try Output.line(undone.map { "took back: \($0.summary)" } ?? "there is nothing left to take back")
  }
}

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check the collection: the file, its references, and the states against the review log.",
    discussion: "Example: rehearse check")
  @OptionGroup var common: CommonOptions

  private struct Report: Encodable {
    struct Problem: Encodable { let rule: String, message: String }
    let cards: Int, reviews: Int
    let problems: [Problem]
  }

  func run() throws {
    let collection = try Collection(common)
    let report = try collection.store.check()
    if common.json {
      try Output.json(
        Report(
          cards: report.cards, reviews: report.reviews,
          problems: report.problems.map { .init(rule: $0.rule, message: $0.message) }))
    } else {
      try Output.line("\(report.cards) cards, \(report.reviews) reviews")
      for problem in report.problems { try Output.line("\(problem.rule): \(problem.message)") }
      if report.isSound { try Output.line("everything agrees") }
    }
    guard report.isSound else {
      throw Failure(
        "\(collection.store.path): the collection is not sound",
        remedy: "Bring back a copy with `rehearse restore BACKUP`.",
        code: .badData)
    }
  }
}

struct Backup: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copy the collection to a new file, also while it is in use.",
    discussion: "Example: rehearse backup collection-copy.sqlite")
  @Argument(help: "The new file.") var file: String
  @OptionGroup var common: CommonOptions

  func run() throws {
    let collection = try Collection(common)
    try Interruption.deferred { try collection.store.backup(to: file) }
    if common.json { return try Output.json(["backup": file]) }
    try Output.line("copied to \(file)")
  }
}

struct Restore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a backup the collection; the present one is kept beside it.",
    discussion: "Example: rehearse restore collection-copy.sqlite")
  @Argument(help: "A file that `rehearse backup` made.") var file: String
  @OptionGroup var common: CommonOptions

  func run() throws {
    let kept = try Interruption.deferred {
      try StudyStore.restore(from: file, to: common.collectionPath, now: common.clock.now())
    }
    if common.json { return try Output.json(["restored": file, "kept": kept]) }
    try Output.line("restored \(file)" + (kept.map { "; the former collection is \($0)" } ?? ""))
  }
}
