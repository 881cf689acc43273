import { asksGate, broken, control, entriesOf, kept, nothingYet, says } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { type CollectionPoint, kindsOf } from './kinds.rules.ts';
import { lookAt, newestAt, said } from './looking.ts';
import { sensitivePurposes } from './parts.rules.ts';
import { type Posting, preparePosting } from './posting.ts';

type Here = { path: string };
const isApplication = (point: CollectionPoint, { path }: Here): boolean =>
  path.startsWith('collection.') && point.kind === 'application';

/** An application file says how it came and under which notice, and is used for choosing, not for selling. */
export const applicantFile = control<CollectionPoint, Policy>({
  id: 'hr.applicant',
  applies: isApplication,

  async state(live, { name, policy }) {
    const marketing = Object.entries(policy.purposes).flatMap(([purpose, { kind }]) =>
      kind === 'marketing' ? [purpose] : [],
    );
    const [found] = await live.rows<{
      applications: number;
      unsaid: number;
      unseen: number;
      decided: number;
    }>(
      `select count(*)::int as applications,
              (select count(*)::int from record q where q.point = $1 and not exists (
                 select 1 from record_source s where s.person_id = q.person_id and s.record_id = q.id and s.route is not null)) as unsaid,
              count(*) filter (where not exists (select 1 from policy_version v where v.hash = r.notice_version and v.in_force_at is not null))::int as unseen,
              (select count(*)::int from record q where q.point = $1 and exists (
                 select 1 from event e where e.person_id = q.person_id and e.kind like 'application-%' and e.kind <> 'application-received')) as decided
       from record r where r.point = $1`,
      [name],
    );
    const [sent] = await live.rows<{ n: number }>(
      // By the few who applied, and not by the many who agreed to something.
      `select count(*)::int as n from record r cross join lateral (
         select 1 from permission p where p.person_id = r.person_id and p.source = $1 and p.purpose = any($2) offset 0) said
       where r.point = $1`,
      [name, marketing],
    );
    const entries = await entriesOf(live, 'collection.received', { field: 'point', is: name });
    if (!found || found.applications === 0) return nothingYet('Nobody has applied yet.');
    const figures = { ...found };
    if (sent && sent.n > 0)
      return broken({ because: 'An application was taken for a yes to marketing.', figures, entries });
    if (found.unsaid > 0)
      return broken({ because: 'Some applications do not say how they came.', figures, entries });
    if (found.unseen > 0)
      return broken({ because: 'Some applications came in under no notice of ours.', figures, entries });
    return kept({ because: 'Each application says how and under which notice it came.', figures, entries });
  },

  async prove(twin, bound) {
    const { name, declared, policy } = bound;
    const { scene } = twin;
    const posting = await scene.given('what somebody who applies would send', () =>
      preparePosting(twin, bound, 'applicant'),
    );
    const routed = Object.hasOwn(declared.fields, 'route');
    const mine = { ...posting, fields: { ...posting.fields, ...(routed && { route: 'direct' }) } };
    const own = await scene.when('they send it themselves', () => send(twin, name, mine));
    await scene.then('it is taken', () => own.status, 201);
    await scene.then('the file says that it came directly, and which notice they saw', async () => {
      const file = await newestAt(twin, name);
      return [file?.sources.map(({ route }) => route), file?.notice];
    }, [['direct'], posting.notice]);
    if (declared.from === 'both') {
      const theirs = { ...posting.fields, ...(routed && { route: 'through an agency' }) };
      const sent = await scene.when('an agency sends one', () =>
        send(twin, name, {
          ...posting,
          fields: { ...theirs, ...emailOf(bound.policy, declared, 'second') },
          source: routed ? null : { who: 'An agency', evidence: 'its letter', route: 'agency' },
        }),
      );
      await scene.then(
        'that is in the file too',
        async () => [sent.status, (await newestAt(twin, name))?.sources[0]?.route],
        [201, 'agency'],
      );
    }
    await scene.then(
      'applying was no yes to anything',
      () => twin.rows('select purpose from permission'),
      [],
    );
    const marketing = Object.entries(policy.purposes).find(
      ([, { kind, only, basis }]) => kind === 'marketing' && only === undefined && basis === 'consent',
    )?.[0];
    const categories = Object.entries(policy.data).flatMap(([category, { fields }]) =>
      Object.keys(declared.fields).some((field) =>
        Array.isArray(fields) ? fields.includes(field) : Object.hasOwn(fields, field),
      ) &&
      !Object.values(policy.purposes).some((one) => one.kind === 'marketing' && one.data.includes(category))
        ? [category]
        : [],
    );
    const [address] = Object.values(emailOf(policy, declared, 'applicant'));
    if (!marketing || address === undefined || categories.length === 0) return;
    const identity = { kind: 'email', value: address };
    const channel = policy.purposes[marketing]?.channels?.[0];
    await scene.given(`the one who applied says yes to "${marketing}", elsewhere`, () =>
      says(twin, 'applicant', marketing, 'confirmed', channel),
    );
    const asks = (data: readonly string[]) =>
      asksGate(twin, { act: 'use', purpose: marketing, data, identity });
    await scene.then(
      'what that is declared to use of them may be used for it',
      async () => (await asks(policy.purposes[marketing]?.data ?? [])).verdict,
      'allow',
    );
    await scene.when(
      `the gate is asked whether ${categories.join(', ')} of theirs may serve it`,
      async () => {
        await scene.then('it may not', async () => (await asks(categories)).verdict, 'deny');
      },
    );
  },
});

