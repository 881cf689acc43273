import { createTransport } from 'nodemailer';
import type { Letter } from './letter.rules.ts';

/** How mail leaves. `null`: no SMTP server is configured, and mails wait in the outbox. */
export type Mailer = { send(letter: Letter): Promise<void>; close(): void };

/** An SMTP server by URL, `smtp://user:password@mail.example:587`. A send that was not accepted throws. */
export function smtpMailer(url: string): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 4,
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: 10_000,
    socketTimeout: 30_000,
  });
  return {
    async send({ to, from, replyTo, subject, text, headers }) {
      await transport.sendMail({
        to: { name: '', address: to },
        from,
        ...(replyTo && { replyTo }),
        subject,
        text,
        headers,
      });
    },
    close: () => transport.close(),
  };
}
