import Basics

/// The verbs that notes on technical subjects are written with, and their forms.
///
/// A closed list on purpose: an unknown word is taken for a noun, which at worst loses a card.
struct Verbs: Sendable {
  /// Form to base.
  private let third: WordMap<String>, past: WordMap<String>, gerund: WordMap<String>
  private let bases: WordSet
  /// Past participle and simple past by base, where they are not the base with `ed`.
  private let participles: WordMap<String>, pasts: WordMap<String>
  /// Past forms that are no participles: `wrote`, `began`.
  private let pastOnly: WordSet, participleOnly: WordSet

  /// What a word is as a verb, in whichever form.
  let tags: WordMap<Token.Tag>

  static let english = Verbs()

  func base(of word: String) -> String? { bases.contains(word) ? word : nil }
  /// `scales` gives `scale`.
  func base(ofThird word: String) -> String? { third[word] }
  /// `routed`, `written` give `route`, `write`.
  func base(ofParticiple word: String) -> String? { past[word] }
  /// `pooling` gives `pool`.
  func base(ofGerund word: String) -> String? { gerund[word] }
  /// Verbs that are at least as often nouns, so that their place must decide.
  func isAmbiguous(_ base: String) -> Bool { Self.nounsToo.contains(base) }

  func third(_ base: String) -> String {
    if base == "be" { return "is" }
    if base == "have" { return "has" }
    if base == "do" || base == "go" || base.hasSuffix("ss") || base.hasSuffix("sh") || base.hasSuffix("ch")
      || base.hasSuffix("x") || base.hasSuffix("z")
    {
      return base + "es"
    }
    if base.hasSuffix("y"), let before = base.dropLast().last, !"aeiou".contains(before) {
      return base.dropLast() + "ies"
    }
    return base + "s"
  }
  func participle(_ base: String) -> String { participles[base] ?? Self.regularPast(base) }
  /// `wrote`, `refused`.
  func past(_ base: String) -> String { pasts[base] ?? Self.regularPast(base) }
  /// Whether the form can only be a simple past, or only a participle.
  func isPastOnly(_ word: String) -> Bool { pastOnly.contains(word) }
  func isParticipleOnly(_ word: String) -> Bool { participleOnly.contains(word) }
  func gerund(_ base: String) -> String { Self.regularGerund(base) }

