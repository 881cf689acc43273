import { Refused } from '../base/index.ts';
import { checkSubmission, splitParts } from '../collection/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { holdPerson } from '../people/index.ts';
import { kindOf, type Policy } from '../policy/index.ts';
import { letters, openRequest, ownerOf, type RequestKind } from '../requests/index.ts';
import { rows, type Tx } from '../store/index.ts';
import { type House, type Moment, momentOf, policyInForce } from './house.ts';
import { type OwnRecord, openOwnData, ownRecords } from './own-data.ts';
import { tellRecipients } from './recipient-tell.ts';
import { takeRequest } from './request.ts';
import { type Case, clockedIn, note, write } from './request-case.ts';
import { settle } from './request-stop.ts';
import { OURS } from './rights-hosted-rows.ts';
import { followAddress } from './rights-identities.ts';

/** What somebody changes of one record, by field. */
export type OwnCorrection = { record: string; fields: Readonly<Record<string, string>> };

export type Changing = { what: string; field: string; was: string; becomes: string };

/**
 * Somebody corrects what is theirs by their own link. It counts at once in our own records; it is a request like any other, with
 * before and after on it, so that whoever received the old value hears of it and other systems follow. Answers how many fields
 * changed. Refuses `own-data.not-here`, `own-data.ask-us`, `link.invalid` and as a submission at the same point does.
 */
export async function correctOwn(
  house: House,
  token: string,
  { record: id, fields }: OwnCorrection,
): Promise<number> {
  const { personId } = await openOwnData(house, token);
  const policy = await policyInForce(house);
  const moment = momentOf(house, policy);
  return house.store.inTransaction(async (tx) => {
    await holdPerson(tx, personId);
    const record = (await ownRecords(house, policy, personId, moment)).find((one) => one.id === id);
    if (!record) throw new Refused('own-data.not-here', 'This is no longer here. Load your page again.');
    const changing = changesTo(record, fields);
    if (changing.length === 0) return 0;
    refuseUnfit(policy, record, changing);
    await carryOutOwn(tx, { house, policy, personId, ...moment }, [{ record, changing }]);
    return changing.length;
  });
}

/** Whoever corrects what is theirs, and when. */
type Own = Moment & { house: House; policy: Policy; personId: string };

/** One correction of what is theirs, in as many records as it stands in: a request with before and after, done where it is only here. */
export async function carryOutOwn(
  tx: Tx,
  own: Own,
  corrections: readonly { record: OwnRecord; changing: readonly Changing[] }[],
  address: { was: string; becomes: string } | null = null,
): Promise<void> {
  const { house, policy, personId, ...moment } = own;
  const { request, clocked } = await opened(tx, house, policy, personId, moment);
  const held: Case = { house, policy, ...moment, request, clocked };
  await note(tx, held, { kind: 'received', on: moment.today, actor: 'person', facts: { route: 'link' } });
  for (const { record, changing } of corrections) {
    await put(tx, house, personId, record, changing, moment.now);
    await note(
      tx,
      held,
      {
        kind: 'self-corrected',
        on: moment.today,
        actor: 'person',
        facts: { record: record.id, count: changing.length },
        words: JSON.stringify(changing),
      },
      { point: record.point, fields: changing.map(({ field }) => field) },
    );
  }
  for (const { field, was, becomes } of corrections.flatMap(({ changing }) => changing))
    await followAddress(tx, house, personId, {
      kind: kindOf(policy, field),
      was,
      becomes,
      now: moment.now,
    });
  if (address) {
    await followAddress(tx, house, personId, { kind: 'email', ...address, now: moment.now });
    if (corrections.length === 0)
      await note(tx, held, {
        kind: 'self-corrected',
        on: moment.today,
        actor: 'person',
        facts: { record: '', count: 1 },
        words: JSON.stringify([{ what: 'address', field: 'email', ...address }]),
      });
  }
  const right = corrections.flatMap(({ changing }) =>
    changing.map(({ field, becomes }) => `${field}: ${becomes}`),
  );
  await tellRecipients(tx, held, 'rectification', {
    right: [...new Set([...right, ...(address ? [`e-mail address: ${address.becomes}`] : [])])],
  });
  const points = corrections.map(({ record }) => record.point);
  const elsewhere = points.some((point) => systemsOf(policy, point).length > 0);
  const labels = corrections.flatMap(({ record, changing }) =>
    record.fields.flatMap(({ field, label }) => (changing.some((one) => one.field === field) ? [label] : [])),
  );
  const said = labels.length > 0 ? [...new Set(labels)] : ['your e-mail address'];
  await write(tx, held, elsewhere ? 'self-corrected' : 'answer', (writing) =>
    letters.selfCorrected(writing, { fields: said, elsewhere }),
  );
  if (!elsewhere) await close(tx, held, corrections);
}

