import { z } from 'zod';
import type { Decided, RequestSeen } from '../../procedures/index.ts';
import {
  REQUEST_EVENTS,
  REQUEST_KINDS,
  type Request,
  TELLING_OUTCOMES,
  unansweredFormat,
} from '../../requests/index.ts';
import { anything, day, daySaid, id, instantSaid, name } from './api-words.ts';

/*
 * The shapes that requests are told in. What people wrote is in the thread alone, whose reading is logged; everything else
 * here is days, codes and counts.
 */

export const request = z.object({
  id,
  kind: z.enum(REQUEST_KINDS),
  person: id,
  route: z.string(),
  received: daySaid,
  due: daySaid.nullable().describe('The last day to answer; null while nothing is due'),
  waitsFor: z
    .string()
    .nullable()
    .describe('identity, authority, fee or clarification: nothing is due meanwhile'),
  owner: z.string().describe('The role that answers'),
  actsAs: z.enum(['controller', 'processor']),
  about: z.string().nullable(),
  confirmed: daySaid.nullable().describe('Since when nothing is in doubt about who asks'),
  agent: z.boolean(),
  repeats: id.nullable().describe('An answered request of the same kind by the same person'),
  answered: daySaid.nullable(),
  outcome: z.string().nullable(),
});

export const said = (one: Request): z.infer<typeof request> => ({
  id: one.id,
  kind: one.kind,
  person: one.person_id,
  route: one.route,
  received: one.received_on,
  due: one.due_on,
  waitsFor: one.waits_for,
  owner: one.owner,
  actsAs: one.acts_as,
  about: one.about,
  confirmed: one.proven_on,
  agent: one.agent,
  repeats: one.repeats,
  answered: one.answered_on,
  outcome: one.outcome,
});

const event = z.object({
  id,
  kind: z.enum(REQUEST_EVENTS),
  on: daySaid,
  recorded: instantSaid,
  by: z.string(),
  facts: z.record(z.string(), anything),
});

export const seen = request.extend({
  clock: z.object({
    owes: z.string(),
    state: z.string(),
    extendBy: daySaid.nullable(),
    extended: z.boolean(),
    countsFrom: daySaid.nullable(),
    workingDaysLeft: z.int().nullable(),
    moves: z.array(
      z.object({ on: daySaid, by: z.string(), from: daySaid.nullable(), to: daySaid.nullable() }),
    ),
    days: z.array(z.object({ on: daySaid, marks: z.array(z.string()), happened: z.array(z.string()) })),
  }),
  events: z.array(event),
  formatAsked: z
    .string()
    .nullable()
    .describe('A format that they asked for, that we do not make and have not told them why; null: none'),
  refusals: z.array(
    z.object({
      id,
      ground: z.string(),
      article: z.string().nullable(),
      extent: z.enum(['whole', 'part']),
      by: z.string(),
      on: daySaid,
      testAgain: daySaid.nullable(),
      carries: z.array(z.string()),
    }),
  ),
  stopped: z.array(
    z.object({
      kind: z.enum(['restriction', 'objection']),
      purpose: z.string().nullable(),
      ground: z.string(),
      since: instantSaid,
      told: instantSaid.nullable(),
      lifted: instantSaid.nullable(),
    }),
  ),
  handOvers: z.array(
    z.object({
      id,
      recipient: z.string().nullable().describe('As the policy calls them; null: the person named somebody'),
      due: daySaid,
      confirmed: instantSaid.nullable(),
      sent: instantSaid.nullable(),
      until: daySaid.nullable(),
      fetched: instantSaid.nullable(),
    }),
  ),
  tellings: z.array(
    z.object({
      recipient: z.string(),
      change: z.string(),
      knownBy: z.string(),
      told: instantSaid.nullable(),
      how: z.string().nullable(),
      answered: instantSaid.nullable(),
      outcome: z.string().nullable(),
    }),
  ),
});

export const standing = (found: RequestSeen): z.infer<typeof seen> => ({
  ...said(found.request),
  clock: {
    owes: found.clock.owes,
    state: found.clock.state,
    extendBy: found.clock.extendBy,
    extended: found.clock.extended,
    countsFrom: found.clock.countsFrom,
    workingDaysLeft: found.strip.workingDaysLeft,
    moves: [...found.strip.moves],
    days: found.strip.days.map(({ on, marks, happened }) => ({
      on,
      marks: [...marks],
      happened: [...happened],
    })),
  },
  events: found.events.map(({ id: eventId, kind, on, recordedAt, actor, facts }) => ({
    id: eventId,
    kind,
    on,
    recorded: recordedAt,
    by: actor,
    facts: { ...facts },
  })),
  formatAsked: unansweredFormat(found.events),
  refusals: found.refusals.map((one) => ({
    id: one.id,
    ground: one.ground,
    article: one.article,
    extent: one.extent,
    by: one.decided_by,
    on: one.decided_on,
    testAgain: one.test_again_on,
    carries: one.carries,
  })),
  stopped: found.stopped.map((one) => ({
    kind: one.kind,
    purpose: one.purpose,
    ground: one.ground,
    since: one.began_at,
    told: one.told_at,
    lifted: one.lifted_at,
  })),
  handOvers: found.handOvers.map((one) => ({
    id: one.id,
    recipient: one.recipient,
    due: one.due_on,
    confirmed: one.confirmed_at,
    sent: one.sent_at,
    until: one.expires_on,
    fetched: one.fetched_at,
  })),
  tellings: found.tellings.map((one) => ({
    recipient: one.recipient,
    change: one.change,
    knownBy: one.known_by,
    told: one.told_at,
    how: one.how,
    answered: one.answered_at,
    outcome: one.outcome,
  })),
});

