import { type Instant, Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { findPerson, holdPerson, type Identity } from '../people/index.ts';
import { channelsOf, noTo } from '../permission/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { marketingOf } from './permission.ts';
import { sayPermission } from './permission-say.ts';
import { channelsFor, suppressAddresses } from './suppression.ts';

/** By which way somebody told us to stop, where they did not press a button themselves. */
export const STOP_ROUTES = ['post', 'phone', 'in-person', 'email', 'social-media'] as const;
type StopRoute = (typeof STOP_ROUTES)[number];

export type ToldToStop = {
  identity: Identity;
  route: StopRoute;
  /** When it came; what counts from then. */
  at: Instant;
  /** All marketing unless told. */
  purposes: readonly string[];
  /** Where the letter or the note of the call is filed: a reference, no name. */
  reference: string | null;
};

/**
 * What somebody wrote in a letter or said on the telephone, entered by whoever took it: a no to these purposes on all their
 * channels, with the way it came; and the address gets nothing of them, also when we do not know whose it is. Refuses
 * `permission.unknown-purpose`, `permission.from-the-future`, `people.not-found` where nothing could be stopped.
 */
export async function takeStop(
  house: House,
  told: ToldToStop,
): Promise<{ known: boolean; purposes: string[] }> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  if (told.at > now)
    throw new Refused('permission.from-the-future', 'Nobody can have said this in the future.');
  const purposes = told.purposes.length > 0 ? [...told.purposes] : marketingOf(policy);
  const marketing = new Set(marketingOf(policy));
  const other = purposes.find((purpose) => !marketing.has(purpose));
  if (other !== undefined)
    throw new Refused(
      'permission.unknown-purpose',
      `"${other.slice(0, 80)}" is not a marketing purpose of this policy.`,
    );
  return house.store.inTransaction(async (tx) => {
    const found = await findPerson(tx, house.vault, [told.identity]);
    const personId = found && (await holdPerson(tx, found));
    if (!personId && channelsFor(told.identity).length === 0)
      throw new Refused(
        'people.not-found',
        'We know nobody by this, and it is no address that could be kept from getting mail.',
      );
    for (const purpose of purposes) {
      const declared = policy.purposes[purpose];
      if (!personId || !declared) continue;
      for (const channel of channelsOf(declared))
        await sayPermission(tx, house, policy, {
          personId,
          purpose,
          channel,
          state: noTo(declared),
          wording: null,
          source: `staff:${told.route}`,
          evidence: { route: told.route, reference: told.reference },
          at: told.at,
          now,
        });
    }
    const scopes = told.purposes.length > 0 ? purposes : ['marketing'];
    await suppressAddresses(tx, house, [told.identity], { scopes, reason: 'objected', now });
    await appendEvidence(tx, {
      kind: 'suppression.added',
      at: now,
      actor: 'staff',
      body: { scope: scopes.join(' '), source: `staff:${told.route}`, heardAt: told.at },
      ...(personId && { aboutPerson: personId }),
    });
    return { known: personId !== null, purposes };
  });
}
