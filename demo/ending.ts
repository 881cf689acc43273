import { builtControls } from '../src/proof/index.ts';
import type { Running } from './company.ts';
import { boardLine, type Story } from './story.ts';
import type { Year } from './world.ts';

export type Ending = {
  /** What is to be read at the end. */
  says: string[];
  /** What is not as it should be; empty: the year is good. */
  problems: string[];
  totals: Record<string, number>;
  figures: Readonly<Record<string, number>>;
};

type Row = { id: string; state: string; because: string; missing: string[]; controls: unknown[] };

/** Looks from outside at what the year has left: board, ledger, history, and whoever was erased. */
export async function endOf({
  year,
  running,
  story,
  people,
  mails,
}: {
  year: Year;
  running: Running;
  story: Story;
  people: number;
  mails: number;
}): Promise<Ending> {
  const { doors } = year;
  const problems: string[] = [];
  const { json: board } = await doors.call('GET', '/api/board');
  const rows = board.promises as Row[];
  const totals = board.totals as Record<string, number>;
  const exceptions = new Map<string, string[]>();
  const built = new Set<string>(builtControls());
  const byProofAlone: string[] = [];
  for (const { id, state, because, missing } of rows) {
    if (state === 'kept' || state === 'attested') continue;
    // Nothing of it has happened in the whole year, and it was proven for this very version.
    if (state === 'proven') byProofAlone.push(id);
    // What a control that is not built would show is shown by nothing; that is said, and is no fault of the year.
    else if (state === 'unproven' && missing.some((control) => !built.has(control)))
      for (const control of missing) exceptions.set(control, [...(exceptions.get(control) ?? []), id]);
    else problems.push(`${id} is ${state}: ${because}`);
  }
  const ledger = JSON.parse(await doors.command('verify', '--json')) as {
    entries: number;
    valid: boolean;
    problems: { what: string }[];
  };
  if (!ledger.valid) problems.push(`the ledger is not as it was written: ${ledger.problems[0]?.what}`);
  problems.push(...(await historyProblems(running)));
  for (const email of year.erased) {
    const { status } = await doors.tries('POST', '/api/people/find', {
      identities: [{ kind: 'email', value: email }],
    });
    if (status !== 404) problems.push('somebody who was erased is known again');
  }
  const figures = story.figures();
  const turned = story.turns();
  return {
    problems,
    totals,
    figures,
    says: [
      'The year, from outside',
      `  people          ${people.toLocaleString('en')} made up; ${mails.toLocaleString('en')} mails left`,
      ...Object.entries(figures)
        .toSorted(([, a], [, b]) => b - a)
        .map(([what, n]) => `  ${n.toLocaleString('en').padStart(7)}  ${what}`),
      `  board           ${rows.length} promises: ${boardLine(totals)}`,
      `  history         ${turned.length} changes of state, each with its cause and its entry in the ledger`,
      `  ledger          ${ledger.entries.toLocaleString('en')} entries; ${ledger.valid ? 'as it was written' : 'NOT as it was written'}`,
      `  by proof alone  ${byProofAlone.join(', ') || 'none'}`,
      `  not shown       ${totals.unproven ?? 0} promises, for want of these controls:`,
      ...[...exceptions]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([control, ids]) => `    ${control}: ${ids.join(', ')}`),
      ...problems.map((problem) => `✕ ${problem}`),
      problems.length === 0
        ? 'Every promise of the built rooms is kept, attested or proven.'
        : `${problems.length} things are not as they should be.`,
    ],
  };
}

/** Every change of state says why, follows the one before it, and has its entry. */
async function historyProblems({ store }: Running): Promise<string[]> {
  const [bare] = await store.rows<{ n: number }>(
    `select count(*)::int as n from promise_state where because is null or because = ''`,
  );
  const [unwritten] = await store.rows<{ n: number }>(
    `select count(*)::int as n from promise_state s where not exists (
       select 1 from evidence_entry e where e.kind = 'promise.state' and e.body::jsonb ->> 'promise' = s.promise
         and e.body::jsonb ->> 'to' = s.state and e.at = s.since)`,
  );
  const [broken] = await store.rows<{ n: number }>(
    `select count(*)::int as n from (
       select state, lag(state) over (partition by promise order by since, id) as before from promise_state) s
     where state = before`,
  );
  return [
    bare?.n ? `${bare.n} changes of state do not say why` : '',
    unwritten?.n ? `${unwritten.n} changes of state have no entry in the ledger` : '',
    broken?.n ? `${broken.n} changes of state change nothing` : '',
  ].filter((problem) => problem !== '');
}
