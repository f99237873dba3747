// Prints one line a benchmark: our time, the peer's, and the ratio. Run by `make bench`; words on the command line choose
// among queue, core, notes, ingest, cloud, study and storage.
let groups: [(name: String, pairs: () -> [Pair])] = [
  ("queue", queueBenchmarks), ("core", coreBenchmarks), ("notes", notesBenchmarks), ("ingest", ingestBenchmarks),
  ("cloud", cloudBenchmarks),
  ("study", studyBenchmarks),
  ("storage", storageBenchmarks),
]
let wanted = CommandLine.arguments.dropFirst()
for group in groups where wanted.isEmpty || wanted.contains(group.name) {
  let figures = try group.pairs().map { try $0.run() }
  if group.name == "ingest" { ingestSummary(figures) }
  if group.name == "queue" {
    printGrowth(figures)
    simpyComparison()
  }
}
