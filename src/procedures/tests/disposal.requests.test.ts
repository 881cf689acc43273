import { expect, test } from 'vitest';
import { disposeDue } from '../disposal.ts';
import { type House, policyInForce } from '../house.ts';
import { hold, sendWaiting } from '../index.ts';
import { takeRequest } from '../request.ts';
import { decideRequest } from '../request-decide.ts';
import { email, type Houses, withHouses } from './houses.ts';

const asks = (house: House, who: string, kind: 'question' | 'access' = 'question') =>
  takeRequest(house, { identities: [email(who)], kind, route: 'phone', receivedOn: null, vouched: true });

const answer = (house: House, id: string) =>
  decideRequest(house, id, { outcome: 'answer', says: 'We are open on Sundays.' }, 'test');

const left = async ({ store }: Houses) =>
  (await store.rows<{ id: string }>('select id from request order by id')).map(({ id }) => id);

test('a request goes two years after its answer, and stays while something needs it', () =>
  withHouses(
    async (houses) => {
      const { one, store } = houses;
      const [officer = ''] = Object.keys((await policyInForce(one)).organisation.officers);
      const spent = await asks(one, 'ada');
      const held = await asks(one, 'bea');
      const asking = await asks(one, 'cem');
      const stopping = await asks(one, 'dora');
      for (const { id } of [spent, held, asking]) await answer(one, id);
      await decideRequest(one, stopping.id, { outcome: 'restrict', ground: 'accuracy-contested' }, 'test');
      await answer(one, stopping.id);
      await hold(
        one,
        {
          kind: 'legal-claim',
          because: 'a claim over an answer',
          owner: officer,
          reviewOn: '2031-01-01',
          data: [],
          points: [],
          identities: [email('bea')],
          people: [],
        },
        'test',
      );
      await sendWaiting(one);
      store.clock.set('2028-11-19T10:00:00.000Z');
      const open = await asks(one, 'cem', 'access');
      await disposeDue(one);
      expect(await left(houses)).toHaveLength(5);

      store.clock.set('2028-11-23T10:00:00.000Z');
      const disposals = await disposeDue(one);

      expect(await left(houses)).toEqual([held.id, asking.id, stopping.id, open.id]);
      expect(disposals.filter(({ rule }) => rule === 'requests')).toMatchObject([
        { records: 1, people: 1, forgotten: 1, verified: true },
      ]);
      expect(await store.rows('select 1 from request_event where request_id = $1', [spent.id])).toEqual([]);
      // Twice is once.
      expect((await disposeDue(one)).filter(({ rule }) => rule === 'requests')).toEqual([]);

      await answer(one, open.id);
      await disposeDue(one);
      expect(await left(houses)).toEqual([held.id, stopping.id, open.id]);
    },
    { policy: 'examples/stratas' },
  ));
