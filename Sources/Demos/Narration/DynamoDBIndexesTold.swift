import Basics
import Cloud

extension DynamoDB.IndexUpdated: Told {
  var sentence: String {
    isInIndex
      ? "The index \(index) shows \(key), \(lag.spoken) after the write."
      : "The index \(index) no longer has \(key), \(lag.spoken) after the write."
  }
}

extension DynamoDB.IndexCreating: Told {
  var sentence: String {
    "The index \(index) of \(table) is being filled from \(counted(items, "item")); it cannot be read yet."
  }
}

extension DynamoDB.IndexActive: Told {
  var sentence: String {
    "The index \(index) of \(table) is ACTIVE with \(counted(entries, "item")), which took \(counted(units, unit: "write unit"))."
  }
}

extension DynamoDB.IndexDeleted: Told {
  var sentence: String { "The index \(index) of \(table) is gone." }
}

extension DynamoDB.TableClassChanged: Told {
  var sentence: String { "Table \(table) changes to the class \(tableClass.rawValue)." }
}
