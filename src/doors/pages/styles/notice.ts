/** The notice: a column to read, its contents beside it where there is room, and the classes of its rendered body. */
export const noticeStyles = `
.facts { color: var(--quiet); }
.notice-head { margin-bottom: 1rem; }
.contents { font-size: 0.9375rem; line-height: 1.45; }
.contents h2 { font-size: 1rem; margin: 0 0 0.4rem; letter-spacing: 0; }
.contents ol, .contents ul { list-style: none; padding: 0; margin: 0; }
.contents li { margin: 0; }
.contents li a { display: block; padding: 0.3rem 0; }
.notice-page > .contents { padding: 1rem 1.25rem; margin: 1.5rem 0 2rem; background: var(--panel); border-radius: 6px; }
.contents.flat { margin-top: 2.75rem; }
.contents.flat h2 { font-size: 1.375rem; letter-spacing: -0.01em; margin-bottom: 0.75rem; }
.contents.flat ul { max-width: none; columns: 3 15rem; column-gap: 2.5rem; }
.notice-body > :first-child { margin-top: 0; }
.notice-body h4, .notice-body h5 { font-size: 1rem; margin: 1.5rem 0 0.4rem; }
.notice-body blockquote { margin: 0 0 1.5rem; padding: 0.1rem 1rem; border-left: 4px solid var(--rule); background: none; white-space: normal; color: var(--quiet); }
.notice-body blockquote p { margin: 0.5rem 0; }
.notice-body .listed { list-style: none; padding: 0; }
.notice-body .listed > li { border-top: 1px solid var(--rule); padding: 0.65rem 0; margin: 0; }
.notice-body .promise:target { background: var(--panel); outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
.promise-link, .promise-state { font-size: 0.8125rem; color: var(--quiet); white-space: nowrap; text-decoration-color: var(--rule); }
.notice-body .promise-state { font-weight: 400; }
.notice-body .promise-state .shape { width: auto; height: auto; margin: 0; background: none; box-shadow: none; }
.notice-body .kept .shape { color: var(--kept); }
.notice-body .attested .shape { color: var(--attested); }
.notice-body .proven .shape { color: var(--proven); }
.notice-body .unproven .shape { color: var(--unproven); }
.notice-body .at-risk, .notice-body .broken { font-weight: 700; }
.notice-body .at-risk, .notice-body .at-risk .shape { color: var(--at-risk); }
.notice-body .broken, .notice-body .broken .shape { color: var(--broken); }
.hidden, .sr-only { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.notice-body a:not(.promise-link):not(.promise-state) { overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; line-height: 1.45; }
caption { text-align: left; color: var(--quiet); padding-bottom: 0.4rem; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 1rem 0.5rem 0; border-bottom: 1px solid var(--rule); }
.notice-body table { display: block; overflow-x: auto; }
.versions table { max-width: 42rem; }
@media (min-width: 60rem) {
  .notice-page { display: grid; grid-template-columns: minmax(0, 42rem) minmax(0, 1fr); column-gap: 3.5rem; }
  .notice-head, .notice-body, .versions { grid-column: 1; }
  .notice-page > .contents {
    grid-column: 2; grid-row: 1 / span 2; align-self: start; position: sticky; top: 1.5rem; margin: 0;
    max-height: calc(100vh - 3rem); overflow-y: auto;
  }
}
`;
