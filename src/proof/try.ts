import type { Instant } from '../base/index.ts';
import { type ControlId, Refuted, recordScene, type Scene, type Step, type Twin } from '../controls/index.ts';
import type { Keeper } from './keepers.ts';
import { watched } from './trail.ts';

/** One control tried on one declaration, told step by step. `fault`: the proof itself broke down, which proves nothing. */
export type Ran = {
  control: ControlId;
  path: string;
  steps: Step[];
  outcome: 'as promised' | 'not as promised' | 'fault';
  fault: string | null;
  milliseconds: number;
};

/** Makes a twin that tells into `scene`, and takes it down again. */
export type MakeTwin = <T>(scene: Scene, use: (twin: Twin) => Promise<T>) => Promise<T>;

/** Tries a keeper, here or in another thread. */
export type Try = (keeper: Keeper) => Promise<Ran>;

/** Tries a control on its declaration, on a twin of its own. */
export async function tryKeeper({ control, bound }: Keeper, makeTwin: MakeTwin): Promise<Ran> {
  let clock: (() => Instant) | null = null;
  const { scene, steps, note } = recordScene(() => clock?.() ?? null);
  const began = performance.now();
  let fault: string | null = null;
  try {
    await makeTwin(scene, (twin) => {
      clock = twin.now;
      return control.prove(watched(twin, note), bound);
    });
    if (!steps.some((step) => step.kind === 'then')) fault = 'This proof looked at nothing.';
  } catch (thrown) {
    if (!(thrown instanceof Refuted)) fault = thrown instanceof Error ? thrown.message : String(thrown);
  }
  return {
    control: control.id,
    path: bound.path,
    steps,
    outcome: outcomeOf(steps, fault),
    fault,
    milliseconds: Math.round(performance.now() - began),
  };
}

/** What was seen against the promise weighs more than what broke down afterwards. */
function outcomeOf(steps: readonly Step[], fault: string | null): Ran['outcome'] {
  if (steps.some((step) => step.kind === 'then' && !step.held)) return 'not as promised';
  return fault === null ? 'as promised' : 'fault';
}
