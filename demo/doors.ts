import { instant, millisecondsOf } from '../src/base/index.ts';
import type { SentMail } from '../src/controls/index.ts';
import type { MailSink } from '../src/doors/twin/sink.ts';
import { codeOf } from '../tests/totp.ts';
import { ADDRESS, type Clock, kept, type Running } from './company.ts';

export type Answer = { status: number; text: string; json: Record<string, unknown>; bytes: Buffer };
export type Identity = { kind: 'email' | 'phone' | 'external'; value: string };

/** What the world can do with the company: the doors that everybody has, and nothing else. */
export type Doors = {
  visit(path: string): Promise<Answer>;
  form(path: string, fields: Record<string, string | readonly string[]>): Promise<Answer>;
  /** A form of a collection point: opened, filled in and sent. */
  fillsIn(point: string, sent: Sent): Promise<Answer>;
  /** The same point, from a web site or an app of the company's own. */
  sends(point: string, sent: Sent): Promise<Answer>;
  /** A connected system. Answers what it was told; what is refused ends the year. */
  call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer>;
  /** The same, where a no is what is looked for. */
  tries(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer>;
  writes(mail: { from: string; to: string; subject: string; text: string }): Promise<Answer>;
  returns(raw: string): Promise<Answer>;
  /** The newest mail to an address that has `words` in it. */
  mailTo(address: string, words?: string): SentMail | undefined;
  command(...words: string[]): Promise<string>;
};

export type Sent = {
  fields: Readonly<Record<string, string>>;
  consents?: readonly string[];
  declined?: readonly string[];
  outlets?: readonly string[];
  more?: Readonly<Record<string, unknown>>;
};

export type World = {
  running: () => Running;
  clock: Clock;
  sink: MailSink;
  data: string;
  key: () => string;
};

export function doorsOf({ running, clock, sink, data, key }: World): Doors {
  const inboxes = new Map<string, SentMail[]>();
  let read = 0;
  /** Nobody fills in a form in no time. */
  const pass = (seconds: number) => clock.set(instant(millisecondsOf(clock.now()) + seconds * 1_000));
  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${running().url}${path}`, { redirect: 'manual', ...init });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString('utf8');
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, text, bytes, json: isJson ? JSON.parse(text) : {} };
  };
  const form: Doors['form'] = (path, fields) => {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields))
      for (const one of [value].flat()) body.append(name, one);
    return ask(path, { method: 'POST', body });
  };
  const tries: Doors['tries'] = (method, path, body) =>
    ask(path, {
      method,
      headers: {
        authorization: `Bearer ${key()}`,
        'kept-reason': 'answering-request',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const returns = (raw: string) =>
    ask('/api/mail', {
      method: 'POST',
      headers: { authorization: `Bearer ${key()}`, 'content-type': 'message/rfc822' },
      body: raw,
    });
  let notice = '';
  return {
    visit: (path) => ask(path, { headers: { accept: 'text/html' } }),
    form,
    async fillsIn(point, { fields, consents = [], declined = [], outlets = [] }) {
      const page = taken(await ask(`/forms/${point}`), point);
      pass(20);
      return taken(
        await form(`/forms/${point}`, {
          ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`field.${name}`, value])),
          notice: hiddenIn(page.text, 'notice'),
          form: hiddenIn(page.text, 'form'),
          consent: consents,
          decline: declined,
          outlet: outlets,
        }),
        point,
      );
    },
    async sends(point, { fields, consents = [], declined = [], outlets = [], more = {} }) {
      pass(5);
      notice ||= String((await ask('/readyz')).json.policy);
      const send = async () =>
        tries('POST', `/api/collection/${point}`, { fields, consents, declined, outlets, notice, ...more });
      const answer = await send();
      if (answer.json.code !== 'collection.missing-notice') return taken(answer, point);
      notice = String((await ask('/readyz')).json.policy);
      return taken(await send(), point);
    },
    call: async (method, path, body) => taken(await tries(method, path, body), `${method} ${path}`),
    tries,
    writes: ({ from, to, subject, text }) =>
      returns(
        `From: ${from}\r\nTo: ${to}\r\nSubject: ${subject}\r\nDate: ${new Date(clock.now()).toUTCString()}\r\n\r\n${text}\r\n`,
      ).then((answer) => taken(answer, `a mail to ${to}`)),
    returns,
    mailTo(address, words = '') {
      for (; read < sink.mails.length; read++) {
        const mail = sink.mails[read];
        if (mail) inboxes.set(mail.to, [...(inboxes.get(mail.to) ?? []).slice(-30), mail]);
      }
      return inboxes.get(address)?.findLast((mail) => `${mail.subject}\n${mail.text}`.includes(words));
    },
    command: (...words) => kept(data, clock, words),
  };
}

/** What is refused that should not be ends the year: somebody has to look at it. */
export function taken(answer: Answer, what: string): Answer {
  if (answer.status < 400) return answer;
  throw new Error(`${what} was not taken (${answer.status}): ${said(answer)}`);
}

/** Of a page the errors that it shows, of JSON all of it. */
const said = ({ text, json }: Answer): string =>
  json.code === undefined
    ? [...text.matchAll(/class="[^"]*error[^"]*"[^>]*>([\s\S]{0,400}?)<\//g)]
        .map(([, words]) => words)
        .join(' ') || text.slice(0, 300)
    : text.slice(0, 600);

const hiddenIn = (page: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';

/** The path of the first link in a mail that goes to such a page of ours. */
export function linkIn(mail: SentMail | undefined, page: string): string {
  const path = new RegExp(`(/${page}/[^\\s>]+)`).exec(mail?.text ?? '')?.[1];
  if (!path) throw new Error(`no letter has a link to /${page}`);
  return path;
}

/** The address of the one-click button in a mail's header (RFC 8058). */
export function oneClickIn(mail: SentMail): string {
  const url = /<(https?:\/\/[^>]+)>/.exec(mail.headers['list-unsubscribe'] ?? '')?.[1];
  if (!url) throw new Error('the mail has no button to stop it');
  return new URL(url).pathname;
}

/** A browser of somebody who works here: keeps cookies, says whose page it is on. */
export type Member = {
  call: Doors['call'];
  cookies: ReadonlyMap<string, string>;
  backupCodes: string[];
  signOut(): Promise<void>;
};

/** Somebody comes in by a link that works once, sets a password and a second factor, and is signed in. */
export async function joins(
  url: string,
  { link, name, email, password }: { link: string; name: string; email: string; password: string },
): Promise<Member> {
  const cookies = new Map<string, string>();
  let csrf = '';
  const ask: Doors['tries'] = async (method, path, body) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        origin: ADDRESS,
        'kept-reason': 'answering-request',
        ...(csrf && { 'kept-csrf': csrf }),
        cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; '),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(key, value);
    }
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString('utf8');
    return { status: response.status, text, bytes, json: text.startsWith('{') ? JSON.parse(text) : {} };
  };
  const call: Doors['call'] = async (method, path, body) =>
    taken(await ask(method, path, body), `${method} ${path}`);
  const meet = async () => {
    csrf = String((await call('GET', '/api/staff/me')).json.csrf);
  };
  const token = link.split('#')[1] ?? '';
  await call('POST', '/api/staff/invitations/accept', { token, name, email, password });
  await call('POST', '/api/staff/auth/sign-in/email', { email, password });
  await meet();
  const { json } = await call('POST', '/api/staff/auth/two-factor/enable', { password });
  await call('POST', '/api/staff/auth/two-factor/verify-totp', { code: codeOf(String(json.uri)) });
  await meet();
  return {
    call,
    cookies,
    backupCodes: json.backupCodes as string[],
    signOut: async () => void (await call('POST', '/api/staff/auth/sign-out', { everywhere: true })),
  };
}
