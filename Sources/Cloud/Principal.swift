/// Who makes a call.
public struct Principal: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// The account itself: what it may do is not limited by policies of identities.
    case root
    case user(String)
    case role(String, session: String)
    /// An AWS service that acts for the account.
    case service(String)
  }
  public let account: String
  public let kind: Kind

  public init(_ kind: Kind, account: String = Scope.defaultAccount) { (self.kind, self.account) = (kind, account) }

  public static func root(of account: String = Scope.defaultAccount) -> Principal {
    Principal(.root, account: account)
  }
  public static func user(_ name: String, account: String = Scope.defaultAccount) -> Principal {
    Principal(.user(name), account: account)
  }
  /// A session of a role; policies belong to the role.
  public static func role(
    _ name: String, session: String = "session", account: String = Scope.defaultAccount
  ) -> Principal {
    Principal(.role(name, session: session), account: account)
  }

  /// As error messages and CloudTrail write it.
  public var arn: String {
    switch kind {
    case .root: "arn:aws:iam::\(account):root"
    case .user(let name): "arn:aws:iam::\(account):user/\(name)"
    case .role(let name, let session): "arn:aws:sts::\(account):assumed-role/\(name)/\(session)"
    case .service(let name): "\(name).amazonaws.com"
    }
  }
  public var description: String { arn }

  /// What policies are attached to: the role, not one session of it.
  var identity: Principal {
    if case .role(let name, _) = kind { return Principal(.role(name, session: ""), account: account) }
    return self
  }
}
