import Basics
import Cloud
import Demos
import Foundation
import Simulation
import TestSupport
import Testing

/// The JSON that scripts rely on: these fields may only be added to.
@Suite struct ReportTests {
  private func object(_ value: some Encodable) throws -> [String: Any] {
    let decoded = try JSONSerialization.jsonObject(with: JSONEncoder().encode(value))
    return try #require(decoded as? [String: Any])
  }

  @Test func `a run has the fields of the interface`() throws {
    for demo in Catalogue.all {
      let run = try demo.run(demo.defaults), report = try object(DemoReport(run))
      #expect(report["demo"] as? String == demo.name && report["seed"] as? Int == 1)
      #expect((report["parameters"] as? [String: Any])?.count == demo.parameters.count)
      #expect(report["bill_total"] as? String == run.bill.total.decimal)
      #expect((report["metrics"] as? [String: Int])?.count == run.metrics.count)

      let predictions = try #require(report["predictions"] as? [[String: Any]])
      #expect(predictions.count == demo.predictions.count)
      for prediction in predictions {
        for field in ["id", "question", "answer", "tolerance", "choices", "kind"] {
          #expect(prediction[field] != nil, "\(demo.name) \(field)")
        }
        let choices = try #require(prediction["choices"] as? [[String: Any]])
        #expect(choices.allSatisfy { $0["value"] != nil && $0["misconception"] != nil })
      }
      let trace = try #require(report["trace"] as? [[String: Any]])
      #expect(trace.count == run.trace.entries.count)
      let rules = try #require(report["rules"] as? [[String: String]])
      let known = Set(rules.compactMap { $0["id"] })
      for entry in trace {
        for field in ["at", "elapsed", "region", "service", "event", "detail", "because"] {
          #expect(entry[field] != nil, "\(demo.name) \(field)")
        }
        #expect(known.contains(try #require(entry["because"] as? String)))
        #expect(Instant(iso8601: try #require(entry["at"] as? String)) != nil)
      }
      #expect(rules.allSatisfy { Set($0.keys) == ["id", "text", "source", "as_of"] })
      for line in try #require(report["bill"] as? [[String: String]]) {
        for field in ["service", "item", "quantity", "unit", "price", "amount", "free_tier"] {
          #expect(line[field] != nil, "\(demo.name) \(field)")
        }
      }
    }
  }

  @Test func `money is a decimal string and other numbers are numbers`() throws {
    let run = try Demo.lambdaBilling.run(Demo.lambdaBilling.arguments(["--init", "0"]))
    let predictions = try #require(try object(DemoReport(run))["predictions"] as? [[String: Any]])
    #expect(predictions[0]["answer"] as? String == "18.73337")
    #expect(predictions[1]["answer"] as? Int == 1_500_000)
    #expect(predictions[4]["answer"] as? Bool == false)
    #expect(predictions[4]["tolerance"] is NSNull)
  }

  @Test func `the list has the fields of the interface`() throws {
    let list = try #require(try object(CatalogueReport())["demos"] as? [[String: Any]])
    #expect(list.count == Catalogue.all.count)
    let billing = try #require(list.first { $0["name"] as? String == "lambda-billing" })
    let memory = try #require((billing["parameters"] as? [[String: Any]])?.first)
    #expect(memory["name"] as? String == "memory" && memory["unit"] as? String == "MB")
    #expect(memory["default"] as? Int == 512 && memory["range"] as? [Int] == [128, 10_240])
    let bill = try #require((billing["predictions"] as? [[String: Any]])?.first)
    #expect(bill["id"] as? String == "monthly-bill" && bill["kind"] as? String == "number")
    #expect(bill["unit"] as? String == "USD")
    #expect((billing["misconceptions"] as? [String])?.contains("idle-time-is-billed") == true)
    #expect((billing["concepts"] as? [String])?.first == "lambda-pricing")
  }

  @Test func `a sweep is rows of one value and its cells`() throws {
    let sweep = try object(Demo.lambdaBilling.sweep("memory", over: "128..256", steps: 2))
    #expect(sweep["parameter"] as? String == "memory")
    let rows = try #require(sweep["rows"] as? [[String: Any]])
    #expect(rows.map { $0["value"] as? Int } == [128, 256])
    #expect((rows[0]["cells"] as? [Any])?.count == (sweep["columns"] as? [Any])?.count)
  }
}
