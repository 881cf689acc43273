import { type Instant, newId } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { identitiesOf } from '../people/index.ts';
import { rows, type Tx } from '../store/index.ts';
import type { House } from './house.ts';
import { type Connected, cursorOf, moveCursor } from './platform-cursor.ts';

const BATCH = 200;

type No = { person_id: string; id: string; source: string; recorded_at: Instant };

/**
 * Tells the platform of everybody who said no here since the last time: one no to any of its purposes takes the person off
 * its list. Told after the call, so that a crash tells it twice rather than never; twice is as good as once.
 */
export async function tellNos(house: House, { name, purposes, platform }: Connected): Promise<number> {
  let told = 0;
  if (platform.api.calls.suppress.length === 0) return told;
  for (;;) {
    const since = (await cursorOf(house, name, 'out')) || '1970-01-01T00:00:00.000Z';
    // A transaction that began before the newest no may be committed after it: the last minutes are looked at again.
    const waiting = await house.store.rows<No>(
      `select p.person_id, p.id, p.source, p.recorded_at from permission p
       where p.state in ('refused', 'withdrawn', 'objected') and p.purpose = any($1) and p.channel = 'email'
         and p.recorded_at >= $2::timestamptz - interval '10 minutes'
         and not exists (select 1 from platform_told t where t.person_id = p.person_id and t.system = $3 and t.permission = p.id)
         and not exists (select 1 from permission later where later.person_id = p.person_id and later.purpose = p.purpose
           and later.channel = p.channel and (later.at, later.recorded_at, later.id) > (p.at, p.recorded_at, p.id))
       order by p.recorded_at limit $4`,
      [purposes, since, name, BATCH],
    );
    for (const no of waiting) {
      // What they told us they know.
      if (no.source !== `platform:${name}`) {
        const identities = await identitiesOf(house.store.db, house.vault, no.person_id);
        for (const { kind, value } of identities) if (kind === 'email') await platform.suppress(value);
        told += 1;
      }
      await house.store.inTransaction((tx) => noteTold(tx, no, name, house.clock.now()));
    }
    const last = waiting.at(-1);
    if (last)
      await house.store.inTransaction((tx) =>
        moveCursor(tx, name, 'out', last.recorded_at, house.clock.now()),
      );
    if (waiting.length < BATCH) return told;
  }
}

async function noteTold(tx: Tx, no: No, system: string, now: Instant): Promise<void> {
  await rows(
    tx,
    `insert into platform_told (person_id, id, system, what, permission, told_at)
     values ($1, $2, $3, 'suppressed', $4, $5)`,
    [no.person_id, newId(now), system, no.id, now],
  );
  await appendEvidence(tx, {
    kind: 'platform.told',
    at: now,
    actor: 'worker',
    aboutPerson: no.person_id,
    body: { system, what: 'suppressed', known: no.source === `platform:${system}` },
  });
}
