import { sayDaysIn } from '../base/index.ts';
import type { State } from './control.ts';
import type { Live } from './live.ts';

type Told = Pick<State, 'because'> & Partial<Pick<State, 'figures' | 'entries'>>;

const state = (verdict: State['verdict'], { because, figures = {}, entries = [] }: Told): State => ({
  verdict,
  because: sayDaysIn(because),
  figures,
  entries,
});

export const kept = (told: Told): State => state('kept', told);
export const atRisk = (told: Told): State => state('at-risk', told);
export const broken = (told: Told): State => state('broken', told);
export const attested = (told: Told): State => state('attested', told);
/** There is no fact to look at; `because` says which fact would show it. */
export const nothingYet = (because: string): State => state('nothing-yet', { because });

/**
 * SQL, for a look at `attestation`: a signature counts with its entry in the ledger, of the role that gave it, and from its day on.
 * `today` is the place of a parameter.
 */
export const signatureCounts = (today: `$${number}`): string =>
  `signed_on <= ${today}::date and exists (select from evidence_entry signed where signed.kind = 'attestation.signed'
     and signed.actor = attestation.by_role and signed.body::jsonb ->> 'id' = attestation.id::text)`;

/** The newest ledger entries of a kind, for a state to point at; `about` narrows by a field of the body. */
export async function entriesOf(
  live: Live,
  kind: string,
  about?: { field: string; is: string },
): Promise<string[]> {
  // The field stands in the statement itself, so that its index is found; it comes from our code, never from outside.
  if (about && !/^[a-z][a-zA-Z]*$/.test(about.field))
    throw new Error(`"${about.field}" is no field of a body`);
  const found = await live.rows<{ id: string }>(
    `select id from evidence_entry where kind = $1 ${about ? `and body::jsonb ->> '${about.field}' = $2` : ''} order by id desc limit 5`,
    about ? [kind, about.is] : [kind],
  );
  return found.map((entry) => entry.id);
}
