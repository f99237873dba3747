import Basics
import Cloud
import Simulation
import TestSupport
import Testing

@Suite struct EncodingTests {
  @Test func `MD5 gives the digests of RFC 1321`() {
    let known = [
      "": "d41d8cd98f00b204e9800998ecf8427e", "abc": "900150983cd24fb0d6963f7d28e17f72",
      "message digest": "f96b697d7cb7938d525a2f31aaf161d0",
      "12345678901234567890123456789012345678901234567890123456789012345678901234567890":
        "57edf4a22be3c955ac49da2e2107b67a", "user-1": "d6d7705392bc7af633328bea8c4c6904",
    ]
    for (text, digest) in known { #expect(MD5(text.utf8).hexadecimal == digest) }
    #expect(String(MD5("user-1".utf8).number) == "285573413173782752570879317399258818820")
  }

  @Test func `Base64 has the padding of its examples and reads back any bytes`() {
    let known = ["": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foobar": "Zm9vYmFy"]
    for (text, encoded) in known {
      #expect(Base64.encode(Array(text.utf8)) == encoded && Base64.decode(encoded) == Array(text.utf8))
    }
    #expect(Base64.decode("Zg=") == nil && Base64.decode("Z===") == nil && Base64.decode("Zm=v") == nil)
    forEachSeed(100) { random in
      let bytes = (0..<random.integer(in: 0...40)).map { _ in UInt8(random.integer(in: 0...255)) }
      guard Base64.decode(Base64.encode(bytes)) == bytes else { throw Broken("\(bytes)") }
    }
  }

  static func value(_ random: inout Random, depth: Int = 0) throws -> AttributeValue {
    let texts = ["", "plain", "two words", "quo\"te", "back\\slash", "line\nbreak", "ümlaut €", "it's"]
    func number(_ random: inout Random) throws -> DecimalNumber {
      try DecimalNumber("\(random.integer(in: -99_999...99_999))E\(random.integer(in: -12...12))")
    }
    switch random.integer(in: 0...(depth < 3 ? 9 : 6)) {
    case 0: return .number(try number(&random))
    case 1: return .binary((0..<random.integer(in: 1...9)).map { _ in UInt8(random.integer(in: 0...255)) })
    case 2: return .boolean(random.integer(in: 0...1) == 0)
    case 3: return .null
    case 4: return .strings(texts.prefix(random.integer(in: 1...5)))
    case 5: return .numbers([try number(&random), try number(&random)])
    case 6: return .binaries([[1, 2], [UInt8(random.integer(in: 0...255))]])
    case 7: return .list(try (0..<random.integer(in: 0...3)).map { _ in try value(&random, depth: depth + 1) })
    case 8:
      var members: [String: AttributeValue] = [:]
      for name in texts.dropFirst().prefix(random.integer(in: 0...3)) {
        members[name] = try value(&random, depth: depth + 1)
      }
      return .map(members)
    default: return .string(texts[random.integer(in: 0...7)])
    }
  }

  @Test func `an item survives DynamoDB JSON and Ion`() {
    forEachSeed(300) { random in
      var item: Item = ["id": "a"]
      for name in ["n", "two words", "null", "it's", "9lives"] { item[name] = try Self.value(&random) }
      let json = item.dynamoDBJSON.serialized
      guard let read = JSONValue(json), Item(dynamoDBJSON: read) == item else { throw Broken(json) }
      let ion = IonText.write(item)
      guard IonText.read("$ion_1_0 " + ion).map({ Item($0) }) == item else { throw Broken(ion) }
    }
  }

  @Test func `Ion is written with decimals, blobs and annotated sets`() {
    let item: Item = [
      "id": "a", "n": 5, "blob": .binary([1, 2, 3]), "tags": .strings(["x", "y"]), "no": .null, "two words": true,
    ]
    #expect(
      IonText.write(item)
        == #"{blob:{{AQID}},id:"a",n:5.,no:null,tags:$dynamodb_SS::["x","y"],'two words':true}"#)
  }

  @Test func `JSON that is none is refused`() {
    for text in ["", "{", "[1,]", #"{"a":}"#, "01x", #""\x""#, "tru", #"{"a":1} 2"#, "\"a\nb\"", "+1"] {
      #expect(JSONValue(text) == nil, "\(text)")
    }
    #expect(JSONValue(#"[1, -2.5e3, "\u00e9\ud83d\ude00", true, null]"#)?.serialized == "[1,-2.5e3,\"é😀\",true,null]")
    #expect(JSONValue(String(repeating: "[", count: 500)) == nil)
  }

  @Test func `CSV fields may hold delimiters, quotes and line breaks`() {
    #expect(
      CSV.rows("id,name\n1,\"a, \"\"b\"\"\"\r\n2,\"x\ny\"\n\n3,\n")
        == [["id", "name"], ["1", "a, \"b\""], ["2", "x\ny"], ["3", ""]])
    #expect(CSV.rows("a;b", delimiter: ";") == [["a", "b"]])
    #expect(CSV.rows("\"open") == nil)
  }
}
