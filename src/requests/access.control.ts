import {
  addressOf,
  broken,
  control,
  entriesOf,
  expectOk,
  kept,
  type Live,
  nothingYet,
  type Twin,
} from '../controls/index.ts';
import { ACCESS_REPLY_ITEMS, accessReplyItemsOwed } from '../law/index.ts';
import { categoriesWith, type Policy } from '../policy/index.ts';
import { handsOn, missingWords, wordsIn } from './access-reply.proof.ts';
import {
  asksOnForm,
  carriedOut,
  comesIn,
  confirms,
  decides,
  fetches,
  lettersTo,
  pageOf,
  pointsToTry,
  requestOf,
} from './acts.ts';
import { handsOver } from './hand-over.acts.ts';

type Right = NonNullable<Policy['rights']['access']>;

/** Whether answers with a file rest on a search of every system, and the file could be fetched. */
async function filesState(live: Live, kind: 'access' | 'portability') {
  const [found] = await live.rows<{ answered: number; unsearched: number; open: number; fetched: number }>(
    `select count(*) filter (where r.outcome = 'sent')::int as answered,
       count(*) filter (where r.outcome = 'sent' and not exists (
         select 1 from request_event e where e.request_id = r.id and e.kind = 'ran'))::int as unsearched,
       count(*) filter (where r.answered_on is null)::int as open,
       count(*) filter (where exists (select 1 from request_event e where e.request_id = r.id and e.kind = 'fetched'))::int as fetched
     from request r where r.kind = $1`,
    [kind],
  );
  if (!found || found.answered + found.open === 0) return nothingYet('Nobody has asked for this yet.');
  if (found.unsearched > 0)
    return broken({
      because: `${found.unsearched} were told that their file is ready, and no search stands behind it.`,
      figures: found,
    });
  if (found.answered === 0) return nothingYet(`${found.open} have asked, and none has been answered yet.`);
  return kept({
    because: `${found.answered} were answered from a search of every system; ${found.fetched} have fetched their file.`,
    figures: found,
    entries: await entriesOf(live, 'request.ran', { field: 'kind', is: kind }),
  });
}

/** Confirmation and a copy from every system, with everything that Art 15 has us say. */
export const rightsAccess = control<Right, Policy>({
  id: 'rights.access',
  applies: (_right, { path }) => path === 'rights.access',
  state: (live) => filesState(live, 'access'),

  async prove(twin, { policy }) {
    const { scene } = twin;
    const [ada, bea] = await scene.given('data of two people came in', async () => {
      const first = await comesIn(twin, policy, 'ada');
      return [first, await comesIn(twin, policy, 'bea', [first.point])] as const;
    });
    const own = textsOf(ada.fields);
    const handed = await handsOn(twin, policy, ada.point);
    await scene.when('one of them asks for a copy and confirms by the link', async () => {
      await asksOnForm(twin, 'access', 'ada');
      await confirms(twin, 'ada');
    });
    const id = (await requestOf(twin, 'access'))?.id ?? '';
    const done = await scene.when(
      'every system is searched, and what only people can search is signed for',
      () => carriedOut(twin, id),
    );
    await scene.then(
      'every system that the policy names was on the plan',
      () => elsewhere(policy).filter((system) => !done.systems.includes(system)),
      [],
    );
    await scene.then(
      'their letter says that it is ready',
      async () => (await lettersTo(twin, 'ada')).at(-1)?.text.includes('is ready') ?? false,
      true,
    );
    const entries = await scene.when('they fetch it from their page', () => fetches(twin, 'ada'));
    const all = [...entries.values()].join('\n');
    await scene.then('what they gave us is in it', () => own.filter((text) => !all.includes(text)), []);
    await scene.then(
      'nothing of the other person is',
      () => [addressOf('bea'), ...textsOf(bea.fields)].filter((text) => all.includes(text)),
      [],
    );
    const page = entries.get('your-data.html') ?? '';
    const owed = accessReplyItemsOwed(twin.today(), policy.organisation.jurisdiction === 'uk' ? 'uk' : 'eu');
    await scene.then(
      'and the page answers every question that Art 15 asks',
      () =>
        owed.filter((item) => !page.includes(`id="${item}"`)).map((item) => ACCESS_REPLY_ITEMS[item].source),
      [],
    );
    await scene.then(
      'it names each purpose, each kind of data, how long that is kept, and each who receives it, that the point they used is declared for',
      () => missingWords(policy, ada.point, page),
      [],
    );
    if (handed)
      await scene.then(
        `it says that it was handed to ${handed.name}, for what and when`,
        () => {
          const rows = page.split(/<tr\b/).map(wordsIn);
          return rows.some((row) =>
            [handed.name, 'handed over', handed.on, handed.purpose].every((word) =>
              row.includes(wordsIn(word)),
            ),
          );
        },
        true,
      );
    await scene.when('a stranger tries the address without the whole link', () => pageOf(twin, 'ada'));
    const path = await pageOf(twin, 'ada');
    await scene.then(
      'nothing is fetched',
      async () => (await twin.submitForm(`${path.slice(0, -3)}/package`, {})).status,
      404,
    );
  },
});

