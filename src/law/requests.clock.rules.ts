import { addDays, addMonths, type Day, daysBetween } from '../base/index.ts';
import type { Establishment } from './holidays.ts';
import { latestOf, roll } from './periods.rules.ts';
import type { Right } from './rights.ts';
import { DUAA_MAIN, declareRules, GDPR_APPLIES } from './rule.ts';

const ARTICLE_12A = { jurisdiction: 'uk', validFrom: DUAA_MAIN, validTo: null, tag: 'verified' } as const;

export const requestClockRules = declareRules({
  T2: {
    jurisdiction: 'uk-and-eu',
    validFrom: GDPR_APPLIES,
    validTo: null,
    source: 'UK GDPR Art 12(3), 12A(1); GDPR Art 12(3); ICO right of access guidance, 8 December 2025',
    tag: 'verified',
    says: 'A request is answered without undue delay and at latest one month from its relevant time; a day off still starts the month.',
  },
  T4: {
    ...ARTICLE_12A,
    source: 'UK GDPR Art 12(6), 12A(2)',
    says: 'The relevant time is the latest of the request, the information asked for to confirm identity or an agent’s authority, and the payment of a fee: the month starts again, it does not pause.',
  },
  T5: {
    ...ARTICLE_12A,
    source: 'UK GDPR Art 12A(5)-(6)',
    says: 'For an access request, the days from a reasonable question about what is sought to its answer, both included, do not count; questions of format do.',
  },
  T6: {
    ...ARTICLE_12A,
    source: 'UK GDPR Art 12A(3)-(5); ICO right of access guidance',
    says: 'A notice with reasons before the first month ends gives three months from the relevant time in all, for complexity or the number of requests.',
  },
  T7: {
    jurisdiction: 'uk',
    validFrom: GDPR_APPLIES,
    validTo: '2026-02-04',
    source: 'SI 2026/82 reg 4',
    tag: 'verified',
    says: 'A request received before 5 February 2026 keeps the old Article 12: one month from receipt; pausing for a question was guidance only.',
  },
  T8: {
    jurisdiction: 'eu',
    validFrom: GDPR_APPLIES,
    validTo: null,
    source: 'GDPR Art 12(3); R1182',
    tag: 'verified',
    says: 'In the EU the month is counted alike with the member state’s holidays; there is no Article 12A.',
  },
  'T8.suspension': {
    jurisdiction: 'eu',
    validFrom: GDPR_APPLIES,
    validTo: null,
    source: 'EDPB Guidelines 01/2022 on the right of access',
    tag: 'own-knowledge',
    says: 'Regulators accept that questions of identity or scope suspend the month; the text of the law does not say so.',
  },
});

/** Something we asked for, and when it came; null while we wait. */
export interface Asked {
  readonly askedOn: Day;
  readonly answeredOn: Day | null;
}

/** What moves the clock of one request. All days are days of arrival, not of entry. */
export interface ClockedRequest {
  readonly right: Right;
  readonly receivedOn: Day;
  readonly establishment: Establishment;
  /** Proof of identity, on reasonable doubt only. */
  readonly identity?: Asked | null;
  /** An agent's proof of authority. */
  readonly authority?: Asked | null;
  /** A fee for a manifestly unfounded or excessive request or a further copy; `answeredOn` is the day of payment. */
  readonly fee?: Asked | null;
  /** Questions to the person. Only those about what is sought pause, and only an access request. */
  readonly questions?: readonly (Asked & { readonly about: 'what-is-sought' | 'format' })[];
  readonly extension?: { readonly noticeOn: Day; readonly reason: ExtensionReason } | null;
}

/** The two grounds of an extension; needing clarification is not one of them. */
export type ExtensionReason = 'complexity' | 'number-of-requests';

type RuleThatMoved = 'T2' | 'T4' | 'T5' | 'T6' | 'T7' | 'T8';

export type Ruleset = 'article-12a' | 'article-12-before-5-february-2026' | 'gdpr-article-12';

/** Where a request's clock stands. `dueOn` is null while nothing is due: the clock waits to start, or is paused. */
export interface AnswerDue {
  readonly ruleset: Ruleset;
  readonly state: 'waiting' | 'paused' | 'running';
  /** For what we wait, and since when. */
  readonly awaits: {
    readonly what: 'identity' | 'authority' | 'fee' | 'clarification';
    readonly since: Day;
  } | null;
  /** The relevant time; null while it has not come. */
  readonly relevantOn: Day | null;
  /** The last day to answer; it ends at its midnight. */
  readonly dueOn: Day | null;
  /** The last day on which notice of an extension may be given, which is the end of the first month. */
  readonly extendBy: Day | null;
  readonly extension: 'none' | 'in-time' | 'too-late';
  /** Days that do not count because of a question. */
  readonly excludedDays: number;
  /** The later day that regulators' guidance would accept where the text of the law gives none; null where there is none. */
  readonly guidanceDueOn: Day | null;
  /** What moved the clock, in order. */
  readonly rules: readonly RuleThatMoved[];
}

/** Which text governs a request, by the day it was received (T7, T8). */
export function rulesetOf(request: Pick<ClockedRequest, 'receivedOn' | 'establishment'>): Ruleset {
  if (request.establishment.jurisdiction === 'eu') return 'gdpr-article-12';
  return request.receivedOn < DUAA_MAIN ? 'article-12-before-5-february-2026' : 'article-12a';
}

/**
 * The last day to answer a request, and everything that moved it. Rules T2 and T4 to T8.
 * Refuses `law.holidays-not-listed` and `law.holidays-unknown` as the calendars do.
 */
