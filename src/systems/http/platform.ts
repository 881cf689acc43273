import { createHash } from 'node:crypto';
import { type Instant, instant, Refused } from '../../base/index.ts';
import {
  type HttpApi,
  type HttpCall,
  type HttpListing,
  type HttpSystem,
  httpApi,
} from '../../policy/index.ts';
import { type Answer, type Client, type ClientOptions, HttpFault, httpClient } from './client.ts';
import { hubspot } from './packs/hubspot.ts';
import { mailchimp } from './packs/mailchimp.ts';
import { type Mark, nextMark, pageParameters } from './pages.ts';
import type { Secrets } from './secret.ts';
import { at, fillBody, fillPath, fillText, namesIn, put, type Variables } from './template.rules.ts';

const PACKS = { mailchimp, hubspot } as const;

/** The interface that a declaration means: its own, or that of a pack. */
const apiOf = (system: HttpSystem): HttpApi => system.api ?? httpApi.parse(PACKS[system.pack ?? 'mailchimp']);

/** A record of a person over there: the account's settings under which it was found, and its id. */
export type Ref = Readonly<Record<string, string>> & { readonly id: string };

type Part = { what: string; ref: Ref; items: readonly Readonly<Record<string, unknown>>[] };

export type OptOut = { email: string; at: Instant | null; means: 'withdrawn' | 'complained' | 'bounced' };
type Page<Item> = { items: Item[]; next: string | null };

/** One account at one supplier, spoken to as its declaration says. */
export type Platform = {
  readonly api: HttpApi;
  /** Each record of whoever has this address. */
  find(email: string): Promise<Ref[]>;
  /** Everything that is held of a record, a page at a time. */
  read(ref: Ref, email: string): AsyncGenerator<Part>;
  /** Whether it is still there. */
  isThere(ref: Ref): Promise<boolean>;
  change(ref: Ref, fields: Readonly<Record<string, unknown>>): Promise<void>;
  /** For good. Doing it twice is doing it once. */
  erase(ref: Ref): Promise<void>;
  /** No more mail to this address. There is no way back through here. */
  suppress(email: string): Promise<void>;
  /** Who stopped it over there since a moment: one page, and where to go on. */
  optOuts(since: Instant, mark: Mark): Promise<Page<OptOut>>;
  /** Whom they would write to: one page, and where to go on. */
  members(mark: Mark): Promise<Page<{ email: string }>>;
};

export type PlatformOptions = { secrets: Secrets } & Pick<
  ClientOptions,
  'milliseconds' | 'attempts' | 'pause'
>;

/** Refuses `http.no-address`, `http.no-setting` for a declaration that is not whole, and what the client refuses. */
export function openPlatform(system: HttpSystem, options: PlatformOptions): Platform {
  const api = apiOf(system);
  const base = system.base ?? api.base;
  if (!base) throw new Refused('http.no-address', 'The system says no "base": the address of its interface.');
  for (const setting of api.settings)
    if (!system.settings[setting])
      throw new Refused(
        'http.no-setting',
        `The system says no "settings.${setting}", and its interface asks for it.`,
      );
  const client = httpClient({ ...options, base, auth: system.auth, rate: api.rate });
  const accounts = combinations(system.settings);
  const sole = accounts[0] ?? {};

  const variablesOf = (email: string, more: Variables = {}): Variables => ({ ...byEmail(email), ...more });
  const run = (call: HttpCall, variables: Variables) => ask(client, call, variables);
  const accountOf = (ref: Ref): Variables => ({ ...sole, ...ref });

  return {
    api,
    async find(email) {
      const call = api.calls.find;
      if (!call) return [];
      const found: Ref[] = [];
      for (const account of asked(accounts, call)) {
        const answer = await run(call, variablesOf(email, account));
        if (answer === null) continue;
        const records = call.each ? at(answer.json, call.each) : [answer.json];
        for (const record of Array.isArray(records) ? records : [])
          found.push({ ...account, id: idIn(record, call.id) });
      }
      return found;
    },
    async *read(ref, email) {
      for (const call of api.calls.read) {
        let mark: Mark | null = '';
        while (mark !== null) {
          const page: { json: unknown; items: unknown[]; next: Mark | null } = await listPage(
            client,
            call,
            variablesOf(email, accountOf(ref)),
            mark,
          );
          const items = (call.each ? page.items : [page.json]).filter(isRecord);
          if (items.length > 0) yield { what: call.what, ref, items };
          mark = page.next;
        }
      }
    },
    async isThere(ref) {
      const [first] = api.calls.read;
      // Nothing tells: it is taken to be there, so that it is deleted once more rather than not at all.
      return !first || (await run(first, accountOf(ref))) !== null;
    },
    async change(ref, fields) {
      const call = api.calls.change;
      if (!call) throw cannot('change');
      const body: Record<string, unknown> = {};
      for (const [field, value] of Object.entries(fields)) {
        const place = call.fields[field];
        if (!place)
          throw new Refused('http.unknown-field', `This interface cannot change "${field.slice(0, 60)}".`);
        put(body, place, value);
      }
      await run({ ...call, body: body as HttpCall['body'] }, accountOf(ref));
    },
    async erase(ref) {
      if (!api.calls.erase) throw cannot('erase');
      await run(api.calls.erase, accountOf(ref));
    },
    async suppress(email) {
      if (api.calls.suppress.length === 0) throw cannot('suppress');
      for (const call of api.calls.suppress)
        for (const account of asked(accounts, call)) await run(call, variablesOf(email, account));
    },
    async optOuts(since, mark) {
      const lists = api.calls['opt-outs'].flatMap((call) =>
        asked(accounts, call).map((account) => ({ call, account })),
      );
      return listAfterList(lists, mark, async ({ call, account }, inside) => {
        const times = { since, 'since-ms': String(Date.parse(since)), limit: sizeOf(call) };
        const page = await listPage(client, call, { ...account, ...times }, inside);
        const items = page.items.flatMap((item) => {
          const email = at(item, call.email);
          return typeof email === 'string' && email !== ''
            ? [{ email, at: momentIn(call.at ? at(item, call.at) : undefined), means: call.means }]
            : [];
        });
        return { items, next: page.next };
      });
    },
    async members(mark) {
      const call = api.calls.members;
      if (!call) return { items: [], next: null };
      const lists = asked(accounts, call).map((account) => ({ call, account }));
      return listAfterList(lists, mark, async ({ account }, inside) => {
        const page = await listPage(client, call, { ...account, limit: sizeOf(call) }, inside);
        const items = page.items.flatMap((item) => {
          const email = at(item, call.email);
          return typeof email === 'string' && email !== '' ? [{ email }] : [];
        });
        return { items, next: page.next };
      });
    },
  };
}

