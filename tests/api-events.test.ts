import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '../src/base/index.ts';
import { type Api, who, withApi } from './api-server.ts';

const event = (name: string, kind: string, at?: string, id?: string) => ({
  kind,
  identity: who(name),
  ...(at && { at }),
  ...(id && { id }),
});

const spansOf = ({ store }: Api) =>
  store.rows<{ began_on: string; ended_on: string | null }>(
    'select began_on, ended_on from relationship order by began_on, ended_on',
  );

const counts = async ({ store }: Api) =>
  (
    await store.rows<Record<string, number>>(
      `select (select count(*)::int from event) as events, (select count(*)::int from person) as people,
         (select count(*)::int from evidence_entry where kind = 'event.recorded') as entries`,
    )
  )[0];

test('the same id twice is one event, whether it comes alone or among others', () =>
  withApi(async (api) => {
    const id = newId('2026-11-01T00:00:00.000Z');
    const first = await api.call('POST', '/api/events', event('ada', 'order-started', undefined, id));
    const again = await api.call('POST', '/api/events', event('ada', 'order-started', undefined, id));
    const many = await api.call('POST', '/api/events', [
      event('ada', 'order-started', undefined, id.toUpperCase()),
      event('bo', 'order-started', undefined, newId('2026-11-02T00:00:00.000Z')),
    ]);

    expect([first.status, first.json]).toEqual([201, { id, new: true }]);
    expect([again.status, again.json]).toEqual([200, { id, new: false }]);
    expect(many.json).toMatchObject({ taken: 1, known: 1, refused: 0 });
    expect(await counts(api)).toEqual({ events: 2, people: 2, entries: 2 });
  }));

test('an id names one event for good: another person or another kind under it is refused, and makes nobody', () =>
  withApi(async (api) => {
    const id = newId('2026-11-01T00:00:00.000Z');
    await api.call('POST', '/api/events', event('ada', 'order-started', undefined, id));

    for (const other of [
      event('stranger', 'order-started', undefined, id),
      event('ada', 'order-ended', undefined, id),
    ]) {
      const said = await api.call('POST', '/api/events', other);
      expect([said.status, said.json.code]).toEqual([409, 'event.id-reused']);
    }
    expect(await counts(api)).toEqual({ events: 1, people: 1, entries: 1 });
  }));

test('of a thousand at once each is taken whole or refused whole, and says which', () =>
  withApi(async (api) => {
    const sound = Array.from({ length: 996 }, (_, n) => event(`person-${n % 300}`, 'order-started'));
    const twice = newId('2026-11-01T00:00:00.000Z');
    const bad = [
      event('nobody-1', 'no-such-event'),
      event('nobody-2', 'order-started', '2031-01-01T00:00:00Z'),
      { kind: 'order-started', identity: { kind: 'phone', value: 'no number' } },
      event('person-1', 'order-ended', undefined, twice),
    ];

    const said = await api.call('POST', '/api/events', [...bad, ...sound]);

    expect(said.status).toBe(200);
    expect(said.json).toMatchObject({ taken: 997, known: 0, refused: 3 });
    const results = said.json.results as { code?: string; new?: boolean }[];
    expect(results.slice(0, 4).map((one) => one.code ?? one.new)).toEqual([
      'event.unknown-kind',
      'event.from-the-future',
      'people.identity-invalid',
      true,
    ]);
    expect(await counts(api)).toEqual({ events: 997, people: 300, entries: 997 });
    expect((await api.call('POST', '/api/events', [...sound, ...sound])).status).toBe(400);
  }));

test('a relationship begins and ends when it did, whatever order its starts and ends come in, one by one or at once', () =>
  withApi(async (api) => {
    const told = [
      event('ada', 'order-started', '2026-01-05T10:00:00Z'),
      event('ada', 'order-ended', '2026-02-09T10:00:00Z'),
      event('ada', 'order-started', '2026-04-01T10:00:00Z'),
      event('ada', 'order-started', '2026-04-20T10:00:00Z'),
      event('ada', 'order-ended', '2026-06-30T10:00:00Z'),
    ];
    const expected = [
      { began_on: '2026-01-05', ended_on: '2026-02-09' },
      { began_on: '2026-04-01', ended_on: '2026-06-30' },
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(told, { minLength: told.length }),
        fc.boolean(),
        async (shuffled, atOnce) => {
          await api.store.rows('truncate event, relationship');
          if (atOnce) await api.call('POST', '/api/events', shuffled);
          else
            for (const one of shuffled) expect((await api.call('POST', '/api/events', one)).status).toBe(201);
          expect(await spansOf(api)).toEqual(expected);
        },
      ),
      { numRuns: 30 },
    );
  }));

test('an end that comes before its start is kept, and counts when the start is told', () =>
  withApi(async (api) => {
    expect(
      (await api.call('POST', '/api/events', event('ada', 'order-ended', '2026-03-01T10:00:00Z'))).status,
    ).toBe(201);
    expect(await spansOf(api)).toEqual([]);

    await api.call('POST', '/api/events', event('ada', 'order-started', '2026-01-01T10:00:00Z'));

    expect(await spansOf(api)).toEqual([{ began_on: '2026-01-01', ended_on: '2026-03-01' }]);
  }));
