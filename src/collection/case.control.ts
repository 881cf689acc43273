import { atRisk, broken, control, entriesOf, kept, nothingYet } from '../controls/index.ts';
import { kindOf, type Policy } from '../policy/index.ts';
import type { CollectionPoint } from './kinds.rules.ts';
import { count, lookAt, said } from './looking.ts';
import { readableAside, setsAside } from './masking.proof.ts';
import { preparePosting } from './posting.ts';

/** Files that are sent with a case belong to it alone, and go with it. */
export const caseFiles = control<CollectionPoint, Policy>({
  id: 'intake.casefiles',
  applies: (point, { path }) =>
    path.startsWith('collection.') && point.kind === 'support-case' && point['case-bound'],

  async state(live, bound) {
    const { name, policy } = bound;
    const [found] = await live.rows<{
      open: number;
      closed: number;
      files: number;
      loose: number;
      chunks: number;
      stay: number;
    }>(
      `select count(*) filter (where closed_at is null)::int as open, count(*) filter (where closed_at is not null)::int as closed,
              (select count(*)::int from record_file f join record r on r.person_id = f.person_id and r.id = f.record_id where r.point = $1) as files,
              (select count(*)::int from record r where r.point = $1 and not exists (
                 select 1 from support_case c where c.person_id = r.person_id and c.id = r.id)) as loose,
              (select count(*)::int from record_chunk c where not exists (
                 select 1 from record_file f where f.person_id = c.person_id and f.id = c.file_id)) as chunks,
              count(*) filter (where closed_at < $2::timestamptz - $3::interval - interval '7 days')::int as stay
       from support_case where point = $1`,
      [name, live.now, keptAfterClosing(policy, name)],
    );
    const entries = await entriesOf(live, 'case.purged', { field: 'point', is: name });
    if (!found || found.open + found.closed + found.loose === 0) return nothingYet('No case was opened yet.');
    const figures = { open: found.open, closed: found.closed, files: found.files };
    if (found.loose > 0 || found.chunks > 0)
      return broken({ because: 'Something that was sent with a case is bound to none.', figures, entries });
    const open = await readableAside(live, bound);
    if (open) return open;
    if (found.stay > 0)
      return atRisk({
        because: `${found.stay} closed cases are still there a week after their time: a hold or a request may keep them, and nothing else should.`,
        figures: { ...figures, stay: found.stay },
        entries,
      });
    return kept({
      because: 'Every file is bound to its case, and those of closed ones go in time.',
      figures,
      entries,
    });
  },

  async prove(twin, bound) {
    const { name, declared, policy } = bound;
    const { scene } = twin;
    const fields = Object.keys(declared.fields);
    const field =
      fields.find((one) => kindOf(policy, one) === 'file') ??
      fields.find((one) => /file|attachment|screenshot|log|sample/.test(one)) ??
      fields.at(-1) ??
      '';
    const canary = 'case-canary-4711';
    const open = async (tag: string) => {
      const { [field]: _, ...rest } = (await preparePosting(twin, bound, tag)).fields;
      const { notice } = await preparePosting(twin, bound, tag);
      return twin.call('POST', `/api/collection/${name}`, {
        fields: rest,
        notice,
        files: [
          {
            field,
            name: `${canary}.txt`,
            content: Buffer.from(`what happened: ${canary}`).toString('base64'),
          },
        ],
      });
    };
    const opened = await scene.when('somebody reports a problem, with a file', () => open('first'));
    await scene.then('a case is open', () => [opened.status, typeof opened.json.record], [201, 'string']);
    const mine = String(opened.json.record);
    const other = await scene.given('another case of the same person', () => open('first'));
    const theirs = String(other.json.record);
    const seen = await lookAt(twin, mine);
    await scene.then('the file is bound to it', () => seen.files.map((file) => file.name), [`${canary}.txt`]);
    const read = (record: string) =>
      twin.call('POST', `/api/records/${record}/files/${seen.files[0]?.id}/look`, {
        reason: 'mending-a-fault',
      });
    await scene.then(
      'whoever works on the case can read it',
      async () => Buffer.from(String((await read(mine)).json.content), 'base64').toString('utf8'),
      `what happened: ${canary}`,
    );
    await scene.then('through another case nobody can', async () => said(await read(theirs)), [
      404,
      'record.not-found',
    ]);
    await scene.then('it is stored sealed', () => twin.searchEverywhere(canary), []);
    const early = await scene.when('somebody wants to remove the case while it is open', () =>
      twin.call('POST', `/api/cases/${mine}/purge`, {}),
    );
    await scene.then('that is refused', () => said(early), [409, 'case.open']);
    await scene.when('the case is closed, and removed', async () => {
      await twin.call('POST', `/api/cases/${mine}/close`, {});
      await twin.call('POST', `/api/cases/${mine}/purge`, {});
    });
    await scene.then(
      'its record, file and every piece of that are gone',
      () =>
        Promise.all([
          count(twin, `record where id = '${mine}'`),
          count(twin, `record_file where record_id = '${mine}'`),
          count(twin, `record_chunk where file_id = '${seen.files[0]?.id}'`),
        ]),
      [0, 0, 0],
    );
    await scene.then(
      'the other case has its own',
      () => count(twin, `record_file where record_id = '${theirs}'`),
      1,
    );
    const program = await scene.when('somebody sends a program that calls itself a text', async () => {
      const { fields: all, notice } = await preparePosting(twin, bound, 'third');
      const { [field]: _, ...rest } = all;
      return twin.call('POST', `/api/collection/${name}`, {
        fields: rest,
        notice,
        files: [
          {
            field,
            name: 'readme.txt',
            content: Buffer.from('<html><script>alert(1)</script>').toString('base64'),
          },
        ],
      });
    });
    await scene.then('it is not taken', () => said(program), [415, 'collection.file-type']);
    await setsAside(twin, bound, await preparePosting(twin, bound, 'fourth'));
  },
});

/** How long what belongs to a case may stay when it is closed, by the rule that counts from there; null: no rule does. */
function keptAfterClosing({ retention }: Policy, point: string): string | null {
  const keep = Object.values(retention).find(
    ({ collection, from }) =>
      collection?.includes(point) && typeof from === 'string' && from.endsWith('-closed'),
  )?.keep;
  return keep === undefined || keep === 'while' ? null : keep;
}
