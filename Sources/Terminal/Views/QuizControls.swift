import Scheduling
import Study

/// What keys mean in the quiz, with the little state that only the screen has: how far it is scrolled and the answer
/// being typed.
public struct QuizControls: Hashable, Sendable {
  public enum Command: Hashable, Sendable {
    case input(QuizInput)
    case redraw
    /// Stop the program for now (Ctrl-Z).
    case suspend
    /// Ctrl-C.
    case interrupt
  }
  /// Lines above the first one shown.
  public var scroll = 0
  /// The answer being typed; nil when keys are commands.
  public var typing: String?
  /// Longer answers are not taken.
  static let typingMax = 400

  public init() {}

  /// - Parameters:
  ///   - scrollMax: How far the screen drawn last can be scrolled.
  ///   - page: Lines of the body on that screen.
  public mutating func handle(_ key: Key, _ view: QuizView, scrollMax: Int, page: Int) -> Command? {
    switch key {
    case .control("c"): return .interrupt
    case .control("z"): return .suspend
    case .control("l"): return .redraw
    default: break
    }
    if typing != nil { return type(key) }
    if let target = scrolled(key, page: page) {
      scroll = min(max(0, target), scrollMax)
      return .redraw
    }
    return command(key, view)
  }

  private mutating func type(_ key: Key) -> Command? {
    switch key {
    case .character(let character): if typing!.count < QuizControls.typingMax { typing!.append(character) }
    case .backspace: if !typing!.isEmpty { typing!.removeLast() }
    case .control("u"): typing = ""
    case .control("w"):
      while typing!.last == " " { typing!.removeLast() }
      while let last = typing!.last, last != " " { typing!.removeLast() }
    case .escape: typing = nil
    case .enter:
      defer { typing = nil }
      return typing!.allSatisfy { $0 == " " } ? .input(.reveal) : .input(.typed(typing!))
    default: return nil
    }
    return .redraw
  }

  private func scrolled(_ key: Key, page: Int) -> Int? {
    switch key {
    case .up, .character("k"): scroll - 1
    case .down, .character("j"): scroll + 1
    case .pageUp, .control("b"): scroll - max(1, page - 1)
    case .pageDown, .control("f"): scroll + max(1, page - 1)
    case .home: 0
    case .end: .max
    default: nil
    }
  }

  private mutating func command(_ key: Key, _ view: QuizView) -> Command? {
    let isAnswer = view.phase == .answer
    if view.overlay != .none, key == .escape || key == .enter || key == .character(" ") || key == .character("q") {
      return .input(.dismiss)
    }
    if case .finished = view.phase {
      switch key {
      case .character("u"): return .input(.undo)
      case .enter, .escape, .character("q"), .character(" "): return .input(.quit)
      default: return nil
      }
    }
    switch key {
    case .character(" "), .enter: return .input(isAnswer ? .grade(.good) : .reveal)
    case .character("1"): return .input(.grade(.again))
    case .character("2"): return .input(.grade(.hard))
    case .character("3"): return .input(.grade(.good))
    case .character("4"): return .input(.grade(.easy))
    case .character("u"): return .input(.undo)
    case .character("s"): return .input(.source)
    case .character("d"): return .input(.demo)
    case .character("w"): return .input(.why)
    case .character("b"): return .input(.bury)
    case .character("x"): return .input(.suspend)
    case .character("f"): return .input(.flag)
    case .character("c"): return .input(.confusing)
    case .character("i"): return .input(.info)
    case .character("?"), .character("h"): return .input(.help)
    case .character("q"), .escape: return .input(.quit)
    case .character("t"):
      guard !isAnswer, view.overlay == .none else { return nil }
      typing = ""
      return .redraw
    default: return nil
    }
  }
}
