import { addPeriod, type Day, sayDuration } from '../base/index.ts';
import { addressOf, expectOk, type Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { decides, filesIn, lettersTo, pageOf } from './acts.ts';

/** Whoever receives the file of the proof. */
const OTHER = { name: 'Another company', tag: 'another.company' };

/** Straight to another controller at the person's word: to nobody before it, in time, once, and with what shows it on the case. */
export async function handsOver(
  twin: Twin,
  policy: Policy,
  id: string,
  texts: readonly string[],
): Promise<void> {
  const { scene } = twin;
  const within = policy.rights.portability?.['hands-over-within'];
  await scene.when('staff enter to whom the file is to go straight', async () =>
    expectOk(
      await decides(twin, id, { outcome: 'hand-over', name: OTHER.name, email: addressOf(OTHER.tag) }),
    ),
  );
  await scene.then('nothing leaves', async () => (await lettersTo(twin, OTHER.tag)).length, 0);
  await scene.when('the person says on their page that it is so', async () => {
    const path = await pageOf(twin, 'ada');
    const page = expectOk(await twin.visit(path)).text;
    const handOver = /name="hand-over" value="([^"]+)"/.exec(page)?.[1] ?? '';
    expectOk(await twin.submitForm(path, { do: 'hand-over-confirm', 'hand-over': handOver }));
  });
  const letter = (await lettersTo(twin, OTHER.tag)).at(-1)?.text ?? '';
  const link = /(\/handed-over\/\S+)/.exec(letter)?.[1] ?? '';
  await scene.then(
    'the other company has a letter with a link, without delay, and nothing of the person in it',
    () => [link !== '', [addressOf('ada'), ...texts].filter((text) => letter.includes(text))],
    [true, []],
  );
  if (within)
    await scene.then(
      `it counts as late after ${sayDuration(within)}`,
      async () => (await twin.rows<{ due_on: Day }>('select due_on from hand_over'))[0]?.due_on,
      addPeriod(twin.today(), within),
    );
  const file = await scene.when('they fetch it', () => twin.submitForm(link, {}));
  await scene.then('it is the file, with all that the person gave us', () => {
    const all = [...filesIn(expectOk(file).bytes).values()].join('\n');
    return texts.filter((text) => !all.includes(text));
  }, []);
  await scene.then(
    'a second time it opens nothing',
    async () => (await twin.submitForm(link, {})).status,
    410,
  );
  await scene.then('what shows that it arrived stands on the case, and the person sees it', async () => {
    const { json } = await twin.call('GET', `/api/requests/${id}`);
    const [over] = (json.handOvers ?? []) as { confirmed: string | null; fetched: string | null }[];
    const page = expectOk(await twin.visit(await pageOf(twin, 'ada'))).text;
    return [typeof over?.confirmed, typeof over?.fetched, page.includes('they fetched it on')];
  }, ['string', 'string', true]);
}
