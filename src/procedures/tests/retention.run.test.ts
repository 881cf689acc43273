import { expect, test } from 'vitest';
import { addDays, type Day, startOf } from '../../base/index.ts';
import { fieldsOf } from '../../collection/index.ts';
import {
  disposeDue,
  hold,
  policyInForce,
  previewRetention,
  release,
  review,
  takeEvent,
  takeRequest,
} from '../index.ts';
import { takeSubmission } from '../submission.ts';
import { email, type Houses, withHouses } from './houses.ts';

const withMill = (work: (houses: Houses) => Promise<void>) =>
  withHouses(work, { policy: 'retention-policy' });

const goTo = ({ store }: Houses, day: Day) =>
  store.clock.set(new Date(Date.parse(startOf(day, 'Europe/London')) + 9 * 3_600_000).toISOString());

async function comesIn({ one }: Houses, point: string, who: string, fields: Record<string, string> = {}) {
  const policy = await policyInForce(one);
  await takeSubmission(one, point, {
    fields: { name: who, email: email(who).value, ...fields },
    consents: [],
    declined: [],
    notice: policy.hash,
  });
}

const happens = ({ one }: Houses, kind: string, who: string) =>
  takeEvent(one, { id: null, kind, identities: [email(who)], at: null });

/** What is left, by collection point: the names of the fields that still are there. */
async function left({ one, store }: Houses): Promise<Record<string, string[][]>> {
  const records = await store.rows<{ person_id: string; id: string; point: string }>(
    'select person_id, id, point from record order by id',
  );
  const found: Record<string, string[][]> = {};
  for (const record of records) {
    const list = found[record.point] ?? [];
    found[record.point] = list;
    list.push(Object.keys(await fieldsOf(store.db, one.vault, record)).sort());
  }
  return found;
}

const ORDER = ['email', 'invoice', 'item', 'name'];
const order = { item: 'a sack of flour', invoice: 'paid 12 pounds' };

test('a duty keeps its own fields when the rest goes, and lets them go on its day', () =>
  withMill(async (houses) => {
    goTo(houses, '2026-11-23');
    await comesIn(houses, 'order-form', 'ada', order);
    goTo(houses, '2027-01-31');
    await happens(houses, 'project-ended', 'ada');

    goTo(houses, '2029-01-30');
    expect(await disposeDue(houses.one)).toEqual([]);
    expect(await left(houses)).toEqual({ 'order-form': [ORDER] });
    goTo(houses, '2029-01-31');
    expect(await disposeDue(houses.one)).toMatchObject([{ rule: 'client-records', records: 0, redacted: 1 }]);
    expect(await left(houses)).toEqual({ 'order-form': [['invoice']] });
    expect(await disposeDue(houses.one)).toEqual([]);

    // Came in on 23 November 2026: the financial year ends on 31 March 2027, and six years later is the first day without.
    goTo(houses, '2033-03-30');
    expect(await disposeDue(houses.one)).toEqual([]);
    goTo(houses, '2033-03-31');
    expect(await disposeDue(houses.one)).toMatchObject([{ records: 1, forgotten: 1 }]);
    expect(await left(houses)).toEqual({});
  }));

test('nothing goes while a relationship of the rule goes on, or starts again', () =>
  withMill(async (houses) => {
    goTo(houses, '2026-11-23');
    await comesIn(houses, 'order-form', 'ada', order);
    goTo(houses, '2027-01-31');
    await happens(houses, 'project-ended', 'ada');
    goTo(houses, '2028-12-01');
    await happens(houses, 'project-started', 'ada');
    goTo(houses, '2029-06-01');
    expect(await disposeDue(houses.one)).toEqual([]);
    await happens(houses, 'project-ended', 'ada');
    goTo(houses, '2031-05-31');
    expect(await disposeDue(houses.one)).toEqual([]);
    goTo(houses, '2031-06-01');
    expect(await disposeDue(houses.one)).toMatchObject([{ rule: 'client-records', redacted: 1 }]);
    expect(await left(houses)).toEqual({ 'order-form': [['invoice']] });
  }));

