import type { Policy } from '../src/policy/index.ts';
import { acceptInvitation, inviteFirstOwner, inviteStaff } from '../src/procedures/index.ts';
import { type Api, who } from './api-server.ts';
import { SUPPLIER, supplier, triesOf, wordsOf } from './fuzz-words.ts';
import type { Vocabulary } from './openapi-requests.ts';

/** What only the system and the victim know: it may come back in no answer. */
export const SECRET = 'zq-victim-9471';
export const SECRET_MESSAGE = 'only between us 7713';

/** Somebody with a request, a record, choices, a relationship: all that there is to take; and the words to ask for it. */
export async function settle(api: Api, policy: Policy): Promise<{ words: Vocabulary; victim: string }> {
  const { call, store } = api;
  const today = store.clock.now().slice(0, 10);
  const ids: string[] = ['01a207a2-3280-7065-a623-cc6c8f3c7643'];
  for (const point of Object.keys(policy.collection))
    if (policy.collection[point]?.kind === 'import')
      await call('POST', '/api/suppliers', supplier(point, today));
  let victim = '';
  let asked = '';
  const people: string[] = [];
  for (const name of [SECRET, 'ada', 'bo']) {
    await submit(api, policy, name);
    const said = await call('POST', '/api/people', { identities: [who(name)] });
    await call('POST', '/api/events', { kind: 'client-started', identity: who(name) });
    const request = await call('POST', '/api/requests', { kind: 'access', identity: who(name) });
    asked = String(request.json.id);
    if (name === SECRET) victim = String(said.json.person);
    else people.push(String(said.json.person));
    ids.push(String(said.json.person), String(request.json.id));
  }
  const key = await call('POST', '/api/keys', { name: 'shop', scopes: ['events'] });
  const leaver = await joined(api, false);
  ids.push(await joined(api, true), leaver, String(key.json.id));
  const identities = [
    ...[SECRET, 'ada', 'bo', 'new', 'newer'].map(who),
    { kind: 'phone', value: '01632 960961' },
    { kind: 'external', value: 'crm:4711' },
  ];
  const byField = { ...wordsOf(policy, identities), supplier: [SUPPLIER] };
  return {
    words: {
      ids,
      byField,
      tries: triesOf(policy, { today, key: String(key.json.id), leaver, request: asked, people }),
    },
    victim,
  };
}

async function submit({ call }: Api, policy: Policy, name: string): Promise<void> {
  const fields = { name, email: who(name).value, message: SECRET_MESSAGE };
  const { text, status } = await call('POST', '/api/collection/contact-form', {
    fields,
    notice: policy.hash,
  });
  if (status >= 300) throw new Error(text);
}

/** Somebody who can be removed, and an owner who can't. */
async function joined({ one }: Api, first: boolean): Promise<string> {
  const made = first
    ? await inviteFirstOwner(one)
    : await inviteStaff(one, { email: who('auditor').value, role: 'auditor', by: 'test' });
  const email = who(first ? 'owner' : 'auditor').value;
  return acceptInvitation(one, { token: made?.token ?? '', name: 'Staff', email, passwordHash: 'none' });
}
