import { expect, test } from 'vitest';
import type { Twin } from '../src/controls/index.ts';
import { unpacked } from '../src/requests/package/tests/unpacked.ts';
import { address, companies, does } from './company.ts';

const withCompany = companies('rights-policy');

const gives = async (company: Twin, name: string) => {
  const [{ hash: notice } = { hash: '' }] = await company.rows<{ hash: string }>(
    'select hash from policy_version',
  );
  const fields = { name, email: address(name).value, question: 'Do you bind atlases?' };
  await does(company, '/api/collection/quote-form', { fields, notice });
};
const asks = async (company: Twin, kind: string, name = 'ada', more: Record<string, unknown> = {}) =>
  String(
    (await does(company, '/api/requests', { kind, identity: address(name), route: 'phone', ...more })).id,
  );
const decides = (company: Twin, id: string, decision: Record<string, unknown>) =>
  company.call('POST', `/api/requests/${id}/decisions`, decision);
async function carriesOut(company: Twin, id: string) {
  const { hash, items } = await does(company, `/api/requests/${id}/plan`, { changes: [] });
  await does(company, `/api/requests/${id}/plan/approval`, { hash });
  for (const { number, act } of items as { number: number; act: string }[])
    if (act === 'task') await does(company, `/api/requests/${id}/plan/tasks`, { number, note: 'looked' });
  await company.work();
}
const lastLetter = async (company: Twin, name = 'ada') => {
  await company.work();
  return (await company.mails()).findLast(({ to }) => to === address(name).value)?.text ?? '';
};

const GILDING = { recipient: 'workshop', purpose: 'answer-enquiries', data: ['contact-details'] };

