import { plausible } from '../src/controls/index.ts';
import { compile, happeningsOf, kindOf, type Policy } from '../src/policy/index.ts';
import { SECRET, SECRET_MESSAGE } from './fuzz-house.ts';
import type { Try, Vocabulary } from './openapi-requests.ts';

/** What somebody says who has read the policy: its names, by the field in which they are meant. */
export function wordsOf(policy: Policy, identities: readonly { value: string }[]): Vocabulary['byField'] {
  const points = Object.keys(policy.collection);
  const officers = Object.keys(policy.organisation.officers);
  const fields = [...new Set(Object.values(policy.collection).flatMap((point) => Object.keys(point.fields)))];
  return {
    identity: identities,
    identities,
    value: identities.map(({ value }) => value),
    purpose: [...Object.keys(policy.purposes), 'wedding-lists'],
    channel: ['email', 'sms'],
    recipient: Object.keys(policy.recipients),
    data: Object.keys(policy.data),
    kind: happeningsOf(Object.keys(policy.events), Object.keys(policy.relationships)),
    point: points,
    name: Object.keys(policy.attestations),
    message: Object.keys(policy.messages),
    rule: Object.keys(policy.retention),
    ...Object.fromEntries(['role', 'by', 'owner', 'approvedBy', 'engineer'].map((one) => [one, officers])),
    notice: [policy.hash],
    'fields.keys': [...fields, '__proto__', 'surplus'],
    'fields.values': ['Ada', ...identities.map(({ value }) => value)],
    consents: Object.keys(policy.purposes),
    to: ['everyone', identities],
    evidence: ['minutes of the training, 3 November'],
    reason: ['answering-request', 'support'],
    signedOn: ['2026-11-03'],
    received: ['2026-11-20'],
    reviewOn: ['2027-02-01'],
    at: ['2026-11-20T10:00:00Z', '2026-01-01T00:00:00+01:00', '2019-05-05T05:05:05Z'],
    country: ['US', 'FR'],
    wording: ['v1'],
    source: ['form', 'staff'],
    route: ['email', 'phone'],
    limit: [1, 5, 50],
    column: ['email', 'phone'],
  };
}

