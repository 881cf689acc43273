import { type Day, type Instant, newId } from '../base/index.ts';
import { appendAllEvidence, appendEvidence } from '../evidence/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import type { Board, Proven } from './board.ts';
import type { Change } from './change.ts';
import { type FactTables, writtenSince } from './counted.rules.ts';
import { stillCounts } from './look.rules.ts';
import type { Look, Looks } from './look.ts';
import type { Proofs } from './prove.ts';
import type { BoardRow, PromiseState } from './row.ts';

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
  // A proof that breaks down says nothing either way: what an earlier one said does not count on.
  const faults = ran.filter((one) => one.outcome === 'fault');
  await rows(
    tx,
    'delete from proof_run where hash = $1 and (control, path) in (select * from unnest($2::text[], $3::text[]))',
    [hash, faults.map((one) => one.control), faults.map((one) => one.path)],
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

/** Whoever changes history does so alone: two workers would each tell of the same change. */
const HISTORY_LOCK = 4_837_129;

/** What the worker saw: the looks before and after, and what was written to since. */
export type Seen = { before: Looks; after: Looks; tables: FactTables };

/**
 * Appends to the board's history every promise whose state is another than the last one kept: which control decided it, what it
 * showed before and after, and what of the ledger lies between; each with its entry. A promise that nobody could look at keeps
 * the state it had. Answers the changes.
 */
export async function keepHistory(tx: Tx, board: Board, seen: Seen): Promise<Change[]> {
  await rows(tx, 'select pg_advisory_xact_lock($1)', [HISTORY_LOCK]);
  const last = await rows<{ promise: string; state: PromiseState; key: string | null }>(
    tx,
    `select distinct on (promise) promise, state, control || ' ' || path as key from promise_state order by promise, since desc, id desc`,
  );
  const was = new Map(last.map((row) => [row.promise, row]));
  const changes: Change[] = [];
  for (const row of board.promises) {
    const from = was.get(row.id);
    if (from?.state === row.state || !wasLookedAt(row, board.asOf)) continue;
    changes.push({
      row,
      id: newId(board.asOf),
      from: from?.state ?? null,
      ...(await causeOf(tx, row, from, seen)),
    });
  }
  if (changes.length === 0) return changes;
  await rows(
    tx,
    `insert into promise_state (promise, id, state, because, since, control, path, cause, changed, shown, earlier, between_entries)
     select promise, id, state, because, $2, control, path, cause, changed, shown, earlier, between
     from jsonb_to_recordset($1::jsonb) as c (promise text, id uuid, state text, because text, control text, path text, cause text,
       changed text[], shown jsonb, earlier jsonb, between text[])`,
    [
      JSON.stringify(
        changes.map(({ row, id, control, path, cause, changed, shown, earlier, between }) => {
          const { id: promise, state, because } = row;
          return { promise, id, state, because, control, path, cause, changed, shown, earlier, between };
        }),
      ),
      board.asOf,
    ],
  );
  await appendAllEvidence(
    tx,
    changes.map(({ row, from, control, path, cause, shown }) => ({
      kind: 'promise.state',
      at: board.asOf,
      actor: 'worker',
      body: {
        promise: row.id,
        from,
        to: row.state,
        cause,
        ...(control && path && { control, path }),
        ...(shown && { figures: shown.figures }),
      },
    })),
  );
  return changes;
}

/** Whether its state rests on looks that count: one that nobody could take changes nothing. */
const wasLookedAt = ({ controls }: BoardRow, now: Instant): boolean =>
  controls.every(({ lookedAt }) => lookedAt !== null && stillCounts({ at: lookedAt }, now));

/** At most so many entries are named as what happened between two looks. */
const MOST_ENTRIES = 20;

type Cause = Pick<Change, 'control' | 'path' | 'cause' | 'changed' | 'shown' | 'earlier' | 'between'>;

/** The control that decides now, or, where all is well again, the one that decided before. */
async function causeOf(
  tx: Tx,
  row: BoardRow,
  from: { key: string | null } | undefined,
  { before, after, tables }: Seen,
): Promise<Cause> {
  const well = row.state === 'kept' || row.state === 'proven' || row.state === 'attested';
  const decided =
    (well && row.controls.find(({ control, path }) => `${control} ${path}` === from?.key)) ||
    row.controls.find(({ state }) => state === row.state) ||
    row.controls[0];
  const none = { changed: [], shown: null, earlier: null, between: [] };
  if (!decided) return { ...none, control: null, path: null, cause: from ? 'policy' : 'first' };
  const { control, path } = decided;
  const [now, then] = [after.get(`${control} ${path}`), before.get(`${control} ${path}`)];
  const shown = now ? shownBy(now) : null;
  if (!now || !then || !from) return { ...none, control, path, shown, cause: from ? 'policy' : 'first' };
  const between = await entriesBetween(tx, now, then);
  const changed = writtenSince(then.changes, tables).filter((name) => name !== 'evidence_entry');
  const same = now.verdict === then.verdict;
  return {
    control,
    path,
    shown,
    earlier: shownBy(then),
    between,
    changed,
    cause: same ? 'proof' : between.length > 0 || changed.length > 0 ? 'facts' : 'time',
  };
}

const shownBy = ({ verdict, because, figures, entries, at }: Look): Change['shown'] => ({
  verdict,
  because,
  figures: { ...figures },
  entries: [...entries],
  at,
});

/** Entries of its kinds that were appended after the ledger's place at the look before. Ids begin with their moment. */
const entriesBetween = async (
  tx: Tx,
  { kinds }: Pick<Look, 'kinds'>,
  { position }: Pick<Look, 'position'>,
): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      tx,
      `select id from evidence_entry where kind = any ($1) and ($2::uuid is null or id > $2) order by id desc limit ${MOST_ENTRIES}`,
      [kinds, position],
    )
  ).map(({ id }) => id);

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
