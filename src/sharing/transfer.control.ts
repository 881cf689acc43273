import { broken, control, entriesOf, kept, nothingYet } from '../controls/index.ts';
import { isRestricted } from '../law/index.ts';
import type { Policy } from '../policy/index.ts';
import { lawCountry, mayTransfer, type Recipient } from './recipient.rules.ts';

/** No transfer without a mechanism that is valid on that day for that country (law X1 to X5). */
export const transferGate = control<Recipient, Policy>({
  id: 'xfer.gate',
  applies: (recipient, { path, policy }) =>
    path.startsWith('recipients.') && abroad(policy, recipient).length > 0,

  async state(live, { name, declared, policy }) {
    const [found] = await live.rows<{ asked: number; allowed: number }>(
      `select count(*)::int as asked, count(*) filter (where verdict = 'allow')::int as allowed from decision where recipient = $1 and act in ('share', 'transfer')`,
      [name],
    );
    if (!found || found.asked === 0)
      return nothingYet('Nothing has been asked of the gate for this recipient yet.');
    const bad = abroad(policy, declared)
      .map((country) => mayTransfer(policy, name, country, live.today))
      .find((flow) => flow.verdict === 'deny');
    const entries = await entriesOf(live, 'disclosure.allowed', { field: 'recipient', is: name });
    if (bad && found.allowed > 0)
      return broken({
        because: `Data went there, and today nothing makes that lawful: ${bad.says}`,
        figures: found,
        entries,
      });
    if (bad) return kept({ because: `Every transfer is refused: ${bad.says}`, figures: found });
    return kept({
      because: 'The mechanism that the register names is valid today.',
      figures: found,
      entries,
    });
  },

  async prove(twin, { name, declared, policy }) {
    const { scene } = twin;
    const [country = ''] = abroad(policy, declared);
    const asked = { act: 'transfer', recipient: name, country, purpose: declared.for?.[0] ?? '' };
    const today = await scene.when(`the gate is asked about a transfer to ${name} (${country})`, () =>
      twin.call('POST', '/api/decisions', asked),
    );
    await scene.then(
      `it is allowed by "${declared.transfer?.mechanism}"`,
      () => [today.json.verdict, today.json.code],
      ['allow', 'transfer.mechanism-valid'],
    );

    const elsewhere = await scene.given(`the same company with "privacy-shield" in its register`, () =>
      twin.withPolicy((files) => replaceMechanism(files, name)),
    );
    const shield = await scene.when('the gate is asked the same there', () =>
      elsewhere.call('POST', '/api/decisions', asked),
    );
    await scene.then(
      'it is refused: the Privacy Shield has been invalid since 16 July 2020',
      () => [shield.json.verdict, shield.json.code],
      ['deny', 'transfer.mechanism-invalid'],
    );
    const handed = await scene.when('data is to be handed over there all the same', () =>
      elsewhere.call('POST', '/api/disclosures', {
        recipient: name,
        purpose: declared.for?.[0] ?? '',
        data: declared.receives ?? [],
        people: 1,
      }),
    );
    await scene.then('that is refused too', () => handed.status, 403);
  },
});

const abroad = (policy: Policy, recipient: Recipient): string[] =>
  (recipient.where ?? []).filter((country) =>
    isRestricted(policy.organisation.jurisdiction === 'uk' ? 'uk' : 'eu', lawCountry(country)),
  );

/** The policy's text with another mechanism under this recipient, as somebody would edit it. */
function replaceMechanism(
  files: Readonly<Record<string, string>>,
  recipient: string,
): Record<string, string> {
  const lines = (files['policy.yaml'] ?? '').split('\n');
  const start = lines.findIndex((line) => new RegExp(`^  ${recipient}:`).test(line));
  const at = lines.findIndex((line, index) => index >= start && /mechanism:/.test(line));
  const edited = lines.map((line, index) =>
    index === at ? line.replace(/mechanism:\s*[a-z0-9-]+/, 'mechanism: privacy-shield') : line,
  );
  return { ...files, 'policy.yaml': edited.join('\n') };
}
