import { type Day, Refused } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { type CollectionPoint, pageOf } from './kinds.rules.ts';

/** Who may supply data of somebody: the first two know them, the others deal in data or lay it open. */
export const SUPPLIERS = ['person', 'organisation', 'seller', 'database', 'public-register'] as const;

/** Who supplied what came in, where that is not the person. */
export type Source = {
  /** A name or a register: the organiser, Companies House, a colleague. Kept sealed, for it may name a person. */
  who: string;
  /** Asked for where the policy says from which kinds nothing comes in. */
  kind?: (typeof SUPPLIERS)[number] | undefined;
  /** Why it may be passed on, as the policy asks for it. */
  evidence?: string | undefined;
  /** How an application came: by themselves, through an agency, from a platform. */
  route?: 'direct' | 'agency' | 'platform' | undefined;
  bought?: boolean | undefined;
  /** Person by person: the wording that was agreed to, when, and whom it named. */
  consentProof?: { wording: string; on: string; covers: string } | undefined;
};

/**
 * Whether data may come in from there. Codes: collection.no-source, .no-evidence, .bought-list, .no-consent-proof,
 * .not-from-there, .source-prohibited, .source-kind-unsaid.
 */
export function checkSource(
  policy: Policy,
  name: string,
  point: CollectionPoint,
  source: Source | null,
): void {
  if (source && isElsewhere(source)) checkKind(closedTo(policy, name), name, source);
  if (point.from === 'the-person') {
    if (source && source.route !== 'direct' && isElsewhere(source))
      throw new Refused(
        'collection.not-from-there',
        `"${name}" takes only what people say of themselves; ${source.bought ? 'a bought list' : 'what others supply'} does not come in here.`,
      );
    return;
  }
  if (!source) {
    if (point.from === 'both') return;
    throw new Refused(
      'collection.no-source',
      `"${name}" takes what others supply, and nobody was named. Say who supplied it ("source": { "who": … }).`,
    );
  }
  if (source.bought) checkBought(name, point, source);
  if (point.source?.evidence && !source.evidence?.trim() && isElsewhere(source))
    throw new Refused(
      'collection.no-evidence',
      `"${name}" takes it only with evidence: ${point.source.evidence}.`,
    );
}

/**
 * Who supplied it, as the form itself tells: an application says whether it came through an agency, and a form that is made for
 * what others supply has one kind of supplier. Null: nobody said, and it is the person.
 */
export function sourceOf(
  point: CollectionPoint,
  { fields, source }: { fields: Readonly<Record<string, string>>; source?: Source | null | undefined },
  today: Day,
): Source | null {
  if (source) return source;
  const route = fields.route?.trim();
  if (point.kind === 'application' && route && point.from !== 'the-person') {
    if (/^(direct(ly)?|myself|own)\b/i.test(route)) return { who: 'the-person', route: 'direct' };
    const who = fields['agency-name']?.trim() || route;
    const platform = /platform|board|linkedin|indeed/i.test(route);
    return {
      who,
      kind: 'organisation',
      evidence: `${who}, ${today}`,
      route: platform ? 'platform' : 'agency',
    };
  }
  if (point.from === 'a-third-party' && pageOf(point) === 'form' && point.source)
    return {
      who: point.source.who,
      kind: 'person',
      evidence: point.source.evidence ?? `said at the form, ${today}`,
    };
  return null;
}

/** From somebody else than the person themselves. */
export const isElsewhere = (source: Source | null | undefined): boolean =>
  source !== null &&
  source !== undefined &&
  source.route !== 'direct' &&
  (source.bought === true || source.route !== undefined || source.who !== 'the-person');

/** The kinds of suppliers from whom, as the policy promises, nothing comes in at this point. */
export const closedTo = ({ prohibitions }: Policy, point: string): string[] =>
  Object.values(prohibitions).flatMap(({ act, sources = [], collection }) =>
    act === 'collect' && (!collection || collection.includes(point)) ? sources : [],
  );

function checkKind(closed: readonly string[], name: string, { kind }: Source): void {
  if (closed.length === 0) return;
  if (kind === undefined)
    throw new Refused(
      'collection.source-kind-unsaid',
      `The policy says from whom nothing comes in (${closed.join(', ')}). Say what kind of supplier this is ("kind": ${SUPPLIERS.join(', ')}).`,
    );
  if (closed.includes(kind))
    throw new Refused(
      'collection.source-prohibited',
      `The policy says that nothing comes in from a ${kind.replaceAll('-', ' ')}. "${name}" took nothing.`,
    );
}

function checkBought(name: string, point: CollectionPoint, { consentProof }: Source): void {
  if (point.source?.lists !== 'with-consent-proof')
    throw new Refused('collection.bought-list', `"${name}" takes no bought lists.`);
  if (
    !consentProof?.wording.trim() ||
    !consentProof.covers.trim() ||
    !/^\d{4}-\d\d-\d\d$/.test(consentProof.on)
  )
    throw new Refused(
      'collection.no-consent-proof',
      `"${name}" takes a name from a bought list only with proof of that person's consent: the wording, the day and whom it covered.`,
    );
}
