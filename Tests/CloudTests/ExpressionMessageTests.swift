import Cloud
import Simulation
import Testing

/// The service's own words for what it refuses. Source: replies of the API as documented in its error examples and
/// quoted in public reports; see the developer guide's chapter on expressions for the rules.
@Suite struct ExpressionMessageTests {
  private func message(
    update: String? = nil, condition: String? = nil, names: [String: String] = [:],
    values: [String: AttributeValue] = [:]
  ) throws -> String? {
    var world = try CapacityVectors.world()
    try world.call(
      DynamoDB.PutItem(tableName: "table", item: ["k": "a", "n": 1, "s": "x", "parts": .list([1]), "doc": .map([:])]))
    return IndexTests.refusal(
      &world,
      DynamoDB.UpdateItem(
        tableName: "table", key: ["k": "a"], update: update, condition: condition,
        substitutions: Substitutions(names: names, values: values)))?.message
  }

  @Test func `a condition that is wrong is refused in the service's words`() throws {
    let cases: [(condition: String, values: [String: AttributeValue], reason: String)] = [
      ("", [:], "The expression can not be empty;"),
      ("n =", [:], "Syntax error; token: \"<EOF>\", near: \"=\""),
      ("n-a = :v", [":v": 1], "Syntax error; token: \"-\", near: \"n-a\""),
      ("n = :v", [:], "An expression attribute value used in expression is not defined; attribute value: :v"),
      (
        "#x = :v", [":v": 1],
        "An expression attribute name used in the document path is not defined; attribute name: #x"
      ),
      ("name = :v", [":v": 1], "Attribute name is a reserved keyword; reserved keyword: name"),
      ("magic(n)", [:], "Invalid function name; function: magic"),
      ("((n = :v))", [":v": 1], "The expression has redundant parentheses;"),
      (
        "n < :v", [":v": true],
        "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL"
      ),
      (
        "begins_with(s, :v)", [":v": 1],
        "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"
      ),
      (
        "attribute_exists(:v)", [":v": 1],
        "Operator or function requires a document path; operator or function: attribute_exists"
      ),
      (
        "contains(s)", [:],
        "Incorrect number of operands for operator or function; operator or function: contains, number of operands: 1"
      ),
      ("size(s)", [:], "The function is not allowed to be used this way in an expression; function: size"),
      (
        "attribute_type(s, :v)", [":v": "X"],
        "Invalid attribute type name found; type: X, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"
      ),
      (
        "n BETWEEN :a AND :b", [":a": 2, ":b": 1],
        "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: "
          + "AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}"
      ),
      (
        "n = n", [:],
        "The first operand must be distinct from the remaining operands for this operator or function; operator: =, "
          + "first operand: [n]"
      ),
      (
        "if_not_exists(n, :v)", [":v": 1],
        "The function is not allowed in a condition expression; function: if_not_exists"
      ),
    ]
    for (condition, values, reason) in cases {
      #expect(try message(condition: condition, values: values) == "Invalid ConditionExpression: \(reason)")
    }
  }

