import { roughDays } from '../check/periods.rules.ts';
import type { Value } from './parts.rules.ts';
import type { Compared } from './sections.ts';

/** One difference, before it is judged. `part` is null where the whole declaration came or went. */
export type Difference = {
  section: Compared;
  part: string | null;
  what: 'added' | 'removed' | 'changed';
  was: unknown;
  is: unknown;
};

type Judgement = { material: boolean; because: string };
type Rule = {
  section: Compared | readonly Compared[];
  part: RegExp | null;
  what?: Difference['what'];
  when?: (one: Difference) => boolean;
  material: boolean;
  because: string;
};

const isPeriod = (value: unknown): value is string =>
  typeof value === 'string' && /^P(?=.*\d)[\dYMWDTH]+$/.test(value);
const longer = ({ was, is }: Difference): boolean =>
  isPeriod(is) && (!isPeriod(was) || roughDays(is) > roughDays(was));
const grew = ({ was, is }: Difference): boolean =>
  Array.isArray(is) && is.some((one) => !Array.isArray(was) || !was.includes(one));
const shrank = ({ was, is }: Difference): boolean =>
  Array.isArray(was) && was.some((one) => !Array.isArray(is) || !is.includes(one));
const became =
  (value: Value) =>
  ({ is }: Difference): boolean =>
    is === value;
const consentGone = ({ was, is }: Difference): boolean => was === 'consent' && is !== 'consent';

/**
 * What people must be told of beforehand, and what is only tidying. The first rule that fits decides; what none fits is
 * material, for nobody has shown that it is not.
 */
