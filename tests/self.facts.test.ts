import { expect, test } from 'vitest';
import type { Twin } from '../src/controls/index.ts';
import { address, companies, does } from './company.ts';

const withCompany = companies('rights-policy');

const gives = async (company: Twin, name = 'ada') => {
  const [{ hash: notice } = { hash: '' }] = await company.rows<{ hash: string }>(
    'select hash from policy_version',
  );
  const fields = { name, email: address(name).value, question: 'Do you bind atlases?' };
  await does(company, '/api/collection/contact-form', { fields, notice });
};

/** The newest link of that kind which reached somebody. */
async function linkIn(company: Twin, name: string, kind: string): Promise<string> {
  await company.work();
  const letter = (await company.mails()).findLast(
    ({ to, text }) => to === address(name).value && text.includes(`/${kind}/`),
  );
  return new RegExp(`(/${kind}/\\S+)`).exec(letter?.text ?? '')?.[1] ?? '';
}

async function ownPage(company: Twin, name = 'ada'): Promise<{ link: string; record: string; text: string }> {
  await company.submitForm('/your-data', { email: address(name).value });
  const link = await linkIn(company, name, 'your-data');
  const { text } = await company.visit(link);
  return { link, text, record: /name="record" value="([^"]+)"/.exec(text)?.[1] ?? '' };
}

const changes = (company: Twin, link: string, record: string, fields: Record<string, string>) =>
  company.submitForm(link, {
    record,
    ...Object.fromEntries(Object.entries(fields).map(([field, value]) => [`${record}.${field}`, value])),
  });

test('rights.selfservice: a change without what stood there before, or that nobody heard of, is broken', () =>
  withCompany(async (company) => {
    const state = () => company.stateOf('rights.selfservice', 'rights.rectification');
    expect(await state()).toBe('unproven');
    await gives(company);
    const { link, record } = await ownPage(company);
    expect(await state()).toBe('kept');
    await changes(company, link, record, { question: 'Do you bind music?' });
    expect(await state()).toBe('kept');

    await company.rows("update request_event set sealed = null where kind = 'self-corrected'");
    expect(await state()).toBe('broken');
    await company.rows("delete from request_event where kind = 'self-corrected'");
    expect(await state()).toBe('kept');
    await company.rows(
      "update outbox set state = 'queued', queued_at = queued_at - interval '1 day' where purpose = 'own-data'",
    );
    expect(await state()).toBe('at-risk');
    await company.rows("delete from outbox where purpose = 'own-data'");
    await company.rows("delete from evidence_entry where kind = 'own-data.shown'");
    expect(await state()).toBe('unproven');
  }));

test('rights.selfservice: a change of which the person was told nothing is broken', () =>
  withCompany(async (company) => {
    await gives(company);
    const { link, record } = await ownPage(company);
    await changes(company, link, record, { name: 'Ada L.' });
    await company.rows("delete from request_event where kind = 'told'");

    expect(await company.stateOf('rights.selfservice', 'rights.rectification')).toBe('broken');
  }));

test('rights.portability: a file that was to go to somebody else and went late, or not, is broken', () =>
  withCompany(async (company) => {
    const state = () => company.stateOf('rights.portability', 'rights.portability');
    await gives(company);
    const { id } = await does(company, '/api/requests', {
      kind: 'portability',
      identity: address('ada'),
      route: 'phone',
    });
    const { hash, items } = await does(company, `/api/requests/${id}/plan`, { changes: [] });
    await does(company, `/api/requests/${id}/plan/approval`, { hash });
    for (const { number, act } of items as { number: number; act: string }[])
      if (act === 'task') await does(company, `/api/requests/${id}/plan/tasks`, { number, note: 'looked' });
    await company.work();
    expect(await state()).toBe('kept');
    const page = await linkIn(company, 'ada', 'requests');
    const asked = { do: 'hand-over', organisation: 'Another', 'organisation-email': 'data@another.example' };
    expect((await company.submitForm(page, asked)).status).toBe(200);
    await company.work();
    expect(await state()).toBe('kept');

    await company.rows('update hand_over set due_on = due_on - 20');
    expect(await state()).toBe('broken');
    await company.rows('update hand_over set due_on = due_on + 20, sent_at = null');
    expect(await state()).toBe('kept');
    await company.rows('update hand_over set due_on = due_on - 6');
    expect(await state()).toBe('broken');
    await company.rows('delete from hand_over');
    expect(await state()).toBe('kept');
  }));

test('nobody changes by themselves what tells who they are, what is not asked, or what is another’s', () =>
  withCompany(async (company) => {
    await gives(company);
    await gives(company, 'bea');
    const { link, record, text } = await ownPage(company);
    const { record: theirs } = await ownPage(company, 'bea');

    expect(text).not.toContain(`name="${record}.email"`);
    expect((await changes(company, link, record, { email: 'bea@people.example' })).text).toContain(
      'is not changed here',
    );
    expect((await changes(company, link, record, { name: '' })).status).toBe(422);
    expect((await changes(company, link, theirs, { name: 'Mine' })).status).toBe(404);
    expect(await company.rows("select 1 from request_event where kind = 'self-corrected'")).toEqual([]);
    expect((await company.visit(link)).text).toContain('value="ada"');
  }));

test('who asks for more by that link is known, and is asked for no proof again', () =>
  withCompany(async (company) => {
    await gives(company);
    const { link } = await ownPage(company);

    await company.submitForm(`${link}/ask`, { kind: 'erasure', words: 'all of it' });

    expect(await company.rows('select kind, route, proven_on is not null as proven from request')).toEqual([
      { kind: 'erasure', route: 'link', proven: true },
    ]);
  }));
