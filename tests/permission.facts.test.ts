import { describe, expect, test } from 'vitest';
import type { Twin } from '../src/controls/index.ts';
import { address, companies, does, fillsIn } from './company.ts';

const withCompany = companies('permission-policy');

const asks = (company: Twin, act: string, purpose: string, name: string, more: object = {}) =>
  does(company, '/api/decisions', { act, purpose, identity: address(name), ...more });

const saysYes = (company: Twin, name: string, purpose: string, more: object = {}) =>
  does(company, '/api/permissions', {
    identity: address(name),
    purpose,
    state: 'granted',
    wording: 'question-2026',
    source: 'shop',
    ...more,
  });

describe('purposes', () => {
  test('a use is kept; the same use of data that is not declared, or by no register, is broken', () =>
    withCompany(async (company) => {
      const gate = () => company.stateOf('purpose.gate', 'purposes.kiln-hire');
      const register = () => company.stateOf('purpose.register', 'purposes.kiln-hire');
      expect([await gate(), await register()]).toEqual(['unproven', 'unproven']);
      await asks(company, 'use', 'kiln-hire', 'ada', { data: ['kiln-log'] });
      expect([await gate(), await register()]).toEqual(['kept', 'kept']);

      await company.rows(`update decision set asked = jsonb_set(asked, '{data}', '["orders"]')`);
      expect(await gate()).toBe('broken');
      await company.rows(`update decision set policy = repeat('0', 64)`);
      expect(await register()).toBe('broken');
      await company.rows('delete from decision');
      expect([await gate(), await register()]).toEqual(['unproven', 'unproven']);
    }));

  test('a use without its yes is broken, and so is one of what people were not told of, or of what is forbidden', () =>
    withCompany(async (company) => {
      await saysYes(company, 'ada', 'wedding-lists');
      await asks(company, 'use', 'wedding-lists', 'ada');
      expect(await company.stateOf('purpose.gate', 'purposes.wedding-lists')).toBe('kept');
      await company.rows(`update decision set facts = facts - 'spoken'`);
      expect(await company.stateOf('purpose.gate', 'purposes.wedding-lists')).toBe('broken');

      await asks(company, 'use', 'answer-enquiries', 'ada', { collection: 'contact-form' });
      expect(await company.stateOf('purpose.gate', 'collection.contact-form')).toBe('kept');
      await company.rows(`update decision set purpose = 'kiln-hire' where asked ? 'collection'`);
      expect(await company.stateOf('purpose.gate', 'collection.contact-form')).toBe('broken');

      const forbidden = () => company.stateOf('purpose.gate', 'prohibitions.kiln-log-elsewhere');
      expect(await forbidden()).toBe('kept');
      await company.rows(
        `update decision set purpose = 'answer-enquiries', asked = '{"data": ["kiln-log"]}' where asked ? 'collection'`,
      );
      expect(await forbidden()).toBe('broken');
    }));

  test('an interest whose test is out of date by the facts is broken; one near its review is at risk', () =>
    withCompany(async (company) => {
      const state = () => company.stateOf('basis.lia', 'purposes.improve-glazes');
      expect(await state()).toBe('unproven');
      await asks(company, 'use', 'improve-glazes', 'ada');
      expect(await state()).toBe('kept');

      await company.rows(`update decision set decided_at = '2026-01-05'`);
      expect(await state()).toBe('broken');
      await company.editPolicy((files) => ({ ...files, 'notice.md': `${files['notice.md']}\nThank you.\n` }));
      expect(await state()).toBe('broken');
      await company.rows('delete from decision');
      await company.travelTo('2029-12-20');
      expect(await state()).toBe('at-risk');
    }));
});

