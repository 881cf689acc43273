import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideCamera } from '../camera.ts';
import { isIban, isLuhn, maskNumbers, maskOf, numbersIn } from '../financial.rules.ts';
import { looksHurried, readToken, writeToken } from '../form-token.rules.ts';
import { releasable, resultsOf } from '../results.rules.ts';
import { maskAccess } from '../secrets.rules.ts';
import { blackOut, sensitiveIn } from '../sensitive.rules.ts';
import { areasIn, mayLook } from '../session.rules.ts';
import { shortenAddress, sift } from '../telemetry.rules.ts';
import { typeOf } from '../upload.rules.ts';

describe('numbers that pay', () => {
  test('are found as people write them, and nothing else is', () => {
    const text =
      'Card 4111-1111 1111 1111, IBAN GB82 WEST 1234 5698 7654 32 by then; call 01632 960123, order 4111111111111112.';

    expect(numbersIn(text).map(({ kind, digits }) => [kind, digits])).toEqual([
      ['card', '4111111111111111'],
      ['iban', 'GB82WEST12345698765432'],
    ]);
    expect(maskNumbers(text)).toBe(
      'Card •••• 1111, IBAN •••• 5432 by then; call 01632 960123, order 4111111111111112.',
    );
  });

  test('one wrong digit is no number', () => {
    expect([isLuhn('4111111111111111'), isLuhn('4111111111111112')]).toEqual([true, false]);
    expect([isIban('GB82WEST12345698765432'), isIban('GB83WEST12345698765432')]).toEqual([true, false]);
  });

  test('a mask shows four digits at most, of whatever it masks', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 0, maxLength: 40 }), (value) => {
        expect(maskOf(value).replace(/^•••• ?/, '').length).toBeLessThanOrEqual(4);
      }),
    );
  });
});

describe('sensitive passages', () => {
  test.each([
    ['health', 'I was diagnosed with epilepsy in 2019.'],
    ['health', 'I am registered disabled.'],
    ['beliefs', 'I am a practising Catholic.'],
    ['trade-union-membership', 'I was a shop steward for six years.'],
    ['political-opinions', 'I am a member of the Labour Party.'],
    ['ethnic-origin', 'My ethnicity: mixed heritage.'],
    ['sexual-orientation', 'I am gay and out at work.'],
    ['criminal', 'I have one spent conviction.'],
  ])('%s is told by "%s"', (category, sentence) => {
    expect(sensitiveIn(`I make glass. ${sentence} I can start in May.`).map((one) => one.category)).toContain(
      category,
    );
    expect(
      blackOut(
        `I make glass. ${sentence} I can start in May.`,
        sensitiveIn(`I make glass. ${sentence} I can start in May.`),
      ),
    ).toBe('I make glass. [blacked out] I can start in May.');
  });

  test('a trade that has such words is left alone', () => {
    for (const text of [
      'Ten years as a nurse in health care, and as a carer.',
      'I wrote a type checker with union types, in C and Rust.',
      'I restored the windows of a church and a mosque.',
      'Managed a team of engineers; responsible for the party wall of a site.',
    ])
      expect(sensitiveIn(text), text).toEqual([]);
  });
});

describe('figures about groups', () => {
  const cell = fc.record({ label: fc.string({ minLength: 1 }), count: fc.integer({ min: 0, max: 60 }) });

  test('no cell below the minimum leaves, and nothing that a single hidden group could be subtracted from', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(cell, { selector: ({ label }) => label, maxLength: 12 }),
        fc.integer({ min: 2, max: 20 }),
        (cells, minimum) => {
          const released = releasable(cells, minimum);
          const all = cells.reduce((sum, { count }) => sum + count, 0);
          const out = released.reduce((sum, { count }) => sum + count, 0);

          expect(released.every(({ count }) => count >= minimum)).toBe(true);
          expect(all - out === 0 || all - out >= minimum || released.length === 0).toBe(true);
        },
      ),
    );
  });

  test('fewer answers than the minimum are not even counted', () => {
    const answers = Array.from({ length: 4 }, () => ({ score: '5' }));

    expect(resultsOf(answers, ['score'], 5)).toEqual({
      minimumGroup: 5,
      answers: null,
      questions: [{ field: 'score', answered: null, cells: [], withheld: true }],
    });
  });
});

describe('a form’s token', () => {
  const mac = (text: string) => Buffer.from(`key:${text}`);
  const token = writeToken('contact', '2026-11-23T09:00:00.000Z', Buffer.from('0123456789ab'), mac);
  const read = (text: string, point = 'contact') => readToken(point, text, (said) => [mac(said)]);

  test('is read for its own form, and for no other', () => {
    expect(read(token)?.nonce.toString()).toBe('0123456789ab');
    expect(read(token, 'order')).toBeNull();
    expect(read(`${token}x`)).toBeNull();
    expect(read('')).toBeNull();
  });

  test('nobody fills a form in a second, and nobody needs a day', () => {
    const at = (time: string) => looksHurried(read(token), time, 2);

    expect(at('2026-11-23T09:00:01.000Z')).toBe('too-fast');
    expect(at('2026-11-23T09:00:02.000Z')).toBeNull();
    expect(at('2026-11-24T09:00:01.000Z')).toBe('too-old');
    expect(looksHurried(null, '2026-11-23T09:00:00.000Z', 2)).toBe('too-fast');
    expect(looksHurried(null, '2026-11-23T09:00:00.000Z', 0)).toBeNull();
  });
});

