import { randomUUID } from 'node:crypto';
import { type Day, day as dayOf, type Instant } from '../base/index.ts';
import { type Reader, rows, type Tx, type Vault } from '../store/index.ts';
import type { Sifted } from './telemetry.rules.ts';

/**
 * Stores a batch of events, sealed under a key of the point and month: they are about devices, and no person is known. What
 * was dropped of them is counted, never kept.
 */
export async function keepTelemetry(
  tx: Tx,
  vault: Vault,
  { point, sifted, day, now }: { point: string; sifted: Sifted; day: Day; now: Instant },
): Promise<void> {
  if (sifted.events.length > 0) {
    const bucket = await bucketOf(tx, point, monthOf(day));
    const id = randomUUID();
    const sealed = await vault.seal(bucket, JSON.stringify(sifted.events), `telemetry:${id}`, now);
    await rows(
      tx,
      'insert into telemetry_batch (id, point, bucket, events, sealed, taken_at) values ($1, $2, $3, $4, $5, $6)',
      [id, point, bucket, sifted.events.length, sealed, now],
    );
  }
  for (const [field, times] of Object.entries(sifted.dropped).sort())
    await rows(
      tx,
      `insert into telemetry_dropped as d (point, day, field, times) values ($1, $2, $3, $4)
       on conflict (point, day, field) do update set times = d.times + excluded.times`,
      [point, day, field, times],
    );
}

/** How many batches whoever looks is shown. */
const SHOWN = 20;

/** The newest batches of a point, opened. */
export async function newestTelemetry(
  reader: Reader,
  vault: Vault,
  point: string,
): Promise<{ takenAt: Instant; events: Record<string, string>[] }[]> {
  const batches = await rows<{ id: string; bucket: string; sealed: Buffer; taken_at: Instant }>(
    reader,
    `select id, bucket, sealed, taken_at from telemetry_batch where point = $1
     order by taken_at desc, id limit ${SHOWN}`,
    [point],
  );
  return Promise.all(
    batches.map(async ({ id, bucket, sealed, taken_at: takenAt }) => ({
      takenAt,
      events: JSON.parse((await vault.open(bucket, sealed, `telemetry:${id}`)).toString('utf8')),
    })),
  );
}

const monthOf = (day: Day): Day => dayOf(`${day.slice(0, 7)}-01`);

async function bucketOf(tx: Tx, point: string, month: Day): Promise<string> {
  await rows(
    tx,
    'insert into telemetry_bucket (point, month, id) values ($1, $2, $3) on conflict do nothing',
    [point, month, randomUUID()],
  );
  const [bucket] = await rows<{ id: string }>(
    tx,
    'select id from telemetry_bucket where point = $1 and month = $2',
    [point, month],
  );
  if (!bucket) throw new Error('a bucket was made and is not there');
  return bucket.id;
}
