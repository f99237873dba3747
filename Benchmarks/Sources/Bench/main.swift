// Prints one line a benchmark: our time, the peer's, and the ratio. Run by `make bench`; words on the command line choose
// among queue, notes, cloud, study and storage.
let groups: [(name: String, pairs: () -> [Pair])] = [
  ("queue", queueBenchmarks), ("notes", notesBenchmarks), ("cloud", cloudBenchmarks), ("study", studyBenchmarks),
  ("storage", storageBenchmarks),
]
let wanted = CommandLine.arguments.dropFirst()
for group in groups where wanted.isEmpty || wanted.contains(group.name) {
  for pair in group.pairs() { try pair.run() }
}
