/** On paper: light whatever the screen was, no navigation, and the addresses of links that lead away. */
export const printStyles = (light: string): string => `
@media print {
  :root { ${light} --accent: #000000; }
  body { display: block; font-size: 10.5pt; }
  body > header { border-top: 0; }
  .bar nav, .skip, .contents, .promise-link, button, .actions { display: none; }
  .bar, main, body > footer > .columns { max-width: none; padding-left: 0; padding-right: 0; }
  .notice-page { display: block; }
  h2, h3 { break-after: avoid; }
  li, tr, .field { break-inside: avoid; }
  .state .shape, .bar-chart { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .notice-body a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 0.85em; }
}
`;
