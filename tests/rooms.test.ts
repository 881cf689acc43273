import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions } from 'dependency-cruiser';
import { expect, test } from 'vitest';
import { roomRules } from './room-rules.ts';

const root = join(import.meta.dirname, '..');

async function violationsIn(baseDir: string): Promise<{ rules: string[]; modules: string[] }> {
  const options = {
    ...roomRules.options,
    ruleSet: { forbidden: roomRules.forbidden },
    validate: true,
    baseDir,
  } as unknown as ICruiseOptions;
  const { output } = await cruise(['src'], options);
  if (typeof output === 'string') throw new Error(output);
  return {
    rules: [...new Set(output.summary.violations.map((one) => one.rule.name))].sort(),
    modules: output.modules.map((module) => module.source),
  };
}

test('the rooms keep their order, and every file of the product was looked at', async () => {
  const seen = await violationsIn(root);

  expect(seen.rules).toEqual([]);
  const files = (await readdir(join(root, 'src'), { recursive: true }))
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => `src/${file}`);
  expect(files.length).toBeGreaterThan(150);
  expect(seen.modules).toEqual(expect.arrayContaining(files));
});

/** One planted violation of each rule: what a check that sees nothing would let through. */
const planted: Record<string, Record<string, string>> = {
  'direction-law': { 'src/law/a.ts': "import '../policy/index.ts';", 'src/policy/index.ts': 'export {};' },
  'direction-requests': {
    'src/requests/a.ts': "import '../retention/index.ts';",
    'src/retention/index.ts': 'export {};',
  },
  'direction-retention': {
    'src/retention/a.ts': "import '../gate/index.ts';",
    'src/gate/index.ts': 'export {};',
  },
  'front-door-only': {
    'src/gate/a.ts': "import '../people/person.ts';",
    'src/people/person.ts': 'export {};',
  },
  'rules-are-pure': { 'src/gate/a.rules.ts': "import 'node:fs';" },
  'no-cycles': { 'src/law/a.ts': "import './b.ts';", 'src/law/b.ts': "import './a.ts';" },
  'tests-are-not-imported': { 'src/law/a.ts': "import './tests/b.ts';", 'src/law/tests/b.ts': 'export {};' },
  'nothing-unresolved': { 'src/law/a.ts': "import './nowhere.ts';" },
};

test.each(Object.entries(planted))('a planted violation of %s is found', async (rule, files) => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-rooms-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }

    expect((await violationsIn(folder)).rules).toContain(rule);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
