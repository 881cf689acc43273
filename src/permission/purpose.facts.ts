import type { Live } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { restsOnYes, toldAt } from './acts.ts';

/** What a version of the policy asked of a use: the data it named, whether it rested on a yes, and its conditions. */
type Conditions = {
  data: readonly string[];
  yes: boolean;
  /** Whether people say somewhere how they want to be reached for it. */
  reached: boolean;
  terms: {
    kinds: readonly string[] | Readonly<Record<string, readonly string[]>> | null;
    after: readonly string[];
    roles: readonly string[] | null;
    cites: boolean;
    cases: readonly string[] | null;
    every: string | null;
    assigned: boolean;
    upTo: boolean;
    /** Points at which an open session stands for its case. */
    sessions: readonly string[];
  } | null;
};

/** The versions of the policy that were in force within the last year; one that this release cannot read says nothing. */
async function versionsOf<Said extends object>(
  live: Live,
  say: (policy: Policy) => Said,
): Promise<(Said & { hash: string })[]> {
  const versions = await live.rows<{ hash: string }>(
    `select hash from policy_version where in_force_at is not null
       and (replaced_at is null or replaced_at > $1::timestamptz - interval '1 year')`,
    [live.now],
  );
  const said: (Said & { hash: string })[] = [];
  for (const { hash } of versions) {
    const policy = (await live.policyOf(hash)) as Policy | null;
    if (policy) said.push({ hash, ...say(policy) });
  }
  return said;
}

/** The conditions of a purpose under each version. */
export const conditionsUnder = (live: Live, name: string): Promise<(Conditions & { hash: string })[]> =>
  versionsOf(live, (policy) => conditionsOf(policy, name));

/** Of which purposes each version told people at a collection point. */
export const toldUnder = (live: Live, name: string): Promise<{ hash: string; told: string[] }[]> =>
  versionsOf(live, ({ collection }) => {
    const point = Object.hasOwn(collection, name) ? collection[name] : undefined;
    return { told: point ? toldAt(point) : [] };
  });

/** What each version forbade by that name, beside the data that its purposes could use: what is not said counts as all of it. */
export const forbiddenUnder = (live: Live, name: string): Promise<object[]> =>
  versionsOf(live, ({ prohibitions, purposes }) => {
    const declared = Object.hasOwn(prohibitions, name) ? prohibitions[name] : undefined;
    const { data, purposes: named, collection, recipients, people, except } = declared ?? {};
    return {
      stood: declared !== undefined,
      names: [data, named, collection, recipients, people].some((one) => one !== undefined),
      data: data ?? null,
      purposes: named ?? null,
      collection: collection ?? null,
      recipients: recipients ?? null,
      people: people ?? null,
      except: except?.purposes ?? [],
      spared: except?.recipients ?? [],
      register: Object.fromEntries(Object.entries(purposes).map(([one, used]) => [one, used.data])),
    };
  });

/** A point at which people say how they want to be reached for the purpose. */
export const reachedAt = (policy: Pick<Policy, 'collection'>, purpose: string): string | undefined =>
  Object.entries(policy.collection).find(
    ([, point]) => point['reached-by'] !== undefined && point.purposes.includes(purpose),
  )?.[0];

function conditionsOf(policy: Policy, name: string): Conditions {
  const purpose = Object.hasOwn(policy.purposes, name) ? policy.purposes[name] : undefined;
  // What a version did not declare it allowed nothing for.
  if (!purpose) return { data: [], yes: true, reached: false, terms: null };
  const { data, only } = purpose;
  const reached = reachedAt(policy, name) !== undefined;
  if (!only) return { data, yes: restsOnYes(purpose), reached, terms: null };
  const { citing } = only;
  return {
    data,
    yes: restsOnYes(purpose),
    reached,
    terms: {
      kinds: only.while ?? (only.after ? [] : null),
      after: only.after ?? [],
      roles: only.by ?? null,
      cites: citing !== undefined,
      cases: citing?.case ?? null,
      every: citing?.['reviewed-every'] ?? null,
      assigned: citing?.assigned ?? false,
      upTo: only['up-to'] !== undefined,
      sessions: Object.entries(policy.collection).flatMap(([point, { kind, 'case-bound': bound }]) =>
        kind === 'remote-session' && bound ? [point] : [],
      ),
    },
  };
}

/** Whom a question about nobody in particular is kept under: each person is asked about when it comes to them. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Uses of a purpose ($1) in the year before $6, each under the conditions of its version ($2), by the clock of $5: how many were
 * allowed and refused, and of those allowed how many against what that version says. $3: the acts counted; $4: those that use data.
 */
