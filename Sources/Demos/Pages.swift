import Simulation

extension Catalogue {
  /// `demo list`: name, title and concepts of each demo.
  public static func render(width: Int) -> [String] {
    let names = all.map(\.name.count).max() ?? 0
    return all.flatMap { demo in
      let head = demo.name.padded(to: names) + "  "
      let indent = String(repeating: " ", count: head.count)
      return wrapped(demo.title, width: width, first: head, rest: indent)
        + wrapped(listed(demo.concepts, "and"), width: width, first: indent, rest: indent)
    }
  }
}

extension Demo {
  /// `demo show`: what it is about, what can be changed, what it asks.
  public func render(width: Int) -> [String] {
    var lines = [title, ""] + wrapped(defaults.filling(situation), width: width)
    lines += ["", "Parameters"]
    let names = parameters.map(\.name.count).max() ?? 0
    for parameter in parameters {
      let head = "  --" + parameter.name.padded(to: names) + "  "
      let indent = String(repeating: " ", count: head.count)
      let values = "Default \(parameter.text(of: parameter.initial)); \(parameter.rangeText)."
      lines += wrapped("\(parameter.help) \(values)", width: width, first: head, rest: indent)
    }
    lines += ["", "It asks"]
    for prediction in predictions {
      lines += wrapped(prediction.question(defaults), width: width, first: "  - ", rest: "    ")
    }
    lines += ["", "It shows what is wrong with"]
    for misconception in misconceptions {
      lines += wrapped("\"\(misconception.says)\"", width: width, first: "  - ", rest: "    ")
    }
    return lines + ["", "Try"] + suggestions(width: width)
  }

  fileprivate func suggestions(width: Int) -> [String] {
    ["  rehearse demo play \(name)"]
      + tryNext.flatMap { suggestion in
        [""] + wrapped(suggestion.text + ":", width: width, first: "  ", rest: "  ")
          + ["  rehearse demo run \(name) \(suggestion.words.joined(separator: " "))"]
      }
  }
}

extension DemoRun {
  /// `demo run`: the situation, the predictions with their answers, what happened and why, and what it cost.
  public func render(width: Int) -> [String] {
    var lines = [demo.title, ""] + wrapped(situation, width: width)
    lines += ["", "Predictions"]
    for prediction in demo.predictions {
      lines += wrapped(prediction.question(arguments), width: width, first: "  ", rest: "  ")
      lines += wrapped(prediction.text(of: answer(to: prediction)), width: width, first: "    = ", rest: "      ")
      for choice in choices(for: prediction) {
        guard let misconception = choice.misconception else { continue }
        let text = "\(prediction.text(of: choice.value)) follows from believing: \(misconception.says)"
        lines += wrapped(text, width: width, first: "    ≠ ", rest: "      ")
      }
    }
    lines += ["", "Timeline"] + timeline.render(width: width)
    lines += ["", "What happened"] + explanation.render(width: width)
    lines += ["", "Bill"] + renderBill(width: width)
    lines += ["", "What came of it"]
    for outcome in outcomes {
      lines += wrapped("\(outcome.name): \(outcome.value)", width: width, first: "  ", rest: "    ")
    }
    return lines + ["", "Try next"] + demo.suggestions(width: width)
  }
}
