import { addDays } from '../base/index.ts';
import {
  addressOf,
  atRisk,
  broken,
  control,
  entriesOf,
  expectOk,
  kept,
  nothingYet,
  type Twin,
} from '../controls/index.ts';
import { categoriesWith, type Policy, specialKindsOf } from '../policy/index.ts';
import { comesIn, lettersTo, pointsToTry } from './acts.ts';

type Declared = NonNullable<Policy['rights']['access']> | Policy['collection'][string];

/** People see what they gave us and put it right themselves, at any hour; what stood there before is kept. */
export const rightsSelfservice = control<Declared, Policy>({
  id: 'rights.selfservice',
  applies: (_declared, { path, name, policy }) =>
    path === 'rights.rectification' || (path === `collection.${name}` && isTheirs(policy, name)),

  async state(live) {
    const [found] = await live.rows<{ shown: number; changed: number; without: number; untold: number }>(
      `select (select count(*)::int from evidence_entry where kind = 'own-data.shown') as shown,
         count(*)::int as changed,
         count(*) filter (where e.sealed is null and exists (select from person p where p.id = e.person_id))::int as without,
         count(*) filter (where not exists (
           select from request_event t where t.request_id = e.request_id and t.kind = 'told'))::int as untold
       from request_event e where e.kind = 'self-corrected'`,
    );
    const [mails] = await live.rows<{ stuck: number }>(
      `select count(*)::int as stuck from outbox where purpose = 'own-data' and state not in ('sent', 'cancelled')
         and queued_at < $1::timestamptz - interval '1 hour'`,
      [live.now],
    );
    const figures = { ...found, linksWaiting: mails?.stuck ?? 0 };
    if (!found || found.shown === 0) return nothingYet('Nobody has opened their own data yet.');
    if (found.without > 0)
      return broken({ because: `${found.without} changes are without what stood there before.`, figures });
    if (found.untold > 0)
      return broken({
        because: `${found.untold} changes were made, and the person did not hear of them.`,
        figures,
      });
    if (figures.linksWaiting > 0)
      return atRisk({
        because: `${figures.linksWaiting} asked for the link to their data, and it has not left.`,
        figures,
      });
    return kept({
      because: `Opened ${found.shown} times, with ${found.changed} changes, each with what stood there before.`,
      figures,
      entries: await entriesOf(live, 'own-data.shown'),
    });
  },

  async prove(twin, { policy, path, name }) {
    const { scene } = twin;
    const points = path.startsWith('collection.')
      ? [name]
      : pointsToTry(policy).filter((point) => isTheirs(policy, point));
    const { point, fields } = await scene.given('two people gave us their data', async () => {
      const first = await comesIn(twin, policy, 'ada', points);
      await comesIn(twin, policy, 'bea', [first.point]);
      return first;
    });
    const [known, unknown] = await scene.when(
      'one of them, and somebody whom nobody knows, ask for the link to their data at ten past eleven at night',
      async () => {
        await twin.travelTo(twin.today(), '23:10');
        return [await asks(twin, 'ada'), await asks(twin, 'nobody')];
      },
    );
    await scene.then('both read the same', () => known === unknown, true);
    const link = await linkTo(twin, 'ada');
    await scene.then(
      'a letter with the link reached the one, and nobody else',
      async () => (await twin.mails()).flatMap(({ to, text }) => (text.includes('/your-data/') ? [to] : [])),
      [addressOf('ada')],
    );
    const page = async () => expectOk(await twin.visit(link)).text;
    const record = /name="record" value="([^"]+)"/.exec(await page())?.[1] ?? '';
    const [field, was] = Object.entries(fields).find(
      ([field, text]) => text.startsWith('The ') && isPlain(policy, field),
    ) ?? ['', ''];
    await scene.then('it shows what they gave, and nothing of the other person', async () => {
      const text = (await page()).replaceAll('&#x27;', '’');
      return [text.includes(was), text.includes(addressOf('bea'))];
    }, [true, false]);
    const becomes = 'What is right at this hour';
    await scene.when(`they change “${was}” and save`, async () =>
      expectOk(await twin.submitForm(link, { record, [`${record}.${field}`]: becomes })),
    );
    await scene.then('the new value is there at once, and the history has both', async () => {
      const [now = '', history = ''] = (await page()).split('id="changes"');
      return [
        now.includes(`value="${becomes}"`),
        now.includes(`value="${was}"`),
        history.includes(was) && history.includes(becomes),
      ];
    }, [true, false, true]);
    await scene.then(
      'they are told of it at the address that we know, whoever did it',
      async () => (await lettersTo(twin, 'ada')).some(({ subject }) => subject.includes('what you changed')),
      true,
    );
    await scene.then(
      'the change is a request on record, with before and after sealed',
      () =>
        twin.rows(
          `select r.kind, r.route, e.sealed is not null as sealed from request_event e
           join request r on r.person_id = e.person_id and r.id = e.request_id where e.kind = 'self-corrected'`,
        ),
      [{ kind: 'rectification', route: 'link', sealed: true }],
    );
    await scene.then(
      'the file that they take away says what is right',
      async () => {
        const { text } = expectOk(await twin.submitForm(`${link}/export`, {}));
        const { records } = JSON.parse(text) as {
          records: { point: string; fields: { field: string; value: string }[] }[];
        };
        return records.find((one) => one.point === point)?.fields.find((one) => one.field === field)?.value;
      },
      becomes,
    );
    const mail = Object.keys(fields).find((one) => /mail/.test(one)) ?? 'email';
    await scene.when(
      'they type another address over their own, and ask to be written to at a third',
      async () => {
        await twin.submitForm(link, { record, [`${record}.${mail}`]: addressOf('typed') });
        await twin.submitForm(`${link}/address`, { was: addressOf('ada'), 'becomes-0': addressOf('moved') });
      },
    );
    const knownBy = async () => {
      const text = await page();
      return ['ada', 'typed', 'moved'].filter((tag) => text.includes(addressOf(tag)));
    };
    await scene.then('they are known by the old one still', knownBy, ['ada']);
    await scene.when('they open the mail at the new one, and say that it is theirs', async () => {
      const letter = (await lettersTo(twin, 'moved')).at(-1)?.text ?? '';
      const confirm = /(\/new-address\/\S+)/.exec(letter)?.[1] ?? '';
      expectOk(await twin.visit(confirm));
      expectOk(await twin.submitForm(confirm, {}));
    });
    await scene.then(
      'they are known by the new one, and the old one was told',
      async () => [
        (await page()).split('id="changes"')[0]?.includes(addressOf('ada')),
        (await page()).includes(addressOf('moved')),
        (await lettersTo(twin, 'ada')).some(({ subject }) => subject.includes('address was changed')),
      ],
      [false, true, true],
    );
    await scene.when('they try the same on the record of the other person', async () => {
      await asks(twin, 'bea');
      const theirs = expectOk(await twin.visit(await linkTo(twin, 'bea'))).text;
      const other = /name="record" value="([^"]+)"/.exec(theirs)?.[1] ?? '';
      await twin.submitForm(link, { record: other, [`${other}.${field}`]: becomes });
    });
    await scene.then(
      'nothing of it changed',
      async () => (await twin.visit(await linkTo(twin, 'bea'))).text.includes(becomes),
      false,
    );
    await scene.then(
      'a link that lacks a letter opens nothing',
      async () => (await twin.visit(link.slice(0, -1))).status,
      404,
    );
    await scene.when('three days pass', () => twin.travelTo(addDays(twin.today(), 3)));
    await scene.then('the old link opens nothing', async () => (await twin.visit(link)).status, 404);
  },
});

