import { type Bound, broken, control, entriesOf, kept, nothingYet, says } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { approves, asksForList, isMailMarketing, mails, reached } from './acts.ts';

/** The mailing that promotes a partner: the bound purpose, or the one that names the bound recipient. */
function partnerPurpose({ path, policy }: Bound<unknown, Policy>): { name: string; partner: string } | null {
  for (const [purpose, declared] of Object.entries(policy.purposes)) {
    if (!isMailMarketing(declared) || !declared.partner) continue;
    if (path === `purposes.${purpose}` || path === `recipients.${declared.partner}`)
      return { name: purpose, partner: declared.partner };
  }
  return null;
}

const bound = (one: Bound<unknown, Policy>): { name: string; partner: string } => {
  const found = partnerPurpose(one);
  if (!found) throw new Error(`${one.path} names no partner`);
  return found;
};

/** What a partner offers goes only to who said yes to that partner, is sent by us, and the list never leaves for them. */
export const partnerMailings = control<unknown, Policy>({
  id: 'mkt.partners',
  applies: (_, one) => partnerPurpose(one) !== null,

  async state(live, one) {
    const { name, partner } = bound(one);
    // A company that promotes itself through us may also send for us: those lists are the platform's.
    const sendsFor = Object.entries(one.policy.purposes).flatMap(([purpose, { platform }]) =>
      purpose !== name && platform === partner ? [purpose] : [],
    );
    const [figures] = await live.rows<{ sent: number; without: number; lists: number }>(
      `select (select count(*)::int from outbox where purpose = $1 and class = 'marketing' and state = 'sent'
                 and settled_at > $3::timestamptz - interval '1 year') as sent,
         (select count(*)::int from outbox o where o.purpose = $1 and o.class = 'marketing' and o.state = 'sent'
            and o.settled_at > $3::timestamptz - interval '1 year' and not exists (
              select 1 from decision d where d.act = 'send' and d.purpose = $1 and d.verdict = 'allow' and d.code = 'send.consent'
                and d.person_id = o.person_id and d.decided_at = o.settled_at
                and d.decided_at > $3::timestamptz - interval '1 year')) as without,
         (select count(*)::int from list_stamp where recipient = $2 and not purpose = any($4::text[])) as lists`,
      [name, partner, live.now, sendsFor],
    );
    const { sent = 0, without = 0, lists = 0 } = figures ?? {};
    if (lists > 0)
      return broken({
        because: `${lists} lists of people left for the partner.`,
        figures: { sent, without, lists },
      });
    if (without > 0)
      return broken({
        because: `${without} mails about the partner went to people who had not said yes to that.`,
        figures: { sent, without, lists },
      });
    if (sent === 0) return nothingYet('No mail about a partner has been sent yet.');
    return kept({
      because:
        'Every mail about the partner went to somebody who had said yes to just that, and no list left.',
      figures: { sent, without, lists },
      entries: await entriesOf(live, 'mail.sent', { field: 'purpose', is: name }),
    });
  },

  async prove(twin, one) {
    const { scene } = twin;
    const { policy } = one;
    const { name, partner } = bound(one);
    const own = Object.entries(policy.purposes).find(
      ([, purpose]) => isMailMarketing(purpose) && !purpose.partner,
    )?.[0];
    const tags = own ? ['own-news', 'partner-news'] : ['partner-news'];
    if (own)
      await scene.given(`somebody who said yes to our own news (${own})`, () =>
        says(twin, 'own-news', own, 'confirmed'),
      );
    await scene.given('somebody who said yes to news of the partner', () =>
      says(twin, 'partner-news', name, 'confirmed'),
    );
    await scene.when('a mailing about the partner goes out', async () => {
      await mails(twin, policy, name, tags, 'Partner 1');
      await scene.then(
        'it reaches the one who said yes to the partner, and nobody else',
        () => reached(twin, tags, 'Partner 1'),
        ['partner-news'],
      );
    });
    await scene.when('a campaign of this purpose does not name its partner', async () => {
      const answer = await approves(twin, policy, name, { partner: null });
      await scene.then('it does not count as approved', () => answer.json.code, 'campaign.other-partner');
    });
    if (own)
      await scene.when('a campaign of our own news promotes the partner', async () => {
        const answer = await approves(twin, policy, own, { partner });
        await scene.then('it does not count as approved', () => answer.json.code, 'campaign.other-partner');
      });
    for (const purpose of [name, ...(own && policy.purposes[own]?.platform !== partner ? [own] : [])])
      await scene.when(`the partner asks for the list of ${purpose}`, async () => {
        const answer = await asksForList(twin, 'handover', purpose, partner, tags);
        await scene.then('it stays with us', () => [answer.status, answer.json.people ?? null], [403, null]);
      });
  },
});
