import { type Declaration, declarationsAt } from '../compile.ts';
import type { WrittenPromise } from '../notice.ts';
import type { Policy } from '../policy.ts';
import { sayList } from '../values.ts';
import { sayPeriod, sayTerm } from '../words.ts';
import type { Look } from './look.ts';
import type { Sentence } from './notice-text.ts';
import { lengthOf, periodsIn, typedPeriods } from './periods.rules.ts';
import { article, type Check, type Hit, house } from './rule.ts';

type Bound = { sentence: Sentence; promise: WrittenPromise; to: Declaration[] };

/** Every sentence that stands in a promise, with the declarations it is bound to. */
export function* boundSentences({ policy, text }: Look): Generator<Bound> {
  for (const sentence of text.sentences)
    for (const promise of sentence.promises)
      yield { sentence, promise, to: promise.by.flatMap((path) => declarationsAt(policy, path)) };
}

export const quoted = ({ place, text, n }: Sentence) => ({ place, quote: text, sentence: n });

/** What law says where a policy is silent: typing it contradicts nothing. */
const LAWFUL: readonly { head: RegExp; keys: readonly string[] }[] = [
  { head: /^rights\./, keys: ['1m', '2m', '3m', '30d'] },
  { head: /^incidents$/, keys: ['3d'] },
];
/** What the law's duties add up to: a retention promise may name the duty beside its own limit. */
const DUTIES: Readonly<Record<string, string>> = {
  'accounting-records': '72m',
  vat: '72m',
  payroll: '36m',
  'statutory-pay': '36m',
  'minimum-wage': '72m',
  'working-time': '24m',
  'annual-leave': '72m',
  pension: '72m',
  accidents: '36m',
  'right-to-work': '24m',
};

function lawfulFor({ path, declared }: Declaration): readonly string[] {
  const duty = (declared as { duty?: string } | null)?.duty;
  return [
    ...LAWFUL.flatMap(({ head, keys }) => (head.test(path) ? keys : [])),
    ...(duty ? [DUTIES[duty] ?? ''] : []),
  ];
}

type Wrong = { bound: Bound; said: string; declared: { path: string; period: string }[] };

function* wrongPeriods(look: Look): Generator<Wrong> {
  for (const bound of boundSentences(look)) {
    const declared = bound.to.flatMap((one) => periodsIn(one.declared, one.path));
    const lawful = bound.to.flatMap(lawfulFor);
    if (declared.length === 0) continue;
    for (const { key, said } of typedPeriods(bound.sentence.typed)) {
      if (declared.some(({ period }) => lengthOf(period) === key) || lawful.includes(key)) continue;
      yield { bound, said, declared };
    }
  }
}

const sayDeclared = (declared: Wrong['declared']): string =>
  sayList(declared.slice(0, 3).map(({ path, period }) => `${path} says ${sayPeriod(period)}`));

const differs = ({ bound, said, declared }: Wrong): Hit => ({
  ...quoted(bound.sentence),
  message: `The notice says ${said}; ${sayDeclared(declared)}.`,
  todo: `Draw it with :value{${declared[0]?.path ?? ''}}, or change the declaration.`,
});

const isRetention = ({ bound }: Wrong) => bound.to.some(({ path }) => path.startsWith('retention.'));

const periodInSchedule: Check = {
  rule: 'notice-18-period-differs-from-schedule',
  severity: 'error',
  ground: article('Art 5(1)(e), 5(2), 13(2)(a)'),
  *find(look) {
    for (const wrong of wrongPeriods(look)) if (isRetention(wrong)) yield differs(wrong);
  },
};

const period: Check = {
  rule: 'language-period-differs',
  severity: 'error',
  ground: house,
  *find(look) {
    for (const wrong of wrongPeriods(look)) if (!isRetention(wrong)) yield differs(wrong);
  },
};

