import { describe, expect, it } from 'vitest';
import type { Day } from '../../base/index.ts';
import { checkPolicy } from '../check/index.ts';
import { parsePolicy } from '../index.ts';
import {
  ACTIVITIES,
  type Activity,
  type Answers,
  draftPolicy,
  PROCESSOR_JOBS,
  type ProcessorAnswer,
  type ProcessorJob,
} from '../init/index.ts';

const TODAY: Day = '2026-11-22';
const subsets = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_one, at) => (bits >> at) % 2 === 1));
const activities = subsets(Object.keys(ACTIVITIES) as Activity[]);
const jobs = Object.keys(PROCESSOR_JOBS) as ProcessorJob[];

const answers = (given: Partial<Answers>): Answers => ({
  name: 'Larkspur Cycles Ltd',
  jurisdiction: 'uk',
  email: 'privacy@larkspur.example',
  does: [],
  processors: [],
  today: TODAY,
  ...given,
});
const processors = (where: string, signed: Day | null, checked: Day | null): ProcessorAnswer[] =>
  jobs.map((job) => ({ job, name: `${job} & Sons`, where, signed, checked }));

function problems(given: Answers): string[] {
  const { policy, findings } = parsePolicy(draftPolicy(given));
  const all = policy ? checkPolicy(policy, { on: TODAY }) : findings;
  return all
    .filter((one) => one.severity !== 'info')
    .map((one) => `${one.file}:${one.line} ${one.rule} ${one.message} ${one.quote ?? ''}`);
}

describe('a draft made of a few answers', () => {
  it.each(['uk', 'eu-ie', 'eu-de'])(
    'passes the check for every set of activities in %s, without a warning',
    (jurisdiction) => {
      for (const does of activities)
        expect(problems(answers({ jurisdiction, does })), does.join()).toEqual([]);
    },
  );

  it.each([
    ['uk', 'uk'],
    ['uk', 'us'],
    ['uk', 'ie'],
    ['uk', 'in'],
    ['uk', 'ca'],
    ['eu-ie', 'uk'],
    ['eu-ie', 'us'],
    ['eu-ie', 'de'],
    ['eu-ie', 'in'],
  ])(
    'passes in %s with processors in %s, ready or not, for every set of activities',
    (jurisdiction, where) => {
      // No processor has to do with statistics.
      for (const does of activities.filter((some) => !some.includes('statistics')))
        for (const [signed, checked] of [
          ['2026-01-05', '2026-10-01'],
          ['2026-01-05', null],
          [null, null],
        ] as [Day | null, Day | null][])
          expect(
            problems(answers({ jurisdiction, does, processors: processors(where, signed, checked) })),
            `${does.join()} ${signed} ${checked}`,
          ).toEqual([]);
    },
  );

  it('passes for any set of processors', () => {
    for (const some of subsets(processors('us', '2026-01-05', '2026-10-01')))
      expect(problems(answers({ does: ['enquiries', 'newsletter', 'customers'], processors: some }))).toEqual(
        [],
      );
  });

  it('says of nobody that an agreement was signed who did not say so', () => {
    const text =
      draftPolicy(answers({ does: ['enquiries'], processors: processors('uk', null, null) }))[
        'policy.yaml'
      ] ?? '';
    expect(text).toContain('# Not yet: sign a data processing agreement');
    expect(
      parsePolicy({
        'policy.yaml': text,
        'notice.md': '# x',
        'assessments/answer-enquiries.md':
          draftPolicy(answers({ does: ['enquiries'] }))['assessments/answer-enquiries.md'] ?? '',
      }).policy?.recipients,
    ).toEqual({});
  });

  it('takes any name as text', () => {
    for (const name of [
      '"Quote" & <b>Co</b>: # x',
      'Ö',
      "O'Neill\nLtd",
      '- - -',
      'null',
      '$' + '{x}',
      '12345',
    ])
      expect(
        problems(answers({ name, does: ['customers'] })).filter((one) => !one.includes('notice-66')),
        name,
      ).toEqual([]);
  });

  it('reads the same a leap year later', () => {
    expect(
      draftPolicy(answers({ does: ['enquiries'], today: '2028-02-29' }))['assessments/answer-enquiries.md'],
    ).toContain('review: 2029-02-28');
  });

  it('teaches with comments where a newcomer would ask', () => {
    const text = draftPolicy(answers({ does: Object.keys(ACTIVITIES) as Activity[] }))['policy.yaml'] ?? '';
    expect(text.split('\n').filter((line) => line.includes('# ')).length).toBeGreaterThan(15);
  });
});
