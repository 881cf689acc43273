import type pg from 'pg';
import { expect, test } from 'vitest';
import { addDays, type Day } from '../../base/index.ts';
import {
  approveProposal,
  disposeDue,
  hold,
  listProposals,
  proposePolicy,
  type Reviewer,
  seeProposal,
  sendStaffMessages,
  stopProposal,
  takeEvent,
} from '../index.ts';
import { email, type Houses, policyNamed } from './houses.ts';
import { at, column, withShop } from './shop.ts';

/* Customers of the shop go three years after they were last heard of; now people agree to it first, and it is announced. */

const { files } = policyNamed('retcon-policy');
const WAITS = `    unless: [member]
    keep: P36M
    review:
      stages: [{ by: privacy-lead }, { by: owner, approvers: 2 }]
      within: P14D
      escalates-to: owner
    undo-window: P3D`;
const WAITING = {
  ...files,
  'policy.yaml': (files['policy.yaml'] ?? '').replace('    unless: [member]\n    keep: P36M', WAITS),
};

/** Their last day is 21 November 2026: asked about from the 4th, seventeen days before. */
const ASKED: Day = '2026-11-04';
const GOES: Day = '2026-11-21';
const customers = (ids: readonly number[]): string =>
  ids
    .map(
      (id) =>
        `insert into customers values (${id}, 'p${id}@people.example', 'P${id}', '2023-11-21 12:00Z');
         insert into subscriptions values (${id}, ${id}, 'ended');`,
    )
    .join('\n');

const withWaiting = (
  ids: readonly number[],
  work: (shop: pg.Client, houses: Houses & { url: string }) => Promise<void>,
) =>
  withShop(customers(ids), ASKED, async (shop, houses) => {
    await proposePolicy(houses.one, WAITING);
    await work(shop, houses);
  });

const lead: Reviewer = { by: 'staff:a', role: 'privacy-lead' };
const owner: Reviewer = { by: 'staff:b', role: 'owner' };
const other: Reviewer = { by: 'staff:c', role: 'owner' };

async function theOne({ one }: Houses) {
  const [found] = await listProposals(one);
  if (!found) throw new Error('nothing is proposed');
  return found;
}

async function agree(houses: Houses, ...reviewers: Reviewer[]) {
  for (const reviewer of reviewers) {
    const { id, hash } = await theOne(houses);
    await approveProposal(houses.one, { id, hash }, reviewer);
  }
}

const there = (shop: pg.Client) => column(shop, 'select id from customers order by id');

const certificates = ({ store }: Houses) =>
  store.rows<{ body: Record<string, unknown> }>(
    `select body::jsonb as body from evidence_entry where kind = 'retention.disposed' order by at, id`,
  );

test('rows elsewhere are asked about, announced and gone on their day, and the certificate says who agreed', () =>
  withWaiting([1, 2], async (shop, houses) => {
    at(houses, addDays(ASKED, -1));
    await disposeDue(houses.one);
    expect(await listProposals(houses.one)).toEqual([]);

    at(houses, ASKED);
    await disposeDue(houses.one);
    const asked = await theOne(houses);
    expect(asked).toMatchObject({
      rule: 'customers',
      system: 'shop',
      table: 'customers',
      state: 'asked',
      records: 2,
      left: 2,
      stage: 1,
      decide_by: '2026-11-18',
    });
    const seen = await seeProposal(houses.one, asked.id);
    expect(seen.rows).toEqual({
      parts: [{ goes_on: GOES, spared: [], records: 2, along: { subscriptions: 2 } }],
      samples: [
        { key: ['1'], goes_on: GOES },
        { key: ['2'], goes_on: GOES },
      ],
    });

    await agree(houses, lead, owner);
    await expect(agree(houses, owner)).rejects.toMatchObject({ code: 'retention.approved-already' });
    await agree(houses, other);
    expect(await theOne(houses)).toMatchObject({ state: 'announced', goes_from: '2026-11-07' });
    const { hash } = await theOne(houses);

    at(houses, addDays(GOES, -1));
    await disposeDue(houses.one);
    expect(await there(shop)).toEqual([1, 2]);
    at(houses, GOES);
    expect(await disposeDue(houses.one)).toMatchObject([{ rule: 'customers', records: 4, verified: true }]);
    expect(await there(shop)).toEqual([]);
    expect(await theOne(houses)).toMatchObject({ state: 'done', gone: 2, left: 0 });
    expect(await certificates(houses)).toMatchObject([
      {
        body: {
          agreed: hash,
          proposal: asked.id,
          approvals: [
            { stage: 1, role: 'privacy-lead' },
            { stage: 2, role: 'owner' },
            { stage: 2, role: 'owner' },
          ],
          tables: { customers: { delete: 2 }, subscriptions: { delete: 2 } },
        },
      },
    ]);
    await disposeDue(houses.one);
    expect(await certificates(houses)).toHaveLength(1);
  }));

test('what nobody agreed to stays, and the look of the night says that it waits', () =>
  withWaiting([1], async (shop, houses) => {
    at(houses, ASKED);
    await disposeDue(houses.one);
    at(houses, GOES);
    await disposeDue(houses.one);
    expect(await there(shop)).toEqual([1]);
    expect(
      await houses.store.rows(`select due::int, kept from retention_look where rule = 'customers'`),
    ).toEqual([{ due: 1, kept: { agreement: 1 } }]);
  }));

