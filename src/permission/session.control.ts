import { addElapsed, clockIn, type Instant } from '../base/index.ts';
import { type Bound, broken, control, identityOf, kept, nothingYet } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { verdictOf } from './acts.ts';

type Point = Policy['collection'][string];

/** How long a session is open where the policy sets no limit. */
const OPEN_FOR = 'PT1H';

const isOpenedByThem = ({ path, declared }: Bound<Point, Policy>): boolean =>
  path.startsWith('collection.') && declared.kind === 'remote-session' && declared.opens !== 'we-open';

/** Nobody looks into a session that the person has not opened, or longer than it is open, or into another. */
export const sessionConsent = control<Point, Policy>({
  id: 'consent.session',
  applies: (_, bound) => isOpenedByThem(bound),

  async state(live, { name }) {
    const [found] = await live.rows<{ looks: number; refused: number; unopened: number }>(
      `select count(*) filter (where d.verdict = 'allow')::int as looks, count(*) filter (where d.verdict <> 'allow')::int as refused,
         count(*) filter (where d.verdict = 'allow' and not exists (
           select 1 from preference p where p.person_id = d.person_id and p.kind = 'session' and p.about = $1
             and p.at <= d.decided_at and p.value::timestamptz > d.decided_at))::int as unopened
       from decision d where d.act = 'access' and d.asked ->> 'collection' = $1 and d.decided_at > $2::timestamptz - interval '1 year'`,
      [name, live.now],
    );
    if (!found || found.looks + found.refused === 0) return nothingYet('Nobody has asked to look in yet.');
    return found.unopened > 0
      ? broken({ because: `${found.unopened} looks into sessions that nobody had opened.`, figures: found })
      : kept({ because: 'Every look was into a session that the person had opened.', figures: found });
  },

  async prove(twin, { name, declared, policy }) {
    const { scene } = twin;
    const [purpose = ''] = declared.purposes;
    const look = (tag: string) =>
      verdictOf(twin, { act: 'access', purpose, collection: name, identity: identityOf(tag) });
    const opens = (tag: string, value: Instant) =>
      twin.call('POST', '/api/preferences', {
        identity: identityOf(tag),
        kind: 'session',
        about: name,
        value,
        source: 'session',
      });
    for (const tag of ['customer', 'neighbour'])
      await scene.given(`a ${tag} whom we know`, async () => {
        await twin.call('POST', '/api/people', { identities: [identityOf(tag)] });
      });
    await scene.when('somebody of ours would look into a session that is not open', async () => {
      await scene.then('they may not', () => look('customer'), 'deny');
    });
    const until = addElapsed(twin.now(), declared['time-limit'] ?? OPEN_FOR);
    await scene.when('the customer would open it for longer than we ever keep one open', async () => {
      const { status } = await opens('customer', addElapsed(until, 'PT1M'));
      await scene.then('that is refused', () => status, 422);
    });
    await scene.when('the customer opens it', () => opens('customer', until));
    await scene.then('they may look into it', () => look('customer'), 'allow');
    await scene.then('and not into the neighbour’s', () => look('neighbour'), 'deny');
    await scene.when('the time is over', () =>
      twin.travelTo(twin.today(), clockIn(policy.organisation.zone, addElapsed(until, 'PT1M'))),
    );
    await scene.then('they may not any more', () => look('customer'), 'deny');
  },
});
