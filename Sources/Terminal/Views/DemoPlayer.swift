import Notes

/// Playing a demo: set the parameters, predict, then see what happened and why. Keys go in, a page comes out.
public struct DemoPlayer: Sendable {
  public enum Stage: Hashable, Sendable {
    /// Choosing values; the index of the parameter that the arrows change.
    case setup(selected: Int)
    /// Answering the prediction of this index.
    case predict(Int)
    case result
  }
  public enum Command: Hashable, Sendable { case redraw, leave, suspend, interrupt }

  public private(set) var play: DemoPlay
  public private(set) var stage = Stage.setup(selected: 0)
  public private(set) var outcome: DemoOutcome?
  /// What came of the predictions so far, in their order; nil for one that was passed over.
  public private(set) var judgements: [DemoOutcome.Judgement?] = []
  /// Whether a prediction was made before its run was shown.
  public private(set) var hasPredicted = false
  public private(set) var problem: String?
  public private(set) var typing = ""
  public var scroll = 0

  public init(_ play: DemoPlay) { self.play = play }

  public mutating func handle(_ key: Key, scrollMax: Int, page: Int) -> Command? {
    problem = nil
    switch key {
    case .control("c"): return .interrupt
    case .control("z"): return .suspend
    case .control("l"): return .redraw
    default: break
    }
    if let command = scrolled(key, scrollMax: scrollMax, page: page) { return command }
    switch stage {
    case .setup(let selected): return setUp(key, selected)
    case .predict(let index): return predict(key, index)
    case .result:
      switch key {
      case .character("r"): (stage, scroll) = (.setup(selected: 0), 0)
      case .character("q"), .escape, .enter, .character("d"): return .leave
      default: return nil
      }
      return .redraw
    }
  }

  /// Arrows scroll, except where they choose a parameter.
  private mutating func scrolled(_ key: Key, scrollMax: Int, page: Int) -> Command? {
    let isResult = stage == .result
    let target: Int? =
      switch key {
      case .pageUp: scroll - max(1, page - 1)
      case .pageDown: scroll + max(1, page - 1)
      case .up where isResult, .character("k") where isResult: scroll - 1
      case .down where isResult, .character("j") where isResult: scroll + 1
      case .character(" ") where isResult: scroll + max(1, page - 1)
      case .home where isResult: 0
      case .end where isResult: scrollMax
      default: nil
      }
    guard let target else { return nil }
    scroll = min(max(0, target), scrollMax)
    return .redraw
  }

  private mutating func setUp(_ key: Key, _ selected: Int) -> Command? {
    switch key {
    case .up, .character("k"): stage = .setup(selected: max(0, selected - 1))
    case .down, .character("j"), .tab: stage = .setup(selected: min(max(0, play.parameters.count - 1), selected + 1))
    case .left, .character("-"): step(selected, by: -1)
    case .right, .character("+"): step(selected, by: 1)
    case .enter, .character(" "): run()
    case .character("q"), .escape: return .leave
    default: return nil
    }
    return .redraw
  }

  private mutating func step(_ selected: Int, by offset: Int) {
    guard play.parameters.indices.contains(selected), !play.parameters[selected].ladder.isEmpty else { return }
    let parameter = play.parameters[selected]
    let place = parameter.ladder.firstIndex(of: parameter.value).map { $0 + offset } ?? 0
    play.parameters[selected].value = parameter.ladder[min(max(0, place), parameter.ladder.count - 1)]
  }

  private mutating func run() {
    do throws(DemoPlayError) {
      let outcome = try play.run(play.values)
      (self.outcome, judgements, typing, scroll) = (outcome, [], "", 0)
      stage = outcome.predictions.isEmpty ? .result : .predict(0)
    } catch {
      problem = error.description
    }
  }

  private mutating func predict(_ key: Key, _ index: Int) -> Command? {
    guard let prediction = outcome?.predictions[index] else { return nil }
    switch (key, prediction.form) {
    case (.escape, _):
      (stage, scroll) = (.setup(selected: 0), 0)
    case (.character(let character), .choice(let choices)):
      guard let number = character.wholeNumberValue, choices.indices.contains(number - 1) else { return nil }
      take(choices[number - 1], index)
    case (.character(let character), _): if typing.count < 200 { typing.append(character) }
    case (.backspace, _): if !typing.isEmpty { typing.removeLast() }
    case (.control("u"), _): typing = ""
    case (.enter, _): take(typing, index)
    default: return nil
    }
    return .redraw
  }

  /// Answers the prediction at hand with a whole line: a choice by its number or its words; nothing passes it over.
  mutating func answer(_ line: String) {
    guard case .predict(let index) = stage, let prediction = outcome?.predictions[index] else { return }
    problem = nil
    guard case .choice(let choices) = prediction.form, let number = Int(line), choices.indices.contains(number - 1)
    else { return take(line, index) }
    take(choices[number - 1], index)
  }

  /// Takes an answer, or none; one that is not understood is asked for again.
  private mutating func take(_ text: String, _ index: Int) {
    let isPassed = text.allSatisfy { $0 == " " }
    do throws(DemoPlayError) {
      judgements.append(isPassed ? nil : try outcome!.predictions[index].judge(text))
    } catch {
      (problem, typing) = (error.description, "")
      return
    }
    if !isPassed { hasPredicted = true }
    (typing, scroll) = ("", 0)
    stage = index + 1 < outcome!.predictions.count ? .predict(index + 1) : .result
  }
}
