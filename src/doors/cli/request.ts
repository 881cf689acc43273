import type { IdentityKind } from '../../people/index.ts';
import type { House } from '../../procedures/index.ts';
import { type Declared, EXIT, type Exit, print, printJson } from './command.ts';
import { openExisting } from './open.ts';

type Options = {
  data?: string;
  type?: string;
  identity?: string;
  received?: string;
  route?: string;
  words?: string;
  about?: string;
  agent?: string;
  outcome?: string;
  set?: string[];
  approve?: string;
  remove?: string[];
  keepAll?: boolean;
  state?: string;
  json?: boolean;
};

const WHAT = ['open', 'list', 'show', 'decide', 'run', 'others'] as const;

export const request: Declared<Options> = {
  name: 'request',
  arguments: '<what> [id]',
  brief: 'What people ask of us: open, list, show, decide, run, others',
  flags: {
    '--data <dir>': 'where data is kept (default: ./data)',
    '--type <kind>':
      'open: access, erasure, rectification, restriction, objection, portability, complaint, …',
    '--identity <kind=value>': 'open: whose it is, like email=ada@people.example',
    '--received <date>': 'open: the day it arrived, where that is not today',
    '--route <route>': 'open: email, phone, post, in-person, agent, … (default: email)',
    '--words <text>': 'open: what they asked, as they put it',
    '--about <name>': 'open: the purpose objected to, or the processing that we do for somebody else',
    '--agent <name>': 'open: who asks for them; their authority is asked for',
    '--state <state>': 'list: open or answered',
    '--outcome <outcome>': 'decide: identify, clarify, extend, refuse, answer, restrict, lift, …; see /docs',
    '--set <name=value...>':
      'decide: what goes with it, like doubt="…" wanted="…"; run: what is to be corrected, like what=phone was=… becomes=…',
    '--remove <value...>': 'others: who is taken out of the copy; whoever is not named stays',
    '--keep-all': 'others: nobody is taken out',
    '--approve <hash>': 'run: do what the plan with this hash says; without it the plan is shown',
  },
  examples: [
    {
      shows: 'a letter that came on Monday, and by when it has to be answered',
      run: 'kept request open --type access --identity email=ada@people.example --route post --received 2026-11-16',
    },
    { shows: 'what is open, the newest first', run: 'kept request list --state open' },
    { shows: 'one request, its clock and what moved it', run: 'kept request show 0199…' },
    {
      shows: 'two months more, told with the reason',
      run: 'kept request decide 0199… --outcome extend --set reason=complexity why="four archives"',
    },
    { shows: 'what would be read or erased, system by system', run: 'kept request run 0199…' },
    { shows: 'doing it, as it was shown', run: 'kept request run 0199… --approve 8c1f…' },
    {
      shows: 'where a wrong number stands, before it is corrected',
      run: 'kept request run 0199… --set what=phone was="01632 960001" becomes="01632 960002"',
    },
    { shows: 'whom else a copy names', run: 'kept request others 0199…' },
    {
      shows: 'taking two of them out of it',
      run: 'kept request others 0199… --remove "bob miller" bob@pots.example',
    },
  ],
  async run(options, [what = '', id = '']) {
    if (!WHAT.some((one) => one === what))
      return misuse(`"${what}" is nothing to do; it can be ${WHAT.join(', ')}.`);
    const { isId } = await import('../../base/index.ts');
    if (!['open', 'list'].includes(what) && !isId(id))
      return misuse(`"kept request ${what}" needs the id of a request.`);
    const { house, close } = await openExisting(options);
    try {
      if (what === 'open') return await open(house, options);
      if (what === 'list') return await list(house, options);
      if (what === 'show') return await show(house, id, options);
      if (what === 'decide') return await decide(house, id, options);
      if (what === 'others') {
        const { othersFromTerminal } = await import('./request-others.ts');
        return await othersFromTerminal(house, id, options);
      }
      const { runFromTerminal } = await import('./request-run.ts');
      return await runFromTerminal(house, id, { ...options, change: pairsIn(options.set) });
    } catch (thrown) {
      return refusedOr(thrown);
    } finally {
      await close();
    }
  },
};

async function open(house: House, options: Options): Promise<Exit> {
  const [{ takeRequest, requestLink }, { REQUEST_KINDS, ROUTES }, { day }] = await Promise.all([
    import('../../procedures/index.ts'),
    import('../../requests/index.ts'),
    import('../../base/index.ts'),
  ]);
  const kind = REQUEST_KINDS.find((one) => one === options.type);
  if (!kind) return misuse(`--type can be: ${REQUEST_KINDS.join(', ')}.`);
  const route = ROUTES.find((one) => one === (options.route ?? 'email'));
  if (!route) return misuse(`--route can be: ${ROUTES.join(', ')}.`);
  const [, identityKind, value] = /^(email|phone|external)=(.+)$/.exec(options.identity ?? '') ?? [];
  if (!identityKind || !value) return misuse('--identity says whose it is: email=…, phone=… or external=….');
  const opened = await takeRequest(house, {
    kind,
    route,
    identities: [{ kind: identityKind as IdentityKind, value }],
    receivedOn: options.received ? day(options.received) : null,
    words: options.words,
    about: options.about,
    agent: options.agent,
    actor: 'terminal',
  });
  const link = requestLink(house, opened);
  if (options.json)
    printJson({
      id: opened.id,
      kind: opened.kind,
      received: opened.received_on,
      due: opened.due_on,
      owner: opened.owner,
      joined: opened.joined,
      link,
    });
  else {
    const { sayDay } = await import('../../base/index.ts');
    print(
      [
        `${opened.joined ? 'It was open already; this was added to it' : 'Opened'}: ${opened.id}`,
        `  ${opened.kind}, received ${sayDay(opened.received_on)}, answered by ${opened.owner}`,
        `  ${opened.due_on ? `due ${sayDay(opened.due_on)}` : `nothing is due: it waits for ${opened.waits_for ?? 'others'}`}`,
        `  the person's page: ${link}`,
        '',
        `Next: kept request show ${opened.id}`,
      ].join('\n'),
    );
  }
  return EXIT.fine;
}

