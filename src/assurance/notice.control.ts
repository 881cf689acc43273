import { addDays, addPeriod, type Day, sayDay } from '../base/index.ts';
import { atRisk, broken, control, entriesOf, kept, type Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { refusesUndecided, tellsAsDecided } from './announcing.proof.ts';
import { WARN_DAYS } from './attestation.rules.ts';
import { deciding, NEW_RECIPIENT, withNewRecipient } from './launch.acts.ts';
import { noticeNow, versionOf } from './record.acts.ts';

type Changes = Policy['changes'];

/** The page shows the version in force, its date and history, and says itself when its review is overdue. */
export const noticePublished = control<Changes, Policy>({
  id: 'notice.publish',
  applies: (_, { path }) => path === 'changes',

  async state(live, { declared }) {
    const [current] = await live.rows<{ versions: number }>(
      `select (select count(*)::int from policy_version where in_force_at is not null) as versions
       from policy_version where in_force_at is not null and replaced_at is null`,
    );
    if (!current) return broken({ because: 'No notice is published.' });
    const figures = {
      inForceSince: live.inForceSince,
      versions: current.versions,
      reviewDue: reviewDue(declared),
    };
    const entries = await entriesOf(live, 'notice.in-force');
    const due = reviewDue(declared);
    if (due && live.today > due)
      return broken({ because: `The review of this notice was due by ${due}.`, figures, entries });
    if (due && addDays(live.today, WARN_DAYS) >= due)
      return atRisk({ because: `This notice is to be reviewed by ${due}.`, figures, entries });
    return kept({
      because: `The published notice is the one that the system runs, since ${live.inForceSince}.`,
      figures,
      entries,
    });
  },

  async prove(twin, { declared }) {
    const { scene } = twin;
    const first = await scene.when('a visitor reads the notice', () => twin.visit('/notice'));
    await scene.then(
      'it says which version it is and since when',
      () => [
        first.status,
        /data-version="[0-9a-f]{64}"/.test(first.text),
        first.text.includes('In force since'),
      ],
      [200, true, true],
    );
    const old = versionOf(first.text);
    await scene.when('a word is changed in the notice, and Kept is told', () =>
      twin.editPolicy((files) => ({
        ...files,
        'notice.md': `${files['notice.md']}\n\nThank you for reading.\n`,
      })),
    );
    const second = await scene.when('a visitor reads it again', () => twin.visit('/notice'));
    await scene.then(
      'the new words are there, as another version',
      () => [second.text.includes('Thank you for reading.'), versionOf(second.text) !== old],
      [true, true],
    );
    const earlier = await scene.when('the visitor asks for the earlier version', () =>
      twin.visit(`/notice/versions/${old}`),
    );
    await scene.then(
      'it is still to be read, without the new words',
      () => [earlier.status, earlier.text.includes('Thank you for reading.')],
      [200, false],
    );
    const changed = twin.today();
    await scene.when('a day goes by', () => twin.travelTo(addDays(changed, 1)));
    await scene.then(
      'it still says since when it is in force, to the day',
      async () => (await twin.visit('/notice')).text.includes(`In force since ${sayDay(changed)}`),
      true,
    );
    const due = reviewDue(declared);
    if (!due || due < twin.today()) return;
    await scene.when(`nobody reviews it, and ${due} has passed`, () => twin.travelTo(addDays(due, 1)));
    const late = await twin.visit('/notice');
    await scene.then(
      'the page itself says that its review is overdue',
      () => late.text.includes('review overdue'),
      true,
    );
  },
});

/** A material change takes effect only after people have been told in the promised ways, for the promised time. */
export const noticeChange = control<Changes, Policy>({
  id: 'notice.change',
  applies: (changes, { path }) => path === 'changes' && changes.material !== undefined,

  async state(live, { declared, policy }) {
    const tell = declared.material?.tell ?? [];
    const [found] = await live.rows<{
      changes: number;
      undecided: number;
      untold: number;
      waiting: number;
    }>(
      `with said as (
         select body::jsonb ->> 'version' as hash, body::jsonb ->> 'way' as way, (body::jsonb ->> 'send')::boolean as send, at
         from evidence_entry where kind = 'notice.announcing-decided')
       select count(*) filter (where v.in_force_at >= v.proposed_at)::int as changes,
         count(*) filter (where v.in_force_at >= v.proposed_at and exists (
           select 1 from evidence_entry e, jsonb_array_elements_text(e.body::jsonb -> 'decides') as way
           where e.kind = 'notice.proposed' and e.body::jsonb ->> 'version' = v.hash and e.at >= v.proposed_at
             and not exists (select 1 from said s where s.hash = v.hash and s.way = way
               and s.at between v.proposed_at and v.in_force_at)))::int as undecided,
         count(*) filter (where v.in_force_at >= v.proposed_at and exists (
           select 1 from (select unnest($1::text[]) as way union
             select s.way from said s where s.hash = v.hash and s.send and s.at >= v.proposed_at) ways where not exists (
             select 1 from change_told t where t.hash = v.hash and t.by_way = way and t.told_at >= v.proposed_at
               and (t.told_at at time zone $4)::date + $2::interval + interval '1 day' <= (v.in_force_at at time zone $4)::date)))::int as untold,
         count(*) filter (where (v.in_force_at is null or v.in_force_at < v.proposed_at) and v.effective_on < $3
           and v.proposed_at = (select max(proposed_at) from policy_version))::int as waiting
       from policy_version v where v.material`,
      [tell, declared.material?.notice ?? 'P0D', live.today, policy.organisation.zone],
    );
    if (!found) return broken({ because: 'The versions of the notice cannot be read.' });
    // Of the versions that wait only the newest is coming, the others were withdrawn for it. One that was in force before
    // and was put forward again waits as well, until it has taken effect anew.
    const entries = [
      ...(await entriesOf(live, 'notice.told')),
      ...(await entriesOf(live, 'notice.announcing-decided')),
      ...(await entriesOf(live, 'notice.in-force')),
    ].slice(0, 5);
    if (found.undecided > 0)
      return broken({
        because: `${found.undecided} material changes took effect, and nobody had decided in which ways people hear of them.`,
        figures: found,
        entries,
      });
    if (found.untold > 0)
      return broken({
        because: `${found.untold} material changes took effect before people had been told.`,
        figures: found,
        entries,
      });
    if (found.waiting > 0)
      return atRisk({
        because:
          'A change should have taken effect, but people have not been told of it in time; the old notice stays.',
        figures: found,
        entries,
      });
    if (found.changes === 0)
      return {
        verdict: 'nothing-yet',
        because: 'There has been no material change yet.',
        figures: found,
        entries: [],
      };
    return kept({
      because: 'Every material change waited until people had been told.',
      figures: found,
      entries,
    });
  },

  async prove(twin, { declared, policy }) {
    const { scene } = twin;
    const promised = declared.material;
    if (!promised) return;
    const mail = promised.tell.includes('email');
    await scene.given('somebody whose address we hold', () => becomeKnown(twin));
    const old = versionOf((await twin.visit('/notice')).text);
    await refusesUndecided(twin, policy, NEW_RECIPIENT);
    const told = twin.today();
    await scene.when('a new recipient is declared, to take effect today', () =>
      twin.editPolicy(deciding((files) => takingEffect(withNewRecipient(files), told), told)),
    );
    await scene.then('the old notice stays in force', () => noticeNow(twin), old);
    await scene.then(
      'every page announces the change',
      async () => /role="status"[^>]*data-coming="[0-9a-f]{64}"/.test((await twin.visit('/')).text),
      true,
    );
    await scene.when('the night goes by', () => twin.travelTo(addDays(told, 1)));
    const effective = addDays(addPeriod(addDays(told, 1), promised.notice), 1);
    await scene.when(`the last day of notice comes, ${addDays(effective, -1)}`, () =>
      twin.travelTo(addDays(effective, -1)),
    );
    await scene.then('the old notice is still in force', () => noticeNow(twin), old);
    if (mail)
      await scene.then(
        'they were told by mail, days before',
        async () =>
          (await twin.mails()).filter((one) => one.to === KNOWN && one.at < `${addDays(told, 2)}`).length,
        1,
      );
    else
      await scene.then(
        'nobody was written to: that was decided, or never promised',
        async () => (await twin.mails()).filter((one) => one.to === KNOWN).length,
        0,
      );
    await scene.when(`the day after comes, ${effective}`, () => twin.travelTo(effective));
    await scene.then('now the new notice is in force', async () => (await noticeNow(twin)) !== old, true);
    await tellsAsDecided(twin, policy, KNOWN);
  },
});

const KNOWN = 'reader-of-notices@people.example';

const becomeKnown = async (twin: Twin): Promise<void> => {
  const answer = await twin.call('POST', '/api/people', { identities: [{ kind: 'email', value: KNOWN }] });
  if (answer.status >= 300) throw new Error(`not taken: ${answer.text}`);
};

const reviewDue = ({ 'review-every': every, reviewed }: Changes): Day | null =>
  every && reviewed ? addPeriod(reviewed as Day, every) : null;

/** The policy as it says itself when it takes effect. */
const takingEffect = (files: Record<string, string>, effective: Day): Record<string, string> => ({
  ...files,
  'policy.yaml': (files['policy.yaml'] ?? '')
    .replace(/^effective:.*\n/m, '')
    .replace(/^kept: 1$/m, `kept: 1\neffective: ${effective}`),
});
