import type { Instant } from '../base/index.ts';
import { canonicalOrNull } from '../people/index.ts';
import { suppressAll } from '../permission/index.ts';
import type { Tx } from '../store/index.ts';
import type { House } from './house.ts';

/** The channels that reach people at an address of a kind. Others (post, a visit) we keep no address for. */
const REACHING: Readonly<Record<'email' | 'phone', readonly string[]>> = {
  email: ['email', 'digital'],
  phone: ['phone', 'sms'],
};

const kinds = Object.entries(REACHING) as [keyof typeof REACHING, readonly string[]][];

/** The kind of address that a channel reaches people at; null: one that we do not keep. */
export const addressKind = (channel: string): keyof typeof REACHING | null =>
  kinds.find(([, channels]) => channels.includes(channel))?.[0] ?? null;

/** The channels on which somebody known by this can be reached. */
export const channelsFor = (known: { kind: string }): readonly string[] =>
  kinds.find(([kind]) => kind === known.kind)?.[1] ?? [];

/**
 * No marketing of these scopes (a purpose, or `marketing` for all, also what begins one day) to these addresses, on every
 * channel that reaches them. Only keyed hashes are kept; what is no address is left out.
 */
export async function suppressAddresses(
  tx: Tx,
  { vault }: Pick<House, 'vault'>,
  identities: readonly { kind: string; value: string }[],
  { scopes = ['marketing'], ...one }: { scopes?: readonly string[]; reason: string; now: Instant },
): Promise<void> {
  await suppressAll(
    tx,
    identities.flatMap(({ kind, value }) =>
      channelsFor({ kind }).flatMap((channel) => {
        const address = canonicalOrNull({ kind: addressKind(channel) ?? 'email', value });
        if (address === null) return [];
        return scopes.map((scope) => ({ hash: vault.suppressionHash(channel, address), scope, ...one }));
      }),
    ),
  );
}
