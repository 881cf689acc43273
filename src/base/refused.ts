/**
 * A clear no, decided by a rule: the caller did something that may not be. Nothing was changed.
 * `code` is stable and dotted (`collection.undeclared-field`); only a door knows what HTTP status or exit code it means.
 * Anything else that is thrown is a fault of ours.
 */
export class Refused extends Error {
  readonly code: string;
  /** What the caller needs to mend it: field names, the rule's source, the nearest allowed value. No personal data. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'Refused';
    this.code = code;
    this.details = details;
  }
}
