import { addDays, addPeriod } from '../base/index.ts';
import {
  asksGate,
  becomesOneOf,
  expectOk,
  identityOf,
  meets,
  remembers,
  says,
  type Twin,
} from '../controls/index.ts';
import { kindOf, type Policy } from '../policy/index.ts';
import { overdue, withField, withoutPart } from './edit.rules.ts';
import { type CollectionPoint, needOf } from './kinds.rules.ts';
import { count, newestAt } from './looking.ts';
import { type Posting, post, preparePosting } from './posting.ts';
import { type Fenced, fencedBy, isPostable, othersThan, restsOnYes } from './special.rules.ts';

/** Data of special kinds: for its purposes and of its people only, on a condition, with a policy document in date. */
export async function proveFence(
  twin: Twin,
  policy: Policy,
  data: readonly string[],
  only: string | undefined,
): Promise<void> {
  const { scene } = twin;
  const fenced = fencedBy(policy, data, only);
  const [purpose = ''] = fenced.purposes;
  const used = data.filter((one) => policy.purposes[purpose]?.data.includes(one));
  const may = async (company: Twin, tag: string, asked: { act: string; purpose: string }) =>
    (await asksGate(company, { ...asked, data: used, identity: identityOf(tag) })).verdict;
  await scene.given(`somebody whom "${purpose}" is about, and somebody else whom we know`, async () => {
    await becomesOf(twin, policy, fenced, 'colleague');
    await stranger(twin, policy, fenced, 'stranger');
  });
  await scene.when(`staff ask to open ${used.join(', ')} for "${purpose}"`, async () => {
    await scene.then('they may', () => may(twin, 'colleague', { act: 'access', purpose }), 'allow');
  });
  const others = othersThan(policy, fenced).slice(0, 3);
  for (const other of others)
    await scene.when(`they ask to open the same for "${other}"`, async () => {
      await scene.then(
        'they may not',
        () => may(twin, 'colleague', { act: 'access', purpose: other }),
        'deny',
      );
    });
  await scene.then(
    'each refusal is kept, with what was asked',
    async () =>
      (
        await twin.rows<{ purpose: string }>(
          `select distinct purpose from decision where act = 'access' and verdict = 'deny' and asked -> 'data' ? $1 order by 1`,
          [used[0] ?? ''],
        )
      ).map((row) => row.purpose),
    [...others].sort(),
  );
  if (fenced.known)
    await scene.when('they ask about the one whom it is not about', async () => {
      await scene.then('they may not', () => may(twin, 'stranger', { act: 'use', purpose }), 'deny');
    });
  await proveCondition(twin, policy, fenced, purpose, (company) =>
    may(company, 'colleague', { act: 'use', purpose }),
  );
  const point = fenced.points.find((one) => isPostable(policy.collection[one]));
  if (point) await proveRecords(twin, policy, fenced, point);
  if (only === undefined) await proveUnlisted(twin, policy, fenced);
}

/** Without the condition, or once the document of it is overdue, the same use is refused. */
async function proveCondition(
  twin: Twin,
  policy: Policy,
  fenced: Fenced,
  purpose: string,
  verdictIn: (company: Twin) => Promise<string>,
): Promise<void> {
  const { scene } = twin;
  const bare = await scene.given('the same company, where the purpose names no condition of the law', () =>
    twin.withPolicy((files) => withoutPart(files, ['purposes', purpose, 'special'])),
  );
  await becomesOf(bare, policy, fenced, 'colleague');
  await scene.then('there it may not be used', () => verdictIn(bare), 'deny');
  const document = policy.purposes[purpose]?.special?.['policy-document'];
  if (!document) return;
  const late = await scene.given('the same company, where nobody reviewed the policy document in time', () =>
    twin.withPolicy((files) => overdue(files, document, twin.today())),
  );
  await becomesOf(late, policy, fenced, 'colleague');
  await scene.then('there it may not be used either', () => verdictIn(late), 'deny');
}

