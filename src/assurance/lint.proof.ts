import { addDays, type Day } from '../base/index.ts';
import type { Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { noticeNow, refusalOf, refuses } from './record.acts.ts';
import { inSection } from './scope.acts.ts';

type Files = Record<string, string>;

const told = (files: Files, sentence: string): Files => ({
  ...files,
  'notice.md': `${files['notice.md']}\n\n${sentence}\n`,
});

/** What the check finds is not published: what is missing, what has no basis, law that is dead; mended, it is. */
export async function proveChecked(twin: Twin, policy: Policy): Promise<void> {
  const { scene } = twin;
  const state = () => twin.stateOf('notice.lint', 'changes');
  const before = await state();
  await scene.then('the board names no error', () => ['kept', 'at-risk'].includes(before), true);
  await refuses(twin, {
    says: 'a purpose of which the notice says nothing, with data of which it says nothing',
    edit: (files) => withUnlisted(files, policy),
    rule: 'notice-05-purpose-not-in-notice',
    file: 'policy.yaml',
    named: 'proof-recordings',
  });
  await refuses(twin, {
    says: 'data of which the notice says nothing, for a purpose that it tells of',
    edit: (files) => withUnlistedData(files, policy),
    rule: 'notice-67-data-not-in-notice',
    file: 'policy.yaml',
    named: 'proof recordings',
  });
  const old = await noticeNow(twin);
  const refused = await scene.when('a purpose without a basis in law is put forward', () =>
    refusalOf(twin, (files) => withPurpose(files, policy, { name: 'proof-visits', basis: '' })),
  );
  await scene.then(
    'it is refused, and the purpose is named',
    () => /policy\.yaml:\d+:\d+/.test(refused ?? '') && (refused ?? '').includes('basis'),
    true,
  );
  await scene.then('what was published stays as well', () => noticeNow(twin), old);
  await proveLaw(twin);
  await scene.when('a sentence that leaves open what for is put forward', () =>
    twin.editPolicy((files) => told(files, 'Your data is used for various purposes.')),
  );
  await scene.then('it is published, and the board warns', state, 'at-risk');
  await scene.when('it is mended', () =>
    twin.editPolicy((files) => ({
      ...files,
      'notice.md': (files['notice.md'] ?? '').replace('Your data is used for various purposes.', ''),
    })),
  );
  await scene.then('the board says what it said before', state, before);
  const expires = policy.organisation.registrations.regulator?.expires as Day | undefined;
  if (!expires || expires < twin.today()) return;
  await scene.when(`nobody touches it, and on ${expires} our registration ends`, () =>
    twin.travelTo(addDays(expires, 1)),
  );
  await scene.then('by the law of the day after, the same notice is wrong', state, 'broken');
}

/** Law that has ended is not cited, nor relied on; the law that is in force may be. */
export async function proveLaw(twin: Twin): Promise<void> {
  const { scene } = twin;
  await refuses(twin, {
    says: 'a notice by the Data Protection Act 1998, repealed in 2018,',
    edit: (files) => told(files, 'This notice follows the Data Protection Act 1998.'),
    rule: 'notice-44-data-protection-act-1998',
    file: 'notice.md',
    named: '2018',
  });
  await refuses(twin, {
    says: 'a notice that relies on the Privacy Shield, struck down in 2020,',
    edit: (files) => told(files, 'Data in the United States is protected by the EU-US Privacy Shield.'),
    rule: 'notice-42-privacy-shield',
    file: 'notice.md',
    named: '2020',
  });
  const old = await noticeNow(twin);
  await scene.when('it is mended to the law in force, and put forward again', () =>
    twin.editPolicy((files) => told(files, 'This notice follows the Data Protection Act 2018.')),
  );
  await scene.then('it is published', async () => (await noticeNow(twin)) !== old, true);
}

/** What the law protects specially is so whatever a list says: a fingerprint needs its condition. */
export async function proveSpecial(twin: Twin, policy: Policy): Promise<void> {
  const fingerprint = (files: Files): Files => {
    const edited = withPurpose(files, policy, {
      name: 'proof-doors',
      basis: 'contract',
      data: 'proof-doors',
    });
    return withData(edited, 'proof-doors: { says: how our doors know you, fields: [fingerprint] }');
  };
  await refuses(twin, {
    says: 'a fingerprint that nobody calls special',
    edit: fingerprint,
    rule: 'law-special-field-not-declared',
    file: 'policy.yaml',
    named: 'fingerprint',
  });
}

const withData = (files: Files, entry: string): Files => inSection(files, 'data', entry);

function withPurpose(
  files: Files,
  policy: Policy,
  { name, basis, data = Object.keys(policy.data)[0] ?? '' }: { name: string; basis: string; data?: string },
): Files {
  const said = basis === '' ? '' : `basis: ${basis}, `;
  const people = Object.keys(policy.people)[0] ?? '';
  return inSection(
    files,
    'purposes',
    `${name}: { says: to know who came through our door at night, ${said}people: [${people}], data: [${data}] }`,
  );
}

/** A list of everything would tell of the new thing by itself: here it tells of each thing that there was. */
const listedOneByOne = (files: Files, policy: Policy): Files => ({
  ...files,
  'notice.md': (['data', 'purposes'] as const).reduce(
    (text, section) =>
      text.replaceAll(`:list{${section}}`, () =>
        Object.keys(policy[section])
          .map((name) => `:list{${section}.${name}}`)
          .join('\n\n'),
      ),
    files['notice.md'] ?? '',
  ),
});

const RECORDINGS = 'proof-recordings: { says: sound that our entrance hall takes down at night }';

function withUnlisted(files: Files, policy: Policy): Files {
  const edited = withPurpose(listedOneByOne(files, policy), policy, {
    name: 'proof-recordings',
    basis: 'contract',
    data: 'proof-recordings',
  });
  return withData(edited, RECORDINGS);
}

/** The same data for a purpose that the notice tells of by name, and not by what it uses. */
function withUnlistedData(files: Files, policy: Policy): Files {
  const edited = withUnlisted(files, policy);
  return told(edited, 'We also want :value{purposes.proof-recordings.says}, by contract.');
}