async function list(house: House, options: Options): Promise<Exit> {
  const { listRequests } = await import('../../requests/index.ts');
  const state = options.state === 'answered' ? 'answered' : options.state === 'open' ? 'open' : undefined;
  if (options.state && !state) return misuse('--state can be open or answered.');
  const found = await listRequests(house.store.db, { state, limit: 200 });
  if (options.json)
    printJson({
      requests: found.map(
        ({ id, kind, route, received_on, due_on, waits_for, owner, answered_on, outcome }) => ({
          id,
          kind,
          route,
          received: received_on,
          due: due_on,
          waitsFor: waits_for,
          owner,
          answered: answered_on,
          outcome,
        }),
      ),
    });
  else if (found.length === 0)
    print('No requests. Open one with "kept request open --type access --identity email=…".');
  else
    print(
      found
        .map(
          ({ id, kind, received_on, due_on, waits_for, answered_on, outcome }) =>
            `${id}  ${kind.padEnd(19)}  received ${received_on}  ${answered_on ? `${outcome} ${answered_on}` : due_on ? `due ${due_on}` : `waits for ${waits_for ?? 'others'}`}`,
        )
        .join('\n'),
    );
  return EXIT.fine;
}

async function show(house: House, id: string, options: Options): Promise<Exit> {
  const { seeRequest } = await import('../../procedures/index.ts');
  const found = await seeRequest(house, id);
  const { request: one, clock, strip, events, refusals, stopped, tellings } = found;
  if (options.json) {
    printJson({
      id: one.id,
      kind: one.kind,
      route: one.route,
      received: one.received_on,
      due: one.due_on,
      waitsFor: one.waits_for,
      owner: one.owner,
      actsAs: one.acts_as,
      confirmed: one.proven_on,
      answered: one.answered_on,
      outcome: one.outcome,
      clock: { ...clock, workingDaysLeft: strip.workingDaysLeft, moves: strip.moves },
      events: events.map(({ kind, on, actor, facts }) => ({ kind, on, by: actor, facts })),
      refusals: refusals.map(({ ground, extent, decided_on }) => ({ ground, extent, on: decided_on })),
      stopped: stopped.map(({ kind, purpose, lifted_at }) => ({ kind, purpose, lifted: lifted_at })),
      handOvers: found.handOvers.map(({ recipient, due_on, sent_at, fetched_at }) => ({
        recipient,
        due: due_on,
        sent: sent_at,
        fetched: fetched_at,
      })),
      tellings: tellings.map(({ recipient, change, told_at, outcome }) => ({
        recipient,
        change,
        told: told_at,
        outcome,
      })),
    });
    return EXIT.fine;
  }
  const { tellRequest } = await import('./request-report.ts');
  print(tellRequest(found));
  return EXIT.fine;
}

async function decide(house: House, id: string, options: Options): Promise<Exit> {
  const [{ decideRequest }, { decision }, { findRequest }] = await Promise.all([
    import('../../procedures/index.ts'),
    import('../http/api-requests-words.ts'),
    import('../../requests/index.ts'),
  ]);
  const given = pairsIn(options.set);
  const read = decision.safeParse({ outcome: options.outcome, ...given });
  if (!read.success) {
    const [first] = read.error.issues;
    return misuse(
      `--outcome ${options.outcome ?? ''}: ${first?.path.join('.') ?? ''} ${first?.message ?? 'is not understood'}.`,
    );
  }
  const { data } = read;
  if (data.outcome === 'erase') return misuse(`Erasing goes by a plan: kept request run ${id}`);
  await decideRequest(
    house,
    id,
    data.outcome === 'sent' ? { outcome: 'answer', says: '' } : data,
    'terminal',
  );
  const now = await findRequest(house.store.db, id);
  if (options.json)
    printJson({
      id,
      due: now?.due_on ?? null,
      answered: now?.answered_on ?? null,
      outcome: now?.outcome ?? null,
    });
  else
    print(
      now?.answered_on
        ? `Answered on ${now.answered_on}: ${now.outcome}.`
        : `Noted. ${now?.due_on ? `Due ${now.due_on}.` : `It waits for ${now?.waits_for ?? 'others'}.`}`,
    );
  return EXIT.fine;
}

/** `name=value` pairs; true and false are what they say. */
const pairsIn = (pairs: readonly string[] = []): Record<string, string | boolean> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      const value = pair.slice(at + 1);
      return [pair.slice(0, at), value === 'true' ? true : value === 'false' ? false : value];
    }),
  );

const misuse = (says: string): Exit => {
  process.stderr.write(`kept: ${says}\n`);
  return EXIT.misuse;
};

/** A rule said no: that is an answer, and no fault. */
async function refusedOr(thrown: unknown): Promise<Exit> {
  const { Refused } = await import('../../base/index.ts');
  if (!(thrown instanceof Refused) || thrown.code.startsWith('store.')) throw thrown;
  process.stderr.write(`kept: ${thrown.message} [${thrown.code}]\n`);
  return EXIT.no;
}
