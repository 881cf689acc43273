import { expect, test } from 'vitest';
import { addDays, type Day, startOf } from '../../base/index.ts';
import {
  approveProposal,
  askGate,
  disposeDue,
  hold,
  listProposals,
  policyInForce,
  type Reviewer,
  review,
  seeProposal,
  stopProposal,
  takeEvent,
  takeRequest,
} from '../index.ts';
import { takeSubmission } from '../submission.ts';
import { count, email, type Houses, withHouses } from './houses.ts';

const withWeavers = (work: (houses: Houses) => Promise<void>) => withHouses(work, { policy: 'media-policy' });

const goTo = ({ store }: Houses, day: Day) =>
  store.clock.set(new Date(Date.parse(startOf(day, 'Europe/London')) + 9 * 3_600_000).toISOString());

async function comesIn({ one }: Houses, point: string, who: string, fields: Record<string, string>) {
  const { hash } = await policyInForce(one);
  await takeSubmission(one, point, {
    fields: { name: who, email: email(who).value, ...fields },
    consents: [],
    declined: [],
    notice: hash,
  });
}

const happens = ({ one }: Houses, kind: string, who: string) =>
  takeEvent(one, { id: null, kind, identities: [email(who)], at: null });

/** An enquiry of each, which goes half a year later: on 23 May 2027, announced a week before. */
async function enquire(houses: Houses, ...people: string[]) {
  goTo(houses, '2026-11-23');
  for (const who of people)
    await comesIn(houses, 'contact-form', who, { message: 'Do you weave eel traps?' });
}
const ANNOUNCED: Day = '2027-05-16';
const GOES: Day = '2027-05-23';

/** An application of each that was rejected on 23 November 2026: asked about from 6 November 2027, goes a year later. */
async function apply(houses: Houses, ...people: string[]) {
  goTo(houses, '2026-11-23');
  for (const who of people) {
    await comesIn(houses, 'application-form', who, { letter: 'I have good hands.' });
    await happens(houses, 'application-rejected', who);
  }
}
const ASKED: Day = '2027-11-06';

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

const mayAnswer = async ({ one }: Houses, who: string) =>
  (
    await askGate(
      one,
      {
        act: 'use',
        purpose: 'answer-enquiries',
        channel: '',
        personId: null,
        recipient: '',
        data: [],
        country: '',
      },
      { identity: email(who) },
    )
  ).verdict;

test('what goes in a week is announced and used for nothing, and goes on its day', () =>
  withWeavers(async (houses) => {
    await enquire(houses, 'ada');
    goTo(houses, addDays(ANNOUNCED, -1));
    await disposeDue(houses.one);
    expect(await listProposals(houses.one)).toEqual([]);
    expect(await mayAnswer(houses, 'ada')).toBe('allow');

    goTo(houses, ANNOUNCED);
    await disposeDue(houses.one);
    expect(await theOne(houses)).toMatchObject({ state: 'announced', records: 1, goes_from: GOES });
    expect(await mayAnswer(houses, 'ada')).toBe('deny');
    expect(await count(houses, 'record')).toBe(1);

    goTo(houses, addDays(GOES, -1));
    expect(await disposeDue(houses.one)).toEqual([]);
    goTo(houses, GOES);
    expect(await disposeDue(houses.one)).toMatchObject([{ rule: 'enquiries', records: 1, forgotten: 1 }]);
    expect(await theOne(houses)).toMatchObject({ state: 'done', gone: 1 });
    expect(await count(houses, 'retention_proposed')).toBe(0);
  }));

test('a hold takes what it names out of the window at once, and the rest goes', () =>
  withWeavers(async (houses) => {
    await enquire(houses, 'ada', 'bea');
    goTo(houses, ANNOUNCED);
    await disposeDue(houses.one);
    await hold(
      houses.one,
      {
        kind: 'legal-claim',
        because: 'a claim over a trap',
        owner: 'manager',
        reviewOn: '2027-12-01',
        data: [],
        points: [],
        identities: [email('ada')],
        people: [],
      },
      'staff:a',
    );
    expect(await mayAnswer(houses, 'ada')).toBe('allow');
    expect(await mayAnswer(houses, 'bea')).toBe('deny');

    goTo(houses, GOES);
    expect(await disposeDue(houses.one)).toMatchObject([{ records: 1, people: 1 }]);
    expect(await theOne(houses)).toMatchObject({ state: 'done', gone: 1 });
    expect(await houses.store.rows('select kind from retention_kept')).toEqual([{ kind: 'hold' }]);
  }));

