// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
]
func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}
func executable(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: excluded[name, default: []],
    swiftSettings: settings)
}
func system(_ name: String, _ pkgConfig: String, _ apt: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}
func product(_ name: String, _ package: String) -> Target.Dependency { .product(name: name, package: package) }
func pin(_ path: String, _ version: Version) -> Package.Dependency {
  .package(url: "https://github.com/\(path)", exact: version)
}

// Data that tests read from the source tree by path, so that no resource bundle is built.
let excluded: [String: [String]] = [
  "NotesTests": ["Notes", "Goldens"], "ConceptsTests": ["Notes", "Goldens"],
  "CardsTests": ["Notes", "Vectors", "Goldens"],
  "SchedulingTests": ["Vectors"], "CloudTests": ["Vectors", "Goldens"], "DemosTests": ["Goldens"],
  "TerminalTests": ["Goldens"], "ExchangeTests": ["Goldens", "oracles"], "EndToEndTests": ["Goldens", "oracles"],
]

let argumentParser = product("ArgumentParser", "swift-argument-parser")
let ordered = product("OrderedCollections", "swift-collections")
let trees = product("HashTreeCollections", "swift-collections")
let grdb = product("GRDB", "GRDB.swift")
let sqlite = product("GRDBSQLite", "GRDB.swift")

let package = Package(
  name: "rehearse",
  products: [.executable(name: "rehearse", targets: ["rehearse"])]
    + [
      "Basics", "Notes", "Concepts", "Cards", "Scheduling", "Study", "Simulation", "Cloud", "Storage",
    ].map { .library(name: $0, targets: [$0]) },
  dependencies: [
    pin("apple/swift-argument-parser", "1.8.2"), pin("groue/GRDB.swift", "7.10.0"), pin("jpsim/Yams", "6.2.2"),
    pin("apple/swift-collections", "1.6.0"),
  ],
  targets: [
    system("CCMark", "libcmark", "libcmark-dev"), system("CZip", "libzip", "libzip-dev"),
    system("CZstd", "libzstd", "libzstd-dev"), system("CCrypto", "libcrypto", "libssl-dev"),
    module("Basics", []), module("Notes", ["CCMark", "Basics"]), module("Concepts", ["Notes", "Basics", ordered]),
    module("Cards", ["Concepts", "Notes", "Basics", ordered]), module("Scheduling", ["Basics"]),
    module("Study", ["Cards", "Concepts", "Scheduling", "Notes", "Basics"]),
    module("Simulation", ["Basics", trees]), module("Cloud", ["Simulation", "Basics", ordered, trees]),
    module("Demos", ["Cloud", "Simulation", "Cards", "Concepts", "Notes", "Basics", ordered]),
    module(
      "Settings", ["Cards", "Concepts", "Scheduling", "Demos", "Notes", "Basics", product("Yams", "Yams")]),
    module("Storage", ["Cards", "Concepts", "Scheduling", "Notes", "Basics", grdb, sqlite]),
    module(
      "Exchange",
      ["Cards", "Concepts", "Scheduling", "Notes", "Basics", "CZip", "CZstd", "CCrypto", grdb, sqlite]),
    module(
      "Terminal", ["Study", "Scheduling", "Demos", "Cards", "Concepts", "Notes", "Simulation", "Cloud", "Basics"]),
    executable(
      "rehearse",
      [
        "Storage", "Exchange", "Settings", "Terminal", "Study", "Demos", "Cards", "Concepts", "Notes", "Scheduling",
        "Simulation", "Cloud", "Basics", argumentParser, ordered,
      ]),
    .target(name: "TestSupport", dependencies: ["Basics"], path: "Tests/TestSupport", swiftSettings: settings),
    tests("BasicsTests", ["Basics"]), tests("NotesTests", ["Notes", "Basics"]),
    tests("ConceptsTests", ["Concepts", "Notes", "Basics"]),
    tests("CardsTests", ["Cards", "Concepts", "Notes", "Basics"]),
    tests("SchedulingTests", ["Scheduling", "Basics"]),
    tests("StudyTests", ["Study", "Cards", "Concepts", "Scheduling", "Notes", "Basics"]),
    tests("SimulationTests", ["Simulation", "Basics"]),
    tests("CloudTests", ["Cloud", "Simulation", "Basics", ordered]),
    tests("DemosTests", ["Demos", "Cloud", "Simulation", "Cards", "Concepts", "Notes", "Basics", ordered]),
    tests("SettingsTests", ["Settings", "Cards", "Concepts", "Scheduling", "Demos", "Notes", "Basics"]),
    tests("StorageTests", ["Storage", "Cards", "Concepts", "Scheduling", "Notes", "Basics", grdb]),
    tests("ExchangeTests", ["Exchange", "Cards", "Concepts", "Scheduling", "Notes", "Basics"]),
    tests("TerminalTests", ["Terminal", "Study", "Scheduling", "Demos", "Cards", "Concepts", "Notes", "Basics"]),
    .executableTarget(
      name: "crash-probe", dependencies: ["Storage", "Cards", "Concepts", "Scheduling", "Notes", "Basics"],
      path: "Tests/CrashProbe", swiftSettings: settings),
    tests("CrashTests", ["Storage", "Cards", "Concepts", "Scheduling", "Notes", "Basics", "crash-probe"]),
    tests("EndToEndTests", ["Basics"]),
    tests("RepositoryTests", ["Demos", "Concepts", "Cards", "Notes", "Basics"]),
  ])
