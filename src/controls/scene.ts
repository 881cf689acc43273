/** One step of a try, as it is told afterwards. */
export type Step = {
  kind: 'given' | 'when' | 'then';
  says: string;
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
export function recordScene(): { scene: Scene; steps: Step[] } {
  const steps: Step[] = [];
  const act =
    (kind: 'given' | 'when') =>
    async <T>(says: string, doing: () => Promise<T>): Promise<T> => {
      const step: Step = { kind, says, held: false };
      steps.push(step);
      const done = await doing();
      step.held = true;
      return done;
    };
  const scene: Scene = {
    given: act('given'),
    when: act('when'),
    async then(says, observing, expected) {
      const observed = await observing();
      const step: Step = { kind: 'then', says, expected, observed, held: same(observed, expected) };
      steps.push(step);
      if (!step.held) throw new Refuted(step);
    },
  };
  return { scene, steps };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
