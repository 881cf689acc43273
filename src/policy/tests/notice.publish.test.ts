import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { publishNotice, ROPA_COLUMNS, renderNotice } from '../publish/index.ts';
import { edited, policyOf, SOUND, TODAY } from './sound-policy.ts';

const sound = policyOf(SOUND);
const published = publishNotice(sound, { on: TODAY });
const page = published['notice.html'] ?? '';

describe('the published notice', () => {
  it('has one h1, landmarks, a skip link, a language and the notice’s own title', () => {
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(page).toContain('<h1>How Fernhill uses your data</h1>');
    expect(page).toContain('<html lang="en-GB">');
    expect(page).toContain('<a class="skip" href="#main">');
    for (const landmark of ['<header>', '<main id="main"', '<footer>', '<nav aria-labelledby="contents">'])
      expect(page).toContain(landmark);
    expect(page).toContain('<title>How Fernhill uses your data – Fernhill</title>');
  });

  it('puts the summary before the contents and the contents before the text', () => {
    const order = ['id="in-short"', 'id="contents"', 'id="who-we-are"'].map((one) => page.indexOf(one));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
  });

  it('asks nobody for anything: no script, no image, no style or font from elsewhere', () => {
    for (const [file, html] of Object.entries(published).filter(([name]) => name.endsWith('.html'))) {
      expect(html, file).not.toMatch(/<(?:script|img|iframe|link|object|embed|video|audio|form|svg)\b/i);
      expect(html, file).not.toMatch(/@import|url\(|src=|srcset=/i);
      expect(html, file).toMatch(/Content-Security-Policy" content="default-src 'none'; style-src 'sha256-/);
    }
  });

  it('draws values, writes lists out, and leaves no directive behind', () => {
    expect(page).toContain('We keep the records of your order for 7 years after it.');
    expect(page).toContain('<strong>Mailchimp.</strong>');
    expect(page).not.toMatch(/:(?:value|list|promise)[{[]/);
  });

  it('gives every promise an address and a link to what keeps it', () => {
    for (const { id } of sound.notice.promises) {
      expect(page).toContain(`id="${id}"`);
      expect(page).toContain(`href="/promises#${id}"`);
    }
    expect(renderNotice(sound, { base: 'https://privacy.example' }).bodyHtml).toContain(
      'href="https://privacy.example/promises#FER-001"',
    );
  });

  it('shows a promise’s state as a word and a shape', () => {
    const { bodyHtml } = renderNotice(sound, { states: { 'FER-002': { state: 'broken' } } });
    expect(bodyHtml).toMatch(
      /href="\/promises#FER-002" class="promise-state state broken"><span class="shape" aria-hidden="true">✕<\/span> broken/,
    );
  });

  it('says on every page of an illustration that it is one', () => {
    const shown = publishNotice(
      policyOf(
        edited(SOUND, {
          file: 'policy.yaml',
          find: '  short-name: Fernhill',
          replace: '  short-name: Fernhill\n  illustration: true',
        }),
      ),
      { on: TODAY },
    );
    for (const [file, html] of Object.entries(shown).filter(([name]) => name.endsWith('.html')))
      expect(html, file).toContain('It is not Fernhill Joinery Limited’s notice.');
    expect(page).not.toContain('illustration made with');
  });

  it('is the same bytes for the same policy', () => {
    expect(publishNotice(policyOf(SOUND), { on: TODAY })).toEqual(published);
  });

  it('lists contents that lead to headings, each id once', () => {
    const { contents, bodyHtml } = renderNotice(
      policyOf(
        edited(SOUND, {
          file: 'notice.md',
          find: '## Cookies',
          replace: '## Contents\n\n## Contents\n\n## Cookies',
        }),
      ),
    );
    const ids = contents.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain('contents');
    for (const id of ids) expect(bodyHtml).toContain(`id="${id}"`);
  });

  it('keeps the author’s own summary and writes none beside it', () => {
    const own = publishNotice(
      policyOf(
        edited(SOUND, {
          file: 'notice.md',
          find: '## Who we are',
          replace: '## In short\nWe make doors.\n\n## Who we are',
        }),
      ),
      { on: TODAY },
    );
    expect(own['notice.html']?.match(/In short<\/h2>/g)).toHaveLength(1);
    const order = ['We make doors.', 'id="contents"', 'id="who-we-are"'].map(
      (one) => own['notice.html']?.indexOf(one) ?? -1,
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
  });
});

const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)>';

describe('hostile text in a policy', () => {
  const hostile = policyOf(
    edited(
      SOUND,
      { file: 'policy.yaml', find: 'name: Mailchimp', replace: `name: "${HOSTILE}"` },
      { file: 'policy.yaml', find: 'name: Fernhill Joinery Limited', replace: `name: "Fernhill ${HOSTILE}"` },
      {
        file: 'policy.yaml',
        find: 'name: _fbp, by: Meta',
        replace: `name: "=HYPERLINK(1)", by: "${HOSTILE}"`,
      },
      {
        file: 'policy.yaml',
        find: 'says: a drawing office that turns orders into plans',
        replace: 'says: "=cmd|calc!A1 the drawing office"',
      },
      {
        file: 'notice.md',
        find: '## Cookies',
        replace: `## Cookies ${HOSTILE}\n\n${HOSTILE}\n\n<div onclick="x()">block</div>\n\n[link](javascript:alert(1)) ![pixel](https://tracker.example/x.gif) <https://ok.example>\n\n[data]( data:text/html;base64,xx )\n`,
      },
    ),
  );
  const out = publishNotice(hostile, { on: TODAY });

  it('is shown as text and never becomes markup', () => {
    for (const [file, html] of Object.entries(out).filter(([name]) => name.endsWith('.html'))) {
      const tags = [...html.matchAll(/<\/?([a-z][a-z0-9]*)\b([^>]*)>/gi)];
      expect(
        tags.map(([, tag]) => tag),
        file,
      ).not.toContain('script');
      expect(
        tags.map(([, tag]) => tag),
        file,
      ).not.toContain('img');
      expect(
        tags.filter(([, , attributes]) => /\son\w+\s*=/i.test(attributes ?? '')),
        file,
      ).toEqual([]);
      expect(html, file).not.toMatch(/href="(?:javascript|data):/i);
    }
    expect(out['notice.html']).toMatch(/(?:&lt;|&#x3C;)script>alert\(1\)|(?:&lt;|&#x3C;)script&gt;alert/);
    expect(out['notice.html']).not.toContain('tracker.example/x.gif"');
  });

  it('cannot be a formula in a spreadsheet', () => {
    for (const file of ['recipients.csv', 'ropa.csv', 'retention.csv']) {
      const cells = parse(out[file] ?? '').flat() as string[];
      expect(
        cells.filter((cell) => /^[=+\-@\t\r]/.test(cell)),
        file,
      ).toEqual([]);
    }
    expect(out['recipients.csv']).toContain("'=cmd|calc!A1");
  });
});

describe('the record of processing', () => {
  const [head = [], ...rows] = parse(published['ropa.csv'] ?? '') as string[][];
  const cell = (purpose: string, column: (typeof ROPA_COLUMNS)[number]): string | undefined =>
    rows.find((row) => row[1] === purpose)?.[head.indexOf(column)];

  it('has the thirty columns of the regulator’s template and a row for each purpose', () => {
    expect(head).toEqual([...ROPA_COLUMNS]);
    expect(head).toHaveLength(30);
    expect(rows.map((row) => row[1])).toEqual(Object.values(sound.purposes).map((one) => one.says));
  });

  it('says what is declared and says "not recorded" of the rest', () => {
    expect(
      cell(
        'to make adjustments for applicants who need them',
        'Data Protection Act 2018 Schedule 1 condition',
      ),
    ).toBe('paragraph 1');
    expect(
      cell('to make and deliver what you ordered', 'Names of third countries or international organisations'),
    ).toBe('India (the International Data Transfer Agreement)');
    expect(cell('to make and deliver what you ordered', 'Has a personal data breach occurred?')).toBe(
      'not recorded',
    );
    expect(cell('to send you news of our workshop', 'Rights available to individuals')).toContain(
      'withdrawing consent',
    );
    expect(
      cell('to keep the accounts that company law asks for', 'Rights available to individuals'),
    ).not.toContain('objection');
  });

  it('is the same record in JSON', () => {
    const json = JSON.parse(published['ropa.json'] ?? '') as {
      activities: Record<string, string>[];
      policy: string;
    };
    expect(json.policy).toBe(sound.hash);
    expect(json.activities.map((row) => head.map((column) => row[column]))).toEqual(rows);
  });
});
