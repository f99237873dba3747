import Simulation

extension Operation {
  /// The ARNs of what the request names: policies are asked about each; `*` when it names nothing.
  ///
  /// Read off the request by the names of its fields, as the APIs call them (`tableName`, `functionName`, a restore's
  /// `source`, an ARN). Only asked for callers whose policies count; an operation may say it itself.
  public func resources(in scope: Scope) -> [String] {
    var names: [String] = []
    func visit(_ value: Any, _ depth: Int) {
      for (label, child) in Mirror(reflecting: value).children {
        switch (label, child) {
        case ("tableName"?, let name as String), ("source"?, let name as String): names.append("table/" + name)
        case ("functionName"?, let name as String): names.append("function:" + name)
        case (let label?, let arn as String) where label.hasSuffix("ARN") && arn.hasPrefix("arn:"): names.append(arn)
        case (nil, _), ("some"?, _): if depth < 4 { visit(child, depth + 1) }
        case (_, let list as [Any]) where depth < 4: visit(list, depth + 1)
        default: break
        }
      }
    }
    visit(self, 0)
    let service = String(Self.name.prefix { $0 != ":" })
    var arns: [String] = []
    for name in names {
      let arn = name.hasPrefix("arn:") ? name : scope.arn(service, name)
      if !arns.contains(arn) { arns.append(arn) }
    }
    return arns.isEmpty ? ["*"] : arns
  }
}
