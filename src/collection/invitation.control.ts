import { parseDocument } from 'yaml';
import {
  addressOf,
  broken,
  entriesOf,
  happens,
  identityOf,
  kept,
  type Live,
  nothingYet,
  type State,
  says,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';

type Purpose = Policy['purposes'][string];

/** A purpose that invites to a survey, with what it declares of that. */
export type InvitingPurpose = { name: string; declared: Purpose; invites: NonNullable<Purpose['invites']> };

/** Nobody is asked about what did not happen to them, more often than promised, or by two purposes; and nothing leaves another way. */
export async function invitationsState(live: Live, { name, invites }: InvitingPurpose): Promise<State> {
  const [found] = await live.rows<{
    sent: number;
    absent: number;
    often: number;
    twice: number;
    other: number;
  }>(
    `select count(*)::int as sent,
       count(*) filter (where not exists (select 1 from event e where e.person_id = i.person_id and e.id = i.event and e.kind = $2))::int as absent,
       count(*) filter (where (select count(*) from survey_invitation o where o.person_id = i.person_id and o.event = i.event and o.purpose = $1) > $3::int)::int as often,
       count(*) filter (where exists (select 1 from survey_invitation o where o.person_id = i.person_id and o.event = i.event and o.purpose <> $1))::int as twice,
       (select count(*)::int from outbox m where m.purpose = $1 and m.state = 'sent' and m.queued_at >= $4::date
          and not exists (select 1 from survey_invitation o where o.person_id = m.person_id and o.id = m.id and o.purpose = $1)) as other
     from survey_invitation i where i.purpose = $1`,
    [name, invites.after, invites['at-most'], live.inForceSince],
  );
  const figures = { ...found };
  const entries = await entriesOf(live, 'survey.invited', { field: 'purpose', is: name });
  const { sent = 0, absent = 0, often = 0, twice = 0, other = 0 } = found ?? {};
  if (absent > 0)
    return broken({
      because: `${absent} people were asked about what did not happen to them.`,
      figures,
      entries,
    });
  if (often + twice > 0)
    return broken({
      because: `${often + twice} invitations were one too many for the same occasion.`,
      figures,
      entries,
    });
  if (other > 0)
    return broken({
      because: `${other} mails of this purpose were no invitation that was counted.`,
      figures,
      entries,
    });
  if (sent === 0) return nothingYet('Nobody has been invited yet.');
  return kept({ because: 'Everybody was asked once about what happened to them.', figures, entries });
}

const SUBJECT = 'How was it?';

/** What people do about invitations of one purpose on one twin. */
function actsOn(twin: Twin, { name, declared, invites }: InvitingPurpose) {
  const channel = declared.channels?.[0] ?? 'email';
  return {
    say: (tag: string, state: 'confirmed' | 'objected') => says(twin, tag, name, state, channel),
    comes: (tag: string) => happens(twin, tag, invites.after),
    async asks(subject: string, tags: readonly string[], more: Readonly<Record<string, unknown>> = {}) {
      const answer = await twin.call('POST', '/api/surveys/invitations', {
        purpose: name,
        subject,
        text: 'We would like to know what you thought of it. It takes two minutes.',
        to: tags.map(identityOf),
        from: twin.today(),
        until: twin.today(),
        ...more,
      });
      await twin.work();
      return answer;
    },
    reached: async (subject: string) =>
      (await twin.mails()).filter((mail) => mail.subject === subject).map((mail) => mail.to),
  };
}

/** Who came is asked, and who did not come, or stopped it, is not; once, by one link for all, without advertising. */
export async function proveInvitations(twin: Twin, inviting: InvitingPurpose): Promise<void> {
  const { scene } = twin;
  const { declared, invites } = inviting;
  const { say, comes, asks, reached } = actsOn(twin, inviting);
  for (const tag of ['came', 'absent', 'stopped'])
    await scene.given(`somebody whom we may write to (${tag})`, () => say(tag, 'confirmed'));
  for (const tag of ['came', 'stopped'])
    await scene.given(`it happened to them (${invites.after}: ${tag})`, () => comes(tag));
  await scene.given('one of them wants no more of it', () => say('stopped', 'objected'));
  await scene.when('all three are to be asked what they thought of it', async () => {
    const answer = await asks(SUBJECT, ['came', 'absent', 'stopped']);
    await scene.then(
      'it is taken, and says who was not there',
      () => [answer.status, answer.json.absent],
      [202, 1],
    );
  });
  await scene.then('only who came and did not stop it is asked', () => reached(SUBJECT), [addressOf('came')]);
  await scene.then('the only way to the survey is the link that everybody has', async () => {
    const [mail] = (await twin.mails()).filter(({ subject }) => subject === SUBJECT);
    const links = mail?.text.match(/https?:\/\/\S+/g) ?? [];
    return links
      .map((link) => new URL(link).pathname)
      .filter((path) => !/^\/(unsubscribe|preferences)(\/|$)/.test(path));
  }, [`/forms/${invites.to}`]);
  await scene.when('another list brings the same people again', () => asks('Again', ['came', 'absent']));
  await scene.then('nobody is asked twice', () => reached('Again'), []);
  const most = Math.min(invites['at-most'], declared['at-most']?.messages ?? invites['at-most']);
  for (let number = 2; number <= most; number += 1) {
    const subject = `Reminder ${number}`;
    await scene.when(`reminder ${number - 1} is sent`, () => asks(subject, ['came'], { reminder: true }));
    await scene.then('it arrives', () => reached(subject), [addressOf('came')]);
  }
  await scene.when('one more than promised is sent', () => asks('Too many', ['came'], { reminder: true }));
  await scene.then('it does not arrive', () => reached('Too many'), []);
  await scene.when('somebody is asked with an offer in the mail', async () => {
    const answer = await asks('Offer', ['came'], { text: 'Tell us, and get 20% off today!' });
    await scene.then('that is refused', () => [answer.status, answer.json.code], [422, 'survey.promotes']);
  });
  await scene.when('somebody is asked with a link of their own', async () => {
    const answer = await asks('Token', ['came'], { text: 'Answer here: https://forms.example/?who=4711' });
    await scene.then('that is refused', () => [answer.status, answer.json.code], [422, 'survey.other-link']);
  });
  await proveOnce(twin, inviting);
}

/** Two purposes that invite about the same occasion are one invitation. */
async function proveOnce(twin: Twin, inviting: InvitingPurpose): Promise<void> {
  const { scene } = twin;
  const second = { ...inviting, name: `${inviting.name}-again` };
  const company = await scene.given('a second purpose that invites about the same', () =>
    twin.withPolicy((files) => withPurpose(files, second)),
  );
  const [first, other] = [actsOn(company, inviting), actsOn(company, second)];
  await scene.given('somebody who came, and whom both may write to', async () => {
    await first.say('guest', 'confirmed');
    await other.say('guest', 'confirmed');
    await first.comes('guest');
  });
  await scene.when('one of them asks', () => first.asks(SUBJECT, ['guest']));
  await scene.then('it arrives', () => first.reached(SUBJECT), [addressOf('guest')]);
  await scene.when('the other one asks as well', () => other.asks('Second', ['guest']));
  await scene.then('it does not arrive', () => first.reached('Second'), []);
}

function withPurpose(
  files: Readonly<Record<string, string>>,
  { name, declared }: InvitingPurpose,
): Record<string, string> {
  const policy = parseDocument(files['policy.yaml'] ?? '');
  policy.setIn(['purposes', name], policy.createNode(JSON.parse(JSON.stringify(declared))));
  return { ...files, 'policy.yaml': policy.toString() };
}
