import { categoriesOf } from '../people/index.ts';
import {
  COLLECTION_PAGES,
  lacksForSpecial,
  type Policy,
  sayList,
  sayValue,
  specialKindsOf,
} from '../policy/index.ts';
import { type Act, type Answer, deny, type Facts, type When } from './act.rules.ts';
import { own } from './prohibition.rules.ts';

type Purpose = Policy['purposes'][string];

/**
 * What the law asks beyond a basis where data is protected specially (Art 9, 10): a condition that holds today, its policy
 * document in date, and a person who is one of those whom the purpose is about. Null: all of it is there, or nothing of that
 * kind is used. What the caller did not say counts as all that the purpose may use.
 */
export function failsSpecial(
  policy: Policy,
  purpose: Purpose,
  act: Act,
  facts: Pick<Facts, 'relationships'>,
  { today }: Pick<When, 'today'>,
): Answer | null {
  // What is processed for a client rests on the client's condition.
  if (purpose.role === 'processor') return null;
  // Of what is handed out the register of recipients says more than the purpose: here it is about the purpose's own data.
  const named = act.act === 'share' ? act.data.filter((one) => purpose.data.includes(one)) : act.data;
  const used = act.data.length > 0 ? named : purpose.data;
  const kinds = used.flatMap((one) => {
    const declared = own(policy.data, one);
    return declared ? specialKindsOf(declared) : [];
  });
  if (kinds.length === 0) return null;
  const lacks = lacksForSpecial(policy, purpose, kinds, today);
  if (lacks.length > 0)
    return deny(
      `${act.act}.special-condition`,
      `The law protects this specially (${sayValue([...new Set(kinds)])}), and today the purpose lacks ${sayList(lacks)}.`,
      'UK GDPR Art 9(2), 10; DPA 2018 Sch 1',
    );
  return theirs(policy, purpose, act, facts, today)
    ? null
    : deny(
        `${act.act}.special-other-people`,
        `This is about ${sayValue(purpose.people)} and nobody else, and as far as we know the person is none of them.`,
        'UK GDPR Art 9(2)(b), 5(1)(c)',
      );
}

/**
 * Whether the person is one of those whom the purpose is about. Known only where each of these categories follows from
 * relationships; a use may look back at what somebody was, and what newly comes in needs what they are. Whoever explicitly
 * says yes, on a page of their own, says by that whom it is about.
 */
function theirs(
  policy: Policy,
  { people, special }: Purpose,
  { act, personId, collection }: Act,
  { relationships }: Pick<Facts, 'relationships'>,
  today: When['today'],
): boolean {
  const kinds = people.map((one) => own(policy.people, one)?.while);
  if (kinds.length === 0 || kinds.includes(undefined)) return true;
  const point = own(policy.collection, collection ?? '');
  const onPage = point === undefined || COLLECTION_PAGES[point.kind] !== null;
  if (special?.condition === 'explicit-consent' && (act !== 'collect' || onPage)) return true;
  // A question about nobody in particular is about the purpose; what comes in at a point is always somebody's.
  if (personId === null && (act !== 'collect' || collection === undefined)) return true;
  if (act !== 'collect')
    return relationships.some(({ kind, began_on }) => kinds.flat().includes(kind) && began_on <= today);
  const begins = point?.begins;
  return (
    (begins !== undefined && kinds.flat().includes(begins)) ||
    categoriesOf(policy, relationships, today).some((one) => people.includes(one))
  );
}
