import type { Day } from '../../base/index.ts';
import {
  ACCESS_REPLY_ITEMS,
  type AccessReplyItem,
  accessReplyItemsOwed,
  isRestricted,
  regulatorOn,
} from '../../law/index.ts';
import { type ListItem, listAt, type Policy, sayValue } from '../../policy/index.ts';

/** One thing that Art 15(1) or (2) has a reply say, from the policy's declarations. */
export interface Answer {
  readonly item: AccessReplyItem;
  readonly heading: string;
  /** The article that asks for it. */
  readonly source: string;
  readonly says: readonly string[];
  readonly list: readonly ListItem[];
}

export interface AboutPerson {
  /** The kinds of people that they are to us, as the policy calls them; empty: nobody knows, and all is said. */
  readonly categories: readonly string[];
  /** Kinds of data that were found, whatever the policy says of such people. */
  readonly found: readonly string[];
  readonly on: Day;
}

const HEADINGS: Readonly<Record<AccessReplyItem, string>> = {
  purposes: 'Why we use your data',
  'data-categories': 'What kinds of data these are',
  recipients: 'Who receives it',
  retention: 'How long we keep it',
  rights: 'What you can ask of us',
  'complaint-to-controller': 'How to complain to us',
  'complaint-to-regulator': 'How to complain to the regulator',
  source: 'Where we have it from',
  'automated-decisions': 'Decisions made by a machine',
  safeguards: 'What protects it in other countries',
};

/** Everything that an access reply of that day says beside the copy (Art 15(1), (2); R7), in the law's order. */
export function accessAnswers(policy: Policy, about: AboutPerson): Answer[] {
  const law = policy.organisation.jurisdiction === 'uk' ? 'uk' : 'eu';
  const scope = scopeOf(policy, about);
  const said: Readonly<Record<AccessReplyItem, () => Pick<Answer, 'says' | 'list'>>> = {
    purposes: () => ({
      says: ['Each purpose with the ground in law on which it rests:'],
      list: itemsOf(policy, 'purposes', scope.purposes),
    }),
    'data-categories': () => ({ says: [], list: itemsOf(policy, 'data', scope.data) }),
    recipients: () =>
      scope.recipients.length === 0
        ? { says: ['Nobody outside the organisation receives it.'], list: [] }
        : {
            says: [
              'Those who may receive it. To whom it was in fact given is under “Who received your data”.',
            ],
            list: itemsOf(policy, 'recipients', scope.recipients),
          },
    retention: () => ({ says: [], list: itemsOf(policy, 'retention', scope.retention) }),
    rights: () => ({
      says: [
        'You can ask us to correct or complete your data, to delete it, to do nothing with it but store it, and you can object to how we use it.',
        `Write to ${policy.organisation.contacts.privacy}.`,
      ],
      list: listAt(policy, 'rights.*') ?? [],
    }),
    'complaint-to-controller': () => ({
      says: [
        `You can complain to us: ${complaintsAt(policy)}. We acknowledge a complaint and tell you what became of it.`,
      ],
      list: [],
    }),
    'complaint-to-regulator': () => ({ says: [regulatorSentence(policy, law, about.on)], list: [] }),
    source: () => sourcesOf(policy, scope),
    'automated-decisions': () => decisionsOf(policy, about),
    safeguards: () => safeguardsOf(policy, law, scope.recipients),
  };
  return accessReplyItemsOwed(about.on, law).map((item) => ({
    item,
    heading: HEADINGS[item],
    source: ACCESS_REPLY_ITEMS[item].source,
    ...said[item](),
  }));
}

type Scope = { purposes: string[]; data: string[]; recipients: string[]; retention: string[] };

/** What of the policy is about such a person. */
function scopeOf(policy: Policy, { categories, found }: AboutPerson): Scope {
  const theirs = (people: readonly string[] | undefined): boolean =>
    categories.length === 0 || people === undefined || people.some((one) => categories.includes(one));
  const of = <T>(all: Readonly<Record<string, T>>, keep: (one: T, name: string) => boolean): string[] =>
    Object.entries(all).flatMap(([name, one]) => (keep(one, name) ? [name] : []));
  const own = of(policy.purposes, (purpose) => theirs(purpose.people));
  const known = new Set(own.flatMap((name) => policy.purposes[name]?.data ?? []));
  const strange = found.filter((kind) => !known.has(kind));
  // What was found and no purpose of theirs explains is explained by whatever purpose uses it.
  const purposes = of(
    policy.purposes,
    (purpose, name) => own.includes(name) || purpose.data.some((kind) => strange.includes(kind)),
  );
  const data = new Set([...purposes.flatMap((name) => policy.purposes[name]?.data ?? []), ...found]);
  const named = new Set(purposes.flatMap((name) => policy.purposes[name]?.recipients ?? []));
  return {
    purposes,
    data: of(policy.data, (_, name) => data.has(name)),
    recipients: of(
      policy.recipients,
      (one, name) =>
        named.has(name) || one.for === undefined || one.for.some((purpose) => purposes.includes(purpose)),
    ),
    retention: of(
      policy.retention,
      (rule) => theirs(rule.people) && (rule.data === undefined || rule.data.some((kind) => data.has(kind))),
    ),
  };
}

