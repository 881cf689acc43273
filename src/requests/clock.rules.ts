import { addDays, addPeriod, type Day, type Duration } from '../base/index.ts';
import {
  type AnswerDue,
  type Asked,
  answerDue,
  calendarsOf,
  complaintDue,
  type Establishment,
  type ExtensionReason,
  isWorkingDay,
} from '../law/index.ts';
import { factsOf, type RequestKind } from './kind.rules.ts';

/** What can happen to a request. The words that went with it are sealed beside it. */
export const REQUEST_EVENTS = [
  'received',
  'joined',
  'proven',
  'identity-asked',
  'identity-proven',
  'authority-asked',
  'authority-proven',
  'fee-asked',
  'fee-paid',
  'clarification-asked',
  'clarification-answered',
  'extended',
  'acknowledged',
  'progress',
  'told',
  'said',
  'flagged',
  'passed-on',
  'instructed',
  'planned',
  'approved',
  'ran',
  'others-removed',
  'restricted',
  'objected',
  'lifting-told',
  'lifted',
  'recipients-told',
  'refused',
  'answered',
  'fetched',
  'self-corrected',
  'reviewed',
  'hand-over-asked',
  'hand-over-confirmed',
  'hand-over-sent',
  'hand-over-fetched',
] as const;
export type RequestEventKind = (typeof REQUEST_EVENTS)[number];

/** As much of an event as moves a clock. Days are days on which it happened, not on which it was typed in. */
export type ClockEvent = {
  readonly kind: RequestEventKind;
  readonly on: Day;
  readonly facts: Readonly<Record<string, unknown>>;
};

/** What is fixed about a request from its first day. */
export type Clocked = {
  readonly kind: RequestKind;
  readonly receivedOn: Day;
  readonly establishment: Establishment;
  /** What the policy promises, where that is less than the law allows; for a complaint, of its acknowledgement. */
  readonly within: Duration | null;
  /** Of a complaint: how soon the policy promises its outcome. Null: without undue delay, as the law has it. */
  readonly outcome: Duration | null;
  /** A processor's own periods: to pass a request on, and to remove what its customer says. Null: we are the controller. */
  readonly processor: { readonly passOn: Duration | null; readonly remove: Duration | null } | null;
};

/** Where a clock stands. `dueOn` null: nothing is due, because we wait, or because what was due is done. */
export type RequestClock = {
  readonly dueOn: Day | null;
  /** What is due by then. */
  readonly owes: 'answer' | 'acknowledgement' | 'outcome' | 'passing-on' | 'removal' | 'nothing';
  readonly state: 'running' | 'waiting' | 'paused' | 'done';
  /** What we asked for and wait for; the clock may run on meanwhile. */
  readonly awaits: AnswerDue['awaits'];
  /** The last day on which an extension may be told; null where none is possible. */
  readonly extendBy: Day | null;
  readonly extended: boolean;
  /** The day from which the month counts. */
  readonly countsFrom: Day | null;
};

/** The clock of a request, from everything that happened to it. Refuses as the calendars of the law do. */
export function clockOf(request: Clocked, events: readonly ClockEvent[]): RequestClock {
  const done = events.some(
    ({ kind, facts }) => kind === 'answered' || (kind === 'refused' && facts.extent === 'whole'),
  );
  if (done)
    return {
      ...NOTHING,
      ...(request.kind === 'complaint' || request.processor ? {} : lawfulClock(request, events)),
      state: 'done',
    };
  if (request.processor) return processorClock(request, request.processor, events);
  if (request.kind === 'complaint') return complaintClock(request, events);
  return lawfulClock(request, events);
}

const NOTHING: RequestClock = {
  dueOn: null,
  owes: 'nothing',
  state: 'running',
  awaits: null,
  extendBy: null,
  extended: false,
  countsFrom: null,
};

function lawfulClock(request: Clocked, events: readonly ClockEvent[]): RequestClock {
  const right = factsOf(request.kind).right ?? 'access';
  const asked = {
    identity: askedOf(events, 'identity-asked', 'identity-proven'),
    authority: askedOf(events, 'authority-asked', 'authority-proven'),
    fee: askedOf(events, 'fee-asked', 'fee-paid'),
  };
  const questions = questionsOf(events);
  const due = answerDue({
    right,
    receivedOn: request.receivedOn,
    establishment: request.establishment,
    ...asked,
    questions,
    extension: extensionOf(events),
  });
  return {
    dueOn: promisedOr(request.within, due),
    owes: 'answer',
    state: due.state,
    awaits: due.awaits ?? stillOpen({ ...asked, clarification: questions.find(isOpen) ?? null }),
    extendBy: due.extendBy,
    extended: due.extension === 'in-time',
    countsFrom: due.relevantOn,
  };
}

