import { expect, test } from 'vitest';
import { addDays } from '../src/base/index.ts';
import type { Twin } from '../src/controls/index.ts';
import { address, companies, does, OPENS } from './company.ts';

const withCompany = companies('retcon-policy');
const PATH = 'processing.address-books';

async function comesIn(company: Twin, who: string): Promise<void> {
  const { json } = await company.call('GET', '/readyz');
  await does(company, '/api/collection/address-entry', {
    fields: { entry: who, email: address(who).value },
    notice: json.policy,
    consents: [],
  });
}

const happens = (company: Twin, kind: string, who: string) =>
  does(company, '/api/events', { kind, identity: address(who) });

/** As a clock that the worker never saw would: everything is so many days older. */
async function ages(company: Twin, days: number): Promise<void> {
  await company.rows(`update record set stored_at = stored_at - $1 * interval '1 day'`, [days]);
  await company.rows('update relationship set began_on = began_on - $1::int, ended_on = ended_on - $1::int', [
    days,
  ]);
}

test('ret.processor: nothing held, kept while the service runs, at risk near its last day, broken past it, and a hold explains it', () =>
  withCompany(async (company) => {
    const state = () => company.stateOf('ret.processor', PATH);
    expect(await state()).toBe('unproven');
    await comesIn(company, 'held-a');
    await happens(company, 'address-service-started', 'held-a');
    expect(await state()).toBe('kept');
    await company.travelTo(addDays(OPENS, 1));
    await happens(company, 'address-service-ended', 'held-a');
    await company.travelTo(addDays(OPENS, 2));
    expect(await state()).toBe('kept');
    await ages(company, 25);
    expect(await state()).toBe('at-risk');
    await ages(company, 10);
    expect(await state()).toBe('broken');

    await does(company, '/api/retention/holds', {
      kind: 'legal-claim',
      because: 'the client has a claim',
      owner: 'manager',
      reviewOn: addDays(OPENS, 90),
      identities: [address('held-a')],
      client: { toldOn: company.today(), how: 'by letter' },
    });
    await company.rows(
      `insert into retention_kept (person_id, id, rule, kind, reference, until, seen_at)
       select r.person_id, r.id, 'address-books', 'hold', h.id::text, null, now() from record r, retention_hold h`,
    );
    expect(await state()).not.toBe('broken');
    await company.rows('update retention_hold set lifted_at = now()');
    expect(await state()).toBe('broken');
    await company.rows('delete from record');
    expect(await state()).toBe('unproven');
  }));

test('ret.hold: what is a client’s is held only for the promised reason and when the client was told, or the promise is broken', () =>
  withCompany(async (company) => {
    const state = () => company.stateOf('ret.hold', 'retention.address-books');
    await comesIn(company, 'held-a');
    expect(await state()).toBe('unproven');
    await does(company, '/api/retention/holds', {
      kind: 'legal-claim',
      because: 'the client has a claim',
      owner: 'manager',
      reviewOn: addDays(OPENS, 90),
      identities: [address('held-a')],
      client: { toldOn: company.today(), how: 'by letter' },
    });
    expect(await state()).toBe('kept');

    await company.rows("update retention_hold set kind = 'safety'");
    expect(await state()).toBe('broken');
    await company.rows("update retention_hold set kind = 'legal-claim', client_told_on = null");
    expect(await state()).toBe('broken');
    await company.rows('delete from retention_hold');
    expect(await state()).toBe('unproven');
  }));
