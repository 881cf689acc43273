import { Refused } from '../../base/index.ts';
import { type House, noteRefused } from '../../procedures/index.ts';

/** Does it, and puts a refusal on record: outside the transaction that the refusal undid. */
export async function noting<T>(
  house: House,
  kind: 'mailing' | 'list' | 'message',
  about: { purpose?: string; recipient?: string | null; message?: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof Refused && /^(mailing|list|message|mail)\./.test(thrown.code))
      await noteRefused(house, kind, { ...about, code: thrown.code });
    throw thrown;
  }
}