/** A record is made of those whom it may be about, and they know of it; it lies sealed. */
async function proveRecords(twin: Twin, policy: Policy, fenced: Fenced, point: string): Promise<void> {
  const { scene } = twin;
  const declared = policy.collection[point];
  if (!declared) return;
  const sends = async (tag: string, canary: string, edit: Readonly<Record<string, string>> = {}) => {
    const posting = await preparePosting(twin, { name: point, declared, policy }, tag, 'they-are');
    const told = { ...posting.fields, ...withCanary(policy, fenced, declared, canary), ...edit };
    return (await post(twin, point, declared, { ...posting, fields: told })).taken;
  };
  await scene.when(`a record of them is made at "${point}"`, async () => {
    await scene.then('it is taken', () => sends('colleague', 'canary-held-7731'), true);
  });
  await scene.then('it can be read nowhere', () => twin.searchEverywhere('canary-held-7731'), []);
  if (fenced.known && !fenced.known.includes(declared.begins ?? ''))
    await scene.when('the same is sent of the one whom it may not be about', async () => {
      await scene.then('it is refused', () => sends('stranger', 'canary-other-7732'), false);
      await scene.then(
        'no record of them was made',
        () =>
          count(
            twin,
            `record r join identity i using (person_id) where r.point = '${point}' and i.person_id <> (select person_id from record where point = '${point}' limit 1)`,
          ),
        0,
      );
    });
  const known = fenced.purposes
    .filter((one) => declared.purposes.includes(one))
    .flatMap((one) => policy.purposes[one]?.special?.['known-by'] ?? [])[0];
  if (!known) return;
  await scene.when('a record is made without the day on which they were told of it', async () => {
    await scene.then('it is refused', () => sends('colleague', 'canary-untold-7733', { [known]: '' }), false);
  });
  await scene.when('a record says that they will be told tomorrow', async () => {
    const tomorrow = addDays(twin.today(), 1);
    await scene.then(
      'it is refused',
      () => sends('colleague', 'canary-untold-7733', { [known]: tomorrow }),
      false,
    );
  });
  await scene.then('there is still the one record', () => count(twin, `record where point = '${point}'`), 1);
}

/** The law decides which fields are fenced: one that the policy forgot to call special is. */
async function proveUnlisted(twin: Twin, policy: Policy, fenced: Fenced): Promise<void> {
  const { scene } = twin;
  const plain = Object.entries(policy.collection).find(
    ([name, point]) =>
      !fenced.points.includes(name) && isPostable(point) && plainCategory(policy, point) !== null,
  );
  if (!plain) return;
  const [name, declared] = plain;
  const category = plainCategory(policy, declared) ?? '';
  const other = await scene.given(`the same company, where "${name}" also asks for a fingerprint`, () =>
    twin.withPolicy((files) => withField(files, name, category, 'fingerprint')),
  );
  const posting = await preparePosting(other, { name, declared, policy }, 'newcomer');
  const with_ = { ...posting, fields: { ...posting.fields, fingerprint: 'canary-whorl-7734' } };
  await scene.when('somebody leaves theirs', async () => {
    await scene.then(
      'it is refused: no condition of the law is named for it',
      async () => (await post(other, name, declared, with_)).taken,
      false,
    );
  });
  await scene.then('it is nowhere', () => other.searchEverywhere('canary-whorl-7734'), []);
  await scene.when('they leave the rest', async () => {
    await scene.then('that is taken', async () => (await post(other, name, declared, posting)).taken, true);
  });
}

/** What slips into free words is taken out: it is in no record and in nobody's sight. */
export async function proveNone(twin: Twin, policy: Policy, name: string, point: string): Promise<void> {
  const { scene } = twin;
  const declared = policy.collection[point];
  const forbidden = policy.prohibitions[name];
  if (!declared || !forbidden) return;
  const posting = await scene.given(`what somebody writes at "${point}"`, () =>
    preparePosting(twin, { name: point, declared, policy }, 'writer'),
  );
  const field =
    Object.keys(declared.fields).find((one) => kindOf(policy, one) === 'long-text') ??
    Object.keys(declared.fields)[0] ??
    '';
  const words = `The printer fails. I was diagnosed with epilepsy, see ${CANARY}. It is on the second floor.`;
  await scene.when('an illness slips into it', async () => {
    const sent = { ...posting, fields: { ...posting.fields, [field]: words } };
    await scene.then('it is taken', async () => (await post(twin, point, declared, sent)).taken, true);
  });
  const seen = await newestAt(twin, point);
  await scene.then(
    'what it was about can be read, and the illness cannot',
    () => [
      seen?.fields[field]?.includes('The printer fails'),
      seen?.fields[field]?.includes('second floor'),
      JSON.stringify(seen).includes(CANARY),
    ],
    [true, true, false],
  );
  await scene.then('nor is it kept apart', () => count(twin, `record_part where kind = 'special'`), 0);
  const [purpose = ''] = declared.purposes;
  await scene.when('a system asks whether it may collect such data there', async () => {
    const asked = {
      act: 'collect',
      purpose,
      collection: point,
      data: forbidden.data,
      people: declared.people,
    };
    await scene.then('it may not', async () => (await asksGate(twin, asked)).verdict, 'deny');
  });
}

