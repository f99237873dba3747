extension RepairLine {
  /// Puts numbers and their units in their usual form: `10gb` is 10 GB, `400000` is 400,000, `15 mins` is 15 minutes.
  mutating func mendNumbers() {
    guard pieces.contains(where: { $0.sort == .number }) else { return }
    mendMonths()
    let isAboutComputeTime = pieces.contains { ["compute", "lambda", "duration"].contains($0.text.lowercased()) }
    var position = 0
    while position < pieces.count {
      if pieces[position].sort == .number { mendNumber(at: position, isAboutComputeTime) }
      position += 1
    }
  }

  private mutating func mendNumber(at position: Int, _ isAboutComputeTime: Bool) {
    let text = pieces[position].text
    let digits = String(text.prefix { ("0"..."9").contains($0) || $0 == "." || $0 == "," })
    let glued = String(text.dropFirst(digits.count))
    let number = isBare(position, hasUnit: !glued.isEmpty) ? Self.grouped(digits) : digits
    guard glued.isEmpty else {
      guard let unit = Self.unit(glued, isOne: digits == "1", isAboutComputeTime) else { return }
      if unit == "GB",
        isTail(["-", "s"], after: position) || isTail(["-", "seconds"], after: position)
          || isTail(["-", "second"], after: position)
      {
        let isOne = digits == "1" || pieces[position + 2].text.lowercased() == "second"
        replace(
          position...(position + 2), with: "\(number) GB-second\(isOne ? "" : "s")", sort: .number, rule: "unit")
      } else {
        replace(position, with: "\(number) \(unit)", rule: "unit")
      }
      return
    }
    replace(position, with: number, rule: "number")
    guard position + 2 < pieces.count, pieces[position + 1].sort == .space, pieces[position + 2].sort == .word,
      let unit = Self.unit(pieces[position + 2].text, isOne: digits == "1", isAboutComputeTime)
    else { return }
    if unit == "GB", isTail(["-", "seconds"], after: position + 2) || isTail(["-", "second"], after: position + 2) {
      replace(position + 2, with: "GB", rule: "unit")
    } else if !Self.words.contains(pieces[position + 2].text.lowercased()) {
      replace(position + 2, with: unit, rule: "unit")
    }
  }

  /// `november 2024`, `31 march`: a month beside a number has a capital.
  private mutating func mendMonths() {
    for position in pieces.indices
    where pieces[position].sort == .word && pieces[position].text.utf8.count >= 3
      && pieces[position].text.first?.isLowercase == true && Quantity.months.contains(pieces[position].text)
    {
      let after = position + 2 < pieces.count && pieces[position + 1].sort == .space ? pieces[position + 2] : nil
      let before = position >= 2 && pieces[position - 1].sort == .space ? pieces[position - 2] : nil
      let isYear = after?.sort == .number && after?.text.utf8.count == 4
      let isDay = before?.sort == .number && (before?.text.utf8.count ?? 9) <= 2
      // `may` and `march` are verbs as well.
      guard isYear || isDay && !["may", "march", "mar"].contains(pieces[position].text) else { continue }
      replace(position, with: Self.capitalized(pieces[position].text), rule: "name")
    }
  }

  private func isTail(_ texts: [String], after position: Int) -> Bool {
    position + texts.count < pieces.count
      && zip(pieces[(position + 1)...], texts).allSatisfy { $0.text.lowercased() == $1 }
  }

  /// Whether a number stands by itself: not in a date, a version, an address, and not after a word such as `port`.
  private func isBare(_ position: Int, hasUnit: Bool) -> Bool {
    if position > 0, pieces[position - 1].sort == .mark,
      !["$", "(", "=", "~", "<", ">"].contains(pieces[position - 1].text)
    {
      return false
    }
    if position > 1, pieces[position - 1].sort == .space,
      ["port", "id", "account", "rfc", "issue", "code", "error", "pid"].contains(pieces[position - 2].text.lowercased())
    {
      return false
    }
    guard !hasUnit, position + 1 < pieces.count, pieces[position + 1].sort == .mark else { return true }
    guard ["-", "/", ":", "_", "#"].contains(pieces[position + 1].text) else { return true }
    return position + 2 < pieces.count && pieces[position + 2].sort != .number && pieces[position + 1].text != "_"
  }

  /// Commas between thousands from five digits on; longer than nine it is rather a name than a number.
  static func grouped(_ digits: String) -> String {
    guard digits.utf8.count >= 5, digits.utf8.count <= 9, digits.utf8.allSatisfy(RepairScanner.isDigit),
      digits.first != "0"
    else { return digits }
    var grouped = ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position) % 3 == 0 { grouped += "," }
      grouped.append(digit)
    }
    return grouped
  }

  private static func unit(_ text: String, isOne: Bool, _ isAboutComputeTime: Bool) -> String? {
    let folded = text.lowercased()
    if folded == "gbs" { return isAboutComputeTime ? "GB-seconds" : "GB" }
    // `Gb` and `kB` have a case of their own.
    if text == folded || text == text.uppercased(), let fixed = symbols[folded] { return fixed }
    if let name = shortened[folded] { return isOne ? name : name + "s" }
    return words.contains(folded) ? folded : nil
  }

  private static let symbols: [String: String] = [
    "kb": "KB", "mb": "MB", "gb": "GB", "tb": "TB", "pb": "PB", "kib": "KiB", "mib": "MiB", "gib": "GiB", "tib": "TiB",
    "mbs": "MB", "tbs": "TB", "kbs": "KB", "ms": "ms", "ns": "ns", "hz": "Hz", "khz": "kHz", "mhz": "MHz",
    "ghz": "GHz", "kbps": "kbps", "mbps": "Mbps", "gbps": "Gbps", "vcpu": "vCPU", "vcpus": "vCPUs",
  ]
  private static let shortened: [String: String] = [
    "min": "minute", "mins": "minute", "sec": "second", "secs": "second", "hr": "hour", "hrs": "hour",
  ]
  private static let words: Set<String> = [
    "thousand", "million", "billion", "trillion", "minute", "minutes", "second", "seconds", "hour", "hours", "day",
    "days", "week", "weeks", "month", "months", "year", "years", "requests", "percent", "bytes", "bits",
  ]
}
