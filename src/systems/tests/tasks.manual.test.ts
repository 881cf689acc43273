import { expect, test } from 'vitest';
import { manualConnector } from '../manual/connector.ts';
import { type ManualPlace, manualTask, missingFromTask } from '../manual/task.rules.ts';

const CABINET: ManualPlace = {
  name: 'paper-files',
  says: 'the paper files in the office',
  who: 'office-manager',
  days: 7,
  evidence: 'statement',
};
const asked = {
  intent: 'erase',
  on: '2026-11-22',
  identities: [{ kind: 'email', value: 'jane@example.org' }],
} as const;

test('a cabinet gives its keeper a task with a day, and never a value of the person', () => {
  const task = manualTask(CABINET, asked);

  expect(task).toMatchObject({ who: 'office-manager', dueOn: '2026-11-29' });
  expect(task.says.join(' ')).toMatch(
    /^Go to the paper files in the office, and search by e-mail address\. Then destroy/,
  );
  expect(JSON.stringify(task)).not.toContain('jane');
  expect(manualTask(CABINET, { ...asked, answerBy: '2026-11-25' }).dueOn).toBe('2026-11-25');
});

test('a supplier is written to, and their answer is kept', () => {
  const task = manualTask(
    { ...CABINET, supplier: { name: 'Shredders Ltd', contact: 'privacy@shredders.example' } },
    { ...asked, intent: 'change', changes: [{ what: 'city', becomes: 'York' }] },
  );

  expect(task.says[0]).toBe(
    'Write to Shredders Ltd (privacy@shredders.example), who runs the paper files in the office for us, and search by e-mail address.',
  );
  expect(task.says[1]).toBe('Then correct what is wrong: city.');
  expect(task.evidence).toContain('document');
});

test('a task is closed by whom it names, with how many and what was found', () => {
  const task = manualTask(CABINET, asked);
  const done = { by: 'office-manager', on: '2026-11-24', count: 0, note: 'nothing found' } as const;

  expect(missingFromTask(task, done)).toEqual([]);
  expect(missingFromTask(task, { ...done, by: 'intern' })).toEqual(['who-and-when']);
  expect(missingFromTask(task, { ...done, count: null, note: '' })).toEqual(['how-many', 'what-was-found']);
});

test('software claims nothing of a place that it can not reach', async () => {
  const connector = manualConnector(CABINET);

  expect(Object.values(connector.describe().can)).not.toContain(true);
  expect(connector.describe().byHand).toEqual({ who: 'office-manager', days: 7 });
  expect(await connector.apply([{ id: 's', act: 'delete', table: 't', key: ['id'], keys: [[1]] }])).toEqual([
    { id: 's', written: 0 },
  ]);
});
