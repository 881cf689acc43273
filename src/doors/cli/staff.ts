import type { House, StaffRole } from '../../procedures/index.ts';
import { type Declared, EXIT, type Exit, print, printJson } from './command.ts';
import { openExisting } from './open.ts';

type Options = { data?: string; port?: string; email?: string; role?: string; json?: boolean };

export const staff: Declared<Options> = {
  name: 'staff',
  arguments: '[what] [id]',
  brief: 'Who works here: lists them, invites by one-time link, resets and removes',
  flags: {
    '--data <dir>': 'where data is kept (default: ./data)',
    '--port <number>': 'the port of the running server, for the link (default: 7400)',
    '--email <address>': 'of whom you invite',
    '--role <role>': 'owner, privacy-lead, responder, auditor or integrator',
  },
  examples: [
    { shows: 'who works here, and who is invited', run: 'kept staff list' },
    {
      shows: 'a link for somebody new',
      run: 'kept staff invite --email robin@rose.example --role responder',
    },
    { shows: 'a link to begin anew, for a lost password or phone', run: 'kept staff reset 0193…' },
    { shows: 'ends what somebody may do here', run: 'kept staff remove 0193…' },
  ],
  async run(options, words) {
    const [{ STAFF_ROLES }, { isId }] = await Promise.all([
      import('../../procedures/index.ts'),
      import('../../base/index.ts'),
    ]);
    const [what = 'list', id = ''] = words;
    const role = STAFF_ROLES.find((one) => one === options.role);
    const misused =
      what === 'invite'
        ? (!options.email?.includes('@') || !role) &&
          `an invitation needs --email and --role: ${STAFF_ROLES.join(', ')}.`
        : what === 'reset' || what === 'remove'
          ? !isId(id) && `say who: kept staff ${what} <id>, as "kept staff list" shows it.`
          : what !== 'list' && `"kept staff ${what}" is nothing: it is list, invite, reset or remove.`;
    if (misused) {
      process.stderr.write(`kept: ${misused}\n`);
      return EXIT.misuse;
    }
    const { house, close } = await openExisting(options);
    try {
      if (what === 'list') return await list(house, options.json === true);
      const asked = { id, email: options.email ?? '', role: role ?? 'auditor' };
      return await perform(house, what, asked, options.json === true);
    } finally {
      await close();
    }
  },
};

/** Who has a shell on the server acts without a name. */
const BY = 'command-line';

async function perform(
  house: House,
  what: string,
  { id, email, role }: { id: string; email: string; role: StaffRole },
  json: boolean,
): Promise<Exit> {
  const [{ inviteStaff, removeStaff, resetStaff }, { linkOf }] = await Promise.all([
    import('../../procedures/index.ts'),
    import('../http/staff-members.ts'),
  ]);
  if (what === 'remove') {
    await removeStaff(house, id, BY);
    if (json) printJson({ id, removed: true });
    else print('They are signed out, and no link or password of theirs works.');
    return EXIT.fine;
  }
  const made =
    what === 'reset' ? await resetStaff(house, id, BY) : await inviteStaff(house, { email, role, by: BY });
  const link = linkOf(house, made);
  if (json) printJson({ id: made.id, link, expires: made.expires });
  else print(`${link}\n\nHand it over: it works once, until ${made.expires}, and cannot be shown again.`);
  return EXIT.fine;
}

async function list(house: House, json: boolean): Promise<Exit> {
  const { listStaff } = await import('../http/staff-members.ts');
  const found = await listStaff(house);
  if (json) printJson(found);
  else
    print(
      [
        ...found.staff.map(
          (one) =>
            `${one.id}  ${one.role.padEnd(12)}  ${one.removed ? 'removed' : one.secondFactor ? 'both factors' : 'no second factor yet'}  ${one.name}${one.email ? ` <${one.email}>` : ''}`,
        ),
        ...found.invitations.map(
          (one) => `${one.id}  ${one.role.padEnd(12)}  invited until ${one.expires}  ${one.email ?? ''}`,
        ),
      ].join('\n') || 'Nobody yet. "kept up" prints a link for the first owner.',
    );
  return EXIT.fine;
}
