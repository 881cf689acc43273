import type { PastChange } from './change.ts';

/** Why a state changed, in a sentence: for every door that shows it. */
export function sayCause({
  cause,
  changed,
  between,
}: Pick<PastChange, 'cause' | 'changed' | 'between'>): string {
  switch (cause) {
    case 'first':
      return 'It was looked at for the first time.';
    case 'policy':
      return 'Another version of the notice had taken effect.';
    case 'proof':
      return 'It was tried out on a twin.';
    case 'time':
      return 'Nothing had happened but time: a day came.';
    case 'facts':
      return between.length > 0
        ? `Something had happened: ${between.length} ${between.length === 1 ? 'entry' : 'entries'} of the ledger tell of it.`
        : `Rows of ${changed.join(', ')} had changed, and no entry of the ledger that it goes by tells why.`;
    case null:
      return 'Why was not noted then.';
  }
}
