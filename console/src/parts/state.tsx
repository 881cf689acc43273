import { STATE_WORDS, STATES } from '../../../src/doors/pages/state.tsx';

export { STATE_WORDS, STATES };

type PromiseState = keyof typeof STATE_WORDS;

/** A state as a word and a shape, never as a colour alone. */
export function State({ of }: { of: string }) {
  const known = STATE_WORDS[of as PromiseState] ?? { word: of, shape: '?' };
  return (
    <span className={`state ${of}`}>
      <span className="shape" aria-hidden="true">
        {known.shape}
      </span>
      {known.word}
    </span>
  );
}

/** A word with a shape for what is no promise: done, waiting, late. */
export function Mark({ as, children }: { as: 'good' | 'wait' | 'warn' | 'bad' | 'off'; children: string }) {
  const shape = { good: '✓', wait: '…', warn: '!', bad: '✕', off: '–' }[as];
  return (
    <span className={`state mark-${as}`}>
      <span className="shape" aria-hidden="true">
        {shape}
      </span>
      {children}
    </span>
  );
}
