import { addDays, type Day, weekdayOf } from '../base/index.ts';
import { type ClockEvent, type Clocked, clockOf, isWorkedOn, type RequestEventKind } from './clock.rules.ts';

export type DayMark =
  | 'received'
  | 'waiting'
  | 'paused'
  | 'weekend'
  | 'holiday'
  | 'due'
  | 'today'
  | 'answered'
  | 'late';

/** One day of a request, as the strip draws it. */
export type StripDay = {
  readonly on: Day;
  readonly marks: readonly DayMark[];
  /** What happened that day, as kinds of events. */
  readonly happened: readonly RequestEventKind[];
};

/** Something that moved the due day: from where to where. */
export type Move = {
  readonly on: Day;
  readonly by: RequestEventKind;
  readonly from: Day | null;
  readonly to: Day | null;
};

export type Strip = {
  readonly days: readonly StripDay[];
  readonly moves: readonly Move[];
  readonly dueOn: Day | null;
  /** Days of work from tomorrow to the due day; null where nothing is due. Negative: so many days late. */
  readonly workingDaysLeft: number | null;
};

/** What of a clock is told to people: three months, a pause and an answer that came late fit in. */
const LONGEST = 400;

/** A request's days from receipt to its end, with what moved the due day; the same for the picture and for its table. */
export function stripOf(request: Clocked, events: readonly ClockEvent[], today: Day): Strip {
  const clock = clockOf(request, events);
  const answeredOn = events.find(({ kind }) => kind === 'answered' || kind === 'refused')?.on ?? null;
  const open = clock.state !== 'done';
  const last = [clock.dueOn, answeredOn, open ? today : null, request.receivedOn]
    .filter((one) => one !== null)
    .toSorted()
    .at(-1);
  const waits = waitsOf(request, events);
  const days: StripDay[] = [];
  for (
    let on = request.receivedOn;
    on <= (last ?? request.receivedOn) && days.length < LONGEST;
    on = addDays(on, 1)
  ) {
    const waiting = waits.find(({ from, to }) => from <= on && (to === null ? on <= today : on <= to));
    const worked = isWorkedOn(on, request.establishment);
    const marks: (DayMark | false)[] = [
      on === request.receivedOn && 'received',
      waiting?.mark ?? false,
      !worked && (weekdayOf(on) >= 6 ? 'weekend' : 'holiday'),
      on === clock.dueOn && 'due',
      clock.dueOn !== null && on > clock.dueOn && (answeredOn === null || on <= answeredOn) && 'late',
      on === answeredOn && 'answered',
      on === today && 'today',
    ];
    days.push({
      on,
      marks: marks.filter((mark) => mark !== false),
      happened: events.filter((event) => event.on === on).map(({ kind }) => kind),
    });
  }
  return {
    days,
    moves: movesOf(request, events),
    dueOn: clock.dueOn,
    workingDaysLeft: open && clock.dueOn !== null ? workingDaysTo(request, today, clock.dueOn) : null,
  };
}

/** The due day before and after each event that changed it. */
function movesOf(request: Clocked, events: readonly ClockEvent[]): Move[] {
  const moves: Move[] = [];
  const ends = events.findIndex(({ kind }) => kind === 'answered');
  const counted = ends < 0 ? events : events.slice(0, ends);
  let before = clockOf(request, []).dueOn;
  for (const [at, { kind, on }] of counted.entries()) {
    const after = clockOf(request, counted.slice(0, at + 1)).dueOn;
    if (after !== before) moves.push({ on, by: kind, from: before, to: after });
    before = after;
  }
  return moves;
}

/** The spans in which we waited: days on which no month runs. Both ends are in them. */
function waitsOf(
  request: Clocked,
  events: readonly ClockEvent[],
): { from: Day; to: Day | null; mark: 'waiting' | 'paused' }[] {
  const spans: { from: Day; to: Day | null; mark: 'waiting' | 'paused' }[] = [];
  let before = clockOf(request, []).state;
  let since: Day | null = null;
  for (const [at, { on }] of events.entries()) {
    const { state } = clockOf(request, events.slice(0, at + 1));
    const waits = state === 'waiting' || state === 'paused';
    if (waits && since === null) since = on;
    if (!waits && since !== null) {
      spans.push({ from: since, to: on, mark: before === 'paused' ? 'paused' : 'waiting' });
      since = null;
    }
    before = state;
  }
  if (since !== null) spans.push({ from: since, to: null, mark: before === 'paused' ? 'paused' : 'waiting' });
  return spans;
}

function workingDaysTo({ establishment }: Clocked, today: Day, dueOn: Day): number {
  let left = 0;
  for (let on = addDays(today, 1), n = 0; on <= dueOn && n < LONGEST; on = addDays(on, 1), n++)
    if (isWorkedOn(on, establishment)) left += 1;
  for (let on = addDays(dueOn, 1), n = 0; on <= today && n < LONGEST; on = addDays(on, 1), n++)
    if (isWorkedOn(on, establishment)) left -= 1;
  return left;
}
