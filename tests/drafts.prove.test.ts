import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ground, openGround } from '../src/doors/twin/ground.ts';
import { twinsOn } from '../src/doors/twin/twin.ts';
import { type Activity, compile, draftPolicy, parsePolicy } from '../src/policy/index.ts';
import { builtControls, keepersOf, provePolicy } from '../src/proof/index.ts';

const DEEP = process.env.KEPT_DEEP === '1';
const START = '2026-11-22';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.close());

const EVERYTHING: Activity[] = ['enquiries', 'newsletter', 'customers', 'applicants', 'staff', 'statistics'];
type Draft = [jurisdiction: string, does: Activity[], name?: string];
const DRAFTS: Draft[] = [
  ['uk', EVERYTHING],
  ['uk', ['newsletter'], 'Wheels "R \\us & <Sons>'],
  ['uk', ['enquiries']],
  ['eu-ie', EVERYTHING],
  ...(DEEP ? ([['eu-de', EVERYTHING], ...EVERYTHING.map((one) => ['uk', [one]])] as Draft[]) : []),
];

const draft = (jurisdiction: string, does: Activity[], name: string) =>
  draftPolicy({ name, email: 'privacy@rose.example', jurisdiction, does, processors: [], today: START });

test('that nothing is sold is kept where data goes out, and has nothing to do with who said yes', () => {
  const { policy } = parsePolicy(draft('uk', ['newsletter'], 'Rose Ltd'));
  const sale = policy && compile(policy).promises.find(({ says }) => says === 'We never sell personal data.');

  expect(policy && sale && keepersOf(policy, sale).keepers.map(({ control }) => control.id)).toEqual([
    'share.gate',
  ]);
});

test.each(DRAFTS)(
  'what "kept init" writes for %s, of %s, is proven before anybody has changed a word',
  async (jurisdiction, does, name = 'Rose & Daughters Ltd') => {
    const files = draft(jurisdiction, does, name);
    const { policy } = parsePolicy(files);
    if (!policy) throw new Error('the draft is no policy');

    const { promises } = await provePolicy(policy, twinsOn(ground, files, START));

    const built = builtControls();
    expect(
      promises
        .filter(
          ({ verdict, missing }) =>
            verdict !== 'proven' && !(verdict === 'unproven' && missing.some((id) => !built.includes(id))),
        )
        .map(({ id, verdict, because }) => `${id} is ${verdict}: ${because}`),
    ).toEqual([]);
    expect(promises.some(({ verdict }) => verdict === 'proven')).toBe(true);
  },
  120_000,
);
