import { addDays, addPeriod, type Day } from '../base/index.ts';
import {
  type Bound,
  broken,
  control,
  entriesOf,
  kept,
  nothingYet,
  says,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { approves, isMailMarketing, mails, type Purpose, reached } from './acts.ts';

/** A campaign leaves only when its role approved it, with the reason why; then no more often and at no other hour than promised. */
export const mailingContent = control<Purpose, Policy>({
  id: 'mkt.content',
  applies: (purpose, { path }) =>
    path.startsWith('purposes.') && isMailMarketing(purpose) && purpose['approved-by'] !== undefined,

  async state(live, { name, declared }) {
    const [sent] = await live.rows<{ sent: number; without: number }>(
      `select count(*)::int as sent, count(*) filter (where c.id is null)::int as without
       from outbox o left join campaign c on c.id = o.campaign and c.purpose = o.purpose and c.approved_by = $2
           and c.approved_at <= o.settled_at and c.until >= (o.settled_at - interval '7 days')::date
           and length(c.says ->> 'relevance') > 0
       where o.purpose = $1 and o.class = 'marketing' and o.state = 'sent' and o.queued_at >= $3::date`,
      [name, declared['approved-by'], live.inForceSince],
    );
    if (!sent || sent.sent === 0) return nothingYet('No mail of this purpose has been sent yet.');
    if (sent.without > 0)
      return broken({
        because: `${sent.without} mails left without an approval that says why they are of use.`,
        figures: sent,
      });
    return kept({
      because: 'Every mail that left belongs to a campaign that was approved, with the reason.',
      figures: sent,
      entries: await entriesOf(live, 'campaign.approved', { field: 'purpose', is: name }),
    });
  },

  async prove(twin, bound) {
    const { scene } = twin;
    const { name, policy, declared } = bound;
    await scene.given('somebody who said yes', () => says(twin, 'reader', name, 'confirmed'));
    await scene.when('a mailing is sent that nobody approved', async () => {
      const answer = await mails(twin, policy, name, ['reader'], 'Unapproved', { campaign: null });
      await scene.then('it is refused', () => answer.status, 403);
      await scene.then('and reaches nobody', () => reached(twin, ['reader'], 'Unapproved'), []);
    });
    await scene.when(
      `${declared['approved-by']} approves one without a reason why it is of use`,
      async () => {
        const answer = await approves(twin, policy, name, { relevance: '-' });
        await scene.then('it does not count as approved', () => [answer.status, answer.json.code], [
          422,
          'campaign.no-reason',
        ]);
      },
    );
    const other = Object.keys(policy.organisation.officers).find((role) => role !== declared['approved-by']);
    if (other)
      await scene.when(`somebody else (${other}) approves one`, async () => {
        const answer = await approves(twin, policy, name, { approvedBy: other });
        await scene.then(
          'it does not count as approved',
          () => answer.json.code,
          'campaign.not-their-office',
        );
      });
    if (declared['soft-opt-in'])
      await scene.when(
        'one is approved that nobody says to be similar to what these people bought',
        async () => {
          const answer = await approves(twin, policy, name, { similar: null });
          await scene.then('it does not count as approved', () => answer.json.code, 'campaign.not-similar');
        },
      );
    await scene.when('one is approved that leaves in another name than ours', async () => {
      const answer = await approves(twin, policy, name, { sender: 'Somebody Else' });
      await scene.then('it does not count as approved', () => answer.json.code, 'campaign.other-sender');
    });
    await proveFrequency(twin, bound);
    await proveHours(twin, bound);
  },
});

/** As many as promised arrive, and one more does not until the period is over. */
async function proveFrequency(twin: Twin, { name, declared, policy }: Bound<Purpose, Policy>): Promise<void> {
  const { scene } = twin;
  const cap = declared['at-most'];
  if (!cap) {
    await scene.when('an approved one is sent', () => mails(twin, policy, name, ['reader'], 'Approved'));
    await scene.then('it arrives', () => reached(twin, ['reader'], 'Approved'), ['reader']);
    return;
  }
  for (let number = 1; number <= cap.messages; number += 1) {
    const subject = `Approved ${number}`;
    await scene.when(`approved mailing ${number} of ${cap.messages} is sent`, () =>
      mails(twin, policy, name, ['reader'], subject),
    );
    await scene.then('it arrives', () => reached(twin, ['reader'], subject), ['reader']);
  }
  await scene.when('one more than promised is sent', () => mails(twin, policy, name, ['reader'], 'Too many'));
  await scene.then('it does not arrive', () => reached(twin, ['reader'], 'Too many'), []);
  await scene.given(`${cap.per} goes by`, () => twin.travelTo(addDays(laterBy(twin.today(), cap.per), 1)));
  await scene.when('the next is sent', () => mails(twin, policy, name, ['reader'], 'Next'));
  await scene.then('it arrives', () => reached(twin, ['reader'], 'Next'), ['reader']);
}

const laterBy = (today: Day, period: string): Day =>
  /T/.test(period) ? addDays(today, 31) : addPeriod(today, period);

/** Nothing arrives in the quiet hours; in the morning it does. */
async function proveHours(twin: Twin, { name, declared, policy }: Bound<Purpose, Policy>): Promise<void> {
  const { scene } = twin;
  const quiet = declared['quiet-hours'];
  if (!quiet) return;
  await scene.given('somebody else who said yes', () => says(twin, 'sleeper', name, 'confirmed'));
  await scene.given(`it is ${quiet.from}`, () => twin.travelTo(addDays(twin.today(), 1), quiet.from));
  await scene.when('a mailing is sent', () => mails(twin, policy, name, ['sleeper'], 'At night'));
  await scene.then('it waits', () => reached(twin, ['sleeper'], 'At night'), []);
  await scene.given(`it is ${quiet.to} of the next day`, () =>
    twin.travelTo(addDays(twin.today(), 1), quiet.to),
  );
  await scene.then('it arrives', () => reached(twin, ['sleeper'], 'At night'), ['sleeper']);
}
