import type { Prose, Sentence } from '../notice.ts';
import { isDenied, isElsewhere } from '../scope.ts';
import { AUTHORITY, COMPLAINT } from '../terms/authorities.ts';
import { terms } from '../terms/compile.ts';
import { MAY, RIGHT, type Right, STAFF_ACCESS } from '../terms/rights.ts';
import { ABSENT, type Fact, said, stronger, weak } from './fact.ts';

/** The company's own rights frame nothing for the person. */
const OUR_RIGHTS =
  /\b(?:our|its|their|legal|property|contractual|all|protect the|defend the) (?:legal |contractual |own )?rights\b/g;
/** A right as templates list it: "Withdraw consent at any time", "to object to processing". */
const BARE =
  /^(?:(?:the |a )?right )?(?:to )?(?:request|object|withdraw|restrict|obtain|ask|lodge|receive|access|rectify|erase) /;
const ABOUT_RIGHTS =
  /\brights?\b|\baccess|choices?\b|\bcontrol|your (?:personal )?(?:data|information)|opt|gdpr|eea\b|european/;
const NAMED = terms('right (?:of|to|for) ~', 'rights?(?: \\w+){0,3}:');
/** Restricting, deleting or moving cookies, accounts of staff, or unauthorised persons is no right over data. */
const OTHER_OBJECT =
  /\b(?:restrict|disable|delet|remov|block|object|withdraw|correct|chang|modif|updat|amend|review|view|see)\w* (?:of |to |the |your |these |all |any |our |use of |or \w+ )*(?:cookies?|browser|comments?|posts?|access|links?|software|password|contents?|policy|notice|terms|(?:privacy )?statement|website|flash)\b/;
const MARKETING =
  /\b(?:marketing|advertis|newsletter|promotional|mailing|communications?|e-?mails|direct mail|offers|being contacted)/;
const GENERAL =
  /\bprocess|\buse of\b|\busing\b|legitimate|grounds|public (?:interest|task)|profiling|\bus us(?:ing|e)\b/;

function speaksOf(sentence: Sentence, right: Right): 'no' | 'marketing' | 'yes' {
  const pattern = RIGHT[right];
  const found =
    pattern.exec(sentence.low) ?? (right === 'access' ? /^access[.;,:]?$/.exec(sentence.low) : null);
  if (!found || isElsewhere(sentence.under, sentence.low)) return 'no';
  const framed =
    BARE.test(sentence.low) ||
    MAY.test(sentence.said.replace(OUR_RIGHTS, ' ')) ||
    (/\brights?\b/.test(sentence.under) && sentence.kind !== 'prose');
  const headed = sentence.kind === 'heading' && ABOUT_RIGHTS.test(sentence.low);
  if (!framed && !headed && !/\brights?\b/.test(sentence.under)) return 'no';
  if (
    isDenied(sentence.low, found.index, 40) &&
    !/not (?:have|be|want|wish)|without|no longer|do not/.test(sentence.low)
  )
    return 'no';
  if (/\b(?:no|not have (?:a|the|any)) right/.test(sentence.low)) return 'no';
  if (/\bexcept (?:for )?(?:the|your) right/.test(sentence.low)) return 'no';
  if (
    /\breserves? the right|\bwe (?:also |shall |may |do )?have the right|\bour right to\b/.test(sentence.low)
  )
    return 'no';
  const named = NAMED.test(sentence.said) || /\brights?\b/.test(sentence.under);
  if (
    right === 'access' &&
    STAFF_ACCESS.test(sentence.low) &&
    !/right (?:of|to) (?:\w+ )?access|copy|subject access/.test(sentence.low)
  )
    return 'no';
  // A processor that sends people to its customer grants nothing itself.
  if (
    /contact (?:the |your |that )?(?:relevant |respective |appropriate )?(?:customer|client|employer|merchant|organi[sz]ation|data controller)/.test(
      sentence.low,
    )
  )
    return 'no';
  if (
    right === 'access' &&
    /cop(?:y|ies) of (?:these|those|the|such|any|our|this) (?:\w+ ){0,4}(?:clauses|safeguards?|documents?|agreements?|polic(?:y|ies)|notice|assessment|scc|contracts?|mechanism|addendum|rules|measures)/.test(
      sentence.low,
    )
  )
    return 'no';
  if (OTHER_OBJECT.test(sentence.low) && !named) return 'no';
  if (right === 'objection') return objects(sentence);
  if (
    right === 'erasure' &&
    /after \d|period|months|years/.test(sentence.low) &&
    !named &&
    !/\byou (?:can|may|want|wish|have)|request/.test(sentence.low)
  )
    return 'no';
  return 'yes';
}

