import type { Day } from '../base/index.ts';
import { balancingTestHolds } from '../law/index.ts';
import { channelsOf, isYes, isYesTo, type Spoken, saidByEnough } from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Act, type Answer, deny, type Facts, notYet, type When } from './act.rules.ts';
import { failsOnly } from './only.rules.ts';
import { own } from './prohibition.rules.ts';

type Purpose = Policy['purposes'][string];

/**
 * Whether the purpose's basis carries the act now; null: it does. A restriction and an objection come first, for they stop an
 * act whatever it rests on; then the assessment of an interest, and the yes of a person.
 */
export function failsBasis(
  policy: Policy,
  purpose: Purpose,
  act: Act,
  facts: Facts,
  when: When,
): Answer | null {
  return (
    failsPerson(purpose, act, facts) ??
    failsOnly(policy, purpose, act, facts, when) ??
    failsLeaving(policy, purpose, act, facts) ??
    failsAssessment(policy, purpose, act.act, when.today) ??
    failsConsent(purpose, act, facts, when)
  );
}

/** What stops an act about this person: data that may only be stored, and an objection to the purpose (Art 18(2), 21). */
export function failsPerson(purpose: Purpose, act: Act, facts: Facts): Answer | null {
  if (facts.restriction)
    return deny(
      `${act.act}.restricted`,
      'The data of this person may be stored and nothing else, until they hear that the restriction is lifted.',
      'UK GDPR Art 18(2)',
    );
  if (facts.objection)
    return deny(`${act.act}.objected`, 'The person objected to this.', 'UK GDPR Art 21(1)');
  const objected =
    purpose.basis !== 'consent' &&
    facts.spoken.length > 0 &&
    channelsOf(purpose).every((channel) =>
      facts.spoken.some((one) => one.channel === channel && one.state === 'objected'),
    );
  return objected ? deny(`${act.act}.objected`, 'The person objected to this.', 'UK GDPR Art 21(1)') : null;
}

/**
 * What is announced to go only waits for its day: it is stored and used for nothing. What else they gave us, and what the same
 * fields say in a record that stays, may be used as before.
 */
export function failsLeaving(
  policy: Policy,
  purpose: Pick<Purpose, 'data'>,
  { act, data }: Pick<Act, 'act' | 'data'>,
  { leaving }: Pick<Facts, 'leaving'>,
): Answer | null {
  if (!leaving) return null;
  const used = (data.length > 0 ? data : purpose.data).flatMap((category) => {
    const fields = policy.data[category]?.fields ?? [];
    return Array.isArray(fields) ? fields : Object.keys(fields);
  });
  const staying = new Set(
    leaving.flatMap(({ point, gone, going }) =>
      Object.keys(own(policy.collection, point)?.fields ?? {}).filter(
        (field) => !gone.includes(field) && !going.includes(field),
      ),
    ),
  );
  return leaving.some(({ going }) => going.some((field) => used.includes(field) && !staying.has(field)))
    ? deny(
        `${act}.leaving`,
        'What we hold of this person for that is about to be deleted: until then it is stored and nothing else.',
        'UK GDPR Art 5(1)(e)',
      )
    : null;
}

/** An interest carries only while its balancing test is approved, in date, and did not come out against it (law L3). */
export function failsAssessment(policy: Policy, purpose: Purpose, prefix: string, today: Day): Answer | null {
  if (purpose.basis !== 'legitimate-interests') return null;
  const assessment = purpose.assessment ? policy.assessments[purpose.assessment] : undefined;
  if (!assessment || assessment.conclusion === 'stop')
    return deny(
      `${prefix}.no-assessment`,
      assessment
        ? 'The interests were weighed, and the assessment says no.'
        : 'The legitimate interests of this purpose were never assessed.',
      'UK GDPR Art 6(1)(f)',
    );
  const holds = balancingTestHolds(
    { approvedOn: assessment.approved as Day, reviewOn: assessment.review as Day },
    today,
  );
  if (holds.allowed) return null;
  return today < assessment.approved
    ? deny(
        `${prefix}.assessment-not-approved`,
        `It is approved from ${assessment.approved}.`,
        'UK GDPR Art 6(1)(f)',
      )
    : deny(
        `${prefix}.assessment-lapsed`,
        `The assessment of this purpose was to be reviewed by ${assessment.review}.`,
        'UK GDPR Art 6(1)(f)',
      );
}

/** Consent carries only as the person's own yes, to the words of today, not taken back (law L8). */
export function failsConsent(purpose: Purpose, act: Act, facts: Facts, when: When): Answer | null {
  const explicit = purpose.special?.condition === 'explicit-consent';
  if (purpose.basis !== 'consent' && !explicit) return null;
  const answers = facts.spoken.map((said) => failsYes(purpose, said, act.act, facts, when));
  if (answers.includes(null)) return null;
  return answers.find((one) => one !== null) ?? nobodyAsked(act.act);
}

const nobodyAsked = (prefix: string): Answer =>
  deny(
    `${prefix}.no-consent`,
    'This rests on a yes of the person, and there is none.',
    'UK GDPR Art 6(1)(a), 7(1)',
  );

/** What keeps this from being a live yes; null: it is one. */
export function failsYes(
  purpose: Pick<Purpose, 'confirm'>,
  said: Spoken | null,
  prefix: string,
  facts: Facts,
  { today }: When,
): Answer | null {
  const state = said?.state ?? null;
  if (state === 'withdrawn' || state === 'objected')
    return deny(`${prefix}.${state}`, 'The person told us to stop.', 'UK GDPR Art 7(3), 21(3)');
  if (state === 'refused')
    return deny(`${prefix}.refused`, 'The person was asked and said no.', 'UK GDPR Art 7');
  if (state === 'asked')
    return notYet(
      `${prefix}.unconfirmed`,
      'The person was asked to confirm, and has not yet.',
      'UK GDPR Art 7(1)',
    );
  if (!said || !isYes(state)) return nobodyAsked(prefix);
  if (!isYesTo(purpose, state))
    return notYet(
      `${prefix}.unconfirmed`,
      'The person said yes, and has not yet confirmed it by the link in a mail.',
      'UK GDPR Art 7(1)',
    );
  if (said.wording !== null && facts.outdated.includes(said.wording))
    return deny(
      `${prefix}.asked-anew`,
      'The yes was to another question: what it covers has changed since, so it has to be asked again.',
      'UK GDPR Art 4(11), 7(1)',
    );
  if (!saidByEnough(said.said_by, facts.preferences['age:'] as Day | undefined, today))
    return deny(
      `${prefix}.child-without-guardian`,
      'The person is too young to agree to this alone, and nobody who may agree for them has.',
      'UK GDPR Art 8',
    );
  return null;
}
