import { type Bound, broken, expectOk, type Live, type State, type Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Guarded, guardsOf, NOT_FOR_THIS } from './guarded.rules.ts';
import type { CollectionPoint } from './kinds.rules.ts';
import { newestAt } from './looking.ts';
import { type Posting, post } from './posting.ts';

type Here = Bound<CollectionPoint, Policy>;

/** The guards whose field comes in here, with what else is said that opens it. */
const guardsAt = ({ declared, policy }: Here): (Guarded & { asks: string; open: string })[] =>
  guardsOf(policy, Object.keys(declared.fields)).flatMap((guard) => {
    const [said] = Object.entries(guard.unless).filter(([field]) => Object.hasOwn(declared.fields, field));
    return said ? [{ ...guard, asks: said[0], open: said[1] }] : [];
  });

/** Hidden from whoever looks for anything else, there for whom it is meant; what is said to be open is open. */
export async function guardsField(twin: Twin, bound: Here, sent: Posting): Promise<void> {
  const { scene } = twin;
  for (const { field, asks, open, for: purposes } of guardsAt(bound)) {
    const value = sent.fields[field] ?? '';
    const sends = async (kind: string) =>
      expectOk(
        await post(twin, bound.name, bound.declared, { ...sent, fields: { ...sent.fields, [asks]: kind } }),
      );
    const seen = async (purpose?: string) => {
      const { id } = (await newestAt(twin, bound.name)) ?? {};
      const look = { reason: 'proving-a-promise', ...(purpose && { for: purpose }) };
      const { json } = expectOk(await twin.call('POST', `/api/records/${id}/look`, look));
      const fields = json.fields as Record<string, string>;
      return [fields[asks], fields[field]];
    };
    const shut = `not ${open}`;
    await scene.when(`it is sent with a "${field}" that is "${shut}"`, () => sends(shut));
    await scene.then('that stands in the record, and whoever looks at it does not see where', seen, [
      shut,
      NOT_FOR_THIS,
    ]);
    for (const other of Object.keys(bound.policy.purposes).filter((one) => !purposes.includes(one)))
      await scene.then(`nor who looks for "${other}"`, async () => (await seen(other))[1], NOT_FOR_THIS);
    for (const purpose of purposes)
      await scene.then(`who looks for "${purpose}" does`, async () => (await seen(purpose))[1], value);
    await scene.when(`it is sent with one that is "${open}"`, () => sends(open));
    await scene.then('everybody who works with the record sees it', seen, [open, value]);
  }
}

/** A guarded field that was shown to somebody who looked for something else; null: none was. */
export async function shownToOthers(live: Live, bound: Here): Promise<State | null> {
  for (const { field, for: purposes } of guardsAt(bound)) {
    const [found] = await live.rows<{ seen: number }>(
      `select count(*)::int as seen from evidence_entry where kind = 'record.looked-at' and body::jsonb ->> 'point' = $1
         and body::jsonb -> 'seen' ? $2 and not coalesce(body::jsonb ->> 'for', '') = any($3)`,
      [bound.name, field, purposes],
    );
    if ((found?.seen ?? 0) > 0)
      return broken({
        because: `${found?.seen} times "${field}" was shown to somebody whom it is hidden from.`,
        figures: { shown: found?.seen ?? 0 },
      });
  }
  return null;
}
