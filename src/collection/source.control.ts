import { broken, control, entriesOf, kept, nothingYet } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { type CollectionPoint, isAnonymous, isForm } from './kinds.rules.ts';
import { newestAt, said } from './looking.ts';
import { post, preparePosting } from './posting.ts';

/** Every record says who supplied it, by which way, when, and under which notice. */
export const intakeSource = control<CollectionPoint, Policy>({
  id: 'intake.source',
  applies: (point, { path }) =>
    path.startsWith('collection.') &&
    !isAnonymous(point) &&
    !['telemetry', 'camera', 'remote-session'].includes(point.kind) &&
    Object.keys(point.fields).length > 0 &&
    (point.stores !== 'nowhere' || point.from !== 'the-person'),

  async state(live, { name, declared }) {
    const [found] = await live.rows<{ records: number; without: number; unnamed: number }>(
      `select (select count(*)::int from record r where r.point = $1) as records,
              (select count(*)::int from record r where r.point = $1
                 and not exists (select 1 from record_source s where s.person_id = r.person_id and s.record_id = r.id)) as without,
              (select count(*)::int from record r where r.point = $1
                 and exists (select 1 from record_source s where s.person_id = r.person_id and s.record_id = r.id and s.third and not s.proven)) as unnamed`,
      [name],
    );
    const entries = await entriesOf(
      live,
      declared.stores === 'nowhere' ? 'collection.relayed' : 'collection.received',
      {
        field: 'point',
        is: name,
      },
    );
    if (declared.stores === 'nowhere')
      return entries.length > 0
        ? kept({ because: 'What came in was taken from a named source, and not kept.', entries })
        : nothingYet('Nothing has come in here yet.');
    if (!found || found.records === 0) return nothingYet('Nothing has come in here yet.');
    const figures = { ...found };
    if (found.without > 0)
      return broken({ because: 'Some records do not say where they came from.', figures, entries });
    if (found.unnamed > 0 && declared.source?.evidence)
      return broken({ because: 'Some records came from others without evidence.', figures, entries });
    return kept({ because: 'Every record says where it came from.', figures, entries });
  },

  async prove(twin, bound) {
    const { name, declared } = bound;
    const { scene } = twin;
    const posting = await scene.given(`what "${name}" takes, and from whom`, () =>
      preparePosting(twin, bound, 'source'),
    );
    const taken = await scene.when('something comes in there', () => post(twin, name, declared, posting));
    await scene.then('it is taken', () => taken.taken, true);
    if (declared.stores !== 'nowhere') {
      const record = await scene.when('staff look where the record came from', () => newestAt(twin, name));
      await scene.then(
        'it names the way, who supplied it, the moment, and the notice that was shown',
        () => [record?.sources.map(({ how, who, at }) => [how, sayWho(who), at]), record?.notice],
        [[[declared.kind, expectedWho(declared, posting.fields), twin.now()]], posting.notice],
      );
    }
    if (declared.from === 'a-third-party' && !isForm(declared)) {
      const nobody = await scene.when('the same comes in and nobody is named as its source', () =>
        post(twin, name, declared, { ...posting, source: null }),
      );
      await scene.then('it is refused', () => said(nobody), [422, 'collection.no-source']);
    }
  },
});

const sayWho = (who: string): string => (who === 'the-person' ? 'the person' : 'somebody else');

/** As the declaration has it: where others supply, it was others; an application says at its form how it came. */
const expectedWho = (point: CollectionPoint, fields: Readonly<Record<string, string>>): string => {
  if (point.from === 'a-third-party') return 'somebody else';
  return point.from === 'both' && point.kind === 'application' && fields.route
    ? 'somebody else'
    : 'the person';
};
