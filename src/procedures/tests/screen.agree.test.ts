import { expect, test } from 'vitest';
import { bulkStatement } from '../../gate/index.ts';
import { askGate, screenList, takePermission, takePreference } from '../index.ts';
import { email, type Houses, POLICY, withHouses } from './houses.ts';

const STATES = ['asked', 'offered', 'granted', 'confirmed', 'refused', 'withdrawn', 'objected'] as const;
const PEOPLE = 28;

/** People with every state there is, and on top of it what else the gate looks at. */
async function fill({ one, store }: Houses): Promise<void> {
  for (let n = 0; n < PEOPLE; n++) {
    const state = STATES[n % STATES.length] ?? 'asked';
    const { personId } = await takePermission(one, {
      identities: [email(`p${n}`)],
      purpose: n % 2 === 0 ? 'news' : 'offers',
      channel: 'email',
      state,
      wording: 'v1',
      source: 'form',
      at: store.clock.now(),
    });
    const about = [personId, '0191d0a0-0000-7000-8000-000000000009', store.clock.now()];
    if (n % 3 === 0)
      await store.rows(
        `insert into relationship (person_id, id, kind, began_on) values ($1, $2, 'order', $3::timestamptz::date)`,
        about,
      );
    if (n % 5 === 0)
      await store.rows(
        `insert into stopped_use (person_id, id, request_id, kind, ground, began_at) values ($1, $2, $2, 'restriction', 'accuracy', $3)`,
        about,
      );
    if (n % 7 === 2)
      await takePreference(one, {
        identities: [email(`p${n}`)],
        kind: 'pause',
        about: '',
        value: '2027-01-01',
        source: 'page',
      });
  }
}

test('a list is answered as each of its lines would be by itself', () =>
  withHouses(async (houses) => {
    await fill(houses);
    const { one, store } = houses;
    store.clock.set('2026-11-23T10:00:00.000Z');
    const names = [...Array.from({ length: PEOPLE }, (_, n) => `p${n}`), 'nobody'];
    for (const purpose of ['news', 'offers']) {
      const list = ['email', ...names.map((name) => email(name).value)].join('\n');
      async function* bytes() {
        yield Buffer.from(list);
      }
      let text = '';
      for await (const part of screenList(one, { purpose, channel: 'email', form: 'csv' }, bytes()))
        text += part.toString('utf8');
      const screened = text
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',').slice(1));
      const single: string[][] = [];
      for (const name of names) {
        const act = {
          act: 'send',
          purpose,
          channel: 'email',
          personId: null,
          recipient: '',
          data: [],
          country: '',
        } as const;
        const { verdict, code } = await askGate(one, act, { identity: email(name) });
        single.push([verdict, code]);
      }

      expect(screened).toEqual(single);
      expect(new Set(single.map(([, code]) => code)).size).toBeGreaterThan(4);
    }
  }));

test('many lines are looked up by index alone', () =>
  withHouses(async ({ store }) => {
    await store.rows(
      `insert into person (id, made_at) select md5('p' || n)::uuid, '2026-01-01' from generate_series(1, 20000) n`,
    );
    await store.rows(
      `insert into identity (hash, person_id, kind, sealed, added_at) select sha256(n::text::bytea), md5('p' || n)::uuid, 'email', '', '2026-01-01' from generate_series(1, 20000) n`,
    );
    await store.rows(
      `insert into permission (person_id, id, purpose, channel, state, source, at, recorded_at)
       select md5('p' || n)::uuid, md5('r' || n)::uuid, 'news', 'email', 'granted', 'form', '2026-01-01', '2026-01-01' from generate_series(1, 20000) n`,
    );
    await store.rows(
      `insert into suppression (hash, scope, reason, suppressed_at) select sha256(n::text::bytea), 'news', 'withdrawn', '2026-01-01' from generate_series(1, 20000) n`,
    );
    await store.rows('analyze person, identity, permission, suppression');
    const asked = { act: 'send', purpose: 'news', channel: 'email' } as const;
    const hashes = Array.from({ length: 50 }, (_, n) => Buffer.alloc(32, n));

    const plan = await store.rows<{ 'QUERY PLAN': string }>(`explain ${bulkStatement(POLICY, asked, 1)}`, [
      'news',
      'email',
      '',
      '2026-11-23T10:00:00.000Z',
      '2026-11-23',
      hashes,
      hashes,
    ]);

    const scans = plan
      .map((line) => line['QUERY PLAN'])
      .filter((line) => /Seq Scan on (identity|permission|suppression)/.test(line));
    expect(scans).toEqual([]);
  }));
