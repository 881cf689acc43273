/** What the API refused, or what broke there: RFC 9457 with Kept's stable code. */
export class KeptProblem extends Error {
  /** For programs: `people.two-people`. */
  readonly code: string;
  readonly status: number;
  /** Everything that was said, the members of this one problem as well. */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(problem: Readonly<Record<string, unknown>>, status: number) {
    super(typeof problem.detail === 'string' ? problem.detail : `Kept answered ${status}`);
    this.name = 'KeptProblem';
    this.code = typeof problem.code === 'string' ? problem.code : 'unknown';
    this.status = status;
    this.problem = problem;
  }
}

/** The problem in an answer; null where it is none: a disclosure that may not be made is answered with 403 and a verdict. */
export async function problemIn(response: Response): Promise<KeptProblem | null> {
  if (response.ok) return null;
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('application/problem+json'))
    return new KeptProblem((await response.clone().json()) as Record<string, unknown>, response.status);
  return type.includes('application/json') ? null : new KeptProblem({ code: 'unknown' }, response.status);
}
