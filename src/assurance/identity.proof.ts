import { addDays, addPeriod, type Day } from '../base/index.ts';
import type { Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { announcing, deciding } from './launch.acts.ts';
import { formOf, letterTo, namedIn, noticeNow, plain, refusalOf, signs } from './record.acts.ts';

type Organisation = Policy['organisation'];
type Change = { what: string; from: string; to: string };

/** What not every place tells: the number under which to call, and the town that a notice names. */
const PHONE = 'phone';
const HEAD = 'head office';

/** Where people read who we are: what each place says, by its name. */
type Places = { place: string; says: string }[];

export async function proveIdentity(twin: Twin, declared: Organisation, policy: Policy): Promise<void> {
  const { scene } = twin;
  const shown = recordIn(declared);
  const before = await scene.when('somebody reads the notice, the centre, a form and a letter from us', () =>
    placesOf(twin, policy, 'ada'),
  );
  await scene.then(
    'each shows the record as it is declared',
    () => shownIn(before, shown),
    before.map(({ place }) => [place, ...shown]),
  );
  await refusesWrongOnes(twin, declared, policy);
  await decidesBeforeAnotherBusiness(twin, declared, policy);
  const changed = changesTo(declared, policy);
  await scene.when('we have moved and are called otherwise, and the record is changed, there alone', () =>
    publishes(twin, policy, (files) => withRecord(files, changed)),
  );
  const after = await scene.when('somebody else reads them', () => placesOf(twin, policy, 'bea'));
  const now = changed.filter(({ what }) => what !== PHONE && what !== HEAD).map(({ to }) => to);
  await scene.then(
    'each shows the new record',
    () => shownIn(after, now),
    after.map(({ place }) => [place, ...now]),
  );
  await scene.then(
    'what was before stands nowhere any more',
    () =>
      after.flatMap(({ place, says }) =>
        changed.filter(({ from }) => says.includes(from)).map(({ what }) => `${what} in ${place}`),
      ),
    [],
  );
  await looksAgain(twin, declared['verified-by'] ?? [], policy);
}

/** What every place shows: the legal name first, and what else is declared of it. */
const recordIn = (organisation: Organisation): string[] =>
  [
    organisation.name,
    organisation['company-number'],
    organisation['vat-number'],
    organisation['registered-office'],
  ].flatMap((said) => said ?? []);

async function placesOf(twin: Twin, policy: Policy, tag: string): Promise<Places> {
  const form = formOf(policy);
  const pages = { notice: '/notice', centre: '/', ...(form && { form: `/forms/${form}` }) };
  const read: Places = [];
  for (const [place, path] of Object.entries(pages))
    read.push({ place, says: plain((await twin.visit(path)).text) });
  return [...read, { place: 'letter', says: await letterTo(twin, tag) }];
}

/** Each place, with what of these it shows. */
const shownIn = (places: Places, said: readonly string[]): string[][] =>
  places.map(({ place, says }) => [place, ...said.filter((one) => says.includes(one))]);

/** Names and figures that nobody has; whoever is told before they count is told of these. */
function changesTo({ contacts, ...organisation }: Organisation, policy: Policy): Change[] {
  const number = organisation['company-number'];
  const changes: (Omit<Change, 'from'> & { from: string | undefined })[] = [
    // A name counts only after people were told of it; where nobody is ever told, it stays.
    {
      what: 'name',
      from: organisation.name,
      to: policy.changes.material ? 'Wrenfield Holdings Limited' : organisation.name,
    },
    { what: 'number', from: number, to: `${number?.slice(0, -6)}310047` },
    { what: 'VAT number', from: organisation['vat-number'], to: 'GB 310 0047 31' },
    { what: 'office', from: organisation['registered-office'], to: '31 Altered Lane, Newtown' },
    { what: HEAD, from: organisation['head-office'], to: 'Newtown, at the river' },
    { what: PHONE, from: contacts.phone, to: '01632 960731' },
  ];
  return changes.flatMap(({ what, from, to }) =>
    from === undefined || from === to ? [] : [{ what, from, to }],
  );
}

/** The block of the record with these values changed in it, and not a letter elsewhere. */
function withRecord(files: Record<string, string>, changed: readonly Change[]): Record<string, string> {
  const whole = files['policy.yaml'] ?? '';
  const [block = ''] = /^organisation:.*\n(?:(?:[ #].*)?\n)*/m.exec(whole) ?? [];
  const edited = changed
    .toSorted((a, b) => b.from.length - a.from.length)
    .reduce((text, { from, to }) => text.replaceAll(from, to), block);
  return { ...files, 'policy.yaml': whole.replace(block, () => edited) };
}

/** Puts a change forward and lets the days go by for which people are told of it. */
async function publishes(
  twin: Twin,
  { changes }: Policy,
  edit: (files: Record<string, string>) => Record<string, string>,
): Promise<void> {
  const old = await noticeNow(twin);
  await twin.editPolicy(announcing(edit, twin.today()));
  if ((await noticeNow(twin)) !== old || !changes.material) return;
  const told = addDays(twin.today(), 1);
  await twin.travelTo(told);
  await twin.travelTo(addDays(addPeriod(told, changes.material.notice), 1));
}

/** A figure that cannot be right, and a name that is nobody's, are found before anybody reads them. */
async function refusesWrongOnes(twin: Twin, declared: Organisation, policy: Policy): Promise<void> {
  if (!policy.changes['must-pass-check']) return;
  const { scene } = twin;
  const old = await noticeNow(twin);
  const number = declared['company-number'];
  // Each country numbers its companies in its own way; that of the UK's we know.
  if (number && declared.jurisdiction === 'uk') {
    const refused = await scene.when('a company number with a figure too few is put forward', () =>
      refusalOf(twin, (files) =>
        withRecord(files, [{ what: 'number', from: number, to: number.slice(0, -3) }]),
      ),
    );
    await scene.then(
      'it is refused, and the place is named',
      () => namedIn(refused, 'language-company-number'),
      'policy.yaml',
    );
  }
  const like = `${declared['short-name'] ?? declared.name.split(' ')[0]} Overseas Ltd`;
  const refused = await scene.when(`a text that names "${like}" is put forward`, () =>
    refusalOf(twin, (files) => ({
      ...files,
      'notice.md': `${files['notice.md']}\n\nThe form at the foot of this page is by ${like} today.\n`,
    })),
  );
  await scene.then('it is refused as well', () => namedIn(refused, 'language-other-legal-name'), 'notice.md');
  await scene.then('what was published stays', () => noticeNow(twin), old);
}

/** Whoever is to look whether the record is right does, and then one after the other does not again. */
async function looksAgain(twin: Twin, names: readonly string[], policy: Policy): Promise<void> {
  const { scene } = twin;
  const state = () => twin.stateOf('notice.identity', 'organisation');
  const dueOf = (name: string): Day => addPeriod(twin.today(), policy.attestations[name]?.every ?? 'P1Y');
  await scene.when('whoever is to look signs that the record is right', () => signs(twin, policy, names));
  await scene.then('the board says kept', state, 'kept');
  for (const name of names.toSorted((a, b) => (dueOf(a) < dueOf(b) ? -1 : 1))) {
    const due = dueOf(name);
    await scene.when(`"${name}" is not signed again, and ${due} comes, the last day`, async () => {
      await twin.travelTo(due);
      await signs(
        twin,
        policy,
        names.filter((one) => one !== name),
      );
    });
    await scene.then('the board warns', state, 'at-risk');
    await scene.when('the day after', () => twin.travelTo(addDays(due, 1)));
    await scene.then('the board says broken', state, 'broken');
    await scene.when('it is signed late', () => signs(twin, policy, names));
    await scene.then('the board says kept again', state, 'kept');
  }
}

/** Another line of business is taken up once somebody has decided what that means for the notice, and not before. */
async function decidesBeforeAnotherBusiness(
  twin: Twin,
  { business }: Organisation,
  policy: Policy,
): Promise<void> {
  if (business === undefined || !policy.changes['gate-launches']) return;
  const { scene } = twin;
  const other = (files: Record<string, string>) =>
    withRecord(files, [{ what: 'business', from: business, to: 'finding staff for other companies' }]);
  const old = await noticeNow(twin);
  const refused = await scene.when('another line of business is put forward, and nobody has decided', () =>
    refusalOf(twin, other),
  );
  await scene.then(
    'it is refused, and the refusal names it',
    () => refused?.includes('organisation.business') ?? false,
    true,
  );
  await scene.then('the notice tells of the old one', () => noticeNow(twin), old);
  await scene.when('somebody decides, and it is put forward again', () =>
    twin.editPolicy(deciding(other, twin.today())),
  );
  await scene.then(
    'now the notice tells of it',
    async () => plain((await twin.visit('/notice')).text).includes('finding staff for other companies'),
    true,
  );
}
