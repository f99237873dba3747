import Cards
import Concepts
import Dispatch
import Foundation
import Notes
import Peers
import Synchronization

/// A whole ingest without the database, from bytes to a plan, at three sizes, each against libcmark's parse alone; and
/// the reading of the largest.
func ingestBenchmarks() -> [Pair] {
  let sizes = [(size: 40_000, files: 2, label: "40 KB"), (400_000, 20, "400 KB"), (4_000_000, 200, "4 MB")]
  let corpora = sizes.compactMap { size in
    (try? Corpus(size: size.size, files: size.files, seed: 7)).map { (label: size.label, corpus: $0) }
  }
  guard corpora.count == sizes.count, let largest = corpora.last?.corpus else { return [] }
  let reading = Pair(
    name: "read 4 MB in 200 files", peer: "libcmark parse", units: largest.size, unit: "byte", rounds: 5,
    ours: {
      for file in largest.files { precondition(Document(file: file.name, bytes: file.bytes).file == file.name) }
    },
    theirs: { parse(largest) })
  return [reading]
    + corpora.map { label, corpus in
      // Small ones are run more often, so that each is timed for about as long.
      let times = max(1, 400_000 / corpus.size)
      return Pair(
        name: "ingest \(label) in \(corpus.files.count) files", peer: "libcmark parse", units: corpus.size * times,
        unit: "byte", rounds: corpus.size > 1_000_000 ? 3 : 5,
        ours: { for _ in 0..<times { precondition(plan(corpus) > 0) } },
        theirs: { for _ in 0..<times { parse(corpus) } })
    }
}

/// How the time for a byte grows from 1× to 100×, and how long 4 MB take.
func ingestSummary(_ figures: [Pair.Figures]) {
  guard figures.count == 4 else { return }
  let (one, ten, hundred) = (figures[1].ours, figures[2].ours, figures[3].ours)
  print(
    String(
      format: "growth of the time for a byte: 1.00 at 1x, %.2f at 10x, %.2f at 100x; 4 MB plan in %.1f s",
      ten / one, hundred / one, hundred * 4e-3))
  var usage = rusage()
  getrusage(RUSAGE_SELF, &usage)
  print("largest memory: \(usage.ru_maxrss / 1_024) MB")
}

private func parse(_ corpus: Corpus) {
  for file in corpus.files {
    file.bytes.withUnsafeBytes { buffer in
      precondition(peer_parse(buffer.bindMemory(to: CChar.self).baseAddress, buffer.count, 1) > 0)
    }
  }
}

/// As `rehearse ingest --dry-run` does it, on all cores. The number of cards in the plan.
private func plan(_ corpus: Corpus) -> Int {
  let documents = onAllCores(corpus.files) { Document(file: $0.name, bytes: $0.bytes) }
  let lexicon = Lexicon.bundled.narrowed(to: documents.lazy.flatMap { $0.blocks.lazy.map(\.plain) })
  let repair = Repair(lexicon: lexicon, documents: documents)
  let search = FactSearch(documents, lexicon: lexicon, repair: repair)
  let found = Mutex<(graph: ConceptGraph?, facts: [FactFinding])>((nil, []))
  DispatchQueue.concurrentPerform(iterations: 2) { index in
    if index == 0 {
      let graph = ConceptGraph(documents, lexicon: .bundled)
      found.withLock { $0.graph = graph }
    } else {
      let facts = onAllCores(documents) { search.findings(in: $0) }.flatMap { $0 }
      found.withLock { $0.facts = facts }
    }
  }
  guard case (let graph?, let facts) = found.withLock({ ($0.graph, $0.facts) }) else { return 0 }
  let work = IngestWork(
    documents, lexicon: lexicon, graph: graph, options: documents.map { _ in IngestOptions(deck: "bench") },
    repair: repair)
  let result = work.result(onAllCores(work.parts) { work.read($0) })
  let cards = Corrections.apply(to: result.cards, findings: facts, mode: .current)
  let plan = Plan(from: [], to: cards, ingested: Set(documents.map(\.file)), present: [])
  return plan.added.count
}

private func onAllCores<Input: Sendable, Output: Sendable>(
  _ inputs: [Input], _ work: @Sendable (Input) -> Output
) -> [Output] {
  let outputs = Mutex([Output?](repeating: nil, count: inputs.count))
  DispatchQueue.concurrentPerform(iterations: inputs.count) { index in
    let output = work(inputs[index])
    outputs.withLock { $0[index] = output }
  }
  return outputs.withLock { $0.compactMap { $0 } }
}
