import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';

/** When and to whom a mail arrived, in the order of arrival; `raw` is all of it, headers first. */
export type Arrived = { to: string; at: number; raw: string };
export type MailServer = {
  url: string;
  arrived: Arrived[];
  /** With which code an address is refused; null: it is taken. */
  refuse: (to: string) => number | null;
  close(): Promise<void>;
};

/** A real mail server on this machine that takes everything and delivers nothing. `slow`: how long it thinks, at most. */
export async function openMailServer({ slow = 0 }: { slow?: number } = {}): Promise<MailServer> {
  const arrived: Arrived[] = [];
  const made: MailServer = {
    url: '',
    arrived,
    refuse: () => null,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo({ address }, _session, done) {
      const code = made.refuse(address);
      done(code === null ? null : Object.assign(new Error('refused'), { responseCode: code }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        wait(Math.random() * slow).then(() => {
          const raw = Buffer.concat(chunks).toString('utf8');
          for (const { address } of session.envelope.rcptTo)
            arrived.push({ to: address, at: performance.now(), raw });
          done();
        }, done);
      });
    },
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.server.address() as AddressInfo;
  made.url = `smtp://127.0.0.1:${port}`;
  return made;
}