test('who writes again takes their old message out of what was announced', () =>
  withWeavers(async (houses) => {
    await enquire(houses, 'ada');
    goTo(houses, ANNOUNCED);
    await disposeDue(houses.one);
    await comesIn(houses, 'contact-form', 'ada', { message: 'Do you mend them as well?' });
    expect(await mayAnswer(houses, 'ada')).toBe('allow');
    goTo(houses, addDays(ANNOUNCED, 1));
    await disposeDue(houses.one);
    goTo(houses, GOES);
    await disposeDue(houses.one);
    expect(await count(houses, 'record')).toBe(1);
  }));

test('somebody stops it with a reason, and it is asked again on their day; past its day it shows', () =>
  withWeavers(async (houses) => {
    await enquire(houses, 'ada');
    goTo(houses, ANNOUNCED);
    await disposeDue(houses.one);
    const { id } = await theOne(houses);
    const stop = { id, because: 'the wrong event was entered' };
    await expect(stopProposal(houses.one, { ...stop, againOn: ANNOUNCED }, 'staff:a')).rejects.toMatchObject({
      code: 'retention.keep-without-day',
    });
    await stopProposal(houses.one, { ...stop, againOn: '2027-06-01' }, 'staff:a');
    expect(await mayAnswer(houses, 'ada')).toBe('allow');
    await expect(
      stopProposal(houses.one, { ...stop, againOn: '2027-07-01' }, 'staff:a'),
    ).rejects.toMatchObject({ code: 'retention.proposal-closed' });

    goTo(houses, '2027-05-31');
    expect(await disposeDue(houses.one)).toEqual([]);
    expect(await count(houses, 'record')).toBe(1);
    goTo(houses, '2027-06-01');
    await disposeDue(houses.one);
    expect(await theOne(houses)).toMatchObject({ state: 'announced', goes_from: '2027-06-08' });
    goTo(houses, '2027-06-08');
    expect(await disposeDue(houses.one)).toMatchObject([{ records: 1 }]);
  }));

test('nothing of a rule with reviewers goes until each has agreed: the right role, each another person, in turn', () =>
  withWeavers(async (houses) => {
    await apply(houses, 'ada', 'bea');
    goTo(houses, ASKED);
    await disposeDue(houses.one);
    const { id, hash } = await theOne(houses);
    const approve = (reviewer: Reviewer, what = hash) =>
      approveProposal(houses.one, { id, hash: what }, reviewer);

    await expect(approve(owner)).rejects.toMatchObject({ code: 'retention.other-role' });
    await expect(approve({ by: 'key:k', role: null })).rejects.toMatchObject({
      code: 'retention.approver-no-person',
    });
    await expect(approve(lead, '0'.repeat(64))).rejects.toMatchObject({ code: 'retention.proposal-changed' });
    await approve(lead);
    await expect(approve(lead)).rejects.toMatchObject({ code: 'retention.approved-already' });
    await approve(owner);
    await expect(approve(owner)).rejects.toMatchObject({ code: 'retention.approved-already' });
    expect(await theOne(houses)).toMatchObject({ state: 'asked', stage: 2 });
    goTo(houses, '2027-12-24');
    expect(await disposeDue(houses.one)).toEqual([]);
    expect(await count(houses, 'record')).toBe(2);

    await approve(other);
    expect(await theOne(houses)).toMatchObject({ state: 'announced', goes_from: '2027-12-27' });
    goTo(houses, '2027-12-27');
    expect(await disposeDue(houses.one)).toMatchObject([{ rule: 'applications', records: 2 }]);

    const [{ body = '' } = {}] = await houses.store.rows<{ body: string }>(
      "select body from evidence_entry where kind = 'retention.disposed'",
    );
    expect(JSON.parse(body)).toMatchObject({
      proposal: id,
      agreed: hash,
      leftBehind: 0,
      approvals: [
        { stage: 1, role: 'privacy-lead' },
        { stage: 2, role: 'owner' },
        { stage: 2, role: 'owner' },
      ],
    });
    expect(body).not.toContain('staff:');
  }));