/** What is kept apart, for the law or the policy protects it, is shown there, and corrected by whoever holds it. */
const isPlain = (policy: Policy, field: string): boolean =>
  categoriesWith(policy, field).every(
    ([, declared]) => declared.protect === undefined && specialKindsOf(declared, field).length === 0,
  );

/** What somebody says of themselves there, and may change of it: no law needs it as it was. */
function isTheirs(policy: Policy, name: string): boolean {
  const point = policy.collection[name];
  return (
    point !== undefined &&
    point.from === 'the-person' &&
    point.stores !== 'nowhere' &&
    point.anonymous === undefined &&
    point.purposes.some(
      (purpose) => !['legal-obligation', 'public-task'].includes(policy.purposes[purpose]?.basis ?? ''),
    ) &&
    Object.keys(point.fields).some((field) => /mail/.test(field)) &&
    Object.keys(point.fields).some((field) => !/mail/.test(field) && isPlain(policy, field))
  );
}

const asks = async (twin: Twin, tag: string): Promise<string> => {
  const { status, text } = await twin.submitForm('/your-data', { email: addressOf(tag) });
  return `${status} ${text}`;
};

async function linkTo(twin: Twin, tag: string): Promise<string> {
  const letter = (await lettersTo(twin, tag)).findLast(({ text }) => text.includes('/your-data/'));
  const path = /(\/your-data\/\S+)/.exec(letter?.text ?? '')?.[1];
  if (!path) throw new Error(`no link to their data reached ${tag}`);
  return path;
}