describe('a yes', () => {
  test('without its words, or without its entry in the ledger, it is broken; taken for something else too', () =>
    withCompany(async (company) => {
      const ledger = () => company.stateOf('consent.ledger', 'purposes.wedding-lists');
      const quality = () => company.stateOf('consent.quality', 'prohibitions.deemed-consent');
      expect([await ledger(), await quality()]).toEqual(['unproven', 'unproven']);
      await saysYes(company, 'ada', 'wedding-lists');
      expect([await ledger(), await quality()]).toEqual(['kept', 'kept']);

      await company.rows('update permission set wording = null');
      expect(await ledger()).toBe('broken');
      await company.rows(`update permission set wording = 'question-2026'`);
      await company.rows(`delete from evidence_entry where kind = 'permission.granted'`);
      expect(await ledger()).toBe('broken');
      await company.rows(`update permission set source = 'merge'`);
      expect(await ledger()).toBe('broken');
      await company.rows(`update permission set source = 'unmerge'`);
      expect(await ledger()).toBe('broken');
      await company.rows(`update permission set source = 'continued-use'`);
      expect(await quality()).toBe('broken');
      await company.rows('delete from permission');
      expect([await ledger(), await quality()]).toEqual(['unproven', 'unproven']);
    }));

  test('what a merge carries over, and its undoing, needs no entry of its own; what only says that it came by one does', () =>
    withCompany(async (company) => {
      const ledger = () => company.stateOf('consent.ledger', 'purposes.wedding-lists');
      const no = { state: 'withdrawn', wording: null };
      await saysYes(company, 'ada', 'wedding-lists');
      await saysYes(company, 'bo', 'wedding-lists', no);
      const [ada, bo] = await company.rows<{ id: string }>(
        `select person_id as id from permission order by state`,
      );
      await does(company, `/api/people/${ada?.id}/merge`, { with: bo?.id });
      expect(await company.rows(`select source from permission where source = 'merge'`)).toHaveLength(1);
      expect(await ledger()).toBe('kept');
      await company.travelTo('2026-11-24');
      await saysYes(company, 'ada', 'wedding-lists', no);
      await does(company, `/api/people/${ada?.id}/unmerge`, { with: bo?.id });
      expect(await ledger()).toBe('kept');
      expect(await company.rows(`select source from permission where source = 'unmerge'`)).toHaveLength(1);

      await company.rows(`update person_merge set moved = moved || '{"said": []}'`);
      await company.rows(`update permission set source = 'merge' where source = 'unmerge'`);
      expect(await ledger()).toBe('broken');
    }));

  test('where nobody has said one, what is never taken for one is told so', () =>
    withCompany(async (company) => {
      const { text } = await company.call('GET', '/api/board');
      expect(text).toContain('Nobody has said yes to anything yet, so nothing was taken for a yes.');
    }));

  test('the form’s yes is in its ledger', () =>
    withCompany(async (company) => {
      await fillsIn(company, 'contact-form', { name: 'Ada', email: 'ada@people.example' });
      expect(await company.stateOf('consent.ledger', 'collection.contact-form')).toBe('unproven');
      await saysYes(company, 'ada', 'news');
      expect(await company.stateOf('consent.ledger', 'collection.contact-form')).toBe('kept');
    }));

  test('a look into a session that nobody opened is broken; so is a profile of somebody who never agreed', () =>
    withCompany(async (company) => {
      const session = () => company.stateOf('consent.session', 'collection.kiln-visit');
      await does(company, '/api/preferences', {
        identity: address('ada'),
        kind: 'session',
        about: 'kiln-visit',
        value: new Date(Date.parse(company.now()) + 60_000).toISOString(),
        source: 'session',
      });
      expect(await session()).toBe('unproven');
      await asks(company, 'access', 'kiln-hire', 'ada', { collection: 'kiln-visit' });
      expect(await session()).toBe('kept');
      await company.rows(`delete from preference where kind = 'session'`);
      expect(await session()).toBe('broken');

      const profile = () => company.stateOf('profiling.consent', 'purposes.taste');
      expect(await profile()).toBe('unproven');
      await saysYes(company, 'ada', 'taste');
      await asks(company, 'profile', 'taste', 'ada');
      expect(await profile()).toBe('kept');
      await company.rows(`update decision set facts = facts - 'spoken' where act = 'profile'`);
      expect(await profile()).toBe('broken');
    }));
});

