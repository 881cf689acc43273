import { addDays } from '../base/index.ts';
import { broken, control, entriesOf, kept, nothingYet, type Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { asksOnForm, entered, lettersTo, requestOf } from './acts.ts';
import { factsOf, REQUEST_KINDS, type RequestKind } from './kind.rules.ts';

type Right = NonNullable<Policy['rights']['access']>;
type Desk = Right | Policy['organisation'];

/** The kind of request that a declaration is about; the desk as a whole is tried with access. */
const kindAt = (path: string, name: string): RequestKind | null =>
  path === 'organisation' ? 'access' : (REQUEST_KINDS.find((kind) => kind === name) ?? null);

/** Whatever reaches us by a promised route becomes a case with a clock, an owner, and a letter on what happens next. */
export const rightsIntake = control<Desk, Policy>({
  id: 'rights.intake',
  applies: (_declared, { path, name }) => kindAt(path, name) !== null,

  async state(live, { path, name }) {
    const kind = path === 'organisation' ? null : kindAt(path, name);
    const [found] = await live.rows<{ cases: number; ownerless: number; clockless: number; untold: number }>(
      `select count(*)::int as cases, count(*) filter (where owner = '')::int as ownerless,
         count(*) filter (where not exists (select 1 from request_event e where e.request_id = r.id and e.kind = 'received'))::int as clockless,
         count(*) filter (where not exists (select 1 from request_event e where e.request_id = r.id and e.kind = 'told'))::int as untold
       from request r where $1::text is null or kind = $1`,
      [kind],
    );
    if (!found || found.cases === 0) return nothingYet('Nobody has asked for this yet.');
    const wrong = found.ownerless + found.clockless + found.untold;
    if (wrong > 0)
      return broken({
        because: `${found.ownerless} without an owner, ${found.clockless} without a clock, ${found.untold} who were never told what happens next.`,
        figures: found,
      });
    return kept({
      because: 'Each has a clock and an owner, and each person was told what happens next.',
      figures: found,
      entries: await entriesOf(live, 'request.opened', kind ? { field: 'kind', is: kind } : undefined),
    });
  },

  async prove(twin, { path, name, declared, policy }) {
    const kind = kindAt(path, name) ?? 'access';
    const { scene } = twin;
    const officers = Object.keys(policy.organisation.officers);
    const routes = 'routes' in declared ? declared.routes : (['email', 'post'] as const);
    for (const route of routes.filter((one) => ['web', 'email', 'phone', 'post'].includes(one))) {
      const tag = `asks-by-${route}`;
      const received = route === 'post' ? addDays(twin.today(), -3) : twin.today();
      const before = await count(twin);
      await scene.when(`somebody asks by ${route}: “${factsOf(kind).wish}”`, () =>
        arrives(twin, policy, { kind, route, tag, received }),
      );
      await scene.then('it is one case', async () => (await count(twin)) - before, 1);
      const made = await requestOf(twin, kind);
      await scene.then(
        'of that kind, counted from the day it reached us, with somebody who answers it',
        async () => [
          made !== null,
          officers.length === 0 || officers.includes(made?.owner ?? ''),
          await receivedOf(twin, made?.id ?? ''),
        ],
        [true, true, received],
      );
      await scene.then(
        'they have a letter with a link to their own page',
        async () => (await lettersTo(twin, tag)).some(({ text }) => /\/requests\/\S+/.test(text)),
        true,
      );
    }
  },
});

async function arrives(
  twin: Twin,
  policy: Policy,
  { kind, route, tag, received }: { kind: RequestKind; route: string; tag: string; received: string },
): Promise<void> {
  const { wish } = factsOf(kind);
  if (route === 'web' && kind === 'complaint')
    await twin.submitForm('/complaints/new', { email: `${tag}@people.example`, words: wish });
  else if (route === 'web') await asksOnForm(twin, kind, tag, { words: wish });
  else if (route === 'email' && policy.organisation.contacts.privacy.includes('@'))
    await twin.receiveMail({
      from: `${tag}@people.example`,
      to: policy.organisation.contacts.privacy,
      subject: 'About my data',
      text: `${wish}.`,
    });
  else await entered(twin, kind, tag, { route, received });
}

const count = async (twin: Twin): Promise<number> =>
  (await twin.rows<{ n: number }>('select count(*)::int as n from request'))[0]?.n ?? -1;

const receivedOf = async (twin: Twin, id: string): Promise<string | null> =>
  (
    await twin.rows<{ day: string }>('select received_on::text as day from request where id::text = $1', [id])
  )[0]?.day ?? null;
