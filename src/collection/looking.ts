import type { Answer, Bound, Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import type { CollectionPoint } from './kinds.rules.ts';

/** A declaration of a policy that a control of this room may be bound to. */
export type Declared = Bound<unknown, Policy>;
export type Point = { name: string; declared: CollectionPoint; policy: Policy };

/** The collection point that a declaration is, or speaks of (`collection:`); null where it is another kind or none. */
export function pointOf({ path, name, policy }: Declared, kind?: CollectionPoint['kind']): Point | null {
  const named = path.startsWith('collection.') ? [name] : spokenOf(path, name, policy);
  for (const one of named) {
    const declared = policy.collection[one];
    if (declared && (!kind || declared.kind === kind)) return { name: one, declared, policy };
  }
  return null;
}

function spokenOf(path: string, name: string, policy: Policy): string[] {
  if (path.startsWith('retention.')) return policy.retention[name]?.collection ?? [];
  if (path.startsWith('prohibitions.')) return policy.prohibitions[name]?.collection ?? [];
  if (path.startsWith('publications.')) return [policy.publications[name]?.collection ?? ''];
  return [];
}

export type Looked = {
  id: string;
  fields: Record<string, string>;
  apart: { field: string; kind: string; category: string | null; text: string }[];
  files: { id: string; name: string; type: string; fenced: boolean }[];
  sources: { how: string; who: string; evidence: string | null; route: string | null; at: string }[];
  notice: string;
};

/** The newest record of a point, as staff see it; null where nothing came in. */
export async function newestAt(twin: Pick<Twin, 'call'>, point: string): Promise<Looked | null> {
  const list = await twin.call('GET', `/api/records?point=${point}&limit=1`);
  const [newest] = Array.isArray(list.json.items) ? (list.json.items as { id: string }[]) : [];
  return newest ? lookAt(twin, newest.id) : null;
}

export const lookAt = async (twin: Pick<Twin, 'call'>, id: string): Promise<Looked> =>
  (await twin.call('POST', `/api/records/${id}/look`, { reason: 'proving-a-promise' }))
    .json as unknown as Looked;

/** What a door said, short: the status and the code of a refusal. */
export const said = ({ status, json }: Answer): [number, unknown] => [status, json.code ?? null];

export const count = async (twin: Pick<Twin, 'rows'>, from: string): Promise<number> =>
  (await twin.rows<{ n: number }>(`select count(*)::int as n from ${from}`))[0]?.n ?? -1;