  @Test func `an update that is wrong is refused in the service's words`() throws {
    let parsing: [(update: String, values: [String: AttributeValue], reason: String)] = [
      ("SET n = :v SET s = :v", [":v": 1], "The \"SET\" section can only be used once in an update expression;"),
      (
        "SET n = :v REMOVE n", [":v": 1],
        "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [n], path two: [n]"
      ),
      (
        "SET doc.a = :v, doc[0] = :v", [":v": 1],
        "Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [doc, a], path "
          + "two: [doc, [0]]"
      ),
      (
        "ADD n :v", [":v": "x"],
        "Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: "
          + "ALLOWED_FOR_ADD_OPERAND"
      ),
      (
        "DELETE n :v", [":v": 1],
        "Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: "
          + "ALLOWED_FOR_DELETE_OPERAND"
      ),
      (
        "SET n = n + :v", [":v": "x"],
        "Incorrect operand type for operator or function; operator or function: +, operand type: S"
      ),
      ("SET n = size(s)", [:], "The function is not allowed in an update expression; function: size"),
    ]
    for (update, values, reason) in parsing {
      #expect(try message(update: update, values: values) == "Invalid UpdateExpression: \(reason)")
    }
    let applying: [(update: String, values: [String: AttributeValue], message: String)] = [
      ("SET a = b", [:], "The provided expression refers to an attribute that does not exist in the item"),
      ("SET absent.a = :v", [":v": 1], "The document path provided in the update expression is invalid for update"),
      ("REMOVE n.a", [:], "The document path provided in the update expression is invalid for update"),
      ("SET n = s + :v", [":v": 1], "An operand in the update expression has an incorrect data type"),
      ("ADD s :v", [":v": 1], "An operand in the update expression has an incorrect data type"),
      (
        "SET k = :v", [":v": "b"],
        "One or more parameter values were invalid: Cannot update attribute k. This attribute is part of the key"
      ),
      (
        "SET n = n + :v", [":v": .number(try DecimalNumber("1E+50"))],
        "Attempting to store more than 38 significant digits in a Number"
      ),
    ]
    for (update, values, message) in applying { #expect(try self.message(update: update, values: values) == message) }
  }

  @Test func `names and values that serve nothing are refused`() throws {
    #expect(
      try message(update: "SET n = :v", names: ["#x": "y"], values: [":v": 1])
        == "Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}")
    #expect(
      try message(update: "SET n = :v", values: [":v": 1, ":w": 2])
        == "Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}")
    #expect(
      try message(values: [":v": 1])
        == "ExpressionAttributeValues can only be specified when using expressions: UpdateExpression and "
        + "ConditionExpression are null")
    #expect(
      try message(update: "SET n = :v", names: ["x": "y"], values: [":v": 1])
        == "ExpressionAttributeNames contains invalid key: Syntax error; key: \"x\"")
    #expect(
      try message(update: "SET n = :v", values: [":v": .stringSet([])])
        == "ExpressionAttributeValues contains invalid value: One or more parameter values were invalid: An string set  "
        + "may not be empty for key :v")
  }

  @Test func `what a query may not ask of keys is refused`() throws {
    var world = try CapacityVectors.world(sorted: true)
    func message(_ condition: String, filter: String? = nil, _ values: [String: AttributeValue]) -> String? {
      IndexTests.refusal(
        &world,
        DynamoDB.Query(
          tableName: "table", keyCondition: condition, filter: filter, substitutions: Substitutions(values: values)))?
        .message
    }
    #expect(message("s = :v", [":v": 1]) == "Query condition missed key schema element: k")
    #expect(message("k = :v AND n = :v", [":v": "a"]) == "Query condition missed key schema element: s")
    #expect(message("k > :v", [":v": "a"]) == "Query key condition not supported")
    #expect(
      message("k = :v OR s = :w", [":v": "a", ":w": 1])
        == "Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: OR")
    #expect(
      message("k = :v AND s = :w", [":v": "a", ":w": "b"])
        == "One or more parameter values were invalid: Condition parameter type does not match schema type")
    #expect(
      message("k = :v", filter: "s > :w", [":v": "a", ":w": 1])
        == "Filter Expression can only contain non-primary key attributes: Primary key attribute: s")
    #expect(
      message("k = :v", [":v": ""])
        == "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty "
        + "string value. Key: k")
  }

  @Test func `parameters from before expressions are refused by name`() throws {
    var world = try CapacityVectors.world()
    var put = DynamoDB.PutItem(tableName: "table", item: ["k": "a"])
    put.legacy = [.expected]
    #expect(IndexTests.refusal(&world, put)?.message.hasPrefix("dynamodb:PutItem: Expected") == true)
    put.condition = "attribute_exists(k)"
    #expect(
      IndexTests.refusal(&world, put)?.message
        == "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: "
        + "{Expected} Expression parameters: {ConditionExpression}")
  }

  @Test func `strings that look alike and are encoded differently are different keys`() throws {
    var world = try CapacityVectors.world()
    for text in ["\u{E9}", "e\u{301}"] {
      try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": .string(text)]))
    }
    #expect(world[.usEast1].dynamoDB.table("table")!.itemCount == 2)
  }
}
