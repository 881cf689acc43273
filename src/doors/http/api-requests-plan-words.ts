import { z } from 'zod';
import type { requestPlan } from '../../procedures/index.ts';
import { daySaid, id, instantSaid } from './api-words.ts';

type Seen = NonNullable<Awaited<ReturnType<typeof requestPlan>>>;

const count = z.int().min(0);

export const plan = z.object({
  id,
  intent: z.enum(['read', 'erase', 'change']),
  state: z.string(),
  hash: z.string().describe('What an approval names'),
  made: instantSaid,
  approved: instantSaid.nullable(),
  approvedBy: z.string().nullable(),
  finished: instantSaid.nullable(),
  systems: z.array(
    z.object({
      system: z.string(),
      kind: z.string(),
      state: z.string(),
      because: z.string().nullable().describe('Why it waits, or what was left'),
      verified: instantSaid.nullable(),
    }),
  ),
  items: z.array(
    z.object({
      number: count,
      system: z.string(),
      table: z.string(),
      act: z.string().describe('read, delete, anonymise, change, keep, leave, task, blocked'),
      because: z.string(),
      duty: z.string().nullable(),
      until: daySaid.nullable(),
      count,
      written: count,
      left: count.nullable(),
      replaced: z.record(z.string(), z.string()),
      samples: z.array(z.array(z.string())).describe('Up to three keys, folded'),
      who: z.string().nullable(),
      due: daySaid.nullable(),
      doneBy: z.string().nullable(),
    }),
  ),
});

export const planSaid = (seen: Seen): z.infer<typeof plan> => ({
  id: seen.id,
  intent: seen.intent,
  state: seen.state,
  hash: seen.hash,
  made: seen.made_at,
  approved: seen.approved_at,
  approvedBy: seen.approved_by,
  finished: seen.finished_at,
  systems: seen.systems.map(({ system, kind, state, because, verified_at }) => ({
    system,
    kind,
    state,
    because,
    verified: verified_at,
  })),
  items: seen.items.map((item) => ({
    number: item.number,
    system: item.system,
    table: item.table,
    act: item.act,
    because: item.because,
    duty: item.duty,
    until: item.until_to,
    count: item.count,
    written: item.written,
    left: item.left_over,
    replaced: item.replaced,
    samples: item.samples.map((sample) => [...sample]),
    who: item.who,
    due: item.due_on,
    doneBy: item.done_by,
  })),
});