test('who received the data of a person is who was handed it, and hears of the erasure', () =>
  withCompany(async (company) => {
    await gives(company, 'ada');
    await gives(company, 'bea');
    const bea = await asks(company, 'restriction', 'bea');
    await decides(company, bea, { outcome: 'identified' });
    const about = [{ identity: address('ada') }, { identity: address('bea') }];

    const both = await company.call('POST', '/api/disclosures', { ...GILDING, about });
    expect([both.status, both.json.withheld]).toEqual([403, [1]]);
    expect(await company.rows('select 1 from disclosure_about')).toEqual([]);
    const few = await company.call('POST', '/api/disclosures', { ...GILDING, about, people: 1 });
    expect(few.json.code).toBe('sharing.people-miscounted');

    await does(company, '/api/disclosures', { ...GILDING, about: [about[0]] });
    const copy = await asks(company, 'access');
    await carriesOut(company, copy);
    const file = await company.call('GET', `/api/requests/${copy}/package`);
    const page = [...(await unpacked(file.bytes))].map(([, content]) => content.toString('utf8')).join('\n');
    expect(page).toContain('handed over');

    const who = await asks(company, 'recipients');
    expect((await decides(company, who, { outcome: 'answer' })).status).toBe(200);
    expect(await lastLetter(company)).toContain(
      'We handed your data to:\n  - the workshop that does our gilding, on',
    );
    const erasure = await asks(company, 'erasure');
    await carriesOut(company, erasure);
    const owed = (await company.call('GET', `/api/requests/${erasure}`)).json as {
      tellings: { recipient: string; knownBy: string }[];
    };
    const { tellings } = owed;
    expect(tellings).toMatchObject([
      { recipient: 'workshop', knownBy: 'logged', how: 'by e-mail', outcome: null },
    ]);
    const waiting = async () =>
      ((await company.call('GET', '/api/today')).json.rows as { what: string; says: string }[]).flatMap(
        ({ what, says }) => (what === 'recipient' ? [says] : []),
      );
    expect(await waiting()).toEqual(['The workshop that does our gilding was told of the erasure']);
    const mail = (await company.mails()).findLast(({ to }) => to === 'gilders@workshop.example');
    expect([mail?.text.includes('erase'), mail?.text.includes(address('ada').value)]).toEqual([true, true]);
    const path = /(\/told\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
    expect((await company.visit(path)).text).not.toContain(address('ada').value);
    expect((await company.submitForm(path, { answer: 'done' })).status).toBe(200);
    expect((await company.submitForm(path, { answer: 'nothing-held' })).status).toBe(422);
    const after = (await company.call('GET', `/api/requests/${erasure}`)).json as typeof owed;
    expect(after.tellings).toMatchObject([{ recipient: 'workshop', outcome: 'done' }]);
    expect(await waiting()).toEqual([]);
  }));

test('a new address counts once its own mail was opened: records, letters and every no go with it', () =>
  withCompany(async (company) => {
    await gives(company, 'ada');
    const old = address('ada').value;
    await asks(company, 'marketing-objection');
    await company.submitForm('/your-data', { email: old });
    const page = /(\/your-data\/\S+)/.exec(await lastLetter(company))?.[1] ?? '';
    const moves = (becomes: string) =>
      company.submitForm(`${page}/address`, { was: old, 'becomes-0': becomes });
    expect((await moves('not an address')).status).toBe(422);
    expect((await moves('ada.new@people.example')).status).toBe(200);

    const mailed = async () => {
      await company.work();
      return (await company.mails()).findLast(({ to }) => to === 'ada.new@people.example')?.text ?? '';
    };
    const link = /(\/new-address\/\S+)/.exec(await mailed())?.[1] ?? '';
    const known = () => company.rows<{ hash: string }>("select encode(hash, 'hex') as hash from identity");
    const before = await known();
    expect((await company.visit(link)).status).toBe(200);
    expect(await known()).toEqual(before);
    expect((await company.submitForm(link, {})).status).toBe(200);
    const [after, ...more] = await known();
    expect([more, before.some((one) => one.hash === after?.hash)]).toEqual([[], false]);
    // The old address and the new one, each for mails and for what goes by it elsewhere.
    expect(await company.rows('select distinct hash from suppression')).toHaveLength(4);
    expect(await mailed()).toContain('you changed');
    expect(await lastLetter(company)).toContain('the address at which');
    const [done] = await company.rows<{ outcome: string }>(
      "select outcome from request where kind = 'rectification'",
    );
    expect(done?.outcome).toBe('corrected');
    // Said again it changes nothing, and the page of the old link shows what is right.
    expect((await company.submitForm(link, {})).status).toBe(200);
    expect((await company.visit(page)).text).toContain('ada.new@people.example');
  }));

test('a place on a list that stands on a yes goes with an erasure, and nobody reads that we work with them', () =>
  withCompany(async (company) => {
    await gives(company, 'ada');
    const [{ person_id: person } = { person_id: '' }] = await company.rows<{ person_id: string }>(
      'select person_id from record',
    );
    const policyKind = 'reading-circle';
    await company.rows(
      'insert into relationship (person_id, id, kind, began_on) values ($1, gen_random_uuid(), $2, $3)',
      [person, policyKind, '2026-01-05'],
    );
    const id = await asks(company, 'erasure');
    const { items } = await does(company, `/api/requests/${id}/plan`, { changes: [] });

    const said = (items as { table: string; act: string; because: string }[]).filter(({ table }) =>
      table.startsWith('about.'),
    );
    expect(said.map(({ act }) => act)).toEqual(said.map(() => 'delete'));
    expect(JSON.stringify(items)).not.toContain('working with you');
  }));

test('a person looks at a decision of software again: what they find is told with reasons, and stands at the gate', () =>
  withCompany(async (company) => {
    await gives(company, 'ada');
    const decide = async (name: string) =>
      (
        await company.call('POST', '/api/decisions', {
          act: 'decide',
          purpose: 'make-quotes',
          decision: 'rush-orders',
          identity: address(name),
        })
      ).json;
    expect((await decide('ada')).verdict).toBe('allow');
    const id = await asks(company, 'human-review', 'ada', { words: 'My book is small.' });

    expect((await decides(company, id, { outcome: 'answer', says: 'No.' })).json.code).toBe(
      'requests.not-reviewed',
    );
    const found = {
      outcome: 'review',
      result: 'changed',
      decision: 'rush-orders',
      reasons: 'It has 30 pages.',
    };
    expect((await decides(company, id, found)).json.code).toBe('requests.no-result');
    const instead = 'We bind it by Friday.';
    expect((await decides(company, id, { ...found, instead })).status).toBe(200);

    const letter = await lastLetter(company);
    expect([
      letter.includes(instead),
      letter.includes('It has 30 pages.'),
      letter.includes('keeper'),
    ]).toEqual([true, true, true]);
    expect(await decide('ada')).toMatchObject({ verdict: 'deny', code: 'decide.reviewed' });
    expect((await decide('bea')).verdict).toBe('allow');
    const { outcome, events } = (await company.call('GET', `/api/requests/${id}`)).json as {
      outcome: string;
      events: { kind: string; facts: Record<string, unknown> }[];
    };
    expect(outcome).toBe('changed');
    expect(events.find(({ kind }) => kind === 'reviewed')?.facts).toMatchObject({ result: 'changed' });
  }));

test('a copy says who supplied what, and shows what is kept apart as it may be seen', () =>
  withCompany(async (company) => {
    await gives(company, 'ada');
    const [record] = await company.rows<{ id: string; person_id: string }>(
      'select id, person_id from record',
    );
    await company.rows(
      `insert into record_part (person_id, id, record_id, field, kind, open, mask)
       values ($1, gen_random_uuid(), $2, 'card', 'token', false, '•••• 4242')`,
      [record?.person_id, record?.id],
    );
    const id = await asks(company, 'access');
    await carriesOut(company, id);

    const file = await company.call('GET', `/api/requests/${id}/package`);
    const files = await unpacked(file.bytes);
    const text = (path: RegExp) => [...files].find(([name]) => path.test(name))?.[1].toString('utf8') ?? '';
    expect(text(/kept-apart\.json$/)).toContain('•••• 4242');
    expect(JSON.parse(text(/sources\.json$/)).rows).toMatchObject([
      { came_in_at: 'quote-form', supplied_by: 'the person', how: 'form' },
    ]);
  }));

test('whoever has no e-mail address has a week for their last letter before they are forgotten', () =>
  withCompany(async (company) => {
    const phone = { kind: 'phone', value: '01632 960321' };
    const { id } = await does(company, '/api/requests', { kind: 'erasure', identity: phone, route: 'phone' });
    await carriesOut(company, String(id));

    const people = async () => (await company.rows('select 1 from identity')).length;
    const words = async () => (await company.call('GET', `/api/requests/${id}/thread`)).text;
    expect([await people(), (await words()).includes('what we deleted')]).toEqual([1, true]);
    await company.travelTo('2026-12-02');
    expect([await people(), (await words()).includes('what we deleted')]).toEqual([0, false]);
  }));

test('the receiver of a file is written to once for each address, and never before the person is known', () =>
  withCompany(async (company) => {
    await gives(company, 'ada');
    const id = await asks(company, 'portability', 'ada', { vouched: false });
    const over = { outcome: 'hand-over', name: 'Another', email: 'data@another.example' };

    expect((await decides(company, id, over)).json.code).toBe('requests.identity-open');
    await decides(company, id, { outcome: 'identified' });
    expect((await decides(company, id, { ...over, email: 'no address' })).json.code).toBe(
      'requests.hand-over-to-whom',
    );
    expect((await decides(company, id, over)).status).toBe(200);
    expect((await decides(company, id, over)).status).toBe(200);
    expect((await company.call('GET', `/api/requests/${id}`)).json.handOvers).toHaveLength(1);
    const other = await asks(company, 'access');
    expect((await decides(company, other, over)).json.code).toBe('requests.no-hand-over');
    expect((await company.visit('/handed-over/no.link')).status).toBe(404);
  }));
