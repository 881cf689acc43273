import type { Day, Instant } from '../../base/index.ts';
import type { Vault } from '../../store/index.ts';
import type { Asked, PlannedRows, Replacement, SystemDescription } from '../connector.ts';
import type { Value } from '../database/database.ts';
import { type ItemRow, isWriting, type NewStep, type StepBody, type StepPack, sealed } from './journal.ts';
import { actIn, folded } from './plan.rules.ts';
import { markOfKey } from './row-set.ts';
import { PACK } from './rows-found.ts';

/** An item of a plan before it is written down. */
export type Gathered = Omit<
  ItemRow,
  'number' | 'samples' | 'written' | 'left_over' | 'done_by' | 'done_at' | 'note'
> & {
  readonly number: number;
  readonly samples: string[][];
};

interface Item {
  gathered: Gathered;
  low: number;
  high: number;
}

/** Where steps go as they are gathered; absent: only what the plan's hash is made of is wanted. */
export type Sink = (step: NewStep) => Promise<void>;

export interface Gathering {
  readonly system: SystemDescription;
  readonly intent: Asked['intent'];
  readonly numberFrom: { item: number; step: number };
  readonly task: { readonly who: string | null; readonly dueOn: Day | null };
  readonly seal?: {
    readonly vault: Vault;
    readonly planId: string;
    readonly now: Instant;
    readonly sink: Sink;
  };
}

/** Sums up what a connector plans, and freezes the keys: a thousand at a time, sealed, in the order in which they are written. */
export async function gather(planned: AsyncIterable<PlannedRows>, to: Gathering): Promise<Gathered[]> {
  const items = new Map<string, Item>();
  let open: {
    item: Item;
    body: StepBody;
    keys: (readonly Value[])[];
    before: NonNullable<StepBody['before']>[number][];
  } | null = null;
  let pack: StepPack['steps'][number][] = [];
  let packed = 0;
  const putAway = async () => {
    const [first] = pack;
    if (!first || !to.seal) return;
    const { vault, planId, now, sink } = to.seal;
    const [steps, keys] = [pack, packed];
    [pack, packed] = [[], 0];
    await sink({
      number: to.numberFrom.step++,
      item: first.item,
      writes: isWriting(first.act),
      keys,
      sealed: await sealed(vault, planId, 'step', { steps } satisfies StepPack, now),
    });
  };
  const flush = async () => {
    if (!open) return;
    const { item, body, keys, before } = open;
    open = null;
    if (keys.length === 0) return;
    const [first] = pack;
    if (first && (isWriting(first.act) !== isWriting(body.act) || packed + keys.length > PACK))
      await putAway();
    pack.push({ ...body, item: item.gathered.number, keys, ...(before.length > 0 && { before }) });
    packed += keys.length;
  };
  for await (const rows of planned) {
    const act = actIn(to.system, to.intent, rows.act);
    const replaced = act === 'task' ? {} : saidOf(rows.columns, to.intent);
    const name = JSON.stringify([rows.table, act, rows.because, rows.duty, replaced]);
    const item = items.get(name) ?? newItem(to, { ...rows, act }, replaced);
    items.set(name, item);
    count(item, rows);
    if (act === 'read' || !to.seal) continue;
    const step = JSON.stringify([rows.key, rows.columns, rows.together]);
    if (
      open &&
      (open.item !== item || JSON.stringify([open.body.key, open.body.columns, open.body.together]) !== step)
    ) {
      await flush();
    }
    for (const [at, key] of rows.keys.entries()) {
      open ??= { item, body: bodyOf(rows, act), keys: [], before: [] };
      open.keys.push(key);
      const before = rows.before?.[at];
      if (before) open.before.push(before);
      if (open.keys.length >= PACK) await flush();
    }
  }
  await flush();
  await putAway();
  return [...items.values()].map(({ gathered, low, high }) => ({
    ...gathered,
    digest: `${(high >>> 0).toString(16)}.${(low >>> 0).toString(16)}`,
  }));
}

const bodyOf = ({ table, key, columns, together }: PlannedRows, act: StepBody['act']): StepBody => ({
  table,
  act,
  key,
  keys: [],
  ...(columns && { columns }),
  ...(together !== undefined && { together }),
});

function newItem(to: Gathering, rows: PlannedRows, replaced: Record<string, string>): Item {
  const isTask = rows.act === 'task';
  return {
    gathered: {
      number: to.numberFrom.item++,
      system: to.system.name,
      table: rows.table,
      act: rows.act,
      because: rows.because,
      duty: rows.duty ?? null,
      until_from: null,
      until_to: null,
      replaced,
      count: 0,
      digest: '',
      samples: [],
      who: isTask ? to.task.who : null,
      due_on: isTask ? to.task.dueOn : null,
    },
    low: 0,
    high: 0,
  };
}

function count(item: Item, { keys, until }: PlannedRows): void {
  const { gathered } = item;
  const days = [gathered.until_from, gathered.until_to, until ?? null]
    .filter((day): day is Day => day !== null)
    .sort();
  item.gathered = {
    ...gathered,
    count: gathered.count + keys.length,
    until_from: days[0] ?? null,
    until_to: days.at(-1) ?? null,
  };
  for (const key of keys.slice(0, 3 - gathered.samples.length))
    gathered.samples.push(key.slice(0, 4).map(folded));
  // Whatever the order: the same rows give the same.
  for (const key of keys) {
    const mark = markOfKey(key);
    const [whole, part] = [Math.floor(mark), Math.floor(Math.abs(mark) / 4_294_967_296)];
    item.low = (item.low + Math.imul(whole ^ 0x9e3779b9, 2654435761)) | 0;
    item.high = (item.high + Math.imul((whole ^ part) >>> 0, 2246822507) + part) | 0;
  }
}

/** What the preview says of a column: how, and never the person's new value. */
function saidOf(
  columns: Readonly<Record<string, Replacement>> | undefined,
  intent: Asked['intent'],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(columns ?? {}).map(([column, how]) => [
      column,
      intent === 'change' ? 'changed' : said(how),
    ]),
  );
}

function said(how: Replacement): string {
  switch (how.with) {
    case 'constant':
      return how.value === null ? 'emptied' : `"${String(how.value)}"`;
    case 'truncated-date':
      return `the ${how.to} only`;
    case 'bucket':
      return `in steps of ${how.width}`;
    default:
      return how.with;
  }
}
