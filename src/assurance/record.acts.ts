import { type Day, Refused } from '../base/index.ts';
import { addressOf, expectOk, type Twin } from '../controls/index.ts';
import { COLLECTION_PAGES, type Policy } from '../policy/index.ts';

/** What the world does with a notice, and where it looks afterwards: the acts that proofs of this room share. */

export const versionOf = (html: string): string => /data-version="([0-9a-f]{64})"/.exec(html)?.[1] ?? '';

export const noticeNow = async (twin: Twin): Promise<string> => versionOf((await twin.visit('/notice')).text);

/** A changed policy is put forward as a deployment does; why it was refused, null where it was not. */
export async function refusalOf(
  twin: Twin,
  edit: (files: Record<string, string>) => Record<string, string>,
): Promise<string | null> {
  try {
    await twin.editPolicy(edit);
    return null;
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.message;
    throw thrown;
  }
}

/** The rule, the file and the line of what a refusal names: `policy.yaml:12 language-company-number`. */
export const namedIn = (refusal: string | null, rule: string): string | null =>
  new RegExp(`^(\\S+):\\d+:\\d+ ${rule}: `, 'm').exec(refusal ?? '')?.[1] ?? null;

/** What is tried, the rule and the file that its refusal names, and what else stands in it. */
type Tried = {
  says: string;
  edit: (files: Record<string, string>) => Record<string, string>;
  rule: string;
  file: string;
  named?: string;
};

/** Something is put forward that is not fit to be read: it is refused with what is wrong and where, and nothing changes. */
export async function refuses(twin: Twin, { says, edit, rule, file, named }: Tried): Promise<void> {
  const { scene } = twin;
  const old = await noticeNow(twin);
  const refused = await scene.when(`${says} is put forward`, () => refusalOf(twin, edit));
  await scene.then(
    'it is refused, with what is wrong and where',
    () => [namedIn(refused, rule), refused?.includes(named ?? rule) ?? false],
    [file, true],
  );
  await scene.then('what was published stays', () => noticeNow(twin), old);
}

/** The first page of ours on which people give something. */
export const formOf = ({ collection }: Policy): string | null =>
  Object.entries(collection).find(([, { kind }]) => COLLECTION_PAGES[kind] === 'form')?.[0] ?? null;

/** Pages of ours that everybody may open, and the first few on which people give something. */
export const pagesOf = ({ collection }: Policy): string[] => [
  '/',
  '/notice',
  ...Object.entries(collection)
    .filter(([, { kind }]) => COLLECTION_PAGES[kind] === 'form')
    .slice(0, 4)
    .map(([name]) => `/forms/${name}`),
];

/** Somebody asks us for something, and reads what we write to them. */
export async function letterTo(twin: Twin, tag: string): Promise<string> {
  expectOk(await twin.submitForm('/requests/new', { kind: 'access', email: addressOf(tag) }));
  await twin.work();
  const mine = (await twin.mails()).filter((mail) => mail.to === addressOf(tag));
  return plain(mine.at(-1)?.text ?? '');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&#39;': "'",
};

/** Words as they are read: without markup, in one line. */
export const plain = (text: string): string =>
  text
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:amp|lt|gt|quot|#x27|#39);/g, (one) => ENTITIES[one] ?? one)
    .replace(/\s+/g, ' ');

/** A role signs today for each of these duties. */
export async function signs(twin: Twin, policy: Policy, names: readonly string[]): Promise<void> {
  const signedOn: Day = twin.today();
  for (const name of names) {
    const duty = policy.attestations[name];
    const evidence = duty?.evidence === 'statement' ? '' : `${duty?.evidence} 4711`;
    expectOk(await twin.call('POST', '/api/attestations', { name, role: duty?.by, signedOn, evidence }));
  }
}
