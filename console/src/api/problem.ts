/** What the API refused (RFC 9457), as something to throw and to show. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  /** What is wrong with which field, by the field's name. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(detail: string, status: number, code: string, fields: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

export const unreachable = (): Problem =>
  new Problem(
    'The server cannot be reached just now. Nothing was changed; try again in a moment.',
    0,
    'offline',
  );

/** Which field a refusal by rule is about, where its code says so. */
const FIELD_OF: Readonly<Record<string, string>> = { 'staff.weak-password': 'password' };

export function problemIn(said: unknown, status: number): Problem {
  const body = typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {};
  const detail = typeof body.detail === 'string' ? body.detail : `The server answered with ${status}.`;
  const code = typeof body.code === 'string' ? body.code : 'fault';
  const fields: Record<string, string> = {};
  for (const one of Array.isArray(body.problems) ? body.problems : []) {
    const name = String(one.at).split('/').filter(Boolean).at(-1);
    if (name) fields[name] ??= sentenceOf(String(one.says));
  }
  const named = FIELD_OF[code];
  if (named) fields[named] = detail;
  const first = Object.keys(fields)[0];
  return new Problem(
    code === 'http.malformed' && first ? 'Something that was filled in cannot be taken as it is.' : detail,
    status,
    code,
    fields,
  );
}

const sentenceOf = (text: string): string => {
  const said = text.replace(/^Invalid input: expected string, received undefined$/, 'Fill this in');
  return said.endsWith('.') ? said : `${said}.`;
};

/** Whatever was thrown, as a problem. */
export const asProblem = (thrown: unknown): Problem =>
  thrown instanceof Problem
    ? thrown
    : new Problem('Something broke in this page. Load it again.', 0, 'console.fault');
