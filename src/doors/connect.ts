import type { Policy } from '../policy/index.ts';
import type { House } from '../procedures/index.ts';
import {
  byHandOf,
  type Connector,
  filesConnector,
  filesOptionsOf,
  httpConnector,
  secretsOf,
  sqlConnector,
} from '../systems/index.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The systems of a policy that software can reach from here: databases with a map and an address, folders, and accounts at
 * suppliers. One whose address or key is not set is left out, and a person does its part by hand.
 * @param at where paths of the policy begin
 */
export const connectWith =
  (house: Pick<House, 'vault'>, { env, at }: { env: Env; at: string }): NonNullable<House['connect']> =>
  (policy) =>
    Object.keys(policy.systems).flatMap((name) => connected(house, policy, name, { env, at }) ?? []);

function connected(
  { vault }: Pick<House, 'vault'>,
  policy: Policy,
  name: string,
  { env, at }: { env: Env; at: string },
): Connector | null {
  const system = policy.systems[name];
  const secrets = secretsOf(env);
  if (!system) return null;
  const byHand = byHandOf(policy, name);
  switch (system.kind) {
    case 'postgres':
    case 'mysql':
    case 'sqlite': {
      const url = system.url && isSet(env, system.url) ? secrets(system.url) : null;
      if (!url || !system.tables) return null;
      // Hashes put in place of values agree with each other for as long as the keystore lives.
      const secret = vault.lookupHash('masking', name);
      return sqlConnector({ name, kind: system.kind, map: system.tables, url, secret, byHand });
    }
    case 'files':
      return system.files && (!system.files.folder.startsWith('env:') || isSet(env, system.files.folder))
        ? filesConnector(name, filesOptionsOf(policy, name, { at, env }))
        : null;
    case 'http':
      return system.http ? httpConnector(name, system.http, { secrets, byHand }) : null;
    default:
      return null;
  }
}

const isSet = (env: Env, reference: string): boolean =>
  reference.startsWith('file:') || (reference.startsWith('env:') && Boolean(env[reference.slice(4)]));
