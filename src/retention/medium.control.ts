import { addDays, addPeriod } from '../base/index.ts';
import {
  type Answer,
  atRisk,
  type Bound,
  broken,
  control,
  entriesOf,
  expectOk,
  kept,
  nothingYet,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { certificateWithin, mediaRules } from './medium.rules.ts';

type MediaBound = Pick<Bound<unknown, Policy>, 'path' | 'name' | 'policy'>;

/** The rules for media that a declaration is about: itself, or those whose destroyer it is. */
const rulesOf = ({ path, name, policy }: MediaBound): string[] =>
  path.startsWith('recipients.')
    ? mediaRules(policy, name)
    : mediaRules(policy).filter((rule) => rule === name);

/** How many days before a certificate is overdue somebody should ask for it. */
const NEAR = 3;

/** A medium ends with the certificate of the destroyer that its rule names; one that is late, or fits nothing, shows. */
export const mediaCertified = control<unknown, Policy>({
  id: 'dispose.certificate',
  applies: (_declared, bound) => rulesOf(bound).length > 0,

  async state(live, bound) {
    const rules = rulesOf(bound);
    const { retention } = bound.policy;
    const destroyers = rules.flatMap((rule) => retention[rule]?.['held-by'] ?? []);
    const [found] = await live.rows<{
      registered: number;
      destroyed: number;
      late: number;
      near: number;
      waiting: number;
      elsewhere: number;
    }>(
      `select count(*)::int as registered, count(*) filter (where closed_at is not null)::int as destroyed,
         count(*) filter (where closed_at is null and due < $1::date)::int as late,
         count(*) filter (where closed_at is null and due between $1::date and $1::date + ${NEAR})::int as near,
         count(*) filter (where closed_at is null and retired_on is not null)::int as waiting,
         count(*) filter (where handed_to <> destroyer_named)::int as elsewhere
       from (select m.closed_at, m.retired_on, m.handed_to, r.destroyer_named,
           case when m.handed_on is not null then (m.handed_on + r.within)::date
             when m.retired_on is not null then (m.retired_on + r.keep)::date end as due
         from medium m join unnest($2::text[], $3::text[], $4::interval[], $5::interval[])
           as r (rule, destroyer_named, within, keep) using (rule)) m`,
      [
        live.today,
        rules,
        rules.map((rule) => retention[rule]?.['held-by'] ?? null),
        rules.map((rule) => certificateWithin(retention[rule])),
        rules.map((rule) => {
          const keep = retention[rule]?.keep;
          return keep === undefined || keep === 'while' ? null : keep;
        }),
      ],
    );
    const [strange] = await live.rows<{ unmatched: number; old: number }>(
      `select count(*)::int as unmatched,
         count(*) filter (where (d.entered_at + r.within)::date < $1::date)::int as old
       from destruction_item i join destruction d on d.id = i.destruction
       join unnest($2::text[], $3::interval[]) as r (destroyer, within) using (destroyer)
       where i.medium is null and i.settled_at is null`,
      [live.today, destroyers, rules.map((rule) => certificateWithin(retention[rule]))],
    );
    const figures = { ...found, ...strange };
    if (!found || !strange || found.registered + strange.unmatched === 0)
      return nothingYet('No disk, tape or box of paper is registered yet.');
    const entries = await entriesOf(live, 'media.destroyed');
    const wrong = [
      found.elsewhere > 0 && `${found.elsewhere} went to somebody else than the destroyer that is named.`,
      found.late > 0 && `${found.late} wait past their day for the destroyer or for a certificate.`,
      strange.old > 0 && `${strange.old} numbers on certificates are none of ours, and nobody has said why.`,
    ].filter((one) => one !== false);
    if (wrong.length > 0) return broken({ because: wrong.join(' '), figures, entries });
    if (strange.unmatched + found.near > 0)
      return atRisk({
        because:
          strange.unmatched > 0
            ? `${strange.unmatched} numbers on certificates are none of ours: somebody has to say why.`
            : `${found.near} wait for the destroyer or for a certificate, and their day is near.`,
        figures,
        entries,
      });
    return kept({
      because: `${found.destroyed} of ${found.registered} are destroyed, each by a certificate; ${found.waiting} are on their way.`,
      figures,
      entries,
    });
  },

  async prove(twin, bound) {
    const { scene } = twin;
    const { policy, path } = bound;
    const [rule = ''] = rulesOf(bound);
    const destroyer = policy.retention[rule]?.['held-by'] ?? '';
    const post = (to: string, body: unknown): Promise<Answer> =>
      twin.call('POST', `/api/retention/${to}`, body);
    const media = await scene.given(
      'a disk and a box of paper are registered, and taken out of use',
      async () => {
        const ids: string[] = [];
        for (const [serial, kind] of [
          ['HD-10', 'disk'],
          ['BOX-3', 'paper'],
        ]) {
          const made = await post('media', { label: `asset ${serial}`, serial, kind, rule });
          expectOk(made);
          ids.push(String(made.json.id));
          expectOk(await post(`media/${made.json.id}/retirement`, {}));
        }
        return ids;
      },
    );
    const stateOf = async (serial: string) => {
      const { json } = await twin.call('GET', '/api/retention/media');
      return (json.media as { serial: string; state: string }[]).find((one) => one.serial === serial)?.state;
    };
    await scene.then(
      'nobody but the destroyer that is named can be given them',
      async () => {
        const other = Object.keys(policy.recipients).find((name) => name !== destroyer) ?? 'scrap-merchant';
        return (await post('handovers', { media, to: other })).status;
      },
      403,
    );
    await scene.when('they are handed to that destroyer', async () =>
      expectOk(await post('handovers', { media, to: destroyer })),
    );
    const handed = twin.today();
    const certificate = (number: string, serials: string[]) =>
      post('destructions', {
        number,
        destroyer,
        method: 'shredded to P-4',
        document: number.padStart(64, '0'),
        serials,
      });
    const first = await scene.when(
      'a certificate comes for the box, and for a disk that is none of ours',
      async () => {
        const came = await certificate('1001', ['BOX-3', 'HD-01']);
        expectOk(came);
        return String(came.json.id);
      },
    );
    await scene.then('the box is closed by it', () => stateOf('BOX-3'), 'destroyed');
    await scene.then('the disk is not', () => stateOf('HD-10'), 'handed-over');
    await scene.then('the number that is none of ours waits for somebody to say why', async () => {
      const { json } = await twin.call('GET', '/api/retention/destructions');
      return (json.destructions as { unmatched: string[] }[]).flatMap(({ unmatched }) => unmatched);
    }, ['HD-01']);
    const within = policy.retention[rule]?.['certificate-within'] ?? 'P14D';
    const due = addPeriod(handed, within);
    await scene.when(`the last day for a certificate comes, ${due}`, () => twin.travelTo(due));
    await scene.then('it is not red yet', () => twin.stateOf('dispose.certificate', path), 'at-risk');
    await scene.when('the day after comes', () => twin.travelTo(addDays(due, 1)));
    await scene.then('the promise is red', () => twin.stateOf('dispose.certificate', path), 'broken');
    await scene.when('the right certificate comes, and the misprint of the first is explained', async () => {
      expectOk(await certificate('1002', ['HD-10']));
      expectOk(
        await post(`destructions/${first}/numbers`, {
          serial: 'HD-01',
          because: 'a misprint of theirs for HD-10',
        }),
      );
    });
    await scene.then('the disk is closed', () => stateOf('HD-10'), 'destroyed');
    await scene.then('the promise is kept', () => twin.stateOf('dispose.certificate', path), 'kept');
  },
});
