import type { State } from './control.ts';
import type { Live } from './live.ts';

type Told = Pick<State, 'because'> & Partial<Pick<State, 'figures' | 'entries'>>;

const state = (verdict: State['verdict'], { because, figures = {}, entries = [] }: Told): State => ({
  verdict,
  because,
  figures,
  entries,
});

export const kept = (told: Told): State => state('kept', told);
export const atRisk = (told: Told): State => state('at-risk', told);
export const broken = (told: Told): State => state('broken', told);
export const attested = (told: Told): State => state('attested', told);
/** There is no fact to look at; `because` says which fact would show it. */
export const nothingYet = (because: string): State => state('nothing-yet', { because });

/** The newest ledger entries of a kind, for a state to point at; `about` narrows by a field of the body. */
export async function entriesOf(
  live: Live,
  kind: string,
  about?: { field: string; is: string },
): Promise<string[]> {
  const found = await live.rows<{ id: string }>(
    `select id from evidence_entry where kind = $1 and ($2::text is null or body::jsonb ->> $2 = $3) order by id desc limit 5`,
    [kind, about?.field ?? null, about?.is ?? null],
  );
  return found.map((entry) => entry.id);
}
