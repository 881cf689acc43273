import { describe, expect, test } from 'vitest';
import type { Twin } from '../src/controls/index.ts';
import { address, companies, does, fillsIn, OPENS } from './company.ts';

const withCompany = companies('staff-data-policy');

const notice = async (company: Twin) => String((await company.call('GET', '/readyz')).json.policy);

const employed = (company: Twin, name: string) =>
  does(company, '/api/events', { kind: 'employment-started', identity: address(name) });

const sickNote = async (company: Twin, name: string) =>
  does(company, '/api/collection/sick-note', {
    notice: await notice(company),
    fields: { email: address(name).value, 'sick-note': 'unfit until Friday', 'told-on': OPENS },
  });

describe('hr.special', () => {
  const state = (company: Twin, path = 'data.sick-notes') => company.stateOf('hr.special', path);

  test('a sick note is kept of somebody who works here, and broken once nothing says that they do', () =>
    withCompany(async (company) => {
      expect(await state(company)).toBe('unproven');
      await employed(company, 'anna');
      await sickNote(company, 'anna');
      expect(await state(company)).toBe('kept');
      expect(await state(company, 'retention.sick-notes')).toBe('kept');

      await company.rows('delete from relationship');
      expect(await state(company)).toBe('broken');
    }));

  test('a look for something that it is not held for breaks the promise, if the gate had let it through', () =>
    withCompany(async (company) => {
      await employed(company, 'ben');
      const asked = { act: 'access', data: ['sick-notes'], identity: address('ben') };
      await company.call('POST', '/api/decisions', { ...asked, purpose: 'run-the-shop' });
      expect(await state(company, 'purposes.look-after-staff')).toBe('kept');

      await company.rows("update decision set verdict = 'allow'");
      expect(await state(company, 'purposes.look-after-staff')).toBe('broken');
    }));

  test('the policy document is a worry a month before its review, and what is held is broken after it', () =>
    withCompany(async (company) => {
      await employed(company, 'cara');
      await sickNote(company, 'cara');
      const reviewed = (on: string) =>
        company.editPolicy((files) => ({
          ...files,
          'assessments/staff-health.md': (files['assessments/staff-health.md'] ?? '').replace(
            /^review: .*$/m,
            `review: ${on}`,
          ),
        }));
      await reviewed('2026-12-10');
      expect(await state(company)).toBe('at-risk');
      await reviewed('2026-11-20');
      expect(await state(company)).toBe('broken');
    }));

  test('a passage about an illness that is kept of a client breaks the promise that none is', () =>
    withCompany(async (company) => {
      const path = 'prohibitions.illness-of-clients';
      expect(await state(company, path)).toBe('unproven');
      const brief = 'A low sink. I was diagnosed with arthritis. In oak, please.';
      await fillsIn(company, 'commission-form', { name: 'Dora', email: address('dora').value, brief });
      expect(await state(company, path)).toBe('kept');

      await employed(company, 'dora');
      await sickNote(company, 'dora');
      await company.rows("update record set point = 'commission-form'");
      expect(await state(company, path)).toBe('broken');
    }));
});

describe('adm.none', () => {
  test.each([
    ['decide', 'prohibitions.no-machine-decides'],
    ['profile', 'prohibitions.no-profiles'],
  ])('to %s is kept once it was refused, and broken once it was not', (act, path) =>
    withCompany(async (company) => {
      const state = () => company.stateOf('adm.none', path);
      expect(await state()).toBe('unproven');
      await company.call('POST', '/api/decisions', { act, purpose: 'make-things', decision: 'who-buys' });
      expect(await state()).toBe('kept');
      await company.rows("update decision set verdict = 'allow'");
      expect(await state()).toBe('broken');
      await company.rows('delete from decision');
      expect(await state()).toBe('unproven');
    }),
  );
});

describe('evidence.ledger', () => {
  const state = (company: Twin) => company.stateOf('evidence.ledger', 'safeguards.ledger');

  test('an entry that waits is a worry after ten minutes and broken after a day; with nothing written nothing is shown', () =>
    withCompany(async (company) => {
      await company.work();
      expect(await state(company)).toBe('kept');
      await does(company, '/api/people', { identities: [address('eve')] });
      expect(await state(company)).toBe('kept');
      const waits = (time: string) =>
        company.rows('update evidence_entry set at = $1::timestamptz - $2::interval where leaf is null', [
          company.now(),
          time,
        ]);
      await waits('11 minutes');
      expect(await state(company)).toBe('at-risk');
      await waits('25 hours');
      expect(await state(company)).toBe('broken');

      for (const table of ['entry', 'tile', 'checkpoint', 'about'])
        await company.rows(`delete from evidence_${table}`);
      expect(await state(company)).toBe('unproven');
    }));

  test.each([
    ['an entry says something else', "update evidence_entry set kind = 'other.kind' where leaf = 0"],
    ['an entry is gone', 'delete from evidence_entry where leaf = 0'],
    ['a checkpoint is gone', 'delete from evidence_checkpoint'],
    ['a part of the tree is gone', 'delete from evidence_tile'],
    [
      'a part of the tree is another',
      'update evidence_tile set hashes = set_byte(hashes, 0, (get_byte(hashes, 0) + 1) % 256)',
    ],
  ])('it is broken when %s', (_, sql) =>
    withCompany(async (company) => {
      await company.work();
      await company.rows(sql);
      expect(await state(company)).toBe('broken');
    }),
  );
});

