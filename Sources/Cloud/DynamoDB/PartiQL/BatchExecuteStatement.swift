import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Up to 25 statements, all reads or all writes, each on its own: not atomic.
  public struct BatchExecuteStatement: Operation {
    public static let name = "dynamodb:BatchExecuteStatement"
    public static let statementsMax = 25
    public var statements: [Statement]
    public var consistency: ReadConsistency
    public init(_ statements: [Statement], consistency: ReadConsistency = .eventual) {
      (self.statements, self.consistency) = (statements, consistency)
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Output> {
      guard (1...Self.statementsMax).contains(statements.count) else {
        throw .invalid(
          "1 validation error detected: Value at 'statements' failed to satisfy constraint: Member must have length "
            + (statements.isEmpty ? "greater than or equal to 1" : "less than or equal to \(Self.statementsMax)"),
          .partiQL)
      }
      var parsed: [Result<PartiQLStatement, ServiceError>] = []
      for statement in statements {
        do throws(ServiceError) {
          parsed.append(.success(try PartiQLStatement(statement.text, statement.parameters)))
        } catch {
          if error.isNotSimulated { throw error }
          parsed.append(.failure(error))
        }
      }
      let areReads = parsed.compactMap { try? $0.get().isRead }
      guard Set(areReads).count <= 1 else {
        throw .invalid("A batch of statements has only reads or only writes", .partiQL)
      }
      var output = Output()
      for (statement, parsed) in zip(statements, parsed) {
        do throws(ServiceError) {
          output.add(try perform(try parsed.get(), statement, on: &db, &context))
        } catch {
          if error.isNotSimulated { throw error }
          output.responses.append(Response(tableName: nil, item: nil, error: .init(error)))
        }
      }
      return .now(output)
    }

    private func perform(
      _ parsed: PartiQLStatement, _ statement: Statement, on db: inout DynamoDB, _ context: inout Context
    ) throws(ServiceError) -> (Response, CapacityUnits) {
      guard case .select(let select) = parsed else {
        let write = try db.execute(parsed, statement, &context)
        return (Response(tableName: write.table, item: write.returned, error: nil), write.units.total)
      }
      let (key, stored) = try db.item(
        of: select, "Select statements within BatchExecuteStatement must specify the primary key in the where clause.")
      let units = Capacity.read(stored?.size ?? 0, consistency)
      try db.tables[select.table]!.consumeRead(units, at: key.partition, &context)
      context.note(
        ItemsRead(
          operation: "BatchExecuteStatement", table: select.table, index: nil, scanned: 1,
          returned: stored == nil ? 0 : 1,
          expired: stored.map { db.tables[select.table]!.isExpired($0.item, at: context.now) } == true ? 1 : 0,
          bytes: stored?.size ?? 0, units: units), because: .batchesAreSums)
      let item = stored.map { select.projection?.applied(to: $0.item) ?? $0.item }
      return (Response(tableName: select.table, item: item, error: nil), units)
    }

    public struct Response: Sendable, Hashable {
      public let tableName: TableName?
      public let item: Item?
      public let error: Failure?
    }
    public struct Failure: Sendable, Hashable {
      /// Such as `ConditionalCheckFailed`, `DuplicateItem`, `ValidationError`.
      public let code: String
      public let message: String
      init(_ error: ServiceError) {
        message = error.message
        switch error.code {
        case "ValidationException": code = "ValidationError"
        case "ThrottlingException": code = "ThrottlingError"
        case "ResourceNotFoundException": code = "ResourceNotFound"
        case let name where name.hasSuffix("Exception"): code = String(name.dropLast("Exception".count))
        case let name: code = name
        }
      }
    }
    public struct Output: Sendable, Hashable {
      /// In the order of the statements.
      public internal(set) var responses: [Response] = []
      public internal(set) var units = CapacityUnits.zero
      mutating func add(_ result: (response: Response, units: CapacityUnits)) {
        responses.append(result.response)
        units = units + result.units
      }
    }
  }

  /// Up to 100 statements, all reads or all writes (with `EXISTS` among them), all or none.
  public struct ExecuteTransaction: Operation {
    public static let name = "dynamodb:ExecuteTransaction"
    public var statements: [Statement]
    public var clientRequestToken: String?
    public var returnConsumedCapacity: ReturnConsumedCapacity
    public init(
      _ statements: [Statement], clientRequestToken: String? = nil,
      returnConsumedCapacity: ReturnConsumedCapacity = .none
    ) {
      (self.statements, self.clientRequestToken) = (statements, clientRequestToken)
      self.returnConsumedCapacity = returnConsumedCapacity
    }

    public func perform(
      on db: inout DynamoDB, _ context: inout Context
    ) throws(ServiceError) -> Reply<Output> {
      guard (1...TransactWriteItems.actionsMax).contains(statements.count) else {
        throw .wrongActionCount(statements.count)
      }
      let parsed = try statements.map { statement throws(ServiceError) in
        try PartiQLStatement(statement.text, statement.parameters)
      }
      guard Set(parsed.map(\.isRead)).count == 1 else {
        throw .invalid("A transaction of statements has only reads or only writes", .partiQL)
      }
      return parsed[0].isRead ? .now(try read(parsed, &db, &context)) : try write(parsed, &db, &context)
    }

    private func read(
      _ parsed: [PartiQLStatement], _ db: inout DynamoDB, _ context: inout Context
    ) throws(ServiceError) -> Output {
      var gets: [TransactGetItems.Get] = [], projections: [Projection?] = []
      for case .select(let select) in parsed {
        let (key, _) = try db.item(
          of: select, "Select statements within ExecuteTransaction must specify the primary key in the where clause.")
        gets.append(.init(select.table, key: db.tables[select.table]!.schema.item(of: key)))
        projections.append(select.projection)
      }
      let get = TransactGetItems(gets, returnConsumedCapacity: returnConsumedCapacity)
      guard case .now(let output) = try get.perform(on: &db, &context) else {
        preconditionFailure("reads are answered at once")
      }
      let items = zip(output.items, projections).map { item, projection in
        item.map { projection?.applied(to: $0) ?? $0 }
      }
      return Output(items: items, units: output.units, isReplay: false, consumed: output.consumed)
    }

    private func write(
      _ parsed: [PartiQLStatement], _ db: inout DynamoDB, _ context: inout Context
    ) throws(ServiceError) -> Reply<Output> {
      let state = db
      let actions = try zip(parsed, statements).map { parsed, statement throws(ServiceError) in
        try state.action(parsed, statement)
      }
      try DynamoDB.checkDistinct(actions)
      let ticket = Ticket(
        fingerprint: .statements(statements), token: clientRequestToken, wish: returnConsumedCapacity)
      if let output = try db.replay(ticket, actions, &context) { return .now(Output(output)) }
      switch try db.transact(actions, ticket, &context) {
      case .now(let output): return .now(Output(output))
      case .later: return .later
      }
    }

    public struct Output: Sendable, Hashable {
      /// Of reads, in the order of the statements; nil where there is none.
      public let items: [Item?]
      public let units: CapacityUnits
      /// Nothing was written: the token was seen in the last ten minutes.
      public let isReplay: Bool
      /// Nil unless asked for.
      public let consumed: [ConsumedCapacity]?
    }
  }
}

extension DynamoDB.ExecuteTransaction.Output {
  init(_ output: DynamoDB.TransactWriteItems.Output) {
    self.init(items: [], units: output.units, isReplay: output.isReplay, consumed: output.consumed)
  }
}
