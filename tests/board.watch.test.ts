import { describe, expect, test } from 'vitest';
import { addElapsed, type Instant, startOf } from '../src/base/index.ts';
import { currentBoard, refreshBoard } from '../src/doors/live.ts';
import { pastBoard } from '../src/doors/past.ts';
import {
  attest,
  type House,
  openDuties,
  sendStaffMessages,
  showMessage,
  takeEvent,
  takeRequest,
} from '../src/procedures/index.ts';
import { email, type Houses, withHouses } from '../src/procedures/tests/houses.ts';
import { changesOf } from '../src/proof/index.ts';

const stateOf = async (house: House, id: string, options = {}): Promise<string | undefined> =>
  (await currentBoard(house, options)).promises.find((row) => row.id === id)?.state;

/** What somebody read in the mails that arrived, with line ends and soft breaks undone. */
const subjects = ({ mail }: Houses): string[] =>
  mail.arrived.map(({ raw }) => /^Subject: (.*)$/m.exec(raw.replaceAll('\r', ''))?.[1] ?? '');

const later = async (houses: Houses, to: Instant) => {
  const { one, store } = houses;
  store.clock.set(to);
  await settled(houses);
  await refreshBoard(one);
  await sendStaffMessages(one);
};

const asked = (house: House) =>
  takeRequest(house, { identities: [email('ada')], kind: 'access', route: 'email', receivedOn: null });

describe('what breaks is written down and told', () => {
  test('a missed signature: once to whoever is to sign, again when it is mended, and the history says why', () =>
    withHouses(async (houses) => {
      const { one, store } = houses;
      await later(houses, store.clock.now());
      expect(await stateOf(one, 'MUT-012')).toBe('unproven');
      await later(houses, '2027-11-22T10:00:00.000Z');
      const before = mailsAbout(houses, 'MUT-012');
      expect(before).toEqual([]);

      await later(houses, '2027-11-23T10:00:00.000Z');
      await later(houses, '2027-11-23T11:00:00.000Z');
      await later(houses, '2027-11-24T10:00:00.000Z');

      expect(await stateOf(one, 'MUT-012')).toBe('broken');
      expect(mailsAbout(houses, 'MUT-012')).toHaveLength(1);
      expect(mailsAbout(houses, 'MUT-012')[0]).toMatch(/To: privacy@larkhill\.example/);
      const [broke] = await changesOf(store.db, 'MUT-012');
      expect(broke).toMatchObject({
        from: 'unproven',
        to: 'broken',
        since: '2027-11-23T10:00:00.000Z',
        control: 'attest.calendar',
        cause: 'time',
        between: [],
      });

      await attest(one, { name: 'training', role: 'manager', signedOn: '2027-11-24', evidence: 'list 7' });
      await later(houses, '2027-11-24T10:00:10.000Z');

      expect(subjects(houses).filter((subject) => /mended/.test(subject))).toHaveLength(1);
      const [mended] = await changesOf(store.db, 'MUT-012');
      expect(mended).toMatchObject({ from: 'broken', to: 'attested', cause: 'facts' });
      const [signed] = await store.rows<{ id: string }>(
        `select id from evidence_entry where kind = 'attestation.signed'`,
      );
      expect(mended?.between).toEqual([signed?.id]);
      const told = await store.rows<{ body: string }>(
        `select body from evidence_entry where kind = 'promise.state' and body::jsonb ->> 'promise' = 'MUT-012' order by id`,
      );
      expect(
        told.map(({ body }) => JSON.parse(body)).map(({ from, to, cause }) => [from, to, cause]),
      ).toEqual([
        [null, 'unproven', 'first'],
        ['unproven', 'broken', 'time'],
        ['broken', 'attested', 'facts'],
      ]);
    }));

  test('a request past its day is broken the day after, and another day tells why it was', () =>
    withHouses(async (houses) => {
      const { one, store } = houses;
      const { due_on } = await asked(one);
      await later(houses, store.clock.now());
      const last = startOf(due_on ?? '2026-12-22', 'Europe/London');
      await later(houses, addElapsed(last, 'PT10H'));
      expect(await stateOf(one, 'MUT-007')).toBe('at-risk');
      await later(houses, addElapsed(last, 'PT34H'));
      expect(await stateOf(one, 'MUT-007')).toBe('broken');
      expect(subjects(houses)).toEqual(['Promise MUT-007 is broken']);

      await store.rows('update request set answered_on = due_on');
      await later(houses, addElapsed(last, 'PT100H'));

      const today = await pastBoard(one, addElapsed(last, 'PT100H').slice(0, 10) as never);
      expect(today.promises.find(({ promise }) => promise === 'MUT-007')?.to).toBe('kept');
      const then = await pastBoard(one, addElapsed(last, 'PT34H').slice(0, 10) as never);
      const [red] = then.promises;
      expect(red).toMatchObject({
        promise: 'MUT-007',
        says: 'We answer in time when you ask for your data.',
        to: 'broken',
        from: 'at-risk',
        cause: 'time',
        earlier: { figures: { overdue: 0 } },
        shown: { figures: { overdue: 1 } },
      });
      expect(then.totals.broken).toBe(1);
      // Rows that changed with nothing in the ledger to say so are named as such.
      const [mended] = await changesOf(store.db, 'MUT-007');
      expect(mended).toMatchObject({ to: 'kept', cause: 'facts', between: [] });
      expect(mended?.changed).toContain('request');
    }));

  test('an answer that was owed and never sent', () =>
    withHouses(
      async (houses) => {
        const { one, store } = houses;
        const at = store.clock.now();
        await takeEvent(one, { id: null, kind: 'question-asked', at, identities: [email('ada')] });
        await openDuties(one);
        await later(houses, at);
        await later(houses, addElapsed(at, 'PT240H'));
        expect(await stateOf(one, 'MAI-007')).toBe('broken');
        expect(subjects(houses)).toEqual(['Promise MAI-007 is broken']);

        await showMessage(one, {
          message: 'answer',
          identity: email('ada'),
          how: 'phone',
          at: store.clock.now(),
        });
        await later(houses, addElapsed(at, 'PT241H'));
        expect(await stateOf(one, 'MAI-007')).toBe('at-risk');
        expect(subjects(houses)).toEqual(['Promise MAI-007 is broken', 'Promise MAI-007 is mended']);
      },
      { policy: 'mailing-policy' },
    ));

  test('two workers at once tell of a break once', () =>
    withHouses(async (houses) => {
      const { one, other, store } = houses;
      await refreshBoard(one);
      await asked(one);
      store.clock.set('2027-03-01T10:00:00.000Z');
      await Promise.all([refreshBoard(one), refreshBoard(other), refreshBoard(one)]);
      expect(await store.rows('select promises from staff_message')).toEqual([
        { promises: expect.arrayContaining(['MUT-007']) },
      ]);
    }));
});

