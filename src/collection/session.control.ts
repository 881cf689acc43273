import { addElapsed, type Instant } from '../base/index.ts';
import {
  type Answer,
  broken,
  control,
  entriesOf,
  kept,
  type Live,
  nothingYet,
  type State,
  type Twin,
} from '../controls/index.ts';
import { kindOf, type Policy } from '../policy/index.ts';
import type { CollectionPoint } from './kinds.rules.ts';
import { said } from './looking.ts';
import { preparePosting } from './posting.ts';

type Here = { path: string };
type Bound = { name: string; declared: CollectionPoint; policy: Policy };
const isSession = (point: CollectionPoint, { path }: Here): boolean =>
  path.startsWith('collection.') && point.kind === 'remote-session';

async function sessionState(live: Live, { name, declared }: Bound): Promise<State> {
  const [found] = await live.rows<{
    sessions: number;
    looks: number;
    outside: number;
    late: number;
    caseless: number;
    endless: number;
  }>(
    `select count(distinct s.id)::int as sessions, count(l.id)::int as looks,
            count(l.id) filter (where l.code = 'session.allowed' and not exists (
              select 1 from unnest(s.areas) area where lower(trim(area)) = lower(trim(l.area))))::int as outside,
            count(l.id) filter (where l.code = 'session.allowed' and (l.at >= s.expires_at or l.at < s.opened_at or l.at >= s.closed_at))::int as late,
            count(distinct s.id) filter (where s.case_id is null)::int as caseless,
            count(distinct s.id) filter (where s.expires_at > s.opened_at + $2::interval)::int as endless
     from remote_session s left join remote_look l on l.person_id = s.person_id and l.session_id = s.id where s.point = $1`,
    [name, declared['time-limit'] ?? 'PT1H'],
  );
  const entries = await entriesOf(live, 'session.opened', { field: 'point', is: name });
  if (!found || found.sessions === 0) return nothingYet('Nobody has opened a session to us yet.');
  const figures = { ...found };
  if (found.outside > 0)
    return broken({
      because: 'Somebody of ours looked at what the client had not opened.',
      figures,
      entries,
    });
  if (found.late > 0)
    return broken({ because: 'Somebody of ours looked when the session was not open.', figures, entries });
  if (found.endless > 0)
    return broken({ because: 'A session was open longer than is promised.', figures, entries });
  if (found.caseless > 0 && declared['case-bound'])
    return broken({ because: 'A session belongs to no case.', figures, entries });
  return kept({
    because: 'Every look was within what the client opened, and is written down.',
    figures,
    entries,
  });
}

