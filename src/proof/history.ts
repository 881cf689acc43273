import { type Day, type Instant, newId } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import type { Board, PromiseState, Proven } from './board.ts';
import type { Proofs } from './prove.ts';

/** Keeps what proving found for a policy version: the board shows it until there are live facts. */
export async function keepProofs(tx: Tx, hash: string, proofs: Proofs, now: Instant): Promise<void> {
  const ran = [
    ...new Map(
      proofs.promises.flatMap((promise) =>
        promise.ran.map((one) => [`${one.control} ${one.path}`, one] as const),
      ),
    ).values(),
  ];
  const settled = ran.filter((one) => one.outcome !== 'fault');
  await rows(
    tx,
    `insert into proof_run (hash, control, path, verdict, proven_at)
     select $1, control, path, verdict, $5 from unnest($2::text[], $3::text[], $4::text[]) as ran (control, path, verdict)
     on conflict (hash, control, path) do update set verdict = excluded.verdict, proven_at = excluded.proven_at`,
    [
      hash,
      settled.map((one) => one.control),
      settled.map((one) => one.path),
      settled.map((one) => (one.outcome === 'as promised' ? 'proven' : 'refuted')),
      now,
    ],
  );
  await appendEvidence(tx, {
    kind: 'promise.proofs-run',
    at: now,
    actor: 'prove',
    body: { version: hash, ...proofs.totals },
  });
}

export async function provenFor(reader: Reader, hash: string): Promise<Proven> {
  const found = await rows<{ key: string }>(
    reader,
    `select control || ' ' || path as key from proof_run where hash = $1 and verdict = 'proven'`,
    [hash],
  );
  return new Set(found.map(({ key }) => key));
}

/** Appends to the board's history every promise whose state is another than the last one kept, with its ledger entry. */
export async function keepHistory(tx: Tx, board: Board): Promise<number> {
  const last = await rows<{ promise: string; state: string }>(
    tx,
    'select distinct on (promise) promise, state from promise_state order by promise, since desc, id desc',
  );
  const before = new Map(last.map((row) => [row.promise, row.state]));
  const changed = board.promises.filter((row) => before.get(row.id) !== row.state);
  for (const { id, state, because } of changed) {
    await rows(
      tx,
      'insert into promise_state (promise, id, state, because, since) values ($1, $2, $3, $4, $5)',
      [id, newId(board.asOf), state, because, board.asOf],
    );
    await appendEvidence(tx, {
      kind: 'promise.state',
      at: board.asOf,
      actor: 'worker',
      body: { promise: id, from: before.get(id) ?? null, to: state },
    });
  }
  return changed.length;
}

/** How many promises were in which state at the end of each day, from the first that was noted. */
export async function boardHistory(
  reader: Reader,
  promises: readonly string[],
  { from, today, zone }: { from: Day; today: Day; zone: string },
): Promise<{ on: Day; totals: Board['totals'] }[]> {
  const found = await rows<{ on: Day; state: PromiseState; n: number }>(
    reader,
    `select to_char(d.on_day, 'YYYY-MM-DD') as on, s.state, count(*)::int as n
     from generate_series($2::date, $3::date, interval '1 day') d (on_day)
     cross join lateral (
       select distinct on (promise) state from promise_state
       where promise = any ($1) and since < (d.on_day + interval '1 day') at time zone $4
       order by promise, since desc, id desc
     ) s
     group by 1, 2 order by 1`,
    [promises, from, today, zone],
  );
  const days = new Map<Day, Board['totals']>();
  for (const { on, state, n } of found) {
    const totals = days.get(on) ?? { broken: 0, 'at-risk': 0, unproven: 0, proven: 0, attested: 0, kept: 0 };
    totals[state] = n;
    days.set(on, totals);
  }
  return [...days].map(([on, totals]) => ({ on, totals }));
}
