import { type Day, type Instant, newId, Refused } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';
import { type MediumKind, mediaRules } from './medium.rules.ts';

/** A disk, a laptop, a box of paper: something that holds data and can be carried away. */
export type Medium = {
  id: string;
  label: string;
  serial: string | null;
  kind: string;
  rule: string;
  retired_on: Day | null;
  handed_on: Day | null;
  handed_to: string | null;
  destroyed_on: Day | null;
  certificate: string | null;
  closed_at: Instant | null;
};

const COLUMNS =
  'id, label, serial, kind, rule, retired_on, handed_on, handed_to, destroyed_on, certificate, closed_at';

/** What is not destroyed yet first, and of that what was handed over longest ago; then the newest destroyed. */
export const media = (reader: Reader, limit = 1_000): Promise<Medium[]> =>
  rows<Medium>(
    reader,
    `select ${COLUMNS} from medium
     order by closed_at desc nulls first, handed_on nulls last, retired_on nulls last, id limit $1`,
    [limit],
  );

/** Refuses `medium.no-rule` where the policy lets no medium end with a destroyer's certificate, and `medium.known`. */
export async function registerMedium(
  tx: Tx,
  policy: Policy,
  asked: { label: string; serial: string; kind: MediumKind; rule?: string | undefined },
  now: Instant,
): Promise<{ id: string; rule: string }> {
  const rules = mediaRules(policy);
  const rule = asked.rule ?? (rules.length === 1 ? rules[0] : undefined);
  if (rule === undefined || !rules.includes(rule))
    throw new Refused(
      'medium.no-rule',
      rules.length > 1
        ? `Say which rule it is under: ${rules.join(', ')}.`
        : `The policy has ${asked.rule ? 'no such rule' : 'no rule'} with "certificate: destroyer" for media.`,
    );
  const id = newId(now);
  const made = await rows(
    tx,
    `insert into medium (id, label, serial, kind, rule, registered_at) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing returning 1`,
    [id, asked.label, asked.serial, asked.kind, rule, now],
  );
  if (made.length === 0)
    throw new Refused('medium.known', 'Another medium has this label or this number already.');
  return { id, rule };
}

/** From that day on it is out of use, and has to be destroyed. Refuses `medium.not-found`, `medium.retired`, `medium.too-late`. */
export async function retireMedium(tx: Tx, id: string, on: Day, today: Day): Promise<Medium> {
  notLater(on, today);
  const [one] = await held(tx, [id]);
  if (!one) throw notFound();
  if (one.retired_on) throw new Refused('medium.retired', `It is out of use since ${one.retired_on}.`);
  await rows(tx, 'update medium set retired_on = $2 where id = $1', [id, on]);
  return one;
}

/**
 * Media leave for the destroyer that their rule names, and for nobody else. Refuses `medium.not-found`, `medium.not-retired`,
 * `medium.handed-over`, `medium.other-destroyer` and `medium.too-late`; then none of them has left.
 */
export async function handOver(
  tx: Tx,
  policy: Policy,
  { ids, to, on }: { ids: readonly string[]; to: string; on: Day },
  today: Day,
): Promise<Medium[]> {
  notLater(on, today);
  const found = await held(tx, ids);
  if (found.length < new Set(ids).size) throw notFound();
  for (const one of found) {
    const destroyer = policy.retention[one.rule]?.['held-by'];
    if (to !== destroyer)
      throw new Refused(
        'medium.other-destroyer',
        destroyer
          ? `What is under "${one.rule}" goes to ${policy.recipients[destroyer]?.name ?? destroyer} and to nobody else.`
          : `The rule "${one.rule}" names no destroyer: say it with "held-by".`,
      );
    if (!one.retired_on || one.retired_on > on)
      throw new Refused('medium.not-retired', `${one.label} was still in use on ${on}.`);
    if (one.handed_on)
      throw new Refused('medium.handed-over', `${one.label} left on ${one.handed_on} already.`);
  }
  await rows(tx, 'update medium set handed_on = $2, handed_to = $3 where id = any($1::uuid[])', [
    ids,
    on,
    to,
  ]);
  return found;
}

/** Held until the transaction ends, so that nothing is closed twice. */
const held = (tx: Tx, ids: readonly string[]): Promise<Medium[]> =>
  rows<Medium>(tx, `select ${COLUMNS} from medium where id = any($1::uuid[]) order by id for update`, [ids]);

/** Refuses `medium.too-late` for a day to come: nothing that is written down here has yet to happen. */
export function notLater(on: Day, today: Day): void {
  if (on > today) throw new Refused('medium.too-late', `${on} has not come yet.`);
}

const notFound = () => new Refused('medium.not-found', 'There is no such medium.');
