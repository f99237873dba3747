/// All patterns, the first being the most specific: of two cards that ask for the same, the earlier pattern's stays.
enum Registry {
  static let patterns: [any CardPattern] = [
    AuthoredPattern(), ForeignPattern(), NotedQuestionPattern(), DatePattern(), EquationPattern(), ConsequencePattern(),
    IsAPattern(), CompositionPattern(), EmbeddedPattern(), DefaultPattern(), AliasPattern(), NegatedDefinitionPattern(),
    EqualityPattern(), PricePattern(), FrequencyPattern(), NumericPattern(), RefinementPattern(), PaymentPattern(),
    TimingPattern(), PropertyPattern(), TablePattern(), SequencePattern(), CausePattern(),
    MeansPattern(), PurposePattern(), PrerequisitePattern(), NegativePattern(), AlternativesPattern(),
    ListRecallPattern(), ComparisonPattern(), UseCasePattern(), DefinitionPattern(), PhrasePattern(), DetailPattern(),
    GlossPattern(), ExamplePattern(),
    QualityPattern(), ObjectPattern(), CircumstancePattern(), MembershipPattern(), ForKindPattern(),
    FallbackClozePattern(),
  ]
}