test('a training that was not allowed, of data that is not for it, unwritten or not reviewed in time, is broken', () =>
  withCompany(async (company) => {
    const state = () => company.stateOf('analysis.ml', 'purposes.glaze-model');
    expect(await state()).toBe('unproven');
    await does(company, '/api/trainings', {
      purpose: 'glaze-model',
      data: ['orders'],
      about: ['ada', 'bea', 'cyd'].map(address),
      output: 'no-decisions',
      reviewer: 'manager',
      reviewOn: '2027-03-01',
    });
    expect(await state()).toBe('kept');

    await company.rows(`update training set review_on = '2026-11-30'`);
    expect(await state()).toBe('at-risk');
    await company.rows(`update training set review_on = '2026-11-22'`);
    expect(await state()).toBe('broken');
    await company.rows(`update training set reviewed_at = stated_at`);
    expect(await state()).toBe('kept');
    await company.rows(`update training set stated = jsonb_set(stated, '{data}', '["kiln-log"]')`);
    expect(await state()).toBe('broken');
    await company.editPolicy((files) => ({ ...files, 'notice.md': `${files['notice.md']}\nThank you.\n` }));
    expect(await state()).toBe('broken');
    await company.rows(`update training set stated = jsonb_set(stated, '{data}', '["class-notes"]')`);
    expect(await state()).toBe('broken');
    await company.rows(
      `update training set stated = stated || '{"data": ["orders"]}', verdict = 'deny', begun_at = stated_at`,
    );
    expect(await state()).toBe('broken');
    await company.rows('update training set begun_at = null');
    expect(await state()).toBe('kept');
    await company.rows(`delete from evidence_entry where kind = 'training.stated'`);
    expect(await state()).toBe('broken');
    await company.rows('delete from training');
    expect(await state()).toBe('unproven');
  }));

test('what a model may be trained on: each way of not being allowed has its code', () =>
  withCompany(async (company) => {
    const said = {
      purpose: 'glaze-model',
      data: ['orders'],
      about: ['ada', 'bea', 'cyd'].map(address),
      output: 'no-decisions',
      reviewer: 'manager',
      reviewOn: '2026-11-23',
    };
    const instructions = [{ processing: 'classes', evidence: 'letter 4711' }];
    const deciding = { output: 'decisions-about-people', decision: 'kiln-turn' };
    const expected: [object, number, string][] = [
      [{}, 201, 'train.declared'],
      [{ purpose: 'constructor' }, 403, 'use.undeclared-purpose'],
      [{ purpose: 'improve-glazes' }, 403, 'train.other-purpose'],
      [{ data: ['orders', 'contact-details'] }, 403, 'use.undeclared-data'],
      [{ data: ['kiln-log'] }, 403, 'use.prohibited'],
      [{ people: ['enquirer'] }, 403, 'use.undeclared-people'],
      [{ data: ['class-notes'] }, 403, 'train.no-instruction'],
      [{ data: ['class-notes', 'orders'], instructions }, 201, 'train.declared'],
      [{ data: ['kiln-log'], instructions }, 403, 'use.prohibited'],
      [{ about: ['ada', 'bea', 'ADA'].map(address) }, 403, 'train.group-too-small'],
      [{ reviewer: 'anybody' }, 403, 'train.no-reviewer'],
      [{ reviewOn: '2026-11-22' }, 403, 'train.review-day'],
      [{ reviewOn: '2027-11-24' }, 403, 'train.review-day'],
      [{ output: 'decisions-about-people' }, 403, 'decide.undeclared'],
      [{ ...deciding, reviewer: 'anybody' }, 403, 'train.no-reviewer'],
      [deciding, 201, 'train.declared'],
    ];
    for (const [other, status, code] of expected) {
      const answer = await company.call('POST', '/api/trainings', { ...said, ...other });
      expect([other, answer.status, answer.json.code]).toEqual([other, status, code]);
    }
    const [{ uses } = { uses: -1 }] = await company.rows<{ uses: number }>(
      `select count(*)::int as uses from decision where purpose = 'glaze-model' and verdict = 'allow'`,
    );
    expect(uses).toBe(9);
  }));

test('figures about too few, and messages by a channel that is not declared, are broken', () =>
  withCompany(async (company) => {
    const figures = () => company.stateOf('analysis.aggregate', 'purposes.improve-glazes');
    expect(await figures()).toBe('unproven');
    await does(company, '/api/results', {
      of: { purpose: 'improve-glazes' },
      cells: [{ group: 'blue glaze', people: 7, figures: {} }],
    });
    expect(await figures()).toBe('kept');
    await company.rows(
      `update evidence_entry set body = jsonb_set(body::jsonb, '{smallest}', '4')::text where kind = 'results.released'`,
    );
    expect(await figures()).toBe('broken');

    const channels = () => company.stateOf('mkt.channels', 'purposes.offers');
    expect(await channels()).toBe('unproven');
    await saysYes(company, 'ada', 'offers', { channel: 'post' });
    await asks(company, 'send', 'offers', 'ada', { channel: 'post' });
    expect(await channels()).toBe('kept');
    await company.rows(`update decision set channel = 'digital' where act = 'send'`);
    expect(await channels()).toBe('broken');
    await company.rows(`update decision set channel = 'phone', code = 'send.call' where act = 'send'`);
    expect(await channels()).toBe('broken');
  }));