export const USED = `
  with version as (
    select v.*, v.terms -> 'kinds' as kinds, v.terms -> 'roles' as roles, v.terms -> 'cases' as cases, v.terms ->> 'every' as every
    from jsonb_to_recordset($2::jsonb) as v(hash text, data jsonb, yes boolean, reached boolean, terms jsonb)),
  asked as (
    select d.verdict, d.act = any ($4::text[]) as uses, d.act, d.person_id, d.asked, d.facts, d.channel, v.data, v.yes, v.reached, v.terms, v.roles, v.cases, v.every,
      case jsonb_typeof(v.kinds) when 'array' then v.kinds when 'object' then v.kinds -> (d.asked ->> 'topic') end as kinds,
      jsonb_typeof(v.kinds) in ('array', 'object') and not (d.act = 'share' and d.person_id = '${NOBODY}') as bounded,
      (d.decided_at at time zone $5)::date as day, d.facts -> 'case' as cited,
      d.act = 'send' or coalesce(v.terms -> 'sessions' ? (d.asked ->> 'collection'), false) as unclaimed
    from decision d join version v on v.hash = d.policy
    where d.act = any ($3::text[]) and d.purpose = $1 and d.decided_at > $6::timestamptz - interval '1 year')
  select count(*) filter (where verdict = 'allow' and uses)::int as allowed,
    count(*) filter (where verdict <> 'allow' and uses)::int as refused,
    count(*) filter (where verdict = 'allow' and uses and exists (
      select 1 from jsonb_array_elements_text(coalesce(asked -> 'data', '[]')) one where not data ? one))::int as beyond,
    count(*) filter (where verdict = 'allow' and uses and yes and not exists (
      select 1 from jsonb_array_elements(coalesce(facts -> 'spoken', '[]')) s where s ->> 'state' in ('granted', 'confirmed')))::int as unasked,
    count(*) filter (where verdict = 'allow' and terms is not null and (
      (bounded and not coalesce(facts -> 'active' ?| array(select jsonb_array_elements_text(terms -> 'after')), false) and not exists (select 1 from jsonb_array_elements(coalesce(facts -> 'relationships', '[]')) r
        where coalesce(kinds ? (r ->> 'kind'), false) and (r ->> 'began_on')::date <= day
          and coalesce((r ->> 'ended_on')::date > day, true)))
      or (terms ->> 'upTo')::boolean and act <> 'send' and not (act = 'share' and person_id = '${NOBODY}')
        and not coalesce((asked ->> 'amount')::numeric <= (facts -> 'preferences' ->> ('agreed:' || $1))::numeric, false)
      or not unclaimed and (
        roles <> 'null' and not roles ? coalesce(asked ->> 'by', '')
        or (terms ->> 'cites')::boolean and coalesce(asked ->> 'citing', '') = ''
        or cases <> 'null' and (cited is null or cited ->> 'closed_at' is not null or not cases ? (cited ->> 'point')
          or coalesce(day > ((coalesce(cited ->> 'reviewed_at', cited ->> 'opened_at')::timestamptz at time zone $5)::date
            + every::interval)::date, false)
          or (terms ->> 'assigned')::boolean and not coalesce(cited -> 'staff' ? (asked ->> 'agent'), false)))))::int as outside,
    count(*) filter (where verdict = 'allow' and act = 'send' and reached
      and facts -> 'preferences' ->> ('channel:' || $1) not in (channel, 'any'))::int as elsewhere
  from asked`;

/**
 * Acts that a prohibition of $1 is about ($4) in the year before $3, each under the prohibition of its version ($2): how many were asked, refused for it,
 * and let through against it. One that names nothing forbids what its register does not declare; to profile it forbids wholly.
 */
export const FORBIDDEN = `
  with version as (
    select * from jsonb_to_recordset($2::jsonb) as v(
      hash text, stood boolean, names boolean, data jsonb, purposes jsonb, collection jsonb, recipients jsonb, people jsonb,
      "except" jsonb, spared jsonb, register jsonb)),
  asked as (
    select d.verdict, d.code, v.names or $1 = 'profile' as named,
      not v.register ? d.purpose or not coalesce(v.register -> d.purpose @> (d.asked -> 'data'), true) as undeclared,
      (v.data is null or exists (
        select 1 from jsonb_array_elements_text(coalesce(d.asked -> 'data', v.register -> d.purpose, '[]')) one where v.data ? one))
      and (v.purposes is null or v.purposes ? d.purpose)
      and (v.collection is null or coalesce(v.collection ? (d.asked ->> 'collection'), false))
      and (v.recipients is null or v.recipients ? d.recipient)
      and (v.people is null or coalesce(v.people ?| array(select jsonb_array_elements_text(d.asked -> 'people')), false))
      and not v."except" ? d.purpose and not coalesce(v.spared ? d.recipient, false) and d.asked -> 'exception' is null
      -- Whoever opened their session to us let us in.
      and not (d.act = 'access' and coalesce(
        (d.facts -> 'preferences' ->> ('session:' || (d.asked ->> 'collection')))::timestamptz > d.decided_at, false)) as meets
    from decision d join version v on v.hash = d.policy and v.stood
    where d.act = any ($4::text[]) and d.decided_at > $3::timestamptz - interval '1 year')
  select count(*)::int as asked,
    count(*) filter (where code like '%.prohibited' or not named and verdict <> 'allow')::int as refused,
    count(*) filter (where verdict = 'allow' and case when named then meets else undeclared end)::int as through
  from asked`;
