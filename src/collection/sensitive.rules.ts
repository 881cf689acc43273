/** A passage of somebody's papers that tells what the law protects specially. */
export type Sensitive = { category: string; start: number; end: number };

/*
 * Words by which people tell it of themselves. They are chosen so that the trade stays out: a nurse's "health care", a
 * chaplain's "church", an engineer's "union type". What is missed a human still reads; what is fenced by mistake a human opens.
 */
const SIGNS: readonly [string, RegExp][] = [
  [
    'health',
    /\b(my (health|illness|disability|condition|diagnosis)|disab(ility|led)|chronic(ally)?( ill)?|diagnos(ed|is)|(suffer(ed|ing)?|recover(ed|ing)) from|sick leave|depress(ion|ed)|anxiety|autis(m|tic)|adhd|dyslexi[ac]|diabet(es|ic)|epilep(sy|tic)|cancer|asthma|coeliac|multiple sclerosis|bipolar|hiv|wheelchair|hearing (loss|impair\w*)|visually impaired|pregnan(t|cy)|medication)\b/i,
  ],
  [
    'beliefs',
    /\b(christian|catholic|protestant|muslim|jew|jewish|hindu|sikh|buddhist|atheist|jehovah\S*|mormon|my (faith|religion)|religion\s*:)/i,
  ],
  [
    'trade-union-membership',
    /\b(trade union|union (member(ship)?|rep(resentative)?|official|steward)|shop steward|member of (unite|unison|gmb|usdaw|the nut|neu)\b)/i,
  ],
  [
    'political-opinions',
    /\b(member of the \w+ party|(labour|conservative|green|liberal democrat|communist|reform) party|party member|my political|political (views?|opinions?|beliefs?))\b/i,
  ],
  [
    'ethnic-origin',
    /\b(ethnic(ity| origin| background)|my race|(black|white|asian) british|(afro|african)[ -]caribbean|roma\b|irish traveller|mixed (race|heritage)|nationality\s*:)/i,
  ],
  [
    'sexual-orientation',
    /\b(sexual orientation|i am (gay|lesbian|bisexual|queer|straight|heterosexual|homosexual)|my (husband|wife) and i are a same[- ]sex|gay (man|woman)|lesbian|bisexual)\b/i,
  ],
  [
    'criminal',
    /\b(convict(ed|ion)s?|criminal record|caution(ed)? by (the )?police|served (a|my) sentence|prison|probation order|unspent|offences?\b)/i,
  ],
];

/** The sentences that hold such a sign, each with what it tells. Sentences, for a word blacked out alone is guessed. */
export function sensitiveIn(text: string): Sensitive[] {
  const found: Sensitive[] = [];
  for (const sentence of text.matchAll(/[^.!?\n]+[.!?]*/g)) {
    for (const [category, signs] of SIGNS)
      if (signs.test(sentence[0]))
        found.push({ category, start: sentence.index, end: sentence.index + sentence[0].length });
  }
  return found;
}

/** What stands where something was blacked out. */
export const BLACKED_OUT = '[blacked out]';

/** The text with those sentences blacked out, length and all. */
export function blackOut(text: string, passages: readonly Sensitive[]): string {
  let shown = text;
  for (const { start, end } of mergedOf(passages).reverse())
    shown = `${shown.slice(0, start)}${text.slice(start, end).startsWith(' ') ? ' ' : ''}${BLACKED_OUT}${shown.slice(end)}`;
  return shown;
}

const mergedOf = (passages: readonly Sensitive[]): { start: number; end: number }[] => {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of [...passages].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
};
