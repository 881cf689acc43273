import { describe, expect, test } from 'vitest';
import type { Twin } from '../src/controls/index.ts';
import { address, companies, does } from './company.ts';

const withCompany = companies('rights-policy');

const asks = async (company: Twin, kind: string, more: Record<string, unknown> = {}) =>
  String(
    (await does(company, '/api/requests', { kind, identity: address('ada'), route: 'phone', ...more })).id,
  );
const decides = (company: Twin, id: string, decision: Record<string, unknown>) =>
  does(company, `/api/requests/${id}/decisions`, decision);
const carriesOut = async (company: Twin, id: string, changes: unknown[] = []) => {
  const { hash } = await does(company, `/api/requests/${id}/plan`, { changes });
  await does(company, `/api/requests/${id}/plan/approval`, { hash });
  await does(company, `/api/requests/${id}/plan/tasks`, { number: await taskOf(company), note: 'looked' });
  await company.work();
};
const taskOf = async (company: Twin) =>
  (
    await company.rows<{ number: number }>(
      "select number from plan_item where act = 'task' order by plan_id desc limit 1",
    )
  )[0]?.number;
const gives = async (company: Twin) => {
  const [{ hash: notice } = { hash: '' }] = await company.rows<{ hash: string }>(
    'select hash from policy_version',
  );
  const fields = { name: 'Ada', email: address('ada').value, question: 'Do you bind atlases?' };
  await does(company, '/api/collection/contact-form', { fields, notice });
};
const stateOf = (control: string, path: string) => (company: Twin) => company.stateOf(control, path);
/** Events are only added to, but for whoever can switch that off. */
const forgets = (company: Twin, where: string) => company.rows(`delete from request_event where ${where}`);

test('rights.intake: a case without an owner, a clock or a letter is broken', () =>
  withCompany(async (company) => {
    const state = stateOf('rights.intake', 'rights.access');
    expect(await state(company)).toBe('unproven');
    await asks(company, 'access');
    expect(await state(company)).toBe('kept');
    expect(await company.stateOf('rights.intake', 'rights.complaint')).toBe('unproven');

    await company.rows("update request set owner = ''");
    expect(await state(company)).toBe('broken');
    await company.rows("update request set owner = 'keeper'");
    await forgets(company, "kind = 'told'");
    expect(await state(company)).toBe('broken');
  }));

test('rights.identity: asked without a doubt, or acted on before it was known who asks, is broken', () =>
  withCompany(async (company) => {
    const state = stateOf('rights.identity', 'rights.access');
    expect(await state(company)).toBe('unproven');
    const id = await asks(company, 'access');
    await decides(company, id, { outcome: 'identify', doubt: 'a new address', wanted: 'a call back' });
    expect(await state(company)).toBe('kept');

    await company.rows("update request_event set sealed = null where kind = 'identity-asked'");
    expect(await state(company)).toBe('broken');
    await forgets(company, "kind = 'identity-asked'");
    expect(await state(company)).toBe('broken');
  }));

describe('rights.access and rights.portability', () => {
  test.each(['access', 'portability'])('%s: a file without a search behind it is broken', (kind) =>
    withCompany(async (company) => {
      const state = stateOf(`rights.${kind}`, `rights.${kind}`);
      const id = await asks(company, kind);
      expect(await state(company)).toBe('unproven');
      await carriesOut(company, id);
      expect(await state(company)).toBe('kept');

      await forgets(company, "kind = 'ran'");
      expect(await state(company)).toBe('broken');
    }),
  );

  test('rights.portability: another format than the one asked for, and nobody said why, is broken', () =>
    withCompany(async (company) => {
      const state = stateOf('rights.portability', 'rights.portability');
      const { id } = await does(company, '/api/requests', {
        kind: 'portability',
        route: 'phone',
        identity: address('ada'),
        format: 'XLSX',
      });
      const why = { outcome: 'other-format', why: 'We have no software for it.' };
      await does(company, `/api/requests/${id}/decisions`, why);
      await carriesOut(company, String(id));
      expect(await state(company)).toBe('kept');

      await forgets(company, "kind = 'progress'");
      expect(await state(company)).toBe('broken');
    }));
});

test('rights.rectify: without before and after it is broken, with recipients untold for long at risk', () =>
  withCompany(async (company) => {
    const state = stateOf('rights.rectify', 'rights.rectification');
    await gives(company);
    const id = await asks(company, 'rectification');
    await carriesOut(company, id, [{ what: 'name', was: 'Ada', becomes: 'Ada L.' }]);
    expect(await state(company)).toBe('kept');

    await company.rows('update recipient_telling set told_at = null');
    await company.rows('update request set answered_on = answered_on - 30');
    expect(await state(company)).toBe('at-risk');
    await does(company, `/api/requests/${id}/decisions`, {
      outcome: 'recipient-told',
      recipient: 'workshop',
      how: 'email',
    });
    expect(await state(company)).toBe('kept');
    await company.rows("update request_event set sealed = null where kind = 'ran'");
    expect(await state(company)).toBe('broken');
  }));

test('rights.erase: something left behind, or a person who was not told, is broken', () =>
  withCompany(async (company) => {
    const state = stateOf('rights.erase', 'rights.erasure');
    await gives(company);
    const id = await asks(company, 'erasure');
    expect(await state(company)).toBe('unproven');
    await carriesOut(company, id);
    expect(await state(company)).toBe('kept');

    await forgets(company, "kind = 'told' and facts ->> 'template' = 'erased'");
    expect(await state(company)).toBe('broken');
  }));

