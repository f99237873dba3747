import Basics
import Cloud
import OrderedCollections
import Simulation
import TestSupport
import Testing

@Suite struct DataModelTests {
  @Test func `a table and its indexes agree with a naive model under any program`() {
    forEachSeed(150) { random in
      var programs = DataPrograms(random: random.stream("program"))
      var world = try DataProgramRun.world(), model = NaiveTable()
      for (number, step) in programs.program(80).enumerated() {
        let expected = model.run(step), actual = DataProgramRun.run(step, in: &world)
        guard expected == actual.outcome else {
          throw Broken(
            "step \(number), \(step):\n  model \(expected)\n  came out as \(actual.outcome) \(actual.message ?? "")")
        }
      }
      let table = world[.usEast1].dynamoDB.table("table")!
      guard table.bytes == model.bytes, table.allItems == model.sorted(nil) else {
        throw Broken("the table has \(table.bytes) bytes, the model \(model.bytes)")
      }
      for index in table.indexes.values {
        let entries = model.sorted(index.name)
        guard index.allItems == entries, index.bytes == entries.reduce(0, { $0 + NaiveTable.size($1) }) else {
          throw Broken("the index \(index.name) has \(index.allItems), the model \(entries)")
        }
      }
      let written = Int(world.ledger.units(of: .writeRequestUnits)),
        read = Int(world.ledger.units(of: .readRequestUnits))
      guard written == model.writeUnits, read == model.readHalves else {
        throw Broken("metered \(written) and \(read) halves, the model \(model.writeUnits) and \(model.readHalves)")
      }
    }
  }
}
