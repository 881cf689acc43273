import { addDays, addPeriod, type Day, dayIn, type Instant, sayDay } from '../base/index.ts';
import {
  atRisk,
  broken,
  control,
  entriesOf,
  kept,
  type Live,
  nothingYet,
  type State,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  addressesIn,
  CERTIFICATE_DAYS,
  FAILED_LOOKS,
  lookEvery,
  READ_WITHIN_DAYS,
  type Watched,
} from './watch.rules.ts';

type Looked = Pick<
  Watched,
  | 'address'
  | 'looked_at'
  | 'outcome'
  | 'says'
  | 'failures'
  | 'failed_since'
  | 'changed_at'
  | 'certificate_until'
>;

/** What the notice sends people to is there: looked at again and again, dead after two failed looks, read again when it changes. */
export const noticeLinks = control<unknown, Policy>({
  id: 'notice.links',
  applies: (_, { policy, path }) => addressesIn(policy, path).length > 0,

  async state(live, { path, policy }) {
    const relied = addressesIn(policy, path);
    const found = await live.rows<Looked>(
      `select address, looked_at, outcome, says, failures, failed_since, changed_at, certificate_until
       from watched_address where address = any($1)`,
      [relied.map(({ address }) => address)],
    );
    const known = new Map(found.map((one) => [one.address, one]));
    const each = relied.map((one) => judge(live, policy, one, known.get(one.address)));
    const looks = found.flatMap(({ looked_at }) => looked_at ?? []).sort();
    const worst = WORST_FIRST.flatMap((verdict) => each.find((one) => one.verdict === verdict) ?? [])[0];
    if (!worst) return nothingYet('There is no address to look at.');
    const about = { field: 'address', is: worst.address };
    const entries = [
      ...(await entriesOf(live, 'link.failed', about)),
      ...(await entriesOf(live, 'link.answers', about)),
      ...(await entriesOf(live, 'link.changed', about)),
      ...(await entriesOf(live, 'link.read', about)),
      ...(await entriesOf(live, 'links.looked')),
    ]
      .sort()
      .reverse()
      .slice(0, 5);
    const figures = {
      links: relied.length,
      dead: found.filter(({ failures }) => failures >= FAILED_LOOKS).length,
      changed: each.filter(({ unread }) => unread).length,
      lastLook: looks.length === 0 ? null : dayIn(policy.organisation.zone, looks[0] ?? live.now),
    };
    return { verdict: worst.verdict, because: worst.because, figures, entries };
  },

  async prove(twin, { path, policy }) {
    const { scene } = twin;
    const relied = addressesIn(policy, path);
    const [first] = relied;
    if (!first) return;
    const { address, reviewed } = first;
    const state = () => twin.stateOf('notice.links', path);
    const shows = async (words: string, chance: number) =>
      twin.web.shows(address, {
        status: 200,
        text: `<html><head><title>${chance}</title></head><body><p>${words}</p><script>let shown = ${chance};</script></body></html>`,
      });
    await scene.given(`${address} shows a page`, () => shows('What we do with data.', 1));
    const start = addDays(twin.today(), 1);
    await scene.when('the night goes by', () => twin.travelTo(start));
    await scene.then('the board says that it is there', state, 'kept');
    await scene.then('every address of this declaration was looked at, and none that does not stand in the policy', () => {
      const asked = twin.web.asked();
      const written = Object.values(policy.files).join('\n');
      return [
        relied.every((one) => asked.includes(one.address)),
        asked.filter((one) => !written.includes(one)),
      ];
    }, [true, []]);
    const next = addPeriod(start, lookEvery(policy));
    await scene.given(`${address} is gone`, async () => twin.web.shows(address, { status: 404 }));
    await scene.when(`it is looked at again, by ${next}`, () => twin.travelTo(next));
    await scene.then('one failed look is a risk', state, 'at-risk');
    await scene.when('the day after, it is looked at once more', () => twin.travelTo(addDays(next, 1)));
    await scene.then('the board says broken', state, 'broken');
    await scene.then('and a task is open', () => tasks(twin, address), ['broken']);
    await scene.given('it is back, with another number in its script', () =>
      shows('What we do with data.', 2),
    );
    await scene.when('another night goes by', () => twin.travelTo(addDays(next, 2)));
    await scene.then('the board says that it is there', state, 'kept');
    if (!reviewed) return scene.then('and the task is closed', () => tasks(twin, address), []);
    const again = addPeriod(addDays(next, 2), lookEvery(policy));
    await scene.given('its words change', () => shows('What we do with data from now on.', 3));
    await scene.when(`it is looked at again, by ${again}`, () => twin.travelTo(again));
    await scene.then('somebody has to read it', () => tasks(twin, address), ['waiting']);
    await scene.then('until then it is a risk', state, 'at-risk');
    const read = await scene.when('somebody reads it and says so', () =>
      twin.call('POST', '/api/links/read', { address }),
    );
    await scene.then('that is taken', () => read.status, 200);
    await scene.then('the board says that it is there', state, 'kept');
    await scene.then('and no task is open', () => tasks(twin, address), []);
  },
});

