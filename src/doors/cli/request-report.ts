import { sayDay } from '../../base/index.ts';
import type { RequestSeen } from '../../procedures/index.ts';

/** A request on one screen: where it stands, what moved its clock, what happened. */
export function tellRequest({
  request,
  clock,
  strip,
  events,
  refusals,
  stopped,
  tellings,
  handOvers,
}: RequestSeen): string {
  const left = strip.workingDaysLeft;
  const due = request.answered_on
    ? `answered ${sayDay(request.answered_on)} (${request.outcome})`
    : clock.dueOn
      ? `${clock.owes} due ${sayDay(clock.dueOn)}${left === null ? '' : left < 0 ? `, ${-left} working days LATE` : `, ${left} working days left`}`
      : `nothing is due: ${clock.awaits ? `waits for ${clock.awaits.what} since ${clock.awaits.since}` : clock.owes}`;
  const lines = [
    `${request.kind} by ${request.route}, received ${sayDay(request.received_on)}`,
    `  ${due}`,
    `  ${request.proven_on ? `who asks: no doubt since ${request.proven_on}` : 'who asks: not confirmed yet'}; owner: ${request.owner}`,
    ...(request.repeats ? [`  repeats ${request.repeats}, which was answered`] : []),
    ...strip.moves.map(({ on, by, from, to }) => `  ${on}  ${by}: ${from ?? 'no day'} -> ${to ?? 'no day'}`),
    '',
    ...events.map(({ on, kind, actor, facts }) => `  ${on}  ${kind.padEnd(22)} ${actor}${sayFacts(facts)}`),
    ...refusals.map(({ ground, extent, decided_on }) => `  refused ${extent}: ${ground} (${decided_on})`),
    ...stopped.map(
      ({ kind, purpose, lifted_at }) =>
        `  ${kind}: ${purpose ?? 'every use'} ${lifted_at ? 'lifted' : 'stopped'}`,
    ),
    ...tellings.map(
      ({ recipient, change, told_at, outcome }) =>
        `  ${recipient}: ${change} ${outcome ?? (told_at ? 'told' : 'to be told')}`,
    ),
    ...handOvers.map(
      ({ due_on, confirmed_at, sent_at, fetched_at }) =>
        `  straight to another controller by ${due_on}: ${fetched_at ? 'fetched' : sent_at ? 'sent' : confirmed_at ? 'goes when the file is ready' : 'waits for the person'}`,
    ),
  ];
  return lines.join('\n');
}

const sayFacts = (facts: Readonly<Record<string, unknown>>): string => {
  const said = Object.entries(facts).flatMap(([name, value]) =>
    typeof value === 'string' && value.length <= 30 ? [`${name}=${value}`] : [],
  );
  return said.length === 0 ? '' : `  ${said.join(' ')}`;
};
