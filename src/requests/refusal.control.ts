import { broken, control, entriesOf, kept, nothingYet } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { decides, entered, lettersTo, waysToComplain } from './acts.ts';
import { factsOf, REQUEST_KINDS, type RequestKind } from './kind.rules.ts';

type Right = NonNullable<Policy['rights']['access']>;

/** A ground that can refuse each kind of request, and one that cannot; kinds that are never refused are not here. */
const GROUNDS: Partial<Record<RequestKind, { allows: Record<string, unknown>; reachesNot: string }>> = {
  access: { allows: { ground: 'E4' }, reachesNot: 'data-is-accurate' },
  portability: { allows: { ground: 'right-does-not-apply' }, reachesNot: 'E4' },
  rectification: { allows: { ground: 'data-is-accurate' }, reachesNot: 'E4' },
  erasure: { allows: { ground: 'erasure-exception', exception: 'legal-claims' }, reachesNot: 'E9' },
  restriction: { allows: { ground: 'no-ground-to-restrict' }, reachesNot: 'E4' },
  objection: { allows: { ground: 'compelling-grounds' }, reachesNot: 'E10' },
};

const kindAt = (path: string, name: string): RequestKind | null =>
  path.startsWith('rights.') ? (REQUEST_KINDS.find((kind) => kind === name) ?? null) : null;

/** Every no names what allows it, with its reasons and the ways to complain, in time and in a register. */
export const rightsRefusal = control<Right, Policy>({
  id: 'rights.refusal',
  applies: (_right, { path, name }) => {
    const kind = kindAt(path, name);
    return kind !== null && GROUNDS[kind] !== undefined;
  },

  async state(live, { name }) {
    const [found] = await live.rows<{
      refused: number;
      bare: number;
      untold: number;
      late: number;
      stale: number;
    }>(
      `select count(*)::int as refused, count(*) filter (where not f.carries @> array['reasons', 'complaint-to-regulator', 'court'])::int as bare,
         count(*) filter (where f.told is null or f.sealed is null)::int as untold,
         count(*) filter (where f.decided_on > f.due_on)::int as late,
         count(*) filter (where f.test_again_on < $2::date)::int as stale
       from refusal f join request r on r.id = f.request_id where r.kind = $1`,
      [name, live.today],
    );
    const [unregistered] = await live.rows<{ n: number }>(
      `select count(*)::int as n from request r where r.kind = $1 and r.outcome = 'refused'
         and not exists (select 1 from refusal f where f.request_id = r.id)`,
      [name],
    );
    if (!found || found.refused + (unregistered?.n ?? 0) === 0)
      return nothingYet('Nothing of this kind has been refused yet.');
    const figures = { ...found, unregistered: unregistered?.n ?? 0 };
    if (figures.unregistered > 0)
      return broken({
        because: `${figures.unregistered} were refused without being in the register.`,
        figures,
      });
    if (found.bare + found.untold > 0)
      return broken({
        because: `${found.bare + found.untold} were refused without reasons or without the ways to complain.`,
        figures,
      });
    if (found.late > 0) return broken({ because: `${found.late} were refused after the last day.`, figures });
    if (found.stale > 0)
      return broken({
        because: `${found.stale} rest on a prejudice that was to be looked at again.`,
        figures,
      });
    return kept({
      because: `All ${found.refused} were told in time, with reasons and the ways to complain.`,
      figures,
      entries: await entriesOf(live, 'request.refused', { field: 'kind', is: name }),
    });
  },

  async prove(twin, { path, name, policy }) {
    const kind = kindAt(path, name) ?? 'access';
    const { allows, reachesNot } = GROUNDS[kind] ?? {
      allows: { ground: 'E4' },
      reachesNot: 'data-is-accurate',
    };
    const { scene } = twin;
    const { id } = await scene.given(`somebody asks ${factsOf(kind).says}`, () => entered(twin, kind, 'ada'));
    const refusals = async () =>
      (await twin.rows('select 1 from refusal where request_id::text = $1', [id])).length;
    await scene.when('somebody refuses without a reason', () =>
      decides(twin, id, { outcome: 'refuse', ...allows, reasoning: ' ' }),
    );
    await scene.then('that is no refusal', refusals, 0);
    await scene.when(`somebody refuses by a ground that does not reach this right (${reachesNot})`, () =>
      decides(twin, id, { outcome: 'refuse', ground: reachesNot, reasoning: 'we would rather not' }),
    );
    await scene.then('nor is that', refusals, 0);
    const reasoning = 'Our lawyers advised us on this very dispute.';
    await scene.when('it is refused with a ground that allows it, and the reason', () =>
      decides(twin, id, { outcome: 'refuse', ...allows, reasoning }),
    );
    await scene.then('it is in the register', refusals, 1);
    const ways = waysToComplain(policy, twin.today());
    const letter = (await lettersTo(twin, 'ada')).at(-1)?.text ?? '';
    await scene.then(
      'the person has the reason, every way to complain that the law gives them, and the way to a court',
      () => [reasoning, ...ways, 'court'].filter((said) => letter.includes(said)),
      [reasoning, ...ways, 'court'],
    );
    await scene.then(
      'by the last day for an answer',
      async () => {
        const [told] = await twin.rows<{ timely: boolean }>(
          'select decided_on <= due_on as timely from refusal where request_id::text = $1',
          [id],
        );
        return told?.timely;
      },
      true,
    );
  },
});
