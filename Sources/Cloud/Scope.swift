/// An AWS Region.
public struct Region: RawRepresentable, Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ name: String) { rawValue = name }
  public var description: String { rawValue }
  public static func < (left: Region, right: Region) -> Bool { left.rawValue < right.rawValue }

  public static let usEast1 = Region("us-east-1"), usWest2 = Region("us-west-2")
  public static let euWest1 = Region("eu-west-1"), euCentral1 = Region("eu-central-1")
  public static let apSoutheast2 = Region("ap-southeast-2"), apNortheast1 = Region("ap-northeast-1")

  /// Three of each Region, `a` to `c`. (Some have more; a run needs no fourth.)
  public var zones: [Zone] { ["a", "b", "c"].map { Zone(region: self, letter: $0) } }
}

/// An Availability Zone: data centres of a Region that fail apart from those of its other zones.
public struct Zone: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let region: Region
  /// `a`.
  public let letter: String

  public init(region: Region, letter: String) { (self.region, self.letter) = (region, letter) }
  /// `us-east-1a`.
  public var description: String { region.rawValue + letter }
  public static func < (left: Zone, right: Zone) -> Bool { left.description < right.description }
}

/// Where a service's state lives: one account in one Region.
public struct Scope: Hashable, Sendable, CustomStringConvertible {
  public let account: String
  public let region: Region

  public init(account: String = Scope.defaultAccount, region: Region) {
    (self.account, self.region) = (account, region)
  }
  public static let defaultAccount = "123456789012"

  /// The Region's name; with the account before it unless it is the default one.
  public var description: String {
    account == Self.defaultAccount ? region.rawValue : "\(account)/\(region.rawValue)"
  }

  /// `arn:aws:dynamodb:us-east-1:123456789012:table/Books`.
  public func arn(_ service: String, _ resource: String) -> String {
    "arn:aws:\(service):\(region.rawValue):\(account):\(resource)"
  }
}
