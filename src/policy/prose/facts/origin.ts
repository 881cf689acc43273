import type { Prose, Sentence } from '../notice.ts';
import { isDenied } from '../scope.ts';
import { terms } from '../terms/compile.ts';

const INDIRECT = terms(
  '(?:receive|obtain|collect|get|acquire|gather|supplement|combine|purchase)(?:s|d|ed|ing)? ~(?:from|via) (?:\\w+ ){0,4}(?:third[- ]part(?:y|ies)|other (?:sources|people|organi[sz]ations|companies)|public(?:ly)?|agenc(?:y|ies)|brokers?|partners|affiliat*|providers?|sources|referees?|suppliers?|social media|registers?|databases?|intermediar(?:y|ies)|distributors?)',
  'publicly (?:available|accessible) (?:sources?|information|databases?|registers?|records)',
  '(?:third[- ]party|public|other) sources',
  'received indirectly',
  'from other (?:sources|affiliated)',
  'indirectly',
  'not (?:been )?(?:obtained|collected|provided) (?:directly )?(?:from|by) (?:you|the data subject)',
);
const SOURCE_NAMED =
  /\bsuch as\b|for example|e\.g|including|include|like |namely|(?:sources?|following|third parties)[^;]{0,30}:$|companies house|linkedin|electoral|credit reference|(?:employment|recruitment) agenc|facebook|google|instagram|twitter|referees?|employer|advis[eo]r|broker|bank|family|gp\b|hmrc|dvla|police|introduc|school|payment|analytics|public(?:ly)? (?:available|accessible|register|record|source)|distributor|intermediar|administrator|world-check|registers?/;
const CATEGORY = terms(
  'categor(?:y|ies) of (?:personal )?(?:data|information)',
  '(?:types?|kinds?) of (?:personal )?(?:data|information)',
  '(?:personal )?(?:data|information) (?:we|that|which|may|such|includ|collected|about|processed|consist|compris|categories)~',
  '(?:name|names|address|e-?mail|telephone|phone|date of birth|ip address|contact details|bank|identity data|contact data|nationality|passport|identification)',
);

export interface Origin {
  /** Data that came from someone else than the person. */
  readonly indirect: Sentence | undefined;
  /** The sentence that says from whom, or what kind of source. */
  readonly named: Sentence | undefined;
  /** A sentence that takes data from others and leaves open from whom. */
  readonly unnamed: Sentence | undefined;
  /** What kinds of data there are. */
  readonly categories: Sentence | undefined;
}

/** Where the data comes from, and what it is: Article 14(1)(d) and (2)(f). */
export function readOrigin(prose: Prose): Origin {
  const told = prose.sentences.filter((s) => {
    const match = INDIRECT.exec(s.low);
    if (!match || s.kind === 'heading') return false;
    if (
      /\b(?:not|never|n't)\b[^;]{0,50}\b(?:collect|buy|receive|obtain|purchase)/.test(s.low) &&
      !/not (?:been )?(?:obtained|collected|provided)/.test(s.low)
    )
      return false;
    return (
      !isDenied(s.low, match.index, 30) &&
      !/\bright|you can (?:ask|request)|any available information/.test(s.low)
    );
  });
  return {
    indirect: told[0],
    named: told.find((s) => SOURCE_NAMED.test(s.low)),
    unnamed: told.find((s) => !SOURCE_NAMED.test(s.low)),
    categories: prose.sentences.find(
      (s) => CATEGORY.test(s.low) && (s.kind !== 'heading' || /data|information/.test(s.low)),
    ),
  };
}
