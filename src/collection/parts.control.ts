import {
  broken,
  control,
  entriesOf,
  kept,
  type Live,
  nothingYet,
  type State,
  type Twin,
} from '../controls/index.ts';
import { kindOf, type Policy } from '../policy/index.ts';
import { isForm, needOf, protectionOf } from './kinds.rules.ts';
import { count, type Declared, newestAt, type Point, said } from './looking.ts';
import { post, preparePosting } from './posting.ts';
import { provesAccessInText, provesMailed } from './secrets.proof.ts';
import { isFreeText } from './submission.rules.ts';

type Protected = Point & { field: string; how: NonNullable<ReturnType<typeof protectionOf>> };

/** The fields that a declaration protects, at the points where they come in. */
function protectedBy(bound: Declared): Protected[] {
  const { path, name, policy } = bound;
  const categories = path.startsWith('data.')
    ? [name]
    : path.startsWith('safeguards.')
      ? (policy.safeguards[name]?.protects ?? [])
      : Object.keys(policy.data);
  const fields = categories.flatMap((category) => {
    const declared = policy.data[category]?.fields ?? [];
    return Array.isArray(declared) ? declared : Object.keys(declared);
  });
  return Object.entries(policy.collection)
    .filter(([point]) => !path.startsWith('collection.') || point === name)
    .flatMap(([point, declared]) =>
      Object.keys(declared.fields).flatMap((field) => {
        const how = fields.includes(field) ? protectionOf(policy, field) : null;
        return how ? [{ name: point, declared, policy, field, how }] : [];
      }),
    );
}

const isMoney = (field: string): boolean => /card|bank|iban|sort-code|account-number/.test(field);
const secretsOf = (bound: Declared): Protected[] =>
  protectedBy(bound).filter(
    ({ how, policy, field }) =>
      how === 'hash' || (how === 'seal' && kindOf(policy, field) === 'secret' && !isMoney(field)),
  );

/** Of these fields a record shows a mask, and nothing else is kept but what their protection says. */
async function stateOf(live: Live, protectedFields: readonly Protected[]): Promise<State> {
  const [found] = await live.rows<{ kept: number; bare: number; loose: number }>(
    `with field as (select * from unnest($1::text[], $2::text[], $3::text[]) as f (point, field, how))
     select count(p.id)::int as kept,
            count(p.id) filter (where f.how in ('hash', 'tokenise', 'mask') and (p.sealed is not null or p.digest is null))::int as bare,
            (select count(*)::int from evidence_entry e join field g on g.point = e.body::jsonb ->> 'point'
             where e.kind = 'collection.received' and (e.body::jsonb -> 'fields') ? g.field
               and coalesce((e.body::jsonb ->> 'apart')::int, 0) = 0) as loose
     from field f join record r on r.point = f.point
     join record_part p on p.person_id = r.person_id and p.record_id = r.id and p.field = f.field`,
    [
      protectedFields.map(({ name }) => name),
      protectedFields.map(({ field }) => field),
      protectedFields.map(({ how }) => how),
    ],
  );
  const entries = await entriesOf(live, 'collection.received', {
    field: 'point',
    is: protectedFields[0]?.name ?? '',
  });
  if (!found || found.kept + found.loose === 0) return nothingYet('Nothing of this kind has come in yet.');
  const figures = { kept: found.kept };
  if (found.bare > 0)
    return broken({ because: 'A value is kept where only a hash or token may be.', figures, entries });
  if (found.loose > 0)
    return broken({ because: 'A protected field was stored with the rest.', figures, entries });
  return kept({ because: 'Kept apart, as hashes, tokens or sealed; records show masks.', figures, entries });
}

/** A password is a salted hash, an access to a client's system is sealed by itself; neither is shown, mailed or logged. */
export const credentialVault = control<unknown, Policy>({
  id: 'intake.credentials',
  applies: (_, bound) =>
    (bound.path.startsWith('safeguards.')
      ? bound.policy.safeguards[bound.name]?.kind === 'credentials'
      : bound.path.startsWith('data.') || bound.path.startsWith('collection.')) &&
    secretsOf(bound).length > 0,

  state: (live, bound) => stateOf(live, secretsOf(bound)),

  async prove(twin, bound) {
    for (const secret of secretsOf(bound)) await proveSecret(twin, secret);
    await provesAccessInText(twin, bound.policy);
  },
});

