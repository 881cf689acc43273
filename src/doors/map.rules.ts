import { addDays, type Day } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';

/** How an agreement with a recipient stands on a day. */
export const AGREEMENT_STATES = ['in-date', 'ends-soon', 'ended', 'none', 'not-needed'] as const;
export type AgreementState = (typeof AGREEMENT_STATES)[number];

export type MapNode = {
  id: string;
  name: string;
  says: string;
  kind: 'people' | 'point' | 'system' | 'recipient';
  /** What kind of point or system, or which role of a recipient. */
  form: string | null;
  where: string[];
  data: string[];
  agreement: { state: AgreementState; until: Day | null } | null;
};

export type DataMap = { nodes: MapNode[]; edges: { from: string; to: string }[] };

/** So many days before its end an agreement is renewed, or it is too late to. */
const SOON = 60;
/** What Kept stores under a point's own name. */
const OWN = 'system:kept';

/** People, points of collection, systems and recipients, and what leads from one to the next: as the policy declares them. */
export function mapOf(policy: Policy, today: Day): DataMap {
  const edges = new Map<string, { from: string; to: string }>();
  const link = (from: string, to: string) => edges.set(`${from} ${to}`, { from, to });
  let ownStore = false;
  for (const [name, point] of Object.entries(policy.collection)) {
    const people = point.people ?? point.purposes.flatMap((one) => policy.purposes[one]?.people ?? []);
    for (const one of people) link(`people:${one}`, `point:${name}`);
    const systems = point.systems ?? [point.stores ?? name].filter((one) => one !== 'nowhere');
    for (const one of systems) {
      const known = Object.hasOwn(policy.systems, one);
      ownStore ||= !known;
      link(`point:${name}`, known ? `system:${one}` : OWN);
    }
  }
  for (const [name, recipient] of Object.entries(policy.recipients))
    for (const system of Object.keys(policy.systems))
      if (reaches(policy, system, name, recipient)) link(`system:${system}`, `recipient:${name}`);
  return { nodes: nodesOf(policy, today, ownStore), edges: [...edges.values()] };
}

type Recipient = Policy['recipients'][string];

/** Somebody runs the system, or takes of what is in it what a purpose that uses both is declared to give them. */
function reaches(policy: Policy, system: string, name: string, recipient: Recipient): boolean {
  const declared = policy.systems[system];
  if (declared?.run === name) return true;
  const holds = declared?.holds ?? [];
  return (
    (recipient.receives ?? []).some((one) => holds.includes(one)) &&
    (recipient.for ?? []).some((one) => policy.purposes[one]?.systems?.includes(system))
  );
}

function nodesOf(policy: Policy, today: Day, ownStore: boolean): MapNode[] {
  const plain = { form: null, where: [], data: [], agreement: null };
  const said = (name: string) => name.replaceAll('-', ' ');
  const people = Object.entries(policy.people).map(
    ([name, one]): MapNode => ({
      ...plain,
      id: `people:${name}`,
      name: said(name),
      says: one.says,
      kind: 'people',
    }),
  );
  const points = Object.entries(policy.collection).map(
    ([name, one]): MapNode => ({
      ...plain,
      id: `point:${name}`,
      name: said(name),
      says: one.says ?? said(name),
      kind: 'point',
      form: one.stores === 'nowhere' ? `${one.kind}, keeps nothing` : one.kind,
      data: Object.keys(one.fields),
    }),
  );
  const systems = Object.entries(policy.systems).map(
    ([name, one]): MapNode => ({
      ...plain,
      id: `system:${name}`,
      name: said(name),
      says: one.says ?? said(name),
      kind: 'system',
      form: one.kind,
      where: one.where ?? [],
      data: one.holds ?? [],
    }),
  );
  const own: MapNode = {
    ...plain,
    id: OWN,
    name: 'Kept',
    says: 'what Kept stores itself',
    kind: 'system',
    form: 'hosted',
  };
  const recipients = Object.entries(policy.recipients).map(
    ([name, one]): MapNode => ({
      id: `recipient:${name}`,
      name: one.name ?? said(name),
      says: one.says ?? said(name),
      kind: 'recipient',
      form: one.role,
      where: one.where ?? [],
      data: one.receives ?? [],
      agreement: agreementOf(one, today),
    }),
  );
  return [...people, ...points, ...systems, ...(ownStore ? [own] : []), ...recipients];
}

/** A processor needs a contract (Art 28(3)), joint controllers an arrangement (Art 26(1)); others may have one. */
function agreementOf({ role, agreement }: Recipient, today: Day): MapNode['agreement'] {
  const until = (agreement?.expires ?? null) as Day | null;
  const needed = role === 'processor' || role === 'joint-controller';
  if (!agreement) return { state: needed ? 'none' : 'not-needed', until };
  if (until === null || until > addDays(today, SOON)) return { state: 'in-date', until };
  return { state: until < today ? 'ended' : 'ends-soon', until };
}
