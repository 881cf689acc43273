import { newId } from '../base/index.ts';
import {
  agreedAmount,
  BLACKED_OUT,
  type CollectionPoint,
  fence,
  isElsewhere,
  keepFile,
  keepParts,
  keepRecord,
  keepSource,
  openCase,
  peopleIn,
  type Submitted,
  signIn,
  splitParts,
  takesNoSpecial,
  wishedChannel,
} from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { findOrMakePerson, type Identity } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Tx } from '../store/index.ts';
import { askToConfirm, happensBy } from './activation.ts';
import { happen } from './event.ts';
import type { House } from './house.ts';
import { sayPreference } from './permission.ts';
import { sayChoices } from './submission-choices.ts';
import { emailIn, identitiesIn } from './submission-identities.rules.ts';
import { askToMask } from './submission-masking.ts';
import type { TypedUpload } from './submission-taken.ts';
import { textOf } from './submission-text.ts';
import { permitTestimonial } from './testimonial.ts';

export type Keeping = {
  name: string;
  point: CollectionPoint;
  sent: Submitted;
  files: readonly TypedUpload[];
  recordId: string;
  actor: string;
  now: string;
  /** Whose it is, where the fields do not say. */
  identities?: readonly Identity[];
  /** As the same, where the person is known and held already. */
  personId?: string;
};

export type KeptSubmission = { personId: string; recordId: string; confirm: boolean; badge: string | null };

/** Stores one submission with everything that belongs to its kind, in the caller's transaction. It was checked before. */
export async function keepSubmission(
  tx: Tx,
  house: House,
  policy: Policy,
  keeping: Keeping,
): Promise<KeptSubmission> {
  const { name, point, sent, recordId, actor, now } = keeping;
  const { vault } = house;
  const personId =
    keeping.personId ??
    (await findOrMakePerson(
      tx,
      vault,
      keeping.identities ?? identitiesIn(policy, name, sent.fields, recordId),
      now,
    ));
  const { shown, parts } = splitParts(policy, point, sent);
  const papers = await Promise.all(keeping.files.map((file) => fencePaper(policy, point, sent, file)));
  const aside = papers.flatMap(({ upload, aside }) => (aside ? [upload.field] : []));
  for (const { field, text, fenced } of papers) {
    shown[field] = text;
    parts.push(...fenced);
  }
  await keepRecord(tx, vault, {
    personId,
    id: recordId,
    point: name,
    storedAs: point.stores ?? name,
    fields: shown,
    notice: policy.hash,
    now,
  });
  await keepSource(tx, vault, { personId, recordId, how: point.kind, source: sent.source ?? null, now });
  await keepParts(tx, vault, { personId, recordId, parts, now });
  for (const { upload, type, fenced, aside } of papers)
    await keepFile(tx, vault, {
      personId,
      recordId,
      upload,
      type,
      fenced: aside || fenced.some(({ open }) => !open),
      now,
    });
  if (aside.length > 0)
    await askToMask(tx, house, policy, { name, sent, personId, recordId, fields: aside, now });
  const badge = await keepKind(tx, house, policy, keeping, personId);
  const happened = point.confirmed ? [] : happensBy(point);
  await happen(
    tx,
    policy,
    happened.map((kind) => ({ personId, id: newId(now), kind, at: now })),
    { now, actor },
  );
  const wished = wishedChannel(point, sent.fields);
  for (const about of wished === null ? [] : point.purposes) {
    const ways = policy.purposes[about]?.channels;
    const value = wished !== null && (ways?.some((one) => one === wished) ?? true) ? wished : 'any';
    await sayPreference(tx, { personId, kind: 'channel', about, value, source: name, now });
  }
  const agreed = agreedAmount(point, sent.fields);
  for (const about of agreed === null ? [] : point.purposes)
    if (policy.purposes[about]?.only?.['up-to'])
      await sayPreference(tx, { personId, kind: 'agreed', about, value: agreed ?? '', source: name, now });
  const opening = await askToConfirm(tx, house, policy, { point, sent, personId, recordId, now });
  const chosen = await sayChoices(tx, house, policy, { name, point, sent, personId, now });
  await appendEvidence(tx, {
    kind: 'collection.received',
    at: now,
    actor,
    aboutPerson: personId,
    body: {
      point: name,
      notice: policy.hash,
      fields: Object.keys(shown),
      consents: [...sent.consents],
      declined: [...sent.declined],
      how: point.kind,
      elsewhere: isElsewhere(sent.source),
      ...(sent.source?.kind && { supplier: sent.source.kind }),
      files: papers.length,
      apart: parts.length,
      ...(takesNoSpecial(policy, point) && { takenOut: blackedOutIn(shown) }),
    },
  });
  return { personId, recordId, confirm: opening || chosen, badge };
}

/** In how many fields something was taken out that the policy says is not collected. */
const blackedOutIn = (shown: Readonly<Record<string, string>>): number =>
  Object.values(shown).filter((text) => text.includes(BLACKED_OUT)).length;

/** What a record of its kind is besides its fields. Answers a visitor's badge. */
async function keepKind(
  tx: Tx,
  house: House,
  policy: Policy,
  { name, point, sent, recordId: id, now }: Keeping,
  personId: string,
): Promise<string | null> {
  if (point.kind === 'visitor-book') return signIn(tx, { personId, id, point: name, now });
  if (point.kind === 'support-case') await openCase(tx, { personId, id, point: name, now });
  if (point.kind === 'testimonial')
    await permitTestimonial(tx, house, policy, { name, sent, personId, recordId: id, now });
  return null;
}

/** A file's text as it may be seen beside it: what is in a CV is judged by the same rules as what is typed. */
async function fencePaper(policy: Policy, point: CollectionPoint, sent: Submitted, file: TypedUpload) {
  const { field } = file.upload;
  const masks = point['sets-aside']?.fields.includes(field) === true;
  const read = masks || point.kind === 'application' ? await textOf(file) : '';
  const most = point['sets-aside']?.people ?? 0;
  const aside = masks && peopleIn(read, emailIn(policy, sent.fields) ?? '') > most;
  const text = point.kind === 'application' ? read : '';
  const { text: shown, fenced } = fence(policy, point, field, text, sent.consents);
  return { ...file, field, text: shown.trim() === '' ? '[file]' : shown.slice(0, LONGEST), fenced, aside };
}

/** Longer than any CV; a book that was uploaded for one is in its file. */
const LONGEST = 60_000;
