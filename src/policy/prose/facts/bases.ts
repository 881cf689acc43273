import type { Prose, Sentence } from '../notice.ts';
import { isDenied, isElsewhere } from '../scope.ts';
import {
  BASIS,
  BASIS_NAMED,
  type BasisName,
  INTEREST_STATED,
  INTERESTS_RELIED_ON,
  PURPOSE,
} from '../terms/bases.ts';
import { terms } from '../terms/compile.ts';
import { ABSENT, type Fact, said, weak } from './fact.ts';

/** Saying what one relies on, rather than meeting the word in passing. */
const RELIES = terms(
  'rely(?:ing)?',
  'relies',
  'based (?:up)?on',
  '(?:on|under) the (?:\\w+ ){0,2}(?:legal )?(?:basis|bases|grounds?)',
  'on the (?:following )?(?:basis|grounds?)',
  'because',
  'need (?:these|this|it|them|your|to)',
  '(?:is|are|it is|where|when|processing is|only) (?:strictly )?(?:necessary|needed|required)',
  'necessary (?:for|to|in order)',
  'in (?:our|the|accordance with our) (?:\\w+ ){0,2}legitimate',
  'legitimate interests? (?:to|in|of)',
  'our legitimate',
  'we have (?:your|a|obtained)',
  'where you have',
  '(?:process|use|collect)[a-z]{0,3} ~(?:to|in order to) (?:perform|fulfil|comply|enter)',
  '(?:performance|fulfilment|execution) of ~contract',
  'compliance with ~(?:legal|law)',
);
const ABOUT_PROCESSING =
  /\b(?:process|collect|us(?:e|es|ed|ing)\b|hold|data|information|marketing|send|contact)/;
/** Sharing, keeping and moving data are not purposes for which a basis is asked. */
const OTHER_MATTER =
  /\b(?:transfer|retain|retention|disclos|keep|stored for|share|sharing|sell|lease|release)/;

const basisNamed = (sentence: Sentence): boolean =>
  BASIS_NAMED.test(sentence.said) && !isElsewhere(sentence.under, sentence.low);

/** True where this sentence rests some processing on a basis of Article 6. */
export function restsOn(sentence: Sentence, name: BasisName): boolean {
  const found = BASIS[name].exec(sentence.low);
  if (!found || isElsewhere(sentence.under, sentence.low)) return false;
  if (isDenied(sentence.low, found.index, 30) && name !== 'consent') return false;
  const named =
    BASIS_NAMED.test(sentence.said) || BASIS_NAMED.test(sentence.under) || basisForm(sentence.low);
  if (named) return true;
  if (name === 'legitimate interests') {
    return (
      INTERESTS_RELIED_ON.test(sentence.low) && !/using legitimate|there is a legitimate/.test(sentence.low)
    );
  }
  if (name === 'consent') return consentIsBasis(sentence);
  return (
    RELIES.test(sentence.low) && ABOUT_PROCESSING.test(sentence.said) && !OTHER_MATTER.test(sentence.low)
  );
}

/** "Basis: consent", "Consent or contractual": the entry of a form or table. */
const basisForm = (low: string): boolean =>
  /\b(?:consent|contract(?:ual)?|legal (?:requirement|obligation)|legitimate interests?)(?:,| and| or|\/| \/) (?:a )?(?:consent|contract(?:ual)?|legal (?:requirement|obligation)|legitimate interests?)\b/.test(
    low,
  ) ||
  /: (?:consent|contract(?:ual)?|legitimate interests?|legal obligation)\.?$/.test(low) ||
  /\| ?(?:consent|contract(?:ual)?|legitimate interests?|legal obligation)\b/.test(low);

const consentIsBasis = (sentence: Sentence): boolean =>
  /(?:rely|relies|relying|based|basis)[^;]{0,40}consent|process\w*[^;]{0,60}(?:with|given|on|if|where|unless)[^;]{0,30}consent|consent[^;]{0,60}process\w*|where (?:you have|we have)[^;]{0,20}consent/.test(
    sentence.low,
  ) && !/you (?:hereby )?(?:consent to|agree)|giving us consent|are consenting/.test(sentence.low);

export interface Bases {
  /** Whether any basis of Article 6(1) is stated for any processing. */
  readonly stated: Fact;
  /** Each basis that some sentence rests processing on. */
  readonly relied: ReadonlyMap<BasisName, Sentence>;
  /** Consent, contract or legitimate interests spoken of at all: the conditional criteria look at this. */
  readonly mentioned: ReadonlyMap<BasisName, Sentence>;
  /** What the legitimate interests are. */
  readonly interest: Fact;
}

export function readBases(prose: Prose): Bases {
  const relied = new Map<BasisName, Sentence>();
  const mentioned = new Map<BasisName, Sentence>();
  let named: Sentence | undefined;
  let interest: Fact = ABSENT;
  for (const sentence of prose.sentences) {
    if (
      basisNamed(sentence) &&
      sentence.kind !== 'heading' &&
      !isDenied(sentence.low, sentence.low.length, 0)
    )
      named ??= sentence;
    for (const name of Object.keys(BASIS) as BasisName[]) {
      if (!BASIS[name].test(sentence.low) || isElsewhere(sentence.under, sentence.low)) continue;
      if (!mentioned.has(name)) mentioned.set(name, sentence);
      if (!relied.has(name) && restsOn(sentence, name)) relied.set(name, sentence);
    }
    if (BASIS['legitimate interests'].test(sentence.low) && interest.is !== 'said') {
      const stated = INTEREST_STATED.test(sentence.said) || PURPOSE.test(sentence.said);
      interest = stated ? said(sentence) : weak(sentence);
    }
  }
  const first = [...relied.values()].toSorted((a, b) => a.n - b.n)[0];
  const stated: Fact = first ? said(first) : named ? weak(named) : ABSENT;
  return { stated, relied, mentioned, interest };
}

/** The first sentence that says what data is used for. */
export function purposes(prose: Prose): Fact {
  const at = prose.sentences.find(
    (sentence) =>
      PURPOSE.test(sentence.said) && /\bwe\b|\bour\b|\bus\b|data|information|used/.test(sentence.said),
  );
  return at ? said(at) : ABSENT;
}