describe('what a file is', () => {
  const type = (content: string | Buffer, field = 'screenshot') =>
    typeOf({ field, name: 'report.txt', content: Buffer.from(content) });
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );

  test('is told by its content, whatever it is called', async () => {
    expect(await type('only words')).toBe('text/plain');
    expect(await type(PNG)).toBe('image/png');
    await expect(type(PNG, 'cv')).rejects.toMatchObject({ code: 'collection.file-type' });
  });

  test.each([
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a picture with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
    ['a program', Buffer.from('4d5a90000300000004000000ffff0000', 'hex')],
    ['a binary', Buffer.from([0, 1, 2, 3, 255, 254])],
  ])('%s is not taken', async (_, content) => {
    await expect(type(content)).rejects.toMatchObject({ code: 'collection.file-type' });
  });

  test('nothing, and too much, is refused', async () => {
    await expect(type('')).rejects.toMatchObject({ code: 'collection.file-empty' });
    await expect(type(Buffer.alloc(10 * 1024 * 1024 + 1, 'a'))).rejects.toMatchObject({
      code: 'collection.file-too-large',
    });
  });
});

test('telemetry: declared fields stay, others are counted, addresses are cut short', () => {
  const point = { fields: { firmware: 'required', 'ip-address': 'optional' } } as never;
  const policy = { data: {} } as never;
  const sifted = sift(
    policy,
    point,
    [
      { firmware: '7', 'ip-address': '203.0.113.77', owner: 'Ada', 'ada@people.example': 'x' },
      { 'ip-address': '2001:db8:1:2:3:4:5:6' },
    ],
    String,
  );

  expect(sifted).toEqual({
    events: [{ firmware: '7', 'ip-address': '203.0.113.0' }],
    dropped: { owner: 1, other: 1 },
    incomplete: 1,
    cut: 0,
  });
  expect([
    shortenAddress('2001:db8:1:2:3:4:5:6'),
    shortenAddress('2001:db8::1'),
    shortenAddress('not one'),
  ]).toEqual(['2001:db8:1::', '2001:db8::', '']);
});

test('a session opens what the client said, until its end', () => {
  const session = {
    person_id: 'p',
    id: 's',
    point: 'viewing',
    areas: areasIn('Printer\n printer;scanner, '),
    expires_at: '2026-11-23T10:00:00.000Z',
    closed_at: null,
  };
  const look = (area: string, now: string, more = {}) => mayLook({ ...session, ...more }, { area, now });

  expect(session.areas).toEqual(['Printer', 'printer', 'scanner']);
  expect(look('SCANNER', '2026-11-23T09:59:59.999Z')).toBe('session.allowed');
  expect(look('mailbox', '2026-11-23T09:00:00.000Z')).toBe('session.outside-scope');
  expect(look('scanner', '2026-11-23T10:00:00.000Z')).toBe('session.expired');
  expect(look('scanner', '2026-11-23T09:00:00.000Z', { closed_at: '2026-11-23T08:00:00.000Z' })).toBe(
    'session.closed',
  );
  expect(mayLook(null, { area: 'scanner', now: '2026-11-23T09:00:00.000Z' })).toBe('session.not-opened');
});

test('camera pictures are asked for after an incident, by those who look into it, and by people for their own', () => {
  const answer = (asker: never, because: never) => decideCamera({ asker, because }).answer;

  for (const [asker, because, expected] of [
    ['person', 'own-picture', 'passed-on'],
    ['police', 'incident', 'passed-on'],
    ['person', 'incident', 'refused'],
    ['other', 'other', 'refused'],
    ['other', 'legal-claim', 'refused'],
  ] as const)
    expect(answer(asker as never, because as never), `${asker} ${because}`).toBe(expected);
});

test.each([
  ['The router. Password: Blue42', 'The router. Password: ••••••••'],
  ['password for the VPN = "Blue42" thanks', 'password for the VPN = •••••••• thanks'],
  ['User name: ada, pwd: Blue42', 'User name: •••••••• pwd: ••••••••'],
  ['my pin is 4471 and it fails', 'my pin is •••••••• and it fails'],
  ['https://ada:Blue42@files.example/x', 'https://ada:••••••••@files.example/x'],
  ['My password is not taken. User name: ada', 'My password is not taken. User name: ada'],
  ['I pass words on: hello', 'I pass words on: hello'],
])('of what people write, %j shows as %j', (text, shown) => {
  expect(maskAccess(text)).toBe(shown);
});

test.each([
  ['/find?q=kilns&email=ada@b.co&page=2', '/find?q=kilns&email=[removed]&page=2'],
  ['/find?first_name=Ada&access_token=xyz#top', '/find?first_name=[removed]&access_token=[removed]#top'],
  ['/by/ada%40b.co/list', '/by/[removed]/list'],
  ['/r/0a1b2c3d4e5f0a1b2c3d4e5f0a1b2c3d/go', '/r/[removed]/go'],
  ['0a1b2c3d4e5f0a1b2c3d4e5f0a1b2c3d', '0a1b2c3d4e5f0a1b2c3d4e5f0a1b2c3d'],
  [
    '/blog/10-ways-to-mend-a-kiln-before-the-winter-of-2026',
    '/blog/10-ways-to-mend-a-kiln-before-the-winter-of-2026',
  ],
])('of an address that a page reports, %j stays as %j', (value, kept) => {
  const point = { fields: { page: 'required' } } as never;
  const [event] = sift({ data: {} } as never, point, [{ page: value }], String).events;
  expect(event?.page).toBe(kept);
});
