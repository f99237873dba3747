/// Verbs of subjects other than computing: history, nature, law, trade, the arts.
extension Verbs {
  static let irregularGeneral = """
    say said
    arise arose arisen
    bear bore borne
    bend bent
    bite bit bitten
    bleed bled
    blow blew blown
    breed bred
    burn burnt
    catch caught
    deal dealt
    dig dug
    draw drew drawn
    drink drank drunk
    eat ate eaten
    fight fought
    flee fled
    fly flew flown
    forbid forbade forbidden
    hear heard
    hit hit
    hurt hurt
    meet met
    overcome overcame overcome
    overthrow overthrew overthrown
    ring rang rung
    seek sought
    shoot shot
    sing sang sung
    sink sank sunk
    sleep slept
    spring sprang sprung
    steal stole stolen
    strike struck
    swear swore sworn
    sweep swept
    swim swam swum
    undergo underwent undergone
    uphold upheld
    wear wore worn
    weave wove woven
    win won
    wind wound
    """

  static let general = """
    bloat
    abandon abdicate abort accelerate accompany accumulate accuse acidify adopt advise agree aim alter amplify
    annex announce appear appoint approve arrest ascend assassinate assemble assert assist associate attain
    attract banish believe betray boost breach calculate cease celebrate characterize cite classify collapse
    collide combat commission compensate compete complain complement comprise conceal concentrate conclude
    condemn condense confess confiscate conform connote consolidate constitute constrain construct consult
    contest contradict correspond corrode counteract criticize cross cultivate dampen decompose dedicate deepen
    defend deflect deliberate demonstrate denature denote depict depose deprive derive descend deserve destroy
    destabilize develop devote diffuse diminish disagree discourage discuss dislodge dismiss dispatch displace
    disrupt dissociate distinguish distort disturb diverge donate dominate drown educate elapse elevate elicit
    emancipate embrace emerge emigrate emphasize encounter encourage endorse endure engulf enjoy enlarge enrich
    entail entitle envelop erupt evaporate evolve examine excite expel explode explore exert extinguish
    facilitate fertilize flatten flourish fluctuate fulfil fulfill fuse germinate gild glorify govern harden
    hasten hatch heal hinder honor honour hydrolyze hypothesize ignite illuminate illustrate imagine imitate
    immigrate impair impeach impose imprison incline incorporate induce industrialize infect infer inflate
    inhabit inhale inhibit injure innervate innovate insist inspire insulate insure intensify interfere
    interpret interrupt intervene invent invest investigate invite ionize irrigate justify lengthen liberate
    liquidate litigate lobby locate loosen lubricate magnify manufacture meander mediate memorize metabolize
    mineralize moderate modernize modulate motivate mourn nationalize neglect neutralize nominate nourish obey
    oblige observe obstruct oppress originate oscillate oust outlaw outnumber oversee owe oxygenate paralyze
    participate penetrate perceive perish persecute persuade pervade pluck plunder polarize pollinate pollute
    portray possess postpone practise precede precipitate predict preach preside presume privatize proclaim
    proliferate pronounce propel propose prosecute prosper provoke pursue qualify radiate ratify rebuild recall
    recite recognise recognize reconquer recruit recycle refine reflect refract refuse refute regain regenerate
    rejoin relax relieve renounce repel replenish repress reproduce resemble resent reside resign resist
    resonate respect respire restrain resurrect retaliate retire retreat reunite reveal revise revive revolve
    rob saturate scatter secede secure seize shed shout simulate slaughter smuggle solidify specialize spill
    stabilize standardize starve stimulate strengthen strive substitute suck sue suffice suggest summarize
    summon supervise surpass surprise surround sustain swallow symbolize synthesize tend testify thaw thrive
    tighten topple transact tremble undermine undertake unite urge utilize vanish vaporize vibrate violate
    visualize weaken widen withstand worsen abbreviate accredit adjourn agitate align amend annotate anticipate
    arouse articulate assimilate asphyxiate broaden bury calcify circulate coexist comply compromise confer
    confine consecrate convict convince corrupt crystallize debit decentralize deduce deduct defraud
    dehydrate deplete deport detach deteriorate devalue dilate dilute disprove dissent distill distil enact
    encircle entice equip eradicate erode estop evade exempt exhale expropriate ferment forfeit foster harmonize
    inject inscribe instruct itemize legislate levy lighten mobilize murmur negate ordain oxidise patrol
    perforate plead pledge pound precess prescribe presuppose prevail prick proofread quadruple quench quell
    ransom rehearse reimburse reinforce relate reload remit renovate repay repudiate rescind retard ripen
    rupture sedate segregate sever shatter soften solicit stagnate sterilize subdue sublimate subsidize succumb
    superimpose tarnish taunt transpose unravel unseat vacate waive wander weep wither compose
    """

