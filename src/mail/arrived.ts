import PostalMime, { type Attachment, type Email } from 'postal-mime';

/** What a mail that came in is, as far as it says itself. */
export type Arrived = {
  from: string | null;
  /** Every address it was sent to, in small letters, and without what follows a plus. */
  to: string[];
  subject: string;
  text: string;
  /** What follows a plus in an address of ours: `stop+word@…`. */
  tags: string[];
  /** A programme wrote it (RFC 3834): nobody asked for anything. */
  automatic: boolean;
  report: Report | null;
};

/** What a mail server (RFC 3464) or a reader's provider (RFC 5965) reports of a mail of ours. */
export type Report = {
  kind: 'bounced-hard' | 'bounced-soft' | 'complained';
  /** The address it is about, where they say. */
  recipient: string | null;
  status: string;
  /** The Message-ID of our mail, where they sent it back. */
  messageId: string | null;
};

/** Reads a mail as it came, headers and all. What cannot be read is a mail that says nothing. */
export async function readArrived(raw: string): Promise<Arrived> {
  const mail = await new PostalMime({ rfc822Attachments: true, forceRfc822Attachments: true }).parse(raw);
  const addresses = [...(mail.to ?? []), ...(mail.cc ?? [])].flatMap((one) =>
    one.address ? [one.address.toLowerCase()] : [],
  );
  return {
    from: mail.from?.address ?? null,
    to: [...new Set(addresses.map((address) => address.replace(/\+[^@]*@/, '@')))],
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    // As it was written: a token knows great and small letters.
    tags: [...(mail.to ?? []), ...(mail.cc ?? [])].flatMap(
      (one) => /\+([^@]+)@/.exec(one.address ?? '')?.[1] ?? [],
    ),
    automatic: isAutomatic(mail),
    report: reportIn(mail),
  };
}

const header = (mail: Email, name: string): string =>
  mail.headers.find(({ key }) => key === name)?.value ?? '';

/** RFC 3834, and what programmes of before it say. */
function isAutomatic(mail: Email): boolean {
  const said = header(mail, 'auto-submitted').trim().toLowerCase();
  if (said !== '' && said !== 'no') return true;
  if (/^(?:bulk|junk|auto[_-]reply)$/i.test(header(mail, 'precedence').trim())) return true;
  if (header(mail, 'x-autoreply') || header(mail, 'x-autorespond') || header(mail, 'x-auto-reply-from'))
    return true;
  if (header(mail, 'return-path').trim() === '<>') return true;
  return (
    /^(?:mailer-daemon|postmaster)@/i.test(mail.from?.address ?? '') ||
    /^multipart\/report/i.test(header(mail, 'content-type'))
  );
}

const textOf = ({ content }: Attachment): string =>
  typeof content === 'string'
    ? content
    : Buffer.from(content instanceof ArrayBuffer ? new Uint8Array(content) : content).toString('utf8');

/** Lines like `Action: failed`, continued lines joined; of several blocks each. */
function fieldsIn(text: string): Map<string, string>[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .map((block) => {
      const lines = block.replaceAll(/\n[ \t]+/g, ' ').split('\n');
      return new Map(
        lines.flatMap((line) => {
          const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
          return name && value !== undefined ? [[name.toLowerCase(), value.trim()] as const] : [];
        }),
      );
    })
    .filter((fields) => fields.size > 0);
}

function reportIn(mail: Email): Report | null {
  const part = (type: RegExp) => mail.attachments.find(({ mimeType }) => type.test(mimeType));
  const original = part(/^(?:message\/(?:rfc822|global)|text\/rfc822-headers|message\/global-headers)$/i);
  const messageId =
    /^message-id:\s*<([^>\s]+)>/im.exec(
      original ? textOf(original).replaceAll(/\r?\n[ \t]+/g, ' ') : '',
    )?.[1] ?? null;
  const feedback = part(/^message\/feedback-report$/i);
  if (feedback) {
    const [fields] = fieldsIn(textOf(feedback));
    const type = fields?.get('feedback-type')?.toLowerCase() ?? '';
    // "not-spam" and reports on authentication are no complaint.
    if (!/^(?:abuse|fraud|opt-out|virus|other)$/.test(type)) return null;
    return {
      kind: 'complained',
      recipient: addressIn(fields?.get('original-rcpt-to')),
      status: type,
      messageId,
    };
  }
  const status = part(/^message\/(?:delivery-status|global-delivery-status)$/i);
  if (!status) return null;
  const failed = fieldsIn(textOf(status)).find((fields) =>
    /^(?:failed|delayed)$/i.test(fields.get('action') ?? ''),
  );
  if (!failed) return null;
  const code = /\d\.\d{1,3}\.\d{1,3}/.exec(failed.get('status') ?? '')?.[0] ?? '';
  return {
    kind: isHard(failed.get('action') ?? '', code) ? 'bounced-hard' : 'bounced-soft',
    recipient: addressIn(failed.get('original-recipient')) ?? addressIn(failed.get('final-recipient')),
    status: code || 'unknown',
    messageId,
  };
}

/**
 * RFC 3463: a permanent failure that is about the address itself. A full mailbox, a mail that is too large and a matter of
 * policy or reputation pass; whoever is behind the address has not gone.
 */
const isHard = (action: string, status: string): boolean =>
  /^failed$/i.test(action) && /^5\.(?:1\.(?:1|2|3|6|10)|2\.1|4\.4|0\.0)$/.test(status);

const addressIn = (field: string | undefined): string | null => {
  const address = field?.replace(/^[\w-]+;/, '').replaceAll(/[<>\s]/g, '') ?? '';
  return address.includes('@') ? address : null;
};
