import { addDays, addPeriod } from '../base/index.ts';
import { expectOk, identityOf, type Twin } from '../controls/index.ts';
import { certifiedOn, type RuleBound } from './acts.ts';

/** Two people ask, one is answered: that goes on its day with everything that was said, and what is open stays. */
export async function tryRequests(twin: Twin, { declared }: RuleBound): Promise<void> {
  const { scene } = twin;
  const asks = async (tag: string): Promise<string> => {
    const made = await twin.call('POST', '/api/requests', { kind: 'question', identity: identityOf(tag) });
    expectOk(made);
    return String(made.json.id);
  };
  const answered = await scene.given('two people ask us something', async () => {
    const id = await asks('answered');
    await asks('unanswered');
    return id;
  });
  await scene.when('we answer one of them', async () =>
    expectOk(
      await twin.call('POST', `/api/requests/${answered}/decisions`, {
        outcome: 'answer',
        says: 'We are open on Sundays.',
      }),
    ),
  );
  const goes = addPeriod(twin.today(), declared.keep);
  await scene.when(`the night before, ${addDays(goes, -1)}, the worker runs`, () =>
    twin.travelTo(addDays(goes, -1)),
  );
  await scene.then('both requests are there', () => count(twin, 'request'), 2);
  await scene.when(`the worker runs on ${goes}`, () => twin.travelTo(goes));
  await scene.then('the one that is open is there, and no other', () => open(twin), [1, 1]);
  await scene.then(
    'of the other nothing is left, neither question nor answer',
    async () => (await twin.rows('select 1 from request_event where request_id = $1', [answered])).length,
    0,
  );
  await scene.then('a certificate of that night says so', () => certifiedOn(twin, goes), true);
}

const count = async (twin: Twin, table: 'request'): Promise<number> =>
  (await twin.rows(`select 1 from ${table}`)).length;

const open = async (twin: Twin): Promise<[all: number, open: number]> => [
  await count(twin, 'request'),
  (await twin.rows('select 1 from request where answered_on is null')).length,
];
