import { categoriesOf } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Act, type Answer, deny, type Facts, type When } from './act.rules.ts';

type Prohibition = Policy['prohibitions'][string];

/** Acts that a policy forbids as such when it names nothing in particular; of the others it forbids what it does not declare. */
const WHOLLY: readonly string[] = ['decide', 'profile', 'publish'];

/** The acts of the gate at which a prohibition of that act bites: to sell is to share, and a message uses what it is made of. */
const AT: Readonly<Record<string, readonly string[]>> = {
  use: ['use', 'send', 'profile', 'access', 'share', 'publish', 'decide'],
  send: ['send'],
  collect: ['collect'],
  share: ['share'],
  transfer: ['transfer'],
  publish: ['publish'],
  decide: ['decide'],
  profile: ['profile'],
  access: ['access'],
};

/**
 * The prohibition of the policy that this act meets, if any: all that it names has to be met. What the caller did not say
 * counts as everything that the act could be about.
 */
export function forbidden(policy: Policy, act: Act, facts: Facts, when: When): Answer | null {
  for (const [name, declared] of Object.entries(policy.prohibitions)) {
    if (!meets(policy, declared, act, facts, when.today) || excepted(declared, name, act, facts, when))
      continue;
    const answer = deny(
      `${act.act}.prohibited`,
      `The policy says: ${declared.says}.${declared.unless ? ` The one exception: ${declared.unless}.` : ''}`,
      'UK GDPR Art 5(1)(a)',
    );
    return { ...answer, by: `prohibitions.${name}` };
  }
  return null;
}

function meets(policy: Policy, declared: Prohibition, act: Act, facts: Facts, today: When['today']): boolean {
  const { data, purposes, recipients, collection, people } = declared;
  if (declared.act === undefined || !AT[declared.act]?.includes(act.act)) return false;
  // What a person decides is no decision of software; whether it is theirs to take is asked after this.
  if (declared.act === 'decide' && act.by !== undefined) return false;
  if (!data && !purposes && !recipients && !collection && !people) return WHOLLY.includes(declared.act);
  // Beyond its own act a prohibition of use needs data or a purpose to be about.
  if (declared.act !== act.act && !data && !purposes) return false;
  return (
    (!data || dataOf(policy, act).some((one) => data.includes(one))) &&
    (!purposes || purposes.includes(act.purpose)) &&
    (!recipients || recipients.includes(act.recipient)) &&
    (!collection || (act.collection !== undefined && collection.includes(act.collection))) &&
    (!people || concerned(policy, act, facts, today, people))
  );
}

/** What the act is about: as said, or all that the recipient may get or the purpose may use. */
function dataOf(policy: Policy, { data, recipient, purpose, act }: Act): readonly string[] {
  if (data.length > 0) return data;
  const used = own(policy.purposes, purpose)?.data ?? [];
  if (act !== 'share' && act !== 'transfer') return used;
  return own(policy.recipients, recipient)?.receives ?? used;
}

/** Whom the act is about: as said, as their relationships show, or whom the point or the purpose is for. */
function concerned(
  policy: Policy,
  act: Act,
  facts: Facts,
  today: When['today'],
  people: readonly string[],
): boolean {
  const derived = categoriesOf(policy, facts.relationships, today);
  const known =
    act.people ??
    (derived.length > 0
      ? derived
      : (own(policy.collection, act.collection ?? '')?.people ?? own(policy.purposes, act.purpose)?.people));
  return known === undefined || known.length === 0 || known.some((one) => people.includes(one));
}

/** By what the policy lets through in a way that can be checked, or by a claim that says what shows it. */
const excepted = (declared: Prohibition, name: string, act: Act, facts: Facts, when: When): boolean =>
  (declared.act === 'publish' && agreedTo(act, facts)) ||
  (declared.act === 'access' && openedTo(act, facts, when)) ||
  declared.except?.purposes?.includes(act.purpose) === true ||
  declared.except?.recipients?.includes(act.recipient) === true ||
  (declared.unless !== undefined &&
    act.exception?.prohibition === name &&
    act.exception.evidence.trim().length > 0);

/** Whether the person has opened their session to us, and it is not over. */
export function openedTo({ collection }: Act, { preferences }: Facts, { now }: When): boolean {
  const until = preferences[`session:${collection}`];
  return until !== undefined && until > now;
}

/** Whether the person agreed to this very text in this very place. */
export const agreedTo = ({ publication, text, outlet }: Act, { preferences }: Facts): boolean =>
  preferences[`publication:${publication}:${text ?? ''}:${outlet}`] === 'yes';

/** An entry of a section, and nothing that every object has. */
export const own = <Entry>(section: Readonly<Record<string, Entry>>, name: string): Entry | undefined =>
  Object.hasOwn(section, name) ? section[name] : undefined;
