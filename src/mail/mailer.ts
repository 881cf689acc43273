import { createTransport } from 'nodemailer';
import type { Letter } from './letter.rules.ts';

/** How mail leaves. `null`: no SMTP server is configured, and mails wait in the outbox. */
export type Mailer = { send(letter: Letter, messageId?: string): Promise<void>; close(): void };

/** The mail server will never take this one: its address does not exist, or it refused the words. */
export class MailRejected extends Error {
  /** True: it is the address. */
  readonly address: boolean;
  readonly status: string;

  constructor({ address, status }: { address: boolean; status: string }) {
    super('the mail server refused this mail for good');
    this.name = 'MailRejected';
    this.address = address;
    this.status = status;
  }
}

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
    async send({ to, from, replyTo, subject, text, html, headers }, messageId) {
      const mail = {
        to: { name: '', address: to },
        from,
        ...(replyTo && { replyTo }),
        subject,
        text,
        ...(html !== undefined && { html }),
        ...(messageId && { messageId }),
        headers,
      };
      await transport.sendMail(mail).catch((fault: unknown) => {
        throw rejectedBy(fault) ?? fault;
      });
    },
    close: () => transport.close(),
  };
}

/** A refusal for good is told apart from a server that is busy or away: the one ends a mail, the other makes it wait. */
function rejectedBy(fault: unknown): MailRejected | null {
  const { code, responseCode, response } = (fault ?? {}) as {
    code?: string;
    responseCode?: number;
    response?: string;
  };
  if (responseCode === undefined || responseCode < 500 || (code !== 'EENVELOPE' && code !== 'EMESSAGE'))
    return null;
  const status = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(response ?? '')?.[0] ?? String(responseCode);
  const address = code === 'EENVELOPE' && [550, 551, 553].includes(responseCode) && !/^5\.7\./.test(status);
  return new MailRejected({ address, status });
}
