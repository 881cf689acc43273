import { addDays, type Day } from '../base/index.ts';
import {
  asksToHandOver,
  broken,
  control,
  entriesOf,
  kept,
  nothingYet,
  type Twin,
} from '../controls/index.ts';
import { isRestricted } from '../law/index.ts';
import type { Policy } from '../policy/index.ts';
import { withRecipient } from './edit.rules.ts';
import { lawCountry, type Recipient } from './recipient.rules.ts';
import { mechanismStoodOn } from './register.rules.ts';

/** No transfer without a mechanism that is valid on that day for that country (law X1 to X5). */
export const transferGate = control<Recipient, Policy>({
  id: 'xfer.gate',
  applies: (recipient, { path, policy }) =>
    path.startsWith('recipients.') && abroad(policy, recipient).length > 0,

  async state(live, { name, declared, policy }) {
    const [found] = await live.rows<{ asked: number; handed: number }>(
      `select (select count(*)::int from decision where recipient = $1 and act in ('share', 'transfer')) as asked,
         (select count(*)::int from disclosure where recipient = $1 and verdict = 'allow') as handed`,
      [name],
    );
    const { asked = 0, handed = 0 } = found ?? {};
    if (asked + handed === 0)
      return nothingYet('Nothing has been asked for or handed over for this recipient yet.');
    // What went before this register was in force went by another.
    const days = await live.rows<{ day: Day; went: number }>(
      `select (at at time zone $2)::date::text as day, count(*)::int as went
       from (select asked_at as at from disclosure where recipient = $1 and verdict = 'allow'
             union all select decided_at from decision where recipient = $1 and act = 'transfer' and verdict = 'allow') allowed
       where at >= (select max(in_force_at) from policy_version where in_force_at is not null and replaced_at is null)
       group by 1 order by 1`,
      [name, policy.organisation.zone],
    );
    const without = days.filter(({ day }) => !mechanismStoodOn(policy, declared, day));
    const figures = { asked, handed, without: without.reduce((sum, { went }) => sum + went, 0) };
    const entries = await entriesOf(live, 'disclosure.allowed', { field: 'recipient', is: name });
    const last = without.at(-1)?.day;
    if (last !== undefined)
      return broken({
        because: `${figures.without} times data was let go there with nothing that made it lawful that day, the last on ${last}.`,
        figures,
        entries,
      });
    return kept({
      because:
        handed === 0 && days.length === 0
          ? 'Everything that was asked for was refused: nothing went there.'
          : 'On each day on which something went there the mechanism that the register names was valid.',
      figures,
      entries,
    });
  },

  async prove(twin, { name, declared, policy }) {
    const { scene } = twin;
    const [country = ''] = abroad(policy, declared);
    const asked = { act: 'transfer', recipient: name, country, purpose: declared.for?.[0] ?? '' };
    // Some of its countries may need no mechanism: where one is missing, the others are refused.
    const everywhere = async (company: Twin) =>
      Promise.all(
        abroad(policy, declared).map(
          async (each) =>
            (await company.call('POST', '/api/decisions', { ...asked, country: each })).json.verdict,
        ),
      );
    const today = await scene.when(`the gate is asked about a transfer to ${name} (${country})`, () =>
      twin.call('POST', '/api/decisions', asked),
    );
    await scene.then(
      `it is allowed by "${declared.transfer?.mechanism}"`,
      () => [today.json.verdict, today.json.code],
      ['allow', 'transfer.mechanism-valid'],
    );

    const elsewhere = await scene.given(`the same company with "privacy-shield" in its register`, () =>
      twin.withPolicy((files) =>
        withRecipient(files, name, { transfer: { ...declared.transfer, mechanism: 'privacy-shield' } }),
      ),
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
      asksToHandOver(elsewhere, policy, {
        recipient: name,
        purpose: declared.for?.[0] ?? '',
        data: declared.receives ?? [],
      }),
    );
    await scene.then('that is refused too', () => handed.status, 403);
    const { transfer } = declared;
    if (transfer?.checked && CHECKED.includes(transfer.mechanism)) {
      const unchecked = await scene.given('the same company, where nobody has checked the recipient', () =>
        twin.withPolicy((files) =>
          withRecipient(files, name, { transfer: { ...transfer, checked: undefined } }),
        ),
      );
      const asking = await scene.when('the gate is asked the same there', () => everywhere(unchecked));
      await scene.then('it is refused', () => asking.includes('deny'), true);
    }
    const ends = transfer?.expires;
    if (!ends || ends < twin.today()) return;
    await scene.when(`the mechanism has ended, on ${ends}`, () => twin.travelTo(addDays(ends as Day, 1)));
    const ended = await everywhere(twin);
    await scene.then('it is refused from then on', () => ended.includes('deny'), true);
  },
});

/** The mechanisms that serve only where somebody looked: is this recipient certified, does its country protect? (law X3, X4) */
const CHECKED: readonly string[] = ['data-bridge', 'idta', 'addendum', 'eu-sccs-2021', 'bcr'];

const abroad = (policy: Policy, recipient: Recipient): string[] =>
  (recipient.where ?? []).filter((country) =>
    isRestricted(policy.organisation.jurisdiction === 'uk' ? 'uk' : 'eu', lawCountry(country)),
  );
