import { addPeriod, type Day } from '../base/index.ts';
import {
  becomesOneOf,
  broken,
  control,
  entriesOf,
  kept,
  type Live,
  nothingYet,
  type State,
  type Twin,
} from '../controls/index.ts';
import { isStaffPoint, isStaffPurpose, kindOf, mapsStaff, type Policy, unmappedAt } from '../policy/index.ts';
import { withField, withoutPart } from './edit.rules.ts';
import { type CollectionPoint, isAnonymous } from './kinds.rules.ts';
import { post, preparePosting } from './posting.ts';
import { cameIn, timesOf } from './received.ts';
import { restsOnYes } from './special.rules.ts';

type Declared = Policy['purposes' | 'data' | 'collection' | 'recipients'][string];
type Here = { path: string; name: string; policy: Policy };

/** Every field about staff serves a duty of the employer, and goes to nobody but those who are listed for it. */
export const staffMap = control<Declared, Policy>({
  id: 'hr.map',
  applies: (_, here) =>
    mapsStaff(here.policy) &&
    (here.path.startsWith('recipients.') ? dutiesOf(here).length > 0 : pointsOf(here).length > 0),

  state: (live, here) =>
    here.path.startsWith('recipients.') ? recipientState(live, here) : mapState(live, here),

  prove: (twin, here) =>
    here.path.startsWith('recipients.') ? proveRecipient(twin, here) : proveMap(twin, here),
});

/** The purposes about staff for which a recipient is listed. */
const dutiesOf = ({ name, policy }: Here): string[] =>
  (policy.recipients[name]?.for ?? []).filter((one) => isStaffPurpose(policy, one));

/** The points for staff that the declaration speaks of, by what it is used for or what it holds. */
const pointsOf = ({ path, name, policy }: Here): string[] =>
  Object.entries(policy.collection).flatMap(([one, point]) => {
    if (!isStaffPoint(policy, point) || isAnonymous(point) || point.stores === 'nowhere') return [];
    const speaks = path.startsWith('collection.')
      ? one === name
      : path.startsWith('purposes.')
        ? point.purposes.includes(name)
        : Object.keys(point.fields).some((field) => fieldsOf(policy, name).includes(field));
    return speaks ? [one] : [];
  });

const fieldsOf = (policy: Policy, category: string): string[] => {
  const fields = policy.data[category]?.fields ?? [];
  return Array.isArray(fields) ? fields : Object.keys(fields);
};

async function mapState(live: Live, here: Here): Promise<State> {
  const { policy } = here;
  const points = pointsOf(here);
  const received = await cameIn(live, policy, points);
  const unmapped = received.flatMap(({ point, fields, policy: then }) => {
    const declared = then?.collection[point];
    return then && declared ? fields.filter((field) => unmappedAt(then, declared, field) !== null) : [];
  });
  const [duty] = await live.rows<{ untold: number }>(
    `select count(*)::int as untold from record_source s join record r on r.person_id = s.person_id and r.id = s.record_id
     where s.third and r.point = any($1::text[])
       and not exists (select 1 from told_duty t where t.person_id = r.person_id and t.id = r.id)`,
    [points.filter((one) => policy.collection[one]?.['tell-within'] !== undefined)],
  );
  const figures = {
    records: timesOf(received),
    unmapped: unmapped.length,
    untold: duty?.untold ?? 0,
  };
  if (figures.records === 0) return nothingYet('Nothing about staff has come in there yet.');
  const entries = await entriesOf(live, 'collection.received', { field: 'point', is: points[0] ?? '' });
  if (unmapped.length > 0)
    return broken({
      because: `Fields were kept that serve no duty of an employer: ${[...new Set(unmapped)].join(', ')}.`,
      figures,
      entries,
    });
  if (figures.untold > 0)
    return broken({
      because: `${figures.untold} people whom others named are owed no word of it.`,
      figures,
      entries,
    });
  return kept({ because: 'Every field that was kept serves a duty of an employer.', figures, entries });
}

async function recipientState(live: Live, here: Here): Promise<State> {
  const { name, policy } = here;
  const duties = dutiesOf(here);
  const [found] = await live.rows<{ given: number; refused: number; beyond: number }>(
    `select count(*) filter (where verdict = 'allow')::int as given, count(*) filter (where verdict <> 'allow')::int as refused,
       count(*) filter (where verdict = 'allow' and not (purpose = any($2::text[]) and data <@ $3::text[]))::int as beyond
     from disclosure where recipient = $1`,
    [name, policy.recipients[name]?.for ?? duties, policy.recipients[name]?.receives ?? []],
  );
  if (!found || found.given + found.refused === 0) return nothingYet('Nothing has been handed to them yet.');
  const entries = await entriesOf(live, 'disclosure.allowed', { field: 'recipient', is: name });
  return found.beyond > 0
    ? broken({
        because: `${found.beyond} times they got what they are not listed for.`,
        figures: found,
        entries,
      })
    : kept({ because: 'They got what they are listed for, for the duties named.', figures: found, entries });
}

const CANARY = 'canary-hobby-5521';

