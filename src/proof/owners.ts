import type { Instant } from '../base/index.ts';
import { queueStaffMessage } from '../mail/index.ts';
import { rows, type Tx } from '../store/index.ts';
import type { Change } from './change.ts';

/**
 * Tells whoever answers for a promise that it broke, and again when it is mended: one mail for all that broke at once and are
 * theirs. Once a break: history has one change for it, whatever looks find the same afterwards.
 */
export async function tellOwners(
  tx: Tx,
  changes: readonly Change[],
  { now, baseUrl }: { now: Instant; baseUrl: string },
): Promise<void> {
  const broke = changes.filter(({ row }) => row.state === 'broken');
  const mended = await mendedNow(tx, changes);
  for (const [kind, all] of [
    ['broken', broke],
    ['mended', mended],
  ] as const)
    for (const role of new Set(all.map(({ row }) => row.owner))) {
      const theirs = all.filter(({ row }) => row.owner === role);
      await queueStaffMessage(
        tx,
        {
          kind,
          role,
          promises: theirs.map(({ row }) => row.id),
          subject: subjectOf(kind, theirs),
          body: [
            kind === 'broken'
              ? 'The facts now say otherwise than the notice:'
              : 'The facts say again what the notice says:',
            ...theirs.map((change) => tell(kind, change, baseUrl)),
            kind === 'broken'
              ? 'You get this once, and another mail when it is mended.'
              : 'What happened meanwhile stays in the history of each.',
          ].join('\n\n'),
        },
        now,
      );
    }
}

/** States in which the facts do not speak against it; that nothing shows it is none. */
const WELL = ['kept', 'at-risk', 'attested', 'proven'];

/**
 * What broke is mended when facts or a proof show it again, however many states lie between: that nothing shows it, after a new
 * version or while nobody looks, mends nothing.
 */
async function mendedNow(tx: Tx, changes: readonly Change[]): Promise<Change[]> {
  const well = changes.filter(({ row, from }) => from !== null && WELL.includes(row.state));
  if (well.length === 0) return [];
  const before = await rows<{ promise: string; state: string }>(
    tx,
    `select distinct on (promise) promise, state from promise_state
     where promise = any ($1) and id <> all ($2::uuid[]) and state = any ($3)
     order by promise, since desc, id desc`,
    [well.map(({ row }) => row.id), well.map(({ id }) => id), ['broken', ...WELL]],
  );
  const broken = new Set(before.flatMap(({ promise, state }) => (state === 'broken' ? [promise] : [])));
  return well.filter(({ row }) => broken.has(row.id));
}

const subjectOf = (kind: 'broken' | 'mended', theirs: readonly Change[]): string => {
  const [only] = theirs;
  const what = theirs.length === 1 && only ? `Promise ${only.row.id}` : `${theirs.length} promises`;
  return `${what} ${theirs.length === 1 ? 'is' : 'are'} ${kind === 'broken' ? 'broken' : 'mended'}`;
};

function tell(kind: 'broken' | 'mended', { row }: Change, baseUrl: string): string {
  const lines = [`${row.id}  ${row.says}`, `  ${kind === 'broken' ? 'Why' : 'Now'}: ${row.because}`];
  if (kind === 'broken' && row.next) lines.push(`  What to do: ${row.next.says}`);
  return [...lines, `  ${baseUrl}/console/board/${row.id}`].join('\n');
}
