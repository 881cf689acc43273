import { writeFileSync } from 'node:fs';
import { day, Refused } from '../../base/index.ts';
import { signingKeyFor } from '../../evidence/index.ts';
import { type House, policyInForce } from '../../procedures/index.ts';
import { type BoardRow, boardPack, changesOf, PROMISE_STATES, type PromiseState } from '../../proof/index.ts';
import { type CurrentBoard, currentBoard } from '../live.ts';
import { pastBoard } from '../past.ts';
import { tellBoard, tellDay, tellPromise } from './board-report.ts';
import { EXIT, type Exit, print, printJson } from './command.ts';

type Wanted = {
  all?: boolean;
  state?: PromiseState | undefined;
  promise?: string;
  section?: string;
  control?: string;
  owner?: string;
  json?: boolean;
};

const colour = (): boolean => process.stdout.isTTY;

const has = (text: string, words: string): boolean => text.toLowerCase().includes(words.toLowerCase());

const fits = (row: BoardRow, { state, section, control, owner }: Wanted): boolean =>
  (state === undefined || row.state === state) &&
  (section === undefined || has(row.section, section)) &&
  (owner === undefined || row.owner === owner) &&
  (control === undefined ||
    row.controls.some((one) => one.control === control) ||
    row.missing.some((one) => one === control));

/** The board, or what of it is asked for. The answer is no where something of that is broken. */
export async function showBoard(house: House, wanted: Wanted): Promise<Exit> {
  const whole = await currentBoard(house, { look: true });
  const promises = whole.promises.filter((row) => fits(row, wanted));
  const shown: CurrentBoard = { ...whole, promises, totals: totalsOf(promises) };
  if (wanted.json) printJson(shown);
  else print(tellBoard(shown, { all: wanted.all ?? wanted.state === 'unproven', colour: colour() }));
  return shown.totals.broken > 0 ? EXIT.no : EXIT.fine;
}

const totalsOf = (promises: readonly BoardRow[]): CurrentBoard['totals'] => {
  const totals = { broken: 0, 'at-risk': 0, unproven: 0, proven: 0, attested: 0, kept: 0 };
  for (const { state } of promises) totals[state] += 1;
  return totals;
};

/** One promise with its controls, facts, entries and history. Refuses `board.unknown-promise`. */
export async function showPromise(house: House, id: string, wanted: Wanted): Promise<Exit> {
  const { promises } = await currentBoard(house, { look: true });
  const promise = promises.find((one) => one.id === id);
  if (!promise) throw unknown(id);
  const changes = await changesOf(house.store.db, id);
  if (wanted.json) printJson({ promise, changes });
  else print(tellPromise(promise, changes, { colour: colour() }));
  return promise.state === 'broken' ? EXIT.no : EXIT.fine;
}

/** The board of another day. The answer is no where something of what is asked for was broken then. */
export async function showDay(house: House, on: string, wanted: Wanted): Promise<Exit> {
  const past = await pastBoard(house, day(on));
  const promises = past.promises.filter(
    (row) =>
      (wanted.promise === undefined || row.promise === wanted.promise) &&
      (wanted.state === undefined ||
        row.to === wanted.state ||
        row.onThatDay.some(({ to }) => to === wanted.state)) &&
      (wanted.section === undefined || has(row.section, wanted.section)) &&
      (wanted.control === undefined || row.control === wanted.control),
  );
  const totals = Object.fromEntries(
    PROMISE_STATES.map((state) => [state, promises.filter(({ to }) => to === state).length]),
  ) as typeof past.totals;
  if (wanted.json) printJson({ ...past, promises, totals });
  else print(tellDay({ ...past, promises, totals }, { all: wanted.all ?? false, colour: colour() }));
  return totals.broken > 0 ? EXIT.no : EXIT.fine;
}

/** Writes the evidence of the board or of one promise, and the key that it is checked with beside it. */
export async function writeBoardPack(house: House, file: string, wanted: Wanted): Promise<Exit> {
  const board = await currentBoard(house, { look: true });
  const policy = await policyInForce(house);
  const only = wanted.promise ?? null;
  if (only !== null && !board.promises.some(({ id }) => id === only)) throw unknown(only);
  const { name: organisation } = policy.organisation;
  writeFileSync(file, await boardPack(house.store, board, { organisation, policy: policy.hash, only }));
  writeFileSync(`${file}.key`, `${signingKeyFor(house.store.db).verifierKey}\n`);
  if (wanted.json) printJson({ paths: [file, `${file}.key`] });
  else print(`Written:\n  ${file}\n  ${file}.key\nChecked by anybody:  kept verify --pack ${file}`);
  return EXIT.fine;
}

const unknown = (id: string): Refused =>
  new Refused(
    'board.unknown-promise',
    `The notice in force makes no promise ${id}. "kept board --all" lists them.`,
  );
