import { addDays, addPeriod, type Day, sayDay } from '../base/index.ts';
import { atRisk, broken, control, entriesOf, kept, type Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { daysLeft, type Registration, warnDaysBefore } from './registration.rules.ts';

type Organisation = Policy['organisation'];

/** The registration with the regulator is renewed before it ends: told of in time, and broken for every day that it has lapsed. */
export const registration = control<Organisation, Policy>({
  id: 'register.ico',
  applies: (organisation, { path }) =>
    path === 'organisation' && organisation.registrations.regulator !== undefined,

  async state(live, { declared }) {
    const registered = declared.registrations.regulator;
    if (!registered) return broken({ because: 'No registration is declared.' });
    const { reference, expires } = registered;
    const left = daysLeft(registered, live.today);
    const [told] = await live.rows<{ warnings: number }>(
      `select count(*)::int as warnings from evidence_entry
       where kind = 'registration.warned' and body::jsonb ->> 'expires' = $1`,
      [expires],
    );
    const figures = { reference, expires, daysLeft: left, warnings: told?.warnings ?? 0 };
    const entries = await entriesOf(live, 'registration.warned', { field: 'expires', is: expires });
    const ended = sayDay(expires as Day);
    if (left < 0)
      return broken({
        because: `The registration ${reference} ended on ${ended}: lapsed ${days(-left)}.`,
        figures,
        entries,
      });
    if (left <= Math.max(...warnDaysBefore(registered)))
      return atRisk({
        because: `The registration ${reference} ends on ${ended}, in ${days(left)}: it has to be renewed.`,
        figures,
        entries,
      });
    return kept({ because: `The registration ${reference} runs until ${ended}.`, figures, entries });
  },

  async prove(twin, { declared, path }) {
    const registered = declared.registrations.regulator;
    if (!registered) return;
    const { scene } = twin;
    const warned = warnDaysBefore(registered);
    const [first = 0] = warned;
    const now = daysLeft(registered, twin.today());
    await scene.then(
      `with the registration that runs until ${sayDay(registered.expires as Day)}, the board says`,
      () => twin.stateOf('register.ico', path),
      now < 0 ? 'broken' : now <= first ? 'at-risk' : 'kept',
    );
    const tomorrow = addDays(twin.today(), 1);
    await scene.given('a version is put forward in which it ends tomorrow', () =>
      twin.editPolicy((files) => until(files, tomorrow)),
    );
    await scene.then('the board warns', () => twin.stateOf('register.ico', path), 'at-risk');
    await scene.when('it is renewed for a year, and that is put forward', () =>
      twin.editPolicy((files) => until(files, addPeriod(tomorrow, 'P1Y'))),
    );
    await scene.then('the board says that it runs', () => twin.stateOf('register.ico', path), 'kept');
    const expires = addDays(twin.today(), first + 1);
    const company = await scene.given(`the same company, whose registration ends on ${sayDay(expires)}`, () =>
      twin.withPolicy((files) => until(files, expires)),
    );
    const state = () => company.stateOf('register.ico', path);
    await scene.then('that is not near', state, 'kept');
    for (const [at, before] of warned.entries()) {
      await scene.when(`${days(before)} are left`, () => company.travelTo(addDays(expires, -before)));
      await scene.then('the board warns', state, 'at-risk');
      if (hasMailbox(declared))
        await scene.then('and so many letters have told of it', () => letters(company, registered), at + 1);
    }
    await scene.when('its last day comes', () => company.travelTo(expires));
    await scene.then('it still holds', state, 'at-risk');
    await scene.when('the day after', () => company.travelTo(addDays(expires, 1)));
    await scene.then('the board says broken', state, 'broken');
    await scene.then(
      'and for how many days',
      async () => (await company.visit('/promises')).text.includes('lapsed 1 day'),
      true,
    );
  },
});

const days = (many: number): string => `${many} ${many === 1 ? 'day' : 'days'}`;

/** Whoever answers for privacy has an address to be told at; else the owner of the installation is told, and a twin has none. */
const hasMailbox = ({ officers }: Organisation): boolean =>
  Object.values(officers).some((one) => typeof one === 'object' && one.contact?.includes('@'));

const letters = async (twin: Twin, { reference }: Registration): Promise<number> =>
  (await twin.mails()).filter(({ subject }) => subject.includes(`registration ${reference} ends`)).length;

/** The policy with another last day of the registration. */
function until(files: Readonly<Record<string, string>>, expires: Day): Record<string, string> {
  const policy = files['policy.yaml'] ?? '';
  const edited = policy.replace(
    /(registrations:\s*\{?\s*regulator:[^}]*?expires:\s*)["']?\d{4}-\d\d-\d\d["']?/,
    (_, before: string) => before + expires,
  );
  if (!edited.includes(expires)) throw new Error('the registration could not be given another day');
  return { ...files, 'policy.yaml': edited };
}
