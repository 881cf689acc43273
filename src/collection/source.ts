import { type Instant, newId } from '../base/index.ts';
import { type Reader, rows, type Tx, type Vault } from '../store/index.ts';
import { isElsewhere, type Source } from './source.rules.ts';

/** Writes down where a record came from. Who and by what evidence is sealed, for it may name somebody else. */
export async function keepSource(
  tx: Tx,
  vault: Vault,
  {
    personId,
    recordId,
    how,
    source,
    now,
  }: { personId: string; recordId: string; how: string; source: Source | null; now: Instant },
): Promise<void> {
  const id = newId(now);
  const said = source ?? { who: 'the-person' };
  await rows(
    tx,
    `insert into record_source (person_id, id, record_id, how, third, bought, proven, route, sealed, given_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      personId,
      id,
      recordId,
      how,
      isElsewhere(source),
      said.bought ?? false,
      Boolean(said.evidence?.trim() || said.consentProof),
      said.route ?? (source ? null : 'direct'),
      await vault.seal(personId, JSON.stringify(said), `source:${id}`, now),
      now,
    ],
  );
}

export type KnownSource = {
  how: string;
  who: string;
  evidence: string | null;
  route: string | null;
  consentProof: NonNullable<Source['consentProof']> | null;
  at: Instant;
};

/** Every source of a record, the first one first. */
export async function sourcesOf(
  reader: Reader,
  vault: Vault,
  personId: string,
  recordId: string,
): Promise<KnownSource[]> {
  const found = await rows<{
    id: string;
    how: string;
    route: string | null;
    sealed: Buffer;
    given_at: Instant;
  }>(
    reader,
    'select id, how, route, sealed, given_at from record_source where person_id = $1 and record_id = $2 order by id',
    [personId, recordId],
  );
  return Promise.all(
    found.map(async ({ id, how, route, sealed, given_at }) => {
      const said: Source = JSON.parse((await vault.open(personId, sealed, `source:${id}`)).toString('utf8'));
      return {
        how,
        route,
        who: said.who,
        evidence: said.evidence ?? null,
        consentProof: said.consentProof ?? null,
        at: given_at,
      };
    }),
  );
}
