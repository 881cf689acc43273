import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { type Instant, newId } from '../base/index.ts';
import { type Reader, rows, type Tx, type Vault } from '../store/index.ts';
import type { Part } from './parts.rules.ts';

/** Keeps the parts of a record from it: a token is a keyed hash, a password a salted one, the rest sealed by itself. */
export async function keepParts(
  tx: Tx,
  vault: Vault,
  {
    personId,
    recordId,
    parts,
    now,
  }: { personId: string; recordId: string; parts: readonly Part[]; now: Instant },
): Promise<void> {
  for (const part of parts) {
    const id = newId(now);
    const keeps = part.kind === 'secret' || part.kind === 'special';
    await rows(
      tx,
      `insert into record_part (person_id, id, record_id, field, kind, category, open, mask, sealed, digest)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        personId,
        id,
        recordId,
        part.field,
        part.kind,
        part.category,
        part.open,
        part.mask,
        keeps ? await vault.seal(personId, part.value, `part:${id}`, now) : null,
        await digestOf(vault, part),
      ],
    );
  }
}

const digestOf = async (vault: Vault, { kind, value }: Part): Promise<Buffer | null> => {
  if (kind === 'token') return vault.lookupHash('money', value.replaceAll(/[\s-]/g, '').toUpperCase());
  return kind === 'hash' ? hashPassword(value) : null;
};

/** Cost of a guess: 32 MB and about a tenth of a second. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const SALT = 16;

const hashPassword = async (password: string, salt: Buffer = randomBytes(SALT)): Promise<Buffer> =>
  Buffer.concat([
    salt,
    await new Promise<Buffer>((done, failed) =>
      scrypt(password.normalize('NFKC'), salt, 32, COST, (fault, key) => (fault ? failed(fault) : done(key))),
    ),
  ]);

/** Whether this is the password that the person gave last; takes as long for nobody as for somebody. */
export async function isPassword(
  reader: Reader,
  personId: string | null,
  { point, field, password }: { point: string; field: string; password: string },
): Promise<boolean> {
  const [kept] = await rows<{ digest: Buffer }>(
    reader,
    `select p.digest from record_part p join record r on r.person_id = p.person_id and r.id = p.record_id
     where p.person_id = $1 and r.point = $2 and p.field = $3 and p.kind = 'hash' order by r.stored_at desc, p.id desc limit 1`,
    [personId, point, field],
  );
  const digest = kept?.digest ?? Buffer.alloc(SALT + 32);
  const given = await hashPassword(password, digest.subarray(0, SALT));
  return timingSafeEqual(given, digest) && kept !== undefined;
}

export type ShownPart = { field: string; kind: Part['kind']; category: string | null; text: string };

/** What of the parts may be seen: the words behind an open fence, and otherwise what stands in their place. Secrets never. */
export async function shownParts(
  reader: Reader,
  vault: Vault,
  personId: string,
  recordId: string,
): Promise<ShownPart[]> {
  const parts = await rows<{
    id: string;
    field: string;
    kind: Part['kind'];
    category: string | null;
    open: boolean;
    mask: string;
    sealed: Buffer | null;
  }>(
    reader,
    `select id, field, kind, category, open, mask, sealed from record_part where person_id = $1 and record_id = $2 order by id`,
    [personId, recordId],
  );
  return Promise.all(
    parts.map(async ({ id, field, kind, category, open, mask, sealed }) => ({
      field,
      kind,
      category,
      text:
        kind === 'special' && open && sealed
          ? (await vault.open(personId, sealed, `part:${id}`)).toString('utf8')
          : mask,
    })),
  );
}

/**
 * Removes the special parts that were asked for one occasion, once it is over: of these fields, of people to whom the event
 * happened after they gave them, and the time is up. Answers how many went.
 */
export const dropPartsAfter = async (
  tx: Tx,
  due: { fields: readonly string[]; events: readonly string[]; keep: string; now: Instant },
): Promise<number> =>
  (
    await rows(
      tx,
      `delete from record_part p using record r, event e
       where r.person_id = p.person_id and r.id = p.record_id and e.person_id = p.person_id
         and p.kind = 'special' and p.field = any($1) and e.kind = any($2) and e.at >= r.stored_at
         and e.at + $3::interval <= $4::timestamptz returning p.id`,
      [due.fields, due.events, due.keep, due.now],
    )
  ).length;

/** Removes the special parts of these fields of people who took back their yes to all of these purposes. */
export const dropPartsWithdrawn = async (
  tx: Tx,
  { fields, purposes }: { fields: readonly string[]; purposes: readonly string[] },
): Promise<number> =>
  (
    await rows(
      tx,
      `delete from record_part p where p.kind = 'special' and p.field = any($1)
         and (select s.state from permission s where s.person_id = p.person_id and s.purpose = any($2)
              order by s.at desc, s.recorded_at desc, s.id desc limit 1) in ('withdrawn', 'refused', 'objected') returning p.id`,
      [fields, purposes],
    )
  ).length;
