/* A thread of the crew: tries the keepers that it is asked for by their keys, and leaves when it is told null. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadTsx } from '../tsx-loader.ts';
import type { Charge, Told } from './crew.ts';

const { folder, files, start } = workerData as Charge;
await loadTsx();
const [{ parsePolicy }, { allKeepers, tryKeeper }, { joinGround }, { twinsOn }] = await Promise.all([
  import('../../policy/index.ts'),
  import('../../proof/index.ts'),
  import('./ground.ts'),
  import('./twin.ts'),
]);
const { policy } = parsePolicy(files);
const keepers = new Map(policy ? allKeepers(policy).map((one) => [one.key, one]) : []);
const ground = await joinGround(folder);
const makeTwin = twinsOn(ground, files, start);

const attempt = async (key: string): Promise<Told> => {
  const keeper = keepers.get(key);
  if (!keeper) return { key, broke: `nothing keeps "${key}" in this policy` };
  return { key, ran: await tryKeeper(keeper, makeTwin) };
};

parentPort?.on('message', (key: string | null) => {
  if (key === null) void ground.close().then(() => parentPort?.close());
  else
    void attempt(key).then(
      (told) => parentPort?.postMessage(told),
      (fault: unknown) => parentPort?.postMessage({ key, broke: String(fault) } satisfies Told),
    );
});