  /// Those that are nouns at least as often.
  static let nounsAlsoGeneral = """
    crown default sail rule ally steam brown bill vote tie fold panic tune route seat act cook
    harvest object state finance fire profit progress print question quote shape shift tax wage wound trade trap
    treat stress study sentence prompt experiment exile estimate favor favour flow guide influence land lack
    level mature narrow own paint pardon patent peak pitch pump raid rebel reign reward risk shelter shock
    silence smoke span spell spike sponsor struggle swing torture transport triple double venture void vow veto
    benefit border bypass challenge claim climb coin contract contrast curve damage date debate decay decline
    demand dispute divorce dry edit escape exploit attack approach appeal award ban beat cause campaign coat
    clot conduct conflict couple dam deposit direct discharge exhibit exit fade feature float free frame
    graduate hire insult interest invoice judge kill license lift light loan mandate measure mine model murder
    nest oppose orbit plant plow poison position power present press price profile protest punish purge reform
    regret remedy repair repeal rescue research resort revolt rival root score sediment seed sense sound staff
    stain stamp stretch supplement survey suspect swell taste time tone tour triumph trouble vent voice
    volunteer waste wave witness worship round park plot leak dose alternate compound subject average matter
    """

  /// Verbs that take no object, so that a past form after a subject is what the subject did.
  static let intransitive = Set(
    """
    abdicate appear arise arrive begin collapse compete decline decay depart descend die differ disappear emerge emigrate
    end erupt evolve exist expire fail fall flee flourish flow fight function go grow happen immigrate last lead live
    march meet migrate move occur originate participate perish peak prosper rebel reign resign result retire retreat
    return revolt rise secede serve settle sink sleep start stay struggle succeed suffer surrender survive thrive
    travel vanish vote win work become seem remain consist belong depend come stand sit agree resonate rely
    """.split { $0 == " " || $0 == "\n" }.map(String.init))

  static let doublingGeneral = Set(
    "ban expel propel compel rebel repel span spin rob transfer excel patrol clot dig sit regret trap stir occur wrap tap equip forget omit permit transmit begin quit"
      .split(
        separator: " "
      ).map(String.init))

  /// `industrialised`, `synthesised`: the base of a past form that is not in the lists; nil where it is no past form.
  static func guessedBase(ofPast word: String) -> String? {
    guard word.count >= 6, word.hasSuffix("ed"), !word.hasSuffix("eed"), word.allSatisfy(\.isLetter),
      !["hundred", "sacred", "naked", "wicked", "kindred", "embed", "biped", "seabed", "infrared", "alleged"].contains(
        word)
    else { return nil }
    let stem = String(word.dropLast(2))
    if stem.hasSuffix("i") { return stem.dropLast() + "y" }
    guard let last = stem.last, let before = stem.dropLast().last, stem.contains(where: { "aeiouy".contains($0) })
    else { return nil }
    if last == before, !"lsfz".contains(last) { return String(stem.dropLast()) }
    let endsInE =
      "cvzu".contains(last) || last == "s" && before != "s" || last == "g" && "dr".contains(before)
      || [
        "at", "iz", "it", "ir", "ur", "id", "ud", "ad", "ib", "in", "ut", "ok", "ak", "ik", "am", "um", "ap", "op",
        "or", "ot", "bl", "dl", "tl", "pl", "gl", "fl", "zl", "kl",
      ].contains { stem.hasSuffix($0) }
        && ![
          "ain", "oin", "ait", "aid", "oid", "oat", "eat", "eam", "oam", "oup", "oop", "ead", "oad", "oot", "out",
          "our", "air", "oor",
        ].contains { stem.hasSuffix($0) }
    return endsInE ? stem + "e" : stem
  }
}
