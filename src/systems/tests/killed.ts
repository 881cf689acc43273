/*
 * Carries out a plan in a process of its own, and ends it with SIGKILL at the n-th moment: of a batch (before it, after its
 * commit, after its note) or of a statement inside a transaction. Ends by itself, with 0, where there is no n-th moment.
 *
 *   node killed.ts '{ … }'
 */
import { createPrivateKey } from 'node:crypto';
import { virtualClock } from '../../base/index.ts';
import { openLedger, signingKeyOf } from '../../evidence/index.ts';
import { type Address, connect, connectVault, readKeyRing } from '../../store/index.ts';
import { sqlConnector } from '../connector-sql.ts';
import { openDatabase } from '../database/open.ts';
import { executePlan } from '../execute/execute.ts';
import { systemTables } from '../map/map.ts';
import { SECRET } from './planning.ts';

export interface Killing {
  readonly address: Address;
  readonly keys: Address;
  readonly ring: string;
  readonly pem: string;
  readonly now: string;
  readonly planId: string;
  readonly url: string;
  readonly kind: 'postgres' | 'sqlite' | 'mysql';
  readonly map: unknown;
  readonly moment: 'batch' | 'statement';
  readonly nth: number;
}

const given = JSON.parse(process.argv[2] ?? '{}') as Killing;
let moments = 0;
const pass = (moment: Killing['moment']): void => {
  if (moment === given.moment && ++moments === given.nth) process.kill(process.pid, 'SIGKILL');
};

const clock = virtualClock(given.now as Parameters<typeof virtualClock>[0]);
const store = connect(given.address, { clock });
openLedger(store, signingKeyOf('killed.example/ledger', createPrivateKey(given.pem)));
const vault = await connectVault(given.keys, readKeyRing(given.ring), clock.now());
const connector = sqlConnector({
  name: 'shop',
  kind: given.kind,
  url: given.url,
  map: systemTables.parse(given.map),
  secret: SECRET,
  async open(url, options) {
    const database = await openDatabase(url, options);
    return {
      ...database,
      async first(sql, parameters, most) {
        const found = await database.first(sql, parameters, most);
        if (sql.startsWith('with kept_')) pass('statement'); // several deletions in one statement
        return found;
      },
      async run(sql, parameters) {
        const met = await database.run(sql, parameters);
        pass('statement');
        return met;
      },
    };
  },
});
await executePlan({ store, vault }, given.planId, {
  systems: [connector],
  clock,
  by: 'system',
  batch: 1,
  progress: () => pass('batch'),
});
await connector.close();
await vault.close();
await store.close();
