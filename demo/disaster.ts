import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { ordersOf, visits } from './comings.ts';
import { emailOf, type Year } from './world.ts';

/** The day on which the disk is lost. */
const DAY = '2027-05-13';

export type Restart = { stop(): Promise<void>; start(): Promise<void> };

/**
 * A backup in the morning; then somebody is erased and somebody stops our mails; at noon the disk is gone. The backup brings back
 * the morning, but not whoever was erased, and what people said meanwhile is entered again from the day's list. Whoever came in
 * the morning leaves in the afternoon, as on any day.
 */
export function plan(year: Year, data: string, { stop, start }: Restart): void {
  const { calendar, doors, count, tell } = year;
  const file = join(data, 'backups', 'morning.backup');
  const [erased, stopped] = [year.somebody(), year.somebody()];
  calendar.add('2027-04-20', 'morning', async () => {
    await ordersOf(year, stopped);
    await doors.fillsIn('testimonial', {
      fields: { name: erased.name, email: erased.email, testimonial: 'Never mind.' },
      consents: ['testimonials'],
      outlets: ['website'],
    });
  });
  visits(year, year.somebody(), DAY);
  let gone = '';
  calendar.add(DAY, 'morning', async () => {
    mkdirSync(join(data, 'backups'), { recursive: true });
    await doors.command('backup', file, '--json');
    gone = await personOf(year, erased.email);
    const { json } = await doors.call('POST', '/api/requests', {
      kind: 'erasure',
      identity: emailOf(erased),
      route: 'in-person',
      vouched: true,
    });
    await carriedOut(year, String(json.id));
    await doors.call('POST', '/api/opt-outs', { identity: emailOf(stopped), route: 'phone' });
    count('erasures');
  });
  calendar.add(DAY, 'noon', async () => {
    await stop();
    renameSync(join(data, 'postgres'), join(data, 'postgres.lost'));
    const said = JSON.parse(await doors.command('restore', file, '--json')) as {
      rows: number;
      people: number;
    };
    await start();
    tell(
      `The disk is lost. The backup of the morning is restored: ${said.rows.toLocaleString('en')} rows; ${said.people} erased since is erased again.`,
    );
    if (said.people < 1) throw new Error('whoever was erased after the backup is back');
    const back = await doors.tries('GET', `/api/people/${gone}`);
    if (back.status !== 404) throw new Error(`whoever was erased can be looked at again (${back.status})`);
    await doors.call('POST', '/api/opt-outs', { identity: emailOf(stopped), route: 'phone' });
    count('restored backups');
  });
}

async function personOf({ doors }: Pick<Year, 'doors'>, email: string): Promise<string> {
  const { json } = await doors.call('POST', '/api/people/find', {
    identities: [{ kind: 'email', value: email }],
  });
  return String(json.person);
}

async function carriedOut({ doors, work }: Year, id: string): Promise<void> {
  const { json: made } = await doors.call('POST', `/api/requests/${id}/plan`, {});
  await doors.call('POST', `/api/requests/${id}/plan/approval`, { hash: made.hash });
  await work();
  for (const { number, act } of made.items as { number: number; act: string }[])
    if (act === 'task')
      await doors.call('POST', `/api/requests/${id}/plan/tasks`, { number, note: 'done by hand', count: 0 });
  await work();
}
