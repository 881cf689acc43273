import { addDays } from '../base/index.ts';
import {
  addressOf,
  type Bound,
  broken,
  control,
  entriesOf,
  expectOk,
  grownUp,
  identityOf,
  kept,
  type Live,
  nothingYet,
  type State,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { belongs, restsOnYes, verdictOf } from './acts.ts';
import { USE } from './permission.rules.ts';

type Purpose = Policy['purposes'][string];
type Point = Policy['collection'][string];
type Here = Bound<Purpose | Point, Policy>;

const isPurpose = (path: string): boolean => path.startsWith('purposes.');

/** The purposes whose yes the declaration is about: its own, or those that a form asks for. */
const asksFor = ({ path, name, declared }: Here): string[] =>
  isPurpose(path)
    ? restsOnYes(declared as Purpose) || (declared as Purpose)['soft-opt-in']
      ? [name]
      : []
    : ((declared as Point).asks ?? []);

const saidTwice = (purpose: Purpose | undefined): boolean => purpose?.confirm === 'double-opt-in';

const FORMS: readonly string[] = [
  'form',
  'newsletter',
  'order',
  'booking',
  'application',
  'survey',
  'testimonial',
  'account',
  'support-case',
];

/** Who said what, to which words, when and how; and what was said counts when data is used, until it is taken back. */
export const consentLedger = control<Purpose | Point, Policy>({
  id: 'consent.ledger',
  applies: (declared, bound) =>
    asksFor(bound).length > 0 &&
    (isPurpose(bound.path) ||
      (bound.path.startsWith('collection.') &&
        FORMS.includes((declared as Point).kind) &&
        Object.keys((declared as Point).fields).length > 0)),

  state: (live, bound) => ledgerState(live, asksFor(bound)),

  prove: (twin, bound) =>
    isPurpose(bound.path)
      ? provePurpose(twin, bound, bound.declared as Purpose)
      : proveForm(twin, bound, bound.declared as Point),
});

/** Kinds of entries by which the ledger tells what somebody said. */
const SAID = ['asked', 'granted', 'confirmed', 'refused', 'withdrawn', 'objected', 'offered'].map(
  (state) => `permission.${state}`,
);

async function ledgerState(live: Live, purposes: readonly string[]): Promise<State> {
  const [found] = await live.rows<{ yes: number; no: number; wordless: number; unrecorded: number }>(
    `with said as (
       select id, state, wording, source, recorded_at from permission where purpose = any ($1::text[]) and recorded_at > $2::timestamptz - interval '1 year'),
       carried as (select jsonb_array_elements_text(moved -> 'said') as id from person_merge)
     select count(*) filter (where p.state in ('granted', 'confirmed', 'offered'))::int as yes,
       count(*) filter (where p.state in ('refused', 'withdrawn', 'objected'))::int as no,
       count(*) filter (where p.state in ('granted', 'confirmed') and p.wording is null)::int as wordless,
       (select count(*)::int from said s where not exists (
         -- What a merge or its undoing carried over was said, and entered, before: where there was one, and it carried this.
         select 1 from carried c where s.source = 'merge' and c.id = s.id::text) and not exists (
         select 1 from evidence_entry u where s.source = 'unmerge' and u.kind = 'people.unmerged' and u.at = s.recorded_at) and not exists (
         select 1 from evidence_entry e where e.kind = any ($3::text[]) and e.body::jsonb ->> 'purpose' = any ($1::text[])
           and e.body::jsonb ->> 'permission' = s.id::text and e.kind = 'permission.' || s.state)) as unrecorded
     from said p`,
    [purposes, live.now, SAID],
  );
  if (!found || found.yes + found.no === 0) return nothingYet('Nobody has been asked about this yet.');
  if (found.wordless > 0)
    return broken({
      because: `${found.wordless} times nobody can say to which words it was a yes.`,
      figures: found,
    });
  if (found.unrecorded > 0)
    return broken({
      because: `${found.unrecorded} of the things people said have no entry in the ledger.`,
      figures: found,
    });
  return kept({
    because: 'Every yes has its words, its moment and its entry in the ledger.',
    figures: found,
    entries: await entriesOf(live, 'permission.granted', { field: 'purpose', is: purposes[0] ?? '' }),
  });
}

type Row = {
  purpose: string;
  channel: string;
  state: string;
  wording: string | null;
  source: string;
  at: string;
};

async function historyOf(twin: Twin, tag: string, query = ''): Promise<{ current: Row[]; history: Row[] }> {
  const [found] = await twin.rows<{ person_id: string }>(
    'select person_id from identity order by added_at desc, hash limit 1',
  );
  const answer = await twin.call('GET', `/api/people/${found?.person_id}/permissions${query}`, undefined, {
    'kept-reason': 'proving',
  });
  if (answer.status !== 200) throw new Error(`${tag} has no history: ${answer.text}`);
  return { current: answer.json.current as Row[], history: answer.json.history as Row[] };
}

async function provePurpose(twin: Twin, { name, policy }: Here, declared: Purpose): Promise<void> {
  const { scene } = twin;
  const channel = declared.channels?.[0] ?? USE;
  const told = (state: string, wording: string | null) =>
    twin.call('POST', '/api/permissions', {
      identity: identityOf('speaker'),
      purpose: name,
      channel,
      state,
      wording,
      source: 'telephone',
      evidence: { how: 'spoken', 'heard-by': 'staff-17' },
    });
  const use = () =>
    verdictOf(twin, { act: 'use', purpose: name, data: declared.data, identity: identityOf('speaker') });
  await scene.when('a yes is told without the words that it was said to', async () => {
    const { status } = await told('granted', null);
    await scene.then('it is not taken', () => status, 422);
  });
  const saidAt = twin.now();
  await scene.when('somebody says yes on the telephone, to words that have a version', async () => {
    const { status } = await told('granted', 'question-2026-03');
    await scene.then('it is taken', () => status, 201);
  });
  const { current } = await historyOf(twin, 'speaker');
  await scene.then(
    'it stands there with its purpose, channel, words, source and moment',
    () => current.map((row) => [row.purpose, row.channel, row.state, row.wording, row.source, row.at]),
    [[name, channel, 'granted', 'question-2026-03', 'telephone', saidAt]],
  );
  await belongs(twin, 'speaker', declared, policy);
  if (saidTwice(declared)) {
    await scene.then('data may not be used for it yet, for nobody has confirmed that', use, 'not-yet');
    await scene.when('another system tells that they confirmed it', async () => {
      const { status } = await told('confirmed', 'question-2026-03');
      await scene.then('it is taken', () => status, 201);
    });
  }
  await scene.then('data may be used for it', use, 'allow');
  await scene.given('a week goes by', () => twin.travelTo(addDays(twin.today(), 7)));
  const before = twin.now();
  await scene.when('they take it back', () => told(restsOnYes(declared) ? 'withdrawn' : 'objected', null));
  if (restsOnYes(declared)) await scene.then('data may not be used for it any more', use, 'deny');
  const history = await historyOf(twin, 'speaker');
  const yes = saidTwice(declared) ? ['granted', 'confirmed'] : ['granted'];
  const no = restsOnYes(declared) ? 'withdrawn' : 'objected';
  await scene.then(
    'all of it stands in the history, the last first',
    () => history.history.map(({ state }) => state),
    [no, ...[...yes].reverse()],
  );
  const then = await historyOf(
    twin,
    'speaker',
    `?known=${encodeURIComponent(addDays(twin.today(), -1))}T00:00:00Z`,
  );
  await scene.then(
    `what we knew before ${before.slice(0, 10)} can still be said`,
    () => then.current.map(({ state }) => state),
    yes.slice(-1),
  );
  await scene.then(
    'the ledger has all of it',
    async () =>
      (
        await twin.rows<{ kind: string }>(
          `select kind from evidence_entry where body::jsonb ->> 'purpose' = $1 and kind like 'permission.%' order by id`,
          [name],
        )
      ).map(({ kind }) => kind),
    [...yes, no].map((state) => `permission.${state}`),
  );
}

/** Every question of the form: a tick is a yes, or the first of two where the policy promises two. */
async function proveForm(twin: Twin, bound: Here, point: Point): Promise<void> {
  const { scene } = twin;
  const page = await scene.given(`the form "${bound.name}"`, () => twin.visit(`/forms/${bound.name}`));
  const notice = /name="notice" value="([0-9a-f]{64})"/.exec(page.text)?.[1] ?? '';
  for (const [at, purpose] of asksFor(bound).entries()) {
    const tag = `ticker-${at + 1}`;
    const fields = Object.fromEntries(
      // What may be left out is: a special category is taken with its own yes alone.
      Object.entries(point.fields)
        .filter(([field, asked]) => needed(asked) || /mail/.test(field))
        .map(([field]) => [`field.${field}`, /mail/.test(field) ? addressOf(tag) : answerTo(field)]),
    );
    await scene.when(`somebody ticks "${purpose}" and sends it`, async () => {
      const { status } = await twin.submitForm(`/forms/${bound.name}`, {
        ...fields,
        notice,
        ...grownUp(page.text),
        consent: [purpose],
      });
      await scene.then('it is taken', () => status, 200);
    });
    const said = () =>
      twin.rows<{ state: string; wording: string; source: string }>(
        `select distinct state, wording, source from (
           select distinct on (channel) state, wording, source from permission where purpose = $1
             and person_id = (select person_id from permission where purpose = $1 order by id desc limit 1)
           order by channel, id desc) newest`,
        [purpose],
      );
    const twice = saidTwice(bound.policy.purposes[purpose]);
    await scene.then(
      twice
        ? 'that they were asked is there, with the words and the form, and no yes yet'
        : 'their yes is there with the words and the form that it was said on',
      said,
      [{ state: twice ? 'asked' : 'granted', wording: notice, source: bound.name }],
    );
    if (twice) await confirms(twin, tag, purpose, said);
  }
}

/** The second yes: by the link in the mail to the address that was typed, and by nothing else. */
async function confirms(
  twin: Twin,
  tag: string,
  purpose: string,
  said: () => Promise<{ state: string }[]>,
): Promise<void> {
  const { scene } = twin;
  await twin.work();
  const mail = (await twin.mails()).findLast(
    ({ to, text }) => to === addressOf(tag) && text.includes('/confirm/'),
  );
  const [link = ''] = /\/confirm\/\S+/.exec(mail?.text ?? '') ?? [];
  await scene.then(`a mail with a link is with them (${purpose})`, () => link !== '', true);
  await scene.when('the link is looked at by a program that reads mails', () => twin.visit(link));
  await scene.then('that says nothing', async () => (await said()).map(({ state }) => state), ['asked']);
  await scene.when('they follow it and say yes', async () => expectOk(await twin.submitForm(link, {})));
  await scene.then('now it is a yes', async () => (await said()).map(({ state }) => state), ['confirmed']);
}

const needed = (asked: Point['fields'][string]): boolean =>
  (typeof asked === 'string' ? asked : asked.need) === 'required';

const answerTo = (field: string): string =>
  /phone|mobile|tel/.test(field)
    ? '01632 960123'
    : /date|day/.test(field)
      ? '2026-11-24'
      : /amount|count|number|quantity/.test(field)
        ? '3'
        : /pass/.test(field)
          ? 'Something-nobody-guesses-7'
          : 'something';
