import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe } from './description.ts';
import { resources } from './resources.ts';

/** What goes wrong in front of every route, for the next so many requests. */
type Trouble =
  | { kind: 'status'; status: number; retryAfter?: string }
  /** No answer at all. */
  | { kind: 'silence' }
  /** An answer that breaks off in the middle. */
  | { kind: 'cut' }
  /** It was done, and the answer was lost. */
  | { kind: 'done-and-lost' }
  | { kind: 'redirect'; to: string };

export type StandIn = {
  /** The address of the interface. */
  url: string;
  /** Requests as they came: method, path, and how they were answered. */
  seen: { method: string; path: string; status: number }[];
  /** Requests or answers that are not as the description says; must stay empty. */
  wrong: string[];
  /** What is stored, by path. */
  things: ReadonlyMap<string, Record<string, unknown>>;
  trouble(troubles: readonly Trouble[]): void;
  shortPages(atMost: number): void;
  close(): Promise<void>;
};

/** A server made from a supplier's published description, and from nothing else. */
export async function openStandIn(
  files: readonly string[],
  now: () => string = () => new Date().toISOString(),
): Promise<StandIn> {
  const description = describe(files);
  const store = resources(description, now);
  const seen: StandIn['seen'] = [];
  const wrong: string[] = [];
  const troubles: Trouble[] = [];

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://host');
    const method = request.method ?? 'GET';
    const path = url.pathname.startsWith(description.root)
      ? url.pathname.slice(description.root.length)
      : url.pathname;
    const send = (status: number, body: unknown, headers: Record<string, string> = {}, cut = false) => {
      seen.push({ method, path, status });
      const text = body === null || body === undefined ? '' : JSON.stringify(body);
      response.writeHead(status, { ...(text && { 'content-type': 'application/json' }), ...headers });
      if (cut) response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy());
      else response.end(text);
    };
    const problem = (status: number, headers: Record<string, string> = {}) =>
      send(
        status,
        {
          type: 'about:blank',
          title: 'Problem',
          status,
          detail: 'said by the stand-in',
          instance: '',
          message: 'said by the stand-in',
          category: 'PROBLEM',
          correlationId: '',
        },
        headers,
      );
    const answer = async () => {
      const text = await bodyOf(request);
      const trouble = troubles.shift();
      if (trouble?.kind === 'silence') return seen.push({ method, path, status: 0 });
      if (trouble?.kind === 'redirect') return send(302, null, { location: trouble.to });
      if (trouble?.kind === 'status')
        return problem(
          trouble.status,
          trouble.retryAfter === undefined ? {} : { 'retry-after': trouble.retryAfter },
        );
      if (!request.headers.authorization?.startsWith(description.signIn)) return problem(401);
      // A literal path before one with a parameter in its place.
      const operation = description.operations
        .filter((one) => one.method === method && one.matches.test(path))
        .sort((a, b) => a.names.length - b.names.length)[0];
      if (!operation) {
        wrong.push(`${method} ${path}: no such operation is described`);
        return problem(404);
      }
      const values = operation.matches.exec(path)?.slice(1) ?? [];
      const parameters = Object.fromEntries(
        operation.names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')]),
      );
      const query = Object.fromEntries(url.searchParams);
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      const mistakes = operation.wrongRequest(query, body);
      if (mistakes.length > 0) {
        wrong.push(...mistakes.map((one) => `${method} ${operation.template}: ${one}`));
        return problem(400);
      }
      const answered = store.answer({ operation, path, parameters, query, body });
      if (answered.status >= 400) return problem(answered.status);
      wrong.push(
        ...operation
          .wrongAnswer(answered.body)
          .map((one) => `the answer of ${method} ${operation.template}: ${one}`),
      );
      if (trouble?.kind === 'done-and-lost') {
        seen.push({ method, path, status: 0 });
        return response.destroy();
      }
      return send(answered.status, answered.body, {}, trouble?.kind === 'cut');
    };
    answer().catch((fault: unknown) => {
      wrong.push(`the stand-in failed: ${String(fault)}`);
      response.destroy();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${description.root}`,
    seen,
    wrong,
    things: store.things,
    trouble: (next) => troubles.push(...next),
    shortPages: store.shortPages,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
