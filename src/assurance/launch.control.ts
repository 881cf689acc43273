import { addDays, addPeriod, type Day, sayDay } from '../base/index.ts';
import {
  asksGate,
  atRisk,
  broken,
  control,
  entriesOf,
  kept,
  type Live,
  nothingYet,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { announcing, NEW_RECIPIENT, withDecision, withNewRecipient } from './launch.acts.ts';
import { decidedOn, practiceWithin } from './launch.rules.ts';
import { noticeNow, refusalOf } from './record.acts.ts';

/** Nothing new starts before somebody has decided what it means for the notice; what is wanted all the same shows, and turns red. */
export const noticeGate = control<unknown, Policy>({
  id: 'notice.gate',
  applies: (_, { path, policy }) =>
    policy.changes['gate-launches'] && (path === 'changes' || path.startsWith('recipients.')),

  async state(live, { path, policy }) {
    // Bound to a recipient it says how that one came in; else how everything did.
    const only = path === 'changes' ? null : path;
    const [found] = await live.rows<{ started: number; undecided: number; waiting: number }>(
      `select count(*) filter (where v.in_force_at >= v.proposed_at)::int as started,
         count(*) filter (where v.in_force_at >= v.proposed_at and l.gated
           and (l.decision is null or l.decided_on > (v.in_force_at at time zone $2)::date))::int as undecided,
         count(*) filter (where v.in_force_at is null)::int as waiting
       from launch l join policy_version v on v.hash = l.hash where $1::text is null or l.path = $1`,
      [only, policy.organisation.zone],
    );
    const { ahead, since } = only === null ? await aheadOfNotice(live, policy) : { ahead: 0, since: null };
    const figures = { ...(found ?? { started: 0, undecided: 0, waiting: 0 }), ahead };
    const entries = await entriesOf(live, 'notice.decided');
    if (figures.undecided > 0)
      return broken({
        because: `Something new went live before anybody had decided what it means for the notice (${figures.undecided}).`,
        figures,
        entries,
      });
    if (since) {
      const due = addPeriod(since, practiceWithin(policy));
      const because = `Our systems ask for a use or a recipient that stands in no notice since ${sayDay(since)}; it is refused each time.`;
      return live.today > due
        ? broken({
            because: `${because} By ${sayDay(due)} the notice had to be decided on.`,
            figures,
            entries,
          })
        : atRisk({
            because: `${because} By ${sayDay(due)} the notice has to be decided on.`,
            figures,
            entries,
          });
    }
    if (figures.started === 0)
      return {
        ...nothingYet(
          only === null
            ? 'Nothing new has started yet.'
            : 'This recipient stands in the notice since the first version that we know: it never started as a new one.',
        ),
        figures,
      };
    return kept({
      because:
        only === null
          ? `All that is new (${figures.started}) started after somebody had decided what it means for the notice.`
          : 'Before this recipient was in the notice somebody had decided what that means.',
      figures,
      entries,
    });
  },

  async prove(twin, { path, policy }) {
    const { scene } = twin;
    const today = twin.today();
    const [by = ''] = Object.keys(policy.organisation.officers);
    const affects = [`recipients.${NEW_RECIPIENT}`];
    const before = await noticeNow(twin);
    const puts = (decision: { on: Day; affects: readonly string[] } | null) =>
      refusalOf(
        twin,
        announcing((files) => {
          const edited = withNewRecipient(files);
          return decision ? withDecision(edited, { by, ...decision }) : edited;
        }, today),
      );
    for (const [says, decision] of [
      ['a new recipient is put forward, and nobody has decided about it', null],
      ['the decision is dated tomorrow', { on: addDays(today, 1), affects }],
      ['the decision is about something else', { on: today, affects: ['recipients.somebody-else'] }],
    ] as const) {
      const refusal = await scene.when(says, () => puts(decision));
      await scene.then(
        'it is refused, and the refusal names what nobody has decided about',
        () => [refusal?.includes('nobody has decided'), refusal?.includes(affects[0] ?? '')],
        [true, true],
      );
    }
    await scene.then('the notice in force is the one before', () => noticeNow(twin), before);
    await scene.then('and no other is announced', () => announced(twin), false);
    if (path === 'changes') await provePractice(twin, policy);
    const decided = await scene.when(`the ${by} decides, and the policy says so`, () =>
      puts({ on: today, affects }),
    );
    await scene.then('now it is taken', () => decided, null);
    await scene.then(
      'people hear of it first, or it is in force',
      async () => (await announced(twin)) || (await noticeNow(twin)) !== before,
      true,
    );
    const told = await twin.rows<{ by: string }>(
      `select body::jsonb ->> 'by' as by from evidence_entry where kind = 'notice.decided'`,
    );
    await scene.then('the ledger says who decided', () => told.map((one) => one.by), [by]);
    if (path !== 'changes')
      await scene.then(
        'of one that was there from the beginning the board shows nothing yet',
        () => twin.stateOf('notice.gate', path),
        'unproven',
      );
  },
});

/** What is wanted before the notice says so is refused, shows at once, and is red when the promised time is over. */
async function provePractice(twin: Twin, policy: Policy): Promise<void> {
  const { scene } = twin;
  const state = (of: Twin) => () => of.stateOf('notice.gate', 'changes');
  const asked = await scene.when('a system asks to hand data to it all the same', () =>
    asksFor(twin, policy),
  );
  await scene.then('that is refused', () => asked, 'deny');
  await scene.then('and the board warns that practice runs ahead', state(twin), 'at-risk');
  const other = await scene.given('another company, in which a system asks for that', async () => {
    return twin.withPolicy((files) => ({ ...files }));
  });
  const before = await state(other)();
  await asksFor(other, policy);
  const due = addPeriod(other.today(), practiceWithin(policy));
  await scene.when(`nobody decides until ${sayDay(due)}, the last day`, () => other.travelTo(due));
  await scene.then('the board warns', state(other), 'at-risk');
  await scene.when('the day after', () => other.travelTo(addDays(due, 1)));
  await scene.then('what was asked for once and never again is over', state(other), before);
  await scene.when('it asks again', () => asksFor(other, policy));
  await scene.then('the board says broken', state(other), 'broken');
}

const asksFor = async (twin: Twin, policy: Policy): Promise<string> => {
  // One that anybody of ours may claim: else it is refused for who asks, and not for what is asked for.
  const purposes = Object.entries(policy.purposes);
  const [purpose = ''] = purposes.find(([, { only }]) => only === undefined) ?? purposes[0] ?? [];
  const answer = await asksGate(twin, { act: 'share', purpose, recipient: NEW_RECIPIENT, data: [] });
  return answer.verdict;
};

const announced = async (twin: Twin): Promise<boolean> =>
  /data-coming="[0-9a-f]{64}"/.test((await twin.visit('/')).text);

/** A name of the language: anything else could never be declared, and may be anything. */
const NAME = '^[a-z][a-z0-9]*(-[a-z0-9]+)*$';

/**
 * How many uses and recipients our systems ask for that no notice says and nobody has decided about, and since when. What they
 * have not asked for again in the promised time was tried, and is no practice. However many names were asked, one row comes back.
 */
async function aheadOfNotice(live: Live, policy: Policy): Promise<{ ahead: number; since: Day | null }> {
  const declared = (['purposes', 'recipients'] as const).flatMap((section) =>
    Object.keys(policy[section]).map((name) => `${section}.${name}`),
  );
  const decided = Object.values(policy.changes.decisions ?? {}).flatMap(({ affects }) =>
    affects.filter((path) => decidedOn(policy, path, live.today) !== null),
  );
  const [found] = await live.rows<{ ahead: number; since: Day | null }>(
    `select count(*)::int as ahead, (min(since) at time zone $1)::date::text as since from (
       select path, min(decided_at) as since from (
         select case code when 'share.unlisted-recipient' then recipient else purpose end as name,
           case code when 'share.unlisted-recipient' then 'recipients.' || recipient else 'purposes.' || purpose end as path, decided_at
         from decision where code like '%.undeclared-purpose' or code = 'share.unlisted-recipient') asked
       where name ~ $2 and path <> all ($3::text[])
       group by path having (max(decided_at) at time zone $1)::date + $4::interval >= $5::date) practice
     where not exists (select from launch l where l.path = practice.path and l.decision is not null)`,
    [policy.organisation.zone, NAME, [...declared, ...decided], practiceWithin(policy), live.today],
  );
  return found ?? { ahead: 0, since: null };
}