test('one field goes before the others; then only a number is left', () =>
  withMill(async (houses) => {
    goTo(houses, '2026-11-23');
    await comesIn(houses, 'open-day', 'ada', { diet: 'no nuts' });
    await comesIn(houses, 'open-day', 'bea');
    await happens(houses, 'open-day-held', 'ada');
    await happens(houses, 'open-day-held', 'bea');
    goTo(houses, '2026-11-29');
    await disposeDue(houses.one);
    expect(await left(houses)).toEqual({
      'open-day': [
        ['diet', 'email', 'name'],
        ['email', 'name'],
      ],
    });
    goTo(houses, '2026-11-30');
    await disposeDue(houses.one);
    expect(await left(houses)).toEqual({
      'open-day': [
        ['email', 'name'],
        ['email', 'name'],
      ],
    });
    goTo(houses, '2027-11-22');
    expect(await disposeDue(houses.one)).toEqual([]);
    goTo(houses, '2027-11-23');
    expect(await disposeDue(houses.one)).toMatchObject([
      { rule: 'guests', records: 2, people: 2, forgotten: 2 },
    ]);

    expect(await left(houses)).toEqual({});
    expect(await houses.store.rows('select point, rule, n from record_figure')).toEqual([
      { point: 'open-day', rule: 'guests', n: 2 },
    ]);
  }));

test('who is a client is excepted, and their enquiry goes once they are none any more', () =>
  withMill(async (houses) => {
    goTo(houses, '2026-11-23');
    await comesIn(houses, 'contact-form', 'ada', { message: 'Do you mill rye?' });
    await happens(houses, 'project-started', 'ada');
    goTo(houses, '2027-06-01');
    expect(await disposeDue(houses.one)).toEqual([]);
    await happens(houses, 'project-ended', 'ada');
    expect(await disposeDue(houses.one)).toMatchObject([{ rule: 'enquiries', records: 1 }]);
  }));

test('what somebody does with us begins the period anew', () =>
  withMill(async (houses) => {
    goTo(houses, '2026-11-23');
    await comesIn(houses, 'contact-form', 'ada', { message: 'Do you mill rye?' });
    goTo(houses, '2027-05-01');
    await happens(houses, 'letter-answered', 'ada');
    goTo(houses, '2027-10-31');
    expect(await disposeDue(houses.one)).toEqual([]);
    goTo(houses, '2027-11-01');
    expect(await disposeDue(houses.one)).toMatchObject([{ rule: 'enquiries', records: 1, forgotten: 1 }]);
  }));

test('a hold keeps the data it names and no other, and its end lets them go', () =>
  withMill(async (houses) => {
    goTo(houses, '2026-11-23');
    await comesIn(houses, 'contact-form', 'ada', { message: 'You ruined my oven.' });
    const { id } = await hold(
      houses.one,
      {
        kind: 'legal-claim',
        because: 'a claim about an oven',
        owner: 'manager',
        reviewOn: '2027-12-01',
        data: ['message'],
        points: [],
        identities: [email('ada')],
        people: [],
      },
      'staff:1',
    );
    goTo(houses, '2027-05-23');

    const [seen] = (await previewRetention(houses.one, null)).rules;
    expect(seen).toMatchObject({ rule: 'enquiries', due: 1, kept: { hold: 1 } });
    expect(seen?.samples[0]?.because).toContain(`${id} suspends deletion`);
    expect(await disposeDue(houses.one)).toMatchObject([
      { rule: 'enquiries', records: 0, redacted: 1, kept: 1 },
    ]);
    expect(await left(houses)).toEqual({ 'contact-form': [['message']] });
    expect(await disposeDue(houses.one)).toEqual([]);

    await release(houses.one, id, 'staff:1');
    expect(await disposeDue(houses.one)).toMatchObject([{ rule: 'enquiries', records: 1 }]);
    expect(await left(houses)).toEqual({});
  }));

