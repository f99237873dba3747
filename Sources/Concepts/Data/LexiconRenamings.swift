extension Lexicon {
  /// What is called otherwise today, `id | new name | since | source | as of`. Sources are AWS's announcements and
  /// developer guides.
  static let renamings = #"""
    firehose | Amazon Data Firehose | 2024-02 | AWS What's New, February 2024 | 2026-11-24
    kinesis-data-analytics | Amazon Managed Service for Apache Flink | 2023-08 | AWS What's New, August 2023 | 2026-11-24
    eventbridge-rule | Amazon EventBridge rule | 2019-07 | Amazon EventBridge User Guide | 2026-11-24
    opensearch | Amazon OpenSearch Service | 2021-09 | AWS What's New, September 2021 | 2026-11-24
    """#

  /// The lexicon that comes with the program, read once.
  public static let bundled: Lexicon = {
    var lexicon = Lexicon(computingTerms + "\n" + spellings)
      .merged(with: Lexicon(awsServices + "\n" + awsFeatures, domain: "aws"))
    lexicon.addRenamings(renamings)
    return lexicon
  }()

  /// The bundled lines that cannot be read; none, as a test asserts.
  static var bundledProblems: [String: [Int]] {
    ["services": awsServices, "features": awsFeatures, "terms": computingTerms, "spellings": spellings]
      .mapValues(problems(in:)).filter { !$0.value.isEmpty }
  }
}
