import type { PolicyFiles } from './folder.ts';
import type { Assessment, Declarations, SystemDeclaration, Wording } from './language/index.ts';
import type { ParsedNotice } from './notice.ts';
import type { Source } from './source.ts';

/** A policy as its folder says it: declarations, the files beside them, and the notice. */
export type Policy = Declarations & {
  /** SHA-256 over every file of the folder: the policy's version. */
  hash: string;
  assessments: Record<string, Assessment>;
  systems: Record<string, SystemDeclaration>;
  wording: Record<string, Wording>;
  notice: ParsedNotice;
  files: PolicyFiles;
  /** Our own one-line meaning of each promise id (`says.yaml`), where the folder keeps one. */
  says: Record<string, string>;
  sources: Record<string, Source>;
};
