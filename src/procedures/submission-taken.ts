import { Refused } from '../base/index.ts';
import { type CollectionPoint, isTheirsAlone, type Upload } from '../collection/index.ts';
import type { Policy } from '../policy/index.ts';

/** What became of a submission. `confirm`: we have written to them, and they have to answer. */
export type Taken = {
  point: string;
  stored: boolean;
  relayed: boolean;
  confirm: boolean;
  record: string | null;
  /** The number on a visitor's badge. */
  badge?: string;
};

/** A file whose type is known by its content. */
export type TypedUpload = { upload: Upload; type: string };

/** The declared point of that name. Refuses `collection.unknown-point`. */
export function pointNamed(policy: Policy, name: string): CollectionPoint {
  const point = Object.hasOwn(policy.collection, name) ? policy.collection[name] : undefined;
  if (!point) throw new Refused('collection.unknown-point', 'There is no such form.');
  return point;
}

/** Refuses `collection.theirs-alone`: what only the person may say comes from their own page, and from no system. */
export function refuseEntered(policy: Policy, name: string): void {
  if (!isTheirsAlone(policy, pointNamed(policy, name))) return;
  throw new Refused(
    'collection.theirs-alone',
    `Only the person can answer "${name}", on the page /forms/${name}. Nothing was stored.`,
  );
}