/** "Object to marketing" alone is Article 21(2), not 21(1). */
function objects(sentence: Sentence): 'no' | 'marketing' | 'yes' {
  if (
    /object(?:ive|ives|ively)\b/.test(sentence.low) &&
    !/objec(?:t|ts|ting|tion|tions)\b/.test(sentence.low)
  )
    return 'no';
  if (
    MARKETING.test(sentence.low) &&
    !GENERAL.test(sentence.low.replace(/process\w*[^,;.]{0,80}marketing/g, ''))
  ) {
    return 'marketing';
  }
  return 'yes';
}

/** Whether the notice states a right of Articles 15 to 21 or 7(3). An unsubscribe link is a weak withdrawal. */
export function rightStated(prose: Prose, right: Right): Fact {
  let fact: Fact = ABSENT;
  for (const sentence of prose.sentences) {
    const spoken = speaksOf(sentence, right);
    if (spoken === 'yes') return said(sentence);
    if (spoken === 'marketing') fact = stronger(fact, weak(sentence));
    const leaves = right === 'withdrawal' || right === 'objection';
    if (
      leaves &&
      !/cookie|analytics|browser|\bads?\b|advertis|do not track|not (?:be able to )?opt|may not opt/.test(
        sentence.low,
      ) &&
      /\bunsubscrib|\bopt[- ]?out\b|stop receiving|removed from our (?:mailing|marketing)/.test(
        sentence.low,
      ) &&
      /unsubscrib|mailing|marketing|newsletter|e-?mail|communications?|messages|contact/.test(sentence.low)
    ) {
      fact = stronger(fact, weak(sentence));
    }
  }
  return fact;
}

/** "A complaint with the ÚOOÚ": authorities whose names no list holds. */
const TO_AN_ACRONYM = /\bcompla\w+ (?:to|with|before) the (?!DPO\b)\p{Lu}{3,}(?!\p{L})/u;
const NOT_ABOUT_DATA = /\b(?:restaurant|product quality|goods|customer service)\b/;

/** The right to complain to a supervisory authority: complaint and authority in one sentence, or in one section. */
export function authorityComplaint(prose: Prose): Fact {
  let fact: Fact = ABSENT;
  for (const sentence of prose.sentences) {
    if (isElsewhere(sentence.under, sentence.low)) continue;
    // The European Commission approves clauses; it hears no complaints.
    if (
      !AUTHORITY.test(sentence.said.replaceAll('european commission', '')) &&
      !TO_AN_ACRONYM.test(sentence.text)
    )
      continue;
    if (sentence.kind === 'heading' && !COMPLAINT.test(sentence.low)) continue;
    const told = /\b(?:complain\w*|complaints?|concerns?|appeal|unhappy|dissatisf\w*|claims?)\b/;
    const here = COMPLAINT.test(sentence.said) || told.test(sentence.under);
    const near = prose.sentences
      .slice(Math.max(0, sentence.n - 4), sentence.n + 2)
      .some((other) => /\bcomplain|\bcomplaints?\b/.test(other.low) && !NOT_ABOUT_DATA.test(other.low));
    if (!here && !near) continue;
    // "We notify the authority of concerns" is about breaches, not about complaining.
    if (
      /\b(?:breach|law enforcement|court order|disclos\w+ ~ to)\b/.test(sentence.low) &&
      !/complain/.test(sentence.low)
    )
      continue;
    if (
      /\byou\b|\byour\b|\bright\b|data subject|individuals?|complain/.test(
        `${sentence.said} ${sentence.under}`,
      )
    )
      return said(sentence);
    fact = stronger(fact, weak(sentence));
  }
  return fact;
}

