import Basics
import OrderedCollections
import Simulation

extension DAX {
  /// Begins a request: learns the keys of its tables, looks into the caches, asks DynamoDB.
  mutating func start(_ pending: Pending, _ context: inout Context) {
    if let table = pending.asked.tables.first(where: { schemas[$0] == nil }) {
      var asking = pending
      asking.step = .schema(table)
      ask(DynamoDB.DescribeTable(tableName: table), asking, &context)
      return
    }
    switch pending.asked {
    case .get(let get): startGet(get, pending, &context)
    case .query(let query): startPage(.query(query), query.consistency, query, pending, &context)
    case .scan(let scan): startPage(.scan(scan), scan.consistency, scan, pending, &context)
    case .put(let put): ask(put, pending, &context)
    case .update(var update):
      // The whole new item is wanted for the cache, whatever the client asked for.
      if update.returnValues == .none { update.returnValues = .allNew }
      ask(update, pending, &context)
    case .delete(let delete): ask(delete, pending, &context)
    case .transactGet(let get): ask(get, pending, &context)
    case .transactWrite(let write): ask(write, pending, &context)
    }
  }

  private mutating func ask(_ operation: some Operation, _ waiting: Pending, _ context: inout Context) {
    let time = context.draw(model.databaseTime, for: "dax.database")
    pending[context.send(operation, to: context.scope, after: time, from: DAX.self)] = waiting
  }

  private func isCached(_ consistency: ReadConsistency, _ context: Context) -> Bool {
    consistency == .eventual || (consistency == .strong && context.holds(.daxCachesStrongReads))
  }

  private mutating func startGet(_ get: DynamoDB.GetItem, _ pending: Pending, _ context: inout Context) {
    guard let key = try? schemas[get.tableName]!.key(exactly: get.key), let index = node(of: pending),
      let wanted = Wanted(get)
    else { return ask(get, pending, &context) }  // DynamoDB says what is wrong
    let place = ItemPlace(table: get.tableName, key: key), ttl = clusters[pending.cluster]!.itemTTL
    guard isCached(get.consistency, context), !context.holds(.daxIsConsistent),
      let entry = clusters[pending.cluster]!.nodes[index].items.find(place, at: context.now, ttl: ttl),
      entry.value.item != nil || !context.holds(.daxForgetsMisses)
    else { return ask(wanted.whole, pending, &context) }
    let output = DynamoDB.GetItem.Output(item: wanted.part(of: entry.value.item), units: .zero)
    finish(
      pending, output, .itemCache, table: get.tableName, what: key.description, age: context.now - entry.stored,
      because: entry.value.item == nil ? .daxNegativeCache : .daxItemCache, &context)
  }

  /// The whole item is asked for and kept, and a part of it given.
  private struct Wanted {
    let whole: DynamoDB.GetItem
    private let projection: Projection?

    /// Nil for a projection that DynamoDB refuses.
    init?(_ get: DynamoDB.GetItem) {
      do throws(ServiceError) {
        projection = try DynamoDB.parse(projection: get.projection, get.substitutions)
      } catch { return nil }
      var whole = get
      (whole.projection, whole.substitutions) = (nil, Substitutions())
      self.whole = whole
    }
    func part(of item: Item?) -> Item? { item.map { projection?.applied(to: $0) ?? $0 } }
  }

  private mutating func startPage(
    _ request: QueryPlace.AnyRequest, _ consistency: ReadConsistency, _ operation: some Operation, _ pending: Pending,
    _ context: inout Context
  ) {
    let ttl = clusters[pending.cluster]?.queryTTL ?? .zero
    guard let index = node(of: pending), isCached(consistency, context), !context.holds(.daxIsConsistent),
      let entry = clusters[pending.cluster]!.nodes[index].queries
        .find(QueryPlace(request: request), at: context.now, ttl: ttl)
    else { return ask(operation, pending, &context) }
    finish(
      pending, entry.value.fromMemory, .queryCache, table: request.table, what: request.what,
      age: context.now - entry.stored, because: .daxQueryCache, &context)
  }

