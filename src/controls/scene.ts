import type { Instant } from '../base/index.ts';

/** One step of a try, as it is told afterwards. */
export type Step = {
  kind: 'given' | 'when' | 'then';
  says: string;
  /** The moment of the twin's clock at which the step was done with. Null: it has no clock yet. */
  at: Instant | null;
  /** What went through the doors for it, and what came back, in short. */
  did: string[];
  expected?: unknown;
  observed?: unknown;
  held: boolean;
};

export type Scene = {
  /** The situation, made through a door. */
  given<T>(says: string, act: () => Promise<T>): Promise<T>;
  /** The act whose outcome is promised. */
  when<T>(says: string, act: () => Promise<T>): Promise<T>;
  /** What must be seen from outside. `expected` comes from the promise and the declared parameters. */
  then<T>(says: string, observed: () => Promise<T> | T, expected: T): Promise<void>;
};

/** A scene and what it tells. `note` says what the step under way did. */
type Recorded = { scene: Scene; steps: Step[]; note: (did: string) => void };

/** The promise did not hold: told apart from a fault so that a crash is never taken for a refutation, or the reverse. */
export class Refuted extends Error {
  readonly step: Step;

  constructor(step: Step) {
    super(step.says);
    this.name = 'Refuted';
    this.step = step;
  }
}

/** A scene that keeps what was done and seen, and stops at the first thing that is not as promised. */
export function recordScene(now: () => Instant | null = () => null): Recorded {
  const steps: Step[] = [];
  let open: string[] = [];
  const act =
    (kind: 'given' | 'when') =>
    async <T>(says: string, doing: () => Promise<T>): Promise<T> => {
      const step: Step = { kind, says, at: now(), did: [], held: false };
      steps.push(step);
      open = step.did;
      const done = await doing();
      step.held = true;
      step.at = now();
      return done;
    };
  const scene: Scene = {
    given: act('given'),
    when: act('when'),
    async then(says, observing, expected) {
      const before = open;
      const did: string[] = [];
      open = did;
      // A look that breaks down is no step that was seen; what it did belongs to the one before.
      const observed = await Promise.resolve()
        .then(observing)
        .catch((fault: unknown) => {
          before.push(...did);
          throw fault;
        })
        .finally(() => {
          open = before;
        });
      const step: Step = {
        kind: 'then',
        says,
        at: now(),
        did,
        expected,
        observed,
        held: same(observed, expected),
      };
      steps.push(step);
      if (!step.held) throw new Refuted(step);
    },
  };
  return { scene, steps, note: (did) => open.push(did) };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
