/*
 * A year in the life of a company: node demo/year.ts [--people 3000] [--data FOLDER] [--nights 1]
 *
 * The Outserve example lives from the day its policy takes effect, on a clock that is set by hand, with people who are all made
 * up and act through the doors that everybody has. At the end the board, the ledger and the history are looked at from outside.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addDays, type Day, systemClock, virtualClock } from '../src/base/index.ts';
import { writeDemonstration } from '../src/doors/demonstration.ts';
import { type Act, calendarOf, daysOf } from './calendar.ts';
import { plan as comings } from './comings.ts';
import { dayOf, momentOn, openInbox, type Running, start } from './company.ts';
import { plan as disaster } from './disaster.ts';
import { doorsOf, joins, type Member } from './doors.ts';
import { plan as duties } from './duties.ts';
import { type Ending, endOf } from './ending.ts';
import { plan as mailings } from './mailings.ts';
import { diceOf, personNumbered } from './people.ts';
import { plan as requests } from './requests.ts';
import { storyOf } from './story.ts';
import { firstVersion, renewed, withEvents } from './versions.ts';
import type { Year } from './world.ts';

const FIRST: Day = '2026-11-02';
const LAST: Day = '2027-11-01';
/** A full fortnight after the day on which the banner is first seen. */
const EVENTS_FROM: Day = '2026-12-02';
/** The last version of the policy is put forward in the morning of that day. */
const PROVEN_ON: Day = '2027-08-23';

export type Options = {
  /** Where the company's data are; a folder that is not there yet. */
  data: string;
  people: number;
  /** On how many days the worker runs at night where nothing else happens: 1 is each, 7 is one a week. */
  nights: number;
  /** The last day; a year after the first unless told. */
  last?: Day;
  /** The promises that are proven for the last version; all unless told. */
  proves?: readonly string[];
  print: (line: string) => void;
};

/** Lives the year. Answers what was found at its end; what nobody expected is thrown. */
export async function liveYear({
  data,
  people,
  nights,
  last = LAST,
  proves = [],
  print,
}: Options): Promise<Ending> {
  const clock = virtualClock(momentOn(FIRST, '07:00'));
  const today = () => dayOf(clock);
  const sink = await openInbox(clock);
  const dice = diceOf(20_261_102);
  let running: Running = await start(data, clock, sink);
  let key = '';
  let lived = false;
  try {
    const files = firstVersion();
    await running.propose(files);
    const doors = doorsOf({ running: () => running, clock, sink, data, key: () => key });
    key = (JSON.parse(await doors.command('key', '--name', 'the world', '--json')) as { key: string }).key;
    const story = storyOf(print, today);
    const calendar = calendarOf(FIRST, last);
    let number = 0;
    let colleagues = 0;
    const year: Year = {
      doors,
      calendar,
      dice,
      today,
      somebody: () => personNumbered(++number, dice),
      count: story.count,
      tell: story.tell,
      subscribers: [],
      clients: [],
      guests: [],
      erased: [],
      work: () => running.work(),
      staff: async (): Promise<Member> => {
        colleagues += 1;
        const email = `colleague.${colleagues}@outserve.test`;
        const role = colleagues === 1 ? 'owner' : 'privacy-lead';
        const said = await doors.command('staff', 'invite', '--email', email, '--role', role, '--json');
        const { link } = JSON.parse(said) as { link: string };
        return joins(running.url, {
          link,
          name: `Colleague ${colleagues}`,
          email,
          password: 'four quiet otters swim',
        });
      },
      eventsFrom: EVENTS_FROM,
    };
    comings(year, people, EVENTS_FROM);
    mailings(year);
    requests(year, people);
    duties(year);
    versions(year, (next) => running.propose(next));
    proofs(year, {
      policy: join(data, 'policy'),
      on: PROVEN_ON < last ? PROVEN_ON : addDays(last, -5),
      proves,
    });
    disaster(year, data, {
      stop: () => running.close(),
      start: async () => {
        running = await start(data, clock, sink);
      },
    });
    for (const [index, day] of daysOf(calendar).entries()) {
      const { morning, noon, afternoon } = calendar.on(day);
      if (index % nights === 0 || calendar.busy(day)) {
        clock.set(momentOn(day, '03:10'));
        await running.work();
        await story.night(day, running.store);
      }
      await happen(morning, day, '08:05');
      await happen(noon, day, '12:05');
      await happen(afternoon, day, '14:05');
      // In a day that passes in a second nothing looks after the planner's figures by itself.
      if (index % 7 === 6) await running.store.rows('analyze');
      if (addDays(day, 1).slice(0, 7) === day.slice(0, 7) && day !== last) continue;
      const { json } = await doors.call('GET', '/api/board');
      story.month(day, json.totals as Record<string, number>);
    }
    async function happen(acts: readonly Act[], day: Day, from: string): Promise<void> {
      if (acts.length === 0) return;
      const moment = momentOn(day, from);
      if (clock.now() < moment) clock.set(moment);
      for (const act of acts) await act();
      await running.work();
    }
    clock.set(momentOn(addDays(last, 1), '03:10'));
    await running.work();
    await story.night(last, running.store);
    const ending = await endOf({ year, running, story, people: number, mails: sink.mails.length });
    // From here on its clock goes as fast as any other.
    clock.set(momentOn(addDays(last, 1), '09:00'));
    lived = true;
    return ending;
  } finally {
    await running.close();
    await sink.close();
    if (lived) writeDemonstration(data, { at: clock.now(), since: systemClock.now() });
  }
}

