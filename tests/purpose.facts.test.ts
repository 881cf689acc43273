import { describe, expect, test } from 'vitest';
import { comesTo, meets, type Twin } from '../src/controls/index.ts';
import { address, companies, does, policy } from './company.ts';

/** What the policy asks each time a purpose is claimed, and what it forbids: as facts show it, by the version that stood then. */

const withCompany = companies('smartcomms');
const withOutserve = companies('outserve');
const withWebstraxt = companies('webstraxt');

const asks = (company: Twin, purpose: string, name: string, more: object = {}) =>
  does(company, '/api/decisions', { act: 'use', purpose, identity: address(name), ...more });

const gateOn = (company: Twin, purpose: string) => () =>
  company.stateOf('purpose.gate', `purposes.${purpose}`);

describe('conditions of a purpose', () => {
  test('a use under a contract is kept; the same with the contract gone by then is broken, in any later version too', () =>
    withCompany(async (company) => {
      const state = gateOn(company, 'fulfil-contracts');
      await does(company, '/api/events', { kind: 'customer-contract-started', identity: address('ada') });
      await asks(company, 'fulfil-contracts', 'ada');
      expect(await state()).toBe('kept');

      await company.rows(
        `update decision set facts = jsonb_set(facts, '{relationships,0,ended_on}', '"2026-11-23"')`,
      );
      expect(await state()).toBe('broken');

      // The next version of the policy asks for no contract: what was done under this one was wrong all the same.
      await company.editPolicy((files) => ({
        ...files,
        'policy.yaml': (files['policy.yaml'] ?? '')
          .replace('    only: { while: customer-contract }\n', '')
          .replace(
            '\nchanges:\n',
            '\nchanges:\n  announcements:\n    contract: { way: email, send: false, says: it concerns few, on: 2026-11-23, by: data-protection-officer }\n',
          ),
      }));
      expect(await state()).toBe('broken');
      await company.rows(`update decision set facts = facts #- '{relationships,0,ended_on}'`);
      expect(await state()).toBe('kept');
    }));

  test('a look that cites an open ticket is kept; citing none, a closed one or that of another is broken', () =>
    withCompany(async (company) => {
      const smartcomms = policy('smartcomms');
      const { purposes } = smartcomms;
      const state = gateOn(company, 'support');
      const claim = await meets(
        company,
        'ada',
        { name: 'support', declared: purposes.support ?? {} },
        smartcomms,
      );
      await asks(company, 'support', 'ada', claim);
      expect(await state()).toBe('kept');
      for (const edit of [
        `asked = asked - 'citing'`,
        `facts = facts - 'case'`,
        `facts = jsonb_set(facts, '{case,closed_at}', '"2026-11-22T10:00:00Z"')`,
        `facts = jsonb_set(facts, '{case,point}', '"account"')`,
      ]) {
        await company.rows('create table kept_aside as select * from decision');
        await company.rows(`update decision set ${edit}`);
        expect([edit, await state()]).toEqual([edit, 'broken']);
        await company.rows('delete from decision');
        await company.rows('insert into decision select * from kept_aside');
        await company.rows('drop table kept_aside');
      }
      expect(await state()).toBe('kept');
    }));

  test('a look by another role, by whoever does not work on the case, or after its review was due is broken', () =>
    withCompany(async (company) => {
      const smartcomms = policy('smartcomms');
      const { purposes } = smartcomms;
      await asks(company, 'provide-services', 'ada', { by: 'service-team' });
      expect(await gateOn(company, 'provide-services')()).toBe('kept');
      await company.rows(`update decision set asked = jsonb_set(asked, '{by}', '"sales"')`);
      expect(await gateOn(company, 'provide-services')()).toBe('broken');

      const state = gateOn(company, 'fraud-and-security');
      const claim = await meets(
        company,
        'ada',
        { name: 'fraud-and-security', declared: purposes['fraud-and-security'] ?? {} },
        smartcomms,
      );
      await asks(company, 'fraud-and-security', 'ada', claim);
      expect(await state()).toBe('kept');
      await company.rows(
        `update decision set asked = jsonb_set(asked, '{agent}', '"colleague-8"') where asked ? 'agent'`,
      );
      expect(await state()).toBe('broken');
      await company.rows(
        `update decision set asked = jsonb_set(asked, '{agent}', '"colleague-7"'),
           facts = jsonb_set(facts, '{case,opened_at}', '"2026-09-01T10:00:00Z"') where asked ? 'agent'`,
      );
      expect(await state()).toBe('broken');
    }));
});

test('a message by the way that people asked for is kept; one by another is broken', () =>
  withWebstraxt(async (company) => {
    const state = gateOn(company, 'answer-enquiries');
    await comesTo(company, 'ada', 'contact-form', policy('webstraxt'), { 'reach-me-by': 'By phone, please' });
    await asks(company, 'answer-enquiries', 'ada');
    const send = { act: 'send', channel: 'phone' };
    expect((await asks(company, 'answer-enquiries', 'ada', send)).verdict).toBe('allow');
    expect(await state()).toBe('kept');
    await company.rows(`update decision set channel = 'email' where act = 'send'`);
    expect(await state()).toBe('broken');
  }));

test('an amount up to what was agreed is kept; more than that, or none said, is broken', () =>
  withWebstraxt(async (company) => {
    const webstraxt = policy('webstraxt');
    const declared = webstraxt.purposes['direct-debit'] ?? {};
    const state = gateOn(company, 'direct-debit');
    const claim = await meets(company, 'ada', { name: 'direct-debit', declared }, webstraxt);
    expect((await asks(company, 'direct-debit', 'ada', claim)).verdict).toBe('allow');
    expect(await state()).toBe('kept');
    await company.rows(`update decision set asked = jsonb_set(asked, '{amount}', '120')`);
    expect(await state()).toBe('broken');
    await company.rows(`update decision set asked = asked - 'amount'`);
    expect(await state()).toBe('broken');
  }));

describe('what is forbidden without being named', () => {
  test('a use of what the register declares keeps it; one that it does not declare, let through, is broken', () =>
    withOutserve(async (company) => {
      const state = () => company.stateOf('purpose.gate', 'prohibitions.other-uses');
      expect(await state()).toBe('unproven');
      await asks(company, 'answer-enquiries', 'ada');
      expect(await state()).toBe('kept');
      await company.rows(`update decision set purpose = 'credit-scoring'`);
      expect(await state()).toBe('broken');
      await company.rows(
        `update decision set purpose = 'answer-enquiries', asked = jsonb_set(asked, '{data}', '["bank-details"]')`,
      );
      expect(await state()).toBe('broken');
    }));
});