/** Whole requests that are right, for operations that chance would rarely get right: the form as it is declared, a list of lines. */
export function triesOf(
  policy: Policy,
  {
    today,
    key,
    leaver,
    request,
    people,
  }: Record<'today' | 'key' | 'leaver' | 'request', string> & { people: readonly string[] },
): Record<string, readonly Try[]> {
  const points = (kind: string) =>
    Object.entries(policy.collection).flatMap(([point, declared]) => (declared.kind === kind ? [point] : []));
  const filled = (point: string, tag: string) =>
    Object.fromEntries(
      Object.keys(policy.collection[point]?.fields ?? {}).flatMap((field) => {
        const kind = kindOf(policy, field);
        const mark = tag === SECRET ? SECRET_MESSAGE : tag;
        return kind === 'file' ? [] : [[field, plausible(kind, field, { tag, mark, today })] as const];
      }),
    );
  const at = (kind: string, more: Omit<Try, 'path'> = {}) =>
    points(kind).map((point) => ({ path: { point }, ...more }));
  const officers = Object.keys(policy.organisation.officers);
  const marketing = Object.keys(policy.purposes).filter(
    (name) => policy.purposes[name]?.kind === 'marketing',
  );
  return {
    submit: Object.keys(policy.collection).flatMap((point) => [
      {
        path: { point },
        body: {
          fields: filled(point, 'ada'),
          notice: policy.hash,
          consents: policy.collection[point]?.asks ?? [],
        },
      },
    ]),
    checkSupplier: points('import').map((point) => ({ body: supplier(point, today) })),
    importRows: at('import', {
      body: {
        supplier: SUPPLIER,
        evidence: 'seen',
        format: 'rows',
        rows: [filled(points('import')[0] ?? '', 'bo')],
      },
    }),
    listRecords: Object.keys(policy.collection).map((point) => ({ query: { point } })),
    callRoll: at('visitor-book', { body: { reason: 'fire' } }),
    surveyResults: at('survey'),
    takeCall: points('phone').map((point) => ({
      body: { point, beganAt: `${today}T10:00:00Z`, announced: true, recording: null },
    })),
    openSession: at('remote-session'),
    askForFootage: at('camera'),
    screen: marketing.map((purpose) => ({
      query: { purpose, channel: 'email' },
      body: 'email\r\nada@people.example\r\nnobody@people.example\r\n',
    })),
    tellPreference: [{ body: { identity: ADA, kind: 'subscriber', value: 'company', source: 'form' } }],
    approveCampaign: marketing.map((purpose) => ({
      body: {
        purpose,
        approvedBy: policy.purposes[purpose]?.['approved-by'] ?? officers[0],
        promotes: 'what we offer this winter',
        relevance: 'they asked us to tell them when there is something new',
        topic: policy.purposes[purpose]?.topics?.[0] ?? null,
        similar: policy.purposes[purpose]?.['soft-opt-in'] ? 'it is like the service that they bought' : null,
      },
    })),
    showCampaignNeeds: marketing.map((purpose) => ({ query: { purpose } })),
    makeList: marketing.flatMap((purpose) => {
      const recipient = policy.purposes[purpose]?.platform;
      return recipient ? [{ body: { kind: 'handover', purpose, recipient, to: 'everyone' } }] : [];
    }),
    findPerson: [{ body: { identities: [ADA] } }],
    tellEvents: Object.values(policy.messages).map(({ on }) => ({ body: { kind: on, identity: BO } })),
    stampExport: marketing.flatMap((purpose) => {
      const recipient = policy.purposes[purpose]?.platform;
      return recipient ? [{ body: { purpose, recipient, people: 20 } }] : [];
    }),
    placeHold: [
      {
        body: {
          kind: 'legal-claim',
          because: 'a claim of theirs',
          owner: officers[0],
          reviewOn: '2027-02-01',
          identities: [ADA],
        },
      },
    ],
    importCallList: [{ body: { asOf: today, numbers: ['01632 960961'] } }],
    showMessage: Object.keys(policy.messages).map((message) => ({
      body: { message, identity: BO, how: 'phone' },
    })),
    decideRequest: [{ path: { id: request }, body: { outcome: 'identified' } }],
    ...Object.fromEntries(
      ['planRequest', 'showPlan', 'approvePlan', 'fetchPackage'].map((one) => [
        one,
        [{ path: { id: request } }],
      ]),
    ),
    inviteStaff: [{ body: { email: 'joiner@people.example', role: 'auditor' } }],
    rotateKey: [{ path: { id: key } }],
    revokeKey: [{ path: { id: key } }],
    removeStaff: [{ path: { id: leaver } }],
    sendMessage: Object.keys(policy.messages).map((message) => ({
      body: {
        message,
        identity: ADA,
        subject: 'About your question',
        text: 'Here is what you asked for.',
      },
    })),
    attest: Object.entries(policy.attestations).map(([name, { by }]) => ({
      body: { name, role: by, signedOn: today, evidence: 'the paper of that day' },
    })),
    tellPermission: marketing.map((purpose) => ({
      body: { identity: ADA, purpose, state: 'granted', wording: 'v1', source: 'form' },
    })),
    putCallList: [
      { path: { list: 'tps' }, query: { asOf: today }, body: 'number\r\n01632 960961\r\n01632 960962\r\n' },
    ],
    disclose: Object.entries(policy.recipients).flatMap(([recipient, declared]) =>
      (declared.for ?? []).map((purpose) => ({
        body: { recipient, purpose, data: declared.receives ?? [] },
      })),
    ),
    registerMedium: [{ body: { label: 'disk 7', serial: 'S-7', kind: 'disk' } }],
    enterDestruction: Object.keys(policy.recipients).map((destroyer) => ({
      body: {
        number: 'C-1',
        destroyer,
        method: 'shredded',
        document: policy.hash,
        serials: ['S-7', 'S-8'],
      },
    })),
    showPromise: compile(policy).promises.map(({ id }) => ({ path: { id } })),
    mergePeople: [{ path: { id: people[0] ?? '' }, body: { with: people[1] } }],
    unmergePeople: [{ path: { id: people[0] ?? '' }, body: { with: people[1] } }],
    addToThread: [{ path: { id: request }, body: { words: 'They called about it.' } }],
    listOthers: [{ path: { id: request } }],
    listRequests: [{ query: {} }],
    listEntries: [{ query: {} }],
    showTimeline: [{ query: {} }],
  };
}

const ADA = { kind: 'email', value: 'ada@people.example' };
const BO = { kind: 'email', value: 'bo@people.example' };

export const SUPPLIER = 'Acme Lists';
export const supplier = (point: string, today: string) => ({
  point,
  name: SUPPLIER,
  evidence: 'their notice, read',
  checkedOn: today,
});
