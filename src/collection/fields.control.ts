import { type Bound, broken, control, entriesOf, kept, nothingYet } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { opensOnceConfirmed } from './activation.proof.ts';
import { openedUnconfirmed } from './activation.state.ts';
import { guardsField, shownToOthers } from './guarded.proof.ts';
import { type CollectionPoint, isAnonymous, isForm, needOf } from './kinds.rules.ts';
import { post, preparePosting } from './posting.ts';
import { cameIn, timesOf, undeclaredIn } from './received.ts';

type Here = Bound<CollectionPoint, Policy>;

/** Only the declared fields come in, and everything that is stored came in with a notice. */
export const intakeFields = control<CollectionPoint, Policy>({
  id: 'intake.fields',
  applies: (_, bound) =>
    bound.path.startsWith('collection.') &&
    // What a camera sees is sent in by nobody, and a session is opened, not sent.
    !['camera', 'remote-session'].includes(bound.declared.kind) &&
    Object.keys(bound.declared.fields).length > 0,

  async state(live, bound) {
    const { name, declared, policy } = bound;
    if (declared.stores === 'nowhere') {
      const relayed = await entriesOf(live, 'collection.relayed', { field: 'point', is: name });
      return relayed.length > 0
        ? kept({
            because: 'Messages came in and were passed on with the declared fields only.',
            entries: relayed,
          })
        : nothingYet('Nobody has used this form yet.');
    }
    const received = await cameIn(live, policy, [name], ['collection.received', 'survey.answered']);
    const submissions = timesOf(received);
    const undeclared = undeclaredIn(received);
    if (undeclared.length > 0)
      return broken({
        because: `Fields came in that were not declared: ${undeclared.join(', ')}.`,
        figures: { submissions },
      });
    const { wrong, figures } = await openedUnconfirmed(live, bound);
    const shown = wrong ?? (await shownToOthers(live, bound));
    if (shown) return shown;
    if (submissions === 0) return nothingYet('Nobody has used this form within the last year.');
    return kept({
      because: 'Every submission held declared fields only.',
      figures: { submissions, ...figures },
      entries: await entriesOf(live, isAnonymous(declared) ? 'survey.answered' : 'collection.received', {
        field: 'point',
        is: name,
      }),
    });
  },

  async prove(twin, bound) {
    const { name, declared } = bound;
    const { scene } = twin;
    const posting = await scene.given(`what "${name}" asks for`, () => preparePosting(twin, bound));
    const surplus =
      ['date-of-birth', 'fax', 'shoe-size'].find((field) => !Object.hasOwn(declared.fields, field)) ?? '';

    await scene.when('it is sent with its declared fields', async () => {
      const { taken } = await post(twin, name, declared, posting);
      await scene.then('it is taken', () => taken, true);
    });
    await scene.when(`the same is sent with a field more, "${surplus}"`, async () => {
      const fields = { ...posting.fields, [surplus]: 'canary-1980-05-17' };
      const { status, text } = await post(twin, name, declared, { ...posting, fields });
      await scene.then('it is refused, naming the field', () => [status, text.includes(surplus)], [
        422,
        true,
      ]);
    });
    await scene.then(
      'what was typed into the undeclared field is nowhere',
      () => twin.searchEverywhere('canary-1980-05-17'),
      [],
    );
    await guardsField(twin, bound, posting);
    await opensOnceConfirmed(twin, bound, posting);
  },
});

/** At the point people see which notice holds, what is required, and what they lose by not answering. */
export const noticeAtThePoint = control<CollectionPoint, Policy>({
  id: 'notice.jit',
  applies: (point, { path }) => path.startsWith('collection.') && isForm(point),

  async state(live, { name, declared }) {
    if (declared.stores === 'nowhere') return intakeFields.state(live, { name, declared } as Here);
    const [shown] = await live.rows<{ all: number; unknown: number }>(
      `select count(*)::int as all, count(*) filter (where v.hash is null)::int as unknown
       from (select notice_version from record where point = $1
             union all select notice_version from survey_answer where point = $1) r
       left join policy_version v on v.hash = r.notice_version and v.in_force_at is not null`,
      [name],
    );
    if (!shown || shown.all === 0) return nothingYet('Nothing has come in here yet.');
    if (shown.unknown > 0)
      return broken({
        because: 'Some records came in under a notice that was never in force.',
        figures: shown,
      });
    return kept({
      because: 'Every record keeps the version of the notice that was shown.',
      figures: shown,
      entries: await entriesOf(live, 'collection.received', { field: 'point', is: name }),
    });
  },

  async prove(twin, bound) {
    const { scene } = twin;
    const path = `/forms/${bound.name}`;
    const page = await scene.when(`a visitor opens ${path}`, () => twin.visit(path));
    // Not the menu of the site, which every page has: the words beside the questions.
    await scene.then('it links to the notice', () => /href="\/notice/.test(mainOf(page.text)), true);
    await scene.then(
      'each field says whether it must be filled in',
      () => requiredIn(page.text),
      requiredDeclared(bound.declared),
    );
    const seen = textIn(mainOf(page.text)).toLowerCase();
    await scene.then(
      'of each that must, it says what we cannot do without it',
      () =>
        Object.entries(bound.declared.fields).flatMap(([field, declared]) => {
          const without = (typeof declared === 'object' && declared.without) || bound.declared.without;
          const told =
            needOf(declared) !== 'required' || (without && seen.includes(textIn(without).toLowerCase()));
          return told ? [] : [field];
        }),
      [],
    );
    await scene.then('nothing is ticked beforehand', () => /\schecked/.test(page.text), false);
    const posting = await preparePosting(twin, bound);
    const answer = await scene.when('it is sent by someone who was shown no notice', () =>
      post(twin, bound.name, bound.declared, { ...posting, notice: '' }),
    );
    await scene.then('it is refused', () => answer.status, 409);
    const stale = await scene.when('it is sent by someone who was shown another version of it', () =>
      post(twin, bound.name, bound.declared, { ...posting, notice: '0'.repeat(64) }),
    );
    await scene.then('that is refused too', () => stale.status, 409);
  },
});

const mainOf = (html: string): string => /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';

const requiredDeclared = (point: CollectionPoint): string[] =>
  Object.entries(point.fields)
    .flatMap(([field, declared]) => (needOf(declared) === 'required' ? [field] : []))
    .sort();

const requiredIn = (html: string): string[] =>
  [...html.matchAll(/<(?:input|textarea|select)[^>]*>/g)]
    .flatMap(([tag]) => (/\srequired/.test(tag) ? [/name="field\.([^"]+)"/.exec(tag)?.[1] ?? []].flat() : []))
    .sort();

/** Text of a page as read: entities undone for the few characters that policies hold. */
const textIn = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');
