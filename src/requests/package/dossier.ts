import { type Day, sayDay } from '../../base/index.ts';
import { capital, escapeHtml, type Policy, pageHtml, tableHtml } from '../../policy/index.ts';
import { type Answer, accessAnswers } from './answers.rules.ts';
import { NOTHING } from './cells.rules.ts';
import type { Gathered, Gathering } from './gather.ts';
import { SECTIONS, type Section } from './held.ts';

/** Whom a package is about, and what was asked. */
export interface Subject {
  /** What a person can name the request by. */
  readonly reference: string;
  readonly received: Day;
  /** By what we know them, as they gave it. */
  readonly knownAs: readonly string[];
  /** The kinds of people that they are to us, as the policy calls them. */
  readonly categories: readonly string[];
}

export interface DossierOptions {
  readonly policy: Policy;
  readonly kind: 'access' | 'portability';
  readonly on: Day;
  readonly subject: Subject;
  readonly gathering: Gathering;
  readonly attachments: readonly string[];
  /** What is not in the package, with the reason: an exemption, a place that is still being searched by hand. */
  readonly notHere: readonly string[];
}

/** The page that a person reads first: what is held, and all that Art 15(1) and (2) has us say. Asks nobody for anything. */
export function dossierHtml(options: DossierOptions): string {
  const { policy, kind, on, subject } = options;
  const parts = kind === 'access' ? accessParts(options) : portabilityParts(options);
  const contents = parts
    .map(({ id, heading }) => `<li><a href="#${id}">${escapeHtml(heading)}</a></li>`)
    .join('\n');
  const main = `<nav aria-label="Contents">
<ul>
${contents}
</ul>
</nav>
${parts.map(({ id, heading, html }) => `<section aria-labelledby="${id}">\n<h2 id="${id}">${escapeHtml(heading)}</h2>\n${html}\n</section>`).join('\n')}`;
  return pageHtml(policy, {
    title: kind === 'access' ? 'The data we hold about you' : 'Your data, to take elsewhere',
    lead: [
      `Your request ${subject.reference}, which we received on ${sayDay(subject.received)}. This copy was made on ${sayDay(on)}.`,
      ...(subject.knownAs.length > 0 ? [`We know you as ${subject.knownAs.join(', ')}.`] : []),
    ],
    mainHtml: main,
  });
}

interface Part {
  readonly id: string;
  readonly heading: string;
  readonly html: string;
}

function accessParts({ policy, on, subject, gathering, attachments, notHere }: DossierOptions): Part[] {
  const found = new Set(gathering.tables.flatMap(({ columns }) => [...columns.values()]));
  const answers = accessAnswers(policy, {
    categories: subject.categories,
    found: [...found].filter((kind): kind is string => kind !== null && kind in policy.data),
    on,
  });
  return [
    shortly(gathering, attachments),
    ...heldParts(policy, gathering),
    ...filesPart(gathering, attachments),
    ...missingPart(notHere),
    ...answers.map((answer) => ({ id: answer.item, heading: answer.heading, html: answerHtml(answer) })),
    HOW_TO_READ,
  ];
}

function portabilityParts({ policy, gathering, attachments, notHere }: DossierOptions): Part[] {
  const left = [...gathering.leftOut]
    .sort()
    .map((kind) => policy.data[kind]?.says ?? kind.replaceAll('-', ' '));
  return [
    shortly(gathering, attachments),
    ...heldParts(policy, gathering),
    ...filesPart(gathering, attachments),
    {
      id: 'left-out',
      heading: 'What is not in this copy',
      html: `<p>This copy holds what you gave us, and what came of your own use, where we use it by machine under your consent or a contract with you (Art 20). Ask for access to see everything we hold.</p>${
        left.length > 0 ? `<p>Left out:</p>\n${listHtml(left.map((name) => ({ name, says: '' })))}` : ''
      }`,
    },
    ...missingPart(notHere),
    HOW_TO_READ,
  ];
}

