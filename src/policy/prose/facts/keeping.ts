import type { Prose, Sentence } from '../notice.ts';
import { CRITERION, KEEP, NUMBERED_PERIOD, PERIOD, VAGUE_KEEPING } from '../terms/keeping.ts';
import { ABSENT, type Fact, said, stronger, weak } from './fact.ts';

const KEEPING_HEADING = /\bretention|how long|\bkeep|\bstor(?:e|age|ing)\b|duration|deletion|\bretain/;
/** Time to answer a request, to report a breach, to give notice: not time to keep. */
const OTHER_CLOCK =
  /\b(?:respond|response|reply|answer|comply with (?:your|the) request|within (?:one|a|1|30|\w+ \(?\d*\)?) ?(?:calendar |business |working )?(?:month|days?|hours?) (?:of|from|to)|acknowledg|years? (?:old|of age)|under (?:the age|1[368])|aged?\b|breach|notify|notification|free of charge|12-month period)/;

export interface Keeping {
  /** Said: a period or a criterion. Weak: only "as long as necessary". */
  readonly stated: Fact;
  /** The first period with a number in it. */
  readonly period: Sentence | undefined;
  /** The first sentence that keeps data without an edge. */
  readonly vague: Sentence | undefined;
}

/** True where this sentence tells how long something is kept. */
export function tellsPeriod(sentence: Sentence): boolean {
  if (!NUMBERED_PERIOD.test(sentence.low)) return false;
  const headed = KEEPING_HEADING.test(sentence.under);
  const keeps =
    KEEP.test(sentence.said) ||
    headed ||
    /\bfor (?:a (?:maximum|minimum|period) of )?(?:up to )?\d/.test(sentence.low);
  return (
    keeps && (!OTHER_CLOCK.test(sentence.low) || (headed && !/respond|reply|request/.test(sentence.low)))
  );
}

export function keeping(prose: Prose): Keeping {
  let stated: Fact = ABSENT;
  let period: Sentence | undefined;
  let vague: Sentence | undefined;
  for (const sentence of prose.sentences) {
    if (sentence.kind === 'heading') continue;
    const headed = KEEPING_HEADING.test(sentence.under);
    const ofCookies = /\bcookies?\b|browser|device/.test(`${sentence.low} ${sentence.under}`);
    if (tellsPeriod(sentence)) {
      stated = stronger(stated, ofCookies ? weak(sentence) : said(sentence));
      if (!ofCookies) period ??= sentence;
      continue;
    }
    const keeps =
      KEEP.test(sentence.said) &&
      /\b(?:we|our|us|data|information|records?|details|recordings?|it|they|cv|account|will|be|is|are)\b/.test(
        sentence.low,
      );
    if (!keeps && !headed) continue;
    if (ofCookies && !/personal|data|information/.test(sentence.low)) continue;
    const endsSomewhere = CRITERION.test(sentence.low) || (headed && PERIOD.test(sentence.low));
    const longing =
      /\b(?:as|so) long as|until|for (?:the|a|as|\w+ period)|period|longer than|how long|unless|no longer|indefinite|retention/.test(
        sentence.said,
      ) ||
      (/\bafter|when|once|while/.test(sentence.low) &&
        /\bretain|keep|kept|stored|we store|hold|held|delet|remov|destr|archiv|anonymi/.test(sentence.low));
    if (
      endsSomewhere &&
      longing &&
      !OTHER_CLOCK.test(sentence.low) &&
      /\bretain|retention|\bkeep|\bkept|stored|storing|storage|\bhold|\bheld|delet|remov|maintain|destr|archiv|process/.test(
        sentence.said,
      )
    ) {
      stated = stronger(stated, said(sentence));
    }
    if (
      VAGUE_KEEPING.test(sentence.low) &&
      /\bretain|retention|\bkeep|\bkept|stored|storing|storage|\bhold|\bheld|delet|destr|maintain|overwrit|process/.test(
        `${sentence.said} ${sentence.under}`,
      )
    ) {
      stated = stronger(stated, weak(sentence));
      if (!NUMBERED_PERIOD.test(sentence.low)) vague ??= sentence;
    }
  }
  return { stated, period, vague };
}