export const thread = z.object({
  words: z.string(),
  name: z.string().nullable(),
  agent: z.string().nullable(),
  customer: z.string().nullable(),
  messages: z.array(
    z.object({ id, kind: z.enum(REQUEST_EVENTS), on: daySaid, by: z.string(), words: z.string() }),
  ),
});

export const threadOf = ({ asking, events }: RequestSeen): z.infer<typeof thread> => ({
  words: asking.words,
  name: asking.name,
  agent: asking.agent,
  customer: asking.customer,
  messages: events.flatMap(({ id: eventId, kind, on, actor, words }) =>
    words === null ? [] : [{ id: eventId, kind, on, by: actor, words }],
  ),
});

const reason = z.string().min(1).max(5_000);
const when = { on: day.optional().describe('The day it happened, where that is not today') };
const does = <Outcome extends string, Shape extends z.ZodRawShape>(
  outcome: Outcome,
  shape: Shape,
  says: string,
) => z.strictObject({ outcome: z.literal(outcome), ...shape, ...when }).describe(says);

/** What can be decided about a request; see `decideRequest`. */
export const decision = z.discriminatedUnion('outcome', [
  does(
    'identify',
    { doubt: reason, wanted: reason },
    'Ask who it is, because of a doubt: the month begins when it is settled',
  ),
  does('identified', {}, 'The doubt is settled'),
  does('ask-authority', {}, 'Ask an agent for their authority'),
  does('authorised', {}, 'The authority came'),
  does(
    'charge',
    {
      fee: name,
      why: reason,
      unfounded: z.boolean().default(false),
      excessive: z.boolean().default(false),
      furtherCopy: z.boolean().default(false),
    },
    'Ask for a reasonable fee, Art 12(5)',
  ),
  does('paid', {}, 'The fee came'),
  does(
    'clarify',
    { question: reason, about: z.enum(['what-is-sought', 'format']).default('what-is-sought') },
    'Ask what is sought; for access the days until the answer do not count',
  ),
  does('clarified', {}, 'The question was answered'),
  does(
    'other-format',
    { why: reason },
    'Of a file to take along: why it does not come in the format they asked for',
  ),
  does(
    'extend',
    { reason: z.enum(['complexity', 'number-of-requests']), why: reason },
    'Two months more, told with the reasons before the first month ends',
  ),
  does('acknowledge', {}, 'It was acknowledged by a letter of ours'),
  does('progress', { says: reason }, 'Tell the person how it is going'),
  does(
    'refuse',
    {
      ground: z.string().min(1).max(60).describe('A ground of the register, or an exemption E1 to E12'),
      extent: z.enum(['whole', 'part']).default('whole'),
      reasoning: reason,
      testAgainOn: day.nullable().default(null),
      exception: z
        .string()
        .min(1)
        .max(60)
        .nullable()
        .default(null)
        .describe('Which of Art 17(3), where that is the ground'),
    },
    'Refuse, whole or in part; the letter says why and how to complain',
  ),
  does('answer', { says: z.string().max(10_000).default('') }, 'Answer and close'),
  does('sent', {}, 'The answer went out by another way; close'),
  does('erase', {}, 'Erase what Kept itself holds under rules that end when the person asks, and close'),
  does(
    'review',
    {
      result: z.enum(['upheld', 'changed']),
      decision: name.nullable().default(null).describe('As the policy calls it'),
      reasons: reason,
      instead: reason.nullable().default(null).describe('What counts now, where it was changed'),
    },
    'What a person found who looked at a decision by software, Art 22C; closes',
  ),
  does(
    'hand-over',
    {
      recipient: name.nullable().default(null).describe('As the policy calls them, where it declares them'),
      name: z.string().max(200).default('').describe('Who is to have the file'),
      email: z.string().min(3).max(320).describe('Where they receive the link'),
    },
    'Send the file straight to another controller, Art 20(2), once the person has said yes on their page',
  ),
  does('restrict', { ground: z.string().min(1).max(60) }, 'Store and nothing else, on a ground of Art 18(1)'),
  does('tell-lifting', { why: reason, liftOn: day }, 'Tell the person that a restriction will be lifted'),
  does('lift', { why: reason }, 'Lift what was stopped, after the person was told'),
  does('pass-on', { customer: name }, 'Pass it on to whom we process for'),
  does('instruct', { what: z.enum(['remove', 'nothing']) }, 'What whom we process for told us to do'),
  does('recipient-told', { recipient: name, how: name }, 'A recipient was told, Art 19'),
  does(
    'recipient-answered',
    { recipient: name, answer: z.enum(TELLING_OUTCOMES) },
    'What a recipient answered',
  ),
]) satisfies z.ZodType<Decided | { outcome: 'sent' } | { outcome: 'erase' }>;
