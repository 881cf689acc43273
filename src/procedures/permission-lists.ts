import { createHash } from 'node:crypto';
import { type Day, day, Refused } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { canonicalOrNull } from '../people/index.ts';
import { type CallList, importCallList, type Listed } from '../permission/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { fieldsOf, recordsOf, type Shape, shapeOf } from './screen-csv.rules.ts';

/** Numbers that go to the database at a time: enough to be quick, few enough to keep in memory. */
const AT_ONCE = 20_000;

/** A register of numbers as its publisher hands it out; `column` names the one with the numbers where that is not plain. */
export type CallListFile = {
  asOf: Day;
  bytes: AsyncIterable<Uint8Array | string>;
  column?: string | undefined;
  by: string;
  progress?: (numbers: number) => void;
};

/**
 * Takes a register of numbers that want no calls, whole or not at all, in the memory of a few thousand of them: a CSV of any
 * length with a number in each line, and where the file says so the date since when it is listed. The first line may be a
 * heading. Refuses `permission.old-list`, `permission.empty-list`, `permission.future-list`, `permission.no-number` for a
 * line without one (whom it names would be called), `screen.no-column` and `screen.unclosed-quote`.
 */
export async function takeCallList(
  house: House,
  list: CallList,
  { asOf, bytes, column, by, progress }: CallListFile,
): Promise<{ id: string; numbers: number }> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  if (asOf > today) throw new Refused('permission.future-list', `A list of ${asOf} cannot be had yet.`);
  const hash = createHash('sha256');
  async function* counted(): AsyncGenerator<Uint8Array | string> {
    for await (const some of bytes) {
      hash.update(some);
      yield some;
    }
  }
  const digest = { text: '' };
  return house.store.inTransaction(
    async (tx) => {
      const taken = await importCallList(tx, list, {
        asOf,
        numbers: numbersIn(house, counted(), column, progress),
        digest: () => {
          digest.text ||= hash.digest('hex');
          return digest.text;
        },
        now,
      });
      await appendEvidence(tx, {
        kind: 'call-list.imported',
        at: now,
        actor: by,
        body: { list, asOf, numbers: taken.numbers, digest: digest.text },
      });
      return taken;
    },
    // What streamed past once does not come again.
    { attempts: 1 },
  );
}

async function* numbersIn(
  { vault }: Pick<House, 'vault'>,
  bytes: AsyncIterable<Uint8Array | string>,
  column: string | undefined,
  progress: CallListFile['progress'],
): AsyncGenerator<Listed> {
  let shape: Shape | null = null;
  let line = 0;
  let numbers = 0;
  let hashes: Buffer[] = [];
  let since: (Day | null)[] = [];
  const filled = (): Listed => {
    const some = { hashes: Buffer.concat(hashes), since };
    numbers += since.length;
    hashes = [];
    since = [];
    progress?.(numbers);
    return some;
  };
  for await (const { records, newline } of recordsOf(bytes, true)) {
    for (const record of records) {
      line += 1;
      const first = shape === null;
      shape ??= shapeOf(record, newline, 'phone', column);
      if (first && shape.header) continue;
      const fields = fieldsOf(record, shape.delimiter);
      const phone = canonicalOrNull({ kind: 'phone', value: fields[shape.at] ?? '' });
      if (phone === null)
        throw new Refused(
          'permission.no-number',
          `Line ${line} holds no telephone number where the others have theirs. Nothing was changed: mend that line, or name the column.`,
        );
      hashes.push(vault.suppressionHash('phone', phone));
      since.push(dateIn(fields, shape.at));
      if (since.length >= AT_ONCE) yield filled();
    }
  }
  if (since.length > 0) yield filled();
}

/** The date beside the number, where one of the other fields is one. */
function dateIn(fields: readonly string[], at: number): Day | null {
  for (const [index, field] of fields.entries()) {
    if (index === at || !/^\s*\d{4}-\d{2}-\d{2}\s*$/.test(field)) continue;
    try {
      return day(field.trim());
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
    }
  }
  return null;
}
