import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Day } from '../../base/index.ts';
import { checkPolicy } from '../check/index.ts';
import type { Finding } from '../finding.ts';
import { loadPolicy, type PolicyFiles, parsePolicy } from '../index.ts';

/**
 * Small changes that somebody might make to a real policy, as data: in the file, the first place that fits `find` becomes
 * `replace`, and the check must say what it did not say before. `in`: the examples in which the place must be found.
 */
type Change = {
  what: string;
  in: readonly string[];
  file: string | RegExp;
  find: RegExp;
  replace: string;
  rule: string;
  on?: Day;
};

const P = 'policy.yaml';
const N = 'notice.md';
const BOTH = ['outserve', 'stratas'] as const;
const OUT = ['outserve'] as const;

const changes: readonly Change[] = [
  // What nobody would type on purpose
  {
    what: 'a key is misspelt',
    in: BOTH,
    file: P,
    find: /^ {4}basis: /m,
    replace: '    bassis: ',
    rule: 'language-unknown-key',
  },
  {
    what: 'a basis that does not exist',
    in: BOTH,
    file: P,
    find: /basis: consent/,
    replace: 'basis: agreement',
    rule: 'language-value',
  },
  {
    what: 'a period in words',
    in: BOTH,
    file: P,
    find: /keep: P\w+/,
    replace: 'keep: two years',
    rule: 'language-value',
  },
  {
    what: 'a purpose that nobody declared',
    in: BOTH,
    file: P,
    find: /^ {4}purposes: (\[?)[a-z-]+/m,
    replace: '    purposes: $1nowhere-declared',
    rule: 'language-dangling',
  },
  {
    what: 'a key written twice',
    in: BOTH,
    file: P,
    find: /^kept: 1$/m,
    replace: 'kept: 1\nkept: 1',
    rule: 'language-yaml',
  },
  {
    what: 'a promise bound to what was renamed',
    in: BOTH,
    file: N,
    find: /by="purposes\.([a-z-]+)/,
    replace: 'by="purposes.$1-renamed',
    rule: 'language-promise-dangling',
  },
  {
    what: 'an id used a second time',
    in: BOTH,
    file: N,
    find: /#([A-Z]{3})-002\b/,
    replace: '#$1-001',
    rule: 'language-promise-twice',
  },
  {
    what: 'a control that keeps something else',
    in: OUT,
    file: N,
    find: /by="organisation" control="notice\.identity"/,
    replace: 'by="organisation" control="cookie.consent"',
    rule: 'language-promise-control',
  },
  {
    what: 'a control that does not exist',
    in: OUT,
    file: N,
    find: /control="notice\.identity"/,
    replace: 'control="notice.identify"',
    rule: 'language-promise-control',
  },
  {
    what: 'a value drawn from nowhere',
    in: BOTH,
    file: N,
    find: /:value\{([a-z.-]+)\}/,
    replace: ':value{$1.gone}',
    rule: 'language-value-dangling',
  },
  {
    what: 'a list of nothing',
    in: BOTH,
    file: N,
    find: /:list\{recipients\}/,
    replace: ':list{receivers}',
    rule: 'language-value-dangling',
  },

  // The notice and the policy drift apart
  {
    what: 'a loose promise',
    in: BOTH,
    file: N,
    find: /$/,
    replace: '\n\nWe will always answer within two days.\n',
    rule: 'language-loose-promise',
  },
  {
    what: 'another time for an answer',
    in: OUT,
    file: N,
    find: /:value\{rights\.[a-z-]+\.within\}/,
    replace: 'three weeks',
    rule: 'language-period-differs',
  },
  {
    what: 'a service that receives nothing',
    in: BOTH,
    file: N,
    find: /$/,
    replace: '\n\nLetters are scanned by Dropbox.\n',
    rule: 'language-recipient-undeclared',
  },
  {
    what: 'an address that is not ours',
    in: BOTH,
    file: N,
    find: /:value\{organisation\.contacts\.privacy\}/,
    replace: 'somebody@else.example',
    rule: 'language-contact-undeclared',
  },
  {
    what: 'a registration number typed wrong',
    in: OUT,
    file: N,
    find: /:value\{organisation\.registrations\.regulator\.reference\}/,
    replace: 'ZA123456',
    rule: 'language-number-differs',
  },
  {
    what: 'a gap left in the text',
    in: BOTH,
    file: N,
    find: /$/,
    replace: '\n\nThis part is by [your company name].\n',
    rule: 'notice-66-placeholder',
  },

  // The law on the declarations
  {
    what: 'a transfer on the Privacy Shield',
    in: BOTH,
    file: P,
    find: /mechanism: data-bridge/,
    replace: 'mechanism: privacy-shield',
    rule: 'notice-42-privacy-shield',
  },
  {
    what: 'a transfer on Safe Harbor',
    in: OUT,
    file: P,
    find: /mechanism: data-bridge/,
    replace: 'mechanism: safe-harbor',
    rule: 'notice-43-safe-harbour',
  },
  {
    what: 'a transfer on the clauses of before 2021',
    in: OUT,
    file: P,
    find: /mechanism: data-bridge/,
    replace: 'mechanism: eu-sccs-pre-2021',
    rule: 'notice-46-old-standard-clauses',
  },
  {
    what: 'a transfer on the EU clauses alone',
    in: OUT,
    file: P,
    find: /mechanism: addendum/,
    replace: 'mechanism: eu-sccs-2021',
    rule: 'notice-47-eu-clauses-alone',
  },
  {
    what: 'a transfer on nothing',
    in: BOTH,
    file: P,
    find: /^ {4}transfer: \{ mechanism: data-bridge.*\n/m,
    replace: '',
    rule: 'law-transfer-without-mechanism',
  },
  {
    what: 'a recipient that moves to India',
    in: OUT,
    file: P,
    find: /where: us/,
    replace: 'where: in',
    rule: 'law-transfer-invalid',
  },
  {
    what: 'an agreement that ran out',
    in: BOTH,
    file: P,
    find: /agreement: \{ signed: [\d-]+, expires: [\d-]+/,
    replace: 'agreement: { signed: 2019-01-01, expires: 2020-01-01',
    rule: 'law-agreement-expired',
  },
  {
    what: 'a processor without an agreement',
    in: BOTH,
    file: P,
    find: /^ {4}agreement: \{.*\n/m,
    replace: '',
    rule: 'law-agreement-missing',
  },
  {
    what: 'an audit long ago',
    in: OUT,
    file: P,
    find: /audit: \{ every: P1Y, last: [\d-]+/,
    replace: 'audit: { every: P1Y, last: 2024-01-01',
    rule: 'law-audit-overdue',
  },
  {
    what: 'a check of the data bridge long ago',
    in: OUT,
    file: P,
    find: /mechanism: data-bridge, checked: [\d-]+/,
    replace: 'mechanism: data-bridge, checked: 2024-01-01',
    rule: 'law-transfer-unchecked',
  },
  {
    what: 'a registration that ran out',
    in: BOTH,
    file: P,
    find: /(regulator: \{ reference: \w+, expires: )[\d-]+/,
    replace: '$12020-01-01',
    rule: 'law-registration-expired',
  },
  {
    what: 'legitimate interests without an assessment',
    in: BOTH,
    file: P,
    find: /^ {4}assessment: .*\n/m,
    replace: '',
    rule: 'law-assessment-missing',
  },
  {
    what: 'an assessment past its review',
    in: BOTH,
    file: /^assessments\/.*\.md$/,
    find: /^review: .*$/m,
    replace: 'review: 2021-01-01',
    rule: 'law-assessment-expired',
  },
  {
    what: 'an interest that is not said',
    in: BOTH,
    file: P,
    find: /^ {4}interest: .*\n/m,
    replace: '',
    rule: 'notice-08-legitimate-interest-not-declared',
  },
  {
    what: 'marketing without consent',
    in: OUT,
    file: P,
    find: /^ {4}soft-opt-in:\n(?: {6}.*\n)+/m,
    replace: '',
    rule: 'law-marketing-without-consent',
  },
  {
    what: 'a soft opt-in that nobody was offered',
    in: OUT,
    file: P,
    find: /^ {4}offers: .*\n/m,
    replace: '',
    rule: 'law-soft-opt-in-incomplete',
  },
  {
    what: 'a consent that nobody asks for',
    in: OUT,
    file: P,
    find: /^ {4}asks: contact-newsletter.*\n/m,
    replace: '',
    rule: 'law-consent-never-asked',
  },
  {
    what: 'health data on no condition',
    in: OUT,
    file: P,
    find: /^ {4}special: \{ condition: employment-law.*\n/m,
    replace: '',
    rule: 'notice-41-special-category-without-condition',
  },
  {
    what: 'a condition without its policy document',
    in: OUT,
    file: P,
    find: /schedule-1: 1, policy-document: [a-z-]+ \}/,
    replace: 'schedule-1: 1 }',
    rule: 'law-policy-document-missing',
  },
  {
    what: 'accounts kept for two years',
    in: OUT,
    file: P,
    find: /keep: P6Y\n(.*\n)? {4}then: destroy/,
    replace: 'keep: P2Y\n    then: destroy',
    rule: 'law-retention-shorter-than-duty',
  },
  {
    what: 'an access request answered in three months',
    in: BOTH,
    file: P,
    find: /^( {2}access: \{)(?: within: P\w+,?)?/m,
    replace: '$1 within: P3M,',
    rule: 'law-right-too-slow',
  },
  {
    what: 'no right to complain to us',
    in: BOTH,
    file: P,
    find: /^ {2}complaint:(?:.*\n)(?: {4}.*\n)*/m,
    replace: '',
    rule: 'law-complaint-missing',
  },
  {
    what: 'no right of portability',
    in: BOTH,
    file: P,
    find: /^ {2}portability:(?:.*\n)(?: {4}.*\n)*/m,
    replace: '',
    rule: 'law-right-missing-portability',
  },
  {
    what: 'five days until the regulator hears',
    in: OUT,
    file: P,
    find: /notify-regulator-within: PT\d+H/,
    replace: 'notify-regulator-within: PT120H',
    rule: 'law-incident-notified-late',
  },
  {
    what: 'indirect data told of after half a year',
    in: OUT,
    file: P,
    find: /tell-within: P1M/,
    replace: 'tell-within: P6M',
    rule: 'notice-40-late-article-14-notice',
  },
  {
    what: 'a source that is not named',
    in: OUT,
    file: P,
    find: /^ {4}source: \{.*\n/m,
    replace: '',
    rule: 'notice-39-source-not-declared',
  },
  {
    what: 'a colour that cannot be read',
    in: OUT,
    file: P,
    find: /^( {2})registrations:/m,
    replace: '  appearance: { colour: "#f0e68c" }\n  registrations:',
    rule: 'language-contrast',
  },
  {
    what: 'the law of before the Act',
    in: OUT,
    file: P,
    find: /^kept: 1$/m,
    replace: 'kept: 1',
    on: '2026-02-04',
    rule: 'notice-10-recognised-interest-before-5-february-2026',
  },

  // What people are no longer told
  {
    what: 'recipients are no longer listed',
    in: BOTH,
    file: N,
    find: /:list\{recipients\}/,
    replace: 'Ask us who they are.',
    rule: 'notice-12-recipient-not-in-notice',
  },
  {
    what: 'purposes are no longer listed',
    in: OUT,
    file: N,
    find: /:list\{purposes\}/,
    replace: 'Ask us what for.',
    rule: 'notice-07-purpose-without-basis',
  },
  {
    what: 'the notice cites the 1998 Act',
    in: BOTH,
    file: N,
    find: /$/,
    replace: '\n\nWe handle data under the Data Protection Act 1998.\n',
    rule: 'notice-44-data-protection-act-1998',
  },
  {
    what: 'the notice says that nobody receives data',
    in: BOTH,
    file: N,
    find: /$/,
    replace: '\n\nWe never share your data with third parties.\n',
    rule: 'notice-65-contradiction',
  },
  {
    what: 'the notice says that nothing leaves the country',
    in: BOTH,
    file: N,
    find: /$/,
    replace: '\n\nWe do not transfer your data outside the UK.\n',
    rule: 'notice-65-contradiction',
  },
];

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url));
const ON: Day = '2026-11-22';
const read: Record<string, PolicyFiles | null> = {};
const before: Record<string, readonly Finding[]> = {};

function filesOf(example: string): PolicyFiles | null {
  if (read[example] === undefined) {
    const { policy } = existsSync(`${examples}${example}/policy.yaml`)
      ? loadPolicy(`${examples}${example}`)
      : { policy: null };
    read[example] = policy?.files ?? null;
    before[example] = policy ? checkPolicy(policy, { on: ON }) : [];
  }
  return read[example] ?? null;
}

function findingsAfter(files: PolicyFiles, { file, find, replace, on = ON }: Change): Finding[] | null {
  const target = Object.keys(files).find(
    (one) => (typeof file === 'string' ? one === file : file.test(one)) && find.test(files[one] ?? ''),
  );
  find.lastIndex = 0;
  if (target === undefined) return null;
  const { policy, findings } = parsePolicy({
    ...files,
    [target]: (files[target] ?? '').replace(find, replace),
  });
  return policy ? [...findings, ...checkPolicy(policy, { on })] : findings;
}

const times = (findings: readonly Finding[], rule: string): number =>
  findings.filter((one) => one.rule === rule).length;

describe('small changes to the example policies', () => {
  it('are at least forty', () => {
    expect(changes.length).toBeGreaterThanOrEqual(40);
  });

  const rows = changes.flatMap((change) =>
    change.in.map((example) => ({ ...change, example, named: `${example}: ${change.what}` })),
  );
  it.each(rows)('$named is caught as $rule', (row) => {
    const files = filesOf(row.example);
    expect(files, `examples/${row.example} can be read`).not.toBeNull();
    if (!files) return;

    const after = findingsAfter(files, row);

    expect(after, `the place is in examples/${row.example}`).not.toBeNull();
    expect(times(after ?? [], row.rule)).toBeGreaterThan(times(before[row.example] ?? [], row.rule));
  });
});

describe('the example policies as they are', () => {
  it.each(['outserve', 'stratas', 'webstraxt', 'mass', 'smartcomms'])('%s has no error', (example) => {
    expect(filesOf(example)).not.toBeNull();
    expect(before[example]?.filter((one) => one.severity === 'error')).toEqual([]);
  });
});
