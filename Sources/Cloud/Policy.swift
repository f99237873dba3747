import Simulation

/// What an identity may do: statements that allow or deny actions on resources.
///
///     world.attach(Policy([.allow("dynamodb:GetItem", on: "arn:aws:dynamodb:*:*:table/Books")]), to: .user("mateo"))
///     try world.call(DynamoDB.PutItem(…), by: .user("mateo"))          // throws AccessDeniedException
public struct Policy: Hashable, Sendable {
  public struct Statement: Hashable, Sendable {
    public enum Effect: String, Hashable, Sendable { case allow = "Allow", deny = "Deny" }
    public let effect: Effect
    /// With `*` for any characters and `?` for one; letter case does not matter.
    public let actions: [String]
    /// ARNs with the same wildcards; letter case matters.
    public let resources: [String]

    public init(_ effect: Effect, _ actions: [String], on resources: [String] = ["*"]) {
      (self.effect, self.actions, self.resources) = (effect, actions, resources)
    }
    public static func allow(_ actions: String..., on resources: String...) -> Statement {
      Statement(.allow, actions, on: resources.isEmpty ? ["*"] : resources)
    }
    public static func deny(_ actions: String..., on resources: String...) -> Statement {
      Statement(.deny, actions, on: resources.isEmpty ? ["*"] : resources)
    }

    func covers(_ action: String, _ resource: String) -> Bool {
      actions.contains { matches($0.lowercased(), action.lowercased()) }
        && resources.contains { matches($0, resource) }
    }
  }
  public var statements: [Statement]

  public init(_ statements: [Statement]) { self.statements = statements }
  /// Anything on everything.
  public static let administrator = Policy([.allow("*")])
}

/// The policies of all identities. IAM is global: one for all Regions of an account.
struct Identities: Sendable, Hashable {
  private var policies: [Principal: [Policy]] = [:]

  mutating func attach(_ policy: Policy, to principal: Principal) {
    policies[principal.identity, default: []] += [policy]
  }
  mutating func detachAll(from principal: Principal) { policies[principal.identity] = nil }

  /// Why a call is refused, or nil. An explicit deny wins over any allow, and what nobody allows is denied.
  func refusal(of action: String, on resources: [String], in scope: Scope, to principal: Principal) -> ServiceError? {
    if case .service = principal.kind { return nil }
    for resource in resources {
      if principal.account != scope.account {
        return .accessDenied(
          action, resource, principal, "because no resource-based policy allows the \(action) action", .crossAccount)
      }
      if principal.kind == .root { continue }
      let statements = (policies[principal.identity] ?? []).flatMap(\.statements).filter { $0.covers(action, resource) }
      if statements.contains(where: { $0.effect == .deny }) {
        return .accessDenied(
          action, resource, principal, "with an explicit deny in an identity-based policy", .denyWins)
      }
      if statements.isEmpty {
        return .accessDenied(
          action, resource, principal, "because no identity-based policy allows the \(action) action",
          .nothingIsAllowed)
      }
    }
    return nil
  }
}

/// Whether `text` is of the form of `pattern`.
private func matches(_ pattern: String, _ text: String) -> Bool {
  let pattern = Array(pattern.utf8), text = Array(text.utf8)
  var (p, t) = (0, 0), star: (pattern: Int, text: Int)?
  while t < text.count {
    if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
      star = (p, t)
      p += 1
    } else if p < pattern.count, pattern[p] == UInt8(ascii: "?") || pattern[p] == text[t] {
      (p, t) = (p + 1, t + 1)
    } else if let last = star {
      // The last star takes one more character.
      star!.text += 1
      (p, t) = (last.pattern + 1, last.text + 1)
    } else {
      return false
    }
  }
  return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
}

extension ServiceError {
  static func accessDenied(
    _ action: String, _ resource: String, _ principal: Principal, _ reason: String, _ rule: Rule
  ) -> ServiceError {
    ServiceError(
      "AccessDeniedException",
      "User: \(principal.arn) is not authorized to perform: \(action) on resource: \(resource) \(reason)",
      status: action.hasPrefix("dynamodb:") ? 400 : 403, rule: rule)
  }
}

extension Rule {
  private static let logic = "IAM User Guide: Policy evaluation logic"
  public static let nothingIsAllowed = Rule(
    "iam.implicit-deny", "What no policy allows is denied; only the account's root user is not asked for one.",
    source: logic)
  public static let denyWins = Rule(
    "iam.explicit-deny", "A statement that denies wins over every statement that allows.", source: logic)
  public static let crossAccount = Rule(
    "iam.cross-account",
    "A caller of another account also needs a policy of the resource that allows it; none is modelled, so it is denied.",
    source: logic)
}

extension World {
  public mutating func attach(_ policy: Policy, to principal: Principal) {
    touch()
    context.identities.attach(policy, to: principal)
  }
  public mutating func detachPolicies(from principal: Principal) {
    touch()
    context.identities.detachAll(from: principal)
  }
}
