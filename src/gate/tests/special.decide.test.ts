import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Day } from '../../base/index.ts';
import { loadPolicy } from '../../policy/index.ts';
import { type Act, decide, type Facts, NO_FACTS } from '../index.ts';

const { policy } = loadPolicy(join(import.meta.dirname, '../../../tests/mutations/staff-data-policy'));
if (!policy) throw new Error('the policy of these tests has errors');

const PERSON = '0191d0a0-0000-7000-8000-000000000001';
const act = (more: Partial<Act>): Act => ({
  act: 'use',
  purpose: 'look-after-staff',
  channel: '',
  personId: PERSON,
  recipient: '',
  data: ['sick-notes'],
  country: '',
  ...more,
});
const worked = (ended_on: Day | null): Pick<Facts, 'relationships'> => ({
  relationships: [{ kind: 'employment', began_on: '2026-01-01', ended_on }],
});

const codeOf = (more: Partial<Act>, facts: Partial<Facts> = {}, today: Day = '2026-11-23') =>
  decide(policy, act(more), { ...NO_FACTS, ...facts }, { today, now: `${today}T10:00:00.000Z` }).code;

test.each([
  ['of somebody who works here', {}, worked(null), 'use.declared'],
  [
    'of somebody who worked here: what is held may still be looked at',
    {},
    worked('2026-11-01'),
    'use.declared',
  ],
  ['of somebody who never did', {}, {}, 'use.special-other-people'],
  ['of nobody in particular', { personId: null }, {}, 'use.declared'],
  ['of other data of the same purpose', { data: ['contact-details'] }, {}, 'use.declared'],
  ['of all that the purpose may use, where nothing is named', { data: [] }, {}, 'use.special-other-people'],
] as const)('a use %s', (_, more, facts, code) => {
  expect(
    codeOf({ ...more, data: [...((more as Partial<Act>).data ?? ['sick-notes'])] }, facts as Partial<Facts>),
  ).toBe(code);
});

test.each([
  ['of somebody who works here', worked(null), 'collect.declared'],
  ['of somebody who has left', worked('2026-11-01'), 'collect.special-other-people'],
  ['of nobody whom we know', {}, 'collect.special-other-people'],
] as const)('a sick note %s at its point', (_, facts, code) => {
  expect(
    codeOf({ act: 'collect', collection: 'sick-note', people: ['joiner'] }, facts as Partial<Facts>),
  ).toBe(code);
});

test('the day after the review of the policy document nothing special is used any more', () => {
  expect(codeOf({}, worked(null), '2030-01-10')).toBe('use.declared');
  expect(codeOf({}, worked(null), '2030-01-11')).toBe('use.special-condition');
});

test.each([
  ['software, against somebody', { result: 'negative' }, 'decide.prohibited'],
  ['another role', { result: 'negative', by: 'manager', reasons: 'note-1' }, 'decide.other-role'],
  ['the owner, without reasons', { result: 'negative', by: 'owner' }, 'decide.no-reasons'],
  ['the owner, with reasons', { result: 'negative', by: 'owner', reasons: 'note-1' }, 'decide.by-person'],
] as const)('a decision by %s', (_, more, code) => {
  expect(codeOf({ act: 'decide', decision: 'credit', data: [], ...more })).toBe(code);
});

test('access to work is given to whoever has read what is read first', () => {
  expect(codeOf({ act: 'access', worker: true })).toBe('access.unread');
  expect(codeOf({ act: 'access', worker: true }, { read: ['house-rules'] })).toBe('access.read');
  expect(codeOf({ act: 'access', worker: true, personId: null }, { read: ['house-rules'] })).toBe(
    'access.nobody',
  );
});
