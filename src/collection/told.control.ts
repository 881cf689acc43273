import { addDays, addPeriod, type Day, daysBetween } from '../base/index.ts';
import { atRisk, broken, control, entriesOf, kept, nothingYet } from '../controls/index.ts';
import { kindOf, type Policy } from '../policy/index.ts';
import { type CollectionPoint, needOf } from './kinds.rules.ts';
import { post, preparePosting } from './posting.ts';

/** How many days before its last day a letter that has not left is a worry. */
const WARN_DAYS = 7;

/** Whoever did not give us their data themselves hears in time that we have it, and from whom (Art 14). */
export const toldInTime = control<CollectionPoint, Policy>({
  id: 'notice.art14',
  applies: (point, { path }) =>
    path.startsWith('collection.') &&
    point['tell-within'] !== undefined &&
    point.from !== 'the-person' &&
    point.stores !== 'nowhere' &&
    Object.keys(point.fields).length > 0,

  async state(live, { name }) {
    const [found] = await live.rows<{
      all: number;
      open: number;
      late: number;
      due: Day | null;
      silent: number;
    }>(
      `select count(*)::int as all,
              count(*) filter (where not told)::int as open,
              count(*) filter (where told and told_on > due_on or not told and due_on < $2::date)::int as late,
              min(due_on) filter (where not told) as due,
              (select count(*)::int from record_source s join record r on s.person_id = r.person_id and s.record_id = r.id
               where s.third and r.point = $1 and not exists (select 1 from told_duty t where t.person_id = r.person_id and t.id = r.id)) as silent
       from (select due_on, d.told_at is not null or coalesce(o.state = 'sent', false) as told, coalesce(d.told_at, o.settled_at)::date as told_on
             from told_duty d left join outbox o on o.person_id = d.person_id and o.id = d.mail_id where d.point = $1) duty`,
      [name, live.today],
    );
    const entries = await entriesOf(live, 'told.done', { field: 'point', is: name });
    if (!found || found.all + found.silent === 0)
      return nothingYet('Nobody’s data has come in from others yet.');
    const figures = { told: found.all - found.open, open: found.open, late: found.late, due: found.due };
    if (found.silent > 0)
      return broken({
        because: 'Data came in from others, and nobody has to tell the people.',
        figures,
        entries,
      });
    if (found.late > 0)
      return broken({
        because: 'Some people were not told in time where we got their data.',
        figures,
        entries,
      });
    if (found.due && daysBetween(live.today, found.due) <= WARN_DAYS)
      return atRisk({ because: `Somebody has to be told by ${found.due}.`, figures, entries });
    return kept({ because: 'Everybody was told, or will be in time.', figures, entries });
  },

  async prove(twin, bound) {
    const { name, declared, policy, path } = bound;
    const { scene } = twin;
    const within = declared['tell-within'] ?? 'P1M';
    const posting = await scene.given(`somebody supplies data of another for "${name}"`, () =>
      preparePosting(twin, bound, 'told'),
    );
    const source = posting.source ?? { who: 'The one who passed it on', evidence: 'a note of this proof' };
    const email = Object.keys(declared.fields).find((field) => kindOf(policy, field) === 'email');
    if (email) {
      const taken = await scene.when('it comes in with an e-mail address', () =>
        post(twin, name, declared, { ...posting, source }),
      );
      await scene.then('it is taken', () => taken.taken, true);
      await scene.when('the waiting mails leave', () => twin.work());
      await scene.then(
        'the person has a letter that names the source and leads to the notice',
        async () =>
          (await twin.mails())
            .filter(({ to }) => to === posting.fields[email])
            .map(({ text }) => [
              expectedSource(declared, source.who).some((who) => text.includes(who)),
              /\/notice/.test(text),
            ]),
        [[true, true]],
      );
      await scene.then('nobody is owed one any more', () => owed(twin), []);
    }
    if (email && needOf(declared.fields[email] ?? 'optional') === 'required') return;
    const { [email ?? '']: _, ...without } = posting.fields;
    const due = addPeriod(twin.today(), within);
    const silent = await scene.when('somebody comes in of whom we have no e-mail address', () =>
      post(twin, name, declared, { ...posting, source, fields: without }),
    );
    await scene.then('it is taken', () => silent.taken, true);
    await scene.then(`staff owe them word by ${due}`, () => owed(twin), [due]);
    const [one] = await items(twin);
    const other = await twin.withPolicy((files) => ({ ...files }));
    const late = await other.scene.given('the same in another company, where nobody tells them', async () =>
      post(other, name, declared, {
        ...(await preparePosting(other, bound, 'late')),
        source,
        fields: without,
      }),
    );
    await scene.when(`staff tell them by telephone`, () =>
      twin.call('POST', `/api/told/${one?.id ?? ''}`, { how: 'phone' }),
    );
    await scene.then('nothing is owed any more', () => owed(twin), []);
    await scene.when(`in the other company the day after ${due} comes`, () =>
      other.travelTo(addDays(due, 1)),
    );
    await scene.then(
      'its board says broken',
      async () => [late.taken, await other.stateOf('notice.art14', path)],
      [true, 'broken'],
    );
  },
});

/** The one who was named; or, at a form that is made for it, whom the declaration names. */
const expectedSource = (point: CollectionPoint, who: string): string[] => [
  who,
  ...(point.source ? [point.source.who] : []),
  'Something about',
];

type Duty = { id: string; dueOn: Day };
const items = async (twin: {
  call: (method: 'GET', path: string) => Promise<{ json: Record<string, unknown> }>;
}): Promise<Duty[]> => {
  const { json } = await twin.call('GET', '/api/told');
  return Array.isArray(json.items) ? (json.items as Duty[]) : [];
};
const owed = async (twin: Parameters<typeof items>[0]): Promise<Day[]> =>
  (await items(twin)).map(({ dueOn }) => dueOn);
