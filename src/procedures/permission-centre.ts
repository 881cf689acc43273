import { type Day, day, type Instant, Refused, sayDuration } from '../base/index.ts';
import { holdPerson } from '../people/index.ts';
import { channelsOf, choosable, currentPermissions, currentPreferences } from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { sayPreference } from './permission.ts';

/** What somebody can choose about one purpose: by which channels, which subjects, how often. */
export type Choice = {
  purpose: string;
  says: string;
  basis: string;
  /** "4 in 30 days"; null: as often as there is something. */
  atMost: string | null;
  topics: readonly { topic: string; wanted: boolean }[];
  channels: readonly {
    channel: string;
    state: string | null;
    since: Instant | null;
    wording: string | null;
    /** The record that a receipt is made of. */
    record: string | null;
  }[];
};

/** Everything that a person can choose, as it stands, and until when they paused us. */
export async function choicesOf(
  house: House,
  policy: Policy,
  personId: string,
): Promise<{ choices: Choice[]; pausedUntil: Day | null }> {
  const { today } = momentOf(house, policy);
  const current = await currentPermissions(house.store.db, personId);
  const preferences = await currentPreferences(house.store.db, personId);
  const choices = choosable(policy).map(([purpose, declared]): Choice => {
    const cap = declared['at-most'];
    return {
      purpose,
      says: declared.says,
      basis: declared.basis,
      atMost: cap ? `${cap.messages} in ${sayDuration(cap.per)}` : null,
      topics: (declared.kind === 'marketing' ? (declared.topics ?? []) : []).map((topic) => ({
        topic,
        wanted: preferences[`topic:${purpose}:${topic}`] !== 'no',
      })),
      channels: channelsOf(declared).map((channel) => {
        const said = current.find((one) => one.purpose === purpose && one.channel === channel);
        return {
          channel,
          state: said?.state ?? null,
          since: said?.at ?? null,
          wording: said?.wording ?? null,
          record: said?.id ?? null,
        };
      }),
    };
  });
  const until = preferences['pause:'] as Day | undefined;
  return { choices, pausedUntil: until !== undefined && until > today ? until : null };
}

/** The longest pause: after that it is better to say no. */
const LONGEST_PAUSE_DAYS = 400;

/**
 * The subjects that somebody wants, and until when they want nothing at all; only what is other than before is said. An empty
 * `pause` ends one. Refuses `permission.bad-pause` for a day that is past or too far off.
 */
export async function takeWishes(
  house: House,
  personId: string,
  { topics, pause }: { topics: ReadonlySet<string>; pause: string },
): Promise<void> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  const until = pause === '' ? null : pauseOf(pause, today);
  await house.store.inTransaction(async (tx) => {
    const held = await holdPerson(tx, personId);
    if (!held) return;
    const before = await currentPreferences(tx, held);
    const say = (kind: 'topic' | 'pause', about: string, value: string) =>
      sayPreference(tx, { personId: held, kind, about, value, source: 'preferences', now });
    const paused = before['pause:'];
    if (until !== null && until !== paused) await say('pause', '', until);
    if (until === null && paused !== undefined && paused > today) await say('pause', '', today);
    for (const [purpose, { topics: known = [], kind }] of choosable(policy))
      for (const topic of kind === 'marketing' ? known : []) {
        const about = `${purpose}:${topic}`;
        const wanted = topics.has(about);
        if (wanted !== (before[`topic:${about}`] !== 'no')) await say('topic', about, wanted ? 'yes' : 'no');
      }
  });
}

function pauseOf(text: string, today: Day): Day {
  const until = day(text);
  const days = (Date.parse(until) - Date.parse(today)) / 86_400_000;
  if (days <= 0 || days > LONGEST_PAUSE_DAYS)
    throw new Refused(
      'permission.bad-pause',
      'A pause ends on a day to come, within a year. For longer, switch off what you no longer want.',
    );
  return until;
}
