import type { StaffRole } from '../../procedures/index.ts';
import type { Scope } from './keys.ts';

/** Everything but who comes in. */
const ruling = (scope: Scope): boolean => scope === 'staff' || scope === 'keys';

/** What a role may do, in the scopes of the API; whether that is more than reading, for each. */
const MAY: Readonly<Record<StaffRole, (scope: Scope, reading: boolean) => boolean>> = {
  /** Answers for the installation. */
  owner: () => true,
  /** Answers for the people in it. Sees who works here, and does not decide it. */
  'privacy-lead': (scope, reading) => reading || !ruling(scope),
  /** Answers requests. */
  responder: (scope, reading) =>
    ['people', 'permissions', 'requests', 'collection'].includes(scope) ||
    (reading && ['board', 'ledger', 'outbox'].includes(scope)),
  /** Looks at everything, says why, and changes nothing. */
  auditor: (_scope, reading) => reading,
  /** Connects systems: what they report, and whether it works. Sees nobody's data. */
  integrator: (scope, reading) =>
    ['decisions', 'events', 'board', 'metrics', 'mail'].includes(scope) || (reading && scope === 'keys'),
};

export const mayDo = (role: StaffRole, scope: Scope, reading: boolean): boolean => MAY[role](scope, reading);

/** The scopes of a role, for a screen to show what it leads to. */
export const scopesOf = (role: StaffRole, scopes: readonly Scope[]): { scope: Scope; writes: boolean }[] =>
  scopes
    .filter((scope) => mayDo(role, scope, true))
    .map((scope) => ({ scope, writes: mayDo(role, scope, false) }));