test('an approval is for what was looked at: a row that changed is another, and so is one to which something was added', () =>
  withWaiting([1, 2, 3], async (shop, houses) => {
    at(houses, ASKED);
    await disposeDue(houses.one);
    const { id, hash } = await theOne(houses);
    await agree(houses, lead);
    await shop.query(`update customers set name = 'Another' where id = 1`);
    await expect(approveProposal(houses.one, { id, hash }, owner)).rejects.toMatchObject({
      code: 'retention.proposal-changed',
    });
    expect(await theOne(houses)).toMatchObject({ stage: 1, approvals: [], left: 2 });

    await agree(houses, lead, owner, other);
    await shop.query(`insert into subscriptions values (9, 2, 'ended')`);
    at(houses, GOES);
    await disposeDue(houses.one);
    // Neither the row that changed goes, nor the one to which something was added that nobody looked at: they are asked anew.
    expect(await there(shop)).toEqual([1, 2]);
    expect((await listProposals(houses.one)).map(({ state, left }) => ({ state, left }))).toEqual([
      { state: 'asked', left: 2 },
      { state: 'done', left: 0 },
    ]);
  }));

test('a hold keeps what was agreed to, and what is stopped stays until the day that was said', () =>
  withWaiting([1, 2], async (shop, houses) => {
    await takeEvent(houses.one, {
      id: null,
      kind: 'membership-started',
      identities: [email('p1')],
      at: null,
    });
    await takeEvent(houses.one, { id: null, kind: 'membership-ended', identities: [email('p1')], at: null });
    at(houses, ASKED);
    await disposeDue(houses.one);
    await agree(houses, lead, owner, other);
    await hold(
      houses.one,
      {
        kind: 'legal-claim',
        because: 'a claim over an order',
        owner: 'manager',
        reviewOn: '2027-06-01',
        data: [],
        points: [],
        people: [],
        identities: [email('p1')],
      },
      'test',
    );
    at(houses, addDays(GOES, -1));
    const { id } = await theOne(houses);
    await stopProposal(
      houses.one,
      { id, because: 'the shop was closed all week', againOn: '2026-12-01' },
      'test',
    );
    at(houses, GOES);
    await disposeDue(houses.one);
    expect(await there(shop)).toEqual([1, 2]);
    at(houses, '2026-12-01');
    await disposeDue(houses.one);
    const [again] = await listProposals(houses.one);
    expect(again).toMatchObject({ state: 'asked', left: 1 });
    await agree(houses, lead, owner, other);
    at(houses, '2026-12-04');
    await disposeDue(houses.one);
    expect(await there(shop)).toEqual([1]);
  }));

test('those who have to agree are told when it waits for them, and once more before their time is over', () =>
  withWaiting([1], async (_, houses) => {
    const { one, store, mail } = houses;
    for (const [at, role, email] of [
      ['1', 'owner', 'olive@rose.example'],
      ['2', 'owner', 'oscar@rose.example'],
      ['3', 'privacy-lead', 'paula@rose.example'],
      ['4', 'auditor', 'ann@rose.example'],
    ])
      await store.rows(
        `insert into staff_user (id, email, name, role, created_at, updated_at) values ($1, $2, $2, $3, now(), now())`,
        [`00000000-0000-7000-8000-00000000000${at}`, email, role],
      );
    const told = async (day: Day) => {
      at(houses, day);
      await disposeDue(one);
      const before = mail.arrived.length;
      await sendStaffMessages(one);
      return mail.arrived
        .slice(before)
        .map(
          ({ to, raw }) =>
            `${to}: ${/^Subject: (.*(?:\r?\n .*)*)/m.exec(raw)?.[1]?.replaceAll(/\r?\n /g, ' ')}`,
        )
        .sort();
    };

    expect(await told(addDays(ASKED, -1))).toEqual([]);
    expect(await told(ASKED)).toEqual(['paula@rose.example: To agree to: 1 row of customers of the shop']);
    expect(await told(addDays(ASKED, 1))).toEqual([]);
    await agree(houses, lead);
    const asked = ['olive@rose.example', 'oscar@rose.example'];
    expect(await told(addDays(ASKED, 2))).toEqual(
      asked.map((to) => `${to}: To agree to: 1 row of customers of the shop`),
    );
    // They have until the 18th: in the last quarter of the fortnight they hear of it again, once.
    expect(await told('2026-11-14')).toEqual([]);
    expect(await told('2026-11-15')).toEqual(
      asked.map((to) => `${to}: Nearly too late to decide: 1 row of customers of the shop`),
    );
    expect(await told('2026-11-17')).toEqual([]);
    expect(mail.arrived.at(-1)?.raw).toContain('/console/retention/proposals/');
    expect(mail.arrived.at(-1)?.raw).not.toMatch(/p1@|P1\b/);
    expect(
      await store.rows(
        `select body::jsonb ->> 'role' as role from evidence_entry where kind = 'retention.approver-told' order by id`,
      ),
    ).toEqual([{ role: 'privacy-lead' }, { role: 'owner' }, { role: 'owner' }]);
  }));
