import { addDays, type Day } from '../base/index.ts';
import { broken, control, entriesOf, kept, nothingYet, type Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import type { CollectionPoint } from './kinds.rules.ts';
import { post, preparePosting } from './posting.ts';

/** A form that passes messages on and keeps nothing: shown by looking for what was typed, everywhere. */
export const relayOnly = control<CollectionPoint, Policy>({
  id: 'intake.formnostore',
  applies: (_, bound) =>
    bound.path.startsWith('collection.') &&
    bound.declared.stores === 'nowhere' &&
    bound.declared['relays-to'] !== undefined,

  async state(live, { name }) {
    const [stored] = await live.rows<{ n: number }>(
      'select count(*)::int as n from record where point = $1',
      [name],
    );
    if (stored && stored.n > 0)
      return broken({
        because: 'Something that was typed into this form is stored.',
        figures: { records: stored.n },
      });
    const relayed = await entriesOf(live, 'collection.relayed', { field: 'point', is: name });
    if (relayed.length === 0) return nothingYet('Nobody has used this form yet.');
    return kept({
      because: 'Messages were passed on, and nothing of them is stored.',
      figures: { records: 0 },
      entries: relayed,
    });
  },

  async prove(twin, bound) {
    const { name, declared } = bound;
    const { scene } = twin;
    const canary = 'zx-canary-0320';
    const posting = await scene.given(`the form /forms/${name} as a visitor has it`, () =>
      preparePosting(twin, bound, canary),
    );
    const answer = await scene.when(`"${canary}" is typed into every field, and sent`, () =>
      post(twin, name, declared, posting),
    );
    await scene.then('it is taken', () => answer.taken, true);
    await scene.then(
      `the message is at ${declared['relays-to']}`,
      async () => (await twin.mails()).filter((mail) => mail.text.includes(canary)).map((mail) => mail.to),
      [declared['relays-to'] ?? ''],
    );
    await scene.when('a day goes by, and every table, log and file is searched for it', () =>
      twin.travelTo(nextDay(twin.today())),
    );
    await scene.then('it is nowhere', () => twin.searchEverywhere(canary), []);
    await scene.then('nor is there anything sealed, where a search sees nothing', () => kinds(twin), []);
  },
});

/** What is kept about people: sealed, it cannot be searched for, but there would be a row. */
const kinds = async (twin: Twin): Promise<string[]> =>
  (
    await twin.rows<{ kind: string }>(
      ['person', 'identity', 'relationship', 'event', 'record', 'permission', 'outbox']
        .map((table) => `select '${table}' as kind where exists (select 1 from ${table})`)
        .join(' union all '),
    )
  ).map((row) => row.kind);

const nextDay = (today: Day): Day => addDays(today, 1);