function shortly({ tables, files }: Gathering, attachments: readonly string[]): Part {
  const rows = tables.reduce((sum, { count }) => sum + count, 0);
  const more = files.length + attachments.length;
  const html =
    rows + more === 0
      ? '<p>We looked in every system that may hold data about you, and found none.</p>'
      : `<p>We found ${many(rows, 'entry', 'entries')} in ${many(tables.length, 'table', 'tables')}${more > 0 ? `, and ${many(more, 'file', 'files')}` : ''}.</p>
<p>Below you see the first entries of each table. All of them are in the folder “data” beside this page, as CSV files that a spreadsheet opens, and as JSON for other software.</p>`;
  return { id: 'in-short', heading: 'In short', html };
}

function heldParts(policy: Policy, { tables }: Gathering): Part[] {
  return (Object.keys(SECTIONS) as Section[]).flatMap((section) => {
    const own = tables.filter((table) => table.section === section);
    if (own.length === 0) return [];
    return [
      {
        id: `held-${section}`,
        heading: SECTIONS[section],
        html: own.map((table) => heldHtml(policy, table)).join('\n'),
      },
    ];
  });
}

function heldHtml(policy: Policy, table: Gathered): string {
  const where = table.system === 'kept' ? '' : ` (${policy.systems[table.system]?.says ?? table.system})`;
  const columns = [...table.columns.keys()];
  const kinds = [...new Set(table.columns.values())].flatMap((kind) =>
    kind === null ? [] : [policy.data[kind]?.says ?? kind],
  );
  const shown = table.sample.length;
  const rows = table.sample.map((row) => columns.map((column) => row[column] ?? NOTHING));
  return `<h3>${escapeHtml(`${said(table.table)}${where}`)}</h3>
<p>${many(table.count, 'entry', 'entries')}${kinds.length > 0 ? `: ${escapeHtml(kinds.join('; '))}` : ''}.${
    shown < table.count ? ` The first ${shown} are shown here; all are in ` : ' All are in '
  }<a href="${escapeHtml(encodeURI(table.path))}.csv">${escapeHtml(table.path)}.csv</a>.</p>
${shown > 0 ? tableHtml(`${said(table.table)}${where}, ${table.path}`, columns, rows) : ''}`;
}

const said = (table: string): string => capital(table.replaceAll(/[-_]+/g, ' '));

const filesPart = ({ files }: Gathering, attachments: readonly string[]): Part[] => {
  const paths = [...files.map(({ path }) => path), ...attachments];
  if (paths.length === 0) return [];
  const listed = paths
    .slice(0, 500)
    .map((path) => `<li><a href="${escapeHtml(encodeURI(path))}">${escapeHtml(path)}</a></li>`)
    .join('\n');
  const more =
    paths.length > 500
      ? `<p>And ${many(paths.length - 500, 'more file', 'more files')} in the folder “files”.</p>`
      : '';
  return [{ id: 'files', heading: 'Files', html: `<ul>\n${listed}\n</ul>\n${more}` }];
};

const missingPart = (notHere: readonly string[]): Part[] =>
  notHere.length === 0
    ? []
    : [
        {
          id: 'not-here',
          heading: 'What is not here, and why',
          html: listHtml(notHere.map((name) => ({ name, says: '' }))),
        },
      ];

const answerHtml = ({ says, list, source }: Answer): string =>
  `${says.map((one) => `<p>${escapeHtml(one)}</p>`).join('\n')}
${list.length > 0 ? listHtml(list) : ''}
<p><small>${escapeHtml(source)}</small></p>`;

const listHtml = (items: readonly { name: string; says: string }[]): string =>
  `<ul class="listed">
${items.map(({ name, says }) => `<li>${says ? `<strong>${escapeHtml(name)}</strong> ${escapeHtml(says)}` : escapeHtml(name)}</li>`).join('\n')}
</ul>`;

const many = (count: number, one: string, more: string): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : more}`;

const HOW_TO_READ: Part = {
  id: 'how-to-read',
  heading: 'How to read the files',
  html: `<p>Each table is there twice. The JSON file has every value exactly as we hold it; the CSV file is for spreadsheets.</p>
<ul>
<li>An empty place in a CSV file means that nothing is recorded; “–” means the same on this page.</li>
<li>An apostrophe (') before =, +, - or @ keeps a spreadsheet from taking a value for a formula. It is not a part of the value.</li>
<li>Longer contents, such as pictures, are files of their own in the folder “files”; the table has their names. Short ones are written as base64.</li>
<li>Days and times are written year first.</li>
<li>“[removed: about somebody else]” stands where a text named other people.</li>
</ul>`,
};
