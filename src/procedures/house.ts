import { versionInForce } from '../assurance/index.ts';
import type { Clock, Day, Instant, Log } from '../base/index.ts';
import { Refused } from '../base/index.ts';
import type { Mailer } from '../mail/index.ts';
import { identityLines, type Policy, parsePolicy } from '../policy/index.ts';
import type { Store, Vault } from '../store/index.ts';
import type { Connector, Web } from '../systems/index.ts';

/** Everything that work needs, wired once by a door. A twin is a house of its own. */
export type House = {
  store: Store;
  vault: Vault;
  clock: Clock;
  log: Log;
  /** Null: no SMTP server; mails wait. */
  mailer: Mailer | null;
  /** Where the public pages are, without a slash at the end. */
  baseUrl: string;
  /** The systems of the policy that software reaches; what is not among them a person does by hand. */
  connect?: (policy: Policy) => readonly Connector[];
  /** The public web, for looks at the addresses that the notice relies on. Left out: nobody looks at them. */
  web?: Web;
  /** Everybody in it is made up, and so is its clock; its pages say so. */
  demonstration?: boolean;
  /** Seconds that nobody can do without for reading and filling in a form; a program can. Left out: not looked at. */
  leastFillSeconds?: number;
  /**
   * There while a door holds one transaction around all of a piece of work: what no rollback takes back waits here until that
   * is committed, and is done with the house outside it.
   */
  afterwards?: (act: (outside: House) => Promise<void>) => void;
};

/** The moment and the day at which a piece of work is done: read once, so that all of it agrees. */
export type Moment = { now: Instant; today: Day };

export const momentOf = (house: House, policy: Policy): Moment => ({
  now: house.clock.now(),
  today: house.clock.today(policy.organisation.zone),
});

const parsed = new Map<string, Policy>();

/**
 * The policy in force: what people read and what the gate decides by. It comes from the store, not from a folder, so that
 * a version that people have not been told of runs nowhere. Refuses `policy.none`.
 */
export async function policyInForce(house: Pick<House, 'store'>): Promise<Policy> {
  const [current] = await house.store.rows<{ hash: string }>(
    'select hash from policy_version where in_force_at is not null and replaced_at is null',
  );
  const known = current && parsed.get(current.hash);
  if (known) return known;
  const version = await versionInForce(house.store.db);
  if (!version)
    throw new Refused(
      'policy.none',
      'No policy is in force yet. Start Kept with --policy and a folder that passes "kept check".',
    );
  const policy = readOf(version);
  if (!policy) throw new Error(`the stored policy ${version.hash} cannot be read by this release`);
  return policy;
}

/** The policy as it stood under an earlier version; null: there was none of that hash, or this release cannot read it. */
export async function policyUnder(house: Pick<House, 'store'>, hash: string): Promise<Policy | null> {
  const known = parsed.get(hash);
  if (known) return known;
  const [version] = await house.store.rows<{ hash: string; files: Record<string, string> }>(
    'select hash, files from policy_version where hash = $1',
    [hash],
  );
  return version ? readOf(version) : null;
}

function readOf({ hash, files }: { hash: string; files: Record<string, string> }): Policy | null {
  const { policy } = parsePolicy(files);
  // A handful of versions are alive at once; the map is no leak, but twins come and go.
  if (parsed.size > 50) parsed.clear();
  if (policy) parsed.set(hash, policy);
  return policy;
}

export function senderOf(policy: Policy): {
  sender: string;
  /** The rest of the record in one line; where no office is declared it ends with where people can write. */
  address: string;
  /** What stands under every letter. */
  signature: string;
  from: string;
} {
  const { organisation } = policy;
  const [sender = organisation.name, ...record] = identityLines(policy);
  const { post, privacy } = organisation.contacts;
  const address = [...record, ...(organisation['registered-office'] ? [] : [post ?? privacy])].join(' · ');
  // A quoted string may hold anything but these two bare. RFC 5322 3.2.4.
  const name = (organisation['short-name'] ?? organisation.name).replaceAll(/["\\]/g, '\\$&');
  const from = `"${name}" <${organisation.contacts.marketing ?? organisation.contacts.privacy}>`.replaceAll(
    /[\r\n]/g,
    ' ',
  );
  return { sender, address, signature: [sender, ...record].join('\n'), from };
}
