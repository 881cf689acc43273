import { addDays, addPeriod } from '../base/index.ts';
import { type Bound, expectOk, type Twin } from '../controls/index.ts';
import { kindOf, type Policy } from '../policy/index.ts';
import type { CollectionPoint } from './kinds.rules.ts';
import { type Posting, post, preparePosting } from './posting.ts';

type Here = Bound<CollectionPoint, Policy>;

/** What was sent in opens nothing until the link in the mail was followed, and nothing at all once the time is over. */
export async function opensOnceConfirmed(twin: Twin, bound: Here, sent: Posting): Promise<void> {
  const { name, declared, policy } = bound;
  const { scene } = twin;
  const { confirmed, begins } = declared;
  if (!confirmed || begins === undefined) return;
  const open = () => running(twin, begins);
  const [address = ''] = Object.keys(sent.fields).filter((field) => kindOf(policy, field) === 'email');

  await scene.then('nothing is open yet', open, 0);
  await scene.when('the same is sent with "jo@@example" for an address', async () => {
    const fields = { ...sent.fields, [address]: 'jo@@example' };
    const { status } = await post(twin, name, declared, { ...sent, fields });
    await scene.then('it is refused', () => status, 422);
  });
  const first = await scene.when('the link in the mail to that address is followed', async () => {
    const link = await linkTo(twin, sent.fields[address] ?? '');
    expectOk(await twin.submitForm(link, {}));
    return link;
  });
  await scene.then(`it is open (${begins})`, open, 1);
  await scene.then('the ledger says so, with the notice that was shown', () => opened(twin, name), [
    sent.notice,
  ]);
  await scene.when('the link is followed again', () => twin.submitForm(first, {}));
  await scene.then('it is open once', open, 1);

  const late = await scene.given(`somebody else sends it, under another address`, async () => {
    const posting = await preparePosting(twin, bound, 'unconfirmed');
    expectOk(await post(twin, name, declared, posting));
    return linkTo(twin, posting.fields[address] ?? '');
  });
  const over = addPeriod(twin.today(), confirmed.within);
  const records = () => kept(twin, name);
  await scene.given('nobody follows that link', () => twin.travelTo(addDays(over, -1)));
  await scene.then('what they sent is still there on the last day', records, 2);
  await scene.when(`the time for it (${confirmed.within}) goes by`, () => twin.travelTo(over));
  await scene.when('it is followed too late', async () => {
    const { status } = await twin.submitForm(late, {});
    await scene.then('that is refused', () => status, 410);
  });
  await scene.then('theirs stays closed', open, 1);
  const keep = keptAfter(policy, name, confirmed.lapses);
  if (keep === null) return;
  if (addPeriod(over, keep) > over)
    await scene.when(`the time for which it is kept then (${keep}) goes by`, () =>
      twin.travelTo(addPeriod(over, keep)),
    );
  await scene.then('what they sent is gone, and the other’s is there', records, 1);
}

/** What is kept of a point when nobody confirmed: the period of the rule that counts from the lapse alone; null: none does. */
function keptAfter({ retention }: Policy, point: string, lapses: string | undefined): string | null {
  const rule = Object.values(retention).find(
    ({ from, collection, then }) =>
      lapses !== undefined && from === lapses && then === 'erase' && collection?.includes(point),
  );
  return rule?.keep ?? null;
}

async function running(twin: Twin, relationship: string): Promise<number> {
  const [found] = await twin.rows<{ open: number }>(
    'select count(*)::int as open from relationship where kind = $1 and ended_on is null',
    [relationship],
  );
  return found?.open ?? 0;
}

async function kept(twin: Twin, point: string): Promise<number> {
  const [found] = await twin.rows<{ all: number }>(
    'select count(*)::int as all from record where point = $1',
    [point],
  );
  return found?.all ?? 0;
}

const opened = async (twin: Twin, point: string): Promise<string[]> =>
  (
    await twin.rows<{ notice: string }>(
      `select body::jsonb ->> 'notice' as notice from evidence_entry
       where kind = 'collection.confirmed' and body::jsonb ->> 'point' = $1 order by id`,
      [point],
    )
  ).map(({ notice }) => notice);

/** The page at which the mail to this address lets its reader confirm. */
async function linkTo(twin: Twin, address: string): Promise<string> {
  await twin.work();
  const mail = (await twin.mails()).find(({ to, text }) => to === address && text.includes('/activate/'));
  const [link] = /\/activate\/\S+/.exec(mail?.text ?? '') ?? [];
  if (link === undefined) throw new Error(`no mail with a link reached ${address}`);
  expectOk(await twin.visit(link));
  return link;
}
