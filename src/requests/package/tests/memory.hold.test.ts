import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const DEEP = process.env.KEPT_DEEP === '1';
/** Left to itself V8 lets the space for new objects grow to a hundred megabytes in any process that works for long. */
const YOUNG = '--max-semi-space-size=4';
const SCRIPT = fileURLToPath(new URL('./large-person.ts', import.meta.url));

test('a person of very many rows takes less than 100 MB of memory beyond what the process takes anyway', {
  timeout: 120_000,
}, async () => {
  const rows = DEEP ? 1_000_000 : 200_000;
  const { stdout } = await promisify(execFile)(process.execPath, [YOUNG, SCRIPT, String(rows)]);
  const { bytes, before, most } = JSON.parse(stdout) as { bytes: number; before: number; most: number };

  expect(bytes).toBeGreaterThan(rows * 4);
  expect(most - before).toBeLessThan(100);
});
