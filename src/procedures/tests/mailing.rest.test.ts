import { expect, test } from 'vitest';
import { messageIdOf } from '../../mail/index.ts';
import { approveCampaign, queueMailing, sendWaiting, takeMail, takePermission, takeStop } from '../index.ts';
import { count, email, type Houses, withHouses } from './houses.ts';

const sayYes = ({ one }: Houses, name: string, purpose = 'news') =>
  takePermission(one, {
    identities: [email(name)],
    purpose,
    channel: 'email',
    state: 'granted',
    wording: 'newsletter-2026',
    source: 'form',
    at: one.clock.now(),
  });

const news = (name: string, subject = 'News') => ({
  purpose: 'news',
  subject,
  text: 'A kiln was opened.',
  to: [email(name)],
});

/** Sends somebody the news; answers the mail as it arrived. */
async function arrives({ one, mail }: Houses, name: string, subject: string): Promise<string | undefined> {
  await queueMailing(one, news(name, subject));
  await sendWaiting(one);
  return mail.arrived.findLast(
    ({ to, raw }) => to === email(name).value && raw.includes(`Subject: ${subject}`),
  )?.raw;
}

const unfolded = (raw: string | undefined) => (raw ?? '').replaceAll(/\r\n[ \t]+/g, ' ');
const messageIdIn = (raw: string | undefined) =>
  /^Message-ID: (<[^>]+>)/im.exec(unfolded(raw))?.[1] ?? 'none';

const bounce = ({
  status,
  action = 'failed',
  messageId,
  to = email('ada').value,
}: {
  status: string;
  action?: string;
  messageId: string;
  to?: string;
}) =>
  [
    'From: Mail Delivery System <mailer-daemon@mx.example>',
    'To: stop@larkhill.example',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'It could not be delivered.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    `Final-Recipient: rfc822; ${to}`,
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 said so',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${messageId}`,
    'Subject: News',
    '',
    '--b--',
    '',
  ].join('\r\n');

const complaint = (messageId: string) =>
  [
    'From: feedback@provider.example',
    'To: stop@larkhill.example',
    'Subject: Abuse report',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'An abuse report.',
    '--b',
    'Content-Type: message/feedback-report',
    '',
    'Feedback-Type: abuse',
    'User-Agent: Provider/1',
    'Version: 1',
    '',
    '--b',
    'Content-Type: message/rfc822',
    '',
    `Message-ID: ${messageId}`,
    'From: stop@larkhill.example',
    'Subject: News',
    '',
    'A kiln was opened.',
    '--b--',
    '',
  ].join('\r\n');

test('an address that is gone gets nothing more; the same person at another address does', () =>
  withHouses(async (houses) => {
    await sayYes(houses, 'ada');
    const messageId = messageIdIn(await arrives(houses, 'ada', 'First'));

    expect(await takeMail(houses.one, bounce({ status: '5.1.1', messageId }))).toBe('bounce');

    expect(await arrives(houses, 'ada', 'Second')).toBeUndefined();
    expect(await houses.store.rows(`select code from outbox where state = 'refused'`)).toEqual([
      { code: 'send.bounced' },
    ]);
    await sayYes(houses, 'ada-at-work');
    expect(await arrives(houses, 'ada-at-work', 'Third')).toBeDefined();
  }));

test.each([
  ['a full mailbox', { status: '5.2.2' }],
  ['a delay', { status: '4.4.7', action: 'delayed' }],
  ['a matter of their policy', { status: '5.7.1' }],
])('%s passes: the address is tried again', (_, report) =>
  withHouses(async (houses) => {
    await sayYes(houses, 'ada');
    const messageId = messageIdIn(await arrives(houses, 'ada', 'First'));
    expect(await takeMail(houses.one, bounce({ ...report, messageId }))).toBe('bounce');
    expect(await arrives(houses, 'ada', 'Second')).toBeDefined();
  }),
);

test('a bounce that anybody could have written closes no address for good', () =>
  withHouses(async (houses) => {
    const { one } = houses;
    const { personId } = await sayYes(houses, 'ada');
    await arrives(houses, 'ada', 'First');
    const forged = messageIdOf(one.vault, { personId, id: personId }, 'x.example').replace(
      /\.\S+@/,
      '.AAAAAAAAAAAAAAAAAAAAAA@',
    );

    expect(await takeMail(one, bounce({ status: '5.1.1', messageId: forged }))).toBe('bounce');
    expect(
      await takeMail(
        one,
        bounce({ status: '5.1.1', messageId: '<x@y.example>', to: 'nobody@people.example' }),
      ),
    ).toBe('nothing');
    expect(await arrives(houses, 'ada', 'Second')).toBeDefined();
  }));

test('who calls a mail spam gets no more of it, also where the report hides the address', () =>
  withHouses(async (houses) => {
    await sayYes(houses, 'ada');
    const messageId = messageIdIn(await arrives(houses, 'ada', 'First'));

    expect(await takeMail(houses.one, complaint(messageId))).toBe('complaint');

    expect(await arrives(houses, 'ada', 'Second')).toBeUndefined();
    expect(await houses.store.rows(`select state, source from permission where state = 'withdrawn'`)).toEqual(
      [{ state: 'withdrawn', source: 'complaint' }],
    );
  }));