test('agreed in time it goes on its very day', () =>
  withWeavers(async (houses) => {
    await apply(houses, 'ada');
    goTo(houses, ASKED);
    await disposeDue(houses.one);
    await agree(houses, lead, owner, other);
    goTo(houses, '2027-11-22');
    expect(await disposeDue(houses.one)).toEqual([]);
    goTo(houses, '2027-11-23');
    expect(await disposeDue(houses.one)).toMatchObject([{ records: 1 }]);
  }));

test('what was agreed to before something changed has to be agreed to anew', () =>
  withWeavers(async (houses) => {
    await apply(houses, 'ada', 'bea');
    goTo(houses, ASKED);
    await disposeDue(houses.one);
    await agree(houses, lead);
    await takeRequest(houses.one, {
      kind: 'access',
      route: 'email',
      identities: [email('bea')],
      receivedOn: null,
      actor: 'test',
    });
    const before = await theOne(houses);
    await expect(
      approveProposal(houses.one, { id: before.id, hash: before.hash }, owner),
    ).rejects.toMatchObject({ code: 'retention.proposal-changed' });

    const now = await theOne(houses);
    expect(now).toMatchObject({ id: before.id, records: 1, approvals: [], stage: 1 });
    expect(now.hash).not.toBe(before.hash);
    expect((await seeProposal(houses.one, now.id)).parts).toMatchObject([
      { point: 'application-form', records: 1, whole: true },
    ]);
    await agree(houses, lead, owner, other);
    goTo(houses, '2027-11-23');
    expect(await disposeDue(houses.one)).toMatchObject([{ records: 1 }]);
    expect(await count(houses, 'record')).toBe(1);
  }));

test('what changes after all agreed drops out, and goes only when they agree to it as it is', () =>
  withWeavers(async (houses) => {
    await apply(houses, 'ada', 'bea');
    goTo(houses, ASKED);
    await disposeDue(houses.one);
    await agree(houses, lead, owner, other);
    const first = await theOne(houses);
    const held = {
      kind: 'legal-claim' as const,
      because: 'a claim over the choice',
      owner: 'manager',
      reviewOn: '2028-12-01' as Day,
      data: ['letter'],
      points: [],
      identities: [email('bea')],
      people: [],
    };
    await hold(houses.one, held, 'staff:a');
    goTo(houses, '2027-11-23');
    expect(await disposeDue(houses.one)).toMatchObject([{ records: 1 }]);
    const [next, done] = await listProposals(houses.one);
    expect(done).toMatchObject({ id: first.id, state: 'done', gone: 1, records: 2 });
    // Of the other application all but the letter may go: that is another thing than what they saw.
    expect(next).toMatchObject({ state: 'asked', records: 1, approvals: [] });
    expect((await seeProposal(houses.one, next?.id ?? '')).parts).toMatchObject([
      { whole: false, fields: ['email', 'name'] },
    ]);
  }));

test('once the time to decide is over, those it escalates to may stand in, and still each counts once', () =>
  withWeavers(async (houses) => {
    await apply(houses, 'ada');
    goTo(houses, ASKED);
    await disposeDue(houses.one);
    await expect(agree(houses, owner)).rejects.toMatchObject({ code: 'retention.other-role' });
    goTo(houses, '2027-11-21');
    await agree(houses, owner);
    await expect(agree(houses, owner)).rejects.toMatchObject({ code: 'retention.approved-already' });
    await agree(houses, other, { by: 'staff:d', role: 'owner' });
    expect(await theOne(houses)).toMatchObject({ state: 'announced', goes_from: '2027-11-24' });
  }));

test('a file that somebody decides to erase goes when the others agree, and not before', () =>
  withWeavers(async (houses) => {
    goTo(houses, '2026-11-23');
    await comesIn(houses, 'weaver-form', 'ada', { pattern: 'herringbone' });
    goTo(houses, '2027-01-31');
    await happens(houses, 'contract-ended', 'ada');
    goTo(houses, '2029-01-31');
    await disposeDue(houses.one);
    const [{ id = '' } = {}] = await houses.store.rows<{ id: string }>('select id from retention_review');
    await review(houses.one, { id, rule: 'weavers', outcome: 'erase', againOn: null }, 'staff:a');
    expect(await count(houses, 'record')).toBe(1);
    expect(await theOne(houses)).toMatchObject({ rule: 'weavers', state: 'asked', decide_by: '2029-02-14' });
    await agree(houses, owner);
    expect(await count(houses, 'record')).toBe(0);
    expect(await theOne(houses)).toMatchObject({ state: 'done' });
  }));
