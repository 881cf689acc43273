import { Readable } from 'node:stream';
import { addDays, type Day, Refused } from '../base/index.ts';
import { categoriesOf, formerIdsOf, relationshipsOf } from '../people/index.ts';
import {
  findRequest,
  type Own,
  personPackage,
  type Request,
  readPackage,
  reasoningOf,
  redactionsOf,
  redactorOf,
  refusalsOf,
} from '../requests/index.ts';
import type { KnownAs } from '../systems/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { note, onCase } from './request-case.ts';
import { filesHeld, heldBy } from './rights-held.ts';
import { connectorsFor, knownAs } from './rights-systems.ts';

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
  return requestArchive(house, request);
}

/** The archive of a request: the copy that was kept when it was answered, else one that is made while it is read. */
export async function requestArchive(
  house: House,
  request: Request,
): Promise<{ name: string; zip: Readable }> {
  const { today } = momentOf(house, await policyInForce(house));
  const kept = await keptCopy(house, request, today);
  return {
    name: `your-data-${request.id.slice(0, 8)}.zip`,
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
    held: heldBy(house, policy, request, { systems, identities }),
    attachments: filesHeld(house, policy, request.person_id),
    notHere: await leftOut(house, request),
    redact: redactorOf(ownOf(identities), removed),
  });
  zip.once('close', () => {
    for (const system of systems) void system.close();
  });
  return zip;
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
