import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { Clock } from '../../base/index.ts';
import type { SentMail } from '../../controls/index.ts';

/** Where a twin's mails arrive: a real SMTP server on this machine that takes everything and delivers nothing. */
export type MailSink = { url: string; mails: SentMail[]; close(): Promise<void> };

export async function openSink(clock: Clock): Promise<MailSink> {
  const mails: SentMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        new PostalMime().parse(Buffer.concat(chunks)).then((mail) => {
          for (const recipient of session.envelope.rcptTo) {
            mails.push({
              to: recipient.address,
              from: mail.from?.address ?? '',
              subject: mail.subject ?? '',
              text: mail.text ?? '',
              html: mail.html ?? null,
              headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
              at: clock.now(),
            });
          }
          done();
        }, done);
      });
    },
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
