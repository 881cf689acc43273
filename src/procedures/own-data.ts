import { addDays, type Day, day, dayIn, Refused } from '../base/index.ts';
import { fieldsOf, filesOf, type ShownPart, sayField, shownParts, sourcesOf } from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { queueMail } from '../mail/index.ts';
import { findPerson, type Identity, identitiesOf } from '../people/index.ts';
import { categoriesWith, kindOf, type Policy } from '../policy/index.ts';
import { wordsOf } from '../requests/index.ts';
import { type Reader, rows } from '../store/index.ts';
import { type House, type Moment, momentOf, policyInForce } from './house.ts';
import { makeLink, openLink } from './links.ts';
import { fates, owedByLaw } from './rights-fates.ts';

/** One field of a record, as its person sees it. */
export type OwnField = {
  field: string;
  label: string;
  /** Kinds of data, as the policy says them. */
  kinds: string[];
  value: string;
  correctable: boolean;
};

export type OwnRecord = {
  id: string;
  point: string;
  says: string;
  receivedOn: Day;
  /** Who else supplied it; null: they themselves. */
  source: string | null;
  fields: OwnField[];
  apart: ShownPart[];
  files: { name: string; bytes: number }[];
  /** Why nothing of it can be changed here; null: it can. */
  fixed: string | null;
};

/** What somebody changed by themselves, the newest first. */
export type OwnChange = { id: string; on: Day; what: string; was: string; becomes: string };

export type OwnData = {
  records: OwnRecord[];
  /** Kinds of data with the places where they came in. */
  kinds: { says: string; from: string[] }[];
  /** Other places that may hold something of them. */
  elsewhere: string[];
  changes: OwnChange[];
  /** By which we know them; a new one shows that it is theirs. */
  addresses: string[];
  until: Day;
};

/** How long the link to one's own data opens, in days: it shows everything, so it is no link for old mails. */
const OPENS_FOR_DAYS = 2;

/**
 * Sends the link to somebody's own data to an address that we know; to any other nothing, and nobody can tell the difference
 * from outside.
 */
export async function sendOwnDataLink(house: House, email: string): Promise<void> {
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  const identity: Identity = { kind: 'email', value: email };
  const personId = await findPerson(house.store.db, house.vault, [identity]);
  if (!personId) return;
  const until = addDays(today, OPENS_FOR_DAYS);
  const link = `${house.baseUrl}/your-data/${makeLink(house.vault, { kind: 'own-data', personId, purpose: until })}`;
  const draft = {
    to: email,
    subject: 'Your data',
    text: `Here you see what you gave us, and can correct it. The link opens until the end of ${until}; keep it to yourself:\n${link}\n\nIf you did not ask for it, you need do nothing.`,
  };
  await house.store.inTransaction((tx) =>
    queueMail(tx, house.vault, { personId, class: 'service', purpose: 'own-data', draft, now }),
  );
}

/** Whose link this is. Refuses `link.invalid`, also for one whose days are over. */
export async function openOwnData(house: House, token: string): Promise<{ personId: string; until: Day }> {
  const { today } = momentOf(house, await policyInForce(house));
  const { personId, purpose } = await openLink(house, token, 'own-data');
  const until = day(purpose);
  if (today > until)
    throw new Refused(
      'link.invalid',
      'The days of this link are over. Ask for a new one: it takes a minute.',
    );
  return { personId, until };
}

/** All that Kept itself holds of whoever has this link, and what they may change of it. The look is in the ledger. */
export async function seeOwnData(house: House, token: string): Promise<OwnData> {
  const { personId, until } = await openOwnData(house, token);
  const policy = await policyInForce(house);
  const moment = momentOf(house, policy);
  const records = await ownRecords(house, policy, personId, moment);
  const kinds = Map.groupBy(
    records.flatMap(({ says, fields }) => fields.flatMap((one) => one.kinds.map((kind) => ({ kind, says })))),
    ({ kind }) => kind,
  );
  await house.store.inTransaction((tx) =>
    appendEvidence(tx, {
      kind: 'own-data.shown',
      at: moment.now,
      actor: 'person',
      aboutPerson: personId,
      body: { records: records.length },
    }),
  );
  return {
    records,
    kinds: [...kinds].map(([says, found]) => ({ says, from: [...new Set(found.map((one) => one.says))] })),
    elsewhere: Object.values(policy.systems).flatMap(({ kind, says }) =>
      kind === 'hosted' || !says ? [] : [says],
    ),
    changes: await changesBy(house, personId),
    addresses: (await identitiesOf(house.store.db, house.vault, personId)).flatMap(({ kind, value }) =>
      kind === 'email' ? [value] : [],
    ),
    until,
  };
}

