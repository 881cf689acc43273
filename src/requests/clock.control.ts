import { addDays, addPeriod, type Day } from '../base/index.ts';
import {
  atRisk,
  broken,
  control,
  entriesOf,
  expectOk,
  identityOf,
  kept,
  nothingYet,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { decides, LONGEST_REST_DAYS, lettersTo } from './acts.ts';

type Right = NonNullable<Policy['rights']['access']>;

/** How near the due day has to be for an unanswered request to show as at risk. */
const WARN_DAYS = 10;

/** Months whose end or holidays move the due day: worked examples of the law's own arithmetic (rulebook T2, T3), by nation. */
type Worked = { received: Day; due: Day; why: string };
const JULY: Worked = { received: '2026-07-06', due: '2026-08-06', why: 'a month of July is not thirty days' };
const FEBRUARY: Worked = {
  received: '2026-01-31',
  due: '2026-03-02',
  why: 'February has no 31st, and its last day was a Saturday',
};
const WORKED: Readonly<Record<string, readonly Worked[]>> = {
  // Of each state's own holidays we know none: weekends are everybody's.
  eu: [JULY, FEBRUARY],
  'england-and-wales': [
    JULY,
    FEBRUARY,
    {
      received: '2026-11-25',
      due: '2026-12-29',
      why: 'the month ends on Christmas Day, and Boxing Day moves to the Monday',
    },
  ],
  scotland: [JULY, { received: '2026-10-30', due: '2026-12-01', why: 'the month ends on St Andrew’s Day' }],
  'northern-ireland': [
    JULY,
    {
      received: '2026-06-12',
      due: '2026-07-14',
      why: 'the month ends on a Sunday, and Monday is the Twelfth',
    },
  ],
};

/** Requests are answered by their due day: one month from receipt, counted as the law counts. */
export const requestClock = control<Right, Policy>({
  id: 'rights.clock',
  applies: (right, { path }) => path.startsWith('rights.') && right.within !== undefined,

  async state(live, { name }) {
    const [found] = await live.rows<{
      open: number;
      overdue: number;
      soon: number;
      answered: number;
      late: number;
      next: Day | null;
    }>(
      `select count(*) filter (where answered_on is null)::int as open,
         count(*) filter (where answered_on is null and due_on < $2)::int as overdue,
         count(*) filter (where answered_on is null and due_on >= $2 and due_on <= $3)::int as soon,
         count(*) filter (where answered_on is not null)::int as answered,
         count(*) filter (where answered_on > due_on)::int as late,
         min(due_on) filter (where answered_on is null) as next
       from request where kind = $1 and (answered_on is null or answered_on > $2::date - 365)`,
      [name, live.today, addDays(live.today, WARN_DAYS)],
    );
    if (!found || found.open + found.answered === 0) return nothingYet('Nobody has asked for this yet.');
    const entries = await entriesOf(live, 'request.opened', { field: 'kind', is: name });
    if (found.overdue > 0)
      return broken({
        because: `${found.overdue} unanswered and past the due day.`,
        figures: found,
        entries,
      });
    if (found.late > 0)
      return broken({
        because: `${found.late} answered after the due day within the last year.`,
        figures: found,
        entries,
      });
    if (found.soon > 0)
      return atRisk({
        because: `${found.soon} due by ${found.next} or soon after.`,
        figures: found,
        entries,
      });
    return kept({
      because:
        found.open > 0 ? `All in time; the next is due on ${found.next}.` : 'All were answered in time.',
      figures: found,
      entries,
    });
  },

  async prove(twin, { name, path, declared, policy }) {
    const { scene } = twin;
    const { within } = declared;
    const fresh = await scene.given('somebody asks today', () => ask(twin, name, twin.today()));
    if (fresh.answered !== null) {
      // A no to marketing, and a consent that is taken back, need nobody's decision.
      await scene.then(
        'it takes effect as it comes, and is answered that day',
        () => fresh.answered,
        twin.today(),
      );
      return;
    }
    // A month may roll off a weekend, as the law's month does; any other period is promised to the day.
    const end = addPeriod(twin.today(), within ?? 'P1M');
    await scene.then(
      within === 'P1M'
        ? `it is due on ${end}, or on one of the next days, if people do not work then`
        : `it is due by ${end}, as promised`,
      () =>
        within === 'P1M'
          ? fresh.due >= end && fresh.due <= addDays(end, LONGEST_REST_DAYS)
          : fresh.due <= end,
      true,
    );
    const state = () => twin.stateOf('rights.clock', path);
    const extendable = EXTENDABLE.includes(name);
    if (extendable) await takesLonger(twin, name);
    const quiet = addDays(fresh.due, -WARNED_DAYS - 1);
    if (quiet > twin.today()) {
      await scene.when(`${quiet} comes, and ${WARNED_DAYS + 1} days are left`, () => twin.travelTo(quiet));
      await scene.then('the board says that all are in time', state, 'kept');
      await scene.when('the day after', () => twin.travelTo(addDays(quiet, 1)));
      await scene.then(`the board warns, ${WARNED_DAYS} days before`, state, 'at-risk');
    }
    await scene.when(`the due day comes, ${fresh.due}`, () => twin.travelTo(fresh.due));
    await scene.then('the board warns', state, 'at-risk');
    await scene.when('the day after, still unanswered', () => twin.travelTo(addDays(fresh.due, 1)));
    await scene.then('the board says broken', state, 'broken');
    if (extendable && within === 'P1M') {
      const late = await scene.when('only now they are to be told that it takes longer', () =>
        decides(twin, fresh.id, LONGER),
      );
      await scene.then('that is refused', () => late.json.code, 'requests.extension-too-late');
    }

    const { jurisdiction, establishment } = policy.organisation;
    const worked = within === 'P1M' ? (WORKED[jurisdiction === 'uk' ? establishment : 'eu'] ?? []) : [];
    for (const { received, due, why } of worked) {
      if (twin.today() < received) await scene.given(`it is ${received}`, () => twin.travelTo(received));
      const request = await scene.when(`a request that arrived on ${received} is entered`, () =>
        ask(twin, name, received),
      );
      await scene.then(`it is due on ${due}: ${why}`, () => request.due, due);
    }
  },
});

/** How long before the due day somebody has to hear that no answer went out yet. */
const WARNED_DAYS = 10;

/** What the law lets take two months more, for a reason, told in the first month: Art 12(3). */
const EXTENDABLE = ['access', 'rectification', 'erasure', 'restriction', 'objection', 'portability'];

const LONGER = {
  outcome: 'extend',
  reason: 'complexity',
  why: 'What you ask reaches back twenty years.',
};

/** An answer takes two months more once, and only if the person has the reason in writing. */
async function takesLonger(twin: Twin, name: string): Promise<void> {
  const { scene } = twin;
  const asked = await scene.given('somebody else asks for something that is hard to put together', () =>
    ask(twin, name, twin.today(), 'asker-for-much'),
  );
  const bare = await scene.when('it is to take longer, and no reason is given', () =>
    decides(twin, asked.id, { ...LONGER, why: ' ' }),
  );
  await scene.then('that is refused', () => bare.status >= 400 && bare.status < 500, true);
  const dueNow = async () => String((await twin.call('GET', `/api/requests/${asked.id}`)).json.due) as Day;
  await scene.then('its day stays', dueNow, asked.due);
  await scene.when('it takes longer, and why is said', async () =>
    expectOk(await decides(twin, asked.id, LONGER)),
  );
  await scene.then(
    'they have the reason in writing the same day',
    async () =>
      (await lettersTo(twin, 'asker-for-much')).filter(({ text }) => plainly(text).includes(LONGER.why))
        .length,
    1,
  );
  const third = addPeriod(twin.today(), 'P3M');
  await scene.then(
    `it is due on ${third}, or on one of the next days, if people do not work then`,
    async () => {
      const due = await dueNow();
      return due >= third && due <= addDays(third, LONGEST_REST_DAYS);
    },
    true,
  );
  const again = await scene.when('it is to take longer once more', () => decides(twin, asked.id, LONGER));
  await scene.then('that is refused', () => again.json.code, 'requests.extended-already');
}

const plainly = (text: string): string => text.replaceAll(/\s+/g, ' ');

async function ask(
  twin: Twin,
  kind: string,
  received: Day,
  tag = `asker-${received}`,
): Promise<{ id: string; due: Day; answered: Day | null }> {
  const made = await twin.call('POST', '/api/requests', {
    kind,
    route: 'email',
    received,
    identity: identityOf(tag),
  });
  if (made.status !== 201) throw new Error(`the request was not taken: ${made.text}`);
  const { json } = await twin.call('GET', `/api/requests/${made.json.id}`);
  return {
    id: String(made.json.id),
    due: String(made.json.due) as Day,
    answered: (json.answered ?? null) as Day | null,
  };
}
