import { expect, test } from 'vitest';
import {
  base64Of,
  bytesOfBase64,
  leafOfPromise,
  sequence,
  verifyConsistency,
  verifyInclusion,
} from '../src/evidence/index.ts';
import { type Api, who, withApi } from './api-server.ts';

const grow = async ({ call, store }: Api, name: string): Promise<void> => {
  for (let n = 0; n < 3; n += 1)
    await call('POST', '/api/requests', { kind: 'access', identity: who(`${name}-${n}`) });
  await sequence(store, store.clock.now());
};

const bytes = (text: unknown): Uint8Array => bytesOfBase64(String(text)) ?? new Uint8Array();

test('anyone can check over HTTP that an entry is in the ledger, and that the ledger only grew', () =>
  withApi(async (api) => {
    const get = (path: string) => api.call('GET', path, undefined, { key: null });
    await grow(api, 'early');
    const early = await get('/api/ledger/checkpoint');
    await grow(api, 'late');
    const entries = (await api.call('GET', '/api/ledger/entries?limit=200')).json.entries as { id: string }[];

    for (const { id } of entries) {
      const { json } = await get(`/api/ledger/proof?entry=${id}`);
      const checkpoint = json.checkpoint as { size: number; root: string };
      const path = (json.path as string[]).map(bytes);
      const leaf = leafOfPromise(json.promise as Parameters<typeof leafOfPromise>[0]);
      expect(base64Of(leaf)).toBe(json.leaf);
      const claim = {
        leaf,
        index: Number(json.index),
        size: checkpoint.size,
        root: bytes(checkpoint.root),
        path,
      };
      expect(verifyInclusion(claim)).toBe(true);
      expect(verifyInclusion({ ...claim, index: (claim.index + 1) % claim.size })).toBe(false);
    }

    const [, size] = early.text.split('\n');
    const { json } = await get(`/api/ledger/proof?from=${size}&to=${entries.length}`);
    const claim = {
      from: Number(json.from),
      to: Number(json.to),
      fromRoot: bytes(json.fromRoot),
      toRoot: bytes(json.toRoot),
      path: (json.path as string[]).map(bytes),
    };
    expect(early.text).toContain(String(json.fromRoot));
    expect(verifyConsistency(claim)).toBe(true);
  }));

test('a proof that there is not is refused with a code, and entries are for keys only', () =>
  withApi(async (api) => {
    const code = async (path: string) => (await api.call('GET', path, undefined, { key: null })).json.code;
    expect(await code('/api/ledger/checkpoint')).toBe('ledger.empty');
    await grow(api, 'a');
    await api.call('POST', '/api/requests', { kind: 'access', identity: who('late') });
    const [newest] = (await api.call('GET', '/api/ledger/entries?limit=1')).json.entries as { id: string }[];

    expect(await code(`/api/ledger/proof?entry=${newest?.id}`)).toBe('evidence.not-sequenced');
    expect(await code('/api/ledger/proof?entry=01a207a2-3280-7065-a623-cc6c8f3c7643')).toBe(
      'evidence.unknown-entry',
    );
    expect(await code('/api/ledger/proof?from=1&to=9999')).toBe('evidence.no-such-tree');
    expect(await code('/api/ledger/proof?from=3&to=1')).toBe('ledger.which-proof');
    expect(await code('/api/ledger/entries')).toBe('key.missing');
  }));
