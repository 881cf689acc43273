import { createReadStream, readFileSync } from 'node:fs';
import { verifyBoardPack } from '../../proof/index.ts';
import { EXIT, type Exit, print, printJson } from './command.ts';

const FIRST = '{"kept-board-pack":';

/** Whether a pack is of the board; else it is of the ledger, and may be large. */
export async function isOfBoard(file: string): Promise<boolean> {
  for await (const chunk of createReadStream(file, { end: FIRST.length - 1, encoding: 'utf8' }))
    return chunk === FIRST;
  return false;
}

/** Checks the pack of a board with the ledger's key, and says what was found. */
export async function verifyBoard(
  file: string,
  key: string,
  { json = false }: { json?: boolean },
): Promise<Exit> {
  const found = await verifyBoardPack(readFileSync(file, 'utf8'), key);
  if (json) printJson(found);
  else {
    print(
      `${found.promises} promises as of ${found.asOf}, ${found.changes} changes of their states, ${found.entries} entries with their proofs, ${found.unsequenced} of them not in the tree yet.`,
    );
    for (const problem of found.problems.slice(0, 20)) print(`✕ ${problem.where}: ${problem.what}`);
    print(
      found.valid
        ? 'The pack is as it was written, and every entry is of this ledger.'
        : `The pack is not as it was written: ${found.problems.length} problems.`,
    );
  }
  return found.valid ? EXIT.fine : EXIT.no;
}
