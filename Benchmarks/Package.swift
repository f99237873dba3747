// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "rehearse", path: "..")],
  targets: [
    .target(
      name: "Peers", cxxSettings: [.unsafeFlags(["-O2"])],
      linkerSettings: [.linkedLibrary("cmark"), .linkedLibrary("sqlite3")]),
    .executableTarget(
      name: "Bench",
      dependencies: [
        "Peers", .product(name: "Simulation", package: "rehearse"), .product(name: "Notes", package: "rehearse"),
      ]),
  ],
  cxxLanguageStandard: .cxx17)