const typedPeriod: Check = {
  rule: 'language-period-typed',
  severity: 'warning',
  ground: house,
  *find(look) {
    const all = periodsIn(declarationsOf(look.policy), '').map((one) => ({
      ...one,
      path: one.path.slice(1),
    }));
    for (const sentence of look.text.sentences) {
      if (sentence.kind === 'heading') continue;
      const bound = sentence.promises.flatMap((one) =>
        one.by.flatMap((path) => declarationsAt(look.policy, path)),
      );
      const inside = bound.flatMap((one) => periodsIn(one.declared, one.path));
      for (const { key, said } of typedPeriods(sentence.typed)) {
        const same = inside.find((one) => lengthOf(one.period) === key);
        if (same) {
          yield {
            ...quoted(sentence),
            message: `"${said}" is typed, and will stay when ${same.path} changes.`,
            todo: `Draw it with :value{${same.path}}.`,
          };
        } else if (inside.length === 0 && bound.length > 0 && !bound.flatMap(lawfulFor).includes(key)) {
          const elsewhere = all.find((one) => lengthOf(one.period) === key);
          yield {
            ...quoted(sentence),
            message: `Nothing that this promise is bound to holds "${said}".`,
            todo: elsewhere
              ? `Bind it to ${elsewhere.path.split('.').slice(0, 2).join('.')} as well, and draw it with :value{${elsewhere.path}}.`
              : 'Declare the period, and draw it with :value{…}.',
          };
        }
      }
    }
  },
};

const declarationsOf = (policy: Policy): unknown => {
  const { retention, rights, incidents, purposes, messages, recipients, changes, processing, collection } =
    policy;
  return { retention, rights, incidents, purposes, messages, recipients, changes, processing, collection };
};

const CHANNEL_WORDS: readonly { channel: string; route: string; said: RegExp }[] = [
  {
    channel: 'email',
    route: 'email',
    said: /\b(?:by|via|through|send you|in) (?:an? )?e-?mails?\b|\be-?mail you\b/i,
  },
  { channel: 'sms', route: 'sms', said: /\b(?:by|via|in) (?:sms|text(?: message)?s?)\b|\btext you\b/i },
  {
    channel: 'phone',
    route: 'phone',
    said: /\b(?:by|via|on the|over the) (?:tele)?phone\b|\b(?:call|phone|ring) you\b/i,
  },
  { channel: 'post', route: 'post', said: /\bby (?:post|letter)\b|\bin the post\b/i },
];

const channel: Check = {
  rule: 'language-channel-differs',
  severity: 'error',
  ground: house,
  *find(look) {
    for (const { sentence, to } of boundSentences(look)) {
      const purposes = to.flatMap(({ path, declared }) =>
        path.startsWith('purposes.')
          ? [{ path, channels: (declared as Policy['purposes'][string]).channels }]
          : [],
      );
      const known = new Set(purposes.flatMap((one) => one.channels ?? []));
      const [first] = purposes;
      if (!first || known.size === 0 || purposes.some((one) => !one.channels)) continue;
      // What people may do is not what we do: "you can tell us by post".
      if (!/\b(?:we|our)\b/i.test(sentence.typed) || /\byou (?:can|may|could)\b/i.test(sentence.typed))
        continue;
      for (const { channel: one, said } of CHANNEL_WORDS) {
        const match = said.exec(sentence.typed);
        const refused = /\b(?:not|never)\b/i.test(sentence.typed);
        if (match && !refused && ![...known].some((declared) => declared === one))
          yield {
            ...quoted(sentence),
            message: `The notice says "${match[0]}"; ${first.path} has only ${sayList([...known].map(sayTerm))}.`,
            todo: `Add ${one} to its channels, or take it out of the sentence.`,
          };
      }
    }
  },
};

const route: Check = {
  rule: 'language-route-differs',
  severity: 'error',
  ground: house,
  *find(look) {
    for (const { sentence, to } of boundSentences(look)) {
      const rights = to.filter(({ path }) => path.startsWith('rights.'));
      const routes = rights.flatMap(({ declared }) => (declared as { routes: string[] }).routes);
      const [first] = rights;
      if (!first || to.length !== rights.length || !/\byou\b/i.test(sentence.typed)) continue;
      for (const { route: one, said } of CHANNEL_WORDS) {
        const match = one === 'sms' ? null : said.exec(sentence.typed);
        if (match && !/ you$/i.test(match[0]) && !routes.includes(one))
          yield {
            ...quoted(sentence),
            message: `The notice says "${match[0]}"; ${first.path} can be asked for only by ${sayList(routes.map(sayTerm))}.`,
            todo: `Add ${one} to its routes, or take it out of the sentence.`,
          };
      }
    }
  },
};

export const typedValueChecks: readonly Check[] = [periodInSchedule, period, typedPeriod, channel, route];
