import { afterAll, beforeAll } from 'vitest';
import type { Day } from '../src/base/index.ts';
import { recordScene, type Twin } from '../src/controls/index.ts';
import { type Ground, openGround } from '../src/doors/twin/ground.ts';
import { withTwin } from '../src/doors/twin/twin.ts';
import { loadPolicy, type Policy } from '../src/policy/index.ts';
import { folderOf } from './mutations/mutation.ts';

/** The day on which every company of these tests opens: a Monday. */
export const OPENS: Day = '2026-11-23';

/** A small policy of tests/mutations: between them they have a declaration for every control. */
export const policy = (name?: string): Policy => {
  const { policy: loaded, findings } = loadPolicy(folderOf(name));
  if (!loaded) throw new Error(findings.map((one) => `${one.file}:${one.line} ${one.message}`).join('\n'));
  return loaded;
};

/** Gives each test a running company with that policy, whose doors are the product's and whose facts can be changed by SQL. */
export function companies(name?: string): (work: (company: Twin) => Promise<void>) => Promise<void> {
  let ground: Ground;
  beforeAll(async () => {
    ground = await openGround();
  });
  afterAll(() => ground.close());
  return (work) => withTwin(ground, policy(name).files, OPENS, recordScene().scene, work);
}

export const address = (name: string) => ({ kind: 'email', value: `${name}@people.example` });

/** An act through the API; one that is not taken is the test's own mistake. */
export async function does(company: Twin, path: string, body: unknown): Promise<Record<string, unknown>> {
  const answer = await company.call('POST', path, body);
  if (answer.status >= 300) throw new Error(`${path} was not taken (${answer.status}): ${answer.text}`);
  return answer.json;
}

/** A visitor fills in a form and sends it. */
export async function fillsIn(company: Twin, point: string, fields: Record<string, string>): Promise<void> {
  const page = await company.visit(`/forms/${point}`);
  const notice = /name="notice" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const sent = Object.fromEntries(Object.entries(fields).map(([field, value]) => [`field.${field}`, value]));
  const answer = await company.submitForm(`/forms/${point}`, { ...sent, notice });
  if (answer.status !== 200) throw new Error(`the form was not taken (${answer.status})`);
}