const CANARY = 'epilepsy-canary-2031';

/** A record that nobody renews lapses; and none is made without the day on which its need is looked at again. */
export async function proveLapse(twin: Twin, policy: Policy, rule: string, point: string): Promise<void> {
  const { scene } = twin;
  const declared = policy.collection[point];
  const keep = policy.retention[rule]?.keep;
  if (!declared || !keep || keep === 'while') return;
  const fenced = fencedBy(
    policy,
    Object.keys(policy.data).filter((one) => policy.data[one]?.special || policy.data[one]?.criminal),
  );
  await scene.given('somebody whom such a record may be about', () =>
    becomesOf(twin, policy, fenced, 'colleague'),
  );
  const posting = await preparePosting(twin, { name: point, declared, policy }, 'colleague');
  const records = () => count(twin, `record where point = '${point}'`);
  const day = Object.entries(declared.fields).find(
    ([field, need]) => needOf(need) === 'required' && kindOf(policy, field) === 'date',
  )?.[0];
  if (day)
    await scene.when('a record is made without the day on which its need is looked at again', async () => {
      const without = { ...posting, fields: { ...posting.fields, [day]: '' } };
      await scene.then(
        'it is refused',
        async () => (await post(twin, point, declared, without)).taken,
        false,
      );
    });
  const first = twin.today();
  await scene.when('one is made with it', async () => {
    await scene.then('it is taken', async () => (await post(twin, point, declared, posting)).taken, true);
  });
  const gone = addPeriod(first, keep);
  await scene.when(`the night before ${gone} goes by`, () => twin.travelTo(addDays(gone, -1)));
  await scene.then('it is there', records, 1);
  await scene.when(`nobody renews it, and ${addDays(gone, 1)} comes`, () => twin.travelTo(addDays(gone, 1)));
  await scene.then('it is gone', records, 0);
}

/** Somebody of whom such data may be held; with their explicit yes where it rests on one. */
async function becomesOf(twin: Twin, policy: Policy, fenced: Fenced, tag: string): Promise<void> {
  expectOk(await twin.call('POST', '/api/people', { identities: [identityOf(tag)] }));
  await becomesOneOf(twin, tag, fenced.people, policy.people);
  for (const purpose of fenced.purposes) {
    const declared = policy.purposes[purpose];
    if (!declared) continue;
    // Whoever asks about them says what the policy has them say; of somebody else they say no less.
    if (declared.only) {
      const claim = await meets(twin, tag, { name: purpose, declared }, policy);
      for (const one of [tag, 'stranger']) remembers(twin, one, purpose, claim);
    }
    if (restsOnYes(declared)) await says(twin, tag, purpose, 'confirmed', declared.channels?.[0]);
  }
}

/** Somebody whom we know as something else, where there is something else. */
async function stranger(twin: Twin, policy: Policy, { people, known }: Fenced, tag: string): Promise<void> {
  expectOk(await twin.call('POST', '/api/people', { identities: [identityOf(tag)] }));
  const others = Object.entries(policy.people).flatMap(([one, declared]) =>
    people.includes(one) || declared.while?.some((kind) => known?.includes(kind)) ? [] : [one],
  );
  await becomesOneOf(twin, tag, others, policy.people);
}

const withCanary = (
  policy: Policy,
  { fields }: Fenced,
  point: CollectionPoint,
  canary: string,
): Posting['fields'] =>
  Object.fromEntries(
    Object.keys(point.fields).flatMap((field) =>
      fields.includes(field) && ['text', 'long-text'].includes(kindOf(policy, field))
        ? [[field, canary]]
        : [],
    ),
  );

/** A kind of data of this point that nobody calls special, for a purpose that names no condition. */
const plainCategory = (policy: Policy, point: CollectionPoint): string | null =>
  point.purposes.some((one) => policy.purposes[one]?.special)
    ? null
    : (policy.purposes[point.purposes[0] ?? '']?.data.find(
        (one) => !policy.data[one]?.special && !policy.data[one]?.criminal,
      ) ?? null);
