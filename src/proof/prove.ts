import { type ControlId, Refuted, recordScene, type Scene, type Step, type Twin } from '../controls/index.ts';
import { compile, type Policy } from '../policy/index.ts';
import { type Keeper, keepersOf } from './keepers.ts';

export type ProofVerdict = 'proven' | 'refuted' | 'attested' | 'unproven';

/** One control tried on one declaration, told in words. `fault`: the proof itself broke down, which proves nothing. */
export type Ran = {
  control: ControlId;
  path: string;
  given: string[];
  when: string[];
  then: { says: string; expected: unknown; observed: unknown; held: boolean }[];
  outcome: 'as promised' | 'not as promised' | 'fault';
  fault: string | null;
  milliseconds: number;
};

export type ProvenPromise = {
  id: string;
  says: string;
  section: string;
  controls: ControlId[];
  missing: ControlId[];
  verdict: ProofVerdict;
  ran: Ran[];
};

export type Proofs = { promises: ProvenPromise[]; totals: Record<ProofVerdict, number> };

/** Makes a twin that tells into `scene`, and takes it down again. */
export type MakeTwin = <T>(scene: Scene, use: (twin: Twin) => Promise<T>) => Promise<T>;

export type ProveOptions = {
  /** Only the promises whose id it names; all when left out. */
  only?: ReadonlySet<string>;
  /** How many twins at once. */
  atOnce?: number;
  onProgress?: (done: number, all: number, ran: Ran) => void;
};

/** Proves every promise of a policy. A control on a declaration is tried once, however many promises it keeps. */
export async function provePolicy(
  policy: Policy,
  makeTwin: MakeTwin,
  { only, atOnce = 2, onProgress }: ProveOptions = {},
): Promise<Proofs> {
  const wanted = compile(policy).promises.filter((promise) => !only || only.has(promise.id));
  const kept = wanted.map((promise) => ({ promise, ...keepersOf(policy, promise) }));
  const keepers = [
    ...new Map(kept.flatMap(({ keepers }) => keepers.map((one) => [one.key, one] as const))).values(),
  ];
  const ran = new Map<string, Ran>();
  const queue = [...keepers];
  const workOff = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const result = await tryOne(next, makeTwin);
      ran.set(next.key, result);
      onProgress?.(ran.size, keepers.length, result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, keepers.length) }, workOff));
  const promises = kept.map(({ promise, keepers: own, missing }): ProvenPromise => {
    const results = own.flatMap(({ key }) => ran.get(key) ?? []);
    return {
      id: promise.id,
      says: promise.says,
      section: promise.section,
      controls: promise.controls,
      missing,
      verdict: verdictOf(results, missing),
      ran: results,
    };
  });
  const totals = { proven: 0, refuted: 0, attested: 0, unproven: 0 };
  for (const { verdict } of promises) totals[verdict] += 1;
  return { promises, totals };
}

/** Proven needs every control tried and as promised; attested is what only a signature can show, its calendar tried. */
function verdictOf(ran: readonly Ran[], missing: readonly ControlId[]): ProofVerdict {
  if (ran.some(({ outcome }) => outcome === 'not as promised')) return 'refuted';
  if (ran.length === 0 || missing.length > 0 || ran.some(({ outcome }) => outcome === 'fault'))
    return 'unproven';
  return ran.every(({ control }) => control === 'attest.calendar') ? 'attested' : 'proven';
}

async function tryOne({ control, bound }: Keeper, makeTwin: MakeTwin): Promise<Ran> {
  const { scene, steps } = recordScene();
  const began = performance.now();
  let fault: string | null = null;
  try {
    await makeTwin(scene, (twin) => control.prove(twin, bound));
    if (!steps.some((step) => step.kind === 'then')) fault = 'This proof looked at nothing.';
  } catch (thrown) {
    if (!(thrown instanceof Refuted)) fault = thrown instanceof Error ? thrown.message : String(thrown);
  }
  return {
    control: control.id,
    path: bound.path,
    ...told(steps),
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

const told = (steps: readonly Step[]): Pick<Ran, 'given' | 'when' | 'then'> => ({
  given: steps.flatMap((step) => (step.kind === 'given' ? [step.says] : [])),
  when: steps.flatMap((step) => (step.kind === 'when' ? [step.says] : [])),
  then: steps.flatMap(({ kind, says, expected, observed, held }) =>
    kind === 'then' ? [{ says, expected, observed, held }] : [],
  ),
});
