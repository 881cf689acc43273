import { parseDocument } from 'yaml';
import { type Day, daysBetween } from '../base/index.ts';
import {
  asksGate,
  atRisk,
  broken,
  control,
  entriesOf,
  happens,
  identityOf,
  kept,
  nothingYet,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { decides, entered, lettersTo } from './acts.ts';

type Decision = Policy['decisions'][string];

/** How many days before its last day a review that nobody did is a worry. */
const WARN_DAYS = 7;

/** What counts against somebody is decided by a person, whose role it is, with reasons; and whoever asks has it looked at again. */
export const personDecides = control<Decision, Policy>({
  id: 'adm.human',
  applies: (decision, { path, policy }) =>
    path.startsWith('decisions.') &&
    decision.significant &&
    decision['negative-by'] === 'human-only' &&
    decision['review-by'] !== undefined &&
    policy.rights['human-review'] !== undefined,

  async state(live, { name, declared }) {
    const [found] = await live.rows<{ asked: number; negative: number; bare: number; again: number }>(
      `select count(*)::int as asked,
         count(*) filter (where verdict = 'allow' and asked ->> 'result' = 'negative')::int as negative,
         count(*) filter (where verdict = 'allow' and asked ->> 'result' = 'negative'
           and (asked ->> 'by' is distinct from $2 or coalesce(asked ->> 'reasons', '') = ''))::int as bare,
         count(*) filter (where verdict = 'allow' and asked ->> 'by' is null and exists (
           select 1 from decision_review v where v.person_id = d.person_id and v.decision = $1 and v.result = 'changed'
             and v.reviewed_at <= d.decided_at))::int as again
       from decision d where act = 'decide' and asked ->> 'decision' = $1 and decided_at > $3::timestamptz - interval '1 year'`,
      [name, declared['review-by'] ?? '', live.now],
    );
    const [reviews] = await live.rows<{ open: number; due: Day | null; done: number }>(
      `select count(*) filter (where answered_on is null)::int as open, min(due_on) filter (where answered_on is null) as due,
         count(*) filter (where answered_on is not null)::int as done from request where kind = 'human-review'`,
    );
    if (!found || !reviews || found.asked + reviews.open + reviews.done === 0)
      return nothingYet(
        'Nothing of this kind has been decided, and nobody has asked for a person to look again.',
      );
    const figures = {
      ...found,
      reviewsOpen: reviews.open,
      reviewsDone: reviews.done,
      reviewDue: reviews.due,
    };
    const entries = await entriesOf(live, 'request.reviewed');
    const is = (because: string) => broken({ because, figures, entries });
    if (found.bare > 0)
      return is(
        `${found.bare} decisions went against somebody without the person whose role it is, or without reasons.`,
      );
    if (found.again > 0) return is(`${found.again} times software decided again what a person had changed.`);
    if (reviews.due && reviews.due < live.today) return is('A review by a person is overdue.');
    if (reviews.due && daysBetween(live.today, reviews.due) <= WARN_DAYS)
      return atRisk({ because: `A person has to look again by ${reviews.due}.`, figures, entries });
    return kept({
      because: 'What went against somebody was decided by the person whose role it is, with reasons.',
      figures,
      entries,
    });
  },

  async prove(twin, { name, declared, policy }) {
    const { scene } = twin;
    const role = declared['review-by'] ?? '';
    if (!declared.automated)
      await scene.when('software asks to decide, of which nothing is in use', async () => {
        await scene.then('it may not', () => may(twin, policy, name, 'somebody'), 'deny');
      });
    const bare = await scene.given(
      'a company where software would decide, and nobody is named who looks again',
      () => twin.withPolicy((files) => inUse(files, policy, name, ['review-by'])),
    );
    await concerned(bare, declared, 'somebody');
    await scene.when('software asks to decide there', async () => {
      await scene.then('it may not', () => may(bare, policy, name, 'somebody'), 'deny');
    });
    const company = declared.automated
      ? twin
      : await scene.given(`a company where software would decide, and ${role} looks again`, () =>
          twin.withPolicy((files) => inUse(files, policy, name, [])),
        );
    await concerned(company, declared, 'somebody');
    const decide = (more: Record<string, string>) => may(company, policy, name, 'somebody', more);
    await scene.when('the result is good for them', async () => {
      await scene.then('software may decide it', () => decide({ result: 'favourable' }), 'allow');
    });
    await scene.when('the result could count against them', async () => {
      await scene.then('software may not decide it', () => decide({ result: 'negative' }), 'deny');
    });
    const other = Object.keys(policy.organisation.officers ?? {}).find((one) => one !== role);
    if (other)
      await scene.when(`${other} declines, and writes down why`, async () => {
        const said = { result: 'negative', by: other, reasons: 'note-4710' };
        await scene.then('they may not: it is not for them', () => decide(said), 'deny');
      });
    await scene.when(`${role} declines and says nothing`, async () => {
      await scene.then(
        'they may not: there are no reasons',
        () => decide({ result: 'negative', by: role }),
        'deny',
      );
    });
    await scene.when(`${role} declines, and writes down why`, async () => {
      const said = { result: 'negative', by: role, reasons: 'minutes-4711' };
      await scene.then('that is the decision', () => decide(said), 'allow');
    });
    await scene.then(
      'of all these only that one stands against them, with who decided and where the reasons are',
      () =>
        company.rows(
          `select asked ->> 'by' as by, asked ->> 'reasons' as reasons from decision
           where act = 'decide' and verdict = 'allow' and asked ->> 'result' = 'negative'`,
        ),
      [{ by: role, reasons: 'minutes-4711' }],
    );
    await proveAgain(company, policy, name, declared);
  },
});

/** Who asks has a person look again, hears what they found, and software does not decide it anew. */
async function proveAgain(company: Twin, policy: Policy, name: string, declared: Decision): Promise<void> {
  const { scene } = company;
  await concerned(company, declared, 'asker');
  await scene.then(
    'of somebody else software may decide',
    () => may(company, policy, name, 'asker'),
    'allow',
  );
  const { id, due } = await scene.when('they ask for a person to look at it again', () =>
    entered(company, 'human-review', 'asker'),
  );
  await scene.then('it has a last day', () => due !== null, true);
  const [reasons, instead] = ['The figures were of a namesake.', 'You may pay by invoice.'];
  await scene.when('a person looks, and changes it', () =>
    decides(company, id, { outcome: 'review', result: 'changed', decision: name, reasons, instead }),
  );
  const letter = (await lettersTo(company, 'asker')).at(-1)?.text ?? '';
  await scene.then(
    'they are told what counts now, and why',
    () => [reasons, instead].filter((said) => !letter.includes(said)),
    [],
  );
  await scene.then('software does not decide it again', () => may(company, policy, name, 'asker'), 'deny');
}

const may = async (
  twin: Twin,
  policy: Policy,
  decision: string,
  tag: string,
  more: Record<string, string> = {},
): Promise<string> => {
  const data = policy.decisions[decision]?.data;
  const purpose = Object.keys(policy.purposes)[0] ?? '';
  const asked = {
    act: 'decide',
    purpose,
    decision,
    identity: identityOf(tag),
    ...(data && { data }),
    ...more,
  };
  return (await asksGate(twin, asked)).verdict;
};

/** Somebody whom we know, and with whom there is what the decision is taken under. */
async function concerned(twin: Twin, declared: Decision, tag: string): Promise<void> {
  await twin.call('POST', '/api/people', { identities: [identityOf(tag)] });
  const under = declared['only-under'];
  if (under) await happens(twin, tag, `${under}-started`);
}

/** The decision in use, and no promise beside it that there is none. */
function inUse(
  files: Readonly<Record<string, string>>,
  policy: Policy,
  name: string,
  without: readonly string[],
): Record<string, string> {
  const yaml = parseDocument(files['policy.yaml'] ?? '');
  yaml.setIn(['decisions', name, 'automated'], true);
  for (const part of without) yaml.deleteIn(['decisions', name, part]);
  // Its words stay in the notice; what it does at the gate goes.
  for (const [prohibition, { act }] of Object.entries(policy.prohibitions))
    if (act === 'decide') yaml.deleteIn(['prohibitions', prohibition, 'act']);
  return { ...files, 'policy.yaml': yaml.toString() };
}