async function proveSecret(twin: Twin, { name, declared, policy, field, how }: Protected): Promise<void> {
  const { scene } = twin;
  const point = { name, declared, policy };
  const posting = await scene.given(`somebody gives "${field}" at "${name}"`, () =>
    preparePosting(twin, point, 'owner'),
  );
  const canary = 'Kiln-canary-7391-secret';
  const fields = { ...posting.fields, [field]: canary };
  const first = Object.keys(fields).find((one) => one !== field) ?? '';
  const wrong = await scene.when('the form comes back because something is missing', () =>
    post(twin, name, declared, { ...posting, fields: { ...fields, [first]: '' } }),
  );
  // A name that is kept as a hash alone is no secret to whoever types it.
  if (kindOf(policy, field) === 'secret')
    await scene.then('it does not hold what was typed there', () => wrong.text.includes(canary), false);
  if (how === 'hash') {
    const weak = await scene.when('they choose one that everybody guesses', () =>
      post(twin, name, declared, { ...posting, fields: { ...fields, [field]: 'password123' } }),
    );
    await scene.then('it is refused', () => weak.status, 422);
  }
  const sent = await scene.when('they send it', () => post(twin, name, declared, { ...posting, fields }));
  await scene.then('it is taken', () => sent.taken, true);
  const seen = await newestAt(twin, name);
  await scene.then(
    'whoever looks at the record sees a mask',
    () => JSON.stringify(seen).includes(canary),
    false,
  );
  await scene.when('the waiting mails leave', () => twin.work());
  await scene.then(
    'no table, log, file or mail holds it',
    async () => [
      await twin.searchEverywhere(canary),
      (await twin.mails()).filter(({ text, subject }) => `${subject}${text}`.includes(canary)).length,
    ],
    [[], 0],
  );
  const kind = await twin.rows<{ kind: string; kept: boolean; bytes: number }>(
    'select distinct kind, sealed is not null as kept, length(digest) as bytes from record_part where field = $1',
    [field],
  );
  await scene.then(
    how === 'hash' ? 'it is a salted hash, and the value is not kept' : 'it is sealed by itself',
    () => kind.map((one) => [one.kind, one.kept, (one.bytes ?? 0) >= 48]),
    [how === 'hash' ? ['hash', false, true] : ['secret', true, false]],
  );
  if (how !== 'hash') return;
  const email = Object.entries(fields).find(([one]) => kindOf(policy, one) === 'email')?.[1] ?? '';
  const check = async (password: string) =>
    (
      await twin.call('POST', '/api/credentials/check', {
        point: name,
        field,
        identity: { kind: 'email', value: email },
        password,
      })
    ).json.right;
  await scene.then(
    'the right one is told from a wrong one',
    async () => [await check(canary), await check(`${canary}!`)],
    [true, false],
  );
}

/** Card numbers and account numbers: a token and the last digits, and never in free text. */
export const moneyVault = control<unknown, Policy>({
  id: 'intake.financial',
  applies: (_, { path, name, policy }) => {
    if (!path.startsWith('data.')) return false;
    const { fields = [], protect } = policy.data[name] ?? {};
    const names = Array.isArray(fields) ? fields : Object.keys(fields);
    return names.some(isMoney) && protect !== undefined;
  },

  async state(live, bound) {
    const fields = protectedBy(bound).filter(({ field }) => isMoney(field));
    if (fields.length > 0) return stateOf(live, fields);
    const entries = await entriesOf(live, 'request.told', { field: 'template', is: 'masked' });
    return entries.length > 0
      ? kept({ because: 'Numbers that people wrote to us were masked, and each of them heard.', entries })
      : nothingYet('No form takes such numbers, free text that holds one is refused, and no mail held one.');
  },

  async prove(twin, bound) {
    const { scene } = twin;
    const card = '4111 1111 1111 1111';
    const iban = 'GB82 WEST 1234 5698 7654 32';
    for (const { name, declared, policy, field, how } of protectedBy(bound).filter((one) =>
      isMoney(one.field),
    )) {
      const posting = await scene.given(`somebody pays at "${name}"`, () =>
        preparePosting(twin, { name, declared, policy }, 'payer'),
      );
      const others = Object.keys(posting.fields).filter(
        (one) => isMoney(one) && one !== field && needOf(declared.fields[one] ?? 'optional') === 'optional',
      );
      const fields = Object.fromEntries(
        Object.entries({ ...posting.fields, [field]: card }).filter(([one]) => !others.includes(one)),
      );
      const sent = await scene.when(`they type a number into "${field}"`, () =>
        post(twin, name, declared, { ...posting, fields }),
      );
      await scene.then('it is taken', () => sent.taken, true);
      const seen = await newestAt(twin, name);
      await scene.then('the record shows its last four digits', () => seen?.fields[field], '•••• 1111');
      if (how === 'tokenise')
        await scene.then(
          'of the number a token is kept, and not the number',
          () =>
            twin.rows(
              'select distinct kind, sealed is null as unkept, digest is not null as token from record_part where field = $1',
              [field],
            ),
          [{ kind: 'token', unkept: true, token: true }],
        );
      await scene.then('the number is nowhere', () => everywhere(twin, card), []);
    }
    const texts = Object.entries(bound.policy.collection).flatMap(([name, declared]) => {
      const field = Object.keys(declared.fields).findLast(
        (one) => isFreeText(bound.policy, one) && kindOf(bound.policy, one) === 'long-text',
      );
      return isForm(declared) && field ? [{ name, declared, policy: bound.policy, field }] : [];
    });
    for (const { name, declared, policy, field } of texts.slice(0, 2)) {
      const before = await count(twin, `record where point = '${name}'`);
      const posting = await preparePosting(twin, { name, declared, policy }, 'writer');
      for (const number of [card, iban]) {
        const sent = await scene.when(
          `somebody types ${number === card ? 'a card number' : 'an IBAN'} into "${field}" at "${name}"`,
          () =>
            post(twin, name, declared, {
              ...posting,
              fields: { ...posting.fields, [field]: `Please take it from ${number}, thank you.` },
            }),
        );
        if (declared['numbers-in-text'] === 'mask') continue;
        await scene.then(
          'it is refused, and kept nowhere',
          async () => [
            said(sent)[0],
            await count(twin, `record where point = '${name}'`),
            await everywhere(twin, number),
          ],
          [422, before, []],
        );
      }
    }
    for (const [tag, says, secret] of [
      ['card-by-mail', 'a card number', card],
      ['iban-by-mail', 'an IBAN', iban],
    ] as const)
      await provesMailed(twin, bound.policy, { tag, says, text: `Please take it from ${secret}.`, secret });
  },
});

const everywhere = async (twin: Twin, number: string): Promise<string[]> => [
  ...(await twin.searchEverywhere(number)),
  ...(await twin.searchEverywhere(number.replaceAll(' ', ''))),
];