  private func node(of pending: Pending) -> Int? { clusters[pending.cluster]?.index(of: pending.node) }

  // MARK: DynamoDB answered

  mutating func handle(_ reply: AnyReply, _ waiting: Pending, _ context: inout Context) {
    let output: any Sendable
    switch reply {
    case .success(let value): output = value
    case .failure(let error):
      if case .refresh = waiting.step { return }
      return context.reply(.failure(error), to: waiting.client)
    }
    switch waiting.step {
    case .schema(let table):
      guard let description = output as? TableDescription else { return }
      schemas[table] = description.keys
      var next = waiting
      next.step = .request
      start(next, &context)
    case .refresh(let table, let keys):
      guard let got = output as? DynamoDB.TransactGetItems.Output else { return }
      for (key, item) in zip(keys, got.items) {
        keep(CachedItem(item: item), at: ItemPlace(table: table, key: key), in: waiting.cluster, &context)
      }
    case .request: handleRequest(output, waiting, &context)
    }
  }

  private mutating func handleRequest(_ output: any Sendable, _ waiting: Pending, _ context: inout Context) {
    switch waiting.asked {
    case .get(let get):
      guard let got = output as? DynamoDB.GetItem.Output else { return }
      let key = try? schemas[get.tableName]?.key(exactly: get.key)
      let isKept = isCached(get.consistency, context)
      if isKept, let key {
        keep(CachedItem(item: got.item), at: ItemPlace(table: get.tableName, key: key), in: waiting.cluster, &context)
      }
      let output = DynamoDB.GetItem.Output(
        item: Wanted(get)?.part(of: got.item), units: got.units, consumed: got.consumed)
      finish(
        waiting, output, .dynamoDB, table: get.tableName, what: key?.description ?? "none", age: nil,
        because: isKept ? .daxItemCache : .daxStrongReads, &context)
    case .query(let query): handlePage(output, .query(query), query.consistency, waiting, &context)
    case .scan(let scan): handlePage(output, .scan(scan), scan.consistency, waiting, &context)
    case .put(let put):
      let key = try? schemas[put.tableName]?.key(of: put.item)
      written(CachedItem(item: put.item), at: key, of: put.tableName, output, waiting, &context)
    case .update(let update):
      let key = try? schemas[update.tableName]?.key(exactly: update.key)
      guard let result = output as? DynamoDB.WriteOutput else { return }
      switch update.returnValues {
      case .none:
        written(
          CachedItem(item: result.item), at: key, of: update.tableName,
          DynamoDB.WriteOutput(units: result.units, item: nil), waiting, &context)
      case .allNew: written(CachedItem(item: result.item), at: key, of: update.tableName, result, waiting, &context)
      default: written(nil, at: key, of: update.tableName, result, waiting, &context)
      }
    case .delete(let delete):
      let key = try? schemas[delete.tableName]?.key(exactly: delete.key)
      written(nil, at: key, of: delete.tableName, output, waiting, &context)
    case .transactGet:
      finish(
        waiting, output, .dynamoDB, table: "several", what: "a transaction", age: nil, because: .daxStrongReads,
        &context)
    case .transactWrite(let write):
      finish(
        waiting, output, .writeThrough, table: "several", what: "a transaction", age: nil, because: .daxTransactions,
        &context)
      refresh(write, waiting, &context)
    }
  }

  private mutating func handlePage(
    _ output: any Sendable, _ request: QueryPlace.AnyRequest, _ consistency: ReadConsistency, _ waiting: Pending,
    _ context: inout Context
  ) {
    guard let page = output as? DynamoDB.Page else { return }
    let isKept = isCached(consistency, context)
    if isKept { keep(page, at: QueryPlace(request: request), in: waiting.cluster, &context) }
    finish(
      waiting, page, .dynamoDB, table: request.table, what: request.what, age: nil,
      because: isKept ? .daxQueryCache : .daxStrongReads, &context)
  }

