import type { Policy } from './policy.ts';

/** A declaration by which software would judge people, though the policy says that it never does. */
type Judged = { path: string; says: string; prohibition: string };

/** Names of fields that hold what software made of a person; a question of a survey has other names. */
const SCORES =
  /^((lead|engagement|customer|credit|risk|propensity|behaviou?r|interest|loyalty|value|churn)-(score|rating|grade|segment|level|risk)|score|persona|propensity|predicted-.+|likelihood-to-.+|lifetime-value|(high|low|big)-spender)$/;

const holdsScore = (field: string): boolean => SCORES.test(field);

/**
 * What a policy declares against its own word: a purpose of profiling or a field for a score where nobody is profiled, a decision
 * of software where none is taken. A prohibition that names data, purposes or people in particular speaks of those alone.
 */
export function judgedThough({ prohibitions, purposes, decisions, data }: Policy): Judged[] {
  const found: Judged[] = [];
  for (const [prohibition, declared] of Object.entries(prohibitions)) {
    if (declared.unless !== undefined || !isWhole(declared)) continue;
    if (declared.act === 'profile') {
      for (const [name, { kind }] of Object.entries(purposes))
        if (kind === 'profiling' && !declared.except?.purposes?.includes(name))
          found.push({ path: `purposes.${name}.kind`, says: `${name} profiles people`, prohibition });
      for (const [name, { fields }] of Object.entries(data))
        for (const field of Array.isArray(fields) ? fields : Object.keys(fields))
          if (holdsScore(field))
            found.push({
              path: `data.${name}.fields`,
              says: `${name} holds a score ("${field}")`,
              prohibition,
            });
    }
    if (declared.act === 'decide')
      for (const [name, { automated }] of Object.entries(decisions))
        if (automated)
          found.push({ path: `decisions.${name}`, says: `${name} is decided by software`, prohibition });
  }
  return found;
}

/** Whether a prohibition speaks of everything, and not of some data, purposes or people in particular. */
export const isWhole = (declared: Policy['prohibitions'][string] | undefined): boolean =>
  declared !== undefined &&
  !declared.data &&
  !declared.purposes &&
  !declared.recipients &&
  !declared.collection &&
  !declared.people;
