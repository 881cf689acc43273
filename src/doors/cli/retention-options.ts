import { Refused } from '../../base/index.ts';
import type { House } from '../../procedures/index.ts';
import { EXIT, type Exit } from './command.ts';

/** All that "kept retention …" may be told; each of its parts takes what it needs. */
export type Options = {
  data?: string;
  on?: string;
  json?: boolean;
  approve?: string;
  as?: string;
  stop?: boolean;
  because?: string;
  again?: string;
  kind?: string;
  owner?: string;
  reviewOn?: string;
  identity?: string[];
  point?: string[];
  kinds?: string[];
  clientTold?: string;
  clientHow?: string;
  outcome?: string;
  rule?: string;
  out?: string;
  label?: string;
  serial?: string[];
  to?: string;
  number?: string;
  method?: string;
  document?: string;
  medium?: string;
};

/** One part: what it does with the words behind its name. */
export type Part = (house: House, options: Options, words: readonly string[]) => Promise<Exit>;

/** Who has a shell on the server acts without a name. */
export const BY = 'command-line';

/** A rule said no: that is an answer, and no fault. */
export function tellRefusal(thrown: unknown): Exit {
  if (!(thrown instanceof Refused) || thrown.code.startsWith('store.')) throw thrown;
  process.stderr.write(`kept: ${thrown.message} [${thrown.code}]\n`);
  return EXIT.no;
}

export function misuse(says: string): Exit {
  process.stderr.write(`kept: ${says}\n`);
  return EXIT.misuse;
}
