/*
 * Why somebody looks at a person. Said once, it holds for that person until the page is left for another; the ledger keeps
 * each look with it.
 */

export const REASONS = [
  { value: 'answering-request', label: 'to answer their request' },
  { value: 'answering-question', label: 'to answer a question of theirs' },
  { value: 'handling-complaint', label: 'to handle a complaint' },
  { value: 'correcting-data', label: 'to correct their data' },
  { value: 'handling-incident', label: 'to handle an incident' },
  { value: 'checking-a-promise', label: 'to check that a promise is kept' },
] as const;

const said = new Map<string, string>();

/** The reason that was given for looking at somebody; null: none yet. */
export const reasonFor = (id: string): string | null => said.get(id) ?? null;

export const giveReason = (id: string, reason: string): void => {
  said.set(id, reason);
};

export const because = (reason: string) => ({ 'Kept-Reason': reason });
