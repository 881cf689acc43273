import {
  broken,
  control,
  entriesOf,
  kept,
  type Live,
  nothingYet,
  type State,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { type InvitingPurpose, invitationsState, proveInvitations } from './invitation.control.ts';
import { isAnonymous, isForm, isTheirsAlone, tellsWho } from './kinds.rules.ts';
import { count, type Declared, type Point, pointOf, said } from './looking.ts';
import { post, preparePosting } from './posting.ts';
import { cappedBy, openingsState, proveOpenings } from './survey-opening.control.ts';

const surveyOf = (bound: Declared): Point | null => {
  const point = pointOf(bound);
  return point && isAnonymous(point.declared) && isForm(point.declared) ? point : null;
};

const invitingOf = ({ path, name, policy }: Declared): InvitingPurpose | null => {
  const declared = path.startsWith('purposes.') ? policy.purposes[name] : undefined;
  return declared?.invites ? { name, declared, invites: declared.invites } : null;
};

/** What a survey promises of its results: the largest group size that its declarations name. */
const groupOf = ({ name, declared, policy }: Point): number =>
  Math.max(
    declared.anonymous?.['minimum-group'] ?? 2,
    ...declared.purposes.map((purpose) => policy.purposes[purpose]?.['minimum-group'] ?? 2),
    ...Object.values(policy.publications)
      .filter(({ collection }) => collection === name)
      .map((publication) => publication['minimum-group'] ?? 2),
  );

const anonymousState = async (live: Live, { name, declared }: Point): Promise<State> => {
  const answers = Object.keys(declared.fields);
  const [found] = await live.rows<{ answers: number; told: number; columns: number }>(
    `select count(*)::int as answers,
            count(*) filter (where exists (select 1 from jsonb_object_keys(answers) k where not k = any($2)))::int as told,
            (select count(*)::int from information_schema.columns where table_name = 'survey_answer'
               and (column_name like '%person%' or column_name like '%ip%' or data_type like 'timestamp%')) as columns
     from survey_answer where point = $1`,
    [name, answers],
  );
  const [linked] = await live.rows<{ n: number }>(
    `select count(*)::int as n from evidence_entry where kind = 'survey.answered' and about is not null and body::jsonb ->> 'point' = $1`,
    [name],
  );
  const entries = await entriesOf(live, 'survey.answered', { field: 'point', is: name });
  if (!found || found.answers === 0) return nothingYet('Nobody has answered yet.');
  const figures = { answers: found.answers };
  if (found.columns > 0 || (linked?.n ?? 0) > 0)
    return broken({ because: 'Answers can be led back to who gave them.', figures, entries });
  if (found.told > 0) return broken({ because: 'Answers hold what nobody was asked.', figures, entries });
  return kept({ because: 'Answers are stored as nobody’s.', figures, entries });
};

/**
 * A survey stores answers as nobody's, keeps a name that is added apart, and shows totals of groups that are large enough; a
 * purpose that invites to one asks each once about what happened to them; one that says how often opens no more of them.
 */
export const surveyEngine = control<unknown, Policy>({
  id: 'survey.engine',
  applies: (_, bound) =>
    bound.path.startsWith('purposes.')
      ? invitingOf(bound) !== null || cappedBy(bound) !== null
      : surveyOf(bound) !== null,

  async state(live, bound) {
    const inviting = invitingOf(bound);
    if (inviting) return invitationsState(live, inviting);
    const capped = cappedBy(bound);
    if (capped) return openingsState(live, capped);
    const survey = surveyOf(bound);
    return survey ? anonymousState(live, survey) : nothingYet('There is no such survey.');
  },

  async prove(twin, bound) {
    const inviting = invitingOf(bound);
    if (inviting) return proveInvitations(twin, inviting);
    const capped = cappedBy(bound);
    if (capped) return proveOpenings(twin, capped);
    const survey = surveyOf(bound);
    if (!survey) return;
    const { scene } = twin;
    const { name, declared, policy } = survey;
    const posting = await scene.given(`the survey /forms/${name}`, () =>
      preparePosting(twin, survey, 'respondent'),
    );
    const open = Object.entries(posting.fields).filter(([field]) => !tellsWho(policy, field));
    const named = Object.entries(posting.fields).filter(([field]) => tellsWho(policy, field));
    const first = await scene.when('somebody answers and gives no name', () =>
      post(twin, name, declared, { ...posting, consents: [], fields: Object.fromEntries(open) }),
    );
    await scene.then('the answers are taken', () => first.taken, true);
    await scene.then(
      'nobody is known by them: no person, no record, no address',
      () => people(twin),
      [0, 0, 0],
    );
    await scene.then('nor is the moment kept', () => moments(twin), []);
    if (named.length > 0 && declared.anonymous?.name === 'optional') {
      const second = await scene.when('somebody answers and adds who they are', () =>
        post(twin, name, declared, {
          ...posting,
          consents: [],
          fields: Object.fromEntries([...open.map(([field]) => [field, 'CANARY-answer'] as const), ...named]),
        }),
      );
      await scene.then('that is taken too', () => second.taken, true);
      const list = await twin.call('GET', `/api/records?point=${name}`);
      const [record] = Array.isArray(list.json.items)
        ? (list.json.items as { id: string; person: string }[])
        : [];
      const seen = await twin.call('POST', `/api/records/${record?.id ?? ''}/look`, {
        reason: 'proving-a-promise',
      });
      await scene.then(
        'the record holds who they are, and none of their answers',
        () => [Object.keys(Object(seen.json.fields)).sort(), seen.text.includes('CANARY-answer')],
        [named.map(([field]) => field).sort(), false],
      );
      await scene.then(
        'the answers hold nothing of who they are',
        async () =>
          (await twin.rows<{ text: string }>('select t::text as text from survey_answer t')).filter(
            ({ text }) =>
              named.some(([, value]) => text.includes(value)) ||
              text.includes(record?.id ?? '?') ||
              text.includes(record?.person ?? '?'),
          ).length,
        0,
      );
    }
    const results = await scene.when('anybody reads the results', () => twin.visit(`/forms/${name}/results`));
    await scene.then(
      'no name is among them, and nothing before enough have answered',
      () => [
        results.status,
        named.some(([, value]) => results.text.includes(value)),
        // A figure stands on every page; words do not.
        open.some(([, value]) => value.length > 8 && results.text.includes(value)),
      ],
      [200, false, false],
    );
    const fresh = await twin.withPolicy((files) => ({ ...files }));
    await proveResults(fresh, survey);
  },
});

const people = async (twin: Twin): Promise<number[]> =>
  Promise.all(['person', 'record', 'identity'].map((table) => count(twin, table)));

const moments = (twin: Twin): Promise<{ column: string }[]> =>
  twin.rows(
    `select column_name as column from information_schema.columns
     where table_name = 'survey_answer' and (data_type like 'timestamp%' or data_type like 'time%' or data_type = 'inet')`,
  );

async function proveResults(twin: Twin, survey: Point): Promise<void> {
  const { scene } = twin;
  const { name, declared, policy } = survey;
  const minimum = groupOf(survey);
  const posting = await scene.given(`the survey /forms/${name}`, () => preparePosting(twin, survey));
  const [question = ''] = Object.keys(declared.fields).filter((field) => !tellsWho(policy, field));
  const answers = Object.fromEntries(
    Object.entries(posting.fields).filter(([field]) => !tellsWho(policy, field)),
  );
  const answer = (value: string) =>
    post(twin, name, declared, { ...posting, consents: [], fields: { ...answers, [question]: value } });
  const cells = async () => {
    const { json } = await twin.call('GET', `/api/collection/${name}/results`);
    const questions = Array.isArray(json.questions)
      ? (json.questions as { field: string; cells: { label: string; count: number }[] }[])
      : [];
    return [json.answers, questions.find(({ field }) => field === question)?.cells];
  };
  await scene.when(`${minimum - 1} people answer the same`, async () => {
    for (let one = 1; one < minimum; one += 1) await answer('The usual');
  });
  await scene.then('nothing is shown, not even how many', cells, [null, []]);
  await scene.when('one more does', () => answer('The usual'));
  await scene.then('the total is shown', cells, [minimum, [{ label: 'The usual', count: minimum }]]);
  const few = minimum - 1;
  await scene.when(`${few} ${few === 1 ? 'person says' : 'people say'} something else`, async () => {
    for (let one = 1; one <= few; one += 1) await answer('Something that few say');
  });
  await scene.then('what so few said is not shown, nor what it could be subtracted from', cells, [
    minimum + few,
    [],
  ]);
}

/** Equality questions: every one can be left out, nobody is known by the answers, and only totals are shown. */
export const volunteeredOnly = control<unknown, Policy>({
  id: 'hr.volunteered',
  applies: (_, bound) => equalityOf(bound) !== null,

  async state(live, bound) {
    const point = equalityOf(bound);
    if (!point) return nothingYet('There are no such questions.');
    const [linked] = await live.rows<{ n: number }>(
      'select count(*)::int as n from record where point = $1',
      [point.name],
    );
    if (linked && linked.n > 0)
      return broken({
        because: 'Equality answers are stored with a person.',
        figures: { records: linked.n },
      });
    return anonymousState(live, point);
  },

  async prove(twin, bound) {
    const point = equalityOf(bound);
    if (!point) return;
    const { scene } = twin;
    const { name, declared } = point;
    const page = await scene.when(`an employee opens /forms/${name}`, () => twin.visit(`/forms/${name}`));
    await scene.then(
      'every question can be left out',
      () => [page.status, /<(?:input|textarea|select)[^>]*\srequired/.test(page.text)],
      [200, false],
    );
    const posting = await preparePosting(twin, point);
    const empty = await scene.when('they send it empty', () =>
      post(twin, name, declared, { ...posting, consents: [], fields: {} }),
    );
    await scene.then('that is an answer too', () => empty.taken, true);
    const [field = ''] = Object.keys(posting.fields);
    const given = await scene.when('another one answers', () =>
      post(twin, name, declared, { ...posting, consents: [] }),
    );
    await scene.then('it is taken', () => given.taken, true);
    await scene.then('nobody is known by it', () => people(twin), [0, 0, 0]);
    const named = await scene.when('somebody sends the form for an employee, with the name', () =>
      post(twin, name, declared, {
        ...posting,
        consents: [],
        fields: { ...posting.fields, 'employee-name': 'Ada' },
      }),
    );
    await scene.then('that is refused', () => named.status, 422);
    const entered = await scene.when('a system of ours enters the same answers, with no name', () =>
      twin.call('POST', `/api/collection/${name}`, { fields: posting.fields, notice: posting.notice }),
    );
    await scene.then(
      'that is refused as well, and nothing is counted but what employees sent',
      async () => [said(entered), await count(twin, `survey_answer where point = '${name}'`)],
      [[403, 'collection.theirs-alone'], 2],
    );
    const results = await scene.when('anybody asks for results', () =>
      twin.call('GET', `/api/collection/${name}/results`),
    );
    await scene.then(
      'there are none of so few',
      () => [results.json.answers, results.text.includes(posting.fields[field] ?? '?')],
      [null, false],
    );
  },
});

/** A point of nothing but special fields that can all be left out, anonymous. */
function equalityOf(bound: Declared): Point | null {
  const direct = bound.path.startsWith('purposes.') ? byPurpose(bound) : pointOf(bound);
  return direct && isTheirsAlone(direct.policy, direct.declared) ? direct : null;
}

const byPurpose = ({ name, policy }: Declared): Point | null => {
  const found = Object.entries(policy.collection).find(([, { purposes }]) => purposes.includes(name));
  return found ? { name: found[0], declared: found[1], policy } : null;
};