const mailsAbout = ({ mail }: Houses, promise: string): string[] =>
  mail.arrived.flatMap(({ raw, to }) =>
    raw.includes(promise) && /is broken|are broken/.test(raw) ? [`To: ${to}`] : [],
  );

describe('many facts: the board is what the worker saw', () => {
  const MANY = { aheadFrom: 0 };

  test('nothing is shown before somebody looked, nor when the look is too old', () =>
    withHouses(async (houses) => {
      const { one, store } = houses;
      await asked(one);
      expect(await stateOf(one, 'MUT-007', MANY)).toBe('unproven');
      await refreshBoard(one);
      expect(await stateOf(one, 'MUT-007', MANY)).toBe('kept');

      store.clock.set(addElapsed(store.clock.now(), 'PT15M'));
      expect(await stateOf(one, 'MUT-007', MANY)).toBe('kept');
      store.clock.set(addElapsed(store.clock.now(), 'PT1S'));
      expect(await stateOf(one, 'MUT-007', MANY)).toBe('unproven');
      // That nobody looked is no change of the promise.
      expect((await changesOf(store.db, 'MUT-007')).map(({ to }) => to)).toEqual(['kept']);
      await refreshBoard(one);
      expect(await stateOf(one, 'MUT-007', MANY)).toBe('kept');
    }));

  test('it looks again at what was written to, and at nothing else; a state set by hand does not last', () =>
    withHouses(async (houses) => {
      const { one, store } = houses;
      await asked(one);
      const first = await refreshBoard(one);
      expect(first.looked).toBeGreaterThan(10);
      await settled(houses);
      await refreshBoard(one);
      expect((await refreshBoard(one)).looked).toBe(0);

      await store.rows('update request set due_on = $1::date - 1', ['2026-11-22']);
      store.clock.set(addElapsed(store.clock.now(), 'PT1M'));
      await settled(houses);
      const again = await refreshBoard(one);

      expect(await stateOf(one, 'MUT-007', MANY)).toBe('broken');
      expect(again.looked).toBeLessThan(first.looked);

      await store.rows(`update control_state set verdict = 'kept' where control = 'rights.clock'`);
      store.clock.set(addElapsed(store.clock.now(), 'PT8M'));
      await refreshBoard(one);
      expect(await stateOf(one, 'MUT-007', MANY)).toBe('broken');
    }));
});

/** Each connection tells the server what it wrote when it has been idle for a moment; told to, it does so at once. */
const settled = async ({ one, other }: Houses): Promise<void> => {
  const told = [one, other].flatMap(({ store }) =>
    Array.from({ length: 10 }, () => store.rows('select pg_stat_force_next_flush()')),
  );
  await Promise.all(told);
};
