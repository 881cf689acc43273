import { identitiesOf } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Connector, type KnownAs, manualConnector, manualPlaceOf } from '../systems/index.ts';
import type { House } from './house.ts';
import { hostedConnector } from './rights-hosted.ts';

/** Every place where a person's data may be: our own store, and what the policy declares. What no software reaches, a person does. */
export function connectorsFor(house: House, policy: Policy, personId: string): Connector[] {
  const reached = new Map(
    (house.connect?.(policy) ?? []).map((connector) => [connector.describe().name, connector]),
  );
  const declared = Object.entries(policy.systems).flatMap(([name, { kind }]) =>
    kind === 'hosted' ? [] : [reached.get(name) ?? manualConnector(manualPlaceOf(policy, name))],
  );
  return [hostedConnector(house, policy, personId), ...declared];
}

/** Uses the connectors of a person and closes them, however that ends. */
export async function withSystems<T>(
  house: House,
  policy: Policy,
  personId: string,
  use: (systems: Connector[]) => Promise<T>,
): Promise<T> {
  const systems = connectorsFor(house, policy, personId);
  try {
    return await use(systems);
  } finally {
    for (const system of systems) await system.close();
  }
}

/** By what systems are searched for a person. */
export async function knownAs(house: House, personId: string): Promise<KnownAs[]> {
  const identities = await identitiesOf(house.store.db, house.vault, personId);
  return identities.map(({ kind, value }) => ({ kind, value }));
}