const RULES: readonly Rule[] = [
  {
    section: 'purposes',
    part: null,
    what: 'added',
    material: true,
    because: 'Data is used for something new.',
  },
  {
    section: 'purposes',
    part: null,
    what: 'removed',
    material: false,
    because: 'Data is used for less than before.',
  },
  {
    section: 'purposes',
    part: /^basis$/,
    when: consentGone,
    material: true,
    because: 'What needed your consent no longer does.',
  },
  {
    section: 'purposes',
    part: /^basis$/,
    material: true,
    because: 'The use rests on another ground, which gives other rights.',
  },
  {
    section: 'purposes',
    part: /^(?:data|people|recipients|channels)$/,
    when: grew,
    material: true,
    because: 'The use reaches further than before.',
  },
  {
    section: 'purposes',
    part: /^(?:data|people|recipients|channels)$/,
    material: false,
    because: 'The use reaches less far than before.',
  },
  { section: 'purposes', part: /^at-most/, material: true, because: 'How often we write changes.' },
  {
    section: 'purposes',
    part: /^(?:assessment|systems|topics|law|interest|quiet-hours.*|reviewed-by|similar)$/,
    material: false,
    because: 'The use itself stays the same.',
  },

  { section: 'data', part: null, what: 'added', material: true, because: 'A new kind of data is used.' },
  {
    section: 'data',
    part: null,
    what: 'removed',
    material: false,
    because: 'A kind of data is no longer used.',
  },
  {
    section: 'data',
    part: /^fields$/,
    when: grew,
    material: true,
    because: 'More is recorded about people.',
  },
  {
    section: 'data',
    part: /^fields/,
    what: 'added',
    material: true,
    because: 'More is recorded about people.',
  },
  { section: 'data', part: /^fields/, material: false, because: 'No more is recorded than before.' },
  {
    section: 'data',
    part: /^(?:special|criminal)/,
    material: true,
    because: 'The data is more sensitive, or is treated as if it were less.',
  },
  {
    section: 'data',
    part: /^guarded/,
    what: 'added',
    material: false,
    because: 'Fewer people see it.',
  },
  { section: 'data', part: /^guarded/, material: true, because: 'Other people see it.' },
  {
    section: 'data',
    part: /^protect$/,
    what: 'added',
    material: false,
    because: 'The data is protected better.',
  },
  { section: 'data', part: /^protect$/, material: true, because: 'The data is protected differently.' },

  {
    section: 'people',
    part: null,
    what: 'added',
    material: true,
    because: 'Data about other people is used.',
  },
  {
    section: 'people',
    part: null,
    what: 'removed',
    material: false,
    because: 'Data about fewer people is used.',
  },

  {
    section: 'collection',
    part: null,
    what: 'added',
    material: true,
    because: 'Data comes in by a new way.',
  },
  {
    section: 'collection',
    part: null,
    what: 'removed',
    material: false,
    because: 'Data no longer comes in that way.',
  },
  {
    section: 'collection',
    part: /^fields\..*/,
    what: 'removed',
    material: false,
    because: 'Less is asked of people.',
  },
  {
    section: 'collection',
    part: /^fields\..*/,
    when: ({ was, is }) => was === 'required' && is === 'optional',
    material: false,
    because: 'Less is asked of people.',
  },
  { section: 'collection', part: /^fields\..*/, material: true, because: 'More is asked of people.' },
  {
    section: 'collection',
    part: /^(?:purposes|source.*|from)$/,
    material: true,
    because: 'What comes in is used for, or comes from, something else.',
  },
  {
    section: 'collection',
    part: /^tell-within$/,
    when: longer,
    material: true,
    because: 'People hear of it later.',
  },
  {
    section: 'collection',
    part: /^(?:tell-within|systems|stores|records|begins|confirmed.*|sets-aside.*|says|without|relays-to|offers|asks)$/,
    material: false,
    because: 'What is taken, and what for, stays the same.',
  },

  {
    section: 'recipients',
    part: null,
    what: 'added',
    material: true,
    because: 'Somebody new receives data.',
  },
  {
    section: 'recipients',
    part: null,
    what: 'removed',
    material: false,
    because: 'Somebody no longer receives data.',
  },
  {
    section: 'recipients',
    part: /^(?:where)$/,
    when: grew,
    material: true,
    because: 'Data goes to another country.',
  },
  {
    section: 'recipients',
    part: /^transfer\.mechanism$/,
    material: true,
    because: 'Data abroad is protected in another way.',
  },
  {
    section: 'recipients',
    part: /^(?:for|receives)$/,
    when: grew,
    material: true,
    because: 'They receive more, or for more.',
  },
  {
    section: 'recipients',
    part: /^(?:role|name)$/,
    material: true,
    because: 'Somebody else, or in another role, receives data.',
  },
  {
    section: 'recipients',
    part: /^on-consent$/,
    when: became(false),
    material: true,
    because: 'They receive data without your consent.',
  },
  {
    section: 'recipients',
    part: /^(?:agreement|audit|transfer|access|notifies|approval|policy|data-protection-policy|contact|says|law-requires|for|receives|where|on-consent)/,
    material: false,
    because: 'Who receives what, and where, stays the same or shrinks.',
  },

  {
    section: 'retention',
    part: null,
    what: 'added',
    material: false,
    because: 'A limit is set where there was none.',
  },
  {
    section: 'retention',
    part: null,
    what: 'removed',
    material: true,
    because: 'A limit on keeping is gone.',
  },
  { section: 'retention', part: /^keep$/, when: longer, material: true, because: 'Data is kept longer.' },
  {
    section: 'retention',
    part: /^keep$/,
    when: ({ was, is }) => was === 'while' || is === 'while',
    material: true,
    because: 'The time of keeping is counted in another way.',
  },
  { section: 'retention', part: /^keep$/, material: false, because: 'Data is kept for a shorter time.' },
  {
    section: 'retention',
    part: /^(?:from|while|unless|then|told)/,
    material: true,
    because: 'The time of keeping, or what follows it, is another.',
  },
  {
    section: 'retention',
    part: /^(?:people|data|collection)$/,
    when: shrank,
    material: true,
    because: 'The limit covers less than before.',
  },
  {
    section: 'retention',
    part: /^at-once-on$/,
    when: shrank,
    material: true,
    because: 'Asking no longer ends the keeping at once.',
  },
  { section: 'retention', part: /.*/, material: false, because: 'How long data is kept stays the same.' },

  {
    section: 'rights',
    part: null,
    what: 'removed',
    material: true,
    because: 'A right is no longer offered.',
  },
  {
    section: 'rights',
    part: null,
    what: 'added',
    material: false,
    because: 'People may do more than before.',
  },
  {
    section: 'rights',
    part: /within$/,
    when: longer,
    material: true,
    because: 'People wait longer for an answer.',
  },
  {
    section: 'rights',
    part: /within$/,
    what: 'removed',
    material: true,
    because: 'No time for the answer is promised any more.',
  },
  {
    section: 'rights',
    part: /^routes$/,
    when: shrank,
    material: true,
    because: 'There are fewer ways to ask.',
  },
  {
    section: 'rights',
    part: /^verify$/,
    material: true,
    because: 'People show who they are in another way.',
  },
  { section: 'rights', part: /.*/, material: false, because: 'What people can ask stays the same or grows.' },

  {
    section: 'prohibitions',
    part: null,
    what: 'removed',
    material: true,
    because: 'What we said would never happen may happen.',
  },
  {
    section: 'prohibitions',
    part: null,
    what: 'added',
    material: false,
    because: 'Less may happen than before.',
  },
  {
    section: 'prohibitions',
    part: /.*/,
    material: true,
    because: 'What we say never happens is another thing.',
  },

  {
    section: 'decisions',
    part: null,
    what: 'added',
    material: true,
    because: 'Something new is decided about people.',
  },
  {
    section: 'decisions',
    part: null,
    what: 'removed',
    material: false,
    because: 'Less is decided about people.',
  },
  { section: 'decisions', part: /.*/, material: true, because: 'People are decided about in another way.' },

  {
    section: 'cookies',
    part: null,
    what: 'added',
    material: true,
    because: 'Something new is stored on people’s devices.',
  },
  {
    section: 'cookies',
    part: null,
    what: 'removed',
    material: false,
    because: 'Less is stored on people’s devices.',
  },
  {
    section: 'cookies',
    part: /^ask$/,
    what: 'removed',
    material: true,
    because: 'What needed your consent no longer does.',
  },
  { section: 'cookies', part: /^ask$/, material: false, because: 'You are now asked first.' },
  {
    section: 'cookies',
    part: /^items/,
    when: ({ what, ...one }) => what === 'added' || longer({ what, ...one }),
    material: true,
    because: 'More, or for longer, is stored on people’s devices.',
  },
  {
    section: 'cookies',
    part: /^(?:objection|exemption|provider|only-on)/,
    material: true,
    because: 'What is stored, and whether you may say no, changes.',
  },
  { section: 'cookies', part: /.*/, material: false, because: 'No more is stored than before.' },

  {
    section: 'publications',
    part: null,
    what: 'added',
    material: true,
    because: 'Something new about people is published.',
  },
  {
    section: 'publications',
    part: null,
    what: 'removed',
    material: false,
    because: 'Less about people is published.',
  },
  { section: 'safeguards', part: null, what: 'removed', material: true, because: 'A protection is gone.' },
  { section: 'safeguards', part: null, what: 'added', material: false, because: 'Data is protected better.' },
  {
    section: 'systems',
    part: /^where$/,
    when: grew,
    material: true,
    because: 'Data is stored in another country.',
  },
  {
    section: 'systems',
    part: /.*/,
    material: false,
    because: 'Where data is stored is our own affair while the country stays the same.',
  },
  {
    section: 'systems',
    part: null,
    material: false,
    because: 'Where data is stored is our own affair while the country stays the same.',
  },
  {
    section: ['messages', 'scope', 'safeguards', 'processing', 'publications', 'people', 'data'],
    part: /^says$/,
    material: false,
    because: 'It is said in other words.',
  },
  {
    section: ['purposes', 'people'],
    part: /^says$/,
    material: true,
    because: 'The purpose, or whom it is about, is said to be another.',
  },
  {
    section: ['messages', 'scope'],
    part: null,
    material: false,
    because: 'It tells people more or less; what happens with their data stays.',
  },

  {
    section: 'organisation',
    part: /^(?:name|jurisdiction|roles|representative.*)$/,
    material: true,
    because: 'Somebody else, or under another law, is responsible.',
  },
  {
    section: 'organisation',
    part: /^contacts\.(?:privacy|complaints|marketing)$/,
    material: true,
    because: 'People reach us somewhere else.',
  },
  { section: 'organisation', part: /.*/, material: false, because: 'Who is responsible stays the same.' },
  {
    section: 'incidents',
    part: /within$/,
    when: longer,
    material: true,
    because: 'A breach is told of later.',
  },
  {
    section: 'incidents',
    part: /^tell-people$/,
    material: true,
    because: 'People are told of a breach in other cases.',
  },
  {
    section: 'incidents',
    part: /.*/,
    material: false,
    because: 'A breach is told of as soon as before, or sooner.',
  },
];

const OTHERWISE: Judgement = { material: true, because: 'It changes what happens with people’s data.' };

/** Whether people must be told before it takes effect, and why. */
export function judge(one: Difference): Judgement {
  const found = RULES.find(
    ({ section, part, what, when }) =>
      (typeof section === 'string' ? section === one.section : section.includes(one.section)) &&
      (part === null ? one.part === null : one.part !== null && part.test(one.part)) &&
      (what === undefined || what === one.what) &&
      (when === undefined || when(one)),
  );
  return found ? { material: found.material, because: found.because } : OTHERWISE;
}