const emailOf = (policy: Policy, point: CollectionPoint, tag: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(kindsOf(policy, point)).flatMap(([field, kind]) =>
      kind === 'email' ? [[field, `${tag}@people.example`]] : [],
    ),
  );

type Sender = {
  call: (
    method: 'POST',
    path: string,
    body: unknown,
  ) => Promise<{ status: number; json: Record<string, unknown> }>;
};
const send = (
  twin: Sender,
  name: string,
  { fields, notice, consents, source }: Posting,
  files: readonly { field: string; name: string; content: string }[] = [],
) =>
  twin.call('POST', `/api/collection/${name}`, {
    fields,
    notice,
    consents,
    ...(source && { source }),
    ...(files.length > 0 && { files }),
  });

/** A sentence that nobody needs for a job, and what must not be seen of it. */
const CANARY = 'epilepsy-canary-2019';
const PAPERS = `I have built kilns for ten years. I was diagnosed with epilepsy, see ${CANARY}. I can start in May.`;

/** Sensitive passages of an application are fenced: blacked out unless the person explicitly agreed. */
export const fencedPapers = control<CollectionPoint, Policy>({
  id: 'hr.cvspecial',
  applies: (point, here) => isApplication(point, here),

  async state(live, { name, declared, policy }) {
    const asked = sensitivePurposes(policy, declared);
    const [found] = await live.rows<{ fenced: number; open: number; without: number; papers: number }>(
      `select count(*)::int as fenced, count(*) filter (where p.open)::int as open,
              count(*) filter (where p.open and not exists (
                select 1 from permission s where s.person_id = p.person_id and s.purpose = any($2) and s.state in ('granted', 'confirmed')))::int as without,
              (select count(*)::int from record_file f join record q on q.person_id = f.person_id and q.id = f.record_id
               where q.point = $1 and not f.fenced and exists (
                 select 1 from record_part x where x.person_id = f.person_id and x.record_id = f.record_id and x.field = f.field and not x.open)) as papers
       from record_part p join record r on r.person_id = p.person_id and r.id = p.record_id
       where r.point = $1 and p.kind = 'special'`,
      [name, asked],
    );
    const entries = await entriesOf(live, 'collection.received', { field: 'point', is: name });
    if (entries.length === 0) return nothingYet('Nobody has applied yet.');
    const figures = { fenced: found?.fenced ?? 0, open: found?.open ?? 0 };
    if (found && found.without > 0)
      return broken({
        because: 'Sensitive passages are open without anybody’s explicit yes.',
        figures,
        entries,
      });
    if (found && found.papers > 0)
      return broken({
        because: 'A paper can be read whose sensitive passages are fenced.',
        figures,
        entries,
      });
    return kept({ because: 'What is sensitive in applications is fenced.', figures, entries });
  },

  async prove(twin, bound) {
    const { name, declared, policy } = bound;
    const { scene } = twin;
    const posting = await scene.given('an application whose papers tell of an illness', () =>
      preparePosting(twin, bound, 'applicant'),
    );
    const field =
      Object.keys(declared.fields).find((one) => /(^|-)(cv|letter)$/.test(one)) ??
      Object.keys(declared.fields)[0] ??
      '';
    const asked = sensitivePurposes(policy, declared);
    const without = posting.consents.filter((one) => !asked.includes(one));
    const typed = { ...posting, consents: without, fields: { ...posting.fields, [field]: PAPERS } };
    const sent = await scene.when('it is sent, without a yes to the sensitive part', () =>
      send(twin, name, typed),
    );
    await scene.then('it is taken', () => sent.status, 201);
    const seen = await newestAt(twin, name);
    await scene.then('the trade is there to read', () => seen?.fields[field]?.includes('built kilns'), true);
    await scene.then(
      'the illness is not, wherever one looks at the record',
      () => JSON.stringify(seen).includes(CANARY),
      false,
    );
    await scene.then(
      'that something was blacked out is told, with its kind',
      () => seen?.apart.map((one) => one.category),
      ['health'],
    );
    await scene.then('stored it is sealed', () => twin.searchEverywhere(CANARY), []);
    const upload = { field, name: 'cv.txt', content: Buffer.from(PAPERS).toString('base64') };
    const { [field]: _, ...rest } = posting.fields;
    const filed = await scene.when('the same comes as a file', () =>
      send(twin, name, { ...posting, consents: without, fields: rest }, [upload]),
    );
    await scene.then('it is taken', () => filed.status, 201);
    const paper = await newestAt(twin, name);
    await scene.then(
      'its text is shown with the passage blacked out',
      () => [paper?.fields[field]?.includes('built kilns'), JSON.stringify(paper).includes(CANARY)],
      [true, false],
    );
    const opened = await scene.when('staff want to open the file itself', () =>
      twin.call('POST', `/api/records/${paper?.id}/files/${paper?.files[0]?.id}/look`, {
        reason: 'choosing',
      }),
    );
    await scene.then('they may not', () => said(opened), [403, 'record.fenced']);
    const [question] = asked;
    if (!question) return;
    const agreed = await scene.when('somebody sends the same and explicitly agrees', () =>
      send(twin, name, { ...typed, consents: [...without, question] }),
    );
    await scene.then('it is taken', () => agreed.status, 201);
    const open = await newestAt(twin, name);
    await scene.then(
      'the passage can be read, apart from the record',
      () => [
        open?.apart.some(({ text }) => text.includes(CANARY)),
        JSON.stringify(open?.fields).includes(CANARY),
      ],
      [true, false],
    );
    const again = seen ? await lookAt(twin, seen.id) : null;
    await scene.then(
      'and that of the first one still cannot',
      () => JSON.stringify(again).includes(CANARY),
      false,
    );
  },
});
