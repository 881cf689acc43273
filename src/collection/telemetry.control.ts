import {
  type Answer,
  type Bound,
  broken,
  control,
  entriesOf,
  kept,
  nothingYet,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { intakeFields } from './fields.control.ts';
import { type CollectionPoint, needOf, protectionOf } from './kinds.rules.ts';
import { count, newestAt, said } from './looking.ts';
import { post, preparePosting } from './posting.ts';
import { cameIn, undeclaredIn } from './received.ts';
import { isFreeText } from './submission.rules.ts';

/** What devices and pages report is taken field by declared field; anything else is dropped and counted. */
export const telemetrySchema = control<CollectionPoint, Policy>({
  id: 'intake.telemetry',
  applies: (point, { path }) =>
    path.startsWith('collection.') &&
    ['telemetry', 'api', 'phone'].includes(point.kind) &&
    point.stores !== 'nowhere' &&
    Object.keys(point.fields).length > 0,

  async state(live, bound) {
    const { name, declared, policy } = bound;
    if (declared.kind !== 'telemetry') return intakeFields.state(live, bound);
    const batches = await cameIn(live, policy, [name], ['telemetry.taken']);
    const [counted] = await live.rows<{ n: number }>(
      `select coalesce(sum(times), 0)::int as n from telemetry_dropped
       where point = $1 and day >= $2::date - interval '1 year' - interval '1 day'`,
      [name, live.today],
    );
    const [loose] = await live.rows<{ n: number }>('select count(*)::int as n from record where point = $1', [
      name,
    ]);
    if (batches.length === 0 && (loose?.n ?? 0) === 0)
      return nothingYet('Nothing was reported within the last year.');
    const undeclared = undeclaredIn(batches);
    const figures = {
      events: batches.reduce((sum, { taken, times }) => sum + taken * times, 0),
      dropped: counted?.n ?? 0,
    };
    const entries = await entriesOf(live, 'telemetry.taken', { field: 'point', is: name });
    if (undeclared.length > 0 || (loose?.n ?? 0) > 0)
      return broken({
        because: `Fields were kept that are not declared: ${undeclared.join(', ')}.`,
        figures,
        entries,
      });
    if (batches.reduce((sum, { dropped, times }) => sum + dropped * times, 0) > figures.dropped)
      return broken({ because: 'Fields were dropped, and not counted.', figures, entries });
    return kept({ because: 'Only declared fields are kept; the others are counted.', figures, entries });
  },

  async prove(twin, bound) {
    const { name, path, declared } = bound;
    const { scene } = twin;
    if (declared.kind !== 'telemetry') return proveEntered(twin, bound);
    const { fields, notice } = await scene.given(`what "${name}" reports`, () => preparePosting(twin, bound));
    const consents = declared.asks ?? [];
    const send = (events: unknown[], said: readonly string[] = consents) =>
      twin.call('POST', `/api/collection/${name}`, { events, consents: said, notice });
    const surplus = 'key-strokes';
    const sent = await scene.when('a batch comes, and one event has a field more', () =>
      send([fields, { ...fields, [surplus]: 'telemetry-canary-4711' }]),
    );
    await scene.then(
      'the events are taken without it, and it is counted',
      () => [sent.status, sent.json.taken, sent.json.dropped],
      [201, declared.stores === 'nowhere' ? 0 : 2, 1],
    );
    await scene.then('what it held is nowhere', () => twin.searchEverywhere('telemetry-canary-4711'), []);
    await scene.then(
      'the count says which field it was',
      () => twin.rows('select field, times::int as times from telemetry_dropped where point = $1', [name]),
      [{ field: surplus, times: 1 }],
    );
    await scene.then(
      'and the ledger names no other field than the declared ones, by which the board goes',
      () => twin.stateOf('intake.telemetry', path),
      'kept',
    );
    // Times and addresses stand in other places as well; words that a proof made up stand nowhere else.
    const words = Object.values(fields).find((value) => value.startsWith('The '));
    await scene.then(
      'nobody is known by it, and what is kept is sealed',
      async () => [
        await count(twin, 'person'),
        words === undefined ? 0 : (await twin.searchEverywhere(words)).length,
      ],
      [0, 0],
    );
    await proveNamesNobody(twin, bound, (events) => send(events), fields);
    const required = Object.entries(declared.fields).filter(([, field]) => needOf(field) === 'required');
    if (required.length > 0) {
      const empty = await scene.when('an event comes without what it must have', () =>
        send([Object.fromEntries(Object.entries(fields).filter(([field]) => field !== required[0]?.[0]))]),
      );
      await scene.then('it is no event', () => [empty.json.taken, empty.json.incomplete], [0, 1]);
    }
    if (consents.length > 0) {
      const silent = await scene.when('a batch comes of somebody who was not asked', () =>
        send([fields], []),
      );
      await scene.then('nothing of it is taken', () => said(silent), [
        422,
        'collection.telemetry-without-consent',
      ]);
    }
  },
});

/** What a page or a device reports of somebody beside what was asked is not kept, and a protected field is kept as a hash. */
async function proveNamesNobody(
  twin: Twin,
  { name, declared, policy }: Bound<CollectionPoint, Policy>,
  send: (events: Readonly<Record<string, string>>[]) => Promise<Answer>,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const { scene } = twin;
  type Batch = { events: Record<string, string>[] };
  const look = async (): Promise<Batch[]> =>
    (await twin.call('POST', `/api/telemetry/${name}/look`, { reason: 'proving-a-promise' })).json
      .items as Batch[];
  // The clock of a proof stands still: the batch that came last is the one that was not there before.
  const keptOf = async (field: string, values: readonly string[]): Promise<unknown[]> => {
    const before = (await look()).map((batch) => JSON.stringify(batch));
    await send(values.map((value) => ({ ...fields, [field]: value })));
    const newest = (await look()).find((batch) => !before.includes(JSON.stringify(batch)));
    return newest?.events.map((event) => event[field] ?? null) ?? [];
  };
  const texts = Object.keys(declared.fields).filter(
    (field) => isFreeText(policy, field) && !/(^|-)ip(-address)?$/.test(field),
  );
  const field = texts.find((one) => /address|url|page|query|referr|click/.test(one)) ?? texts[0];
  if (field !== undefined) {
    const address = (email: string, who: string, token: string) =>
      `https://kiln.example/find?q=sand&email=${email}&name=${who}&token=${token}&page=2`;
    const kept = await scene.when(`"${field}" holds an e-mail address, a name and a token`, () =>
      keptOf(field, [address('ada@people.example', 'Ada+Kiln', 'tok-4711'), 'seen by ada@people.example']),
    );
    await scene.then('they are cut out of what is kept, and the rest stays', () => kept, [
      address('[removed]', '[removed]', '[removed]'),
      'seen by [removed]',
    ]);
  }
  for (const hashed of Object.keys(declared.fields).filter((one) => protectionOf(policy, one) === 'hash')) {
    const [one, again, other] = await scene.when(`"${hashed}" comes twice, and then another one`, () =>
      keptOf(hashed, ['canary-1', 'canary-1', 'canary-2']),
    );
    await scene.then(
      'none is kept as it came, the same one is known again, and another is not taken for it',
      () => [
        [one, again, other].some((value) => String(value).includes('canary')),
        one === again,
        one === other,
      ],
      [false, true, false],
    );
  }
}

/** Entered one at a time, by a machine or at the telephone: declared fields only, and what is withheld stays withheld. */
async function proveEntered(twin: Twin, bound: Bound<CollectionPoint, Policy>): Promise<void> {
  const { scene } = twin;
  const { name, declared } = bound;
  const posting = await scene.given(`what "${name}" notes`, () => preparePosting(twin, bound, 'caller'));
  const required = Object.entries(posting.fields).filter(
    ([field]) => needOf(declared.fields[field] ?? 'optional') === 'required',
  );
  const bare = await scene.when('only what must be there is noted, and the rest is withheld', () =>
    post(twin, name, declared, { ...posting, consents: [], fields: Object.fromEntries(required) }),
  );
  await scene.then('that is taken as it is', () => bare.taken, true);
  const record = await newestAt(twin, name);
  await scene.then(
    'nothing else is in the record',
    () => Object.keys(record?.fields ?? {}).sort(),
    required.map(([field]) => field).sort(),
  );
  const more = await scene.when('something else is reported with it', () =>
    post(twin, name, declared, {
      ...posting,
      fields: { ...posting.fields, 'key-strokes': 'telemetry-canary-4711' },
    }),
  );
  await scene.then(
    'it is refused, and kept nowhere',
    async () => [more.status, await twin.searchEverywhere('telemetry-canary-4711')],
    [422, []],
  );
}
