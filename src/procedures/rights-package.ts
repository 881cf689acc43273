import { Readable } from 'node:stream';
import { addDays, type Day, Refused } from '../base/index.ts';
import { filesOf, readFile } from '../collection/index.ts';
import { categoriesOf, formerIdsOf, relationshipsOf } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  type Attachment,
  findRequest,
  type Held,
  type Own,
  personPackage,
  type Request,
  readPackage,
  reasoningOf,
  redactionsOf,
  redactorOf,
  refusalsOf,
} from '../requests/index.ts';
import { type Reader, rows } from '../store/index.ts';
import type { Connector, KnownAs, ReadRows } from '../systems/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { note, onCase } from './request-case.ts';
import { recipientsOf } from './request-recipients.ts';
import { OURS } from './rights-hosted.ts';
import { connectorsFor, knownAs } from './rights-plan.ts';

/** How long a package can be fetched after the answer, in days. */
export const FETCHED_FOR_DAYS = 30;

/** The last day on which the file of this request can be fetched; null: there is none, or its time is over. */
export function packageUntil(request: Request, today: Day): Day | null {
  if (request.answered_on === null || request.outcome !== 'sent') return null;
  if (request.kind !== 'access' && request.kind !== 'portability') return null;
  const until = addDays(request.answered_on, FETCHED_FOR_DAYS);
  return today <= until ? until : null;
}

/**
 * The package of a request that was answered with one: the copy that was kept when it was answered, else one that is read from
 * every system while it is written. That it was fetched is on record. Refuses `requests.not-found` and `requests.no-package`.
 */
export async function requestPackage(
  house: House,
  id: string,
  { by }: { by: string },
): Promise<{ name: string; zip: Readable }> {
  const policy = await policyInForce(house);
  const { today } = momentOf(house, policy);
  const request = await findRequest(house.store.db, id);
  if (!request) throw new Refused('requests.not-found', 'There is no such request.');
  if (packageUntil(request, today) === null)
    throw new Refused(
      'requests.no-package',
      'There is no file to fetch for this request, or its time is over. Write to us, and we make it again.',
    );
  await onCase(
    house,
    id,
    async (tx, held) => {
      await note(tx, held, { kind: 'fetched', on: today, actor: by });
    },
    { answered: true },
  );
  const name = `your-data-${request.id.slice(0, 8)}.zip`;
  const kept = await keptCopy(house, request, today);
  return {
    name,
    zip: kept ? Readable.from(kept, { objectMode: false }) : await composePackage(house, request),
  };
}

/** The copy that was kept when the request was answered; null: there is none, or it is no longer true. */
async function keptCopy(house: House, request: Request, today: Day): Promise<AsyncIterable<Buffer> | null> {
  const { db } = house.store;
  const formerIds = await formerIdsOf(db, request.person_id);
  try {
    const whose = { requestId: request.id, personId: request.person_id, formerIds, today };
    const { stream } = await readPackage({ reader: db, vault: house.vault }, whose);
    return stream;
  } catch (thrown) {
    if (thrown instanceof Refused && thrown.code === 'requests.package-gone') return null;
    throw thrown;
  }
}

/** Reads every system and makes the archive of it, while it is read. */
export async function composePackage(house: House, request: Request): Promise<Readable> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  const identities = await knownAs(house, request.person_id);
  const systems = connectorsFor(house, policy, request.person_id);
  const relationships = await relationshipsOf(house.store.db, request.person_id);
  const removed = await redactionsOf(house.store.db, house.vault, {
    personId: request.person_id,
    requestId: request.id,
  });
  const zip = personPackage({
    policy,
    kind: request.kind === 'portability' ? 'portability' : 'access',
    subject: {
      reference: request.id,
      received: request.received_on,
      knownAs: identities.map(({ value }) => value),
      categories: categoriesOf(policy, relationships, today),
    },
    on: today,
    now,
    held: heldBy(house.store.db, policy, request, { systems, identities }),
    attachments: filesHeld(house, request.person_id),
    notHere: await leftOut(house, request),
    redact: redactorOf(ownOf(identities), removed),
  });
  zip.once('close', () => {
    for (const system of systems) void system.close();
  });
  return zip;
}

/** Everything that is held of the person who asked, from every system that software reads. */
export async function* heldBy(
  reader: Reader,
  policy: Policy,
  request: Request,
  { systems, identities }: { systems: readonly Connector[]; identities: readonly KnownAs[] },
): AsyncGenerator<Held> {
  for (const system of systems) {
    const { name, can } = system.describe();
    if (!can.read) continue;
    for await (const read of system.read(identities)) yield heldIn(policy, name, read);
  }
  yield* besides(reader, policy, request);
}

