import Cloud
import Simulation
import Testing

@Suite struct CatalogueTests {
  @Test func `every service of the stack is found by its property alone`() {
    #expect(Stack.services.map { $0.name }.prefix(2) == ["dynamodb", "lambda"])
    #expect(OperationCatalogue.services.contains("dynamodb") && OperationCatalogue.services.contains("lambda"))
  }

  @Test func `each operation is listed once, and each refused one says why`() {
    let names = OperationCatalogue.all.map(\.name)
    #expect(Set(names).count == names.count && names == names.sorted())
    for entry in OperationCatalogue.all {
      #expect(entry.isSimulated == (entry.reason == nil), "\(entry.name)")
      #expect(entry.name == "\(entry.service):\(entry.operation)")
    }
  }

  @Test func `each misconception has its own name`() {
    let names = Misconception.all.map(\.id)
    #expect(Set(names).count == names.count && names.contains("ttl-is-immediate"))
  }
}
