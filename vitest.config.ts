import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/tests/*.test.ts', 'src/**/tests/*.test.tsx', 'tests/*.test.ts'],
    // Two at once: the machine of our CI has two cores, and every file may start processes of its own.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
