import type { ControlId } from '../controls/index.ts';
import { compile, type Policy } from '../policy/index.ts';
import { mayBeAttested, SIGNATURE, SIGNATURE_ALONE } from './attested.rules.ts';
import { builtControls, keepersOf } from './keepers.ts';
import { type MakeTwin, type Ran, type Try, tryKeeper } from './try.ts';

export type ProofVerdict = 'proven' | 'refuted' | 'attested' | 'unproven';

export type ProvenPromise = {
  id: string;
  says: string;
  section: string;
  controls: ControlId[];
  /** Controls that it names and that show nothing: not built, or keeping nothing that it is bound to. */
  missing: ControlId[];
  /** Declarations that it names and that none of its controls tries: what they add to the sentence is not shown. */
  untried: string[];
  verdict: ProofVerdict;
  /** Why it is not proven, in a sentence; null where it is. */
  because: string | null;
  ran: Ran[];
};

export type Proofs = { promises: ProvenPromise[]; totals: Record<ProofVerdict, number> };

export type ProveOptions = {
  /** Only the promises whose id it names; all when left out. */
  only?: ReadonlySet<string>;
  /** How many twins at once in this thread. While one waits for its database another computes. */
  atOnce?: number;
  /** More hands, which try in other threads. */
  beside?: readonly Try[];
  onProgress?: (done: number, all: number, ran: Ran) => void;
};

/** Proves every promise of a policy. A control on a declaration is tried once, however many promises it keeps. */
export async function provePolicy(
  policy: Policy,
  makeTwin: MakeTwin,
  { only, atOnce = 4, beside = [], onProgress }: ProveOptions = {},
): Promise<Proofs> {
  const wanted = compile(policy).promises.filter((promise) => !only || only.has(promise.id));
  const kept = wanted.map((promise) => ({ promise, ...keepersOf(policy, promise) }));
  const keepers = [
    ...new Map(kept.flatMap(({ keepers }) => keepers.map((one) => [one.key, one] as const))).values(),
  ];
  const ran = new Map<string, Ran>();
  const queue = [...keepers];
  const workOff = async (attempt: Try): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const result = await attempt(next);
      ran.set(next.key, result);
      onProgress?.(ran.size, keepers.length, result);
    }
  };
  const here: Try = (keeper) => tryKeeper(keeper, makeTwin);
  // What a lost thread had in hand is tried here: how its proof ends does not depend on where.
  const there = beside.map(
    (attempt): Try =>
      (keeper) =>
        attempt(keeper).catch(() => here(keeper)),
  );
  await Promise.all([...Array.from({ length: atOnce }, () => here), ...there].map(workOff));
  const promises = kept.map(({ promise, keepers: own, missing, untried }): ProvenPromise => {
    const results = own.flatMap(({ key }) => ran.get(key) ?? []);
    const { id, says, section, controls } = promise;
    const listed = mayBeAttested(policy, id);
    return {
      id,
      says,
      section,
      controls,
      missing,
      untried,
      ...judged(results, missing, listed ? (policy.attested[id] ?? null) : null),
      ran: results,
    };
  });
  const totals = { proven: 0, refuted: 0, attested: 0, unproven: 0 };
  for (const { verdict } of promises) totals[verdict] += 1;
  return { promises, totals };
}

/**
 * Proven needs every control tried and as promised. Attested is what only a signature can show, its calendar tried; `onlyBySignature`
 * is the policy's reason for that, and without one a signature shows nothing.
 */
function judged(
  ran: readonly Ran[],
  missing: readonly ControlId[],
  onlyBySignature: string | null,
): Pick<ProvenPromise, 'verdict' | 'because'> {
  const unlisted = onlyBySignature === null && ran.some(({ control }) => control === SIGNATURE);
  const failed = ran
    // What a signature would show does not count here, nor does its failing.
    .filter(({ control }) => !unlisted || control !== SIGNATURE)
    .flatMap(({ steps }) => steps)
    .find((step) => step.kind === 'then' && !step.held);
  const faulty = ran.find(({ outcome }) => outcome === 'fault');
  const unproven = (because: string) => ({ verdict: 'unproven', because }) as const;
  if (failed) return { verdict: 'refuted', because: `Not so: ${failed.says}.` };
  if (faulty) return unproven(`The proof of ${faulty.control} on ${faulty.path} broke down.`);
  if (missing.length > 0) return unproven(sayMissing(missing));
  if (ran.length === 0) return unproven('No control keeps what this promise is bound to.');
  if (unlisted) return unproven(SIGNATURE_ALONE);
  return ran.every(({ control }) => control === SIGNATURE)
    ? { verdict: 'attested', because: onlyBySignature }
    : { verdict: 'proven', because: null };
}

function sayMissing(missing: readonly ControlId[]): string {
  const built = builtControls();
  const idle = missing.filter((id) => built.includes(id));
  const absent = missing.filter((id) => !built.includes(id));
  return [
    absent.length > 0 && `${absent.join(', ')} ${absent.length === 1 ? 'is' : 'are'} not built.`,
    idle.length > 0 &&
      `${idle.join(', ')} ${idle.length === 1 ? 'keeps' : 'keep'} nothing that it is bound to.`,
  ]
    .filter((part) => part !== false)
    .join(' ');
}
