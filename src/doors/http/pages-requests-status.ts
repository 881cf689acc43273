import { type Day, dayIn, sayDay } from '../../base/index.ts';
import { type Policy, sayRecipient } from '../../policy/index.ts';
import { packageUntil, type RequestSeen, sayKind } from '../../procedures/index.ts';
import type { RequestEventKind } from '../../requests/index.ts';
import type { RequestStatusProps } from '../pages/index.ts';

type Shown = Omit<RequestStatusProps, 'token' | 'saved' | 'errors' | 'typed'>;

/** What happened, as the person reads it. What is not here is ours to know. */
const DONE: Partial<Record<RequestEventKind, string>> = {
  received: 'It reached us.',
  joined: 'You asked again; it was added.',
  proven: 'You confirmed that it was you.',
  'identity-asked': 'We asked you to show that it is you.',
  'identity-proven': 'We know that it is you.',
  'authority-asked': 'We asked whether the one who wrote may act for you.',
  'authority-proven': 'We know that they may act.',
  'fee-asked': 'We asked for a fee.',
  'fee-paid': 'The fee was paid.',
  'clarification-asked': 'We asked you a question.',
  'clarification-answered': 'You answered our question.',
  extended: 'We told you that we need longer, and why.',
  acknowledged: 'We acknowledged it.',
  progress: 'We told you how it is going.',
  'passed-on': 'We passed it on to those who decide about it.',
  instructed: 'They told us what to do.',
  approved: 'What will be done was looked at and approved.',
  ran: 'It was done in our systems, and looked at again.',
  restricted: 'Your data is stored and not used.',
  objected: 'The use was stopped.',
  'lifting-told': 'We told you that your data will be used again.',
  lifted: 'Your data is used again.',
  refused: 'We told you what we cannot do, and why.',
  answered: 'We answered.',
  fetched: 'Your file was fetched.',
  'self-corrected': 'You corrected it yourself.',
  reviewed: 'A person looked at the decision again.',
  'hand-over-asked': 'Your file is to go straight to somebody else.',
  'hand-over-confirmed': 'You confirmed that it is to go to them.',
  'hand-over-sent': 'We wrote to them with the link to your file.',
  'hand-over-fetched': 'They fetched your file.',
};

/** A request as its page shows it. */
export function statusOfRequest(policy: Policy, found: RequestSeen): Shown {
  const { request, events, asking, clock, strip } = found;
  const done = events.flatMap(({ kind, on }) => {
    const says = DONE[kind];
    return says ? [{ on, says }] : [];
  });
  return {
    title: titleOf(request.kind),
    receivedOn: request.received_on,
    owner: request.owner,
    clock,
    strip,
    answeredOn: request.answered_on,
    confirm: canConfirm(found) ? (request.agent ? 'agent' : 'self') : null,
    done: done.filter(
      ({ says, on }, index) => done.findIndex((one) => one.says === says && one.on === on) === index,
    ),
    waits: waitsOf(policy, found),
    effects: effectsOf(policy, found),
    messages: [
      ...(asking.words
        ? [{ id: request.id, on: request.received_on, from: 'you' as const, words: asking.words }]
        : []),
      ...events.flatMap(({ id, kind, on, actor, words }) => {
        if (words === null || !['told', 'said', 'joined'].includes(kind)) return [];
        // Its own link is of no use on the page that it leads to.
        const shown = kind === 'told' ? words.replaceAll(/\n\nWhere it stands[^\n]*\n[^\n]*/g, '') : words;
        return [
          {
            id,
            on,
            from: kind === 'told' || actor !== 'person' ? ('us' as const) : ('you' as const),
            words: shown,
          },
        ];
      }),
    ],
    download: packageUntil(request, found.today),
    handOver:
      request.kind === 'portability' &&
      request.proven_on !== null &&
      (request.answered_on === null || packageUntil(request, found.today) !== null)
        ? handOversShown(policy, found)
        : null,
  };
}

const handOversShown = (
  policy: Policy,
  { handOvers }: RequestSeen,
): NonNullable<RequestStatusProps['handOver']> =>
  handOvers.map(({ id, to, confirmed_at, sent_at, fetched_at, expires_on }) => ({
    id,
    to: to === null ? 'somebody' : `${to.name}, ${to.email}`,
    confirmed: confirmed_at !== null,
    sentOn: sent_at === null ? null : dayIn(policy.organisation.zone, sent_at),
    fetchedOn: fetched_at === null ? null : dayIn(policy.organisation.zone, fetched_at),
    until: expires_on,
  }));

const titleOf = (kind: RequestSeen['request']['kind']): string =>
  kind === 'complaint' ? 'Your complaint' : `Your request ${sayKind(kind)}`;

/** Theirs to say until it is settled; where a doubt was written down the link alone no longer does. */
const canConfirm = ({ request }: Pick<RequestSeen, 'request'>): boolean =>
  request.answered_on === null && request.proven_on === null && request.waits_for !== 'identity';

function waitsOf(policy: Policy, { request, clock, tellings, handOvers }: RequestSeen): string[] {
  if (handOvers.some(({ confirmed_at }) => confirmed_at === null))
    return ['You: to say above whether your file may go to them.'];
  if (request.answered_on !== null)
    return tellings.some(({ answered_at, told_at }) => told_at !== null && answered_at === null)
      ? ['Those who had your data from us still have to tell us that they did their part.']
      : [];
  const asked: Record<string, string> = {
    identity: 'You: what we asked for, so that we know that it is you.',
    authority: 'You: to say whether the one who wrote may act for you.',
    fee: 'You: the fee, or to tell us that you do not agree.',
    clarification: 'You: an answer to our question.',
  };
  const ours: Record<string, string> = {
    answer: 'Us: the answer.',
    acknowledgement: 'Us: to acknowledge it.',
    outcome: 'Us: to look into it and to tell you what we found.',
    'passing-on': 'Us: to pass it on.',
    removal: clock.dueOn
      ? 'Us: to remove it.'
      : `${policy.processing[request.about ?? '']?.controllers ?? 'Those who decide'}: to tell us what to do.`,
  };
  return [
    request.waits_for
      ? asked[request.waits_for]
      : canConfirm({ request } as RequestSeen)
        ? 'You: to confirm above that it was you.'
        : undefined,
    ours[clock.owes],
  ].filter((one) => one !== undefined);
}

function effectsOf(
  policy: Policy,
  { stopped, refusals, tellings }: RequestSeen,
): { title: string; lines: string[] }[] {
  const use = (purpose: string | null): string =>
    purpose === null
      ? 'everything but storing it'
      : (policy.purposes[purpose]?.says ?? purpose.replaceAll('-', ' '));
  const told = (at: string | null): Day | null => (at === null ? null : (at.slice(0, 10) as Day));
  const parts = [
    {
      title: 'What is stopped',
      lines: stopped.flatMap(({ purpose, lifted_at }) =>
        lifted_at === null ? [`Stopped: ${use(purpose)}`] : [],
      ),
    },
    {
      title: 'What we could not do',
      lines: refusals.flatMap(({ reasoning, ground }) => [reasoning ?? ground.replaceAll('-', ' ')]),
    },
    {
      title: 'Who else was told',
      lines: tellings.map(({ recipient, told_at, outcome }) => {
        const name = sayRecipient(policy, recipient);
        const when = told(told_at);
        return `${name}: ${outcome ? outcome.replaceAll('-', ' ') : when ? `told on ${sayDay(when)}` : 'to be told'}`;
      }),
    },
  ];
  return parts.filter(({ lines }) => lines.length > 0);
}
