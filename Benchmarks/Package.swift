// swift-tools-version: 6.1
import PackageDescription

let modules = ["Basics", "Notes", "Concepts", "Cards", "Scheduling", "Study", "Simulation", "Cloud", "Storage"]

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "rehearse", path: "..")],
  targets: [
    .target(name: "Peers", linkerSettings: [.linkedLibrary("cmark"), .linkedLibrary("sqlite3")]),
    .executableTarget(
      name: "Bench", dependencies: ["Peers"] + modules.map { .product(name: $0, package: "rehearse") }),
  ],
  cxxLanguageStandard: .cxx17)
