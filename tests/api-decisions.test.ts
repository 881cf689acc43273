import { expect, test } from 'vitest';
import { policyNamed } from '../src/procedures/tests/houses.ts';
import { who, withApi } from './api-server.ts';

const EXAMPLE = '../../examples/outserve';
const ACTS = [
  'collect',
  'use',
  'send',
  'share',
  'transfer',
  'publish',
  'decide',
  'profile',
  'access',
] as const;

test('every act is answered about somebody known by an address, for every purpose and channel', () =>
  withApi(
    async ({ call }) => {
      await call('POST', '/api/people', { identities: [who('ada')] });
      const purposes = Object.keys(policyNamed(EXAMPLE).purposes);
      for (const act of ACTS)
        for (const purpose of purposes)
          for (const channel of [undefined, 'email', 'phone']) {
            const asked = {
              act,
              purpose,
              identity: who('ada'),
              recipient: 'hmrc',
              ...(channel && { channel }),
            };
            const { status, json, text } = await call('POST', '/api/decisions', asked);
            expect(status, `${JSON.stringify(asked)}: ${text}`).toBeLessThan(500);
            if (status < 400) expect(json.verdict).toMatch(/^(allow|deny)$/);
          }
    },
    { policy: EXAMPLE },
  ));