const cannot = (what: string) =>
  new Refused(
    'http.not-declared',
    `This interface declares no way to ${what}: somebody has to do it over there.`,
  );

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const byEmail = (email: string): Variables => ({
  email,
  'email-md5': createHash('md5').update(email.toLowerCase()).digest('hex'),
});

function idIn(record: unknown, place: string): string {
  const id = at(record, place);
  if (typeof id === 'string' || typeof id === 'number') return String(id);
  throw new HttpFault(null, 'the connected system named a record without its id');
}

/** One call; null where it said that nothing is there. What it refuses otherwise is a fault: nobody may take it for done. */
async function ask(
  client: Client,
  call: HttpCall,
  variables: Variables,
  extra?: ReturnType<typeof pageParameters>,
): Promise<Answer | null> {
  const query = Object.fromEntries(
    Object.entries(call.query).map(([name, value]) => [name, fillText(value, variables)]),
  );
  const body = call.body === undefined ? undefined : fillBody(call.body, variables);
  const answer = await client.ask({
    method: call.method,
    path: fillPath(call.path, variables),
    query: { ...query, ...extra?.query },
    body:
      extra && Object.keys(extra.body).length > 0 ? { ...(isRecord(body) ? body : {}), ...extra.body } : body,
    again: call.again === 'safe',
  });
  if (call['none-on'].includes(answer.status)) return null;
  if (answer.status >= 400) throw new HttpFault(answer.status, 'the connected system refused the call');
  return answer;
}

async function listPage(
  client: Client,
  call: HttpListing,
  variables: Variables,
  mark: Mark,
): Promise<{ json: unknown; items: unknown[]; next: Mark | null }> {
  const linked = call.page?.kind === 'link' && mark !== '';
  const answer = linked
    ? await client.askAt(mark)
    : await ask(client, call, { limit: sizeOf(call), ...variables }, pageParameters(call.page, mark));
  if (answer === null) return { json: null, items: [], next: null };
  if (answer.status >= 400) throw new HttpFault(answer.status, 'the connected system refused the call');
  const found = call.each ? at(answer.json, call.each) : [];
  if (call.each && !Array.isArray(found))
    throw new HttpFault(null, 'the connected system answered without the list');
  const items = Array.isArray(found) ? found : [];
  return { json: answer.json, items, next: nextMark(call.page, mark, answer.json, items.length) };
}

/** Several lists read as one: the mark says which, and where in it. */
async function listAfterList<List, Item>(
  lists: readonly List[],
  mark: Mark,
  read: (list: List, inside: Mark) => Promise<Page<Item>>,
): Promise<Page<Item>> {
  const [, number = '0', inside = ''] = /^(\d+):(.*)$/s.exec(mark) ?? [];
  const list = lists[Number(number)];
  if (!list) return { items: [], next: null };
  const { items, next } = await read(list, inside);
  const after = next === null ? Number(number) + 1 : Number(number);
  return { items, next: after >= lists.length ? null : `${after}:${next ?? ''}` };
}

const sizeOf = (call: HttpListing): number => call.page?.size ?? 100;

function momentIn(value: unknown): Instant | null {
  const milliseconds =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && /^\d+$/.test(value)
        ? Number(value)
        : Date.parse(String(value));
  return Number.isFinite(milliseconds) ? instant(milliseconds) : null;
}

/** Every way to choose one value of each setting: two lists are two accounts to ask. */
const combinations = (settings: Readonly<Record<string, readonly string[]>>): Record<string, string>[] =>
  Object.entries(settings).reduce<Record<string, string>[]>(
    (all, [name, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );

/** The accounts that a call tells apart: one that names no setting is made once. */
function asked(accounts: readonly Record<string, string>[], call: HttpCall): Record<string, string>[] {
  const names = new Set(namesIn([call.path, call.query, call.body]));
  const different = new Map<string, Record<string, string>>();
  for (const account of accounts) {
    const told = Object.fromEntries(Object.entries(account).filter(([name]) => names.has(name)));
    different.set(JSON.stringify(told), told);
  }
  return [...different.values()];
}
