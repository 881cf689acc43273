import { expect, test, vi } from 'vitest';
import { othersFromTerminal } from '../src/doors/cli/request-others.ts';
import { carryOutRequests, dropCopies, keepCopies } from '../src/procedures/index.ts';
import { unpacked } from '../src/requests/package/tests/unpacked.ts';
import { type Api, withApi } from './api-server.ts';

/** An applicant whose letter names others, and their request for a copy. */
async function asked(api: Api): Promise<string> {
  const [{ hash: notice } = { hash: '' }] = await api.store.rows<{ hash: string }>(
    'select hash from policy_version',
  );
  const letter = 'Ada made pots with Bob Miller (bob@pots.example). Ask Mrs Hopper on 01632 960777.';
  const fields = { name: 'Ada', email: 'ada@people.example', letter };
  await api.call('POST', '/api/collection/application-form', { fields, notice });
  const made = await api.call('POST', '/api/requests', {
    kind: 'access',
    identity: { kind: 'email', value: 'ada@people.example' },
  });
  expect(made.status, made.text).toBe(201);
  return String(made.json.id);
}

async function copyOf(api: Api, id: string): Promise<Map<string, Buffer>> {
  await api.store.rows('update request set proven_on = received_on where id = $1', [id]);
  const plan = await api.call('POST', `/api/requests/${id}/plan`, {});
  const approved = await api.call('POST', `/api/requests/${id}/plan/approval`, { hash: plan.json.hash });
  expect(approved.status, approved.text).toBe(200);
  await carryOutRequests(api.one);
  const file = await api.app.inject({
    url: `/api/requests/${id}/package`,
    headers: { authorization: `Bearer ${api.key}` },
  });
  expect(file.statusCode, file.body.slice(0, 300)).toBe(200);
  return unpacked(file.rawPayload);
}

const words = (files: ReadonlyMap<string, Buffer>) =>
  [...files.values()].map((one) => one.toString('utf8')).join('\n');

test('others whom a copy names are listed; whoever a person decides to take out is in no file of it', () =>
  withApi(async (api) => {
    const id = await asked(api);
    const { json } = await api.call('GET', `/api/requests/${id}/others`);
    const found = json.candidates as { value: string; removed: boolean }[];

    expect(found.map(({ value }) => value)).toEqual(
      expect.arrayContaining(['bob miller', 'bob@pots.example', 'hopper', '01632960777']),
    );
    expect(found.map(({ value }) => value)).not.toContain('ada');
    const decided = await api.call('POST', `/api/requests/${id}/others`, {
      remove: ['Bob Miller', 'bob@pots.example', '01632960777'],
    });
    expect(decided.status, decided.text).toBe(200);
    const again = (await api.call('GET', `/api/requests/${id}/others`)).json.candidates as typeof found;
    expect(again.flatMap(({ value, removed }) => (removed ? [value] : [])).sort()).toEqual([
      '01632960777',
      'bob miller',
      'bob@pots.example',
    ]);

    const text = words(await copyOf(api, id));
    expect(text).toContain('[removed: about somebody else]');
    expect(text).toContain('Hopper');
    expect(text).not.toMatch(/bob|960777/i);
  }));

test('in the terminal they are listed with where they were found, taken out by name, and the look is on record', () =>
  withApi(async (api) => {
    const id = await asked(api);
    const said: string[] = [];
    const print = vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    try {
      await othersFromTerminal(api.one, id, {});
      await othersFromTerminal(api.one, id, { remove: ['Bob Miller'] });
      await othersFromTerminal(api.one, id, { keepAll: true, json: true });
    } finally {
      print.mockRestore();
    }

    expect(said[0]).toMatch(/in +name +bob miller .* Ada made pots with Bob Miller/);
    expect(said[1]).toMatch(/out +name +bob miller/);
    expect(JSON.parse(said[2] ?? '').candidates.some(({ removed }: { removed: boolean }) => removed)).toBe(
      false,
    );
    const looks = await api.store.rows("select 1 from evidence_entry where kind = 'people.looked-at'");
    expect(looks).toHaveLength(3);
  }));

test('nothing is taken out that nobody decided on, and after the answer nothing is decided any more', () =>
  withApi(async (api) => {
    const id = await asked(api);

    expect(words(await copyOf(api, id))).toContain('Bob Miller');
    const late = await api.call('POST', `/api/requests/${id}/others`, { remove: ['hopper'] });
    expect(late.json.code).toBe('requests.already-answered');
  }));

test('what was decided is sealed, and the person’s own page and the ledger name nobody', () =>
  withApi(async (api) => {
    const id = await asked(api);
    await api.call('POST', `/api/requests/${id}/others`, { remove: ['bob miller'] });

    const seen = await api.call('GET', `/api/requests/${id}`);
    expect(seen.json.events).toContainEqual(expect.objectContaining({ kind: 'others-removed' }));
    expect(seen.text).not.toMatch(/miller/i);
    for (const table of ['redaction', 'request_event', 'evidence_entry']) {
      const rows = await api.store.rows(`select to_jsonb(t)::text as text from ${table} t`);
      expect(JSON.stringify(rows)).not.toMatch(/miller/i);
    }
  }));

test('a request that gives nobody a copy has no others to take out', () =>
  withApi(async (api) => {
    const made = await api.call('POST', '/api/requests', {
      kind: 'erasure',
      identity: { kind: 'email', value: 'ada@people.example' },
    });

    const { json } = await api.call('GET', `/api/requests/${String(made.json.id)}/others`);
    expect(json.code).toBe('requests.no-copy');
  }));

const copies = async (api: Api): Promise<number> =>
  (await api.store.rows<{ n: number }>('select count(*)::int as n from package where chunks is not null'))[0]
    ?.n ?? 0;

test('what is kept at the answer is what is fetched, until its time is over', () =>
  withApi(async (api) => {
    const id = await asked(api);
    await copyOf(api, id);
    expect(await keepCopies(api.one)).toBe(1);
    expect(await keepCopies(api.one)).toBe(0);
    await api.store.rows('delete from record');

    const fetched = await api.app.inject({
      url: `/api/requests/${id}/package`,
      headers: { authorization: `Bearer ${api.key}` },
    });
    expect(words(await unpacked(fetched.rawPayload))).toContain('Ada made pots');
    api.store.clock.set('2026-12-23T10:00:00.000Z');
    await dropCopies(api.one);
    expect(await copies(api)).toBe(0);
  }));

test('a copy that was kept does not outlive an erasure', () =>
  withApi(async (api) => {
    const id = await asked(api);
    await copyOf(api, id);
    await keepCopies(api.one);
    expect(await copies(api)).toBe(1);
    await api.store.rows(
      `insert into request (person_id, id, kind, route, received_on, due_on, opened_at, answered_on, outcome)
       select person_id, gen_random_uuid(), 'erasure', 'web', received_on, due_on, opened_at, answered_on, 'erased' from request`,
    );
    await api.store.rows('delete from record');

    const fetched = await api.app.inject({
      url: `/api/requests/${id}/package`,
      headers: { authorization: `Bearer ${api.key}` },
    });
    expect(words(await unpacked(fetched.rawPayload))).not.toContain('Ada made pots');
    expect(await dropCopies(api.one)).toBe(1);
    expect(await copies(api)).toBe(0);
  }));
