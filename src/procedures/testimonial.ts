import { Refused } from '../base/index.ts';
import {
  type CollectionPoint,
  fieldsOf,
  markPublished,
  type Publication,
  permissionFor,
  permitOutlets,
  publicationsOf,
  recordById,
  type Submitted,
  standing,
  textHash,
  withdrawPublications,
} from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { queueMail } from '../mail/index.ts';
import { holdPerson } from '../people/index.ts';
import { kindOf, type Policy } from '../policy/index.ts';
import type { Tx } from '../store/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { makeLink, openLink } from './links.ts';
import { sayPreference } from './permission.ts';
import { emailIn } from './submission-identities.rules.ts';

/** The publications that show what comes in at a point. */
const publicationsFor = (policy: Policy, point: string): [string, Policy['publications'][string]][] =>
  Object.entries(policy.publications).filter(
    ([, { kind, collection }]) => kind === 'testimonial' && collection === point,
  );

/** The places that a testimonial's form asks about. */
export const outletsOf = (policy: Policy, point: string): string[] => [
  ...new Set(publicationsFor(policy, point).flatMap(([, { outlets }]) => outlets)),
];

/** Refuses `collection.undeclared-outlet`: nobody can permit what nobody may do. */
export function refuseUncheckedOutlets(
  policy: Policy,
  name: string,
  _point: CollectionPoint,
  outlets: readonly string[],
): void {
  const known = outletsOf(policy, name);
  const unknown = outlets.filter((outlet) => !known.includes(outlet));
  if (unknown.length > 0)
    throw new Refused(
      'collection.undeclared-outlet',
      `"${name}" asks about ${known.join(', ') || 'no place'}; it was also sent ${unknown.map((one) => `"${one.slice(0, 60)}"`).join(', ')}.`,
    );
}

/** The words of a testimonial: the longest of its fields that is no name or address. */
function testimonialIn(policy: Policy, fields: Readonly<Record<string, string>>): string {
  const named = Object.entries(fields).find(([field]) => /testimonial|statement|quote/.test(field));
  const texts = Object.entries(fields).filter(([field]) =>
    ['text', 'long-text'].includes(kindOf(policy, field)),
  );
  return named?.[1] ?? texts.map(([, text]) => text).sort((a, b) => b.length - a.length)[0] ?? '';
}

/** Notes which places were ticked for these words, and sends the link by which it is all taken back. */
export async function permitTestimonial(
  tx: Tx,
  house: House,
  policy: Policy,
  {
    name,
    sent,
    personId,
    recordId,
    now,
  }: { name: string; sent: Submitted; personId: string; recordId: string; now: string },
): Promise<void> {
  const text = testimonialIn(policy, sent.fields);
  for (const [publication, { outlets }] of publicationsFor(policy, name)) {
    const ticked = (sent.outlets ?? []).filter((outlet) => outlets.includes(outlet));
    await permitOutlets(tx, house.vault, {
      personId,
      recordId,
      name: publication,
      outlets: ticked,
      text,
      wording: policy.hash,
      now,
    });
    for (const outlet of ticked)
      await tellGate(tx, personId, { publication, recordId, outlet, value: 'yes', now });
  }
  const to = emailIn(policy, sent.fields);
  if (!to) return;
  const link = `${house.baseUrl}/testimonials/mine/${makeLink(house.vault, { kind: 'testimonial', personId, purpose: '' })}`;
  await queueMail(tx, house.vault, {
    personId,
    class: 'service',
    purpose: policy.collection[name]?.purposes[0] ?? '',
    draft: {
      to,
      subject: 'Your testimonial',
      text: `Thank you for your testimonial. It appears only where you said that it may.\n\nSee where it stands, and take it back at any time:\n${link}`,
    },
    now,
  });
}

/** The gate decides about publishing by what the person wants of each text and place; this is where it hears of it. */
const tellGate = (
  tx: Tx,
  personId: string,
  said: { publication: string; recordId: string; outlet: string; value: 'yes' | 'no'; now: string },
): Promise<string> =>
  sayPreference(tx, {
    personId,
    kind: 'publication',
    about: `${said.publication}:${said.recordId}:${said.outlet}`,
    value: said.value,
    source: 'testimonial',
    now: said.now,
  });

/**
 * Puts a testimonial in one place. Refuses `publish.no-such-text`, `publish.undeclared-outlet`, and `publish.no-permission`
 * where the person did not permit these very words for that very place, or took it back.
 */
