import type { Prose, Sentence } from '../notice.ts';
import { isDenied, isElsewhere } from '../scope.ts';
import { NOT_SHARED, RECIPIENTS, SAFEGUARD, TRANSFER, VAGUE_SAFEGUARD } from '../terms/sharing.ts';
import { ABSENT, denied, type Fact, said, stronger, weak } from './fact.ts';

const CONDITION = /\bunless\b|\bwithout\b|\bexcept\b|\bother than\b|\bonly\b|\bbut\b|\bif\b/;

/** Who receives data, or that nobody does. */
export function recipients(prose: Prose): Fact {
  let fact: Fact = ABSENT;
  for (const sentence of prose.sentences) {
    const completes = /\bshar|disclos|\bpass\b|recipient|third part|provid\w+ .{0,40} to\b|transfer/.test(
      sentence.said,
    );
    if (!RECIPIENTS.test(completes ? sentence.said : sentence.low)) continue;
    // Having one's data sent elsewhere is a right, not a disclosure.
    if (
      /\bright to\b|\bportab|you can ask|you may ask/.test(sentence.said) &&
      !/\bwe (?:may |will |also )?(?:share|disclose|pass)/.test(sentence.low)
    )
      continue;
    const refuses = NOT_SHARED.test(sentence.low) && !CONDITION.test(sentence.low);
    if (sentence.kind === 'heading') fact = stronger(fact, weak(sentence));
    else if (refuses) fact = stronger(fact, denied(sentence));
    // "Information we receive from third parties" tells a source.
    else if (
      /from (?:\w+ ){0,3}(?:third|other|partners|providers)/.test(sentence.low) &&
      !/shar|disclos|pass|provid\w+ to/.test(sentence.low)
    )
      fact = stronger(fact, weak(sentence));
    else if (
      /\b(?:we|our|us|uses|hosting|hosted|shared?|disclos\w*|recipients?|passed|your|data|information|third)\b/.test(
        sentence.said,
      )
    )
      return said(sentence);
  }
  return fact;
}

export type Mechanism = keyof typeof SAFEGUARD;

export interface Transfers {
  /** Whether data leaves the country or the union. */
  readonly stated: Fact;
  /** Named mechanisms of Chapter V. */
  readonly named: ReadonlyMap<Mechanism, Sentence>;
  /** A safeguard is gestured at, no mechanism named. */
  readonly vague: Sentence | undefined;
  /** How to get or see a copy of the safeguard. */
  readonly copy: Fact;
}

const DEFINITION = /\bmeans\b|\bis defined\b|for the purposes? of this/;
const OF_VISITORS =
  /\b(?:you are|if you (?:are|live|reside|access|visit)|visitors?|users?) (?:\w+ ){0,6}(?:located |based |resid\w+ |living )?(?:outside|in|from)\b/;
const DATA_MOVES =
  /\b(?:transfer|stor|process|send|sent|shar|host|server|transmit|held|disclos|provider|supplier|data|information)\w*/;

function transferIn(sentence: Sentence): 'no' | 'denied' | 'yes' {
  const found =
    TRANSFER.exec(sentence.said) ??
    (/transfer|outside|international/.test(sentence.under) ? TRANSFER.exec(sentence.low) : null);
  if (!found || isElsewhere(sentence.under, sentence.low) || sentence.kind === 'heading') return 'no';
  if (!DATA_MOVES.test(sentence.low) || (DEFINITION.test(sentence.low) && !/transfer/.test(sentence.low)))
    return 'no';
  if (OF_VISITORS.test(sentence.low) && !/transfer/.test(sentence.low)) return 'no';
  const refuses =
    (isDenied(sentence.low, Math.max(0, sentence.low.indexOf(found[0]))) ||
      /\b(?:not|never|n't)\b[^;]{0,60}\b(?:transfer|stor|process|send|sent|shar|leave|host)/.test(
        sentence.low,
      )) &&
    !CONDITION.test(sentence.low) &&
    !/may not|not (?:have|provide|offer|be subject|always|necessarily|be as)/.test(sentence.low);
  if (refuses) return 'denied';
  // The right to know about safeguards is no statement that anything is transferred.
  if (
    /right to (?:be informed|know|obtain)|you (?:can|may) (?:ask|request)/.test(sentence.low) &&
    !/we (?:may |will |do )?(?:transfer|share|store)/.test(sentence.low)
  )
    return 'no';
  return 'yes';
}

export function transfers(prose: Prose): Transfers {
  let stated: Fact = ABSENT;
  let vague: Sentence | undefined;
  let copy: Fact = ABSENT;
  const named = new Map<Mechanism, Sentence>();
  for (const sentence of prose.sentences) {
    const moved = transferIn(sentence);
    if (moved === 'yes') stated = stronger(stated, said(sentence));
    else if (moved === 'denied') stated = stronger(stated, denied(sentence));
    for (const mechanism of Object.keys(SAFEGUARD) as Mechanism[]) {
      const found = SAFEGUARD[mechanism].exec(sentence.low);
      if (!found || named.has(mechanism)) continue;
      if (
        mechanism === 'agreement' &&
        moved !== 'yes' &&
        !/transfer/.test(`${sentence.low} ${sentence.under}`)
      )
        continue;
      if (
        mechanism === 'adequacy' &&
        /security|safe/.test(sentence.low) &&
        !/countr|transfer|jurisdiction|outside|commission|decision/.test(`${sentence.said} ${sentence.under}`)
      )
        continue;
      if (mechanism === 'code' && !/transfer|countr|outside/.test(`${sentence.said} ${sentence.under}`))
        continue;
      if (isDenied(sentence.low, found.index, 40) && mechanism !== 'adequacy') continue;
      named.set(mechanism, sentence);
    }
    const inTransfers = moved === 'yes' || /transfer|outside|international|overseas/.test(sentence.under);
    if (inTransfers && VAGUE_SAFEGUARD.test(sentence.low)) vague ??= sentence;
    const aboutTransfers = /transfer|outside|international|clauses|safeguard/.test(
      `${sentence.low} ${sentence.under}`,
    );
    if (!aboutTransfers) continue;
    if (
      /\b(?:copy|copies|more (?:information|details)|further (?:information|details)|details?)\b[^;]{0,90}\b(?:safeguard|clauses|mechanism|transfer|protections?|agreements?|these|them|measures)|(?:safeguard|clauses|mechanism|transfer|protections?)[^;]{0,120}\b(?:cop(?:y|ies)|contact (?:us|our)|request|available (?:at|from|here)|https?:)/.test(
        sentence.said,
      )
    ) {
      copy = stronger(copy, said(sentence));
    } else if (
      /transfer|international/.test(sentence.under) &&
      /\bcop(?:y|ies)\b|contact us|further information|more information/.test(sentence.low)
    ) {
      copy = stronger(copy, said(sentence));
    }
  }
  return { stated, named, vague, copy };
}
