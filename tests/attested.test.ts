import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { recordScene, type Twin } from '../src/controls/index.ts';
import { type Ground, openGround } from '../src/doors/twin/ground.ts';
import { twinsOn } from '../src/doors/twin/twin.ts';
import { compile, loadPolicy, type Policy, parsePolicy } from '../src/policy/index.ts';
import { provePolicy } from '../src/proof/index.ts';
import { OPENS, policy } from './company.ts';

const root = join(import.meta.dirname, '..');
const COMPANIES = ['stratas', 'outserve', 'mass', 'webstraxt', 'smartcomms'];

/** docs/attested.md is the list that was agreed; the examples have to follow it, and not the other way round. */
const agreed = Object.fromEntries(
  [
    ...readFileSync(join(root, 'docs/attested.md'), 'utf8').matchAll(/^\| ([A-Z]{3}-\d{3}) \| (.+) \|$/gm),
  ].map(([, id, why]) => [id, why]),
);

function example(company: string): Policy {
  const { policy: loaded } = loadPolicy(join(root, 'examples', company));
  if (!loaded) throw new Error(`${company} cannot be read`);
  return loaded;
}

test('the promises of the examples that may be attested are those of the agreed list, each with its reason', () => {
  expect(Object.assign({}, ...COMPANIES.map((company) => example(company).attested))).toEqual(agreed);
});

test('no promise of the examples is kept by a signature that is not on the list', () => {
  const signed = COMPANIES.flatMap((company) => compile(example(company)).promises).filter(({ controls }) =>
    controls.includes('attest.calendar'),
  );

  expect(signed.filter(({ id }) => !(id in agreed))).toEqual([]);
});

const shared = join(root, '../shared/promises');
test.skipIf(!existsSync(shared))(
  'the list holds the eight that were read to be attested, and at most forty more',
  () => {
    const read = COMPANIES.flatMap(
      (company) =>
        (
          parse(readFileSync(join(shared, `${company}.yaml`), 'utf8')) as {
            promises: { id: string; test: string }[];
          }
        ).promises,
    ).flatMap((one) => (/^attested/i.test(one.test) ? [one.id] : []));

    expect(read).toHaveLength(8);
    expect(read.filter((id) => !(id in agreed))).toEqual([]);
    expect(Object.keys(agreed).length).toBeLessThanOrEqual(48);
  },
);

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.close());

/** The small company with one promise that somebody signs for, with the list or without. */
const files = (listed: boolean): Record<string, string> => {
  const { files: written } = policy();
  const yaml = written['policy.yaml'] ?? '';
  const without = yaml.replace(/^attested:\n( .*\n)+/m, '');
  if (without === yaml) throw new Error('this company has no list to take away');
  return { ...written, 'policy.yaml': listed ? yaml : without };
};
const companyWith = (listed: boolean, work: (company: Twin) => Promise<void>) =>
  twinsOn(ground, files(listed), OPENS)(recordScene().scene, work);
const stateOf = (company: Twin) => company.stateOf('attest.calendar', 'attestations.training');
const sign = (company: Twin) =>
  company.call('POST', '/api/attestations', {
    name: 'training',
    role: 'manager',
    signedOn: company.today(),
    evidence: 'the list of those who came',
  });

test('a promise on the list is unproven until somebody signs, then attested, and broken the day after its interval', async () => {
  await companyWith(true, async (company) => {
    const unsigned = await stateOf(company);
    await sign(company);
    const signed = await stateOf(company);
    await company.travelTo('2027-11-23');
    const lastDay = await stateOf(company);
    await company.travelTo('2027-11-24');

    expect([unsigned, signed, lastDay, await stateOf(company)]).toEqual([
      'unproven',
      'attested',
      'at-risk',
      'broken',
    ]);
  });
});

test('of a promise that is not on the list a signature shows nothing, on the board and in a proof', async () => {
  const { policy: unlisted } = parsePolicy(files(false));
  if (!unlisted) throw new Error('it cannot be read');
  const { findings } = compile(unlisted);
  const proofs = await provePolicy(unlisted, twinsOn(ground, unlisted.files, OPENS), {
    only: new Set(['MUT-012']),
  });
  const state = { signed: '' };
  await companyWith(false, async (company) => {
    await sign(company);
    state.signed = await stateOf(company);
  });

  expect(findings.map(({ rule, message }) => [rule, message.includes('MUT-012')])).toEqual([
    ['language-promise-attested', true],
  ]);
  expect(proofs.promises.map(({ verdict }) => verdict)).toEqual(['unproven']);
  expect(state.signed).toBe('unproven');
});
