import { addDays, type Day, day, Refused, sayDay } from '../base/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { queueMail } from '../mail/index.ts';
import { canonicalOrNull, findPerson, holdPerson, type Identity, identitiesOf } from '../people/index.ts';
import { kindOf, type Policy } from '../policy/index.ts';
import { type Reader, rows } from '../store/index.ts';
import { type House, type Moment, momentOf, policyInForce } from './house.ts';
import { makeLink, openLink, readLink } from './links.ts';
import { type Changing, carryOutOwn } from './own-correct.ts';
import { type OwnRecord, openOwnData, ownRecords } from './own-data.ts';

/** A new address is somebody's only once its mail was opened: within these days. */
const OPENS_FOR_DAYS = 2;
/** So many mails to new addresses in a day are enough for a slip of the pen. */
const MOST_A_DAY = 5;

const email = (value: string): Identity => ({ kind: 'email', value });
const same = (one: string, other: string): boolean =>
  canonicalOrNull(email(one)) !== null && canonicalOrNull(email(one)) === canonicalOrNull(email(other));

/** The addresses of e-mail by which we know somebody. */
async function ownAddresses(house: House, personId: string): Promise<string[]> {
  const known = await identitiesOf(house.store.db, house.vault, personId);
  return known.flatMap(({ kind, value }) => (kind === 'email' ? [value] : []));
}

/**
 * Somebody gives a new address on the page of their data. Nothing changes yet: a mail goes to the new address, and whoever opens
 * it shows that it is theirs. Refuses `own-data.not-here`, `own-data.not-an-address`, `own-data.too-many` and `link.invalid`.
 */
export async function askNewAddress(
  house: House,
  token: string,
  { was, becomes }: { was: string; becomes: string },
): Promise<void> {
  const { personId } = await openOwnData(house, token);
  const policy = await policyInForce(house);
  const { now, today } = momentOf(house, policy);
  if (!(await ownAddresses(house, personId)).some((known) => same(known, was)))
    throw new Refused('own-data.not-here', 'This is no longer here. Load your page again.');
  const right = becomes.trim();
  if (canonicalOrNull(email(right)) === null)
    throw new Refused(
      'own-data.not-an-address',
      'This is not an e-mail address like name@example.org. Look at what you typed.',
      { fields: ['becomes'] },
    );
  if (same(was, right)) return;
  const until = addDays(today, OPENS_FOR_DAYS);
  const given = JSON.stringify([was, right, until]);
  const purpose = (await house.vault.seal(personId, given, 'new-address', now)).toString('base64url');
  const link = `${house.baseUrl}/new-address/${makeLink(house.vault, { kind: 'new-address', personId, purpose })}`;
  const draft = {
    to: right,
    subject: 'Is this your new address?',
    text: `Somebody gave this address to ${policy.organisation.name} as their new one. If that was you, open this page and say so; until the end of ${sayDay(until)} it can be done:\n${link}\n\nIf it was not you, you need do nothing, and nothing is changed.`,
  };
  await house.store.inTransaction(async (tx) => {
    await holdPerson(tx, personId);
    if ((await asked(tx, personId, today)) >= MOST_A_DAY)
      throw new Refused(
        'own-data.too-many',
        'That were many new addresses for one day. Try again tomorrow, or write to us.',
      );
    await queueMail(tx, house.vault, { personId, class: 'service', purpose: 'own-data', draft, now });
    await appendEvidence(tx, {
      kind: 'own-data.address-asked',
      at: now,
      actor: 'person',
      aboutPerson: personId,
      body: { until },
    });
  });
}

async function asked(reader: Reader, personId: string, today: Day): Promise<number> {
  const [found] = await rows<{ n: number }>(
    reader,
    `select count(*)::int as n from evidence_about a join evidence_entry e on e.id = a.entry_id
     where a.person_id = $1::text and e.kind = 'own-data.address-asked' and e.at >= $2::date - 1`,
    [personId, today],
  );
  return found?.n ?? 0;
}

type Wanted = { personId: string; was: string; becomes: string; done: boolean };

/** What a link to a new address would change, and whether it did already. Refuses `link.invalid`. */
export async function seeNewAddress(house: House, token: string): Promise<Wanted> {
  const { today } = momentOf(house, await policyInForce(house));
  const { personId: sealedFor, purpose } = readLink(house.vault, token, 'new-address');
  const { personId } = await openLink(house, token, 'new-address');
  const [was, becomes, until] = await openedBy(house, sealedFor, purpose);
  const known = await ownAddresses(house, personId);
  const done = known.some((one) => same(one, becomes)) && !known.some((one) => same(one, was));
  if (!done && (today > day(until) || !known.some((one) => same(one, was)))) throw over();
  return { personId, was, becomes, done };
}

const over = () =>
  new Refused(
    'link.invalid',
    'The days of this link are over, or it was used. Give the address once more on your page.',
  );

async function openedBy(house: House, personId: string, purpose: string): Promise<[string, string, string]> {
  const text = await house.vault
    .open(personId, Buffer.from(purpose, 'base64url'), 'new-address')
    .catch(() => null); // its key is gone, for the person was forgotten
  if (text === null) throw over();
  return JSON.parse(text.toString('utf8'));
}

/**
 * Whoever opened the mail at the new address is there from now on: their records, the address itself, what they agreed to and
 * what they said no to. The old address is told. Refuses `link.invalid` and `own-data.ask-us`.
 */
export async function confirmNewAddress(house: House, token: string): Promise<void> {
  const { personId, was, becomes, done } = await seeNewAddress(house, token);
  if (done) return;
  const policy = await policyInForce(house);
  const moment = momentOf(house, policy);
  await house.store.inTransaction(async (tx) => {
    await holdPerson(tx, personId);
    const other = await findPerson(tx, house.vault, [email(becomes)]);
    if (other !== null && other !== personId)
      throw new Refused(
        'own-data.ask-us',
        'We know this address already, apart from what you changed here. Write to us: we put both together.',
      );
    await queueMail(tx, house.vault, {
      personId,
      class: 'owed',
      purpose: 'rights',
      draft: {
        to: was,
        subject: 'Your address was changed',
        text: `On ${sayDay(moment.today)} the address at which ${policy.organisation.name} writes to you was changed, from the page of your data and with proof of the new one. We do not write to this address any more.\n\nIf it was not you, write to ${policy.organisation.contacts.privacy} at once: we put it back.`,
      },
      now: moment.now,
    });
    const corrections = await inRecords(house, policy, personId, { was, becomes }, moment);
    await carryOutOwn(tx, { house, policy, personId, ...moment }, corrections, { was, becomes });
  });
}

/** Every record of theirs in which the old address stands, and which is not kept as it came. */
async function inRecords(
  house: House,
  policy: Policy,
  personId: string,
  { was, becomes }: { was: string; becomes: string },
  moment: Moment,
): Promise<{ record: OwnRecord; changing: Changing[] }[]> {
  const records = await ownRecords(house, policy, personId, moment);
  return records.flatMap((record) => {
    const changing = record.fields.flatMap(({ field, value }): Changing[] =>
      kindOf(policy, field) === 'email' && same(value, was)
        ? [{ what: `${record.point}.${field}`, field, was: value, becomes }]
        : [],
    );
    return record.fixed === null && changing.length > 0 ? [{ record, changing }] : [];
  });
}