async function proveMap(twin: Twin, here: Here): Promise<void> {
  const { scene } = twin;
  const { policy } = here;
  const [name = ''] = pointsOf(here);
  const declared = policy.collection[name];
  if (!declared) return;
  const sends = async (company: Twin, tag: string, more: Readonly<Record<string, string>> = {}) => {
    const posting = await preparePosting(company, { name, declared, policy }, tag);
    return (await post(company, name, declared, { ...posting, fields: { ...posting.fields, ...more } }))
      .taken;
  };
  await becomesOneOf(twin, 'colleague', declared.people ?? [], policy.people);
  await scene.when(`what "${name}" asks for comes in`, async () => {
    await scene.then('it is taken: each field names its duty', () => sends(twin, 'colleague'), true);
  });
  const reached = Object.keys(declared.fields).some((field) => kindOf(policy, field) === 'email');
  if (declared['tell-within'] !== undefined && declared.from !== 'the-person' && !reached) {
    const due = addPeriod(twin.today(), declared['tell-within']);
    await scene.then('the one who was named is owed word of it in time', () => owed(twin), [due]);
  }
  const curious = await scene.given(`the same company, where "${name}" also asks for hobbies`, () =>
    twin.withPolicy((files) => withField(files, name, plainCategory(policy, declared), 'hobbies')),
  );
  await becomesOneOf(curious, 'colleague', declared.people ?? [], policy.people);
  await scene.when('a hobby is entered there', async () => {
    await scene.then(
      'it is refused: it serves no duty',
      () => sends(curious, 'colleague', { hobbies: CANARY }),
      false,
    );
  });
  await scene.then('it is nowhere', () => curious.searchEverywhere(CANARY), []);
  const statute = spokenOf(here, declared).find((field) => dutyOf(declared, field) === 'statute');
  if (statute) {
    const bare = await scene.given(
      `the same company, where nobody says which statute asks for ${statute}`,
      () => twin.withPolicy((files) => withoutPart(files, ['collection', name, 'fields', statute, 'law'])),
    );
    await becomesOneOf(bare, 'colleague', declared.people ?? [], policy.people);
    await scene.when(`what "${name}" asks for comes in there`, async () => {
      await scene.then('it is refused', () => sends(bare, 'colleague'), false);
    });
  }
  if (here.path.startsWith('purposes.') && (policy.purposes[here.name]?.recipients?.length ?? 0) > 0)
    await proveUnlisted(twin, here.name, policy.purposes[here.name]?.data ?? []);
}

/** Payroll goes to whom the policy lists, and to no new one whom nobody declared. */
async function proveUnlisted(twin: Twin, purpose: string, data: readonly string[]): Promise<void> {
  const { scene } = twin;
  await scene.when(`data of staff is to go to a payroll company that nobody listed`, async () => {
    const { status } = await hands(twin, 'new-pay-whom-nobody-listed', purpose, data);
    await scene.then('it is refused', () => status, 403);
  });
}

async function proveRecipient(twin: Twin, here: Here): Promise<void> {
  const { scene } = twin;
  const { name, policy } = here;
  const listed = policy.recipients[name];
  const [purpose = ''] = dutiesOf(here);
  const used = policy.purposes[purpose]?.data ?? [];
  const receives = (listed?.receives ?? used).filter((one) => used.includes(one));
  if (listed?.approval === undefined && !restsOnYesOf(policy, purpose))
    await scene.when(`${name} is to get what it is listed for, for "${purpose}"`, async () => {
      const { status } = await hands(twin, name, purpose, receives);
      await scene.then('it may', () => status, 201);
    });
  const other = Object.entries(policy.purposes).find(
    ([one, { kind }]) => kind === 'employment' && !listed?.for?.includes(one) && one !== purpose,
  )?.[0];
  if (other)
    await scene.when(`it is to get the same for "${other}", for which it is not listed`, async () => {
      const { status } = await hands(twin, name, other, receives);
      await scene.then('it may not', () => status, 403);
    });
  const surplus = Object.keys(policy.data).find((one) => !(listed?.receives ?? used).includes(one));
  if (surplus)
    await scene.when(`it is to get ${surplus} as well`, async () => {
      const { status } = await hands(twin, name, purpose, [...receives, surplus]);
      await scene.then('it may not', () => status, 403);
    });
  await proveUnlisted(twin, purpose, receives);
}

const restsOnYesOf = (policy: Policy, purpose: string): boolean => {
  const declared = policy.purposes[purpose];
  return declared !== undefined && restsOnYes(declared);
};

const hands = (twin: Twin, recipient: string, purpose: string, data: readonly string[]) =>
  twin.call('POST', '/api/disclosures', { recipient, purpose, data, people: 1 });

const owed = async (twin: Twin): Promise<Day[]> => {
  const { json } = await twin.call('GET', '/api/told');
  return Array.isArray(json.items) ? (json.items as { dueOn: Day }[]).map(({ dueOn }) => dueOn) : [];
};

const dutyOf = ({ fields }: CollectionPoint, field: string): string | undefined => {
  const declared = fields[field];
  return typeof declared === 'object' ? declared.duty : undefined;
};

/** The fields of the point that the declaration speaks of, those that people type in. */
function spokenOf({ path, name, policy }: Here, point: CollectionPoint): string[] {
  const categories = path.startsWith('data.')
    ? [name]
    : path.startsWith('purposes.')
      ? (policy.purposes[name]?.data ?? [])
      : Object.keys(policy.data);
  const spoken = categories.flatMap((category) => fieldsOf(policy, category));
  return Object.keys(point.fields).filter(
    (field) => spoken.includes(field) && kindOf(policy, field) !== 'file',
  );
}

/** A kind of data of this point that the law does not protect specially. */
const plainCategory = (policy: Policy, { purposes }: CollectionPoint): string =>
  policy.purposes[purposes[0] ?? '']?.data.find(
    (one) => !policy.data[one]?.special && !policy.data[one]?.criminal,
  ) ?? '';
