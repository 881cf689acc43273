import { createHash } from 'node:crypto';
import { identityLines } from '../identity.rules.ts';
import type { Policy } from '../policy.ts';
import { noticeStyles } from './styles.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it: nothing in a policy, a name or a field is ever markup. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (one) => ESCAPES[one] ?? one);

export type PageParts = {
  title: string;
  /** Below the title: the version, the day. */
  lead: readonly string[];
  mainHtml: string;
};

/** A whole page that asks nobody for anything: its only style is inside it, and its policy lets in nothing else. */
export function pageHtml(policy: Policy, { title, lead, mainHtml }: PageParts): string {
  const { organisation } = policy;
  const colour = organisation.appearance?.colour ?? '#1d4f91';
  const style = `:root { --organisation-colour: ${colour}; }${noticeStyles}`;
  const hash = createHash('sha256').update(style).digest('base64');
  const contact = organisation.contacts.privacy;
  const foot = [...identityLines(policy), contact && `Privacy: ${contact}`].filter(
    (part): part is string => typeof part === 'string' && part !== '',
  );
  const illustration = organisation.illustration
    ? `<p class="illustration">An illustration made with Kept. It is not ${escapeHtml(organisation.name)}’s notice.</p>\n`
    : '';
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)} – ${escapeHtml(organisation['short-name'] ?? organisation.name)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header>
${illustration}<p>${escapeHtml(organisation.name)}</p>
<h1>${escapeHtml(title)}</h1>
${lead.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')}
</header>
<main id="main" tabindex="-1">
${mainHtml}
</main>
<footer>
<p>${foot.map(escapeHtml).join(' · ')}</p>
</footer>
</body>
</html>
`;
}

/** A table that reads row by row to somebody who cannot see it. */
export function tableHtml(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const head = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join('');
  const body = rows
    .map(
      ([first = '', ...rest]) =>
        `<tr><th scope="row">${escapeHtml(first)}</th>${rest.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`,
    )
    .join('\n');
  return `<div class="scroll" role="region" aria-label="${escapeHtml(caption)}" tabindex="0"><table>
<caption>${escapeHtml(caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody>
</table></div>`;
}
