import type { FastifyReply } from 'fastify';
import { versionComing } from '../../assurance/index.ts';
import { identityLines, type Policy } from '../../policy/index.ts';
import type { House } from '../../procedures/index.ts';
import type * as page from '../pages/index.ts';

export const html = (reply: FastifyReply, text: string, status = 200) =>
  reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(text);

/** What every page shows around its own words. */
export async function siteOf(house: House, policy: Policy): Promise<page.Site> {
  const { organisation } = policy;
  const coming = await versionComing(house.store.db);
  return {
    name: organisation.name,
    shortName: organisation['short-name'] ?? organisation.name,
    colour: organisation.appearance?.colour ?? '#1d4f91',
    illustration: organisation.illustration,
    demonstration: house.demonstration === true,
    zone: organisation.zone,
    coming: coming?.material
      ? { hash: coming.hash, effectiveOn: coming.effective_on, changes: coming.changes }
      : null,
    contact: { privacy: organisation.contacts.privacy, phone: organisation.contacts.phone ?? null },
    identity: identityLines(policy),
  };
}
