// Prints one line a benchmark: our time, the peer's, and the ratio. Run by `make bench`.
for pair in queueBenchmarks() + notesBenchmarks() { pair.run() }
