import type { House } from '../../procedures/index.ts';
import { EXIT, type Exit } from './command.ts';

/** Shows what would be done for a request, and does it once it was approved by the hash that was shown. */
export async function runFromTerminal(_house: House, _id: string, _options: { approve?: string; json?: boolean }): Promise<Exit> {
  return EXIT.no;
}
