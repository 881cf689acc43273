import { broken, control, entriesOf, kept, nothingYet } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import type { CollectionPoint } from './kinds.rules.ts';
import { count, said } from './looking.ts';

/** Calls are recorded after an announcement, all of them where that is promised, and heard for the declared purposes only. */
export const callRecording = control<CollectionPoint, Policy>({
  id: 'calls.recording',
  applies: (point, { path }) =>
    path.startsWith('collection.') && point.kind === 'phone' && point.recording !== undefined,

  async state(live, { name, declared }) {
    const { recording } = declared;
    const [found] = await live.rows<{
      calls: number;
      recorded: number;
      declined: number;
      gaps: number;
      silent: number;
      heard: number;
      other: number;
    }>(
      `select count(*)::int as calls, count(recording)::int as recorded, count(*) filter (where declined)::int as declined,
              count(*) filter (where recording is null and not declined)::int as gaps,
              count(*) filter (where recording is not null and not announced)::int as silent,
              (select count(*)::int from call_listening l join phone_call c on c.person_id = l.person_id and c.id = l.call_id where c.point = $1) as heard,
              (select count(*)::int from call_listening l join phone_call c on c.person_id = l.person_id and c.id = l.call_id
               where c.point = $1 and not l.purpose = any($2)) as other
       from phone_call where point = $1`,
      [name, recording?.['only-for'] ?? []],
    );
    const entries = await entriesOf(live, 'call.listed', { field: 'point', is: name });
    if (!found || found.calls === 0) return nothingYet('No call was listed yet.');
    const figures = { ...found };
    if (found.silent > 0 && recording?.announced)
      return broken({ because: 'Calls were recorded without the announcement.', figures, entries });
    if (found.other > 0)
      return broken({ because: 'Somebody listened for another purpose.', figures, entries });
    if (found.gaps > 0 && recording?.coverage === 'all')
      return broken({ because: 'Some calls have no recording, and all of them should.', figures, entries });
    return kept({
      because: 'Calls and recordings agree, and each listening is written down.',
      figures,
      entries,
    });
  },

  async prove(twin, { name, declared, policy, path }) {
    const { scene } = twin;
    const purposes = declared.recording?.['only-for'] ?? [];
    const list = (call: Record<string, unknown>) =>
      twin.call('POST', '/api/calls', { point: name, beganAt: twin.now(), announced: true, ...call });
    if (declared.recording?.announced) {
      const silent = await scene.when('the telephone system lists a recording without the announcement', () =>
        list({ announced: false, recording: 'rec-1' }),
      );
      await scene.then('it is not taken', () => said(silent), [422, 'call.not-announced']);
    }
    const recorded = await scene.when('it lists one with it', () => list({ recording: 'rec-2' }));
    await scene.then('that is taken', () => recorded.status, 201);
    const unwilling = await scene.when('it lists a call of somebody who did not want to be recorded', () =>
      list({ declined: true }),
    );
    await scene.then('and that, without a recording', () => unwilling.status, 201);
    await scene.then('the board says that it is kept', () => twin.stateOf('calls.recording', path), 'kept');
    const listen = (purpose: string) =>
      twin.call('POST', `/api/calls/${String(recorded.json.id)}/listenings`, { purpose });
    const other = Object.keys(policy.purposes).find((one) => !purposes.includes(one)) ?? 'marketing';
    const curious = await scene.when(`somebody wants to listen for "${other}"`, () => listen(other));
    await scene.then('they may not', () => said(curious), [403, 'call.other-purpose']);
    const heard = await scene.when(`somebody listens for "${purposes[0]}"`, () => listen(purposes[0] ?? ''));
    await scene.then(
      'they may, and it is written down who and for what',
      async () => [
        heard.status,
        await twin.rows('select purpose, by_whom is not null as who from call_listening'),
      ],
      [201, [{ purpose: purposes[0], who: true }]],
    );
    await scene.then(
      'the refusal is in the ledger too',
      () => count(twin, "evidence_entry where kind = 'call.listening-refused'"),
      1,
    );
    if (declared.recording?.coverage !== 'all') return;
    await scene.when('a call comes that is not recorded', () => list({}));
    await scene.then(
      'the board says broken: not all are recorded',
      () => twin.stateOf('calls.recording', path),
      'broken',
    );
  },
});
