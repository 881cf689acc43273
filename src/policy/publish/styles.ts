/**
 * The one stylesheet of published pages. System fonts and no request to anybody; the page sets `--organisation-colour`.
 * Works from 320 pixels, at 200 % zoom, in print, in light and dark.
 */
export const noticeStyles = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b1f24; --quiet: #4d5661; --rule: #d3d8de; --wash: #f4f6f8;
  --accent: var(--organisation-colour, #1d4f91);
  --good: #1a6b3c; --warn: #8a5300; --bad: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171a; --ink: #e8eaed; --quiet: #b4bcc6; --rule: #3b434c; --wash: #1d2126;
    --accent: color-mix(in oklab, var(--organisation-colour, #1d4f91), white 62%);
    --good: #7ed9a0; --warn: #f2c063; --bad: #ff9c94;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: 0.15em; }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: 0.5rem; top: -6rem; padding: 0.5rem 1rem; background: var(--paper); border: 2px solid var(--accent); z-index: 1; }
.skip:focus { top: 0.5rem; }
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 2rem; border-bottom: 4px solid var(--accent); padding-bottom: 1rem; }
header p { margin: 0.25rem 0; color: var(--quiet); }
h1 { font-size: clamp(1.6rem, 5vw, 2.25rem); line-height: 1.2; margin: 0.25rem 0; }
h2 { font-size: 1.4rem; line-height: 1.3; margin: 2.5rem 0 0.75rem; }
h3 { font-size: 1.15rem; line-height: 1.35; margin: 1.75rem 0 0.5rem; }
p, ul, ol, table { margin: 0.75rem 0; }
li { margin: 0.35rem 0; }
nav ol { columns: 2 16rem; column-gap: 3rem; padding-left: 1.6rem; margin: 0; }
nav li { margin: 0; padding: 0.2rem 0; break-inside: avoid; }
.summary { background: var(--wash); border-left: 4px solid var(--accent); padding: 0.25rem 1.25rem; margin: 1.5rem 0; }
.summary h2 { margin-top: 0.75rem; }
.listed { list-style: none; padding: 0; }
.listed > li { border-top: 1px solid var(--rule); padding: 0.6rem 0; margin: 0; }
.listed strong { display: block; }
.promise:target { background: var(--wash); outline: 2px solid var(--accent); outline-offset: 0.2rem; }
.illustration { background: var(--wash); border: 1px solid var(--rule); padding: 0.5rem 0.75rem; }
.promise-link, .promise-state { font-size: 0.8125rem; white-space: nowrap; color: var(--quiet); }
.state.kept, .state.attested, .state.proven { color: var(--good); }
.state.at-risk { color: var(--warn); }
.state.broken { color: var(--bad); }
.hidden, .sr-only { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; }
caption { text-align: left; color: var(--quiet); padding: 0.5rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 0.75rem 0.5rem 0; border-bottom: 1px solid var(--rule); }
code { font-family: ui-monospace, "Cascadia Mono", Menlo, monospace; font-size: 0.9em; }
footer { margin-top: 3rem; padding-top: 1rem; padding-bottom: 3rem; border-top: 1px solid var(--rule); color: var(--quiet); font-size: 0.9375rem; }
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #333; --accent: #000; --wash: #fff; }
  body { font-size: 10.5pt; }
  header, main, footer { max-width: none; }
  .skip, nav, .promise-link { display: none; }
  h2, h3 { break-after: avoid; }
  li, tr { break-inside: avoid; }
  main a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 0.85em; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;
