import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Day, type Instant, logLine, startOf, virtualClock } from '../../base/index.ts';
import type { Answer, Scene, Twin } from '../../controls/index.ts';
import { ledgerReader, openLedger, signingKeyFor, signingKeyOf, verifyLedger } from '../../evidence/index.ts';
import { smtpMailer } from '../../mail/index.ts';
import { type PolicyFiles, parsePolicy } from '../../policy/index.ts';
import { flushDecisions, type House, policyInForce } from '../../procedures/index.ts';
import type { MakeTwin } from '../../proof/index.ts';
import { openJobs } from '../../store/index.ts';
import { makeApiKey, SCOPES } from '../http/keys.ts';
import { makeServer } from '../http/server.ts';
import { putForward } from '../put-forward.ts';
import { makeWorker } from '../worker/worker.ts';
import type { Ground } from './ground.ts';
import { searchDatabase, searchFiles } from './search.ts';
import { openSink } from './sink.ts';
import { madeUpWeb } from './web.ts';

/** The hour at which a twin's day is looked at: after the night's work. */
const MORNING = '09:00';

type TwinOptions = {
  /** False: the worker keeps no history of the board. A board that is asked for is computed from the facts all the same. */
  keepsBoard?: boolean;
};

/**
 * What proves a policy: twins that begin on `start`. No proof looks at the board's history, so it is not kept; it would cost
 * more than the proof.
 */
export const twinsOn =
  (ground: Ground, files: PolicyFiles, start: Day): MakeTwin =>
  (scene, use) =>
    withTwin(ground, files, start, scene, use, { keepsBoard: false });

/**
 * A company of its own to try promises on: the production server and worker on a plot of the ground, with a clock that
 * stands still and a mail server that delivers nothing. Everything below goes through its doors.
 */
