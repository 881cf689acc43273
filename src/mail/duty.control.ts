import { addDays, after, type Day, dayIn } from '../base/index.ts';
import {
  atRisk,
  type Bound,
  broken,
  control,
  entriesOf,
  happens,
  kept,
  type Live,
  nothingYet,
  noticeInForce,
  says,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { reached, sendsMessage, showsMessage } from './acts.ts';

type Message = Policy['messages'][string];

/** What must be sent is opened by what happened, and shown to have gone in time, or the board turns red. */
export const owedMessages = control<Message, Policy>({
  id: 'message.duty',
  applies: (message, { path }) =>
    path.startsWith('messages.') &&
    message.kind === 'owed' &&
    message.on !== undefined &&
    message.within !== undefined,

  async state(live, bound) {
    const { name, declared } = bound;
    const [figures] = await live.rows<{
      owed: number;
      overdue: number;
      late: number;
      soon: number;
      unopened: number;
    }>(
      `select count(*)::int as owed, count(*) filter (where evidenced_at is null and due_at < $2)::int as overdue,
         count(*) filter (where evidenced_at > due_at)::int as late,
         count(*) filter (where evidenced_at is null and due_at >= $2 and due_at < $2::timestamptz + interval '1 day')::int as soon,
         (select count(*)::int from event e where e.kind = $3 and e.at >= $4::date and e.at < $2::timestamptz - $5::interval
            and not exists (select 1 from message_duty d where d.person_id = e.person_id and d.event = e.id and d.message = $1)) as unopened
       from message_duty
       where message = $1 and (evidenced_at is null or evidenced_at > $2::timestamptz - interval '1 year')`,
      [name, live.now, declared.on, await owedSince(live, bound), declared.within],
    );
    const { owed = 0, overdue = 0, late = 0, soon = 0, unopened = 0 } = figures ?? {};
    // What nobody opened a duty for was owed all the same.
    if (overdue + unopened > 0)
      return broken({
        because: `${overdue + unopened} people wait for this message past its last day.`,
        figures: { ...figures },
      });
    const unrecorded = await withoutEntry(live, declared.on ?? '');
    if (unrecorded > 0)
      return broken({
        because: `${unrecorded} times it happened, and the ledger does not say so.`,
        figures: { ...figures, unrecorded },
      });
    if (owed === 0) return nothingYet('Nothing has happened yet that this message follows.');
    const entries = await entriesOf(live, 'mail.sent', { field: 'message', is: name });
    if (late > 0)
      return atRisk({
        because: `${late} of these messages went after their last day within the last year.`,
        figures: { ...figures },
        entries,
      });
    if (soon > 0)
      return atRisk({
        because: `${soon} of these messages have to go within a day.`,
        figures: { ...figures },
        entries,
      });
    return kept({
      because: 'Nobody waits for one, and none went late within the last year.',
      figures: { ...figures },
      entries,
    });
  },

  async prove(twin, bound) {
    const { scene } = twin;
    const { name, path, declared } = bound;
    const board = () => twin.stateOf('message.duty', path);
    await scene.given(`something happens that the message follows (${declared.on})`, () =>
      befalls(twin, bound, 'first'),
    );
    const notice = await noticeInForce(twin);
    await scene.then(
      'the ledger says that it happened, with the notice then in force',
      () => recorded(twin, declared.on ?? ''),
      [notice],
    );
    await goes(twin, bound, 'first');
    await scene.given(`its time (${declared.within}) goes by`, () => twin.travelTo(pastDue(twin, bound)));
    await scene.then('the board shows it as kept', board, 'kept');
    await scene.given(`it happens to somebody else (${declared.on})`, () => befalls(twin, bound, 'second'));
    await scene.when(`nobody sends the message, and its time (${declared.within}) goes by`, () =>
      twin.travelTo(pastDue(twin, bound)),
    );
    await scene.then('it is on the list of what is owed', () => owed(twin, name), 1);
    await scene.then('the board is red', board, 'broken');
    await scene.when('it goes late', () => goesAnotherWay(twin, name, 'second'));
    await scene.then('nothing is owed any more', () => owed(twin, name), 0);
    await scene.then('and that it was late is still to be seen', board, 'at-risk');
  },
});

/** What it follows, as it comes about: who stops our marketing says so, and no other system has to tell of it. */
async function befalls(twin: Twin, { declared, policy }: Bound<Message, Policy>, tag: string): Promise<void> {
  const [mailing, purpose] =
    (declared.on === 'marketing-withdrawn' &&
      Object.entries(policy.purposes).find(([, { kind }]) => kind === 'marketing')) ||
    [];
  if (mailing === undefined) return happens(twin, tag, declared.on ?? '');
  await says(twin, tag, mailing, 'confirmed');
  await says(twin, tag, mailing, purpose?.basis === 'consent' ? 'withdrawn' : 'objected');
}

/** Since when versions, one after another, have owed this message: what nobody opened does not fade with the next one. A year at most. */
async function owedSince(live: Live, { name, declared, policy }: Bound<Message, Policy>): Promise<Day> {
  const versions = await live.rows<{ hash: string; day: Day }>(
    `select hash, (in_force_at at time zone $2)::date::text as day from policy_version
     where in_force_at > $1::timestamptz - interval '1 year' and in_force_at <= $1 order by in_force_at desc`,
    [live.now, policy.organisation.zone],
  );
  let since = live.inForceSince;
  for (const { hash, day } of versions) {
    const before = ((await live.policyOf(hash)) as Policy | null)?.messages[name];
    if (before?.kind !== 'owed' || before.on !== declared.on) break;
    if (day < since) since = day;
  }
  return since;
}

/** Of the last of these events, how many the ledger does not have: an entry is about the person as they were called then. */
async function withoutEntry(live: Live, kind: string): Promise<number> {
  const [found] = await live.rows<{ missing: number }>(
    `select count(*)::int as missing
     from (select person_id, id from event where kind = $1 and recorded_at >= $2::date order by at desc limit 200) e
     where not exists (select from evidence_about a join evidence_entry n on n.id = a.entry_id
       where (a.person_id = e.person_id::text or a.person_id in (select p.id::text from person p where p.merged_into = e.person_id))
         and n.kind = 'event.recorded' and n.body::jsonb ->> 'event' = e.id::text)`,
    [kind, live.inForceSince],
  );
  return found?.missing ?? 0;
}

/** Under which notice each of these events was recorded. */
const recorded = async (twin: Twin, kind: string): Promise<(string | null)[]> =>
  (
    await twin.rows<{ notice: string | null }>(
      `select body::jsonb ->> 'notice' as notice from evidence_entry
       where kind = 'event.recorded' and body::jsonb ->> 'kind' = $1 order by id`,
      [kind],
    )
  ).map(({ notice }) => notice);

/** The day after its last one. */
const pastDue = (twin: Twin, { declared, policy }: Bound<Message, Policy>): Day => {
  const { zone } = policy.organisation;
  return addDays(dayIn(zone, after(twin.now(), declared.within ?? 'P1D', zone)), 1);
};

async function goes(twin: Twin, { name, declared }: Bound<Message, Policy>, tag: string): Promise<void> {
  const { scene } = twin;
  if (declared.channel !== 'email') {
    await scene.when(`it goes by ${declared.channel}`, () => goesAnotherWay(twin, name, tag));
    return;
  }
  await scene.when('the message is sent in time', async () => {
    await sendsMessage(twin, name, tag, 'What we owe you', 'This is what you were to hear from us.');
    await twin.work();
    await scene.then('it arrives', () => reached(twin, [tag], 'What we owe you'), [tag]);
  });
}

async function goesAnotherWay(twin: Twin, name: string, tag: string): Promise<void> {
  const answer = await showsMessage(twin, name, tag, 'other-system');
  if (answer.status !== 201) throw new Error(`that it went was not taken: ${answer.text}`);
}

async function owed(twin: Twin, name: string): Promise<number> {
  const { json } = await twin.call('GET', '/api/messages/owed');
  const items = Array.isArray(json.items) ? (json.items as { message: string }[]) : [];
  return items.filter(({ message }) => message === name).length;
}
