/*
 * Whether a mention is a claim. "We rely on X" claims X; "we no longer rely on X", "X was struck down" and
 * "formerly X" do not.
 */
const CLAUSE_END = /[;:]|, but |\bbut\b|\bhowever\b|\balthough\b|\bexcept\b|\bunless\b/g;
const NEGATOR =
  /\b(?:not|never|no longer|no|nor|neither|without|cannot|can't|don't|doesn't|won't|didn't|isn't|aren't|haven't|none|instead of|rather than|cease[sd]? to|stopped)\b/;
const FORMER =
  /\b(?:former|formerly|previous(?:ly)?|historic(?:al|ally)?|repeal(?:s|ed|ing)?|replac(?:es|ed|ing)|supersed(?:es|ed|ing)|successor (?:of|to)|prior to|until|before|once known as|invalidat(?:es|ed|ing|ion)|invalid|ended|expired|defunct|struck down|under the old)\b/;
const FORMER_AFTER =
  /^[^;]{0,80}?\b(?:(?:was|were|is|has been|have been|been|being|are|now|since) (?:also )?(?:declared |held |found |ruled |now |since )?(?:to be )?(?:invalid(?:ated)?|struck down|repealed|replaced|superseded|revoked|annulled|no longer|not (?:valid|relied)|withdrawn|defunct)|no longer|ceased|expired|is not (?:a|relied|used)|invalidation|judge?ment)\b/;

const clauseBefore = (low: string, at: number, reach: number): string => {
  const before = low.slice(Math.max(0, at - reach), at);
  let from = 0;
  for (const end of before.matchAll(CLAUSE_END)) from = end.index + end[0].length;
  return before.slice(from);
};

/** True where the words before `at`, in the same clause, deny what follows. */
export const isDenied = (low: string, at: number, reach = 70): boolean => {
  const before = clauseBefore(low, at, reach).replace(/\bnot (?:only|limited to|just)\b/g, '');
  return NEGATOR.test(before);
};

/** True where the mention at `at` tells of the past: repealed, replaced, invalid, former. */
export const isPast = (low: string, at: number, length = 0): boolean =>
  FORMER.test(low.slice(Math.max(0, at - 110), at)) ||
  FORMER_AFTER.test(low.slice(at + length, at + length + 120));

/** Sections for one American state or another country's law say nothing about UK or EU rights. */
const ELSEWHERE =
  /\b(?:california|ccpa|cpra|nevada|virginia|colorado|connecticut|utah|texas|oregon|montana|u\.?s\.? (?:state|residents)|us state|united states residents|state privacy|brazil|lgpd|australia(?:n)? (?:residents|privacy)|canad(?:a|ian) (?:residents|privacy)|south africa|popia|new zealand residents|shine the light|pipeda|japan(?:ese)? residents)\b/;

export const isElsewhere = (under: string, low: string): boolean =>
  ELSEWHERE.test(under) ||
  /\b(?:california|nevada|virginia|colorado|connecticut|utah|texas|u\.s\.|us) (?:residents?|consumers?|users|law)\b/.test(
    low,
  );
