import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkPolicy } from '../check/index.ts';
import { loadPolicy, parsePolicy } from '../index.ts';
import { policyOf, SOUND, TODAY } from './sound-policy.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-policy-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, content: string | Uint8Array): void => {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), content);
};
const writeSound = (): void => {
  for (const [file, text] of Object.entries(SOUND)) write(file, text);
};
const rules = (): string[] => loadPolicy(folder).findings.map((one) => `${one.rule} ${one.file}`);

/** Milliseconds that something takes. */
function timed(act: () => void): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

describe('a policy folder that means harm', () => {
  it('loads when nothing is wrong with it, so that the rest of these tests can fail', () => {
    writeSound();
    expect(loadPolicy(folder)).toMatchObject({ findings: [], policy: { kept: 1 } });
  });

  it('cannot make us expand a billion laughs', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let at = 1; at < 12; at++) {
      const [name, before] = [String.fromCharCode(97 + at), String.fromCharCode(96 + at)];
      bomb.push(
        `${name}: &${name} [*${before}, *${before}, *${before}, *${before}, *${before}, *${before}, *${before}, *${before}, *${before}]`,
      );
    }
    write('policy.yaml', bomb.join('\n'));
    expect(timed(() => expect(rules()).toContain('language-yaml policy.yaml'))).toBeLessThan(2_000);
  });

  it('cannot make us follow an alias in a circle', () => {
    write('policy.yaml', 'kept: 1\norganisation: &loop\n  name: *loop\n');
    expect(timed(() => expect(loadPolicy(folder).policy).toBeNull())).toBeLessThan(2_000);
    write('policy.yaml', '&loop [*loop]');
    expect(timed(() => expect(loadPolicy(folder).policy).toBeNull())).toBeLessThan(2_000);
  });

  it('cannot make us read ten megabytes', () => {
    writeSound();
    write('notice.md', 'x'.repeat(10 * 1024 * 1024));
    expect(timed(() => expect(rules()).toEqual(['language-unreadable notice.md']))).toBeLessThan(1_000);
  });

  it('cannot make us nest for ever, in YAML or in Markdown', () => {
    write('policy.yaml', `${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    expect(timed(() => expect(loadPolicy(folder).policy).toBeNull())).toBeLessThan(5_000);
    writeSound();
    write('policy.yaml', Array.from({ length: 60 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'));
    expect(loadPolicy(folder).findings[0]?.message).toMatch(/deeper than/);
    write('policy.yaml', SOUND['policy.yaml'] ?? '');
    write('notice.md', `${'> '.repeat(3_000)}deep\n\n${'*'.repeat(3_000)}a`);
    const { policy } = loadPolicy(folder);
    expect(policy).not.toBeNull();
    if (policy) expect(() => checkPolicy(policy, { on: TODAY })).not.toThrow();
  });

  it('cannot lead us out of the folder by a link', () => {
    writeSound();
    const outside = mkdtempSync(join(tmpdir(), 'kept-outside-'));
    writeFileSync(join(outside, 'secret.yaml'), 'says: a secret\nkind: hosted\n');
    symlinkSync(join(outside, 'secret.yaml'), join(folder, 'systems/leak.yaml'));
    const { findings } = loadPolicy(folder);
    expect(findings.map((one) => one.file)).toEqual(['systems/leak.yaml']);
    expect(JSON.stringify(findings)).not.toContain('a secret');
    rmSync(outside, { recursive: true });
  });

  it('says so of a link that leads nowhere and of a folder where a file should be', () => {
    writeSound();
    symlinkSync(join(folder, 'nothing.yaml'), join(folder, 'systems/gone.yaml'));
    mkdirSync(join(folder, 'wording/odd.md'), { recursive: true });
    expect(rules()).toEqual(['language-unreadable systems/gone.yaml', 'language-unreadable wording/odd.md']);
  });

  it('is told which file is not UTF-8', () => {
    writeSound();
    write('policy.yaml', Buffer.from([0xff, 0xfe, 0x6b, 0x00]));
    expect(rules()).toContain('language-unreadable policy.yaml');
    write('policy.yaml', Buffer.from('kept: 1\norganisation:\n  name: Caf\xe9', 'latin1'));
    expect(rules()).toContain('language-unreadable policy.yaml');
  });

  it('reads a file that begins with a byte-order mark or ends its lines as Windows does', () => {
    writeSound();
    write('policy.yaml', `\ufeff${(SOUND['policy.yaml'] ?? '').replaceAll('\n', '\r\n')}`);
    write('notice.md', (SOUND['notice.md'] ?? '').replaceAll('\n', '\r\n'));
    const { policy, findings } = loadPolicy(folder);
    expect(findings).toEqual([]);
    if (policy) expect(checkPolicy(policy, { on: TODAY })).toEqual([]);
  });

  it('cannot say a thing twice and have the second win', () => {
    const { findings } = parsePolicy({
      ...SOUND,
      'policy.yaml': `${SOUND['policy.yaml']}people:\n  other: { says: someone else }\n`,
    });
    expect(findings[0]).toMatchObject({ rule: 'language-yaml', severity: 'error' });
    expect(findings[0]?.message).toMatch(/twice/);
  });

  it('cannot reach the prototypes of our objects', () => {
    for (const name of ['__proto__', 'constructor', 'toString'])
      expect(() => {
        const { policy } = parsePolicy({
          ...SOUND,
          'notice.md': `# N\n\n:value{${name}} :value{organisation.${name}} :list{${name}} :promise[x]{#ABC-001 by="${name}.x retention.${name}"}`,
        });
        if (policy) checkPolicy(policy, { on: TODAY });
      }).not.toThrow();
    const { findings } = parsePolicy({
      ...SOUND,
      'policy.yaml': `${SOUND['policy.yaml']}__proto__: { polluted: true }\n`,
    });
    expect(findings.length).toBeGreaterThan(0);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('never throws, whatever one file holds', () => {
    const texts = [
      '',
      ' ',
      '\n',
      '---',
      '- a',
      '42',
      'null',
      '{}',
      '[]',
      '&a',
      '*a',
      '!!js/function x',
      '%YAML 9',
      '"',
      'a: b: c',
      '? x',
      '\ufffd',
      ': :value{}',
      ':::promise',
      '::list{a.b.c.d}',
      ':promise[]{#}',
      ':'.repeat(5_000),
    ];
    for (const file of [
      'policy.yaml',
      'notice.md',
      'systems/shop.yaml',
      'assessments/answer-enquiries.md',
      'says.yaml',
    ])
      for (const text of texts) {
        const { policy } = parsePolicy({ ...SOUND, [file]: text });
        if (policy) checkPolicy(policy, { on: TODAY });
      }
  });
});

describe('a policy that is merely large', () => {
  it('of 500 purposes in 5,000 lines is checked in under two seconds', () => {
    const purposes = Array.from(
      { length: 500 },
      (_, at) =>
        `  purpose-${at}:\n    says: to do the work number ${at} that somebody ordered\n    kind: service\n    basis: contract\n    people: [customer]\n    data: [contact-details, order-details]\n    channels: [email]\n    role: controller\n    # line\n    # line`,
    ).join('\n');
    const files = {
      ...SOUND,
      'policy.yaml': (SOUND['policy.yaml'] ?? '').replace('purposes:\n', `purposes:\n${purposes}\n`),
    };
    expect(files['policy.yaml'].split('\n').length).toBeGreaterThan(5_000);
    const taken = timed(() => expect(checkPolicy(policyOf(files), { on: TODAY })).toEqual([]));
    expect(taken).toBeLessThan(2_000);
  });
});
