/*
 * Words of this room
 * - notice:    notice.md as people read it: values drawn, lists written out, promises linked to what keeps them
 * - register:  a table of declarations, as a page and as a spreadsheet
 * - record:    the record of processing activities of Art 30, in the regulator's own columns
 */
import { stringify } from 'csv-stringify/sync';
import { type Day, sayDay } from '../../base/index.ts';
import type { Policy } from '../policy.ts';
import { escapeHtml, pageHtml, tableHtml } from './page.ts';
import { cookieRegister, type Register, recipientRegister, retentionRegister } from './registers.ts';
import { type Contents, type RenderedNotice, renderNotice } from './render.ts';
import { PROCESSOR_COLUMNS, processorRows, ROPA_COLUMNS, ropaRows } from './ropa.rules.ts';
import type { States } from './states.ts';
import { isSummary, summaryOf } from './summary.rules.ts';

export type PublishOptions = {
  /** The day of publication: what the record of processing is judged by, and what pages without an effective day show. */
  on: Day;
  states?: States;
  base?: string;
};

/** File names and their contents, ready to be written or served. */
export type Published = Readonly<Record<string, string>>;

/** Everything that is published of a policy. The same policy, day and states give the same bytes. */
export function publishNotice(policy: Policy, options: PublishOptions): Published {
  const { on } = options;
  const record = ropaRows(policy, on);
  const forOthers = processorRows(policy);
  const retention = retentionRegister(policy);
  const recipients = recipientRegister(policy);
  const cookies = cookieRegister(policy);
  const { name, contacts, officers, representative } = policy.organisation;
  return {
    'notice.html': noticePage(policy, options),
    'cookies.html': registerPage(policy, 'Cookies', cookies, on),
    'retention.html': registerPage(policy, 'How long we keep data', retention, on),
    'retention.csv': csv(retention.columns, retention.rows),
    'recipients.html': registerPage(policy, 'Who receives data', recipients, on),
    'recipients.csv': csv(recipients.columns, recipients.rows),
    'ropa.csv': csv(
      ROPA_COLUMNS,
      record.map((row) => ROPA_COLUMNS.map((column) => row[column])),
    ),
    'ropa.json': `${JSON.stringify(
      {
        record: 'Record of processing activities, GDPR Art 30',
        on,
        policy: policy.hash,
        controller: { name, contacts, representative: representative ?? null, officers },
        activities: record,
        onBehalfOfOthers: forOthers,
      },
      null,
      2,
    )}\n`,
    ...(forOthers.length > 0
      ? {
          'ropa-processor.csv': csv(
            PROCESSOR_COLUMNS,
            forOthers.map((row) => PROCESSOR_COLUMNS.map((column) => row[column])),
          ),
        }
      : {}),
  };
}

/** A cell that begins like a formula is text all the same: names in a policy come from anywhere. */
const csv = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  stringify([columns, ...rows] as string[][], { escape_formulas: true, record_delimiter: 'windows' });

function noticePage(policy: Policy, options: PublishOptions): string {
  const notice = renderNotice(policy, options);
  return pageHtml(policy, {
    title: notice.title,
    lead: [dated(policy, options.on), `Version ${policy.hash.slice(0, 12)}.`],
    mainHtml: noticeHtml(policy, notice),
  });
}

const dated = (policy: Policy, on: Day): string =>
  policy.effective ? `In force from ${sayDay(policy.effective as Day)}.` : `As published on ${sayDay(on)}.`;

/** Summary, contents, text: what a page of the notice shows below its title. A summary of the notice's own moves up whole. */
function noticeHtml(policy: Policy, { bodyHtml, contents }: RenderedNotice): string {
  const sections = contents.filter((one) => one.depth === 2);
  const [first, second] = sections;
  const own = sections.some((one) => isSummary(one.text));
  const start = (one: Contents | undefined): number => (one ? bodyHtml.indexOf(`<h2 id="${one.id}"`) : -1);
  const cut = first && isSummary(first.text) ? Math.max(0, start(second)) : 0;
  const written = `<section class="summary" aria-labelledby="in-short"><h2 id="in-short">In short</h2>
<ul>${summaryOf(policy)
    .map((sentence) => `<li>${escapeHtml(sentence)}</li>`)
    .join('')}</ul></section>`;
  const listed = cut > 0 ? sections.slice(1) : sections;
  const nav = `<nav aria-labelledby="contents"><h2 id="contents">Contents</h2>
<ol>${listed.map((one) => `<li><a href="#${escapeHtml(encodeURIComponent(one.id))}">${escapeHtml(one.text)}</a></li>`).join('')}</ol></nav>`;
  const parts = [
    own ? '' : written,
    bodyHtml.slice(0, cut),
    listed.length > 1 ? nav : '',
    bodyHtml.slice(cut),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function registerPage(policy: Policy, title: string, register: Register, on: Day): string {
  const table = tableHtml(register.caption, register.columns, register.rows);
  return pageHtml(policy, {
    title,
    lead: [dated(policy, on)],
    mainHtml: register.rows.length > 0 ? table : '<p>None is declared.</p>',
  });
}

export { escapeHtml, pageHtml, tableHtml } from './page.ts';
export { type Contents, type RenderedNotice, type RenderOptions, renderNotice } from './render.ts';
export { ROPA_COLUMNS, type RopaRow, ropaRows } from './ropa.rules.ts';
export type { StateName, States } from './states.ts';
export { noticeStyles } from './styles.ts';
export { summaryOf } from './summary.rules.ts';
