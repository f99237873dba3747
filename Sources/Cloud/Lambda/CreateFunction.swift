import Basics
import OrderedCollections
import Simulation

extension Lambda {
  /// Makes a function. It is Active at once; `Pending` is not simulated.
  public struct CreateFunction: Operation {
    public static let name = "lambda:CreateFunction"
    public var functionName: String
    /// MB, 128...10,240.
    public var memory: Int
    /// 1...900 s.
    public var timeout: Duration
    public var architecture: Function.Architecture
    public var package: Function.Package
    /// MB of /tmp, 512...10,240.
    public var ephemeralStorage: Int
    public var variables: [String: String]
    /// Of a ZIP file that is sent with the request; at most 50 MB.
    public var zipBytes: Int
    public var initTime: Latency?
    public var handler: Handler

    public static let zipBytesMax = 50 * 1_048_576

    public init(
      functionName: String, memory: Int = 128, timeout: Duration = .seconds(3),
      architecture: Function.Architecture = .x86, package: Function.Package = .zip, ephemeralStorage: Int = 512,
      variables: [String: String] = [:], zipBytes: Int = 0, initTime: Latency? = nil, handler: @escaping Handler
    ) {
      (self.functionName, self.memory, self.timeout) = (functionName, memory, timeout)
      (self.architecture, self.package, self.ephemeralStorage) = (architecture, package, ephemeralStorage)
      (self.variables, self.zipBytes) = (variables, zipBytes)
      (self.initTime, self.handler) = (initTime, handler)
    }

    public func perform(on lambda: inout Lambda, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard zipBytes <= Self.zipBytesMax else {
        throw ServiceError(
          "RequestEntityTooLargeException",
          "Request must be smaller than \(Self.zipBytesMax) bytes for the CreateFunction operation", status: 413,
          rule: .functionsAreConfigured)
      }
      guard lambda.functions[functionName] == nil else {
        throw ServiceError(
          "ResourceConflictException", "Function already exist: \(functionName)", status: 409,
          rule: .functionsAreConfigured)
      }
      try Lambda.check(memory: memory, timeout: timeout, ephemeralStorage: ephemeralStorage, variables: variables)
      lambda.functions[functionName] = Function(
        name: functionName, memory: memory, timeout: timeout, architecture: architecture, package: package,
        ephemeralStorage: ephemeralStorage, initTime: initTime, handler: handler,
        scaling: ScalingBudget(since: context.now))
      context.note(
        FunctionConfigured(function: functionName, memory: memory, timeout: timeout, architecture: architecture),
        because: .functionsAreConfigured)
      return .now(())
    }
  }

  /// Changes memory or timeout; environments of the old configuration are not used again.
  public struct UpdateFunctionConfiguration: Operation {
    public static let name = "lambda:UpdateFunctionConfiguration"
    public var functionName: String
    public var memory: Int?
    public var timeout: Duration?
    public init(functionName: String, memory: Int? = nil, timeout: Duration? = nil) {
      (self.functionName, self.memory, self.timeout) = (functionName, memory, timeout)
    }

    public func perform(on lambda: inout Lambda, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard let function = lambda.functions[functionName] else { throw .functionNotFound(functionName, context) }
      let memory = memory ?? function.memory, timeout = timeout ?? function.timeout
      try Lambda.check(
        memory: memory, timeout: timeout, ephemeralStorage: function.ephemeralStorage, variables: [:])
      for environment in function.idle { lambda.reap(environment, of: functionName, &context) }
      lambda.functions[functionName]!.memory = memory
      lambda.functions[functionName]!.timeout = timeout
      lambda.functions[functionName]!.environments = lambda.functions[functionName]!.environments.mapValues {
        var environment = $0
        environment.isOutdated = true
        return environment
      }
      context.note(
        FunctionConfigured(
          function: functionName, memory: memory, timeout: timeout, architecture: function.architecture),
        because: .functionsAreConfigured)
      return .now(())
    }
  }

  static func check(
    memory: Int, timeout: Duration, ephemeralStorage: Int, variables: [String: String]
  ) throws(ServiceError) {
    func refused(_ value: some CustomStringConvertible, _ name: String, _ constraint: String) -> ServiceError {
      ServiceError(
        "ValidationException",
        """
        1 validation error detected: Value '\(value)' at '\(name)' failed to satisfy constraint: Member must have \
        value \(constraint)
        """, rule: .functionsAreConfigured)
    }
    if memory < Function.memoryRange.lowerBound {
      throw refused(memory, "memorySize", "greater than or equal to \(Function.memoryRange.lowerBound)")
    }
    if memory > Function.memoryRange.upperBound {
      throw refused(memory, "memorySize", "less than or equal to \(Function.memoryRange.upperBound)")
    }
    if timeout < Function.timeoutRange.lowerBound {
      throw refused(timeout.components.seconds, "timeout", "greater than or equal to 1")
    }
    if timeout > Function.timeoutRange.upperBound {
      throw refused(timeout.components.seconds, "timeout", "less than or equal to 900")
    }
    guard timeout.components.attoseconds == 0 else {
      throw refused(timeout.secondsText, "timeout", "in whole seconds")
    }
    if ephemeralStorage < Function.ephemeralRange.lowerBound {
      throw refused(ephemeralStorage, "ephemeralStorage.size", "greater than or equal to 512")
    }
    if ephemeralStorage > Function.ephemeralRange.upperBound {
      throw refused(ephemeralStorage, "ephemeralStorage.size", "less than or equal to 10240")
    }
    let bytes = variablesJSONBytes(variables)
    guard bytes <= Function.variablesBytesMax else {
      throw .invalidParameter(
        """
        Lambda was unable to configure your environment variables because the environment variables you have provided \
        exceeded the 4KB limit. String measured: \(bytes) bytes
        """, .functionsAreConfigured)
    }
  }

  /// The map as JSON: braces, and for each variable four quotes, a colon, and a comma between two.
  static func variablesJSONBytes(_ variables: [String: String]) -> Int {
    variables.reduce(2 + max(0, variables.count - 1)) {
      $0 + $1.key.quotedJSON.utf8.count + 1 + $1.value.quotedJSON.utf8.count
    }
  }

  public struct FunctionConfigured: Fact {
    public let function: String
    public let memory: Int
    public let timeout: Duration
    public let architecture: Function.Architecture
    public var details: [Detail] {
      [
        Detail("function", function), Detail("memory", memory), Detail("timeout", timeout),
        Detail("architecture", architecture.rawValue),
      ]
    }
  }
}

extension Rule {
  public static let functionsAreConfigured = Rule(
    "lambda.limits",
    """
    Memory is 128 to 10,240 MB, the timeout 1 to 900 s, /tmp 512 to 10,240 MB, and the environment variables together \
    at most 4 KB.
    """, source: "Lambda Developer Guide: Lambda quotas")
}