const itemsOf = (policy: Policy, section: string, names: readonly string[]): ListItem[] =>
  names.flatMap((name) => listAt(policy, `${section}.${name}`) ?? []);

function complaintsAt({ organisation: { contacts } }: Policy): string {
  const { complaints, privacy } = contacts;
  if (complaints === undefined) return privacy;
  return complaints.startsWith('/') ? `on our privacy pages (${complaints}), or ${privacy}` : complaints;
}

function regulatorSentence(policy: Policy, law: 'uk' | 'eu', on: Day): string {
  const link = policy.links.regulator?.to;
  const where = link ? ` (${link})` : '';
  return law === 'uk'
    ? `You can complain to the ${regulatorOn(on).name}${where} at any time, and go to court.`
    : `You can complain to the data protection authority of the state where you live, where you work, or where it happened${where}, and go to court.`;
}

function sourcesOf(policy: Policy, { data, purposes }: Scope): Pick<Answer, 'says' | 'list'> {
  const supplied = data.flatMap((kind) => {
    const from = policy.data[kind]?.from;
    const who = from && policy.recipients[from];
    return who
      ? [
          {
            path: `data.${kind}`,
            name: policy.data[kind]?.says ?? kind,
            says: `From ${who.name ?? who.says ?? from}.`,
          },
        ]
      : [];
  });
  const points = Object.entries(policy.collection).flatMap(([name, point]) =>
    point.from !== 'the-person' && point.source && point.purposes.some((one) => purposes.includes(one))
      ? [
          {
            path: `collection.${name}`,
            name: point.says ?? sayValue(name),
            says: `From ${point.source.who}.`,
          },
        ]
      : [],
  );
  const list = [...supplied, ...points];
  return list.length > 0
    ? { says: ['Some of it may come from others:'], list }
    : { says: ['From you yourself: what you told us, and what came of dealing with you.'], list: [] };
}

function decisionsOf(policy: Policy, { categories }: AboutPerson): Pick<Answer, 'says' | 'list'> {
  const automated = Object.entries(policy.decisions).flatMap(([name, one]) =>
    one.automated &&
    (categories.length === 0 ||
      one.people === undefined ||
      one.people.some((kind) => categories.includes(kind)))
      ? [name]
      : [],
  );
  return automated.length > 0
    ? {
        says: ['How they are made, and what they mean for you:'],
        list: itemsOf(policy, 'decisions', automated),
      }
    : { says: ['No decision about you is made by a machine alone.'], list: [] };
}

const isAway = (law: 'uk' | 'eu', code: string): boolean =>
  code === 'eea' ? law === 'uk' : isRestricted(law, code === 'uk' ? 'gb' : code);

function safeguardsOf(
  policy: Policy,
  law: 'uk' | 'eu',
  recipients: readonly string[],
): Pick<Answer, 'says' | 'list'> {
  const away = recipients.flatMap((name) => {
    const one = policy.recipients[name];
    const countries = (one?.where ?? []).filter((code) => isAway(law, code));
    if (!one || countries.length === 0) return [];
    const document = one.transfer?.document
      ? ` You can have a copy of it: ask for ${one.transfer.document}.`
      : '';
    const by = one.transfer
      ? `Protected by ${sayValue(one.transfer.mechanism)}.${document}`
      : 'No safeguard is recorded: ask us about it.';
    const [item] = listAt(policy, `recipients.${name}`) ?? [];
    return [
      {
        path: `recipients.${name}`,
        name: `${item?.name ?? name} (${countries.map((code) => code.toUpperCase()).join(', ')})`,
        says: by,
      },
    ];
  });
  return away.length > 0
    ? { says: ['These receive data in other countries:'], list: away }
    : { says: ['It does not leave the reach of our own data protection law.'], list: [] };
}
