import { type Instant, instant, millisecondsOf, Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { recordChannelEvent } from '../mail/index.ts';
import { canonical, findPerson, holdPerson, type Identity } from '../people/index.ts';
import { noTo, suppress } from '../permission/index.ts';
import type { Policy } from '../policy/index.ts';
import { rows, type Tx } from '../store/index.ts';
import type { OptOut } from '../systems/index.ts';
import { type House, type Moment, momentOf, policyInForce } from './house.ts';
import { sayPermission } from './permission-say.ts';
import { type Connected, cursorOf, moveCursor } from './platform-cursor.ts';

const BEGINNING: Instant = '1970-01-01T00:00:00.000Z';

/** Where reading stands: since when the list is asked for, the mark in it, and the newest moment seen. */
type Standing = { since: Instant; mark: string; newest: Instant };

/** Lists shift while they are read: each time the last day of it is read once more. What is known already changes nothing. */
const OVERLAP_MILLISECONDS = 24 * 60 * 60 * 1000;
const before = (at: Instant): Instant =>
  at < '1970-01-02' ? BEGINNING : instant(millisecondsOf(at) - OVERLAP_MILLISECONDS);

/** Takes over who stopped it over there since the last time; answers how many noes are new to us. */
export async function hearOptOuts(house: House, { name, purposes, platform }: Connected): Promise<number> {
  const policy = await policyInForce(house);
  const standing: Standing = readStanding(await cursorOf(house, name, 'optouts'));
  let heard = 0;
  for (;;) {
    const page = await platform.optOuts(standing.since, standing.mark);
    const moment = momentOf(house, policy);
    for (const { at } of page.items) if (at && at > standing.newest && at <= moment.now) standing.newest = at;
    const next: Standing =
      page.next === null
        ? { since: before(standing.newest), mark: '', newest: standing.newest }
        : { ...standing, mark: page.next };
    heard += await house.store.inTransaction(async (tx) => {
      let fresh = 0;
      for (const one of page.items)
        fresh += await hearOne(tx, house, policy, { ...one, system: name, purposes }, moment);
      await moveCursor(tx, name, 'optouts', JSON.stringify(next), moment.now);
      return fresh;
    });
    if (page.next === null) return heard;
    Object.assign(standing, next);
  }
}

function readStanding(cursor: string): Standing {
  const from: Partial<Standing> = cursor === '' ? {} : JSON.parse(cursor);
  return { since: from.since ?? BEGINNING, mark: from.mark ?? '', newest: from.newest ?? BEGINNING };
}

type Told = OptOut & { system: string; purposes: readonly string[] };

/** One of them; 1 where it was new. */
async function hearOne(tx: Tx, house: House, policy: Policy, told: Told, { now }: Moment): Promise<number> {
  const identity: Identity = { kind: 'email', value: told.email };
  const address = addressIn(identity);
  if (address === null) return 0;
  const found = await findPerson(tx, house.vault, [identity]);
  const personId = found && (await holdPerson(tx, found));
  const at = told.at && told.at < now ? told.at : now;
  if (told.means === 'bounced')
    return personId ? bounced(tx, house, personId, address, { ...told, at }, now) : 0;
  const hash = house.vault.suppressionHash('email', address);
  if (!personId) return suppressAddress(tx, hash, told, at, now);
  let fresh = 0;
  for (const purpose of told.purposes) {
    const declared = policy.purposes[purpose];
    if (!declared || (await saidSince(tx, personId, purpose, at, told.at !== null))) continue;
    const said = {
      personId,
      purpose,
      channel: 'email',
      state: noTo(declared),
      wording: null,
      source: `platform:${told.system}`,
      at,
      now,
    };
    await sayPermission(tx, house, policy, said);
    fresh += 1;
  }
  return Math.min(fresh, 1);
}

/** Whether a no is known already, or a yes that was said after they stopped it over there: that one is younger, and stands. */
async function saidSince(
  tx: Tx,
  personId: string,
  purpose: string,
  at: Instant,
  dated: boolean,
): Promise<boolean> {
  const [newest] = await rows<{ state: string; at: Instant }>(
    tx,
    `select state, at from permission where person_id = $1 and purpose = $2 and channel = 'email'
     order by at desc, recorded_at desc, id desc limit 1`,
    [personId, purpose],
  );
  if (!newest) return false;
  return ['refused', 'withdrawn', 'objected'].includes(newest.state) || (dated && newest.at > at);
}

/** Nobody we know: the address gets nothing all the same, whoever gives it to us one day. */
async function suppressAddress(
  tx: Tx,
  hash: Buffer,
  { system, purposes }: Told,
  at: Instant,
  now: Instant,
): Promise<number> {
  let fresh = 0;
  for (const scope of purposes) {
    const [known] = await rows(tx, 'select 1 from suppression where hash = $1 and scope = $2', [hash, scope]);
    if (known) continue;
    await suppress(tx, hash, { scope, reason: 'objected', now: at });
    await appendEvidence(tx, {
      kind: 'suppression.added',
      at: now,
      actor: `platform:${system}`,
      body: { scope, source: `platform:${system}` },
    });
    fresh = 1;
  }
  return fresh;
}

async function bounced(
  tx: Tx,
  house: House,
  personId: string,
  address: string,
  told: Told & { at: Instant },
  now: Instant,
): Promise<number> {
  const hash = house.vault.suppressionHash('email', address);
  const [known] = await rows(
    tx,
    `select 1 from channel_event where person_id = $1 and hash = $2 and kind = 'bounced-hard'`,
    [personId, hash],
  );
  if (known) return 0;
  await recordChannelEvent(tx, {
    personId,
    hash,
    channel: 'email',
    kind: 'bounced-hard',
    status: `platform:${told.system}`,
    mail: null,
    now,
  });
  await appendEvidence(tx, {
    kind: 'channel.bounced',
    at: now,
    actor: `platform:${told.system}`,
    aboutPerson: personId,
    body: { channel: 'email', hard: true, source: `platform:${told.system}` },
  });
  return 1;
}

function addressIn(identity: Identity): string | null {
  try {
    return canonical(identity);
  } catch (thrown) {
    if (thrown instanceof Refused) return null;
    throw thrown;
  }
}
