import { addDays } from '../base/index.ts';
import { broken, control, entriesOf, kept, nothingYet } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import type { CollectionPoint } from './kinds.rules.ts';
import { count } from './looking.ts';
import { post, preparePosting } from './posting.ts';

/** A recommendation leaves from the visitor's own device; a friend's address never comes to us. */
export const ownDevice = control<CollectionPoint, Policy>({
  id: 'mkt.referral',
  applies: (point, { path }) => path.startsWith('collection.') && point.kind === 'referral',

  async state(live, { name, declared }) {
    const asked = Object.keys(declared.fields).filter((field) => /friend|mail|phone|address/.test(field));
    if (asked.length > 0)
      return broken({ because: `The form asks for a friend’s details: ${asked.join(', ')}.` });
    const [found] = await live.rows<{ records: number; extra: number }>(
      `select (select count(*)::int from record where point = $1) as records,
              (select count(*)::int from evidence_entry e, jsonb_array_elements_text(e.body::jsonb -> 'fields') f
               where e.kind = 'collection.received' and e.body::jsonb ->> 'point' = $1 and not f = any($2)) as extra`,
      [name, Object.keys(declared.fields)],
    );
    const entries = await entriesOf(live, 'collection.relayed', { field: 'point', is: name });
    const figures = { records: found?.records ?? 0 };
    if ((found?.records ?? 0) > 0 && declared.stores === 'nowhere')
      return broken({ because: 'Something of a recommendation is stored.', figures, entries });
    if ((found?.extra ?? 0) > 0)
      return broken({ because: 'More came in with a recommendation than is asked.', figures, entries });
    if (entries.length === 0 && figures.records === 0)
      return nothingYet('Nobody has recommended us here yet.');
    return kept({ because: 'Nothing of a friend has come in.', figures, entries });
  },

  async prove(twin, bound) {
    const { name, declared } = bound;
    const { scene } = twin;
    const page = await scene.when(`somebody opens /forms/${name}`, () => twin.visit(`/forms/${name}`));
    await scene.then(
      'it opens their own e-mail program, to nobody in particular, and asks for no address',
      () => [
        page.status,
        /href="mailto:\?/.test(page.text),
        /name="field\.[^"]*(friend|mail|phone|address)/.test(page.text),
        /type="(email|tel)"/.test(page.text),
      ],
      [200, true, false, false],
    );
    const posting = await preparePosting(twin, bound, 'referrer');
    const taken = await scene.when('they send what it asks', () => post(twin, name, declared, posting));
    await scene.then('it is taken', () => taken.taken, true);
    const friend = 'friend-canary-4711@people.example';
    for (const field of ['friend-email', 'friend', 'to']) {
      const sent = await post(twin, name, declared, {
        ...posting,
        fields: { ...posting.fields, [field]: friend },
      });
      await scene.then(`a friend’s address, sent along as "${field}", is refused`, () => sent.status, 422);
    }
    await scene.when('a day goes by', () => twin.travelTo(addDays(twin.today(), 1)));
    await scene.then(
      'the friend is nowhere, and nobody has written to anybody',
      async () => [await twin.searchEverywhere('friend-canary-4711'), (await twin.mails()).length],
      [[], 0],
    );
    if (declared.stores === 'nowhere')
      await scene.then('nor is anything of who recommended us stored', () => count(twin, 'person'), 0);
  },
});
