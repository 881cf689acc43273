import { describe, expect, test } from 'vitest';
import { virtualClock } from '../../base/index.ts';
import type { Page, Web } from '../../systems/index.ts';
import { type House, listLinks, lookAtLinks, noteLinkRead } from '../index.ts';
import { withHouses } from './houses.ts';

const POLICY = 'https://post-room.example/privacy';

/** A web of which a test says what it shows; every other address shows the same page for ever. */
function webShowing(pages: Record<string, () => Page>): Web & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async lookAt(addresses) {
      asked.push(...addresses);
      const still: Page = { status: 200, text: 'as ever', certificateUntil: null };
      return new Map(addresses.map((address) => [address, pages[address]?.() ?? still]));
    },
  };
}

const says = (text: string): Page => ({ status: 200, text, certificateUntil: null });

const inHouse = (
  work: (
    house: House,
    web: ReturnType<typeof webShowing>,
    pages: Record<string, () => Page>,
  ) => Promise<void>,
) =>
  withHouses(
    async ({ one }) => {
      const pages: Record<string, () => Page> = {};
      const web = webShowing(pages);
      const clock = virtualClock(one.clock.now());
      await work({ ...one, clock, web }, web, pages);
    },
    { policy: 'notice-watch-policy' },
  );

const known = async (house: House, address = POLICY) =>
  (await listLinks(house)).find((one) => one.address === address)?.known;

describe('a look at the addresses of the notice', () => {
  test('finds each once, and none again before its week is over', () =>
    inHouse(async (house, web) => {
      expect(await lookAtLinks(house)).toBe(4);
      expect(await lookAtLinks(house)).toBe(0);
      expect(web.asked).toHaveLength(4);
      expect(await lookAtLinks(house, { all: true })).toBe(4);
    }));

  test('takes no page for changed that says something else at every load', () =>
    inHouse(async (house, _, pages) => {
      let loads = 0;
      pages[POLICY] = () => says(`We keep little. You are visitor ${++loads}.`);
      await lookAtLinks(house);
      await lookAtLinks(house, { all: true });
      expect(await known(house)).toMatchObject({ outcome: 'answers', changed_at: null });

      pages[POLICY] = () => says('We sell it.');
      await lookAtLinks(house, { all: true });
      expect((await known(house))?.changed_at).not.toBeNull();
      await noteLinkRead(house, POLICY, 'staff:somebody');
      expect(await known(house)).toMatchObject({ changed_at: null });
      await lookAtLinks(house, { all: true });
      expect(await known(house)).toMatchObject({ changed_at: null });
    }));

  test('that is switched off lets nothing count that was found before, and asks nobody', () =>
    inHouse(async (house, web) => {
      await lookAtLinks(house);
      const { web: _, ...without } = house;
      expect(await lookAtLinks(without)).toBe(0);
      expect(await known(house)).toMatchObject({ outcome: 'off' });
      expect(web.asked).toHaveLength(4);

      await lookAtLinks(house);
      expect(await known(house)).toMatchObject({ outcome: 'answers' });
    }));
});
