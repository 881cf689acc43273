import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clearStaleLocks } from '../lock-files.ts';

let cluster: string;
beforeEach(() => {
  cluster = mkdtempSync(join(tmpdir(), 'kept-locks-'));
});
afterEach(() => rmSync(cluster, { recursive: true }));

const lock = () => join(cluster, 'postmaster.pid');

test('a lock file that a server has just made, and not written yet, is left to it', () => {
  writeFileSync(lock(), '');

  expect(clearStaleLocks(cluster)).toBe(true);
  expect(existsSync(lock())).toBe(true);
});

test('an empty lock file that nobody has written for seconds is removed', () => {
  writeFileSync(lock(), '');
  const before = Date.now() / 1000 - 10;
  utimesSync(lock(), before, before);

  expect(clearStaleLocks(cluster)).toBe(false);
  expect(existsSync(lock())).toBe(false);
});

test('the lock file of a process that is gone is removed at once', () => {
  // Beyond the largest number that Linux gives.
  writeFileSync(lock(), '4194305\n/data\n');

  expect(clearStaleLocks(cluster)).toBe(false);
  expect(existsSync(lock())).toBe(false);
});
