import { broken, control, identityOf, kept, nothingYet, says } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { becomesConcerned, restsOnYes, verdictOf } from './acts.ts';

type Purpose = Policy['purposes'][string];

/** What working out somebody's interests is to the gate: profiling where the policy says so, else a use of what they told us. */
const actOf = ({ kind }: Purpose): 'profile' | 'use' => (kind === 'profiling' ? 'profile' : 'use');

/** Somebody's interests are worked out only while they agree, or have not objected, and from what is declared for it. */
export const profilingConsent = control<Purpose, Policy>({
  id: 'profiling.consent',
  applies: (purpose, { path }) =>
    path.startsWith('purposes.') &&
    (purpose.kind === 'profiling' || (purpose.kind === 'marketing' && purpose.basis === 'consent')),

  async state(live, { name, declared }) {
    const [found] = await live.rows<{ allowed: number; refused: number; against: number }>(
      `select count(*) filter (where verdict = 'allow')::int as allowed, count(*) filter (where verdict <> 'allow')::int as refused,
         count(*) filter (where verdict = 'allow' and (
           ($3 and not exists (select 1 from jsonb_array_elements(coalesce(facts -> 'spoken', '[]')) s where s ->> 'state' in ('granted', 'confirmed')))
           or facts ? 'objection' or facts ? 'suppression'))::int as against
       from decision where act = $2 and purpose = $1 and decided_at > $4::timestamptz - interval '1 year'`,
      [name, actOf(declared), restsOnYes(declared), live.now],
    );
    if (!found || found.allowed + found.refused === 0)
      return nothingYet('Nobody has been profiled for this yet.');
    return found.against > 0
      ? broken({
          because: `${found.against} people were profiled who had not agreed, or had objected.`,
          figures: found,
        })
      : kept({ because: 'Only people who agreed, or had not objected, were profiled.', figures: found });
  },

  async prove(twin, { name, declared, policy }) {
    const { scene } = twin;
    const act = actOf(declared);
    const may = (tag: string, data: readonly string[] = declared.data) =>
      verdictOf(twin, { act, purpose: name, data, identity: identityOf(tag) });
    if (restsOnYes(declared))
      await scene.when('a system would work out the interests of somebody who never agreed', async () => {
        await twin.call('POST', '/api/people', { identities: [identityOf('silent')] });
        await scene.then('it may not', () => may('silent'), 'deny');
      });
    await scene.given(
      restsOnYes(declared)
        ? 'somebody who agreed to it'
        : 'somebody whom it is about, and who has not objected',
      () => becomesConcerned(twin, 'somebody', name, declared, policy),
    );
    await scene.then('of them it may', () => may('somebody'), 'allow');
    const guessed = Object.keys(policy.data).find((category) => !declared.data.includes(category));
    if (guessed)
      await scene.when(`it would go by ${guessed} too, which is not declared for this`, async () => {
        await scene.then('it may not', () => may('somebody', [...declared.data, guessed]), 'deny');
      });
    await scene.when('they switch it off', async () => {
      const no = restsOnYes(declared) ? 'withdrawn' : 'objected';
      for (const channel of declared.channels ?? ['use']) await says(twin, 'somebody', name, no, channel);
    });
    await scene.then('it may not any more', () => may('somebody'), 'deny');
  },
});