export async function publishTestimonial(
  house: House,
  { record, outlet }: { record: string; outlet: string },
  actor: string,
): Promise<{ id: string; outlet: string }> {
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  const refused = (because: string) =>
    new Refused(
      'publish.no-permission',
      `Nothing was published: ${because}. Ask the person for this text and this place.`,
    );
  return house.store.inTransaction(async (tx) => {
    const known = await recordById(tx, record);
    const [publication] = known ? publicationsFor(policy, known.point) : [];
    if (!known || !publication) throw new Refused('publish.no-such-text', 'There is no such testimonial.');
    const [name, { outlets }] = publication;
    if (!outlets.includes(outlet))
      throw new Refused(
        'publish.undeclared-outlet',
        `The notice names these places for "${name}": ${outlets.join(', ')}.`,
      );
    await holdPerson(tx, known.person_id);
    const text = testimonialIn(policy, await fieldsOf(tx, house.vault, known));
    const permission = await permissionFor(tx, {
      recordId: record,
      name,
      outlet,
      hash: textHash(house.vault, text),
    });
    if (!permission) throw refused('they did not permit this text for this place');
    if (permission.withdrawn_at) throw refused('they took their permission back');
    await markPublished(tx, permission, now);
    const purposes = policy.collection[known.point]?.asks ?? [];
    const there = await standing(tx, { outlet, purposes });
    if (!there.some(({ id }) => id === permission.id)) throw refused('they took back their yes to it');
    await appendEvidence(tx, {
      kind: 'publication.published',
      at: now,
      actor,
      aboutPerson: known.person_id,
      body: { publication: name, outlet, permission: permission.id },
    });
    return { id: permission.id, outlet };
  });
}

/** One testimonial as anybody reads it. */
export type Testimonial = { id: string; outlet: string; text: string; by: string };

/** What stands in a place now, or in all of them. */
export async function testimonialsAt(house: House, outlet: string | null): Promise<Testimonial[]> {
  const policy = await policyInForce(house);
  const points = Object.values(policy.publications).flatMap(({ kind, collection }) =>
    kind === 'testimonial' && collection ? [collection] : [],
  );
  const purposes = points.flatMap((point) => policy.collection[point]?.asks ?? []);
  const found = await standing(house.store.db, { outlet, purposes });
  return Promise.all(
    found.map(async (one) => {
      const fields: Record<string, string> = JSON.parse(
        (await house.vault.open(one.person_id, one.sealed, `record:${one.record_id}`)).toString('utf8'),
      );
      return {
        id: one.id,
        outlet: one.outlet,
        text: testimonialIn(policy, fields),
        by: [fields.name ?? fields['full-name'] ?? fields['first-name'], fields['job-title'], fields.company]
          .filter(Boolean)
          .join(', '),
      };
    }),
  );
}

/** What the holder of the link permitted, and where it stands. */
export async function myPublications(house: House, token: string): Promise<Publication[]> {
  const { personId } = await openLink(house, token, 'testimonial');
  return publicationsOf(house.store.db, personId);
}

/** Takes back one permission or all of them; what stands is down from this moment. Doing it twice is doing it once. */
export async function withdrawTestimonial(house: House, token: string, id: string | null): Promise<number> {
  const { personId } = await openLink(house, token, 'testimonial');
  const { now } = momentOf(house, await policyInForce(house));
  return house.store.inTransaction(async (tx) => {
    const held = await holdPerson(tx, personId);
    if (!held) return 0;
    const gone = await withdrawPublications(tx, { personId: held, id, now });
    for (const one of gone) {
      await tellGate(tx, held, {
        publication: one.name,
        recordId: one.record_id,
        outlet: one.outlet,
        value: 'no',
        now,
      });
      await appendEvidence(tx, {
        kind: 'publication.withdrawn',
        at: now,
        actor: 'person',
        aboutPerson: held,
        body: { publication: one.name, outlet: one.outlet, stood: one.published_at !== null },
      });
    }
    return gone.length;
  });
}

/** As `withdrawTestimonial`, for staff who were told by letter or telephone. */
export async function withdrawTestimonialFor(
  house: House,
  { record, outlet }: { record: string; outlet: string | null },
  actor: string,
): Promise<number> {
  const { now } = momentOf(house, await policyInForce(house));
  return house.store.inTransaction(async (tx) => {
    const known = await recordById(tx, record);
    if (!known) throw new Refused('publish.no-such-text', 'There is no such testimonial.');
    await holdPerson(tx, known.person_id);
    const theirs = (await publicationsOf(tx, known.person_id)).filter(
      (one) => one.record_id === record && (outlet === null || one.outlet === outlet),
    );
    let gone = 0;
    for (const { id, name, outlet: place } of theirs) {
      const { person_id: personId } = known;
      const withdrawn = await withdrawPublications(tx, { personId, id, now });
      gone += withdrawn.length;
      if (withdrawn.length > 0)
        await tellGate(tx, personId, {
          publication: name,
          recordId: record,
          outlet: place,
          value: 'no',
          now,
        });
    }
    await appendEvidence(tx, {
      kind: 'publication.withdrawn',
      at: now,
      actor,
      aboutPerson: known.person_id,
      body: { publications: gone, outlet },
    });
    return gone;
  });
}