export function answerDue(request: ClockedRequest): AnswerDue {
  const ruleset = rulesetOf(request);
  return ruleset === 'article-12a' ? dueUnderArticle12A(request) : dueUnderArticle12(request, ruleset);
}

function dueUnderArticle12A(request: ClockedRequest): AnswerDue {
  const waits = waitsOf(request);
  const open = waits.find((wait) => wait.answeredOn === null);
  const base = { ruleset: 'article-12a', guidanceDueOn: null } as const;
  if (open) {
    const awaits = { what: open.what, since: open.askedOn };
    return {
      ...base,
      ...NOTHING_DUE,
      state: 'waiting',
      awaits,
      relevantOn: null,
      excludedDays: 0,
      rules: ['T4'],
    };
  }

  const relevantOn = latestOf(request.receivedOn, ...waits.flatMap((wait) => wait.answeredOn ?? []));
  const paused = pausedDays(request, relevantOn);
  const rules: readonly RuleThatMoved[] = [
    'T2',
    ...(relevantOn > request.receivedOn ? (['T4'] as const) : []),
    ...(paused.days > 0 || paused.openSince ? (['T5'] as const) : []),
  ];
  if (paused.openSince) {
    const awaits = { what: 'clarification', since: paused.openSince } as const;
    return { ...base, ...NOTHING_DUE, state: 'paused', awaits, relevantOn, excludedDays: paused.days, rules };
  }
  return {
    ...base,
    ...runningFrom(relevantOn, paused.days, request, rules),
    excludedDays: paused.days,
  };
}

/** The old and the European text: one month from receipt, whatever was asked; what guidance would accept is said apart. */
function dueUnderArticle12(request: ClockedRequest, ruleset: Exclude<Ruleset, 'article-12a'>): AnswerDue {
  const rule = ruleset === 'gdpr-article-12' ? 'T8' : 'T7';
  const running = runningFrom(request.receivedOn, 0, request, ['T2', rule]);
  return { ruleset, ...running, excludedDays: 0, guidanceDueOn: guidanceDueOn(request, ruleset, running) };
}

const NOTHING_DUE = { dueOn: null, extendBy: null, extension: 'none' } as const;

function runningFrom(
  relevantOn: Day,
  excluded: number,
  request: ClockedRequest,
  rules: readonly RuleThatMoved[],
) {
  const after = (months: number) =>
    roll(addDays(addMonths(relevantOn, months), excluded), request.establishment);
  const extendBy = after(1);
  const notice = request.extension?.noticeOn ?? null;
  const extension = notice === null ? 'none' : notice <= extendBy ? 'in-time' : 'too-late';
  return {
    state: 'running',
    awaits: null,
    relevantOn,
    // Three months from the relevant time, not two from a day that a weekend has moved (T6).
    dueOn: extension === 'in-time' ? after(3) : extendBy,
    extendBy,
    extension,
    rules: extension === 'none' ? rules : [...rules, 'T6' as const],
  } as const;
}

/** What must come before the month begins. What was asked for after the last day is left out: asking cures no lateness. */
function waitsOf(request: ClockedRequest) {
  const waits = [
    { what: 'identity', asked: request.identity },
    { what: 'authority', asked: request.authority },
    { what: 'fee', asked: request.fee },
  ] as const;
  const lastDay = runningFrom(request.receivedOn, 0, request, []).dueOn;
  return waits.flatMap(({ what, asked }) => (asked && asked.askedOn <= lastDay ? [{ what, ...asked }] : []));
}

const questionsOf = (request: ClockedRequest): Asked[] =>
  (request.questions ?? []).filter((question) => question.about === 'what-is-sought').toSorted(byAskedOn);

const byAskedOn = (a: Asked, b: Asked): number => (a.askedOn < b.askedOn ? -1 : 1);

/** The days that do not count (T5). A question put after the last day pauses nothing: asking cures no lateness. */
function pausedDays(request: ClockedRequest, relevantOn: Day): { days: number; openSince: Day | null } {
  const inTime: Asked[] = [];
  for (const question of request.right === 'access' ? questionsOf(request) : []) {
    const days = daysCovered(inTime, relevantOn);
    if (question.askedOn > runningFrom(relevantOn, days, request, []).dueOn) break;
    if (question.answeredOn === null) return { days, openSince: question.askedOn };
    inTime.push(question);
  }
  return { days: daysCovered(inTime, relevantOn), openSince: null };
}

/** Days of the union of some spans, both ends included, that come after a day. The spans are in the order of asking. */
function daysCovered(spans: readonly Asked[], after: Day): number {
  let days = 0;
  let countedTo = after;
  for (const { askedOn, answeredOn } of spans) {
    const first = latestOf(askedOn, addDays(countedTo, 1));
    if (answeredOn === null || answeredOn < first) continue;
    days += daysBetween(first, answeredOn) + 1;
    countedTo = answeredOn;
  }
  return days;
}

/** Before Article 12A the ICO let proof start the month anew; the EDPB lets a question suspend it. Neither is law. */
function guidanceDueOn(
  request: ClockedRequest,
  ruleset: Ruleset,
  running: { readonly dueOn: Day },
): Day | null {
  const [waits, questions] = [waitsOf(request), questionsOf(request)];
  if ([...waits, ...questions].some((asked) => asked.answeredOn === null)) return null;
  const restart = latestOf(request.receivedOn, ...waits.flatMap((wait) => wait.answeredOn ?? []));
  const [start, suspending] =
    ruleset === 'gdpr-article-12'
      ? [request.receivedOn, [...waits, ...questions].toSorted(byAskedOn)]
      : [restart, questions];
  const accepted = runningFrom(start, daysCovered(suspending, start), request, []).dueOn;
  return accepted > running.dueOn ? accepted : null;
}
