import { existsSync, readFileSync, statSync } from 'node:fs';
import { Refused } from '../base/index.ts';

/** The operating system's user that a server runs as; PostgreSQL refuses to run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Whom we become when we are root: PostgreSQL's own user where there is one, else the user that owns nothing. */
const UNPRIVILEGED = ['postgres', 'nobody'];

/**
 * The account for the cluster in `cluster` (which need not exist yet); undefined means "as ourselves".
 *
 * @throws Refused `store.other-owner` when the data belong to someone else and we are not root.
 */
export function accountFor(cluster: string): Account | undefined {
  const self = process.getuid?.();
  if (self === undefined) return undefined;
  const owner = existsSync(cluster) ? statSync(cluster) : undefined;
  if (self !== 0) {
    if (owner && owner.uid !== self) {
      throw new Refused(
        'store.other-owner',
        `The data in ${cluster} belong to user ${owner.uid}, and this is user ${self}. Run as that user.`,
      );
    }
    return undefined;
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const users = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : [];
  for (const name of UNPRIVILEGED) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  return { uid: 65534, gid: 65534 };
}