const SECTIONS: Readonly<Record<string, Held['section']>> = {
  'about.permission': 'permissions',
  'about.preference': 'permissions',
  'about.event': 'events',
  'about.relationship': 'relationships',
};

/** Rows of one table, with the kind of data of each column where the policy or the map says it. */
function heldIn(policy: Policy, system: string, { table, rows: read }: ReadRows): Held {
  if (system !== OURS) {
    const map = policy.systems[system]?.tables?.[table];
    return { system, table, category: null, ...(map && { columns: map.columns }), rows: read };
  }
  const section = SECTIONS[table];
  if (section) return { system, section, table, category: null, origin: 'observed', rows: read };
  const point = policy.collection[table];
  const columns = Object.fromEntries(
    Object.keys(point?.fields ?? {}).flatMap((field) => {
      const kind = Object.entries(policy.data).find(([, { fields }]) =>
        Array.isArray(fields) ? fields.includes(field) : Object.hasOwn(fields ?? {}, field),
      )?.[0];
      return kind ? [[field, kind]] : [];
    }),
  );
  return {
    system,
    table,
    category: null,
    columns,
    ...(point && {
      purposes: point.purposes,
      origin: point.from === 'the-person' ? ('provided' as const) : ('third-party' as const),
    }),
    rows: read,
  };
}

/** What was asked of us, what left, and who received what: kept beside the data, and theirs to see. */
async function* besides(reader: Reader, policy: Policy, { person_id, kind }: Request): AsyncGenerator<Held> {
  if (kind === 'portability') return;
  const ours = { system: OURS, category: null, origin: 'observed' as const };
  const requests = await rows<Record<string, string | null>>(
    reader,
    `select kind, route, received_on::text as received, answered_on::text as answered, outcome from request where person_id = $1 order by id`,
    [person_id],
  );
  yield { ...ours, section: 'requests', table: 'requests', rows: requests };
  const mails = await rows<Record<string, string | null>>(
    reader,
    `select class, purpose, channel, state, coalesce(settled_at, queued_at)::text as at from outbox where person_id = $1 order by id`,
    [person_id],
  );
  yield { ...ours, section: 'mails', table: 'mails', rows: mails };
  const received = await recipientsOf(reader, policy, person_id);
  yield {
    ...ours,
    section: 'disclosures',
    table: 'recipients',
    rows: received.flatMap(({ name, knownBy, purposes, logged }): Record<string, string | null>[] =>
      logged.length > 0
        ? logged.map(({ at, purpose, data }) => ({
            recipient: name,
            known: 'handed over',
            at,
            purpose,
            data: data.join(', '),
          }))
        : [
            {
              recipient: name,
              known: knownBy === 'logged' ? 'handed over' : 'may have received',
              at: null,
              purpose: purposes.join(', '),
              data: null,
            },
          ],
    ),
  };
  const decisions = await rows<Record<string, string | null>>(
    reader,
    `select act, purpose, channel, verdict, code, decided_at::text as at from decision where person_id = $1 order by id`,
    [person_id],
  );
  yield { ...ours, section: 'decisions', table: 'decisions', rows: decisions };
}

/** Files that came with what somebody sent us. */
async function* filesHeld(house: House, personId: string): AsyncGenerator<Attachment> {
  const { db } = house.store;
  const records = await rows<{ id: string }>(db, 'select id from record where person_id = $1 order by id', [
    personId,
  ]);
  for (const { id } of records)
    for (const file of await filesOf(db, house.vault, personId, id))
      yield {
        name: file.name,
        system: OURS,
        origin: 'provided',
        content: (async function* () {
          const content = await readFile(db, house.vault, personId, file.id);
          if (content) yield content;
        })(),
      };
}

/** By what the person is known, so that nobody takes them for somebody else in their own copy. */
export function ownOf(identities: readonly KnownAs[]): Own {
  const of = (wanted: KnownAs['kind']) =>
    identities.flatMap(({ kind, value }) => (kind === wanted ? [value] : []));
  return { emails: of('email'), phones: of('phone'), names: [] };
}

/** What is not in the package, with the reason, as the letter said it. */
async function leftOut(house: House, request: Request): Promise<string[]> {
  const refusals = await refusalsOf(house.store.db, request.id);
  const reasons = await Promise.all(
    refusals.map(({ id }) => reasoningOf(house.store.db, house.vault, request.person_id, id)),
  );
  return reasons.filter((reason) => reason !== null);
}