/** In which groups of today's list the address stands, as somebody sees who works there. */
async function tasks(twin: Twin, address: string): Promise<string[]> {
  const { json } = await twin.call('GET', '/api/today?what=link');
  const rows = json.rows as { what: string; id: string; group: string }[];
  return rows.filter(({ what, id }) => what === 'link' && id === address).map(({ group }) => group);
}

const WORST_FIRST = ['broken', 'at-risk', 'nothing-yet', 'kept'] as const;

type Judged = { verdict: State['verdict']; because: string; address: string; unread: boolean };

function judge(
  { today, now }: Live,
  policy: Policy,
  { address, reviewed }: { address: string; reviewed: boolean },
  known: Looked | undefined,
): Judged {
  const on = (moment: Instant): Day => dayIn(policy.organisation.zone, moment);
  const unread = reviewed && known !== undefined && known.changed_at !== null;
  const say = ({ verdict, because }: State): Judged => ({ verdict, because, address, unread });
  if (!known || known.looked_at === null || known.outcome === 'off')
    return say(
      nothingYet(
        known?.outcome === 'off'
          ? 'Looking at addresses of others is switched off.'
          : known
            ? `Nobody could look at ${address} yet: ${known.says}.`
            : `Nobody has looked at ${address} yet.`,
      ),
    );
  const looked = on(known.looked_at);
  if (known.failures >= FAILED_LOOKS)
    return say(
      broken({
        because: `${address} is dead: ${known.says}, since ${sayDay(on(known.failed_since ?? known.looked_at))}.`,
      }),
    );
  if (unread && known.changed_at !== null && addDays(on(known.changed_at), READ_WITHIN_DAYS) < today)
    return say(
      broken({
        because: `${address} says something else since ${sayDay(on(known.changed_at))}, and nobody has read it in ${READ_WITHIN_DAYS} days.`,
      }),
    );
  if (known.failures > 0)
    return say(
      atRisk({ because: `${address} failed at the last look: ${known.says}. It is looked at again.` }),
    );
  if (known.outcome === 'not-looked' || addPeriod(looked, lookEvery(policy)) < today)
    return say(atRisk({ because: `Nobody could look at ${address} since ${sayDay(looked)}.` }));
  if (unread && known.changed_at !== null)
    return say(
      atRisk({
        because: `${address} says something else since ${sayDay(on(known.changed_at))}; somebody has to read it.`,
      }),
    );
  const ends = known.certificate_until;
  const soon = ends !== null && addDays(today, CERTIFICATE_DAYS) >= on(ends) && ends > now;
  return say(
    kept({
      because: `At the look of ${sayDay(looked)} ${known.says}: ${address}.${soon ? ` Its certificate ends on ${sayDay(on(ends))}.` : ''}`,
    }),
  );
}
