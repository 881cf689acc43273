import { addDays, addPeriod, type Day, sayDuration } from '../base/index.ts';
import {
  atRisk,
  broken,
  control,
  entriesOf,
  expectOk,
  kept,
  type Live,
  nothingYet,
  type State,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  asksOnForm,
  authorityFor,
  confirms,
  decides,
  LONGEST_REST_DAYS,
  lettersTo,
  requestOf,
} from './acts.ts';

type Complaint = NonNullable<Policy['rights']['complaint']>;

/** How near the day of an acknowledgement has to be, and how long somebody may hear nothing, for the board to warn. */
const WARN_DAYS = 10;
const QUIET_DAYS = 30;

/** In how long a complaint is acknowledged where nothing shorter is promised. DPA 2018 s.164A. */
const BY_LAW = 'P30D';

/** Complaints are acknowledged in time, looked into, and end in an outcome that is told; the regulator is always shown. */
export const complaintDesk = control<Complaint, Policy>({
  id: 'complaint.desk',
  applies: (_complaint, { path }) => path === 'rights.complaint',

  async state(live) {
    const [found] = await live.rows<{
      complaints: number;
      open: number;
      late: number;
      soon: number;
      unsent: number;
      quiet: number;
      untold: number;
    }>(
      `select count(*)::int as complaints, count(*) filter (where r.answered_on is null)::int as open,
         count(*) filter (where ack.on_day is null and r.answered_on is null and r.due_on < $1::date)::int as late,
         count(*) filter (where ack.on_day is null and r.answered_on is null and r.due_on between $1::date and $2::date)::int as soon,
         count(*) filter (where exists (select 1 from outbox o where o.id::text = ack.mail and o.state = 'refused'))::int as unsent,
         count(*) filter (where r.answered_on is null and ack.on_day is not null and heard.last < $3::date)::int as quiet,
         count(*) filter (where r.answered_on is not null and not exists (
           select 1 from request_event e where e.request_id = r.id and e.kind = 'told' and e.facts ->> 'template' in ('outcome', 'refusal')))::int as untold
       from request r
       left join lateral (select on_day, facts ->> 'mail' as mail from request_event e
         where e.request_id = r.id and e.kind = 'acknowledged' order by e.id limit 1) ack on true
       left join lateral (select max(on_day) as last from request_event e where e.request_id = r.id and e.kind in ('told', 'progress', 'acknowledged')) heard on true
       where r.kind = 'complaint'`,
      [live.today, addDays(live.today, WARN_DAYS), addDays(live.today, -QUIET_DAYS)],
    );
    const asked = await inquiriesIn(live);
    if (asked?.verdict === 'broken') return asked;
    if (!found || found.complaints === 0) return asked ?? nothingYet('Nobody has complained yet.');
    if (found.late > 0)
      return broken({
        because: `${found.late} complaints were not acknowledged by their last day.`,
        figures: found,
      });
    if (found.unsent > 0)
      return broken({ because: `${found.unsent} acknowledgements never left.`, figures: found });
    if (found.untold > 0)
      return broken({
        because: `${found.untold} complaints were closed without the outcome being told.`,
        figures: found,
      });
    if (asked?.verdict === 'at-risk') return asked;
    if (found.soon + found.quiet > 0)
      return atRisk({
        because: `${found.soon} to be acknowledged within ${WARN_DAYS} days; ${found.quiet} have heard nothing for ${QUIET_DAYS}.`,
        figures: found,
      });
    return kept({
      because: `${found.complaints} complaints: all acknowledged; ${found.open} being looked into.`,
      figures: found,
      entries: await entriesOf(live, 'request.opened', { field: 'kind', is: 'complaint' }),
    });
  },

  async prove(twin, { path, declared, policy }) {
    const { scene } = twin;
    const regulator = authorityFor(policy, twin.today());
    const form = await scene.given('somebody opens our complaint form', () => twin.visit('/complaints/new'));
    await scene.then(
      'the way to the regulator is shown beside it',
      () => [form.status, form.text.includes(regulator)],
      [200, true],
    );
    await scene.when('they complain', async () => asksOnForm(twin, 'complaint', 'ada'));
    await scene.then('they have our acknowledgement in writing on the same day, with the way to the regulator', async () => {
      const text = (await lettersTo(twin, 'ada')).at(-1)?.text ?? '';
      return [text.includes('acknowledges'), text.includes(regulator)];
    }, [true, true]);
    const id = (await requestOf(twin, 'complaint'))?.id ?? '';
    await scene.when('we found something', async () =>
      expectOk(await decides(twin, id, { outcome: 'progress', says: 'We found the mail and who sent it.' })),
    );
    await scene.then(
      'they hear how it goes',
      async () => (await lettersTo(twin, 'ada')).at(-1)?.text.includes('We found the mail') ?? false,
      true,
    );
    if (declared.verify !== 'none')
      await scene.given('they press the button behind the link in our letter', () => confirms(twin, 'ada'));
    await scene.when('it is decided', async () =>
      expectOk(await decides(twin, id, { outcome: 'answer', says: 'You were right, and it is mended.' })),
    );
    await scene.then('they have the outcome, and where else they can go', async () => {
      const text = (await lettersTo(twin, 'ada')).at(-1)?.text ?? '';
      return [text.includes('You were right'), text.includes(regulator), text.includes('court')];
    }, [true, true, true]);
    const { json } = await scene.given(
      'another complaint comes by telephone, from somebody without an e-mail address',
      async () =>
        expectOk(
          await twin.call('POST', '/api/requests', {
            kind: 'complaint',
            route: 'phone',
            identity: { kind: 'phone', value: '01632 960177' },
            words: 'They would not say who had my number.',
          }),
        ),
    );
    const due = String(json.due) as Day;
    const within = declared['acknowledge-within'] ?? BY_LAW;
    const end = addPeriod(twin.today(), within);
    await scene.then(
      `it is to be acknowledged within ${sayDuration(within)}, or on one of the next days, if people do not work then`,
      () => due >= end && due <= addDays(end, LONGEST_REST_DAYS),
      true,
    );
    await scene.when(`nobody does, and ${due} goes by`, () => twin.travelTo(addDays(due, 1)));
    await scene.then('the board says broken', () => twin.stateOf('complaint.desk', path), 'broken');
    await scene.when('a letter acknowledges it, and that is noted', async () =>
      expectOk(await decides(twin, String(json.id), { outcome: 'acknowledge' })),
    );
    await scene.then('the board no longer does', () => twin.stateOf('complaint.desk', path), 'kept');
    await proveInquiry(twin, path, regulator);
  },
});

