import type { Look } from './look.ts';
import { abroad } from './notice-sharing.rules.ts';
import { article, type Check, type Hit } from './rule.ts';

const EXCEPT =
  /\b(?:except|unless|other than|apart from|without|only|beyond|besides|save|not (?:listed|named)|for (?:their|its) own|for marketing|further)\b/;
const NEVER = "\\b(?:never|do not|does not|don't|will not|won't|are not|is not|no)\\b[^.]*";

/** Sentences that a declaration makes untrue. */
const CONTRADICTED: readonly { said: RegExp; excepted: boolean; by(look: Look): string | null }[] = [
  {
    said: new RegExp(
      `${NEVER}\\b(?:share|shared|disclose|disclosed|pass|passed|give|given)\\b[^.]*\\b(?:anyone|anybody|third part(?:y|ies)|other (?:compan\\w+|organisations?|people)|others)\\b`,
    ),
    excepted: true,
    by: ({ policy }) =>
      Object.entries(policy.recipients)
        .find(([, one]) => one.role !== 'authority')?.[0]
        .replace(/^/, 'recipients.') ?? null,
  },
  {
    said: new RegExp(
      `${NEVER}\\b(?:transfer|send|sent|transferred|leave|leaves|stored|kept)\\b[^.]*\\b(?:outside|out of) (?:of )?the (?:uk|united kingdom|eea|european)`,
    ),
    excepted: true,
    by: (look) => abroad(look)[0]?.name.replace(/^/, 'recipients.') ?? null,
  },
  {
    said: new RegExp(`${NEVER}\\b(?:use|set|place)\\b[^.]{0,20}\\bcookies\\b`),
    excepted: true,
    by: ({ policy }) => Object.keys(policy.cookies)[0]?.replace(/^/, 'cookies.') ?? null,
  },
  {
    said: new RegExp(`${NEVER}\\bautomated (?:decision|means)`),
    excepted: true,
    by: ({ policy }) =>
      Object.entries(policy.decisions)
        .find(([, one]) => one.automated && one.significant)?.[0]
        .replace(/^/, 'decisions.') ?? null,
  },
  {
    said: new RegExp(`${NEVER}\\b(?:send|use)\\b[^.]*\\bmarketing\\b`),
    excepted: true,
    by: ({ policy }) =>
      Object.entries(policy.purposes)
        .find(([, one]) => one.kind === 'marketing')?.[0]
        .replace(/^/, 'purposes.') ?? null,
  },
  {
    said: new RegExp(
      `${NEVER}\\b(?:collect|hold|use|process|ask for)\\b[^.]*\\b(?:special categor\\w+|sensitive (?:personal )?(?:data|information))`,
    ),
    excepted: true,
    by: ({ policy }) =>
      Object.entries(policy.data)
        .find(([, one]) => one.special)?.[0]
        .replace(/^/, 'data.') ?? null,
  },
];

const contradiction: Check = {
  rule: 'notice-65-contradiction',
  severity: 'error',
  ground: article('Art 5(1)(a)'),
  *find(look): Iterable<Hit> {
    for (const { said, excepted, by } of CONTRADICTED) {
      const declared = by(look);
      if (!declared) continue;
      for (const sentence of look.text.sentences) {
        if (sentence.kind !== 'text' || !said.test(sentence.low) || (excepted && EXCEPT.test(sentence.low)))
          continue;
        // A promise bound to a narrower rule says by its binding what it means.
        if (
          sentence.promises.some((one) =>
            one.by.some(
              (path) => path.startsWith('prohibitions.') && look.policy.prohibitions[path.slice(13)]?.data,
            ),
          )
        )
          continue;
        yield {
          place: sentence.place,
          quote: sentence.text,
          sentence: sentence.n,
          message: `This sentence is untrue while ${declared} is declared.`,
          todo: `Say the exception in the sentence, or take ${declared} out.`,
        };
      }
    }
  },
};

export const contradictionChecks: readonly Check[] = [contradiction];
