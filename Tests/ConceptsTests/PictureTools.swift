import Foundation
import FoundationXML

/// Whether a text is well-formed XML, and the names that occur in it.
final class XMLCheck: NSObject, XMLParserDelegate {
  private(set) var elements: Set<String> = [], attributes: Set<String> = []
  private(set) var problem: String?

  init(_ text: String) {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    if !parser.parse() {
      problem = "\(parser.parserError.map(String.init(describing:)) ?? "no XML") at line \(parser.lineNumber)"
    }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes names: [String: String]
  ) {
    elements.insert(name)
    attributes.formUnion(names.keys)
  }
}

struct CommandFailed: Error { let status: Int32 }

/// What a command writes to standard output.
func run(_ command: [String], input: Data = Data()) throws -> Data {
  let process = Process(), output = Pipe(), standardInput = Pipe()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = command
  process.standardOutput = output
  process.standardError = FileHandle.nullDevice
  process.standardInput = standardInput
  try process.run()
  try standardInput.fileHandleForWriting.write(contentsOf: input)
  try standardInput.fileHandleForWriting.close()
  let data = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else { throw CommandFailed(status: process.terminationStatus) }
  return data
}
