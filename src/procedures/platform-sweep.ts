import { Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { canonical } from '../people/index.ts';
import type { House } from './house.ts';
import { type Connected, cursorOf, moveCursor } from './platform-cursor.ts';

/** A list that was changed while it was read is read again; one that changes all the time waits for the next night. */
const PASSES = 3;

/**
 * Reads everyone whom the platform would write to, and takes off whom we must not: also addresses of people we do not know,
 * of whom only the hash is left, and those that somebody imported over there. Who was erased is deleted there for good.
 */
export async function sweepMembers(house: House, connected: Connected): Promise<number> {
  let swept = 0;
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const found = await sweepOnce(house, connected);
    swept += found;
    // Whom we take off goes from the list, and whoever came after moves up: only a pass that changed nothing saw all.
    if (found === 0) break;
  }
  return swept;
}

async function sweepOnce(house: House, { name, purposes, platform }: Connected): Promise<number> {
  let swept = 0;
  for (let mark = await cursorOf(house, name, 'sweep'); ; ) {
    const page = await platform.members(mark);
    const emails = page.items.map(({ email }) => email);
    for (const { email, reason } of await forbidden(house, emails, purposes)) {
      if (reason === 'erased' && platform.api.calls.erase)
        for (const ref of await platform.find(email)) await platform.erase(ref);
      else await platform.suppress(email);
      swept += 1;
      await house.store.inTransaction((tx) =>
        appendEvidence(tx, {
          kind: 'platform.swept',
          at: house.clock.now(),
          actor: 'worker',
          body: { system: name, what: reason === 'erased' ? 'erased' : 'suppressed' },
        }),
      );
    }
    const next = page.next ?? '';
    await house.store.inTransaction((tx) => moveCursor(tx, name, 'sweep', next, house.clock.now()));
    if (page.next === null) return swept;
    mark = page.next;
  }
}

/** Those of the addresses that are suppressed, or whose person's newest word on any of the purposes is a no. */
async function forbidden(
  house: House,
  emails: readonly string[],
  purposes: readonly string[],
): Promise<{ email: string; reason: string }[]> {
  const known = emails.flatMap((email) => {
    try {
      const address = canonical({ kind: 'email', value: email });
      return [
        {
          email,
          suppression: house.vault.suppressionHashes('email', address),
          lookup: house.vault.lookupHashes('email', address),
        },
      ];
    } catch (thrown) {
      if (thrown instanceof Refused) return [];
      throw thrown;
    }
  });
  const suppressions = known.flatMap(({ email, suppression }) =>
    suppression.map((hash) => ({ email, hash })),
  );
  const lookups = known.flatMap(({ email, lookup }) => lookup.map((hash) => ({ email, hash })));
  const found = await house.store.rows<{ email: string; reason: string }>(
    `select a.email, max(s.reason) as reason from unnest($1::text[], $2::bytea[]) a (email, hash)
       join suppression s on s.hash = a.hash and (s.scope = 'marketing' or s.scope = any($3)) group by a.email
     union
     select a.email, p.state from unnest($4::text[], $5::bytea[]) a (email, hash) join identity i on i.hash = a.hash
       cross join unnest($3::text[]) asked (purpose)
       cross join lateral (select state from permission p where p.person_id = i.person_id and p.purpose = asked.purpose
         and p.channel = 'email' order by p.at desc, p.recorded_at desc, p.id desc limit 1) p
     where p.state in ('refused', 'withdrawn', 'objected')`,
    [
      suppressions.map(({ email }) => email),
      suppressions.map(({ hash }) => hash),
      purposes,
      lookups.map(({ email }) => email),
      lookups.map(({ hash }) => hash),
    ],
  );
  const reasons = new Map<string, string>();
  for (const { email, reason } of found) if (reasons.get(email) !== 'erased') reasons.set(email, reason);
  return [...reasons].map(([email, reason]) => ({ email, reason }));
}
