import type { PromiseState } from '../../proof/index.ts';

/** Every state has a word and a shape, so that nobody needs to tell colours apart. Told in this order. */
export const STATE_WORDS = {
  kept: { word: 'kept', shape: '✓', means: 'The running system shows it, from its own records.' },
  attested: {
    word: 'attested',
    shape: '✎',
    means: 'A named role has signed for it, and the signature is in date.',
  },
  proven: {
    word: 'proven',
    shape: '◎',
    means: 'It held in a trial run. Nothing has happened yet that would show it here.',
  },
  unproven: { word: 'unproven', shape: '○', means: 'Nothing shows it yet. We do not call that kept.' },
  'at-risk': { word: 'at risk', shape: '!', means: 'It still holds, but something is due soon.' },
  broken: { word: 'broken', shape: '✕', means: 'It does not hold at the moment. The reason is beside it.' },
} as const satisfies Record<PromiseState, { word: string; shape: string; means: string }>;

export const STATES = Object.keys(STATE_WORDS) as PromiseState[];

export function StateMark({ state }: { state: PromiseState }) {
  const { word, shape } = STATE_WORDS[state];
  return (
    <span className={`state ${state}`}>
      <span className="shape" aria-hidden="true">
        {shape}
      </span>{' '}
      <span className="state-word">{word}</span>
    </span>
  );
}

/** "158 promises: 12 kept, 3 attested and 143 proven." States that no promise is in are left out. */
export function sayTotals(totals: Readonly<Record<PromiseState, number>>): string {
  const all = STATES.reduce((sum, state) => sum + totals[state], 0);
  const parts = STATES.filter((state) => totals[state] > 0).map(
    (state) => `${totals[state]} ${STATE_WORDS[state].word}`,
  );
  return `${all} ${all === 1 ? 'promise' : 'promises'}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.`;
}
