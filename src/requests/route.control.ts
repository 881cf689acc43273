import { addPeriod } from '../base/index.ts';
import { broken, control, entriesOf, expectOk, kept, nothingYet } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { asksOnForm, decides, lettersTo, requestOf } from './acts.ts';

type Processing = Policy['processing'][string];

/** The processing that a declaration is about: itself, or for a right the first that we do for others. */
const processingAt = (policy: Policy, path: string, name: string): [string, Processing] | null => {
  const all = Object.entries(policy.processing);
  const own = path.startsWith('processing.') ? all.find(([one]) => one === name) : undefined;
  return own ?? (path === 'rights.access' ? (all[0] ?? null) : null);
};

/** Who asks us about data that we handle for somebody else hears whom to ask, and we pass it on. */
export const rightsRoute = control<unknown, Policy>({
  id: 'rights.route',
  applies: (_declared, { path, name, policy }) => processingAt(policy, path, name) !== null,

  async state(live, { path, name, policy }) {
    const processing = processingAt(policy, path, name)?.[0] ?? '';
    const [found] = await live.rows<{
      asked: number;
      untold: number;
      late: number;
      open: number;
      passed: number;
    }>(
      `select count(*)::int as asked, count(*) filter (where answered_on is null)::int as open,
         count(*) filter (where not exists (select 1 from request_event e where e.request_id = r.id and e.kind = 'told' and e.facts ->> 'template' = 'routed'))::int as untold,
         count(*) filter (where answered_on is null and due_on < $2::date)::int as late,
         count(*) filter (where exists (select 1 from request_event e where e.request_id = r.id and e.kind = 'passed-on'))::int as passed
       from request r where acts_as = 'processor' and about = $1`,
      [processing, live.today],
    );
    if (!found || found.asked === 0)
      return nothingYet('Nobody has asked us about data that we handle for others.');
    if (found.untold > 0)
      return broken({ because: `${found.untold} were not told whom to ask.`, figures: found });
    if (found.late > 0)
      return broken({
        because: `${found.late} were not passed on, or not carried out, by the day we promised.`,
        figures: found,
      });
    return kept({
      because: `All ${found.asked} were told whom to ask; ${found.passed} were passed on.`,
      figures: found,
      entries: await entriesOf(live, 'request.passed-on'),
    });
  },

  async prove(twin, { path, name, policy }) {
    const { scene } = twin;
    const [processing, declared] = processingAt(policy, path, name) ?? [name, undefined];
    const customer = 'Brightwell Orchards';
    await scene.when(`somebody asks us to delete data that we handle for ${customer}`, () =>
      asksOnForm(twin, 'erasure', 'ada', { about: processing, customer }),
    );
    const told = (await lettersTo(twin, 'ada')).at(-1)?.text ?? '';
    await scene.then(
      'they hear that others decide, who they are, and whom to ask',
      () => [declared?.controllers ?? '', customer].filter((said) => !told.includes(said)),
      [],
    );
    const made = await requestOf(twin, 'erasure');
    const passOn = declared?.['passes-requests-on-within'];
    if (passOn)
      await scene.then(
        'we are to pass it on in the time we promise',
        () => made?.due_on,
        addPeriod(twin.today(), passOn),
      );
    await scene.when('we pass it on', async () =>
      expectOk(await decides(twin, made?.id ?? '', { outcome: 'pass-on', customer })),
    );
    await scene.then(
      'they hear that as well, and it is logged',
      async () => [
        (await lettersTo(twin, 'ada')).at(-1)?.text.includes('passed your request on') ?? false,
        (await twin.rows(`select 1 from evidence_entry where kind = 'request.passed-on'`)).length,
      ],
      [true, 1],
    );
    const removes = declared?.['removes-within'];
    await scene.when('the customer tells us to remove it', async () =>
      expectOk(await decides(twin, made?.id ?? '', { outcome: 'instruct', what: 'remove' })),
    );
    if (removes)
      await scene.then(
        'it is to be removed by the day of its contract',
        async () => (await requestOf(twin, 'erasure'))?.due_on,
        addPeriod(twin.today(), removes),
      );
    await scene.when('somebody asks us about data of our own', () => asksOnForm(twin, 'access', 'bea'));
    await scene.then(
      'nobody sends them elsewhere',
      async () =>
        (await twin.rows(`select 1 from request where kind = 'access' and acts_as = 'processor'`)).length,
      0,
    );
  },
});
