/** The parameters a fact may use: SQL placeholders of the gate's one statement. */
export type FactParameters = {
  person: string;
  purpose: string;
  channel: string;
  suppressionHashes: string;
  recipient: string;
  at: string;
  today: string;
  /** The number or reference that the question cites; empty where it cites none. */
  citing: string;
};

/**
 * One thing the gate must know, asked of the room that owns it: a scalar sub-query that yields jsonb or null. The gate
 * composes the facts of all rooms into one statement, so that they are as at one moment.
 */
export type Fact = { name: string; sql(parameters: FactParameters): string };
