import { assuranceControls } from '../assurance/index.ts';
import { collectionControls } from '../collection/index.ts';
import type { Bound, Control, ControlId } from '../controls/index.ts';
import { evidenceControls } from '../evidence/index.ts';
import { mailControls } from '../mail/index.ts';
import { permissionControls } from '../permission/index.ts';
import { binds, type Policy, type PolicyPromise } from '../policy/index.ts';
import { requestControls } from '../requests/index.ts';
import { retentionControls } from '../retention/index.ts';
import { sharingControls } from '../sharing/index.ts';

/** A control on a declaration: what has a state, and what is proven. */
export type Keeper = { control: Control; bound: Bound<unknown, Policy>; key: string };

/**
 * What keeps a promise, which of the controls it names do not exist yet or do not keep what it is bound to, and which of its
 * declarations no control of its looks at: what these add to the sentence is not shown.
 */
export type Keepers = { keepers: Keeper[]; missing: ControlId[]; untried: string[] };

/**
 * Every control that has code behind it. The rooms type their controls by what they are bound to; here they meet as one
 * type, which is safe because a control only ever sees declarations that it binds and applies to.
 */
const built = new Map<ControlId, Control>(
  [
    ...evidenceControls,
    ...collectionControls,
    ...permissionControls,
    ...mailControls,
    ...requestControls,
    ...retentionControls,
    ...sharingControls,
    ...assuranceControls,
  ].map((one) => [one.id, one as unknown as Control]),
);

export const builtControls = (): ControlId[] => [...built.keys()].sort();

export function keepersOf(policy: Policy, promise: PolicyPromise): Keepers {
  const keepers: Keeper[] = [];
  const missing: ControlId[] = [];
  for (const id of promise.controls) {
    const control = built.get(id);
    const found = control
      ? promise.by
          .filter(({ path }) => binds(id, path))
          .flatMap((declaration) => keeper(control, policy, declaration))
      : [];
    keepers.push(...found);
    // Where the notice names no control, those that do not apply to this declaration are simply not its controls.
    if (found.length === 0 && promise.named) missing.push(id);
  }
  const tried = new Set(keepers.map(({ bound }) => bound.path));
  return {
    keepers,
    untried: promise.named ? promise.by.map(({ path }) => path).filter((path) => !tried.has(path)) : [],
    missing:
      keepers.length === 0 && !promise.named
        ? promise.controls.filter((id) => !built.has(id)).slice(0, 5)
        : missing,
  };
}

function keeper(control: Control, policy: Policy, declaration: PolicyPromise['by'][number]): Keeper[] {
  const bound = { ...declaration, policy };
  return control.applies(declaration.declared, bound)
    ? [{ control, bound, key: `${control.id} ${declaration.path}` }]
    : [];
}