/** Sessions are opened by the client, for a case and some areas, end by themselves, and every look is written down. */
export const remoteSupport = control<CollectionPoint, Policy>({
  id: 'sec.remote',
  applies: isSession,
  state: (live, bound) => sessionState(live, bound),

  async prove(twin, bound) {
    const { scene } = twin;
    const { name, declared } = bound;
    const caseId = await openCase(twin, bound);
    const { notice, fields } = await preparePosting(twin, bound);
    if (declared.opens !== 'we-open') {
      const forced = await scene.when('staff open a session themselves', () =>
        twin.call('POST', `/api/sessions/${name}/open`, { fields, notice, case: caseId, areas: 'printer' }),
      );
      await scene.then('they may not', () => said(forced), [403, 'session.theirs-to-open']);
    }
    if (declared['case-bound']) {
      const loose = await scene.when('the client opens one without a case', () =>
        opens(twin, bound, null, 'printer'),
      );
      await scene.then('that is refused', () => [loose.status, codeOf(loose)], [422, '']);
    }
    const opened = await scene.when('the client opens two areas, for the case', () =>
      opens(twin, bound, caseId, 'printer\nscanner'),
    );
    const code = codeOf(opened);
    await scene.then('they get a code', () => [opened.status, code.length > 5], [200, true]);
    await scene.then('staff may look at one of them', () => look(twin, code, 'scanner'), 'session.allowed');
    await scene.then('and at nothing else', () => look(twin, code, 'mailbox'), 'session.outside-scope');
    await scene.then(
      'each of these is written down',
      () => twin.rows('select area, code from remote_look order by id'),
      [
        { area: 'scanner', code: 'session.allowed' },
        { area: 'mailbox', code: 'session.outside-scope' },
      ],
    );
    const [session] = await twin.rows<{ expires_at: Instant; opened_at: Instant }>(
      'select opened_at, expires_at from remote_session',
    );
    await scene.then(
      'it is open for as long as is promised',
      () => session?.expires_at ?? '',
      addElapsed(twin.now(), declared['time-limit'] ?? 'PT1H'),
    );
    await waitOut(twin, declared);
    await scene.then('then nobody may look any more', () => look(twin, code, 'scanner'), 'session.expired');
    const again = codeOf(
      await scene.when('the client opens another one', () => opens(twin, bound, caseId, 'printer')),
    );
    await scene.then(
      'its own code opens it, and the first one still nothing',
      async () => [await look(twin, again, 'printer'), await look(twin, code, 'printer')],
      ['session.allowed', 'session.expired'],
    );
    await scene.then('a code is stored nowhere', () => twin.searchEverywhere(again), []);
    const closed = await scene.when('the client closes it', () =>
      twin.submitForm(`/forms/${name}/close`, { 'field.code': again }),
    );
    await scene.then(
      'it is closed, and staff may not look any more',
      async () => [closed.status, await look(twin, again, 'printer')],
      [200, 'session.closed'],
    );
  },
});

const look = async (twin: Twin, code: string, area: string): Promise<unknown> =>
  (await twin.call('POST', '/api/sessions/look', { code, area, engineer: 'An engineer' })).json.code;

/** What the page of an opened session shows: its code. */
const codeOf = ({ text }: Answer): string => /class="badge">([A-Z0-9]+)</.exec(text)?.[1] ?? '';

async function opens(twin: Twin, bound: Bound, caseId: string | null, areas: string): Promise<Answer> {
  const { fields, notice } = await preparePosting(twin, bound);
  const own = Object.keys(fields).find((field) => /areas?(-|$)|scope/.test(field));
  return twin.submitForm(`/forms/${bound.name}`, {
    ...Object.fromEntries(Object.entries(fields).map(([field, value]) => [`field.${field}`, value])),
    ...(own ? { [`field.${own}`]: areas } : { 'field.areas': areas }),
    ...(caseId && { 'field.case': caseId }),
    notice,
  });
}

/** A case that a client reported, by the first point of the policy that opens cases. */
async function openCase(twin: Twin, { policy, declared }: Bound): Promise<string | null> {
  if (!declared['case-bound']) return null;
  const found = Object.entries(policy.collection).find(([, { kind }]) => kind === 'support-case');
  if (!found) throw new Error('a session belongs to a case, and this policy has no point that opens one');
  const [name, point] = found;
  return twin.scene.given(`a case of a client, reported at "${name}"`, async () => {
    const { fields, notice } = await preparePosting(twin, { name, declared: point, policy }, 'client');
    const typed = Object.fromEntries(
      Object.entries(fields).filter(([field]) => kindOf(policy, field) !== 'file'),
    );
    const answer = await twin.call('POST', `/api/collection/${name}`, { fields: typed, notice });
    return String(answer.json.record ?? '');
  });
}

/** Lets as much time go by as a session lasts, on the day or on the next. */
async function waitOut(twin: Twin, { 'time-limit': limit = 'PT1H' }: CollectionPoint): Promise<void> {
  const over = addElapsed(twin.now(), limit);
  await twin.scene.when(`${limit} go by`, () =>
    twin.travelTo(over.slice(0, 10) as ReturnType<Twin['today']>, over.slice(11, 16)),
  );
}
