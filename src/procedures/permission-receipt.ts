import { isId, Refused } from '../base/index.ts';
import {
  type InclusionPromise,
  type Json,
  signDocument,
  signingKeyFor,
  verifyDocument,
} from '../evidence/index.ts';
import { formerIdsOf } from '../people/index.ts';
import { type Policy, sayRecipient } from '../policy/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';

type Said = {
  id: string;
  purpose: string;
  channel: string;
  state: string;
  wording: string | null;
  source: string;
  at: string;
  recorded_at: string;
  said_by: string;
};

/**
 * A receipt of one thing that a person said, for them to take away: in the shape of ISO/IEC TS 27560 (header, processing,
 * events), signed as a JWS, with the ledger's promise for the entry that records the same. It names the person nowhere.
 * Refuses `permission.no-such-record` for what this person did not say.
 */
export async function permissionReceipt(house: House, personId: string, id: string): Promise<string> {
  const gone = new Refused('permission.no-such-record', 'There is no such record of yours.');
  if (!isId(id)) throw gone;
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  const [said] = await house.store.rows<Said>(
    `select id, purpose, channel, state, wording, source, at, recorded_at, said_by from permission where person_id = $1 and id = $2`,
    [personId, id],
  );
  if (!said) throw gone;
  const people = [personId, ...(await formerIdsOf(house.store.db, personId))];
  const [entry] = await house.store.rows<{ id: string; at: string; commitment: Buffer; promise: Buffer }>(
    `select e.id, e.at, e.commitment, e.promise from evidence_about a join evidence_entry e on e.id = a.entry_id
     where a.person_id = any($1::text[]) and e.kind = 'permission.' || $2 and e.body::jsonb ->> 'permission' = $3 limit 1`,
    [people, said.state, said.id],
  );
  const { origin, privateKey, publicKey } = signingKeyFor(house.store.db);
  return signDocument(
    { origin, privateKey, publicKey },
    {
      type: 'receipt',
      issuedAt: now,
      statement: statementOf(policy, said, house.baseUrl),
      ...(entry && {
        entry: {
          id: entry.id,
          at: entry.at,
          commitment: entry.commitment.toString('hex'),
          signature: entry.promise.toString('base64'),
        },
      }),
    },
  );
}

function statementOf(policy: Policy, said: Said, baseUrl: string): Json {
  const { organisation } = policy;
  const purpose = policy.purposes[said.purpose];
  return {
    schema_version: 'ISO-27560-TS:2023',
    record_id: said.id,
    pii_principal_id: 'the holder of this receipt',
    pii_processing: {
      privacy_notice: /^[0-9a-f]{64}$/.test(said.wording ?? '')
        ? `${baseUrl}/notice/versions/${said.wording}`
        : `${baseUrl}/notice`,
      wording: said.wording,
      language: 'en',
      jurisdiction: organisation.jurisdiction,
      pii_controllers: [{ name: organisation.name, contact: organisation.contacts.privacy }],
      purposes: [
        {
          purpose: said.purpose,
          purpose_description: purpose?.says ?? said.purpose,
          lawful_basis: purpose?.basis ?? 'unknown',
          pii_information: (purpose?.data ?? []).map((name) => policy.data[name]?.says ?? name),
          recipients: (purpose?.recipients ?? []).map((name) => sayRecipient(policy, name)),
          channel: said.channel,
        },
      ],
      withdrawal_method: `${baseUrl}/preferences`,
      privacy_rights: `${baseUrl}/`,
    },
    events: [
      {
        event_type: said.state,
        event_state: said.state,
        event_time: said.at,
        recorded_time: said.recorded_at,
        collection_method: said.source,
        entity: said.said_by,
      },
    ],
  };
}

/** What a document proves, read off it and off our own ledger. */
export type Checked =
  | { holds: false; because: string }
  | {
      holds: true;
      type: 'receipt' | 'certificate';
      issuer: string;
      issuedAt: string;
      statement: Json;
      /** The entry behind it: promised, in the tree, or not of this ledger. */
      entry: { id: string; state: 'promised' | 'in-the-tree' | 'unknown'; leaf: number | null } | null;
    };

/** Checks a receipt or a certificate that somebody holds out: whether we signed it, and whether the ledger has what it says. */
export async function checkDocument(house: House, text: string): Promise<Checked> {
  const jws = documentIn(text.trim());
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(jws) || jws.length > 100_000)
    return {
      holds: false,
      because: 'This is not a receipt or a certificate: they are one long line with two dots in it.',
    };
  const { publicKey } = signingKeyFor(house.store.db);
  try {
    const { type, issuer, issuedAt, statement, entry } = await verifyDocument(jws, publicKey);
    return {
      holds: true,
      type,
      issuer,
      issuedAt,
      statement,
      entry: entry ? await entryState(house, entry) : null,
    };
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    return { holds: false, because: 'We did not sign this, or it was changed after we did.' };
  }
}

/** The signed document of a certificate file; any other text is itself taken for one. */
function documentIn(text: string): string {
  if (!text.startsWith('{')) return text;
  try {
    const { document } = JSON.parse(text) as { document?: unknown };
    return typeof document === 'string' ? document : '';
  } catch {
    return '';
  }
}

async function entryState(
  house: House,
  promise: InclusionPromise,
): Promise<{ id: string; state: 'promised' | 'in-the-tree' | 'unknown'; leaf: number | null }> {
  const [kept] = await house.store.rows<{ commitment: Buffer; leaf: number | null }>(
    'select commitment, leaf from evidence_entry where id = $1',
    [promise.id],
  );
  if (!kept || kept.commitment.toString('hex') !== promise.commitment)
    return { id: promise.id, state: 'unknown', leaf: null };
  return { id: promise.id, state: kept.leaf === null ? 'promised' : 'in-the-tree', leaf: kept.leaf };
}
