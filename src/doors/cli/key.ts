import type { House } from '../../procedures/index.ts';
import type { Scope } from '../http/keys.ts';
import { type Declared, EXIT, type Exit, print, printJson } from './command.ts';
import { openExisting } from './open.ts';

type Options = { data?: string; name?: string; scopes?: string; json?: boolean };

export const key: Declared<Options> = {
  name: 'key',
  arguments: '[what] [id]',
  brief: 'API keys for connected systems: makes one (shown once), lists, rotates and revokes them',
  flags: {
    '--data <dir>': 'where data is kept (default: ./data)',
    '--name <name>': 'which system a new one is for',
    '--scopes <list>': 'what a new one may do, separated by commas (default: all but keys and staff)',
  },
  examples: [
    {
      shows: 'a key with which a shop reports orders and asks before it writes',
      run: 'kept key --name shop --scopes events,decisions',
    },
    { shows: 'which keys there are, and when each was last used', run: 'kept key list' },
    { shows: 'a new key in the place of an old one, which ends at once', run: 'kept key rotate 0193…' },
    { shows: 'ends a key', run: 'kept key revoke 0193…' },
  ],
  async run(options, words) {
    const [{ SCOPES, ORDINARY_SCOPES }, { isId }] = await Promise.all([
      import('../http/keys.ts'),
      import('../../base/index.ts'),
    ]);
    const [what = 'make', id = ''] = words;
    const wanted = options.scopes?.split(',').map((one) => one.trim()) ?? [...ORDINARY_SCOPES];
    const scopes = SCOPES.filter((scope) => wanted.includes(scope));
    const misused = misuse(what, {
      named: isId(id),
      name: options.name,
      strange: scopes.length < wanted.length,
    });
    if (misused) {
      process.stderr.write(`kept: ${misused} Scopes: ${SCOPES.join(', ')}.\n`);
      return EXIT.misuse;
    }
    const { house, close } = await openExisting(options);
    try {
      return await perform(house, what, {
        id,
        name: options.name ?? '',
        scopes,
        json: options.json === true,
      });
    } finally {
      await close();
    }
  },
};

function misuse(
  what: string,
  given: { named: boolean; name: string | undefined; strange: boolean },
): string | null {
  if (what === 'make')
    return given.name && !given.strange
      ? null
      : 'a key needs --name, and scopes out of those that there are.';
  if (what === 'list') return null;
  if (what === 'rotate' || what === 'revoke')
    return given.named ? null : `say which key: kept key ${what} <id>, as "kept key list" shows it.`;
  return `"kept key ${what}" is nothing: it is list, rotate or revoke, or nothing for a new one.`;
}

/** Who has a shell on the server acts without a name. */
const BY = 'command-line';

async function perform(
  house: House,
  what: string,
  { id, name, scopes, json }: { id: string; name: string; scopes: readonly Scope[]; json: boolean },
): Promise<Exit> {
  const { listApiKeys, makeApiKey, revokeApiKey, rotateApiKey } = await import('../http/keys.ts');
  if (what === 'list') {
    const keys = await listApiKeys(house);
    if (json) printJson({ keys });
    else
      print(
        keys
          .map(
            (one) =>
              `${one.id}  ${one.revoked_at ? 'revoked' : 'in use '}  ${one.last_used_at ?? 'never used yet      '}  ${one.name}: ${one.scopes.join(', ')}`,
          )
          .join('\n') || 'There are no keys. "kept key --name shop" makes one.',
      );
    return EXIT.fine;
  }
  if (what === 'revoke') {
    await revokeApiKey(house, id, BY);
    if (json) printJson({ id, revoked: true });
    else print('It opens nothing any more.');
    return EXIT.fine;
  }
  const made =
    what === 'rotate' ? await rotateApiKey(house, id, BY) : await makeApiKey(house, { name, scopes, by: BY });
  const may = what === 'rotate' ? 'what the old one did, which has ended' : scopes.join(', ');
  if (json) printJson({ ...made, ...(what === 'make' && { scopes }) });
  else print(`${made.key}\n\nKeep it where secrets are kept: it cannot be shown again. It may: ${may}.`);
  return EXIT.fine;
}
