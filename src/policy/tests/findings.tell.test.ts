import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../check/index.ts';
import { tellFindings } from '../check/terminal.ts';
import { edited, policyOf, SOUND, TODAY } from './sound-policy.ts';

const broken = edited(SOUND, {
  file: 'notice.md',
  find: ':value{retention.orders.keep}',
  replace: '5 years',
});
const say = (colour: boolean) =>
  tellFindings(checkPolicy(policyOf(broken), { on: TODAY }), { sources: broken, on: TODAY, colour });

describe('findings on a terminal', () => {
  it('show the line, a caret under the column, what to do, the law, and the summary last', () => {
    const lines = say(false).trimEnd().split('\n');
    expect(lines[0]).toMatch(/^error notice\.md:\d+:10 notice-18-period-differs-from-schedule$/);
    expect(lines[1]).toBe(
      '  The notice says 5 years; retention.orders.keep says 7 years. (GDPR Art 5(1)(e), 5(2), 13(2)(a))',
    );
    const at = lines[2]?.indexOf('We keep the records') ?? -1;
    expect(at).toBeGreaterThan(0);
    expect(lines[3]?.indexOf('^')).toBe(at);
    expect(lines[4]).toContain('→ Draw it with :value{retention.orders.keep}');
    expect(lines.at(-1)).toBe('1 error in 1 file, by the law of Sun 22 November 2026.');
  });

  it('carry colour only where asked, and the same words with it', () => {
    const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
    expect(say(false)).not.toMatch(escapes);
    expect(say(true)).toMatch(escapes);
    expect(say(true).replaceAll(escapes, '')).toBe(say(false));
  });

  it('keep to one screen: the fourth of a rule is counted and not shown', () => {
    const silent = edited(SOUND, {
      file: 'notice.md',
      find: ':list{purposes}',
      replace: 'We use it fairly.',
    });
    const found = checkPolicy(policyOf(silent), { on: TODAY });
    const said = tellFindings(found, { sources: silent, on: TODAY, colour: false });
    const times = found.filter((one) => one.rule === 'notice-05-purpose-not-in-notice').length;
    expect(times).toBeGreaterThan(3);
    expect(said.match(/notice-05-purpose-not-in-notice$/gm)).toHaveLength(3 + 1);
    expect(said).toContain(`and ${times - 3} more of notice-05-purpose-not-in-notice`);
  });

  it('do not let a policy move the cursor', () => {
    const hostile = edited(SOUND, {
      file: 'notice.md',
      find: 'the records of your order for :value{retention.orders.keep}',
      replace: '\u001b[2J orders 5 years',
    });
    const found = checkPolicy(policyOf(hostile), { on: TODAY });
    expect(tellFindings(found, { sources: hostile, on: TODAY, colour: false })).not.toContain('\u001b');
  });

  it('say so when there is nothing to mend', () => {
    expect(tellFindings([], { sources: {}, on: TODAY, colour: false })).toBe(
      'Nothing to mend, by the law of Sun 22 November 2026.\n',
    );
  });
});
