import type { HttpSystem } from '../policy/index.ts';
import { openPlatform, type PlatformOptions } from '../systems/index.ts';
import { type House, policyInForce } from './house.ts';
import type { Connected } from './platform-cursor.ts';
import { hearOptOuts } from './platform-in.ts';
import { tellNos } from './platform-out.ts';
import { sweepMembers } from './platform-sweep.ts';

/** What one round with one system did. */
export type InStep = {
  system: string;
  /** Opt-outs that were made over there and are kept here now. */
  heard: number;
  /** Noes of ours that they were told. */
  told: number;
  /** Addresses of theirs that must get nothing: taken off their list, or deleted there for good. */
  swept: number;
};

/** `sweep`: their whole list is gone through as well. */
type InStepOptions = PlatformOptions & { sweep?: boolean };

/**
 * Keeps the connected mailing platforms in step with what people said, both ways: who stopped it over there has stopped it
 * here; whom we must not write to is taken off there. Nobody is ever put back on a list by this. Every part resumes where it
 * was and may be done twice. A platform that fails is tried again in the next round; the others are not held up by it.
 */
export async function keepInStep(house: House, options: InStepOptions): Promise<InStep[]> {
  const done: InStep[] = [];
  const faults: unknown[] = [];
  for (const one of await connectedPlatforms(house, options)) {
    try {
      const heard = await hearOptOuts(house, one);
      const told = await tellNos(house, one);
      const swept = options.sweep ? await sweepMembers(house, one) : 0;
      done.push({ system: one.name, heard, told, swept });
    } catch (fault) {
      faults.push(fault);
      house.log('platform.fault', { room: 'systems', code: fault instanceof Error ? fault.name : 'fault' });
    }
  }
  if (faults.length > 0) throw faults[0];
  return done;
}

async function connectedPlatforms(house: House, options: InStepOptions): Promise<Connected[]> {
  const policy = await policyInForce(house);
  return Object.entries(policy.systems).flatMap(([name, { http }]) =>
    http?.purposes ? [connect(name, http, http.purposes, options)] : [],
  );
}

const connect = (
  name: string,
  http: HttpSystem,
  purposes: readonly string[],
  options: InStepOptions,
): Connected => ({
  name,
  purposes,
  platform: openPlatform(http, options),
});