/** What the company changes of its policy in the year. */
function versions(
  { calendar, doors, tell, today }: Year,
  propose: (files: Record<string, string>) => Promise<string>,
): void {
  const second = withEvents(firstVersion(), EVENTS_FROM);
  const told = {
    first: 'at once',
    'at-once': 'It changes nothing for people and takes effect at once.',
    coming: 'People are told first; the old version stays until then.',
    known: 'It was known.',
  } as Record<string, string>;
  const puts = (day: Day, words: string, files: () => Record<string, string>) =>
    calendar.add(day, 'morning', async () => tell(`${words} ${told[await propose(files())] ?? ''}`));
  puts('2026-11-16', 'A new version: events with meals, and another question to subscribers.', () => second);
  calendar.add('2026-11-17', 'morning', async () => {
    const { text } = await doors.visit('/');
    if (!text.includes('data-coming=')) throw new Error('nobody is told of the version that is coming');
  });
  let third = second;
  puts(
    '2027-03-08',
    'Providers are audited, before the last audits are a year old.',
    () => (third = renewed(second, today())),
  );
  puts('2027-05-10', 'Agreements and registrations are renewed.', () => (third = renewed(third, today())));
  puts('2027-08-23', 'Balancing tests and the notice are reviewed, agreements renewed.', () =>
    renewed(third, today(), { assessments: true, reviewed: true }),
  );
}

/** What the version in force promises is tried out on twins, and the board shows it where no fact does. */
function proofs(
  { calendar, doors, today, count, tell }: Year,
  { policy, on, proves }: { policy: string; on: Day; proves: readonly string[] },
): void {
  calendar.add(on, 'afternoon', async () => {
    tell('The version in force is being proven on twins, which takes a minute or two ...');
    const only = proves.flatMap((id) => ['--promise', id]);
    const said = await doors.command('prove', policy, '--on', today(), '--json', ...only);
    const { totals } = JSON.parse(said) as { totals: Record<string, number> };
    count('promises proven', totals.proven ?? 0);
    tell(
      `The version in force is proven on twins: ${totals.proven} promises; ${totals.refuted} are refuted.`,
    );
  });
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      people: { type: 'string', default: '3000' },
      nights: { type: 'string', default: '1' },
      data: { type: 'string' },
    },
  });
  const scratch = values.data === undefined ? mkdtempSync(join(tmpdir(), 'kept-year-')) : null;
  const began = performance.now();
  try {
    const ending = await liveYear({
      data: values.data ?? join(scratch ?? '', 'data'),
      people: Number(values.people),
      nights: Number(values.nights),
      print: (line) => process.stdout.write(`${line}\n`),
    });
    process.stdout.write(`\n${ending.says.join('\n')}\n`);
    process.stdout.write(`Lived in ${((performance.now() - began) / 1_000).toFixed(0)} s.\n`);
    process.exitCode = ending.problems.length === 0 ? 0 : 1;
  } finally {
    if (scratch) rmSync(scratch, { recursive: true, force: true });
  }
}
