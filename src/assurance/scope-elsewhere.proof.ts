import { addressOf, expectOk, plausible, type Twin } from '../controls/index.ts';
import { governedElsewhere, kindOf, type Policy } from '../policy/index.ts';
import { plain, refuses } from './record.acts.ts';
import { type About, inSection, type Scope } from './scope.acts.ts';

/** Whoever asks us about data that others hold hears whose notice applies, and where; "theirs" without an address is refused. */
export async function proveElsewhere(twin: Twin, { name, scope, policy }: About): Promise<void> {
  const { scene } = twin;
  const governed = governedElsewhere(policy, name);
  if (governed && governed.where.length > 0) {
    await scene.when('somebody asks us what the others hold about them', async () =>
      expectOk(
        await twin.submitForm('/requests/new', { kind: 'access', email: addressOf('ada'), about: name }),
      ),
    );
    const letters = await mailsTo(twin, 'ada');
    await scene.then(
      'they hear where the notice is that applies',
      () => addressesIn(policy, scope).filter((one) => letters.includes(one)),
      addressesIn(policy, scope),
    );
    await scene.then(
      'and we answer all the same for what we hold',
      () => twin.rows('select kind, acts_as from request'),
      [{ kind: 'access', acts_as: 'controller' }],
    );
    await scene.then('the board says kept', () => twin.stateOf('notice.scope', `scope.${name}`), 'kept');
  }
  await proveSentBy(twin, name, scope, policy);
  await refuses(twin, {
    says: 'a word that sends people to others, and nowhere',
    rule: 'language-scope-nowhere',
    file: 'policy.yaml',
    named: 'proof-others',
    edit: (files) =>
      inSection(
        files,
        'scope',
        'proof-others: { says: their own notice is about that, governed-by: the-provider }',
      ),
  });
  await refuses(twin, {
    says: 'a site of a customer that leads to our notice',
    rule: 'language-scope-own-notice',
    file: 'policy.yaml',
    named: 'proof-shop',
    edit: (files) =>
      inSection(
        files,
        'scope',
        'proof-shop: { says: the shop of a customer, governed-by: the-client, places: { shop: { says: their shop, kind: website, at: https://shop.example, notice: /notice } } }',
      ),
  });
}

/** The addresses of a word as they are declared: its links, and where its places lead. */
const addressesIn = (policy: Policy, { notice = [], places = {}, 'governed-by': by }: Scope): string[] => [
  ...notice.flatMap((link) => policy.links[link]?.to ?? []),
  ...Object.values(places).flatMap((place) => place.notice ?? []),
  ...(policy.recipients[by]?.policy ? [policy.recipients[by].policy] : []),
];

const mailsTo = async (twin: Twin, tag: string): Promise<string> => {
  await twin.work();
  return (await twin.mails())
    .filter(({ to }) => to === addressOf(tag))
    .map(({ text }) => text)
    .join('\n');
};

/** Who applied through an agency that nobody here knows hears that the agency's own policy is about what the agency holds. */
async function proveSentBy(twin: Twin, name: string, scope: Scope, policy: Policy): Promise<void> {
  const { scene } = twin;
  if (scope['governed-by'] !== 'the-agency') return;
  const [point, declared] =
    Object.entries(policy.collection).find(
      ([, one]) => one.kind === 'application' && one.source?.policy === 'theirs',
    ) ?? [];
  if (!point || !declared) return;
  const agency = 'Larkbridge Staffing';
  const page = (await twin.visit(`/forms/${point}`)).text;
  const fields = Object.fromEntries(
    Object.keys(declared.fields).map((field) => [
      `field.${field}`,
      field === 'route'
        ? 'through an agency'
        : field === 'agency-name'
          ? agency
          : plausible(kindOf(policy, field), field, { tag: 'bea', today: twin.today() }),
    ]),
  );
  await scene.when(`somebody applies through ${agency}, which is on no list of ours (${name})`, async () =>
    expectOk(
      await twin.submitForm(`/forms/${point}`, {
        ...fields,
        notice: /name="notice" value="([0-9a-f]{64})"/.exec(page)?.[1] ?? '',
      }),
    ),
  );
  const letters = plain(await mailsTo(twin, 'bea'));
  await scene.then(
    'our first letter says that the policy of that agency is about what the agency holds',
    () => letters.includes(`What ${agency} holds about you falls under their own privacy policy`),
    true,
  );
}
