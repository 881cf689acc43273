import {
  afterLook,
  digestOf,
  isDueForLook,
  isOffline,
  keepWatched,
  lookEvery,
  markRead,
  outcomeOf,
  type Relied,
  stopWatching,
  type Watched,
  watchedBy,
} from '../assurance/index.ts';
import { dayIn } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import type { Page, Web } from '../systems/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';

/** An address that the notice relies on, with what is known of it. */
export type WatchedLink = Relied & { known: Watched | null };

/** The addresses that the notice in force relies on, in the order of the policy. */
export async function listLinks(house: House): Promise<WatchedLink[]> {
  const found = await watchedBy(house.store.db, await policyInForce(house));
  return found.map(({ known, ...one }) => ({ ...one, known: known ?? null }));
}

/**
 * Looks at the addresses that are due, or at all of them, and notes what was found; answers how many. Only addresses of the
 * policy in force are ever asked. Without a web nobody looks, and what was found before no longer counts.
 */
export async function lookAtLinks(house: House, { all = false }: { all?: boolean } = {}): Promise<number> {
  const { web } = house;
  if (!web) {
    await house.store.inTransaction(stopWatching);
    return 0;
  }
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  const { zone } = policy.organisation;
  const relied = await watchedBy(house.store.db, policy);
  const due = relied.filter(({ known }) => {
    const on = known ? dayIn(zone, known.tried_at) : null;
    return all || isDueForLook(known, lookEvery(policy), today, on);
  });
  if (due.length === 0) return 0;
  const pages = await web.lookAt(due.map(({ address }) => address));
  const offline = isOffline(pages) && !(await othersAnswer(web, relied, due));
  const digests = new Map([...pages].map(([address, page]) => [address, digestOf(page)]));
  // Some pages say something else at every load. What says two things within a minute has told us nothing by it.
  const other = due.filter(({ address, reviewed, known }) => {
    const digest = digests.get(address) ?? null;
    return reviewed && digest !== null && known?.read_digest != null && digest !== known.read_digest;
  });
  for (const [address, page] of await web.lookAt(other.map((one) => one.address)))
    if (digestOf(page) !== digests.get(address)) digests.set(address, null);

  const looked = due.flatMap(({ address, known, reviewed }) => {
    const page: Page | undefined = pages.get(address);
    if (!page) return [];
    const digest = reviewed && outcomeOf(page).outcome === 'answers' ? (digests.get(address) ?? null) : null;
    return [{ was: known, is: afterLook(address, known, page, { now, digest, offline }) }];
  });
  await house.store.inTransaction(async (tx) => {
    await keepWatched(
      tx,
      looked.map(({ is }) => is),
    );
    const tell = (kind: string, body: Record<string, string | number | null>) =>
      appendEvidence(tx, { kind, at: now, actor: 'worker', body });
    for (const { was, is } of looked) {
      const { address, says } = is;
      if (is.failures > 0 && was?.failures !== is.failures)
        await tell('link.failed', { address, says, looks: is.failures });
      if (is.failures === 0 && (was?.failures ?? 0) > 0 && is.looked_at === now)
        await tell('link.answers', { address, says });
      if (is.changed_at !== null && was?.digest !== is.digest)
        await tell('link.changed', { address, digest: is.digest });
    }
    await tell('links.looked', {
      addresses: looked.length,
      dead: looked.filter(({ is }) => is.outcome === 'dead').length,
      notLooked: looked.filter(({ is }) => is.outcome === 'not-looked').length,
    });
  });
  return looked.length;
}

/**
 * Whether it is they and not our way out: some others still answer. Where there are no others, whoever answered at the last look
 * and is gone with all the rest at once speaks for a fault of ours.
 */
async function othersAnswer(web: Web, relied: readonly Known[], due: readonly Known[]): Promise<boolean> {
  const others = relied.filter((one) => !due.includes(one)).slice(0, OTHERS);
  if (others.length === 0) return due.every(({ known }) => known?.outcome === 'dead');
  const pages = await web.lookAt(others.map(({ address }) => address));
  return [...pages.values()].some((page) => 'status' in page);
}

/** So many others are asked. */
const OTHERS = 3;

type Known = Relied & { known: Watched | undefined };

/** Somebody has read what a page of others says by now, and what it means for the notice. Refuses as `markRead`. */
export async function noteLinkRead(house: House, address: string, by: string): Promise<void> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  await house.store.inTransaction(async (tx) => {
    const digest = await markRead(tx, policy, address);
    await appendEvidence(tx, { kind: 'link.read', at: now, actor: by, body: { address, digest } });
  });
}
