import { filesOf, readFile, shownParts, sourcesOf } from '../collection/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Attachment, type Held, handOversOf, type Request } from '../requests/index.ts';
import { rows } from '../store/index.ts';
import type { Connector, KnownAs, ReadRows } from '../systems/index.ts';
import type { House } from './house.ts';
import { recipientsOf } from './request-recipients.ts';
import { OURS } from './rights-hosted-rows.ts';

/** Everything that is held of the person who asked, from every system that software reads. */
export async function* heldBy(
  house: House,
  policy: Policy,
  request: Request,
  { systems, identities }: { systems: readonly Connector[]; identities: readonly KnownAs[] },
): AsyncGenerator<Held> {
  for (const system of systems) {
    const { name, can } = system.describe();
    if (!can.read) continue;
    for await (const read of system.read(identities)) yield heldIn(policy, name, read);
  }
  yield* sourcesHeld(house, policy, request);
  yield* besides(house, policy, request);
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
      const kind = kindOfField(policy, field);
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
async function* besides(house: House, policy: Policy, { person_id, kind }: Request): AsyncGenerator<Held> {
  const reader = house.store.db;
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
  const handed = await rows<{ request_id: string }>(
    reader,
    'select distinct request_id from hand_over where person_id = $1 and sent_at is not null order by 1',
    [person_id],
  );
  for (const { request_id } of handed) {
    const overs = await handOversOf(reader, house.vault, request_id);
    yield {
      ...ours,
      section: 'disclosures',
      table: 'handed-over-for-you',
      rows: overs.map(({ to, sent_at, fetched_at }) => ({
        to: to?.name ?? null,
        address: to?.email ?? null,
        sent: sent_at,
        fetched: fetched_at,
      })),
    };
  }
  const decisions = await rows<Record<string, string | null>>(
    reader,
    `select act, purpose, channel, verdict, code, decided_at::text as at from decision where person_id = $1 order by id`,
    [person_id],
  );
  yield { ...ours, section: 'decisions', table: 'decisions', rows: decisions };
}

/** What is kept of a record apart from it: masked numbers, passages behind a fence, as they may be seen; and who supplied it. */
async function* sourcesHeld(
  house: House,
  policy: Policy,
  { person_id, kind }: Request,
): AsyncGenerator<Held> {
  const { db } = house.store;
  const apart = await rows<{ id: string; point: string; parts: boolean; sources: boolean }>(
    db,
    `select * from (select r.id, r.point,
       exists (select from record_part p where p.person_id = r.person_id and p.record_id = r.id) as parts,
       exists (select from record_source s where s.person_id = r.person_id and s.record_id = r.id) as sources
     from record r where r.person_id = $1) r where parts or sources order by id`,
    [person_id],
  );
  for (const { id, point, parts, sources } of apart) {
    for (const part of parts ? await shownParts(db, house.vault, person_id, id) : [])
      yield {
        system: OURS,
        table: 'kept-apart',
        // As the policy calls it: what the law calls it (health) is no kind of data that a purpose names.
        category: kindOfField(policy, part.field) ?? part.category,
        origin: policy.collection[point]?.from === 'the-person' ? 'provided' : 'third-party',
        ...(policy.collection[point] && { purposes: policy.collection[point].purposes }),
        rows: [{ came_in_at: point, field: part.field, kept_as: part.kind, says: part.text }],
      };
    if (kind === 'portability' || !sources) continue;
    const supplied = await sourcesOf(db, house.vault, person_id, id);
    yield {
      system: OURS,
      table: 'sources',
      category: null,
      origin: 'observed',
      rows: supplied.map(({ how, who, evidence, route, consentProof, at }) => ({
        came_in_at: point,
        supplied_by: who.replaceAll('-', ' '),
        how,
        route,
        evidence,
        agreed_to: consentProof && `${consentProof.wording} (${consentProof.on}, ${consentProof.covers})`,
        at,
      })),
    };
  }
}

/** The kind of data that a field holds, where the policy says it. */
const kindOfField = (policy: Policy, field: string): string | null =>
  Object.entries(policy.data).find(([, { fields }]) =>
    Array.isArray(fields) ? fields.includes(field) : Object.hasOwn(fields ?? {}, field),
  )?.[0] ?? null;

/** Files that came with what somebody sent us. */
export async function* filesHeld(house: House, policy: Policy, personId: string): AsyncGenerator<Attachment> {
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
        category: kindOfField(policy, file.field),
        content: (async function* () {
          const content = await readFile(db, house.vault, personId, file.id);
          if (content) yield content;
        })(),
      };
}
