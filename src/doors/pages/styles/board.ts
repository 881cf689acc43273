/** The promises: states as shape and word, the bar of totals, rows of sentence and state. */
export const boardStyles = `
.state { white-space: nowrap; font-weight: 600; }
.state .shape { display: inline-block; width: 1.55em; height: 1.55em; line-height: 1.55em; margin-right: 0.2em; text-align: center; border-radius: 50%; color: var(--page); font-size: 0.8125rem; font-weight: 700; background: var(--unproven); }
.kept .shape { background: var(--kept); }
.attested .shape { background: var(--attested); }
.proven .shape { background: var(--proven); }
.at-risk .shape { background: var(--at-risk); border-radius: 4px; }
.broken .shape { background: var(--broken); border-radius: 4px; }
.unproven .shape { background: transparent; color: var(--unproven); box-shadow: inset 0 0 0 2px var(--unproven); }
.totals { margin: 2rem 0 0; }
.totals a { text-decoration: none; }
.totals a .state-word { text-decoration: underline; }
.bar-chart { display: block; border-radius: 4px; margin-bottom: 1.25rem; forced-color-adjust: none; }
.bar-chart rect { stroke: var(--page); stroke-width: 2px; }
.bar-chart text { fill: var(--page); font-size: 0.9375rem; font-weight: 700; }
.bar-chart .kept rect { fill: var(--kept); }
.bar-chart .attested rect { fill: var(--attested); }
.bar-chart .proven rect { fill: var(--proven); }
.bar-chart .unproven rect { fill: var(--unproven); }
.bar-chart .at-risk rect { fill: var(--at-risk); }
.bar-chart .broken rect { fill: var(--broken); }
.totals tbody th { font-weight: 400; width: 9rem; }
.totals .number { font-variant-numeric: tabular-nums; font-weight: 600; width: 6.5rem; }
.not-kept { list-style: none; padding: 0; max-width: 48rem; }
.not-kept li { padding: 0.75rem 0; border-top: 1px solid var(--rule); margin: 0; }
.not-kept a { margin-left: 0.5rem; }
.not-kept .why { display: block; color: var(--quiet); font-size: 0.9375rem; }
.promises > ul { list-style: none; padding: 0; margin: 0; max-width: none; }
.promises > ul > li { display: grid; grid-template-columns: minmax(0, 42rem) auto; justify-content: space-between; column-gap: 2rem; padding: 0.9rem 0; border-top: 1px solid var(--rule); margin: 0; }
.promises .says { margin: 0 0 0.25rem; }
.promises .because { grid-column: 1; margin: 0; font-size: 0.9375rem; color: var(--quiet); }
.promises .because .state { color: var(--ink); margin-right: 0.4rem; }
.promises .number { grid-column: 2; grid-row: 1; align-self: start; font-size: 0.8125rem; color: var(--quiet); text-decoration: none; font-variant-numeric: tabular-nums; padding: 0.25rem 0; }
.promises .number:hover { text-decoration: underline; }
.promises > ul > li:target { background: var(--panel); box-shadow: -0.75rem 0 0 var(--panel), 0.75rem 0 0 var(--panel), inset 0 2px 0 var(--accent); }
@media (max-width: 38rem) {
  .bar-chart .tight { display: none; }
  .promises > ul > li { display: block; }
  .promises .number { display: inline-block; }
  .totals tbody tr, .totals tbody th, .totals tbody td { display: block; width: auto; border: 0; padding: 0; }
  .totals thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .totals tbody tr { display: grid; grid-template-columns: 1fr auto; padding: 0.6rem 0; border-bottom: 1px solid var(--rule); }
  .totals tbody td:last-child { grid-column: 1 / -1; color: var(--quiet); }
}
`;
