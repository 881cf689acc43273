import { addressOf, LEAVES_RECORD, type Twin } from '../controls/index.ts';
import { kindOf, type Policy } from '../policy/index.ts';
import { newestAt, type Point } from './looking.ts';
import { post, preparePosting } from './posting.ts';
import { isFreeText } from './submission.rules.ts';

/** A password as people write it down for somebody who is to help them. */
const WRITTEN = 'Kiln-canary-8802-secret';

/** A field of free text, the longest, at points where somebody leaves a record: of a form and of what staff enter, one each. */
function freeTexts(policy: Policy): (Point & { field: string })[] {
  const found = Object.entries(policy.collection).flatMap(([name, declared]) => {
    const field = Object.keys(declared.fields).findLast(
      (one) => isFreeText(policy, one) && kindOf(policy, one) === 'long-text',
    );
    const leaves = ['support-case', ...LEAVES_RECORD].includes(declared.kind);
    const stored = declared.stores !== 'nowhere' && !declared.anonymous;
    return field && leaves && stored ? [{ name, declared, policy, field }] : [];
  });
  const entered = found.find(({ declared }) => ['email', 'post', 'in-person'].includes(declared.kind));
  return [...found.slice(0, 1), ...(entered && entered !== found[0] ? [entered] : [])];
}

/** Who types a password into a text has it masked there, hears so, and is shown where it can be handed over. */
export async function provesAccessInText(twin: Twin, policy: Policy): Promise<void> {
  const { scene } = twin;
  for (const { name, declared, field } of freeTexts(policy)) {
    const posting = await preparePosting(twin, { name, declared, policy }, 'helped');
    const text = `It does not start. User name: kiln-hand-77, password: ${WRITTEN}`;
    const sent = await scene.when(`somebody writes a password into "${field}" at "${name}"`, () =>
      post(twin, name, declared, { ...posting, fields: { ...posting.fields, [field]: text } }),
    );
    await scene.then('it is taken', () => sent.taken, true);
    const shown = (await newestAt(twin, name))?.fields[field] ?? '';
    await scene.then(
      'whoever reads it sees the words, and neither the password nor the user name',
      () => [shown.includes('does not start'), shown.includes(WRITTEN), shown.includes('kiln-hand-77')],
      [true, false, false],
    );
    if (Object.keys(posting.fields).some((one) => kindOf(policy, one) === 'email'))
      await scene.then('who wrote it hears that it is masked', () => masksTold(twin, 'helped'), true);
    await scene.then('no table, log, file or mail holds it', () => nowhere(twin, WRITTEN), true);
  }
  await provesMailed(twin, policy, {
    tag: 'by-mail',
    says: 'a password',
    text: `My password: ${WRITTEN}`,
    secret: WRITTEN,
  });
}

/** What nobody may send in a mail is masked before a case holds it, and whoever sent it hears so. */
export async function provesMailed(
  twin: Twin,
  policy: Policy,
  { tag, says, text, secret }: { tag: string; says: string; text: string; secret: string },
): Promise<void> {
  const { scene } = twin;
  await scene.when(`a mail comes that holds ${says}`, () =>
    twin.receiveMail({
      from: addressOf(tag),
      to: policy.organisation.contacts.privacy,
      subject: 'About my invoice',
      text: `Good morning. ${text}\nWill you write back?`,
    }),
  );
  const [request] = await twin.rows<{ id: string }>(
    'select id from request order by xmin::text::bigint desc limit 1',
  );
  const thread = (await twin.call('GET', `/api/requests/${request?.id}/thread`)).text;
  await scene.then(
    'whoever answers it reads the mail, and nothing of that',
    () => [thread.includes('Will you write back?'), thread.includes(secret)],
    [true, false],
  );
  await scene.then('who sent it hears that it is masked', () => masksTold(twin, tag), true);
  await scene.then('no table, log, file or mail holds it', () => nowhere(twin, secret), true);
}

async function masksTold(twin: Twin, tag: string): Promise<boolean> {
  await twin.work();
  return (await twin.mails()).some(({ to, text }) => to === addressOf(tag) && text.includes('masked'));
}

const nowhere = async (twin: Twin, secret: string): Promise<boolean> =>
  (await twin.searchEverywhere(secret)).length === 0 &&
  (await twin.mails()).every(({ subject, text }) => !`${subject}${text}`.includes(secret));
