/// All cards as one JSON document, in the shape that `cards list --json` prints.
public struct JSONFormat: ExportFormat {
  public static let id = "json"
  public static let fileExtension = "json"
  public static let summary = "one JSON document, in the shape of `cards list --json`"
  public static let carriesHistory = true

  public init() {}

  public func write(
    _ view: DeckView, options: ExportOptions, to sink: inout some ByteSink
  ) throws(ExchangeError) {
    try view.validate()
    let shown = options.history == .included ? view : view.withoutHistory
    try sink.write("{\"cards\":[\n")
    var separator = ""
    for entry in shown.current {
      try sink.write(separator + CardJSON.text(entry, history: options.history))
      separator = ",\n"
    }
    try sink.write("\n]}\n")
  }
}
