import type { Day, Instant } from '../base/index.ts';
import { type Reader, rows, type Tx } from '../store/index.ts';

/** That somebody has to hear, by a day, that we have their data and from whom (Art 14). */
export type ToldDuty = {
  person_id: string;
  id: string;
  point: string;
  due_on: Day;
  mail_id: string | null;
  told_at: Instant | null;
  told_how: string | null;
};

export const oweTelling = (
  tx: Tx,
  duty: { personId: string; id: string; point: string; dueOn: Day; mailId: string | null; now: Instant },
): Promise<unknown> =>
  rows(
    tx,
    'insert into told_duty (person_id, id, point, obtained_at, due_on, mail_id) values ($1, $2, $3, $4, $5, $6)',
    [duty.personId, duty.id, duty.point, duty.now, duty.dueOn, duty.mailId],
  );

/** Duties whose letter has left since anybody looked: told, at the moment it left. Answers how many. */
export const settleTold = async (tx: Tx): Promise<number> =>
  (
    await rows(
      tx,
      `update told_duty d set told_at = o.settled_at, told_how = 'email' from outbox o
       where d.told_at is null and d.mail_id is not null and o.person_id = d.person_id and o.id = d.mail_id and o.state = 'sent'
       returning d.id`,
    )
  ).length;

const DUTY = 'select person_id, id, point, due_on, mail_id, told_at, told_how from told_duty';

/** What is still owed, the most urgent first. */
export const openDuties = (reader: Reader, limit: number): Promise<ToldDuty[]> =>
  rows<ToldDuty>(reader, `${DUTY} where told_at is null order by due_on, id limit $1`, [limit]);

export const holdDuty = async (tx: Tx, id: string): Promise<ToldDuty | null> =>
  (await rows<ToldDuty>(tx, `${DUTY} where id = $1 for update`, [id]))[0] ?? null;

export const markTold = (
  tx: Tx,
  { person_id, id }: ToldDuty,
  { how, now }: { how: string; now: Instant },
): Promise<unknown> =>
  rows(tx, 'update told_duty set told_at = $3, told_how = $4 where person_id = $1 and id = $2', [
    person_id,
    id,
    now,
    how,
  ]);
