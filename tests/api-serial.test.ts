import { expect, test } from 'vitest';
import { type Api, LOOKING, who, withApi } from './api-server.ts';

const CHANGES = 100;

type Row = { id: string; purpose: string; state: string; source: string };

/** A hundred changes to one person at once through two servers: choices by API and by address, events, a request. */
const change = (api: Api, turn: number) => {
  const on = turn % 2 ? api.app : api.second;
  const identity = turn % 3 ? who('ada') : { kind: 'phone', value: '01632 960961' };
  const said = { purpose: turn % 5 ? 'news' : 'offers', wording: 'v1', source: `turn-${turn}` };
  if (turn % 10 === 9)
    return api.call(
      'POST',
      '/api/events',
      {
        kind: turn % 20 === 9 ? 'order-started' : 'order-ended',
        identity,
        at: `2026-0${(turn % 7) + 1}-01T10:00:00Z`,
      },
      { on },
    );
  const state = ['granted', 'withdrawn', 'objected', 'refused'][turn % 4];
  return api.call('POST', '/api/permissions', { identity, state, ...said }, { on });
};

test(
  'a hundred changes to one person at once, through two servers, are as if one came after the other',
  { timeout: 120_000 },
  () =>
    withApi(async (api) => {
      await api.call('POST', '/api/people', {
        identities: [who('ada'), { kind: 'phone', value: '01632 960961' }],
      });
      const answers = await Promise.all(Array.from({ length: CHANGES }, (_, turn) => change(api, turn)));

      // Each was taken, once, by one person, with its entry.
      expect(answers.map(({ status }) => status).filter((status) => status !== 201)).toEqual([]);
      const people = await api.store.rows<{ id: string }>('select id from person');
      expect(people).toHaveLength(1);
      const rows = await api.store.rows<Row>(
        'select id, purpose, state, source from permission order by at, recorded_at, id',
      );
      expect(new Set(rows.map(({ source }) => source)).size).toBe(90);
      const [entries] = await api.store.rows<{ n: number }>(
        `select count(*)::int as n from evidence_entry where kind like 'permission.%' or kind = 'event.recorded'`,
      );
      expect(entries?.n).toBe(CHANGES);

      // One after the other: for each purpose the order in which they count is the order in which the ledger was told, and
      // what stands is what the last one said.
      const told = await api.store.rows<{ source: string }>(
        `select body::jsonb ->> 'source' as source from evidence_entry where kind like 'permission.%' order by id`,
      );
      const current = await api.call('GET', `/api/people/${people[0]?.id}/permissions`, undefined, LOOKING);
      for (const purpose of ['news', 'offers']) {
        const counted = rows.filter((row) => row.purpose === purpose);
        const sources = counted.map(({ source }) => source);
        expect(sources).toEqual(
          told.map(({ source }) => source).filter((source) => sources.includes(source)),
        );
        expect(current.json.current).toContainEqual(
          expect.objectContaining({ purpose, state: counted.at(-1)?.state, source: counted.at(-1)?.source }),
        );
      }
      // Whoever said no and not clearly later yes is on the suppression list.
      const [suppressed] = await api.store.rows<{ n: number }>(
        "select count(*)::int as n from suppression where scope = 'news'",
      );
      expect(suppressed?.n).toBe(1);

      // Two relationships of one kind never overlap, whatever order their starts and ends were taken in.
      const spans = await api.store.rows<{ began_on: string; ended_on: string | null }>(
        'select began_on, ended_on from relationship order by began_on',
      );
      for (const [index, span] of spans.entries()) {
        const next = spans[index + 1];
        expect(next === undefined || (span.ended_on !== null && span.ended_on <= next.began_on)).toBe(true);
      }
    }),
);

test(
  'two who are merged from both sides at once are merged once, and what is said meanwhile is not lost',
  { timeout: 120_000 },
  () =>
    withApi(async (api) => {
      const people: string[] = [];
      for (const name of ['ada', 'bo']) {
        const said = await api.call('POST', '/api/people', { identities: [who(name)] });
        people.push(String(said.json.person));
      }
      const [ada = '', bo = ''] = people;
      const says = (name: string, turn: number) =>
        api.call(
          'POST',
          '/api/permissions',
          { identity: who(name), purpose: 'news', state: 'granted', wording: 'v1', source: `turn-${turn}` },
          { on: turn % 2 ? api.app : api.second },
        );
      const merging = [
        api.call('POST', `/api/people/${ada}/merge`, { with: bo }),
        api.call('POST', `/api/people/${bo}/merge`, { with: ada }, { on: api.second }),
      ];
      const saying = Array.from({ length: 30 }, (_, turn) => says(turn % 2 ? 'ada' : 'bo', turn));
      const merged = await Promise.all(merging);
      const said = await Promise.all(saying);

      expect(merged.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(said.every(({ status }) => status === 201)).toBe(true);
      const kept = await api.store.rows<{ person_id: string; n: number }>(
        `select person_id, count(distinct source)::int as n from permission where source like 'turn-%' group by 1`,
      );
      expect(kept).toEqual([{ person_id: merged[0]?.status === 200 ? ada : bo, n: 30 }]);
    }),
);
