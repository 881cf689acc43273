import { type Instant, newId } from '../../base/index.ts';
import { type Reader, rows, type Tx, type Vault } from '../../store/index.ts';

const contextOf = (id: string): string => `redaction:${id}`;

/** Writes down what a reviewer decided to take out of a copy; an empty list takes a decision back. Answers its id. */
export async function decideRedactions(
  tx: Tx,
  vault: Vault,
  decided: {
    readonly personId: string;
    readonly requestId: string;
    /** The values of the candidates that go: see `thirdPartyReview`. */
    readonly values: readonly string[];
    readonly by: string;
    readonly now: Instant;
  },
): Promise<string> {
  const { personId, requestId, values, by, now } = decided;
  const id = newId(now);
  const sealed = await vault.seal(personId, JSON.stringify(values), contextOf(id), now);
  await rows(
    tx,
    'insert into redaction (person_id, id, request_id, decided_by, decided_at, sealed) values ($1, $2, $3, $4, $5, $6)',
    [personId, id, requestId, by, now, sealed],
  );
  return id;
}

/** What is taken out of the copy of a request; empty: nobody decided that anything is. */
export async function redactionsOf(
  reader: Reader,
  vault: Vault,
  { personId, requestId }: { readonly personId: string; readonly requestId: string },
): Promise<string[]> {
  const [newest] = await rows<{ id: string; sealed: Buffer }>(
    reader,
    'select id, sealed from redaction where person_id = $1 and request_id = $2 order by id desc limit 1',
    [personId, requestId],
  );
  if (!newest) return [];
  return JSON.parse((await vault.open(personId, newest.sealed, contextOf(newest.id))).toString('utf8'));
}