  /// A write succeeded: into the item cache, or out of it when the new item is not known.
  private mutating func written(
    _ item: CachedItem?, at key: Key?, of table: TableName, _ output: any Sendable, _ waiting: Pending,
    _ context: inout Context
  ) {
    if let key { keep(item, at: ItemPlace(table: table, key: key), in: waiting.cluster, &context) }
    if context.holds(.daxWritesRefreshQueries), let cluster = clusters[waiting.cluster] {
      for index in cluster.nodes.indices {
        clusters[waiting.cluster]!.nodes[index].queries = Cache(bytesMax: cluster.nodes[index].queries.bytesMax)
      }
    }
    finish(
      waiting, output, .writeThrough, table: table, what: key?.description ?? "none", age: nil,
      because: .daxWriteThrough, &context)
  }

  /// Reads back what a transaction wrote, table by table.
  private mutating func refresh(
    _ write: DynamoDB.TransactWriteItems, _ waiting: Pending, _ context: inout Context
  ) {
    var keys: OrderedDictionary<TableName, [(key: Key, attributes: Item)]> = [:]
    for action in write.actions {
      guard let schema = schemas[action.tableName] else { continue }
      let key: Key?
      switch action.kind {
      case .put(let item): key = try? schema.key(of: item)
      case .update(let attributes, _), .delete(let attributes): key = try? schema.key(exactly: attributes)
      case .check: key = nil
      }
      if let key { keys[action.tableName, default: []].append((key, schema.item(of: key))) }
    }
    for (table, entries) in keys {
      var reading = waiting
      reading.step = .refresh(table: table, keys: entries.map(\.key))
      ask(DynamoDB.TransactGetItems(tableName: table, keys: entries.map(\.attributes)), reading, &context)
    }
  }

  private mutating func finish(
    _ waiting: Pending, _ output: any Sendable, _ source: Source, table: TableName, what: String, age: Duration?,
    because rule: Rule, _ context: inout Context
  ) {
    let isFromMemory = source == .itemCache || source == .queryCache
    let time = isFromMemory ? context.draw(model.hitTime, for: "dax.hit") : .zero
    context.note(
      Served(
        cluster: waiting.cluster, node: waiting.node, table: table, what: what, source: source, age: age,
        took: context.now + time - waiting.received, items: Self.items(of: output)), because: rule)
    context.count("dax.\(source.rawValue)")
    let reply = AnyReply.success(waiting.answer(output, source, waiting.node))
    if time == .zero {
      context.reply(reply, to: waiting.client)
    } else {
      context.schedule(DAX.self, .answer(waiting.client, reply), after: time)
    }
  }

  private static func items(of output: any Sendable) -> [Item] {
    switch output {
    case let got as DynamoDB.GetItem.Output: got.item.map { [$0] } ?? []
    case let page as DynamoDB.Page: page.items
    default: []
    }
  }

  /// A cluster answered a request.
  public struct Served: Fact {
    public static var event: String { "AnsweredByDAX" }
    public let cluster: String, node: String
    public let table: TableName
    /// The key, or which items a query or scan asked for.
    public let what: String
    public let source: Source
    /// How long it has been in memory; nil when it comes from DynamoDB.
    public let age: Duration?
    public let took: Duration
    /// What a read returned; empty for a write, and where nothing was found.
    public let items: [Item]
    public var details: [Detail] {
      [
        Detail("cluster", cluster), Detail("node", node), Detail("table", table), Detail("what", what),
        Detail("source", source.rawValue), Detail("age", age.map { $0.secondsText + " s" } ?? "fresh"),
        Detail("took", took),
      ]
    }
  }
}

extension DAX.QueryPlace.AnyRequest {
  var table: TableName {
    switch self {
    case .query(let query): query.tableName
    case .scan(let scan): scan.tableName
    }
  }
  var what: String {
    switch self {
    case .query(let query): "the items with `\(query.keyCondition)`"
    case .scan: "all items"
    }
  }
}
