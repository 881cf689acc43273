import { createHash } from 'node:crypto';
import { type Answer, addressOf, expectOk, type Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';

type Entry = { id: string; kind: string | null; leaf: number | null };

/** Things happen, each leaves its entry; an auditor proves them in; and whatever is altered behind our back is named. */
export async function proveLedger(twin: Twin, policy: Policy, path: string): Promise<void> {
  const { scene } = twin;
  const person = { identities: [{ kind: 'email', value: addressOf('subject') }] };
  const acts: [string, () => Promise<Answer>][] = [
    ['somebody becomes known to us', () => twin.call('POST', '/api/people', person)],
    ['somebody looks them up', () => lookUp(twin)],
    ...happening(twin, policy),
  ];
  for (const [what, act] of acts)
    await scene.when(what, async () => {
      const [before] = await newest(twin, 1);
      expectOk(await act());
      await scene.then(
        'an entry tells of it',
        async () => (await newest(twin, 1))[0]?.id !== before?.id,
        true,
      );
    });
  await scene.when('the ledger grows', () => twin.work());
  const first = await head(twin);
  const [entry] = await newest(twin, 1);
  await scene.then(
    'nothing waits to be taken in',
    async () => (await newest(twin, 100)).filter(({ leaf }) => leaf === null).length,
    0,
  );
  await scene.then(
    'an auditor who hashes for themselves finds the newest entry under the signed root',
    async () => rootFrom(await proofOf(twin, entry?.id ?? '')),
    first.root,
  );
  await scene.when('more happens, and the ledger grows again', async () => {
    expectOk(await lookUp(twin));
    await twin.work();
  });
  const second = await head(twin);
  await scene.then('the earlier entry is still where it was, under the new root', async () => {
    const proof = await proofOf(twin, entry?.id ?? '');
    return [proof.index, rootFrom(proof), second.size > first.size];
  }, [entry?.leaf ?? null, second.root, true]);
  await scene.then('whoever checks the whole ledger finds it as it was written', () => twin.verify(), []);
  await scene.then('the board says kept', () => twin.stateOf('evidence.ledger', path), 'kept');
  await proveTampering(twin, path);
}

type Tampering = { what: string; row: string; sql: string };

/** Somebody with the password of the database alters it: each time the check names the row, and the board says broken. */
async function proveTampering(twin: Twin, path: string): Promise<void> {
  const { scene } = twin;
  const tries: ((entry: Entry, size: number) => Tampering)[] = [
    ({ id }) => ({
      what: 'changes who did it in an entry',
      row: id,
      sql: `update evidence_entry set actor = 'somebody-else' where id = '${id}'`,
    }),
    ({ id, leaf }) => ({
      what: 'removes an entry',
      row: `leaf ${leaf}`,
      sql: `delete from evidence_entry where id = '${id}'`,
    }),
    (_, size) => ({
      what: 'forges the newest checkpoint',
      row: `evidence_checkpoint ${size}`,
      sql: `update evidence_checkpoint set note = replace(note, split_part(note, E'\\n', 3), '${FORGED}') where size = ${size}`,
    }),
  ];
  for (const made of tries) {
    const company = await scene.given(
      'another company of the same kind, with a ledger of its own',
      async () => {
        const other = await twin.withPolicy((files) => ({ ...files }));
        await other.work();
        return other;
      },
    );
    const [entry] = (await newest(company, 10)).filter(({ leaf }) => leaf !== null);
    if (!entry) throw new Error('a company begins with an entry of its notice in its ledger');
    const { what, row, sql } = made(entry, (await head(company)).size);
    await scene.when(`there somebody ${what}, behind our back`, () => company.tamper(sql));
    await scene.then(
      'whoever checks the ledger sees that it was altered, and which row',
      async () => (await company.verify()).some((where) => where.includes(row)),
      true,
    );
    await scene.then('the board says broken', () => company.stateOf('evidence.ledger', path), 'broken');
  }
}

/** Any 32 bytes that are no root of this ledger. */
const FORGED = createHash('sha256').update('a root that nobody signed').digest('base64');

const lookUp = (twin: Twin): Promise<Answer> =>
  twin.call(
    'POST',
    '/api/people/find',
    { identities: [{ kind: 'email', value: addressOf('subject') }] },
    { 'kept-reason': 'proving' },
  );

/** What a connected system tells, where the policy has something that can happen. */
function happening(twin: Twin, { relationships }: Policy): [string, () => Promise<Answer>][] {
  const [kind] = Object.keys(relationships);
  const identity = { kind: 'email', value: addressOf('subject') };
  return kind === undefined
    ? []
    : [
        [
          `"${kind}" begins for them`,
          () => twin.call('POST', '/api/events', { kind: `${kind}-started`, identity }),
        ],
      ];
}

const newest = async (twin: Twin, limit: number): Promise<Entry[]> =>
  expectOk(await twin.call('GET', `/api/ledger/entries?limit=${limit}`)).json.entries as Entry[];

/** The signed head as anybody may fetch it: origin, size and root stand on its first three lines. */
async function head(twin: Twin): Promise<{ size: number; root: string }> {
  const [, size = '', root = ''] = expectOk(await twin.visit('/api/ledger/checkpoint')).text.split('\n');
  return { size: Number(size), root };
}

type Proof = { index: number; leaf: string; path: string[]; checkpoint: { size: number } };

const proofOf = async (twin: Twin, entry: string): Promise<Proof> =>
  expectOk(await twin.visit(`/api/ledger/proof?entry=${entry}`)).json as Proof;

/** Hashed by hand, as RFC 6962 says: from the leaf upwards to the root, a left neighbour first. */
function rootFrom({ index, leaf, path, checkpoint }: Proof): string {
  let [at, last, hash] = [index, checkpoint.size - 1, Buffer.from(leaf, 'base64')];
  for (const neighbour of path.map((one) => Buffer.from(one, 'base64'))) {
    // A node without a neighbour to its right rises unpaired until it has one to its left.
    if (at % 2 === 0 && at === last)
      while (at % 2 === 0 && at > 0) [at, last] = [at / 2, Math.floor(last / 2)];
    const pair = at % 2 === 1 ? [neighbour, hash] : [hash, neighbour];
    hash = createHash('sha256')
      .update(Buffer.concat([Buffer.of(1), ...pair]))
      .digest();
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return hash.toString('base64');
}