const isOpen = (asked: Asked | null): asked is Asked => asked?.answeredOn === null;

/**
 * What we asked for and have not got, where the law lets the clock run on all the same (in the EU, and after the last day): a
 * doubt is a doubt, whatever the clock does.
 */
function stillOpen(
  asked: Readonly<Record<NonNullable<AnswerDue['awaits']>['what'], Asked | null>>,
): AnswerDue['awaits'] {
  for (const what of ['identity', 'authority', 'fee', 'clarification'] as const) {
    const one = asked[what];
    if (isOpen(one)) return { what, since: one.askedOn };
  }
  return null;
}

/** A promise may be shorter than the law, never longer; a promised month rolls off a weekend as the law's month does. */
function promisedOr(within: Duration | null, due: AnswerDue): Day | null {
  if (due.dueOn === null || due.relevantOn === null || within === null || within === 'P1M') return due.dueOn;
  if (due.extension === 'in-time') return due.dueOn;
  const promised = addDays(addPeriod(due.relevantOn, within), due.excludedDays);
  return [promised, due.dueOn].toSorted()[0] ?? due.dueOn;
}

/** Acknowledged within thirty days; then investigated without undue delay, which has no day (law R18) unless one is promised. */
function complaintClock(request: Clocked, events: readonly ClockEvent[]): RequestClock {
  const { acknowledgeBy } = complaintDue(request.receivedOn, request.establishment);
  const promised = request.within === null ? null : addPeriod(request.receivedOn, request.within);
  const due =
    acknowledgeBy !== null && promised !== null && request.within !== 'P30D' && promised < acknowledgeBy
      ? promised
      : (acknowledgeBy ?? promised ?? addDays(request.receivedOn, 30));
  const acknowledged = events.some(({ kind }) => kind === 'acknowledged');
  return {
    ...NOTHING,
    countsFrom: request.receivedOn,
    ...(acknowledged
      ? {
          owes: 'outcome',
          dueOn: request.outcome === null ? null : addPeriod(request.receivedOn, request.outcome),
        }
      : { owes: 'acknowledgement', dueOn: due }),
  };
}

/** Passed on by the day we promise; what the customer then orders, by the day of its contract (law R19). */
function processorClock(
  request: Clocked,
  { passOn, remove }: NonNullable<Clocked['processor']>,
  events: readonly ClockEvent[],
): RequestClock {
  const instructed = events.findLast(({ kind }) => kind === 'instructed');
  const base = { ...NOTHING, countsFrom: instructed?.on ?? request.receivedOn };
  if (instructed) return { ...base, owes: 'removal', dueOn: addPeriod(instructed.on, remove ?? 'P30D') };
  if (events.some(({ kind }) => kind === 'passed-on')) return { ...base, state: 'waiting', owes: 'removal' };
  return { ...base, owes: 'passing-on', dueOn: addPeriod(request.receivedOn, passOn ?? 'P5D') };
}

/** The last asking that matters: one that is still open, else the one that was answered last. */
function askedOf(
  events: readonly ClockEvent[],
  ask: RequestEventKind,
  answer: RequestEventKind,
): Asked | null {
  const asked = pairs(events, ask, answer);
  return asked.find(({ answeredOn }) => answeredOn === null) ?? asked.at(-1) ?? null;
}

const questionsOf = (events: readonly ClockEvent[]) =>
  pairs(events, 'clarification-asked', 'clarification-answered').map(({ event, ...asked }) => ({
    ...asked,
    about: event.facts.about === 'format' ? ('format' as const) : ('what-is-sought' as const),
  }));

/** Each asking with the first answer that came after it. */
function pairs(
  events: readonly ClockEvent[],
  ask: RequestEventKind,
  answer: RequestEventKind,
): (Asked & { event: ClockEvent })[] {
  return events.flatMap((event, at) => {
    if (event.kind !== ask) return [];
    const answered = events.slice(at + 1).find(({ kind }) => kind === answer);
    return [{ event, askedOn: event.on, answeredOn: answered?.on ?? null }];
  });
}

function extensionOf(events: readonly ClockEvent[]): { noticeOn: Day; reason: ExtensionReason } | null {
  const extended = events.find(({ kind }) => kind === 'extended');
  if (!extended) return null;
  return {
    noticeOn: extended.on,
    reason: extended.facts.reason === 'number-of-requests' ? 'number-of-requests' : 'complexity',
  };
}

/** Whether people work on that day where the request is handled; a day that no list covers counts as worked. */
export function isWorkedOn(on: Day, establishment: Establishment): boolean {
  const [calendar] = calendarsOf(establishment);
  const listed =
    (calendar.from === null || calendar.from <= on) && (calendar.to === null || on <= calendar.to);
  return !listed || isWorkingDay(on, calendar);
}
