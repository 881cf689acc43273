import type { ColumnType } from 'kysely';
import type { Instant } from '../base/index.ts';

declare module '../store/index.ts' {
  interface Tables {
    evidence_entry: {
      id: string;
      at: Instant;
      kind: string | null;
      actor: string | null;
      body: string | null;
      about: Buffer | null;
      salt: Buffer | null;
      commitment: Buffer;
      promise: Buffer;
      leaf: ColumnType<number | null>;
    };
    evidence_about: { person_id: string; entry_id: string; salt: Buffer };
    evidence_tile: { level: number; number: number; hashes: Buffer };
    evidence_checkpoint: { size: number; previous: number; note: string };
  }
}
