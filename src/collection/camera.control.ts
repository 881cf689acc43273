import { addDays, addPeriod, type Day } from '../base/index.ts';
import {
  attested,
  broken,
  control,
  entriesOf,
  kept,
  type Live,
  nothingYet,
  type State,
  signatureCounts,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { count, type Declared, pointOf } from './looking.ts';

/** Cameras of somebody else: a sign to whom to ask, a log of what was asked, and the interval confirmed in writing. */
export const cameraSignpost = control<unknown, Policy>({
  id: 'premises.cctv',
  applies: (_, bound) =>
    (bound.path.startsWith('collection.') && pointOf(bound, 'camera') !== null) ||
    overwriting(bound) !== null,

  async state(live, bound) {
    const attestation = overwriting(bound);
    if (attestation) return overwriteState(live, bound, attestation);
    const [found] = await live.rows<{ asked: number; passed: number; wrong: number; stored: number }>(
      `select count(*)::int as asked, count(*) filter (where answer = 'passed-on')::int as passed,
              count(*) filter (where answer = 'passed-on' and (because = 'other' or asker = 'other'
                or because = 'incident' and asker = 'person'))::int as wrong,
              (select count(*)::int from record where point = $1) as stored
       from camera_request where point = $1`,
      [bound.name],
    );
    const entries = await entriesOf(live, 'camera.asked', { field: 'point', is: bound.name });
    const figures = { asked: found?.asked ?? 0, passedOn: found?.passed ?? 0 };
    if ((found?.stored ?? 0) > 0)
      return broken({ because: 'Pictures of somebody else’s cameras are stored with us.', figures, entries });
    if ((found?.wrong ?? 0) > 0)
      return broken({ because: 'Pictures were asked for without an incident.', figures, entries });
    if (figures.asked === 0) return nothingYet('Nobody has asked for pictures yet.');
    return kept({
      because: 'Requests for pictures were logged, and passed on only for an incident.',
      figures,
      entries,
    });
  },

  async prove(twin, bound) {
    const { scene } = twin;
    const attestation = overwriting(bound);
    if (attestation) {
      const declared = bound.policy.attestations[attestation];
      const evidence = 'letter of this proof';
      const sign = (signedOn: Day, shown: string) =>
        twin.call('POST', '/api/attestations', {
          name: attestation,
          role: declared?.by,
          signedOn,
          evidence: shown,
        });
      const signed = await scene.when('the interval is confirmed in writing, and somebody signs for it', () =>
        sign(twin.today(), evidence),
      );
      await scene.then(
        'it counts',
        async () => [signed.status, await twin.stateOf('premises.cctv', bound.path)],
        [201, 'attested'],
      );
      const due = addPeriod(twin.today(), declared?.every ?? 'P1Y');
      await scene.when(`nobody asks again by ${due}`, () => twin.travelTo(addDays(due, 1)));
      await scene.then('the board says broken', () => twin.stateOf('premises.cctv', bound.path), 'broken');
      return;
    }
    const point = pointOf(bound, 'camera');
    if (!point) return;
    const { name, declared, policy } = point;
    const controller = policy.recipients[declared['controlled-by'] ?? ''];
    const page = await scene.when(`somebody opens /forms/${name}`, () => twin.visit(`/forms/${name}`));
    await scene.then(
      'it says who runs the cameras and whom to ask, and takes nothing',
      () => [
        page.status,
        page.text.includes(controller?.name ?? '?'),
        page.text.includes(controller?.contact ?? '?'),
        /<textarea|<input/.test(page.text),
      ],
      [200, true, true, false],
    );
    const ask = (asker: string, because: string) =>
      twin.call('POST', `/api/cameras/${name}/requests`, { asker, because });
    const police = await scene.when('the police ask after an incident', () => ask('police', 'incident'));
    await scene.then('they are told whom to ask', () => [police.json.answer, police.json.contact], [
      'passed-on',
      controller?.contact ?? null,
    ]);
    const own = await scene.when('somebody asks for their own picture', () => ask('person', 'own-picture'));
    await scene.then('so are they', () => own.json.answer, 'passed-on');
    const watching = await scene.when('somebody wants to watch others', () => ask('other', 'other'));
    await scene.then('that is refused', () => watching.json.answer, 'refused');
    const staff = await scene.when('a private person wants pictures of an incident', () =>
      ask('person', 'incident'),
    );
    await scene.then('that is refused too', () => staff.json.answer, 'refused');
    await scene.then('each of it is logged, without who asked', () => count(twin, 'camera_request'), 4);
    await scene.then('no picture is stored with us', () => count(twin, 'record'), 0);
  },
});

/** The attestation by which a retention rule has the overwriting confirmed; null for every other declaration. */
function overwriting({ path, name, policy }: Declared): string | null {
  const rule = path.startsWith('retention.') ? policy.retention[name] : undefined;
  const cameras = rule?.collection?.some((point) => policy.collection[point]?.kind === 'camera') ?? false;
  return rule?.then === 'overwrite' && cameras ? (rule.attested ?? null) : null;
}

async function overwriteState(live: Live, { policy }: Declared, name: string): Promise<State> {
  const [last] = await live.rows<{ signed_on: Day }>(
    `select signed_on from attestation where name = $1 and ${signatureCounts('$2')} order by signed_on desc limit 1`,
    [name, live.today],
  );
  const entries = await entriesOf(live, 'attestation.signed', { field: 'attestation', is: name });
  const every = policy.attestations[name]?.every ?? 'P1Y';
  const due = addPeriod(last?.signed_on ?? live.inForceSince, every);
  if (live.today > due)
    return broken({
      because: 'Nobody has had it confirmed in time after how long the pictures are overwritten.',
      figures: { due },
      entries,
    });
  if (!last) return nothingYet('Nobody has had the interval confirmed yet.');
  return attested({ because: `The interval was confirmed on ${last.signed_on}.`, figures: { due }, entries });
}