test('rights.restrict: asked and not restricted, lifted untold, or used meanwhile, is broken', () =>
  withCompany(async (company) => {
    const state = stateOf('rights.restrict', 'rights.restriction');
    expect(await state(company)).toBe('unproven');
    await asks(company, 'restriction');
    expect(await state(company)).toBe('kept');

    await company.rows('update stopped_use set lifted_at = now()');
    expect(await state(company)).toBe('broken');
    await company.rows('delete from stopped_use');
    expect(await state(company)).toBe('broken');
  }));

test('rights.object: a use that went on without grounds on record is broken', () =>
  withCompany(async (company) => {
    const state = stateOf('rights.object', 'rights.objection');
    expect(await state(company)).toBe('unproven');
    await asks(company, 'objection', { about: 'answer-enquiries' });
    expect(await state(company)).toBe('kept');

    await company.rows('update stopped_use set lifted_at = now()');
    expect(await state(company)).toBe('broken');

    const marketing = stateOf('rights.object', 'rights.marketing-objection');
    expect(await marketing(company)).toBe('unproven');
    await asks(company, 'marketing-objection');
    expect(await marketing(company)).toBe('kept');
    await company.rows("update request set answered_on = null where kind = 'marketing-objection'");
    expect(await marketing(company)).toBe('broken');
    await company.rows(
      "update request set answered_on = received_on + 25 where kind = 'marketing-objection'",
    );
    expect(await marketing(company)).toBe('broken');
    await company.rows("update request set answered_on = received_on where kind = 'marketing-objection'");
    expect(await marketing(company)).toBe('kept');
    await sentPastTheGate(company, 'marketing-objection');
    expect(await marketing(company)).toBe('broken');
  }));

/** A newsletter that left two days after somebody asked, whatever the gate would have said. */
const sentPastTheGate = (company: Twin, kind: string) =>
  company.rows(
    `insert into outbox (person_id, id, class, purpose, channel, state, queued_at, settled_at)
     select person_id, gen_random_uuid(), 'marketing', 'news', 'email', 'sent', opened_at + interval '2 days', opened_at + interval '2 days'
     from request where kind = $1`,
    [kind],
  );

test('rights.withdraw: a consent that was relied on afterwards is broken', () =>
  withCompany(async (company) => {
    const state = stateOf('rights.withdraw', 'rights.withdrawal');
    expect(await state(company)).toBe('unproven');
    const said = {
      identity: address('ada'),
      purpose: 'news',
      channel: 'email',
      wording: 'w1',
      source: 'test',
    };
    await does(company, '/api/permissions', { ...said, state: 'granted' });
    await does(company, '/api/decisions', {
      act: 'send',
      purpose: 'news',
      channel: 'email',
      identity: address('ada'),
    });
    await asks(company, 'withdrawal');
    expect(await state(company)).toBe('kept');

    await company.rows("update request set answered_on = received_on + 29 where kind = 'withdrawal'");
    expect(await state(company)).toBe('broken');
    await company.rows("update request set answered_on = received_on where kind = 'withdrawal'");
    await sentPastTheGate(company, 'withdrawal');
    expect(await state(company)).toBe('broken');
    await company.rows('delete from outbox where class = $1', ['marketing']);
    expect(await state(company)).toBe('kept');
    await company.rows("update decision set verdict = 'allow', decided_at = decided_at + interval '1 hour'");
    expect(await state(company)).toBe('broken');
  }));

test('rights.refusal: unregistered, bare or late is broken', () =>
  withCompany(async (company) => {
    const state = stateOf('rights.refusal', 'rights.access');
    expect(await state(company)).toBe('unproven');
    const id = await asks(company, 'access');
    await decides(company, id, { outcome: 'refuse', ground: 'E4', reasoning: 'advice of counsel' });
    expect(await state(company)).toBe('kept');

    await company.rows("update refusal set carries = array['reasons']");
    expect(await state(company)).toBe('broken');
    await company.rows(
      "update refusal set carries = array['reasons', 'complaint-to-regulator', 'court'], due_on = decided_on - 1",
    );
    expect(await state(company)).toBe('broken');
    await company.rows('delete from refusal');
    expect(await state(company)).toBe('broken');
  }));

test('rights.route: untold, or not passed on in time, is broken', () =>
  withCompany(async (company) => {
    const state = stateOf('rights.route', 'processing.libraries');
    expect(await state(company)).toBe('unproven');
    await asks(company, 'erasure', { about: 'libraries', customer: 'Brightwell Library' });
    expect(await state(company)).toBe('kept');

    await company.rows('update request set due_on = received_on - 1');
    expect(await state(company)).toBe('broken');
    await company.rows('update request set due_on = received_on + 5');
    await forgets(company, "kind = 'told'");
    expect(await state(company)).toBe('broken');
  }));

test('complaint.desk: near its day at risk, past it broken, closed without an outcome broken', () =>
  withCompany(async (company) => {
    const state = stateOf('complaint.desk', 'rights.complaint');
    expect(await state(company)).toBe('unproven');
    const phone = { kind: 'phone', value: '01632 960177' };
    const id = await asks(company, 'complaint', { identity: phone, words: 'You called me.' });
    expect(await state(company)).toBe('kept');

    await company.rows('update request set due_on = received_on + 5');
    expect(await state(company)).toBe('at-risk');
    await company.rows('update request set due_on = received_on - 1');
    expect(await state(company)).toBe('broken');
    await decides(company, id, { outcome: 'acknowledge' });
    expect(await state(company)).toBe('kept');

    await decides(company, id, { outcome: 'answer', says: 'We looked.' });
    expect(await state(company)).toBe('kept');
    await forgets(company, "kind = 'told' and facts ->> 'template' = 'outcome'");
    expect(await state(company)).toBe('broken');
  }));