const letterTo = (to: string, subject: string, from: string, headers: string[] = []) =>
  [`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, ...headers, '', 'Please.', ''].join('\r\n');

test('the mailto link of a mail stops it from whatever address it is sent, and behind a plus as well', () =>
  withHouses(async (houses) => {
    for (const name of ['ada', 'bob']) await sayYes(houses, name);
    const mailto = /<mailto:([^?>]+)\?subject=([^>]+)>/.exec(unfolded(await arrives(houses, 'ada', 'First')));
    const subject = decodeURIComponent(mailto?.[2] ?? '');
    expect(mailto?.[1]).toBe('stop@larkhill.example');

    expect(
      await takeMail(houses.one, letterTo('stop@larkhill.example', subject, 'someone-else@people.example')),
    ).toBe('opt-out');
    expect(await arrives(houses, 'ada', 'Second')).toBeUndefined();

    const token =
      /<https:\/\/[^>]+\/unsubscribe\/([^>]+)>/.exec(unfolded(await arrives(houses, 'bob', 'Third')))?.[1] ??
      '';
    expect(
      await takeMail(houses.one, letterTo(`stop+${token}@larkhill.example`, 'x', 'other@people.example')),
    ).toBe('opt-out');
    expect(await arrives(houses, 'bob', 'Fourth')).toBeUndefined();
  }));

test.each([
  ['Auto-Submitted: auto-replied'],
  ['Precedence: bulk'],
  ['X-Autoreply: yes'],
  ['Return-Path: <>'],
])('an answer of a programme is no opt-out: %s', (header) =>
  withHouses(async (houses) => {
    await sayYes(houses, 'ada');
    expect(
      await takeMail(
        houses.one,
        letterTo('stop@larkhill.example', 'Out of office: unsubscribe', email('ada').value, [header]),
      ),
    ).toBe('auto-reply');
    expect(await arrives(houses, 'ada', 'First')).toBeDefined();
  }),
);

test('what somebody wrote in a letter counts like a button, with the way it came; also for who we do not know', () =>
  withHouses(async (houses) => {
    const { one, store } = houses;
    await sayYes(houses, 'ada');
    const told = {
      route: 'post' as const,
      at: '2026-11-21T09:00:00.000Z',
      purposes: [],
      reference: 'letters 2026/114',
    };

    expect(await takeStop(one, { ...told, identity: email('ada') })).toMatchObject({ known: true });
    expect(await takeStop(one, { ...told, identity: email('stranger') })).toMatchObject({ known: false });

    expect(await arrives(houses, 'ada', 'First')).toBeUndefined();
    expect(
      await store.rows(
        `select distinct source, evidence ->> 'route' as route from permission where state <> 'granted'`,
      ),
    ).toEqual([{ source: 'staff:post', route: 'post' }]);
    await expect(
      takeStop(one, { ...told, identity: email('ada'), at: '2999-01-01T00:00:00.000Z' }),
    ).rejects.toMatchObject({ code: 'permission.from-the-future' });
    await expect(
      takeStop(one, { ...told, identity: email('ada'), purposes: ['answer-enquiries'] }),
    ).rejects.toMatchObject({ code: 'permission.unknown-purpose' });
  }));

test('a mail server that will never take a mail ends that mail; one that is busy makes it wait', () =>
  withHouses(async (houses) => {
    const { one } = houses;
    for (const name of ['ada', 'bob']) await sayYes(houses, name);
    await queueMailing(one, { ...news('ada'), to: [email('ada'), email('bob')] });
    houses.mail.refuse = (to) => (to === email('ada').value ? 550 : null);

    expect(await sendWaiting(one)).toEqual({ sent: 1, refused: 1 });
    expect(await count(houses, 'channel_event')).toBe(1);

    houses.mail.refuse = () => 451;
    await queueMailing(one, news('bob', 'Later'));
    expect(await sendWaiting(one)).toEqual({ sent: 0, refused: 0 });
    houses.mail.refuse = () => null;
    expect(await sendWaiting(one)).toEqual({ sent: 1, refused: 0 });
  }));

test('an approval says why, in whose office, and of what; a mailing may name it', () =>
  withHouses(async (houses) => {
    const { one } = houses;
    await sayYes(houses, 'ada');
    const good = {
      purpose: 'news',
      approvedBy: 'manager',
      promotes: 'the opening of our kiln',
      relevance: 'they asked to hear of new kilns',
    };
    for (const [change, code] of [
      [{ relevance: ' ' }, 'campaign.no-reason'],
      [{ approvedBy: 'nobody' }, 'campaign.not-their-office'],
      [{ partner: 'courier' }, 'campaign.other-partner'],
      [{ sender: 'Somebody Else' }, 'campaign.other-sender'],
      [{ purpose: 'offers' }, 'campaign.not-similar'],
    ] as const)
      await expect(approveCampaign(one, { ...good, ...change })).rejects.toMatchObject({ code });
    const { id } = await approveCampaign(one, good);
    expect(await queueMailing(one, { ...news('ada'), campaign: id })).toMatchObject({ queued: 1 });
    await expect(
      queueMailing(one, { ...news('ada'), purpose: 'offers', campaign: id }),
    ).rejects.toMatchObject({ code: 'mailing.no-approval' });
    houses.store.clock.set('2027-02-01T10:00:00.000Z');
    await expect(queueMailing(one, { ...news('ada'), campaign: id })).rejects.toMatchObject({
      code: 'mailing.no-approval',
    });
  }));