/** What authorities asked of us within a year, by the ledger: a reply that is late or was never made. Null: they asked nothing. */
async function inquiriesIn(live: Live): Promise<State | null> {
  const [found] = await live.rows<{ inquiries: number; late: number; soon: number; overdue: number }>(
    `select count(*)::int as inquiries,
       count(*) filter (where replied is null and reply_by < $1::date)::int as late,
       count(*) filter (where replied is null and reply_by between $1::date and $2::date)::int as soon,
       count(*) filter (where replied > reply_by)::int as overdue
     from (select (i.body::jsonb ->> 'replyBy')::date as reply_by, (
         select min((a.body::jsonb ->> 'on')::date) from evidence_entry a
         where a.kind = 'inquiry.answered' and a.body::jsonb ->> 'inquiry' = i.id::text) as replied
       from evidence_entry i where i.kind = 'inquiry.received' and i.at > $3::timestamptz - interval '1 year') asked`,
    [live.today, addDays(live.today, WARN_DAYS), live.now],
  );
  if (!found || found.inquiries === 0) return null;
  const figures = { ...found };
  const entries = await entriesOf(live, 'inquiry.received');
  if (found.late > 0)
    return broken({
      because: `${found.late} letters of an authority have no reply, and their day is past.`,
      figures,
      entries,
    });
  if (found.soon + found.overdue > 0)
    return atRisk({
      because: `${found.soon} letters of an authority are to be answered within ${WARN_DAYS} days; ${found.overdue} were answered late within the last year.`,
      figures,
      entries,
    });
  return kept({ because: 'Every letter of an authority was answered in time.', figures, entries });
}

/** The authority writes to us about a complaint that was taken to it, and wants an answer by a day. */
async function proveInquiry(twin: Twin, path: string, authority: string): Promise<void> {
  const { scene } = twin;
  const replyBy = addDays(twin.today(), 14);
  const { json } = await scene.given(
    `a letter comes from the authority, which asks for a reply by ${replyBy}`,
    async () =>
      expectOk(
        await twin.call('POST', '/api/inquiries', {
          authority: authority.slice(0, 60),
          reference: 'IC-2041',
          receivedOn: twin.today(),
          replyBy,
        }),
      ),
  );
  const state = () => twin.stateOf('complaint.desk', path);
  await scene.when(`nobody replies, and ${replyBy} comes`, () => twin.travelTo(replyBy));
  await scene.then('the board warns', state, 'at-risk');
  await scene.when('the day goes by', () => twin.travelTo(addDays(replyBy, 1)));
  await scene.then('the board says broken', state, 'broken');
  await scene.when('we reply late, and note that', async () =>
    expectOk(await twin.call('POST', `/api/inquiries/${String(json.id)}/reply`, {})),
  );
  await scene.then('that it was late is still to be seen', state, 'at-risk');
}