  private init() {
    var third: [String: String] = [:], past: [String: String] = [:], gerund: [String: String] = [:]
    var participles: [String: String] = [:], pasts: [String: String] = [:], bases: Set<String> = []
    var pastOnly: Set<String> = [], participleOnly: Set<String> = []
    var forms: [(base: String, past: [String])] = []
    for line in (Self.irregular + "\n" + Self.irregularGeneral).split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      forms.append((words[0], Array(words.dropFirst())))
    }
    for word in (Self.plain + " " + Self.general + " " + Self.nounsAlso + " " + Self.nounsAlsoGeneral).split(
      whereSeparator: { $0 == " " || $0 == "\n" })
    {
      forms.append((String(word), []))
    }
    for form in forms {
      let base = form.base
      guard bases.insert(base).inserted || !form.past.isEmpty else { continue }
      var thirdForm = base + "s"
      if base.hasSuffix("ss") || base.hasSuffix("sh") || base.hasSuffix("ch") || base.hasSuffix("x") || base == "go"
        || base == "do"
      {
        thirdForm = base + "es"
      } else if base == "have" {
        thirdForm = "has"
      } else if base.hasSuffix("y"), let before = base.dropLast().last, !"aeiou".contains(before) {
        thirdForm = base.dropLast() + "ies"
      }
      third[thirdForm] = base
      if form.past.isEmpty {
        past[Self.regularPast(base)] = base
      } else {
        for irregular in form.past { past[irregular] = base }
        participles[base] = form.past[form.past.count - 1]
        pasts[base] = form.past[0]
        if form.past.count > 1, form.past[0] != form.past[1], form.past[0] != base {
          pastOnly.insert(form.past[0])
          if form.past[1] != base { participleOnly.insert(form.past[1]) }
        }
      }
      gerund[Self.regularGerund(base)] = base
    }
    // Not `find`.
    past["founded"] = "found"
    (self.third, self.past, self.gerund) = (Self.map(third), Self.map(past), Self.map(gerund))
    (self.participles, self.pasts, self.bases) = (Self.map(participles), Self.map(pasts), WordSet(bases.sorted()))
    (self.pastOnly, self.participleOnly) = (WordSet(pastOnly.sorted()), WordSet(participleOnly.sorted()))
    // As one looks a word up that may have any form: base form before third person, participle and gerund.
    var tags = WordMap<Token.Tag>(minimumCapacity: 8_000)
    for (words, form) in [(past, Token.Form.participle), (third, .third)] {
      for word in words.keys.sorted() { tags[WordKey(word), default: .noun] = .verb(form, base: words[word]!) }
    }
    for word in gerund.keys.sorted() where !tags.contains(WordKey(word)) {
      tags[WordKey(word), default: .noun] = .verb(.gerund, base: gerund[word]!)
    }
    for word in bases.sorted() { tags[WordKey(word), default: .noun] = .verb(.base, base: word) }
    self.tags = tags
  }

  private static func map(_ words: [String: String]) -> WordMap<String> {
    var map = WordMap<String>(minimumCapacity: words.count)
    for word in words.keys.sorted() { map[WordKey(word), default: ""] = words[word]! }
    return map
  }

  private static func doublesLast(_ base: String) -> Bool { doubling.contains(base) || doublingGeneral.contains(base) }
  private static func regularPast(_ base: String) -> String {
    if base.hasSuffix("e") { return base + "d" }
    if base.hasSuffix("y"), let before = base.dropLast().last, !"aeiou".contains(before) {
      return base.dropLast() + "ied"
    }
    if doublesLast(base), let last = base.last { return base + String(last) + "ed" }
    return base + "ed"
  }
  private static func regularGerund(_ base: String) -> String {
    if base.hasSuffix("e"), !base.hasSuffix("ee"), base != "be" { return base.dropLast() + "ing" }
    if doublesLast(base), let last = base.last { return base + String(last) + "ing" }
    return base + "ing"
  }

  private static let doubling: Set<String> = Set(
    "map run get set put plan stop drop begin cut let log fit commit submit admit refer prefer occur ship skip split chop stir spin swap trim scan tag program control transfer dip pop pin grab"
      .split(separator: " ").map(String.init))

  private static let irregular = """
    be was were been
    have had
    back backed
    do did done
    make made
    write wrote written
    read read
    run ran run
    give gave given
    take took taken
    get got gotten
    keep kept
    hold held
    send sent
    build built
    find found
    know knew known
    see saw seen
    choose chose chosen
    mean meant
    pay paid
    lose lost
    break broke broken
    begin began begun
    become became become
    bring brought
    buy bought
    come came come
    cost cost
    cut cut
    drive drove driven
    fall fell fallen
    feed fed
    forget forgot forgotten
    freeze froze frozen
    go went gone
    grow grew grown
    hide hid hidden
    lead led
    leave left
    let let
    lie lay lain
    put put
    rise rose risen
    sell sold
    set set
    shrink shrank shrunk
    speak spoke spoken
    spend spent
    split split
    spread spread
    stand stood
    stick stuck
    teach taught
    tell told
    think thought
    throw threw thrown
    understand understood
    wake woke woken
    overwrite overwrote overwritten
    setup set-up
    withdraw withdrew withdrawn
    """

  private static let plain = """
    accept achieve acknowledge acquire activate adapt add adhere adjust affect aggregate allocate allow
    analyze analyse append apply arrange ask assign assume attach attempt authenticate author authorize avoid
    behave belong bill bind block bound cancel capture carry
    chop clear close collect combine commit communicate compare compile compress compute configure
    confirm connect consist consume contain continue contribute convert coordinate correct create customize deal decide
    declare decode decompress decrease decrypt define defer delay delete deliver depend deploy describe detect determine
    differ disable discard disconnect discover dissolve distribute divide drain drop eliminate embed emit employ enable
    encode encrypt enforce enqueue ensure enter equal establish evaluate evict exceed exchange exclude execute
    exist expand expect expire explain expose extend extract fail fetch fill finish flush follow forbid force
    forward fry gather generate grant guarantee handle happen heat help identify ignore implement imply
    improve include increase inform inherit initialize initiate insert inspect install instantiate integrate intend
    interact intercept introduce invalidate invoke involve isolate join launch learn
    leverage listen live lower maintain manage maximize merge migrate minimize mitigate
    modify monitor mount move multiply need notify obtain occur offer operate optimize orchestrate organize
    outlive outperform override pass perform permit persist pin play poll prefer
    preheat prepare preserve prevent prioritize proceed produce prohibit prolong promote propagate protect prove
    provide provision publish pull push raise reach react receive recommend reconnect recover reduce refer
    register reject release remain remember remove render renew automate reorder repeat replace replicate represent require
    reserve resolve respond restart restore restrict resume retain retry retrieve return reuse reverse revoke
    rotate save scale seem select serve shorten simmer simplify sit skip
    solve specify spin start stay steam stem stop stir strip submit subscribe subtract suffer
    suit suppress survive suspend sync synchronize terminate throttle tie
    tolerate track transfer transform translate transmit traverse truncate try turn unify unlock update
    upgrade upload validate vary verify visit wait warn weigh whisk wrap yield
    season marinate roast bake knead rest drizzle reconcile negotiate advertise encapsulate
    deny pioneer survive contain win rely arrive act carry disappear miss spoil thicken grind peel slice rinse soak melt brown slide cling pick die rule defeat invade sign sail settle colonize ally besiege conquer surrender abolish crown marry succeed bind unwind transcribe phosphorylate oxidize catalyze fold mutate regulate digest absorb excrete secrete breathe photosynthesize pioneer route learn converge elect vote replay compact vacuum overflow overlap degrade tune
    """

  /// Verbs that are nouns as well.
  private static let nounsAlso = """
    access cache login proxy redirect rewrite call change control copy cover design download end export fork function host import index
    limit link list load lock log map match name order pack partition place plan point pool process program purchase
    query rank rate record report request reset result review roll scan search share ship show signal sort
    stream store structure supply support switch table tag target test trace trigger trust type use value view watch
    work balance batch boil form format display filter focus hash queue refresh sample schedule stage warm age cook read write issue fit check count post query scan join return increase decrease wait cost
    retry delay reserve reverse gain last open complete separate supply answer finish patch block sink tap dial sell upload download
    """
  private static let nounsToo = WordSet(wordsOf: nounsAlso + " " + nounsAlsoGeneral)
}