test('a hold of nobody, of what is not declared, or without a day to look again is refused', () =>
  withMill(async (houses) => {
    const asked = {
      kind: 'legal-claim' as const,
      because: 'a claim about an oven',
      owner: 'manager',
      reviewOn: '2027-12-01' as Day,
      data: ['message'],
      points: ['contact-form'],
      identities: [],
      people: [],
    };
    const refused = (change: Partial<typeof asked>) => hold(houses.one, { ...asked, ...change }, 'staff:1');

    await expect(refused({ points: [] })).rejects.toMatchObject({ code: 'retention.hold-of-nothing' });
    await expect(refused({ data: ['shoe-size'] })).rejects.toMatchObject({ code: 'retention.hold-unknown' });
    await expect(refused({ owner: 'nobody' })).rejects.toMatchObject({ code: 'retention.hold-unknown' });
    await expect(refused({ reviewOn: '2026-11-22' })).rejects.toMatchObject({
      code: 'retention.hold-without-review',
    });
    await expect(
      hold(houses.one, { ...asked, identities: [email('stranger')] }, 'staff:1'),
    ).rejects.toMatchObject({ code: 'people.not-found' });
    expect(await houses.store.rows('select 1 from retention_hold')).toEqual([]);
  }));

test('while somebody waits for a copy of their data, none of it goes', () =>
  withMill(async (houses) => {
    goTo(houses, '2026-11-23');
    await comesIn(houses, 'contact-form', 'ada', { message: 'Do you mill rye?' });
    goTo(houses, '2027-05-20');
    await takeRequest(houses.one, {
      kind: 'access',
      route: 'email',
      identities: [email('ada')],
      receivedOn: null,
    });
    goTo(houses, '2027-05-23');

    expect(await disposeDue(houses.one)).toEqual([]);
    expect(await left(houses)).toEqual({ 'contact-form': [['email', 'message', 'name']] });
    await houses.store.rows("update request set answered_on = '2027-05-24'");
    expect(await disposeDue(houses.one)).toMatchObject([{ rule: 'enquiries', records: 1 }]);
  }));

test('who did not react is taken off the list, and the address stays suppressed', () =>
  withMill(async (houses) => {
    goTo(houses, '2026-11-23');
    await comesIn(houses, 'list', 'ada');
    goTo(houses, '2028-11-23');
    expect(await disposeDue(houses.one)).toMatchObject([{ rule: 'subscribers', records: 1 }]);

    const { vault } = houses.one;
    const found = await houses.store.rows('select scope from suppression where hash = $1', [
      vault.suppressionHash('email', email('ada').value),
    ]);
    expect(found).toEqual([{ scope: 'marketing' }]);
  }));

test('what a rule leaves to people waits for them, and is asked once', () =>
  withMill(async (houses) => {
    goTo(houses, '2026-11-23');
    await comesIn(houses, 'works-form', 'ada', { report: 'a bad back' });
    goTo(houses, '2027-03-01');
    await happens(houses, 'employment-ended', 'ada');
    goTo(houses, '2027-03-02');
    expect(await disposeDue(houses.one)).toMatchObject([{ rule: 'health', redacted: 1 }]);
    goTo(houses, '2028-03-01');
    expect(await disposeDue(houses.one)).toEqual([]);
    await disposeDue(houses.one);
    const waiting = await houses.store.rows<{ id: string; rule: string }>(
      'select id, rule from retention_review',
    );
    expect(waiting).toHaveLength(1);
    const [{ id, rule } = { id: '', rule: '' }] = waiting;

    const decide = (outcome: 'keep' | 'erase', againOn: Day | null) =>
      review(houses.one, { id, rule, outcome, againOn }, 'staff:1');
    await expect(decide('keep', null)).rejects.toMatchObject({ code: 'retention.keep-without-day' });
    await decide('keep', '2029-03-01');
    goTo(houses, addDays('2029-03-01', -1));
    await disposeDue(houses.one);
    await expect(decide('erase', null)).rejects.toMatchObject({ code: 'retention.no-review' });
    goTo(houses, '2029-03-01');
    await disposeDue(houses.one);
    await decide('erase', null);
    expect(await left(houses)).toEqual({});
  }));
