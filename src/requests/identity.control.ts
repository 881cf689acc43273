import { addressOf, broken, control, entriesOf, kept, nothingYet, type Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { asksOnForm, confirms, decides, lettersTo, pageOf, requestOf } from './acts.ts';
import { REQUEST_KINDS, type RequestKind, verifyOf } from './kind.rules.ts';

type Right = NonNullable<Policy['rights']['access']>;

const kindAt = (name: string): RequestKind | null => REQUEST_KINDS.find((kind) => kind === name) ?? null;

/** More than our link is asked for only on a doubt that is written down, and only that moves the clock. */
export const rightsIdentity = control<Right, Policy>({
  id: 'rights.identity',
  applies: (_right, { path, name, policy }) => {
    const kind = path.startsWith('rights.') ? kindAt(name) : null;
    return kind === 'marketing-objection' || (kind !== null && verifyOf(policy, kind) !== 'none');
  },

  async state(live, { name }) {
    const [found] = await live.rows<{ asked: number; undoubted: number; acted: number }>(
      `select count(*) filter (where e.kind = 'identity-asked')::int as asked,
         count(*) filter (where e.kind = 'identity-asked' and e.sealed is null)::int as undoubted,
         count(*) filter (where e.kind in ('ran', 'approved') and r.proven_on is null)::int as acted
       from request_event e join request r on r.id = e.request_id where r.kind = $1`,
      [name],
    );
    const [cases] = await live.rows<{ cases: number; doubted: number }>(
      `select count(*)::int as cases, count(*) filter (where waits_for = 'identity' and not exists (
         select 1 from request_event e where e.request_id = r.id and e.kind = 'identity-asked' and e.sealed is not null))::int as doubted
       from request r where kind = $1`,
      [name],
    );
    if (!found || !cases || cases.cases === 0) return nothingYet('Nobody has asked for this yet.');
    const figures = { ...found, ...cases };
    if (found.undoubted + cases.doubted > 0)
      return broken({
        because: `${found.undoubted + cases.doubted} people were asked who they are without a doubt on record.`,
        figures,
      });
    if (found.acted > 0)
      return broken({
        because: `${found.acted} requests were acted on before it was known who asks.`,
        figures,
      });
    return kept({
      because: `Of ${cases.cases} who asked, ${found.asked} were asked for more than our link, each with the doubt written down.`,
      figures,
      entries: await entriesOf(live, 'request.opened', { field: 'kind', is: name }),
    });
  },

  async prove(twin, { name, declared, policy }) {
    const kind = kindAt(name) ?? 'access';
    if (declared.verify === 'none') return proveNothingAsked(twin, policy);
    const { scene } = twin;
    await scene.given('somebody asks on the form', () => asksOnForm(twin, kind, 'asker'));
    const made = await requestOf(twin, kind);
    const id = made?.id ?? '';
    const path = await scene.given('they have our letter with its link', () => pageOf(twin, 'asker'));
    await scene.when('a mail scanner opens the link', () => twin.visit(path));
    await scene.then(
      'nobody is taken for them by that',
      async () => (await requestOf(twin, kind))?.proven_on ?? null,
      null,
    );
    await scene.when('somebody wants more evidence, and writes down no doubt', () =>
      decides(twin, id, { outcome: 'identify', doubt: ' ', wanted: 'a copy of a passport' }),
    );
    await scene.then(
      'they are not asked, and the last day stays',
      async () => (await requestOf(twin, kind))?.due_on,
      made?.due_on,
    );
    const doubt = 'The address was changed an hour before the request.';
    await scene.when('a doubt is written down, with what would settle it', () =>
      decides(twin, id, { outcome: 'identify', doubt, wanted: 'a call back on the old number' }),
    );
    const waits = policy.organisation.jurisdiction === 'uk';
    // In the EU the month runs from the request, whatever was asked: the law's text gives no other day.
    await scene.then(
      waits ? 'the clock waits' : 'the last day stays',
      async () => (await requestOf(twin, kind))?.due_on ?? null,
      waits ? null : made?.due_on,
    );
    await scene.then(
      'the person reads why',
      async () => (await lettersTo(twin, 'asker')).at(-1)?.text.includes(doubt) ?? false,
      true,
    );
    await scene.when('they press the button behind the link all the same', () => confirms(twin, 'asker'));
    await scene.then(
      'the link alone is no longer enough',
      async () => (await requestOf(twin, kind))?.proven_on ?? null,
      null,
    );
    await scene.when('what was asked for arrives', () => decides(twin, id, { outcome: 'identified' }));
    await scene.then(
      'the clock runs again',
      async () => (await requestOf(twin, kind))?.due_on !== null,
      true,
    );
    await scene.given('another one asks on the form', () => asksOnForm(twin, kind, 'plain'));
    const plain = await requestOf(twin, kind);
    await scene.when('they press the button behind their link', () => confirms(twin, 'plain'));
    await scene.then('that is enough, and their last day has not moved', async () => {
      const now = await requestOf(twin, kind);
      return [now?.proven_on !== null, now?.due_on === plain?.due_on];
    }, [true, true]);
  },
});

/** Who stops marketing is asked for nothing, and what they send along all the same is kept nowhere. */
async function proveNothingAsked(twin: Twin, { organisation }: Policy): Promise<void> {
  const { scene } = twin;
  const kind = 'marketing-objection';
  await scene.when('somebody asks on the form, with their address and nothing else', () =>
    asksOnForm(twin, kind, 'plain'),
  );
  await scene.then(
    'it is done on the same day',
    async () =>
      (await twin.rows<{ day: string }>('select answered_on::text as day from request')).map(
        ({ day }) => day,
      ),
    [twin.today()],
  );
  await scene.then(
    'nobody asks them who they are',
    async () => (await twin.rows(`select 1 from request_event where kind = 'identity-asked'`)).length,
    0,
  );
  const to = organisation.contacts.marketing ?? organisation.contacts.privacy;
  if (!to.includes('@')) return;
  const born = 'born on the ninth of Sundaymonth';
  await scene.when(`somebody writes to ${to} to stop it, and says when they were born`, () =>
    twin.receiveMail({ from: addressOf('writer'), to, subject: 'Stop', text: `Please stop. I was ${born}.` }),
  );
  await scene.when('the worker has run', () => twin.work());
  await scene.then('their birthday is nowhere', () => twin.searchEverywhere(born), []);
}
