import type { Live } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { restsOnYes } from './acts.ts';

/** What a version of the policy asked of a use: the data it named, whether it rested on a yes, and its conditions. */
type Conditions = {
  hash: string;
  data: readonly string[];
  yes: boolean;
  only: {
    kinds: readonly string[] | Readonly<Record<string, readonly string[]>> | null;
    after: readonly string[];
    roles: readonly string[] | null;
    cites: boolean;
    cases: readonly string[] | null;
    every: string | null;
    assigned: boolean;
    /** Points at which an open session stands for its case. */
    sessions: readonly string[];
  } | null;
};

/** The conditions of a purpose under each version of the last year; a version that this release cannot read says nothing. */
export async function conditionsUnder(live: Live, name: string): Promise<Conditions[]> {
  const versions = await live.rows<{ hash: string }>(
    `select hash from policy_version where in_force_at is not null
       and (replaced_at is null or replaced_at > $1::timestamptz - interval '1 year')`,
    [live.now],
  );
  const conditions: Conditions[] = [];
  for (const { hash } of versions) {
    const policy = (await live.policyOf(hash)) as Policy | null;
    if (policy) conditions.push({ hash, ...conditionsOf(policy, name) });
  }
  return conditions;
}

function conditionsOf(policy: Policy, name: string): Omit<Conditions, 'hash'> {
  const purpose = Object.hasOwn(policy.purposes, name) ? policy.purposes[name] : undefined;
  // What a version did not declare it allowed nothing for.
  if (!purpose) return { data: [], yes: true, only: null };
  const { data, only } = purpose;
  if (!only) return { data, yes: restsOnYes(purpose), only: null };
  const { citing } = only;
  return {
    data,
    yes: restsOnYes(purpose),
    only: {
      kinds: only.while ?? (only.after ? [] : null),
      after: only.after ?? [],
      roles: only.by ?? null,
      cites: citing !== undefined,
      cases: citing?.case ?? null,
      every: citing?.['reviewed-every'] ?? null,
      assigned: citing?.assigned ?? false,
      sessions: Object.entries(policy.collection).flatMap(([point, { kind, 'case-bound': bound }]) =>
        kind === 'remote-session' && bound ? [point] : [],
      ),
    },
  };
}

/**
 * Uses of a purpose ($1) in the year before $6, each under the conditions of its version ($2), by the clock of $5: how many were
 * allowed and refused, and of those allowed how many against what that version says. $3: the acts counted; $4: those that use data.
 */
export const USED = `
  with version as (
    select v.*, v.only -> 'kinds' as kinds, v.only -> 'roles' as roles, v.only -> 'cases' as cases, v.only ->> 'every' as every
    from jsonb_to_recordset($2::jsonb) as v(hash text, data jsonb, yes boolean, only jsonb)),
  asked as (
    select d.verdict, d.act = any ($4::text[]) as uses, d.act, d.asked, d.facts, v.data, v.yes, v.only, v.roles, v.cases, v.every,
      case jsonb_typeof(v.kinds) when 'array' then v.kinds when 'object' then v.kinds -> (d.asked ->> 'topic') end as kinds,
      jsonb_typeof(v.kinds) in ('array', 'object') as bounded,
      (d.decided_at at time zone $5)::date as day, d.facts -> 'case' as cited,
      d.act = 'send' or coalesce(v.only -> 'sessions' ? (d.asked ->> 'collection'), false) as unclaimed
    from decision d join version v on v.hash = d.policy
    where d.act = any ($3::text[]) and d.purpose = $1 and d.decided_at > $6::timestamptz - interval '1 year')
  select count(*) filter (where verdict = 'allow' and uses)::int as allowed,
    count(*) filter (where verdict <> 'allow' and uses)::int as refused,
    count(*) filter (where verdict = 'allow' and uses and exists (
      select 1 from jsonb_array_elements_text(coalesce(asked -> 'data', '[]')) one where not data ? one))::int as beyond,
    count(*) filter (where verdict = 'allow' and uses and yes and not exists (
      select 1 from jsonb_array_elements(coalesce(facts -> 'spoken', '[]')) s where s ->> 'state' in ('granted', 'confirmed')))::int as unasked,
    count(*) filter (where verdict = 'allow' and only <> 'null' and (
      (bounded and not coalesce(facts -> 'active' ?| array(select jsonb_array_elements_text(only -> 'after')), false) and not exists (select 1 from jsonb_array_elements(coalesce(facts -> 'relationships', '[]')) r
        where coalesce(kinds ? (r ->> 'kind'), false) and (r ->> 'began_on')::date <= day
          and coalesce((r ->> 'ended_on')::date > day, true)))
      or not unclaimed and (
        roles <> 'null' and not roles ? coalesce(asked ->> 'by', '')
        or (only ->> 'cites')::boolean and coalesce(asked ->> 'citing', '') = ''
        or cases <> 'null' and (cited is null or cited ->> 'closed_at' is not null or not cases ? (cited ->> 'point')
          or coalesce(day > ((coalesce(cited ->> 'reviewed_at', cited ->> 'opened_at')::timestamptz at time zone $5)::date
            + every::interval)::date, false)
          or (only ->> 'assigned')::boolean and not coalesce(cited -> 'staff' ? (asked ->> 'agent'), false)))))::int as outside
  from asked`;
