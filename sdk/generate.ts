/*
 * Writes sdk/src/schema.ts from what the server says of itself: node sdk/generate.ts
 * Nothing is started and no database is needed: the routes are there before anybody asks them anything.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { silentLog, systemClock } from '../src/base/index.ts';
import { loadTsx } from '../src/doors/tsx-loader.ts';
import type { House } from '../src/procedures/index.ts';
import { connect } from '../src/store/index.ts';

const nothing = (): never => {
  throw new Error('a description needs no database');
};

/** A house that is only looked at from outside. */
const house: House = {
  // A pool opens no connection before somebody asks it something.
  store: connect({ connectionString: 'postgres://127.0.0.1:1/none' }, { clock: systemClock }),
  get vault() {
    return nothing();
  },
  clock: systemClock,
  log: silentLog,
  mailer: null,
  baseUrl: 'http://127.0.0.1:7400',
};

export const SCHEMA_FILE: string = join(import.meta.dirname, 'src/schema.ts');

/** The types of the API as this checkout's server describes it. */
export async function schemaText(): Promise<string> {
  await loadTsx();
  const { makeServer } = await import('../src/doors/http/server.ts');
  const server = await makeServer(house);
  await server.ready();
  const document = server.swagger();
  const types = await openapiTS(JSON.stringify(document), { alphabetize: true });
  return `/* Made by sdk/generate.ts from /openapi.json. Not edited by hand. */\n${astToString(types)}`;
}

if (import.meta.main) writeFileSync(SCHEMA_FILE, await schemaText());
