import type { Day } from '../base/index.ts';
import { reviewDueOn } from '../collection/index.ts';
import { isGoing } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Act, type Answer, deny, type Facts, type When } from './act.rules.ts';
import { openedTo, own } from './prohibition.rules.ts';

type Purpose = Policy['purposes'][string];
type Only = NonNullable<Purpose['only']>;
type Citing = NonNullable<Only['citing']>;

const SOURCE = 'UK GDPR Art 5(1)(b), 25(2)';

/** Acts by which somebody of ours gets to see or work with data: whose role it is, and under which number, counts for these. */
const WORK: readonly Act['act'][] = ['use', 'access', 'profile', 'share'];

/** What the policy asks each time the purpose is claimed, and is not so now; null: all of it is so. */
export function failsOnly(
  policy: Policy,
  { only }: Pick<Purpose, 'only'>,
  act: Act,
  facts: Facts,
  when: When,
): Answer | null {
  if (!only) return null;
  const works = WORK.includes(act.act) && !isOpenSession(policy, act, facts, when);
  return (
    (works ? failsClaim({ only }, act) : null) ??
    failsWhile(only, act, facts, when.today) ??
    (works ? failsAmount(only, act, facts) : null) ??
    (works && only.citing?.case ? failsCase(policy, only.citing, act, facts, when.today) : null)
  );
}

/** A session that the person opened for an open case stands for the number of that case, and for whoever has its code. */
function isOpenSession(policy: Policy, act: Act, facts: Facts, when: When): boolean {
  const point = own(policy.collection, act.collection ?? '');
  return point?.kind === 'remote-session' && point['case-bound'] && openedTo(act, facts, when);
}

/** Whose role it is, and that they name what it is for: known before anybody is asked about. */
export function failsClaim({ only }: Pick<Purpose, 'only'>, act: Act): Answer | null {
  const { by, citing } = only ?? {};
  if (by && (act.by === undefined || !by.includes(act.by)))
    return deny(
      `${act.act}.other-role`,
      `Only ${by.join(', ')} may do this, and whoever asks is ${act.by === undefined ? 'not named by role' : act.by}.`,
      SOURCE,
    );
  if (citing && !act.citing?.trim())
    return deny(`${act.act}.uncited`, `Whoever asks for this names ${citing.says}.`, SOURCE);
  return citing?.case && act.personId === null
    ? deny(`${act.act}.nobody-named`, 'A case is one person’s: say whose data it is about.', SOURCE)
    : null;
}

/** Whether what is asked differs from person to person: nobody can say it of people who are not named. */
export const asksOfEach = ({ only }: Pick<Purpose, 'only'>): boolean =>
  only !== undefined &&
  [only.while, only.after, only['up-to'], only.citing?.case].some((one) => one !== undefined);

/** The person has to be something to us today, or to have come to us. A relationship that ended today is over. */
function failsWhile(
  { while: kinds, after = [] }: Only,
  act: Act,
  { relationships, active }: Facts,
  today: Day,
): Answer | null {
  if ((!kinds && after.length === 0) || after.some((one) => active?.[one] !== undefined)) return null;
  const needed = Array.isArray(kinds) ? kinds : kinds ? own(kinds, act.topic ?? '') : [];
  if (!needed)
    return deny(
      `${act.act}.no-such-topic`,
      `This is done for one of ${Object.keys(kinds ?? {}).join(', ')}: say as topic for which.`,
      SOURCE,
    );
  return relationships.some((one) => needed.includes(one.kind) && isGoing(one, today))
    ? null
    : deny(
        `${act.act}.not-while`,
        `This is done only where there is ${sayOr([...needed, ...after])}, and there is none today.`,
        SOURCE,
      );
}

const sayOr = (names: readonly string[]): string => names.map((one) => `"${one}"`).join(' or ');

/** No more is taken than the person agreed to, and each time it is said how much. */
function failsAmount(only: Only, act: Act, { preferences }: Facts): Answer | null {
  if (only['up-to'] === undefined) return null;
  const agreed = preferences[`agreed:${act.purpose}`];
  if (agreed === undefined)
    return deny(`${act.act}.nothing-agreed`, 'The person has agreed to no amount.', SOURCE);
  if (act.amount === undefined)
    return deny(`${act.act}.no-amount`, 'Whoever asks for this says how much would be taken.', SOURCE);
  return act.amount > Number(agreed)
    ? deny(`${act.act}.more-than-agreed`, `The person agreed to ${agreed}, and this is more.`, SOURCE)
    : null;
}

function failsCase(
  policy: Policy,
  citing: Citing,
  act: Act,
  { case: found }: Facts,
  today: Day,
): Answer | null {
  if (!found || !citing.case?.includes(found.point) || found.closed_at !== null)
    return deny(
      `${act.act}.no-open-case`,
      found?.closed_at ? 'The case that is named is closed.' : 'The person has no case of that number.',
      SOURCE,
    );
  const every = citing['reviewed-every'];
  if (every !== undefined) {
    const until = reviewDueOn(found, every, policy.organisation.zone);
    if (today > until)
      return deny(`${act.act}.case-unreviewed`, `The case was to be looked at again by ${until}.`, SOURCE);
  }
  return citing.assigned && (act.agent === undefined || !found.staff.includes(act.agent))
    ? deny(
        `${act.act}.not-assigned`,
        'Only those who work on this case may, and whoever asks does not.',
        SOURCE,
      )
    : null;
}