/** What of it was really changed. Refuses what is not theirs to change alone. */
function changesTo(record: OwnRecord, fields: OwnCorrection['fields']): Changing[] {
  return Object.entries(fields).flatMap(([field, value]) => {
    const there = record.fields.find((one) => one.field === field);
    const becomes = value.replaceAll('\r\n', '\n').trim();
    if (!there || there.value.trim() === becomes) return [];
    if (!there.correctable)
      throw new Refused(
        'own-data.ask-us',
        `“${there.label}” is not changed here: ask us, and we look at it together.`,
        { fields: [field] },
      );
    return [{ what: `${record.point}.${field}`, field, was: there.value, becomes }];
  });
}

/** The same rules as when it came in: nothing gets in by a correction that the form would not have taken. */
function refuseUnfit(policy: Policy, record: OwnRecord, changing: readonly Changing[]): void {
  const point = policy.collection[record.point];
  if (!point) throw new Refused('own-data.ask-us', 'The form it came by is no longer in use: ask us.');
  const only = (name: string) => changing.some(({ field }) => field === name);
  const fields = Object.fromEntries(changing.map(({ field, becomes }) => [field, becomes]));
  const narrowed = {
    ...point,
    fields: Object.fromEntries(Object.entries(point.fields).filter(([name]) => only(name))),
  };
  checkSubmission(
    record.point,
    narrowed,
    { fields, consents: [], declined: [], notice: policy.hash },
    { policy },
  );
  // What would be kept apart from the record needs its own questions; the form asks them.
  const { parts } = splitParts(policy, narrowed, { fields, consents: [] });
  const [apart] = parts;
  if (apart)
    throw new Refused(
      'own-data.ask-us',
      'What you wrote tells something that the law protects specially. Please tell us by a request.',
      { fields: [apart.field] },
    );
}

async function opened(
  tx: Tx,
  house: House,
  policy: Policy,
  personId: string,
  moment: { now: string; today: Parameters<typeof openRequest>[2]['today'] },
) {
  const kind: RequestKind = 'rectification';
  const clocked = clockedIn(policy, {
    kind,
    received_on: moment.today,
    acts_as: 'controller',
    about: null,
  });
  const request = await openRequest(tx, house.vault, {
    personId,
    clocked,
    route: 'link',
    owner: ownerOf(policy),
    about: null,
    provenOn: moment.today,
    agent: false,
    repeats: null,
    asking: { words: '', name: null, agent: null, customer: null },
    ...moment,
  });
  await appendEvidence(tx, {
    kind: 'request.opened',
    at: moment.now,
    actor: 'link',
    aboutPerson: personId,
    body: {
      request: request.id,
      kind,
      receivedOn: request.received_on,
      dueOn: request.due_on,
      owner: request.owner,
    },
  });
  return { request, clocked };
}

async function put(
  tx: Tx,
  house: House,
  personId: string,
  record: OwnRecord,
  changing: readonly Changing[],
  now: string,
): Promise<void> {
  const fields = {
    ...Object.fromEntries(record.fields.map(({ field, value }) => [field, value])),
    ...Object.fromEntries(changing.map(({ field, becomes }) => [field, becomes])),
  };
  const sealed = await house.vault.seal(personId, JSON.stringify(fields), `record:${record.id}`, now);
  await rows(tx, 'update record set sealed = $3 where person_id = $1 and id = $2', [
    personId,
    record.id,
    sealed,
  ]);
}

/** Systems other than our own in which the policy says that it is. */
function systemsOf(policy: Policy, point: string): string[] {
  const declared = policy.collection[point];
  const named = [
    ...(declared?.systems ?? []),
    ...(declared?.purposes ?? []).flatMap((purpose) => policy.purposes[purpose]?.systems ?? []),
  ];
  return [...new Set(named)].filter((name) => policy.systems[name] && policy.systems[name].kind !== 'hosted');
}

/** Nothing is anywhere else: it is done, with what stood there before and after as evidence. */
async function close(
  tx: Tx,
  held: Case,
  corrections: readonly { record: OwnRecord; changing: readonly Changing[] }[],
): Promise<void> {
  const changed = corrections.flatMap(({ record, changing }) =>
    changing.map(({ field, was, becomes }) => ({
      system: OURS,
      table: record.point,
      key: { id: record.id },
      before: { [field]: was },
      after: { [field]: becomes },
    })),
  );
  await note(tx, held, {
    kind: 'ran',
    on: held.today,
    actor: 'person',
    facts: { counts: { change: changed.length } },
    words: JSON.stringify(changed),
  });
  await settle(tx, held, 'corrected', 'person');
}

/** Asks anything else by the same link: who it is was shown by that. Refuses as `takeRequest`. */
export async function askByOwnLink(
  house: House,
  token: string,
  asked: { kind: RequestKind; words: string },
): Promise<void> {
  const { personId } = await openOwnData(house, token);
  await takeRequest(house, {
    identities: [],
    person: personId,
    ...asked,
    route: 'link',
    receivedOn: null,
    vouched: true,
    actor: 'person',
  });
}