/** What they gave us under consent or contract, as files that machines read. */
export const rightsPortability = control<Right, Policy>({
  id: 'rights.portability',
  applies: (_right, { path, policy }) => path === 'rights.portability' && takenAlong(policy).length > 0,
  async state(live) {
    const [over] = await live.rows<{ asked: number; late: number; fetched: number }>(
      `select count(*)::int as asked, count(fetched_at)::int as fetched,
         count(*) filter (where due_on < coalesce(sent_at::date, $1::date))::int as late
       from hand_over where confirmed_at is not null`,
      [live.today],
    );
    if ((over?.late ?? 0) > 0)
      return broken({
        because: `${over?.late} files that were to go straight to somebody else went late, or have not gone.`,
        figures: { ...over },
      });
    const [formats] = await live.rows<{ unsaid: number }>(
      `select count(*)::int as unsaid from request r where r.kind = 'portability' and r.outcome = 'sent'
         and exists (select from request_event e where e.request_id = r.id and e.kind in ('received', 'joined')
           and e.facts ->> 'format' not in ('json', 'csv')
           and not exists (select from request_event later where later.request_id = r.id and later.kind = 'joined'
             and later.facts ? 'format' and later.id > e.id)
           and not exists (select from request_event told where told.request_id = r.id and told.kind = 'progress'
             and told.facts ->> 'format' = e.facts ->> 'format'))`,
    );
    if ((formats?.unsaid ?? 0) > 0)
      return broken({
        because: `${formats?.unsaid} got another format than they asked for, and nobody told them why.`,
        figures: { ...formats },
      });
    return filesState(live, 'portability');
  },

  async prove(twin, { policy }) {
    const { scene } = twin;
    const { fields } = await scene.given('somebody gave us data under their consent or a contract', () =>
      comesIn(twin, policy, 'ada', takenAlong(policy)),
    );
    const others = pointsToTry(policy).filter(
      (point) =>
        !policy.collection[point]?.purposes.some((purpose) =>
          ['consent', 'contract'].includes(policy.purposes[purpose]?.basis ?? ''),
        ),
    );
    const apart = await scene.given('and data that we use on another basis', async () =>
      others.length > 0 ? textsOf((await comesIn(twin, policy, 'ada', others, 'ada, otherwise')).fields) : [],
    );
    await scene.when(`they ask to take it elsewhere, as ${WISHED}, and confirm by the link`, async () => {
      await asksOnForm(twin, 'portability', 'ada', { format: WISHED });
      await confirms(twin, 'ada');
    });
    const id = (await requestOf(twin, 'portability'))?.id ?? '';
    await saysWhyNot(twin, id);
    await scene.when('it is got together', () => carriedOut(twin, id));
    const entries = await scene.when('they fetch it', () => fetches(twin, 'ada'));
    const files = [...entries].filter(([path]) => path.startsWith('data/'));
    await scene.then('it is there as JSON, which a machine reads, and as CSV', () => {
      const read = files.flatMap(([path, text]) =>
        path.endsWith('.json') ? [JSON.parse(text) as unknown] : [],
      );
      return [read.length > 0, files.filter(([path]) => path.endsWith('.csv')).length === read.length];
    }, [true, true]);
    const all = files.map(([, text]) => text).join('\n');
    await scene.then(
      'with all that they gave us',
      () => textsOf(readable(policy, fields)).filter((text) => !all.includes(text)),
      [],
    );
    await scene.then(
      'without what we use on another basis',
      () => apart.filter((text) => all.includes(text)),
      [],
    );
    await scene.then(
      'and without what came of our own work: decisions, mails, who received it',
      () => files.map(([path]) => path).filter((path) => /decisions|mails|recipients|requests/.test(path)),
      [],
    );
    await handsOver(twin, policy, id, textsOf(readable(policy, fields)));
  },
});

/** A format that nobody asks to be made by a machine without a wish for it. */
const WISHED = 'XLSX';

/** Another format than the one they asked for goes out once they have heard why, and not before. */
async function saysWhyNot(twin: Twin, id: string): Promise<void> {
  const { scene } = twin;
  const closing = async () => {
    const sent = await decides(twin, id, { outcome: 'sent' });
    const { json } = await twin.call('POST', `/api/requests/${id}/plan`, { changes: [] });
    const ran = await twin.call('POST', `/api/requests/${id}/plan/approval`, { hash: json.hash });
    return [sent.status, ran.status];
  };
  await scene.when('staff want to close it with the formats that everybody gets', async () => {
    await scene.then('neither a file sent nor one made here is taken for an answer', closing, [409, 409]);
  });
  const why = 'our systems write no spreadsheets of that kind.';
  await scene.when('they say why the one asked for cannot be made', async () =>
    expectOk(await decides(twin, id, { outcome: 'other-format', why })),
  );
  await scene.then('the person has it in writing', async () => {
    const text = (await lettersTo(twin, 'ada')).at(-1)?.text.replaceAll(/\s+/g, ' ') ?? '';
    return [text.includes(WISHED), text.includes(why)];
  }, [true, true]);
}

const textsOf = (fields: Readonly<Record<string, string>>): string[] =>
  Object.values(fields).filter((text) => text.startsWith('The '));

/** What is kept as it was given: of a password or a card number nobody can give back more than a mask. */
const readable = (policy: Policy, fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).filter(([field]) =>
      categoriesWith(policy, field).every(([, { protect }]) => protect === undefined),
    ),
  );

const elsewhere = (policy: Policy): string[] =>
  Object.entries(policy.systems).flatMap(([name, { kind }]) => (kind === 'hosted' ? [] : [name]));

/** Points whose data a person may take along: some purpose of it rests on consent or contract. */
const takenAlong = (policy: Policy): string[] =>
  Object.entries(policy.collection).flatMap(([name, point]) =>
    point.from === 'the-person' &&
    point.stores !== 'nowhere' &&
    point.purposes.every((purpose) =>
      ['consent', 'contract'].includes(policy.purposes[purpose]?.basis ?? ''),
    ) &&
    Object.keys(point.fields).some((field) => /mail/.test(field))
      ? [name]
      : [],
  );
