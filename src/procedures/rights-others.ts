import { Refused } from '../base/index.ts';
import {
  type Candidate,
  decideRedactions,
  findRequest,
  type Request,
  redactionsOf,
  thirdPartyReview,
} from '../requests/index.ts';
import { type House, policyInForce } from './house.ts';
import { loggedLook } from './people.ts';
import { note, onCase } from './request-case.ts';
import { heldBy } from './rights-held.ts';
import { ownOf } from './rights-package.ts';
import { connectorsFor, knownAs } from './rights-systems.ts';

/** Other people whom a person's data name, as far as software can tell, and who of them is taken out of the copy. */
export type Others = {
  readonly candidates: readonly (Candidate & { readonly removed: boolean })[];
  /** There are more than anybody would read. */
  readonly more: boolean;
};

/** Columns of the person's own names: what stands in them is nobody else's. */
const OWN_NAME = /^(?:(?:full|first|given|last|family|middle)[-_ ]?)?name$|^(?:fore|sur)name$/i;

/**
 * Reads all that is held of the person and collects whom else it names (law R9): a person decides who goes. The look is in the
 * ledger, for words of the person are shown around each. Refuses
 * `requests.not-found` and `requests.no-copy`.
 */
export async function othersNamed(house: House, id: string, { by }: { by: string }): Promise<Others> {
  const policy = await policyInForce(house);
  const request = await copied(house, id);
  await loggedLook(house, request.person_id, { by, reason: `answering-request:${request.id}` }, 'others');
  const identities = await knownAs(house, request.person_id);
  const systems = connectorsFor(house, policy, request.person_id);
  const review = thirdPartyReview(ownOf(identities));
  const names = new Set<string>();
  try {
    for await (const { rows } of heldBy(house, policy, request, { systems, identities }))
      for (const row of rows)
        for (const [column, value] of Object.entries(row)) {
          if (typeof value !== 'string') continue;
          if (OWN_NAME.test(column)) for (const word of wordsIn(value)) names.add(word);
          else review.look(value);
        }
  } finally {
    for (const system of systems) await system.close();
  }
  const removed = new Set(await redactionsOf(house.store.db, house.vault, whose(request)));
  return {
    candidates: review
      .found()
      .filter(({ kind, value }) => kind !== 'name' || !wordsIn(value).every((word) => names.has(word)))
      .map((candidate) => ({ ...candidate, removed: removed.has(candidate.value) })),
    more: review.overflowed(),
  };
}

/**
 * Decides which others are taken out of the copy; all that is not named stays. Refuses `requests.not-found`,
 * `requests.no-copy` and `requests.already-answered`.
 */
export async function removeOthers(
  house: House,
  id: string,
  { values, by }: { values: readonly string[]; by: string },
): Promise<void> {
  await copied(house, id);
  const distinct = [...new Set(values.map((value) => value.trim().toLowerCase()))];
  await onCase(house, id, async (tx, held) => {
    const { request, now, today } = held;
    await decideRedactions(tx, house.vault, { ...whose(request), values: distinct, by, now });
    await note(tx, held, { kind: 'others-removed', on: today, actor: by, facts: { count: distinct.length } });
  });
}

const whose = ({ id, person_id }: Request) => ({ personId: person_id, requestId: id });

const wordsIn = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

async function copied(house: House, id: string): Promise<Request> {
  const request = await findRequest(house.store.db, id);
  if (!request) throw new Refused('requests.not-found', 'There is no such request.');
  if (request.kind !== 'access' && request.kind !== 'portability')
    throw new Refused('requests.no-copy', 'Nobody gets a copy of data by a request of this kind.');
  return request;
}
