import type { DataOrigin } from '../../law/index.ts';
import type { Row } from '../../systems/index.ts';

/** The parts of a package that what is held falls into, in their order, as headings. */
export const SECTIONS = {
  records: 'What is recorded about you',
  relationships: 'What you are to us',
  permissions: 'What you allowed, refused and objected to',
  events: 'What happened',
  mails: 'What we wrote to you',
  disclosures: 'Who received your data',
  decisions: 'What we decided',
  requests: 'What you asked of us',
} as const;
export type Section = keyof typeof SECTIONS;

/**
 * Rows of one table that are the person's, some at a time: the batches of a table may come in any order, and between those of
 * others.
 */
export interface Held {
  /** `records` unless told. */
  readonly section?: Section;
  /** As the policy calls it, `kept` for what Kept itself holds. */
  readonly system: string;
  readonly table: string;
  /** The kind of data, as the policy calls it; null where the table holds several, or nobody said. */
  readonly category: string | null;
  /** Kinds by column, where a table holds several. */
  readonly columns?: Readonly<Record<string, string>>;
  /** What it is used for, where that is known more narrowly than from its kind. */
  readonly purposes?: readonly string[];
  /** Unless told: from a third party where the policy says so of its kind, else provided by the person. */
  readonly origin?: DataOrigin;
  /** False for what is on paper; true unless told. */
  readonly automated?: boolean;
  readonly rows: readonly Row[];
}

/** A file that is the person's: a document they sent, a scan that somebody made for the answer. */
export interface Attachment {
  readonly name: string;
  readonly system: string;
  readonly content: AsyncIterable<Uint8Array>;
  /** As in `Held`; a package for taking elsewhere holds only what may be taken. */
  readonly category?: string | null;
  readonly origin?: DataOrigin;
}