/** Their records with what they may change of each: what they said themselves, and nothing needs as it was. */
export async function ownRecords(
  house: House,
  policy: Policy,
  personId: string,
  moment: Moment,
): Promise<OwnRecord[]> {
  const { db } = house.store;
  const held = await heldFor(db, policy, personId, moment);
  const found = await rows<{ id: string; point: string; stored_at: string }>(
    db,
    'select id::text as id, point, stored_at from record where person_id = $1 order by stored_at desc, id desc limit 200',
    [personId],
  );
  return Promise.all(
    found.map(async ({ id, point, stored_at }): Promise<OwnRecord> => {
      const declared = policy.collection[point];
      const [fields, apart, files, [source]] = await Promise.all([
        fieldsOf(db, house.vault, { person_id: personId, id }),
        shownParts(db, house.vault, personId, id),
        filesOf(db, house.vault, personId, id),
        sourcesOf(db, house.vault, personId, id),
      ]);
      const fixed = fixedBecause(policy, point, held.has(id));
      const apartFields = new Set([...apart, ...files].map(({ field }) => field));
      return {
        id,
        point,
        says: declared?.says ?? point.replaceAll('-', ' '),
        receivedOn: dayIn(policy.organisation.zone, stored_at),
        source: source && source.who !== 'the-person' ? source.who : null,
        fields: Object.entries(fields).map(([field, value]) => ({
          field,
          label: sayField(field, declared?.fields[field]),
          kinds: categoriesWith(policy, field).map(([, { says }]) => says),
          value,
          correctable:
            fixed === null &&
            declared?.fields[field] !== undefined &&
            !apartFields.has(field) &&
            !['email', 'file', 'secret'].includes(kindOf(policy, field)),
        })),
        apart,
        files: files.map(({ name, bytes }) => ({ name, bytes })),
        fixed,
      };
    }),
  );
}

/** Why nothing of what came in there can be changed by its person alone. */
function fixedBecause(policy: Policy, point: string, held: boolean): string | null {
  if (held) return 'It is needed as it is for a legal matter.';
  const declared = policy.collection[point];
  if (!declared) return 'The form it came by is no longer in use.';
  if (declared.from !== 'the-person') return 'Others told us this.';
  if (owedByLaw(policy, point)) return 'The law makes us keep it as it was.';
  return null;
}

async function heldFor(
  reader: Reader,
  policy: Policy,
  personId: string,
  moment: Moment,
): Promise<Set<string>> {
  const all = (await fates(reader, policy, personId, moment)).flatMap(({ settled }) => settled);
  return new Set(
    all.flatMap(({ record, kept }) => (kept.some(({ kind }) => kind === 'hold') ? [record.id] : [])),
  );
}

/** What they changed, with what stood there before. */
async function changesBy(house: House, personId: string): Promise<OwnChange[]> {
  const found = await rows<{ id: string; on: Day; sealed: Buffer | null; at: string }>(
    house.store.db,
    `select id, on_day as "on", sealed, recorded_at as at from request_event
     where person_id = $1 and kind = 'self-corrected' order by recorded_at desc, id desc limit 100`,
    [personId],
  );
  const read = await Promise.all(
    found.map(async ({ on, ...event }) => {
      const words = await wordsOf(house.vault, personId, event);
      const changes = words === null ? [] : (JSON.parse(words) as Omit<OwnChange, 'on' | 'id'>[]);
      return changes.map(({ what, was, becomes }) => ({
        id: `${event.id}.${what}`,
        on,
        what: sayField(what.split('.').at(-1) ?? what),
        was,
        becomes,
      }));
    }),
  );
  return read.flat();
}
