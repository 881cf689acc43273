import { expect, test } from 'vitest';
import { policyInForce } from '../house.ts';
import { marketingOf, stop } from '../permission.ts';
import { takePermission } from '../permission-take.ts';
import { email, type Houses, withHouses } from './houses.ts';

const stops = ({ store }: Houses) =>
  store.rows<{ people: number; events: number; entries: number }>(
    `select count(distinct person_id)::int as people, count(*)::int as events,
       (select count(*)::int from evidence_entry where kind = 'event.recorded' and body like '%marketing-withdrawn%') as entries
     from event where kind = 'marketing-withdrawn'`,
  );

const no = (who: string, purpose: string, at?: string) => ({
  identities: [email(who)],
  purpose,
  channel: 'email',
  state: 'withdrawn' as const,
  wording: null,
  source: 'shop',
  at: at ?? '2026-11-20T10:00:00.000Z',
});

test('who stops every mailing at once has stopped once, and it stands in the ledger once', () =>
  withHouses(
    async (houses) => {
      const { one } = houses;
      const policy = await policyInForce(one);
      expect(marketingOf(policy).length).toBeGreaterThan(1);
      await Promise.all([
        takePermission(one, no('ada', 'contact-newsletter')),
        takePermission(one, no('bea', 'contact-newsletter')),
      ]);
      expect(await stops(houses)).toEqual([{ people: 2, events: 2, entries: 2 }]);

      const [ada] = await houses.store.rows<{ id: string }>('select id from person order by id limit 1');
      await stop(one, ada?.id ?? '', marketingOf(policy), 'link');
      expect(await stops(houses)).toEqual([{ people: 2, events: 3, entries: 3 }]);
    },
    { policy: 'examples/outserve' },
  ));

test('where nothing waits for it, nothing is noted', () =>
  withHouses(async (houses) => {
    const { one } = houses;
    const [mailing = ''] = marketingOf(await policyInForce(one));
    await takePermission(one, no('ada', mailing));
    expect(await stops(houses)).toEqual([{ people: 0, events: 0, entries: 0 }]);
  }));
