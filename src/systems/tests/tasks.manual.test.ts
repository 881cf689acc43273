import { expect, test } from 'vitest';
import { loadPolicy } from '../../policy/index.ts';
import { filesOptionsOf, manualPlaceOf } from '../declared.ts';
import { manualConnector } from '../manual/connector.ts';
import { type ManualPlace, taskSays } from '../manual/task.rules.ts';

const CABINET: ManualPlace = {
  name: 'paper-files',
  says: 'the paper files in the office',
  who: 'office-manager',
  days: 7,
  evidence: 'statement',
};

test('a cabinet is gone to, and its keeper signs with how many it was', () => {
  expect(taskSays(CABINET, 'erase')).toBe(
    'Go to the paper files in the office, look by every name and address that the request gives, and destroy or delete all that is about this person. Then sign, with how many it was: none is an answer too.',
  );
  expect(taskSays({ ...CABINET, how: 'The key is at reception', evidence: 'document' }, 'read')).toMatch(
    /The key is at reception\. Then sign.* File the document that shows it/,
  );
});

test('a supplier is written to, and their answer is kept', () => {
  const supplier = { name: 'Shredders Ltd', contact: 'privacy@shredders.example' };

  expect(taskSays({ ...CABINET, supplier }, 'change')).toBe(
    'Write to Shredders Ltd (privacy@shredders.example), who runs the paper files in the office for us, and have them correct what the request says is wrong. Keep their answer: it is the evidence.',
  );
});

test('software claims nothing of a place that it can not reach', async () => {
  const connector = manualConnector(CABINET);

  expect(Object.values(connector.describe().can)).not.toContain(true);
  expect(connector.describe().byHand).toMatchObject({ who: 'office-manager', days: 7 });
  expect(await connector.apply([{ id: 's', act: 'delete', table: 't', key: ['id'], keys: [[1]] }])).toEqual([
    { id: 's', written: 0 },
  ]);
});

test('the policy says who does it, within how long, and where a folder is', () => {
  const loaded = loadPolicy(new URL('../../../examples/outserve', import.meta.url).pathname).policy;
  if (!loaded) throw new Error('the example does not load');
  const [name = ''] = Object.keys(loaded.systems).filter((one) => loaded.systems[one]?.kind === 'manual');
  const system = loaded.systems[name];
  if (!system) throw new Error('the example has no manual system');
  const byHand = { who: 'board', within: 'P5D', evidence: 'document' as const };
  const files = { folder: 'env:ARCHIVE', 'largest-megabytes': 2, mentions: 'ask' as const };
  const policy = {
    ...loaded,
    systems: { ...loaded.systems, [name]: { ...system, files, 'by-hand': byHand } },
  };

  expect(manualPlaceOf(loaded, name)).toMatchObject({ days: 14, evidence: 'statement' });
  expect(Object.keys(loaded.organisation.officers)).toContain(manualPlaceOf(loaded, name).who);
  expect(manualPlaceOf(policy, name)).toMatchObject({ who: 'board', days: 5, evidence: 'document' });
  expect(filesOptionsOf(policy, name, { at: '/policies/x', env: { ARCHIVE: 'archive' } })).toMatchObject({
    folder: '/policies/x/archive',
    largest: 2_000_000,
    byHand: { who: 'board', days: 5 },
  });
  expect(() => filesOptionsOf(policy, name, { at: '/policies/x', env: {} })).toThrow(/set that variable/);
});