const OWN_COMPLAINT = terms(
  'complain* ~(?:to|with|by|via|through|using|at)(?: \\w+){0,3} (?:us|our|me|dpo|data protection officer|privacy (?:team|officer|manager)|e-?mail*|form|directly|writing)',
  'complaints? ~(?:sent|addressed|made|submitted|directed|e-?mailed) to',
  'complaints? (?:procedure|process|policy|form|team|officer|page|handling)',
  '(?:contact|e-?mail|write to|call|tell|inform|get in touch with|speak to|let)(?:ing)? (?:us|our|the|me)[^;]{0,160}?(?:complain*|concerns?|unhappy|dissatisf*|not (?:satisfied|happy)|chance|opportunity)',
  '(?:complain*|concerns?|unhappy|dissatisf*|not (?:satisfied|happy))[^;]{0,160}?(?:contact|e-?mail|write to|writing to|call|tell|inform|get in touch with|speak to|speak with|let|address)(?:ing)? (?:us|our|me|the (?:data protection|privacy|dpo|company|controller|charity|firm|trust|school|council|secretary|committee|manager|office|headteacher|trustees|director|clerk|team))',
  '(?:raise|make|submit|lodge|file|bring|address|send)(?: \\w+){0,4} (?:complain*|concerns?)(?: \\w+){0,8} (?:with|to) (?:us|our|me)',
  '(?:complain*|concerns?)[^;]{0,80}?(?:with|to) us(?: first| directly)?',
  'we (?:will|shall|aim to|would|try to|take)[^;]{0,60}?(?:complaints?|concerns?)',
  '(?:complain*|concerns?)[^;]{0,120}?(?:please (?:use|contact|e-?mail|write)|@|e-?mail protected)',
);
const ACKNOWLEDGED = /\back?nowledg\w*/;
const OUTCOME = /\b(?:outcome|result|respond|reply|investigat\w*)\b/;

/** The route for complaints to the controller itself: said with how it is handled, or weak where it is only an address. */
export function controllerComplaint(prose: Prose): Fact {
  let fact: Fact = ABSENT;
  for (const sentence of prose.sentences) {
    const asked = prose.sentences[sentence.n - 2]?.low ?? '';
    // "Not happy? Tell the secretary."
    const about = asked.endsWith('?') && asked.length < 80 ? `${asked} ${sentence.said}` : sentence.said;
    if (!OWN_COMPLAINT.test(about) || isElsewhere(sentence.under, sentence.low)) continue;
    if (/\bcopyright|\bdmca\b|\babus/.test(about)) continue;
    // Handing the complaint to the authority is not a route to the controller.
    if (AUTHORITY.test(about) && !/\b(?:us|our|me)\b/.test(about)) continue;
    if (!/complain|concern|unhappy|dissatisf|not (?:satisfied|happy)/.test(about)) continue;
    const handled = prose.sentences.slice(Math.max(0, sentence.n - 2), sentence.n + 3).some((other) => {
      const low = other.low;
      return ACKNOWLEDGED.test(low) || (/complain/.test(low) && OUTCOME.test(low));
    });
    const asRight =
      /right to complain|right to make a complaint|complain to us|complaint (?:with|to) us|complaints? (?:procedure|process|policy|form)/.test(
        about,
      );
    fact = stronger(fact, handled || asRight ? said(sentence) : weak(sentence));
    if (fact.is === 'said') return fact;
  }
  return fact;
}
