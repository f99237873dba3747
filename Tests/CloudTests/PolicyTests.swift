import Basics
import Cloud
import Simulation
import TestSupport
import Testing

@Suite struct PolicyTests {
  private static let books = "arn:aws:dynamodb:us-east-1:123456789012:table/Books"

  private static func world() throws -> World {
    var world = World(
      seed: 1, start: vectorStart,
      scopes: [Scope(region: .usEast1), Scope(account: "999999999999", region: .usEast1)])
    world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    for table in ["Books", "Secrets"] {
      try world.call(DynamoDB.CreateTable(tableName: table, keys: KeySchema("id"), billing: .onDemand))
    }
    return world
  }
  private static let read = DynamoDB.GetItem(tableName: "Books", key: ["id": "a"])

  private func message(_ world: inout World, _ operation: some Operation, _ principal: Principal) -> String? {
    do throws(ServiceError) {
      try world.call(operation, by: principal)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `what no policy allows is denied, with the message of IAM`() throws {
    var world = try Self.world()
    #expect(
      message(&world, Self.read, .user("mateo"))
        == "AccessDeniedException: User: arn:aws:iam::123456789012:user/mateo is not authorized to perform: "
        + "dynamodb:GetItem on resource: \(Self.books) because no identity-based policy allows the dynamodb:GetItem "
        + "action")
    #expect(world.trace.entries.last?.because == .nothingIsAllowed)
    #expect(message(&world, Self.read, .root()) == nil)
  }

  @Test func `a policy allows its actions on its resources, and no others`() throws {
    var world = try Self.world()
    world.attach(Policy([.allow("dynamodb:get*", on: "arn:aws:dynamodb:*:*:table/B??ks")]), to: .user("mateo"))
    #expect(message(&world, Self.read, .user("mateo")) == nil)
    #expect(message(&world, DynamoDB.PutItem(tableName: "Books", item: ["id": "a"]), .user("mateo")) != nil)
    #expect(message(&world, DynamoDB.GetItem(tableName: "Secrets", key: ["id": "a"]), .user("mateo")) != nil)
    #expect(message(&world, Self.read, .user("ana")) != nil)
    world.detachPolicies(from: .user("mateo"))
    #expect(message(&world, Self.read, .user("mateo")) != nil)
  }

  @Test func `an explicit deny wins over every allow`() throws {
    var world = try Self.world()
    world.attach(.administrator, to: .role("app"))
    #expect(message(&world, Self.read, .role("app", session: "one")) == nil)
    world.attach(Policy([.deny("dynamodb:*", on: Self.books)]), to: .role("app"))
    #expect(
      message(&world, Self.read, .role("app", session: "two"))
        == "AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/app/two is not authorized to perform: "
        + "dynamodb:GetItem on resource: \(Self.books) with an explicit deny in an identity-based policy")
    #expect(message(&world, DynamoDB.GetItem(tableName: "Secrets", key: ["id": "a"]), .role("app")) == nil)
  }

  @Test func `accounts are apart: another's root user is denied, and sees other tables`() throws {
    var world = try Self.world()
    let other = "999999999999"
    #expect(message(&world, Self.read, .root(of: other))?.contains("no resource-based policy allows") == true)
    #expect(throws: ServiceError.self) { try world.call(Self.read, in: Scope(account: other, region: .usEast1)) }
    #expect(world.trace.all(RequestRefused.self).last?.error.code == "ResourceNotFoundException")
    #expect(world[Scope(account: other, region: .usEast1)].dynamoDB.table("Books") == nil)
  }

  @Test func `a refused call changes nothing and costs nothing`() throws {
    var world = try Self.world()
    let before = world.ledger
    _ = message(&world, DynamoDB.PutItem(tableName: "Books", item: ["id": "a"]), .user("mateo"))
    #expect(world.ledger == before && world[.usEast1].dynamoDB.table("Books")!.itemCount == 0)
  }

  @Test func `requests say which resources they name`() {
    let scope = Scope(region: .euWest1)
    #expect(Self.read.resources(in: scope) == ["arn:aws:dynamodb:eu-west-1:123456789012:table/Books"])
    #expect(
      Lambda.Invoke(functionName: "save").resources(in: scope)
        == ["arn:aws:lambda:eu-west-1:123456789012:function:save"])
    #expect(DynamoDB.ListBackups(tableName: nil).resources(in: scope) == ["*"])
  }
}
