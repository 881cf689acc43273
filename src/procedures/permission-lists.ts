import { type Day, day, Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { canonical } from '../people/index.ts';
import { type CallList, importCallList, type Listed } from '../permission/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';

/**
 * Takes a register of numbers that want no calls, whole: one number a line, and where the file says so a date in the next
 * column. What is no number (a heading) is passed over. Refuses `permission.old-list`, `permission.empty-list` and
 * `permission.future-list`.
 */
export async function takeCallList(
  house: House,
  list: CallList,
  {
    asOf,
    lines,
    digest,
    by,
  }: { asOf: Day; lines: Iterable<string> | AsyncIterable<string>; digest: () => string; by: string },
): Promise<{ id: string; numbers: number }> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  if (asOf > today) throw new Refused('permission.future-list', `A list of ${asOf} cannot be had yet.`);
  async function* numbers(): AsyncGenerator<Listed> {
    for await (const line of lines) {
      const [number = '', since = ''] = line.split(/[,;\t]/).map((field) => field.replaceAll('"', '').trim());
      const phone = canonicalOrNull(number);
      if (phone !== null)
        yield { hash: house.vault.suppressionHash('phone', phone), since: dayOrNull(since) };
    }
  }
  return house.store.inTransaction(async (tx) => {
    const taken = await importCallList(tx, list, { asOf, numbers: numbers(), digest, now });
    await appendEvidence(tx, {
      kind: 'call-list.imported',
      at: now,
      actor: by,
      body: { list, asOf, numbers: taken.numbers, digest: digest() },
    });
    return taken;
  });
}

function canonicalOrNull(value: string): string | null {
  try {
    return canonical({ kind: 'phone', value });
  } catch (thrown) {
    if (thrown instanceof Refused) return null;
    throw thrown;
  }
}

function dayOrNull(text: string): Day | null {
  try {
    return day(text);
  } catch (thrown) {
    if (thrown instanceof Refused) return null;
    throw thrown;
  }
}
