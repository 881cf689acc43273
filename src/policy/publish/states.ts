/** A promise's live state as the board computes it. */
export type StateName = 'kept' | 'attested' | 'proven' | 'unproven' | 'at-risk' | 'broken';

/** What the facts say of promises, by id; `because` is one plain sentence. */
export type States = Readonly<Record<string, { readonly state: StateName; readonly because?: string }>>;

/** A state is a word and a shape, never colour alone. */
export const STATE_SAID: Readonly<Record<StateName, { word: string; shape: string }>> = {
  kept: { word: 'kept', shape: '✓' },
  attested: { word: 'attested', shape: '✎' },
  proven: { word: 'proven', shape: '◎' },
  unproven: { word: 'unproven', shape: '○' },
  'at-risk': { word: 'at risk', shape: '!' },
  broken: { word: 'broken', shape: '✕' },
};
