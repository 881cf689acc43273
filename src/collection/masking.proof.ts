import { type Bound, broken, expectOk, type Live, type State, type Twin } from '../controls/index.ts';
import { kindOf, type Policy } from '../policy/index.ts';
import type { CollectionPoint } from './kinds.rules.ts';
import { lookAt, said } from './looking.ts';
import type { Posting } from './posting.ts';

type Here = Bound<CollectionPoint, Policy>;

const GIVEN = ['Anna', 'Peter', 'Maria', 'Thomas', 'Olga', 'Daniel', 'Fatima', 'Patrick', 'Irina', 'Mark'];

/** A list of people as somebody exports it, so many of them and a heading. */
const listOf = (people: number): string =>
  [
    'name;ordered',
    ...Array.from({ length: people }, (_, at) => {
      const family = `Canary${String.fromCharCode(97 + (Math.floor(at / 10) % 26), 97 + Math.floor(at / 260))}`;
      return `${GIVEN[at % 10]} ${family};${at}`;
    }),
  ].join('\n');

/** A file that names more people than is declared is read by nobody, and its sender is asked for another one. */
export async function setsAside(twin: Twin, { name, declared, policy }: Here, sent: Posting): Promise<void> {
  const { scene } = twin;
  const aside = declared['sets-aside'];
  if (!aside) return;
  const email = Object.entries(sent.fields).find(([field]) => kindOf(policy, field) === 'email')?.[1] ?? '';
  for (const field of aside.fields) {
    const opens = async (text: string) => {
      const { [field]: _, ...fields } = sent.fields;
      const files = [{ field, name: `${field}.txt`, content: Buffer.from(text).toString('base64') }];
      const body = { fields, notice: sent.notice, files };
      const { json } = expectOk(await twin.call('POST', `/api/collection/${name}`, body));
      const id = String(json.record);
      const file = (await lookAt(twin, id)).files[0]?.id;
      return twin.call('POST', `/api/records/${id}/files/${file}/look`, { reason: 'mending-a-fault' });
    };
    const asked = async () => {
      await twin.work();
      return (await twin.mails()).filter(({ to, text }) => to === email && text.includes('mask')).length;
    };
    const before = await asked();
    const few = await scene.when(`"${field}" comes with ${aside.people} names in it, as many as may be`, () =>
      opens(listOf(aside.people)),
    );
    await scene.then('whoever works on the case reads it', () => few.status, 200);
    const many = await scene.when('it comes with 300 real names in it', () => opens(listOf(300)));
    await scene.then('nobody can', () => said(many), [403, 'record.set-aside']);
    await scene.then('who sent it was asked once to mask it', async () => (await asked()) - before, 1);
  }
}

/** A file that was set aside, and that somebody can read all the same; null: none is. */
export async function readableAside(live: Live, { name, declared }: Here): Promise<State | null> {
  if (!declared['sets-aside']) return null;
  const [found] = await live.rows<{ open: number }>(
    `select count(*)::int as open from evidence_entry e join record_file f on f.record_id = (e.body::jsonb ->> 'record')::uuid
       and e.body::jsonb -> 'fields' ? f.field and not f.fenced
     where e.kind = 'collection.set-aside' and e.body::jsonb ->> 'point' = $1`,
    [name],
  );
  if (!found || found.open === 0) return null;
  return broken({
    because: `${found.open} files that name other people were set aside, and can be read.`,
    figures: found,
  });
}
