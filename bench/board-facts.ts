/*
 * What the bench and the plan test of the board share: the facts of some years, for every declaration of a policy, written by
 * set-based SQL and not through the doors: half a minute for a million people instead of days. As the doors would have left
 * them, all is as promised. Nothing is sealed and no signature holds: these rows are there to be counted.
 */
import type { Policy } from '../src/policy/index.ts';
import type { House } from '../src/procedures/index.ts';

const AT_ONCE = 100_000;

type Fill = { from: number; to: number; now: string };

/** An id of the n-th person, or of the n-th thing of a kind: the same every time, so that rows can meet. */
const idOf = (kind: number, n: string): string =>
  `('${kind.toString(16).padStart(8, '0')}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const person = idOf(1, 'n');
const SEALED = `'\\x${'ab'.repeat(60)}'::bytea`;
const ago = (days: string): string => `($3::timestamptz - (${days}) * interval '1 day')`;

/** Fills the store of a house with that many people and what happened to them. */
export async function fillWithFacts(house: House, policy: Policy, people: number): Promise<void> {
  const { store } = house;
  const now = house.clock.now();
  const statements = statementsFor(policy);
  for (let from = 0; from < people; from += AT_ONCE) {
    const fill: Fill = { from, to: Math.min(from + AT_ONCE, people) - 1, now };
    for (const sql of statements) await store.rows(sql, [fill.from, fill.to, fill.now]);
  }
  await store.rows('vacuum analyze');
}

/** A ledger entry for each row of a query that answers `n`, a moment and a body. Its id begins with its moment, as the ledger's own do. */
const entries = (kind: string, code: number, query: string): string =>
  `insert into evidence_entry (id, at, kind, actor, body, salt, commitment, promise, leaf)
   select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7${code.toString(16).padStart(3, '0')}8' || lpad(to_hex(n), 15, '0'))::uuid,
     at, '${kind}', 'bench', body::text,
     ${SEALED}, ${SEALED}, ${SEALED}, null from (${query}) said where $3::timestamptz is not null`;

function statementsFor(policy: Policy): string[] {
  const all = 'generate_series($1::bigint, $2::bigint) n';
  const statements = [
    `insert into person (id, made_at) select ${person}, ${ago('900')} from ${all}`,
    `insert into identity (hash, person_id, kind, sealed, added_at)
     select decode(md5(n::text), 'hex'), ${person}, 'email', ${SEALED}, ${ago('900')} from ${all}`,
  ];
  let code = 16;
  const next = () => {
    code += 1;
    return code;
  };
  for (const [name, purpose] of Object.entries(policy.purposes)) {
    const mailing = purpose.kind === 'marketing' && (purpose.channels ?? ['email']).includes('email');
    const share = mailing ? 2 : 20;
    if (mailing || purpose.basis === 'consent')
      statements.push(...said(name, mailing ? 'email' : 'use', next(), next(), next(), share));
    if (mailing) statements.push(...mailed(policy, name, next(), next(), next()));
    else
      statements.push(
        `insert into decision (person_id, id, act, purpose, verdict, code, facts, policy, decided_at, asked)
         select ${person}, ${idOf(next(), 'n')}, 'use', '${name}', 'allow', 'use.allowed', '{"spoken": [{"state": "granted"}]}', '${policy.hash}',
           ${ago('n % 700')}, '{"data": []}' from ${all} where n % 20 = 0`,
      );
  }
  const points = Object.entries(policy.collection).filter(
    ([, point]) => point.stores !== 'nowhere' && Object.keys(point.fields).length > 0,
  );
  for (const [at, [name, point]] of points.entries()) {
    const here = `n % ${points.length} = ${at}`;
    const [records, sources, told] = [next(), next(), next()];
    statements.push(
      `insert into record (person_id, id, point, stored_as, sealed, notice_version, stored_at)
       select ${person}, ${idOf(records, 'n')}, '${name}', '${point.stores}', ${SEALED}, '${policy.hash}', ${ago('n % 60')} from ${all} where ${here}`,
      `insert into record_source (person_id, id, record_id, how, third, proven, route, sealed, given_at)
       select ${person}, ${idOf(sources, 'n')}, ${idOf(records, 'n')}, '${point.kind}', false, true, 'direct', ${SEALED}, ${ago('n % 60')} from ${all} where ${here}`,
      entries(
        'collection.received',
        told,
        `select n, ${ago('n % 60')} as at, jsonb_build_object('point', '${name}', 'fields', '${JSON.stringify(Object.keys(point.fields))}'::jsonb) as body from ${all} where ${here}`,
      ),
    );
  }
  for (const recipient of Object.keys(policy.recipients).slice(0, 20))
    statements.push(
      `insert into disclosure (id, recipient, data, people, verdict, code, asked_at)
       select ${idOf(next(), 'n')}, '${recipient}', array['contact-details'], 1, 'allow', 'share.listed', ${ago('n % 700')} from ${all} where n % 50 = 0`,
    );
  for (const [name, message] of Object.entries(policy.messages)) {
    if (message.kind !== 'owed' || !message.on) continue;
    const [happened, owed] = [next(), next()];
    statements.push(
      `insert into event (person_id, id, kind, at, recorded_at)
       select ${person}, ${idOf(happened, 'n')}, '${message.on}', ${ago('n % 300')}, ${ago('n % 300')} from ${all} where n % 10 = 0`,
      `insert into message_duty (person_id, id, message, event, opened_at, due_at, evidenced_at, evidence)
       select ${person}, ${idOf(owed, 'n')}, '${name}', ${idOf(happened, 'n')}, ${ago('n % 300')}, ${ago('n % 300 - 1')}, ${ago('n % 300')}, 'mail:x' from ${all} where n % 10 = 0`,
    );
  }
  return [...statements, ...asked(next)];
}

/** Yeses, and one in ten taken back: each with its entry. */
function said(
  purpose: string,
  channel: string,
  yes: number,
  no: number,
  told: number,
  share: number,
): string[] {
  const all = 'generate_series($1::bigint, $2::bigint) n';
  const row = (id: number, state: string, days: string, where: string) =>
    `insert into permission (person_id, id, purpose, channel, state, wording, source, at, recorded_at)
     select ${person}, ${idOf(id, 'n')}, '${purpose}', '${channel}', '${state}', 'words-2026', 'form', ${ago(days)}, ${ago(days)} from ${all} where ${where}`;
  return [
    row(yes, 'granted', 'n % 700 + 60', `n % ${share} = 0`),
    row(no, 'withdrawn', 'n % 50', `n % ${share * 10} = 0`),
    entries(
      'permission.granted',
      told,
      `select n, ${ago('n % 700 + 60')} as at, jsonb_build_object('purpose', '${purpose}', 'permission', ${idOf(yes, 'n')}) as body from ${all} where n % ${share} = 0`,
    ),
    entries(
      'permission.withdrawn',
      told + 1_000,
      `select n, ${ago('n % 50')} as at, jsonb_build_object('purpose', '${purpose}', 'permission', ${idOf(no, 'n')}) as body from ${all} where n % ${share * 10} = 0`,
    ),
  ];
}

/** A mail to each of half the people, with its decision and its entry. */
function mailed(policy: Policy, purpose: string, mail: number, decided: number, told: number): string[] {
  const all = 'generate_series($1::bigint, $2::bigint) n';
  const sent = ago('n % 300 + 55');
  return [
    `insert into outbox (person_id, id, class, purpose, channel, state, queued_at, settled_at)
     select ${person}, ${idOf(mail, 'n')}, 'marketing', '${purpose}', 'email', 'sent', ${sent}, ${sent} from ${all} where n % 2 = 0`,
    `insert into decision (person_id, id, act, purpose, channel, verdict, code, facts, policy, decided_at, asked)
     select ${person}, ${idOf(decided, 'n')}, 'send', '${purpose}', 'email', 'allow', 'send.consent', '{"spoken": [{"state": "granted"}]}', '${policy.hash}', ${sent}, '{}' from ${all} where n % 2 = 0`,
    entries(
      'mail.sent',
      told,
      `select n, ${sent} as at, jsonb_build_object('purpose', '${purpose}', 'class', 'marketing', 'unsubscribe', true, 'tracked', false) as body from ${all} where n % 2 = 0`,
    ),
  ];
}

/** Requests of every kind, answered in time. */
function asked(next: () => number): string[] {
  const all = 'generate_series($1::bigint, $2::bigint) n';
  const kinds = [
    'access',
    'erasure',
    'rectification',
    'objection',
    'restriction',
    'portability',
    'complaint',
  ];
  return kinds.flatMap((kind) => {
    const [request, received, told, ran] = [next(), next(), next(), next()];
    const event = (id: number, what: string, facts = '{}') =>
      `insert into request_event (person_id, id, request_id, kind, on_day, recorded_at, actor, facts)
       select ${person}, ${idOf(id, 'n')}, ${idOf(request, 'n')}, '${what}', ${ago('n % 300 + 20')}::date, ${ago('n % 300 + 20')}, 'bench', '${facts}' from ${all} where n % 500 = 0`;
    return [
      `insert into request (person_id, id, kind, route, received_on, due_on, opened_at, answered_on, outcome, owner, proven_on)
       select ${person}, ${idOf(request, 'n')}, '${kind}', 'web', ${ago('n % 300 + 40')}::date, ${ago('n % 300 + 10')}::date, ${ago('n % 300 + 40')}, ${ago('n % 300 + 20')}::date,
         'done', 'privacy-lead', ${ago('n % 300 + 40')}::date from ${all} where n % 500 = 0`,
      event(received, 'received'),
      event(told, 'told', '{"template": "outcome"}'),
      event(ran, 'ran'),
    ];
  });
}