export async function withTwin<T>(
  ground: Ground,
  files: PolicyFiles,
  start: Day,
  scene: Scene,
  use: (twin: Twin) => Promise<T>,
  { keepsBoard = true }: TwinOptions = {},
): Promise<T> {
  const { policy } = parsePolicy(files);
  if (!policy) throw new Error('this policy cannot be read; see "kept check"');
  const zone = policy.organisation.zone;
  const at = (day: Day, time: string): Instant =>
    new Date(Date.parse(startOf(day, zone)) + minutes(time) * 60_000).toISOString();
  const clock = virtualClock(at(start, MORNING));
  const { store, vault, keys, clear } = await ground.plot(clock, clock.now());
  const sink = await openSink(clock);
  const folder = mkdtempSync(join(ground.folder, 'twin-'));
  const logFile = join(folder, 'log.ndjson');
  const policyFolder = join(folder, 'policy');
  const { web, ...theWeb } = madeUpWeb();
  const house: House = {
    store,
    vault,
    clock,
    log: (event, fields) => appendFileSync(logFile, `${JSON.stringify(logLine(event, fields))}\n`),
    mailer: smtpMailer(sink.url),
    baseUrl: 'http://127.0.0.1',
    web,
  };
  openLedger(store, signingKeyOf('twin.kept.example/ledger', generateKeyPairSync('ed25519').privateKey));
  const server = await makeServer(house, { perMinute: 100_000 }).catch(async (fault: unknown) => {
    await putAway([() => sink.close(), clear]).catch(() => {});
    throw fault;
  });
  const jobs = openJobs(store, { manual: true });
  const others: (() => Promise<void>)[] = [];
  try {
    writePolicy(policyFolder, files);
    await putForward(house, policyFolder);
    house.baseUrl = await server.listen({ port: 0, host: '127.0.0.1' });
    const { key } = await makeApiKey(house, { name: 'the world', scopes: SCOPES, by: 'world' });
    const worker = makeWorker(house, jobs, {
      zone,
      keepsBoard,
      reachesPlatforms: false,
      seesBanner: async (hash) =>
        (await fetch(`${house.baseUrl}/`)).text().then((text) => text.includes(`data-coming="${hash}"`)),
    });
    const send = (path: string, init: RequestInit) =>
      fetch(`${house.baseUrl}${path}`, { redirect: 'manual', ...init }).then(answerOf);
    const bearer = { authorization: `Bearer ${key}` };
    const twin: Twin = {
      scene,
      now: () => clock.now(),
      today: () => clock.today(zone),
      async travelTo(day, time = MORNING) {
        if (at(day, time) < clock.now())
          throw new Error(`a twin's clock never goes back: it is ${clock.now()}`);
        clock.set(at(day, time));
        await worker.round();
      },
      work: () => worker.round(),
      visit: (path) => send(path, { headers: { accept: 'text/html' } }),
      submitForm: (path, fields) => send(path, { method: 'POST', body: formBody(fields) }),
      call: (method, path, body, headers = {}) =>
        send(path, {
          method,
          headers: {
            ...bearer,
            ...headers,
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      async receiveMail({ from, to, subject, text }) {
        const raw = `From: ${from}\r\nTo: ${to}\r\nSubject: ${subject}\r\nDate: ${new Date(clock.now()).toUTCString()}\r\n\r\n${text}\r\n`;
        const answer = await send('/api/mail', {
          method: 'POST',
          headers: { ...bearer, 'content-type': 'message/rfc822' },
          body: raw,
        });
        if (answer.status !== 202) throw new Error(`the mail was not taken: ${answer.text}`);
      },
      async editPolicy(edit) {
        writePolicy(policyFolder, edit({ ...(await policyInForce(house)).files }));
        await putForward(house, policyFolder);
      },
      withPolicy: (edit) =>
        new Promise((made, failed) => {
          // Lives as long as the twin that asked for it.
          const other = withTwin(
            ground,
            asIf(edit(files)),
            start,
            scene,
            (twin) =>
              new Promise<void>((end) => {
                others.push(async () => {
                  end();
                  await other;
                });
                made(twin);
              }),
            { keepsBoard },
          );
          other.catch(failed);
        }),
      web: theWeb,
      mails: async () => [...sink.mails],
      async stateOf(control, path) {
        const about = new URLSearchParams({ control, path });
        const board = await send(`/api/board?${about}`, { headers: bearer });
        const promises = Array.isArray(board.json.promises)
          ? (board.json.promises as { controls: { control: string; path: string; state: string }[] }[])
          : [];
        return (
          promises.flatMap((one) => one.controls).find((one) => one.control === control && one.path === path)
            ?.state ?? 'not on the board'
        );
      },
      async rows(sql, parameters) {
        await flushDecisions(house);
        return store.rows(sql, parameters);
      },
      verify: async () =>
        (await verifyLedger(ledgerReader(store), signingKeyFor(store.db).verifierKey)).problems.map(
          ({ where }) => where,
        ),
      tamper: async (sql) => {
        await store.rows(sql);
      },
      async searchEverywhere(text) {
        return [
          ...(await searchDatabase(store, text)),
          ...(await searchDatabase(keys, text)),
          ...searchFiles(folder, text),
        ];
      },
      async keyOf(personId) {
        const [key] = await keys.rows<{ there: boolean }>(
          'select wrapped is not null as there from data_key where person_id = $1',
          [personId],
        );
        return key ? (key.there ? 'there' : 'destroyed') : 'none';
      },
    };
    return await use(twin);
  } finally {
    await putAway([
      ...others,
      () => server.close(),
      () => jobs.stop({ graceful: false }),
      async () => house.mailer?.close(),
      () => sink.close(),
      clear,
    ]);
  }
}

/** One after the other, whatever became of the one before: a server left open would keep the process. The first fault is told. */
async function putAway(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const faults: unknown[] = [];
  for (const step of steps) await step().catch((fault: unknown) => faults.push(fault));
  if (faults.length > 0) throw faults[0];
}

/**
 * What would be if a company declared this: one that is tried out with something wrong in it has to begin, whatever it promises
 * of its versions. A company that is shown begins anyhow.
 */
function asIf(files: PolicyFiles): PolicyFiles {
  const { policy } = parsePolicy(files);
  if (!policy?.changes['must-pass-check'] || policy.organisation.illustration) return files;
  const text = files['policy.yaml'] ?? '';
  return { ...files, 'policy.yaml': text.replace(/(['"]?must-pass-check['"]?\s*:\s*)true/i, '$1false') };
}

/** Puts the files of a policy where a deployment would. */
function writePolicy(folder: string, files: PolicyFiles): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

function formBody(fields: Readonly<Record<string, string | string[]>>): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, one);
  return body;
}

async function answerOf(response: Response): Promise<Answer> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString('utf8');
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    text,
    bytes,
    json: isJson ? JSON.parse(text) : {},
    headers: response.headers,
  };
}