describe('hr.map', () => {
  const staffFile = async (company: Twin, more: Record<string, string> = {}) =>
    does(company, '/api/collection/staff-file', {
      notice: await notice(company),
      fields: { name: 'Finn', email: address('finn').value, 'tax-code': '1257L', ...more },
    });

  test('a staff file is kept while each of its fields serves a duty, and broken once one came in that serves none', () =>
    withCompany(async (company) => {
      const state = () => company.stateOf('hr.map', 'purposes.pay-joiners');
      expect(await state()).toBe('unproven');
      await staffFile(company);
      expect(await state()).toBe('kept');
      expect(await company.stateOf('hr.map', 'data.tax')).toBe('kept');
      await company.rows(
        `update evidence_entry set body = replace(body, '"tax-code"', '"hobbies"') where kind = 'collection.received'`,
      );
      expect(await state()).toBe('broken');
    }));

  test('whoever was named for an emergency is owed word, and it is broken once nobody is', () =>
    withCompany(async (company) => {
      const state = () => company.stateOf('hr.map', 'collection.family-card');
      await does(company, '/api/collection/family-card', {
        notice: await notice(company),
        fields: { 'family-name': 'Greta', 'family-phone': '01632 960321' },
        source: { who: 'the joiner who named you' },
      });
      expect(await state()).toBe('kept');
      await company.rows('delete from told_duty');
      expect(await state()).toBe('broken');
    }));

  test('payroll is kept with what it is listed for, and broken with anything else', () =>
    withCompany(async (company) => {
      const state = () => company.stateOf('hr.map', 'recipients.payroll');
      expect(await state()).toBe('unproven');
      const handed = { recipient: 'payroll', purpose: 'pay-joiners', data: ['pay'], people: 3 };
      await does(company, '/api/disclosures', handed);
      expect(await state()).toBe('kept');
      await company.rows("update disclosure set data = array['pay', 'skills']");
      expect(await state()).toBe('broken');
    }));
});

describe('adm.human', () => {
  const state = (company: Twin) => company.stateOf('adm.human', 'decisions.credit');

  test('a no of the owner with reasons is kept, and broken once nothing says who decided', () =>
    withCompany(async (company) => {
      expect(await state(company)).toBe('unproven');
      const asked = {
        act: 'decide',
        decision: 'credit',
        result: 'negative',
        by: 'owner',
        reasons: 'note-12',
      };
      await does(company, '/api/decisions', { ...asked, purpose: 'make-things', identity: address('hugo') });
      expect(await state(company)).toBe('kept');
      await company.rows("update decision set asked = asked - 'by'");
      expect(await state(company)).toBe('broken');
    }));

  test('a review by a person is a worry a week before its day, and broken after it', () =>
    withCompany(async (company) => {
      const identity = address('ida');
      await does(company, '/api/requests', { kind: 'human-review', route: 'phone', identity });
      expect(await state(company)).toBe('kept');
      const due = (on: string) => company.rows('update request set due_on = $1', [on]);
      await due('2026-11-30');
      expect(await state(company)).toBe('at-risk');
      await due('2026-11-22');
      expect(await state(company)).toBe('broken');
    }));
});

describe('hr.onboard', () => {
  const state = (company: Twin) => company.stateOf('hr.onboard', 'messages.house-rules');

  test('somebody who was hired and has not begun is no breach; who begins without having read is one', () =>
    withCompany(async (company) => {
      expect(await state(company)).toBe('unproven');
      await does(company, '/api/events', { kind: 'hired', identity: address('jan') });
      expect(await state(company)).toBe('kept');
      await employed(company, 'jan');
      expect(await state(company)).toBe('broken');
    }));

  test('a confirmation is kept, and broken once it is taken away', () =>
    withCompany(async (company) => {
      await does(company, '/api/events', { kind: 'hired', identity: address('kim') });
      const message = {
        message: 'house-rules',
        identity: address('kim'),
        subject: 'Rules',
        text: 'Read them.',
      };
      await does(company, '/api/messages', message);
      await company.work();
      const [mail] = await company.mails();
      await company.submitForm(/(\/read\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '', {});
      await employed(company, 'kim');
      expect(await state(company)).toBe('kept');
      await company.rows("update message_duty set evidence = 'mail:1'");
      expect(await state(company)).toBe('broken');
    }));
});
